// Records against the careful readers: the same texts, ids, dates, sources and reasons as
// InputSource gives, and raw bytes that are those of the file.

#include "twicetold/io/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "tests/io/records_as_documents.h"
#include "tests/support/data.h"
#include "tests/support/temporary_folder.h"
#include "twicetold/base/random.h"
#include "twicetold/io/record_blocks.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

class RecordReaderTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
};

TEST_F(RecordReaderTest, TrickyLinesAreReadAsDocumentsAre) {
  const std::vector<std::string> lines = TrickyLines();
  for (const std::string_view end : {"\n", "\r\n"}) {
    const std::string bytes = WithoutLoneCr(Joined(lines, end));
    ExpectSame(folder_.Write("in.jsonl", bytes), bytes);
    const std::string_view unended = std::string_view(bytes).substr(0, bytes.size() - end.size());
    ExpectSame(folder_.Write("in.jsonl", unended), unended);
  }
  for (const std::string& line : lines) {  // each at the very beginning, and alone
    ExpectSame(folder_.Write("in.jsonl", line), line);
    const std::string bytes = WithoutLoneCr(line + "\n{\"text\":\"next\"}\n");
    ExpectSame(folder_.Write("in.jsonl", bytes), bytes);
  }
  ReadOptions options;
  options.date_field = "source";
  options.source_field = "";
  options.id_field = "text";
  options.series_field = "id";
  const std::string bytes = WithoutLoneCr(Joined(lines));
  ExpectSame(folder_.Write("2005-03-14.jsonl", bytes), bytes, options);
  for (const Encoding encoding :
       {Encoding::kUtf8, Encoding::kWindows1252, Encoding::kLatin1, Encoding::kUtf16LittleEndian}) {
    options = {};
    options.encoding = encoding;
    ExpectSame(folder_.Write("in.jsonl", bytes), bytes, options);
  }
}

TEST_F(RecordReaderTest, LinesAboveTheLimitAreSkippedOneByOne) {
  const std::string bytes = WithoutLoneCr(Joined(TrickyLines()));
  ReadOptions options;
  for (const unsigned limit : {1U, 20U, 40U, 300U, 2000U, 3100U}) {
    options.max_document_bytes = limit;
    ExpectSame(folder_.Write("in.jsonl", bytes), bytes, options);
  }
}

TEST_F(RecordReaderTest, FilesWithHardlyAnything) {
  for (const std::string_view bytes :
       {"", "\n", "\n\n\n\n", "\r\n\r\n", " ", "\n{\"text\":\"x\"}", "{", "x", "\xEF\xBB\xBF\n"}) {
    ExpectSame(folder_.Write("in.jsonl", bytes), bytes);
  }
}

TEST_F(RecordReaderTest, ALineAboveTheLimitIsNotHeld) {
  const std::string bytes = "{\"text\":\"one\"}\n{\"text\":\"" + std::string(5'000'000, 'x') +
                            "\"}\n{\"text\":\"two\"}\n";
  RecordBlocksOptions options;
  options.block_bytes = 10'000;
  options.read.max_document_bytes = 100'000;
  RecordBlocks blocks({folder_.Write("in.jsonl", bytes)}, options);
  RecordReader reader(options.read);
  RecordBlock block;
  Read read;
  while (blocks.Next(block).value()) {
    EXPECT_LT(block.bytes.capacity(), 200'000u);
    if (block.skipped) {
      EXPECT_EQ(block.skipped->offset, 15u);
      EXPECT_EQ(block.skipped->size, 5'000'012u);
    }
    Take(blocks.inputs()[0], block, reader, read);
  }
  EXPECT_THAT(read.shown, ElementsAre(HasSubstr("text=one"), HasSubstr(":2 RESOURCE_EXHAUSTED"),
                                      HasSubstr("text=two")));
  EXPECT_EQ(read.lines.back(), 3u);
}

TEST_F(RecordReaderTest, AnyBytesAreReadAsDocumentsAre) {
  Random random(23);
  const std::vector<std::string> lines = TrickyLines();
  for (int round = 0; round < 300; ++round) {
    std::string bytes;
    for (int line = 0; line < 6; ++line) bytes += lines[random.Below(lines.size())] + "\n";
    for (uint64_t change = random.Below(6); change > 0 && !bytes.empty(); --change) {
      const size_t at = random.Below(bytes.size());
      switch (random.Below(4)) {
        case 0:
          bytes.erase(at, 1 + random.Below(4));
          break;
        case 1:
          bytes[at] = "\"\\{}[],:\n0u"[random.Below(11)];
          break;
        case 2:
          bytes.insert(at, 1, "\"\\{}[],:\nd\xFF"[random.Below(12)]);
          break;
        default:
          bytes[at] = static_cast<char>(random.Below(256));
      }
    }
    bytes = WithoutLoneCr(bytes);
    ASSERT_NO_FATAL_FAILURE(ExpectSame(folder_.Write("in.jsonl", bytes), bytes)) << bytes;
  }
}

TEST_F(RecordReaderTest, RealRecordsAreReadAsDocumentsAre) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  for (const char* set : {"minhash-articles-1000", "udhr", "textreuse-fixtures"}) {
    const auto bytes = testing::Decompress(*data / (std::string(set) + ".docs.jsonl.xz"));
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    const std::string path = folder_.Write(std::string(set) + ".jsonl", *bytes);
    const std::vector<std::string> wanted = Oracle({path}, {});
    EXPECT_GT(wanted.size(), 10u);
    for (const size_t size : {size_t{5000}, size_t{1} << 20}) {
      ASSERT_EQ(Difference(ReadBlocks({path}, {}, size).shown, wanted), "") << set;
    }
  }
}

}  // namespace
}  // namespace twicetold
