// Real pages, read whole: nothing crashes, every word leads back to its place, and what people
// marked as the article is in the prose.

#include <gtest/gtest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

std::string FileBytes(const std::filesystem::path& path) {
  std::ostringstream bytes;
  bytes << std::ifstream(path, std::ios::binary).rdbuf();
  return bytes.str();
}

Document Read(const std::filesystem::path& path) {
  Document document;
  ReadBytes(path.string(), FileBytes(path), ReadOptions{}, [&](ReadResult result) {
    if (auto* const read = std::get_if<Document>(&result)) {
      document = std::move(*read);
    } else {
      ADD_FAILURE() << path << ": " << std::get<SkippedDocument>(result).reason;
    }
    return true;
  });
  return document;
}

// The folders of pages, unpacked into the working directory, in order.
std::vector<std::filesystem::path> UnpackPages(const std::filesystem::path& data) {
  std::filesystem::create_directories("pages");
  const std::string command =
      "tar -xf '" + (data / "readability-pages.tar.xz").string() + "' -C pages";
  std::vector<std::filesystem::path> folders;
  if (std::system(command.c_str()) != 0) return folders;
  for (const auto& entry : std::filesystem::recursive_directory_iterator("pages")) {
    if (entry.path().filename() == "source.html") folders.push_back(entry.path().parent_path());
  }
  std::sort(folders.begin(), folders.end());
  return folders;
}

TEST(Pages, WordsLeadBackToTheirBytes) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  const auto folders = UnpackPages(*data);
  ASSERT_EQ(folders.size(), 130u);
  uint64_t words_seen = 0;
  uint64_t words_marked = 0;
  for (const auto& folder : folders) {
    const std::string page = FileBytes(folder / "source.html");
    const Document document = Read(folder / "source.html");
    EXPECT_EQ(testing::TroubleWith(document.text, document.to_source, Span{0, page.size()}), "")
        << folder;
    const Words words = SplitWords(document.text, 0);
    for (const Span span : words.spans()) {
      const Span place = document.to_source.ToSource(span);
      const std::string source = page.substr(place.begin, place.size());
      const std::string word = document.text.substr(span.begin, span.size());
      ++words_seen;
      if (source == word) continue;
      ++words_marked;
      const absl::StatusOr<Prose> again = ReadHtml(source);
      ASSERT_TRUE(again.ok());
      EXPECT_EQ(again->text, word) << folder << ": " << source;
    }
  }
  RecordProperty("words", static_cast<int>(words_seen));
  std::printf("%llu words, %llu with markup or entities inside\n",
              static_cast<unsigned long long>(words_seen),
              static_cast<unsigned long long>(words_marked));
  EXPECT_GT(words_seen, 100000u);
}

TEST(Pages, TheArticleIsInTheProse) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  uint64_t expected_words = 0;
  uint64_t found_words = 0;
  for (const auto& folder : UnpackPages(*data)) {
    const Words page = SplitWords(Read(folder / "source.html").text, 0);
    const Words article = SplitWords(Read(folder / "expected.html").text, 0);
    std::map<uint64_t, uint64_t> left;
    for (const uint64_t hash : page.hashes()) ++left[hash];
    uint64_t found = 0;
    for (const uint64_t hash : article.hashes()) {
      const auto word = left.find(hash);
      if (word == left.end() || word->second == 0) continue;
      --word->second;
      ++found;
    }
    expected_words += article.size();
    found_words += found;
    if (found * 100 < article.size() * 99) {
      std::printf("%s: %llu of %zu words\n", folder.c_str(), static_cast<unsigned long long>(found),
                  article.size());
    }
  }
  std::printf("%llu of %llu words of the articles\n", static_cast<unsigned long long>(found_words),
              static_cast<unsigned long long>(expected_words));
  EXPECT_GT(expected_words, 100000u);
  EXPECT_GE(static_cast<double>(found_words), 0.99 * static_cast<double>(expected_words));
}

}  // namespace
}  // namespace twicetold
