#include "twicetold/io/source.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "twicetold/io/file.h"
#include "twicetold/io/folder.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;

void Write(const std::string& path, std::string_view bytes) {
  const std::filesystem::path folder = std::filesystem::path(path).parent_path();
  if (!folder.empty()) std::filesystem::create_directories(folder);
  std::ofstream(path, std::ios::binary) << bytes;
}

// "NAME: TEXT" of a document, "NAME! REASON" or "NAME:LINE! REASON" of what was skipped.
std::vector<std::string> ReadAll(InputSource& source) {
  std::vector<std::string> lines;
  while (const auto next = source.Next()) {
    if (const auto* const document = std::get_if<Document>(&*next)) {
      lines.push_back(document->name + ": " + document->text);
    } else {
      const auto& skipped = std::get<SkippedDocument>(*next);
      lines.push_back(skipped.name + (skipped.line == 0 ? "" : ":" + std::to_string(skipped.line)) +
                      "! " + std::string(skipped.reason.message()));
    }
  }
  EXPECT_FALSE(source.Next().has_value());
  return lines;
}

std::vector<std::string> ReadAll(std::vector<std::string> inputs, ReadOptions options = {}) {
  InputSource source(std::move(inputs), std::move(options));
  return ReadAll(source);
}

// A folder of its own for each test.
class InputSourceTest : public ::testing::Test {
 protected:
  InputSourceTest() : before_(std::filesystem::current_path()) {
    folder_ = std::filesystem::temp_directory_path() /
              ("twicetold-source-" + std::to_string(getpid()) + "-" +
               ::testing::UnitTest::GetInstance()->current_test_info()->name());
    std::filesystem::create_directories(folder_);
    std::filesystem::current_path(folder_);
  }
  ~InputSourceTest() override {
    std::filesystem::current_path(before_);
    std::filesystem::remove_all(folder_);
  }

 private:
  std::filesystem::path before_;
  std::filesystem::path folder_;
};

TEST_F(InputSourceTest, ReadsInputsInTheOrderGiven) {
  Write("b.txt", "bee");
  Write("a.md", "*ay*");
  Write("c.jsonl", "{\"id\":\"r\",\"text\":\"sea\"}\nbad\n{\"text\":\"cue\"}");
  const auto lines = ReadAll({"b.txt", "c.jsonl", "a.md", "b.txt"});
  ASSERT_EQ(lines.size(), 6u);
  EXPECT_EQ(lines[0], "b.txt: bee");
  EXPECT_EQ(lines[1], "c.jsonl#r: sea");
  EXPECT_THAT(lines[2], HasSubstr("c.jsonl:2! "));
  EXPECT_EQ(lines[3], "c.jsonl#L3: cue");
  EXPECT_EQ(lines[4], "a.md: ay");
  EXPECT_EQ(lines[5], "b.txt: bee");
}

TEST_F(InputSourceTest, WalksFoldersInByteOrder) {
  Write("docs/b.txt", "1");
  Write("docs/a/z.html", "<p>2");
  Write("docs/a.md", "3");
  Write("docs/B.TXT", "4");
  Write("docs/.hidden.txt", "no");
  Write("docs/.git/x.txt", "no");
  Write("docs/image.png", "no");
  Write("docs/Makefile", "no");
  std::filesystem::create_symlink("b.txt", "docs/link.txt");
  std::filesystem::create_directory_symlink("..", "docs/up");
  InputSource source({"docs/"}, {});
  EXPECT_THAT(ReadAll(source),
              ElementsAre("docs/B.TXT: 4", "docs/a.md: 3", "docs/a/z.html: 2", "docs/b.txt: 1"));
  EXPECT_EQ(source.files_of_other_kinds(), 2u);
  EXPECT_THAT(ReadAll({"docs/a"}), ElementsAre("docs/a/z.html: 2"));
  EXPECT_THAT(ReadAll({"docs/link.txt"}), ElementsAre("docs/link.txt: 1"));
}

TEST_F(InputSourceTest, AFolderWithNothingToReadIsNoCleanResult) {
  Write("empty/picture.png", "x");
  std::filesystem::create_directory("bare");
  EXPECT_THAT(ReadAll({"empty", "bare"}),
              ElementsAre("empty! no .txt, .md, .html or .jsonl file in this folder (1 of other "
                          "kinds); check the path or name files",
                          "bare! no .txt, .md, .html or .jsonl file in this folder; check the path "
                          "or name files"));
}

TEST_F(InputSourceTest, SaysWhatItCannotReadAndGoesOn) {
  Write("ok.txt", "ok");
  EXPECT_THAT(ReadAll({"missing.txt", "ok.txt", "ok.txt/x", ""}),
              ElementsAre("missing.txt! no such file; check the path", "ok.txt: ok",
                          "ok.txt/x! no such file; check the path",
                          "! the name is empty; name a file, a folder or -"));
  if (geteuid() == 0) return;  // root may read everything
  Write("secret.txt", "x");
  Write("closed/x.txt", "x");
  std::filesystem::permissions("secret.txt", std::filesystem::perms::none);
  std::filesystem::permissions("closed", std::filesystem::perms::none);
  EXPECT_THAT(ReadAll({"secret.txt", "closed"}),
              ElementsAre("secret.txt! no permission to read it; check the file's permissions",
                          "closed! no permission to list the folder; check the folder's "
                          "permissions"));
  std::filesystem::permissions("closed", std::filesystem::perms::owner_all);
}

TEST_F(InputSourceTest, ReadsStandardInputOnce) {
  Write("in.txt", "from outside");
  const int saved = dup(STDIN_FILENO);
  const int file = open("in.txt", O_RDONLY | O_CLOEXEC);
  ASSERT_GE(file, 0);
  dup2(file, STDIN_FILENO);
  const auto lines = ReadAll({"-", "-"});
  dup2(saved, STDIN_FILENO);
  close(saved);
  close(file);
  EXPECT_THAT(lines, ElementsAre("-: from outside",
                                 "-! standard input was read already; give - only once"));
}

TEST_F(InputSourceTest, ReadsPipesAndDevices) {
  ASSERT_EQ(mkfifo("pipe", 0600), 0);
  std::thread writer([] { Write("pipe", "through a pipe"); });
  EXPECT_THAT(ReadAll({"pipe", "/dev/null"}), ElementsAre("pipe: through a pipe", "/dev/null: "));
  writer.join();
  ReadOptions options;
  options.max_document_bytes = uint64_t{1} << 20;
  EXPECT_THAT(ReadAll({"/dev/zero"}, options),
              ElementsAre("/dev/zero! the file has more than the limit of 1M; raise it with "
                          "--max-document-bytes 2M"));
}

TEST_F(InputSourceTest, AFailedReadIsAnErrorAndNoShortDocument) {
  // A process may open its own memory but not read it at offset 0.
  if (!std::filesystem::exists("/proc/self/mem")) GTEST_SKIP() << "no /proc here";
  ReadOptions options;
  for (const Format format : {Format::kText, Format::kJsonl}) {
    options.format = format;
    const auto lines = ReadAll({"/proc/self/mem"}, options);
    ASSERT_EQ(lines.size(), 1u);
    EXPECT_THAT(lines[0], HasSubstr("/proc/self/mem! reading failed: "));
  }
}

TEST_F(InputSourceTest, TooLargeAFileIsNotRead) {
  Write("large.txt", std::string(100, 'x'));
  ReadOptions options;
  options.max_document_bytes = 99;
  EXPECT_THAT(ReadAll({"large.txt"}, options),
              ElementsAre("large.txt! the file has 100 bytes, more than the limit of 99; raise it "
                          "with --max-document-bytes 1M"));
  options.max_document_bytes = 100;
  EXPECT_EQ(ReadAll({"large.txt"}, options).at(0).size(), 111u);
}

TEST_F(InputSourceTest, StreamsRecordsPastALineLongerThanAnyBuffer) {
  std::string file = "{\"text\":\"before\"}\n{\"text\":\"";
  file += std::string(size_t{5} << 20, 'x');
  file += "\"}\n{\"text\":\"after\"}\n{\"text\":\"";
  file += std::string(size_t{3} << 20, 'y');  // and one that no line end ends
  Write("f.jsonl", file);
  ReadOptions options;
  options.max_document_bytes = 1000;
  InputSource source({"f.jsonl"}, options);
  std::vector<std::variant<Document, SkippedDocument>> results;
  while (auto next = source.Next()) results.push_back(*std::move(next));
  ASSERT_EQ(results.size(), 4u);
  EXPECT_EQ(std::get<SkippedDocument>(results[1]).line, 2u);
  const auto& after = std::get<Document>(results[2]);
  EXPECT_EQ(after.text, "after");
  const Span place = after.to_source.ToSource(Span{0, 5});
  EXPECT_EQ(file.substr(place.begin, place.size()), "after");
  EXPECT_EQ(after.positions.At(place.begin).line, 3u);
  EXPECT_EQ(after.positions.At(place.begin).chars, place.begin);
  EXPECT_EQ(std::get<SkippedDocument>(results[3]).line, 4u);
}

TEST_F(InputSourceTest, StreamedRecordsAreThoseOfTheBytesReadWhole) {
  std::string file;
  for (int i = 0; i < 30000; ++i) {
    file += "{\"id\":" + std::to_string(i) + ",\"text\":\"" +
            std::string(static_cast<size_t>(i % 257), 'a') + " caf\u00E9\"}" +
            (i % 3 == 0 ? "\r\n" : "\n");
  }
  ASSERT_GT(file.size(), size_t{3} << 20);  // several times what is read at once
  Write("f.jsonl", file);
  InputSource source({"f.jsonl"}, {});
  uint64_t compared = 0;
  ReadBytes("f.jsonl", file, ReadOptions{}, [&](ReadResult expected) {
    const auto next = source.Next();
    if (!next.has_value()) return false;
    const auto& a = std::get<Document>(expected);
    const auto& b = std::get<Document>(*next);
    const Span whole{0, a.text.size()};
    if (a.name != b.name || a.text != b.text ||
        a.to_source.ToSource(whole) != b.to_source.ToSource(whole) ||
        a.positions.At(a.to_source.ToSource(whole).end) !=
            b.positions.At(a.to_source.ToSource(whole).end)) {
      return false;
    }
    ++compared;
    return true;
  });
  EXPECT_EQ(compared, 30000u);
  EXPECT_FALSE(source.Next().has_value());
}

}  // namespace
}  // namespace twicetold
