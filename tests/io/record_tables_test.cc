// Records of CSV and TSV.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <cstddef>
#include <string>
#include <vector>

#include "tests/io/records_as_documents.h"
#include "tests/support/temporary_folder.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

class RecordTablesTest : public ::testing::Test {
 protected:
  TemporaryFolder folder_;
};

// "ID|DATE|SOURCE|TEXT" or "LINE! REASON".
std::vector<std::string> Rows(const std::string& path, size_t block_bytes,
                              const ReadOptions& options = {}) {
  RecordBlocksOptions blocks_options;
  blocks_options.read = options;
  blocks_options.block_bytes = block_bytes;
  RecordBlocks blocks({path}, blocks_options);
  RecordReader reader(options);
  RecordBlock block;
  std::vector<std::string> rows;
  while (true) {
    const auto more = blocks.Next(block);
    if (!more.ok()) {
      rows.push_back("error " + std::string(more.status().message()));
      return rows;
    }
    if (!*more) return rows;
    reader.ForEach(
        blocks.inputs()[0], block,
        [&](const Record& r) {
          rows.push_back((r.has_id ? std::string(r.id) : "L" + std::to_string(r.line)) + "|" +
                         std::string(r.date) + "|" + std::string(r.source) + "|" +
                         std::string(r.text));
        },
        [&](const SkippedRecord& s) {
          rows.push_back(std::to_string(s.line) + "! " + std::string(s.reason.message()));
        });
  }
}

TEST_F(RecordTablesTest, TablesAreCutOutsideQuotes) {
  const std::string csv =
      "\xEF\xBB\xBFid,\"text\",date,source\r\n"
      "a,plain,2005-03-14,wire\r\n"
      "b,\"quoted, with \"\"marks\"\",\nand lines\",20050314,\r\n"
      "\n"
      "c,5\" disk,\"x\",\r\n"
      ",\"\",,\n"
      "d,\"a\r\nb\"tail,,s\n"
      "e\n"
      "f,caf\xC3\xA9 \xFF\xC3\xA9,,\n"
      "g,last,,";
  const std::vector<std::string> wanted = {
      "a|2005-03-14|wire|plain",
      "b|2005-03-14||quoted, with \"marks\",\nand lines",
      "c|||5\" disk",
      "L7|||",
      "d||s|a\nbtail",
      "10! the row has 1 of 4 cells, and none for the column \"text\"; mend the row or take it out",
      "f|||caf\xC3\xA9 \xEF\xBF\xBD\xC3\xA9",
      "g|||last"};
  for (const unsigned size : {1U, 2U, 3U, 5U, 8U, 13U, 40U, 1000U}) {
    EXPECT_EQ(Rows(folder_.Write("in.csv", csv), size), wanted) << size;
    EXPECT_EQ(Rows(Store(folder_, "in.csv.gz", csv), size), wanted) << size;
  }
  EXPECT_THAT(Rows(folder_.Write("in.tsv", "text\tid\na, b\tc\n\"d\te\"\tf\n"), 4),
              ElementsAre("c|||a, b", "f|||d\te"));
  EXPECT_THAT(Rows(folder_.Write("in.csv", "a,b\n1,2\n"), 4),
              ElementsAre(HasSubstr("there is no column \"text\" (the first row has a, b)")));
  EXPECT_THAT(Rows(folder_.Write("in.csv", ""), 4), ElementsAre());
  EXPECT_THAT(Rows(folder_.Write("in.csv", "text,id"), 4), ElementsAre());
  EXPECT_THAT(Rows(folder_.Write("in.csv", "text\nfirst\n\"never closed\nx\n"), 4),
              ElementsAre("L2|||first", HasSubstr("3! a quoted cell has no closing")));
}

TEST_F(RecordTablesTest, RowsAboveTheLimitAreSkipped) {
  ReadOptions options;
  options.max_document_bytes = 50;
  const std::string csv = "text\nfirst\n\"" + std::string(100, 'x') + "\n\"\"y\"\nlast\n";
  for (const unsigned size : {1U, 10U, 60U, 1000U}) {
    EXPECT_THAT(
        Rows(folder_.Write("in.csv", csv), size, options),
        ElementsAre("L2|||first", HasSubstr("3! the row has 107 bytes, more than"), "L5|||last"));
  }
}

}  // namespace
}  // namespace twicetold
