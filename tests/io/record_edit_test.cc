#include "twicetold/io/record_edit.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"
#include "twicetold/io/record_writer.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::string Added(std::string_view object, std::string_view fields) {
  std::string out = "<";
  const absl::Status status = AddJsonFields(object, fields, &out);
  return status.ok() ? out : out + std::string(status.message());
}

std::string Replaced(std::string_view object, std::string_view field, std::string_view value) {
  std::string out = "<";
  const absl::Status status = ReplaceJsonValue(object, field, value, &out);
  return status.ok() ? out : out + std::string(status.message());
}

TEST(RecordEdit, AddsFieldsBehindAnObjectsOwn) {
  EXPECT_EQ(Added(R"({"a":1})", R"("t":{})"), R"(<{"a":1,"t":{}})");
  EXPECT_EQ(Added(R"({})", R"("t":1)"), R"(<{"t":1})");
  EXPECT_EQ(Added(" { }\t ", R"("t":1)"), "< { \"t\":1}\t ");
  EXPECT_EQ(Added(R"({"a":{}} )", R"("t":1)"), R"(<{"a":{},"t":1} )");
  EXPECT_EQ(Added(R"({"a":"{"})", R"("t":1)"), R"(<{"a":"{","t":1})");
  EXPECT_EQ(Added(R"({"a":1 })", ""), R"(<{"a":1 })");
  EXPECT_EQ(Added("[1]", R"("t":1)"), "<the record is no JSON object");
  EXPECT_EQ(Added("", R"("t":1)"), "<the record is no JSON object");
}

TEST(RecordEdit, ReplacesOneValueAndNothingElse) {
  EXPECT_EQ(Replaced(R"({"id":1.50,"text":"a \"b\" c\\","x":[ {"text":2} ]})", "text", R"("n")"),
            R"(<{"id":1.50,"text":"n","x":[ {"text":2} ]})");
  EXPECT_EQ(Replaced(R"( { "text" : "a" , "text" : "b\\" } )", "text", "\"\""),
            R"(< { "text" : "a" , "text" : "" } )");
  EXPECT_EQ(Replaced(R"({"x":{"a":["}","]"]},"te\u0078t":"a"})", "text", "0"),
            R"(<{"x":{"a":["}","]"]},"te\u0078t":0})");
  EXPECT_EQ(Replaced(R"({"a":-1e5,"b":null,"c":true})", "b", "7"), R"(<{"a":-1e5,"b":7,"c":true})");
  EXPECT_EQ(Replaced("\xEF\xBB\xBF{\"a\":1}", "a", "2"), "<\xEF\xBB\xBF{\"a\":2}");
  for (const std::string_view none :
       {R"({})", R"({"a":1})", R"([1])", R"({"text")", R"({"text":)", R"({"text":"a)",
        R"({"text":"a",)", R"({"text":"a")", R"({"x":{"text":1})", R"({"text":"\)", ""}) {
    EXPECT_THAT(Replaced(none, "text", "1"), HasSubstr("has no field \"text\"")) << none;
  }
}

TEST(RecordEdit, CellsAreAddedAndReplaced) {
  std::string out;
  const std::vector<std::string_view> values = {"kept", "a,b", "say \"x\"", "", "two\nlines"};
  ASSERT_TRUE(AddCells("1,\"x,\"\"y\"", ',', 3, values, &out).ok());
  EXPECT_EQ(out, "1,\"x,\"\"y\",,kept,\"a,b\",\"say \"\"x\"\"\",,\"two\nlines\"");
  EXPECT_EQ(AddCells("1,2", ',', 1, values, &out).code(), absl::StatusCode::kInvalidArgument);
  EXPECT_EQ(AddCells("1,\"2", ',', 2, values, &out).code(), absl::StatusCode::kInvalidArgument);
  out.clear();
  ASSERT_TRUE(ReplaceCell("1,\"x,\"\"y\",3", ',', 1, "new, text", &out).ok());
  EXPECT_EQ(out, "1,\"new, text\",3");
  out.clear();
  ASSERT_TRUE(ReplaceCell("a, b\tc", '\t', 0, "x, y", &out).ok());
  EXPECT_EQ(out, "x, y\tc");
  EXPECT_EQ(ReplaceCell("1,2", ',', 2, "x", &out).code(), absl::StatusCode::kNotFound);
}

TEST(RecordEdit, AnyValueSurvivesACell) {
  for (const std::string_view value :
       {"", "\"", "\"\"", ",", "\n", "\r\n", " x", "x ", "\"a\",\"b\"", "plain", "a\tb"}) {
    for (const char separator : {',', '\t'}) {
      std::vector<std::string_view> cells;
      const std::string row = MakeCell(value, separator) + separator + MakeCell(value, separator);
      ASSERT_TRUE(SplitRow(row, separator, cells).ok());
      ASSERT_EQ(cells.size(), 2u) << row;
      EXPECT_EQ(CellValue(cells[0]), value);
      EXPECT_EQ(CellValue(cells[1]), value);
    }
  }
}

// All records of the inputs, written anew.
absl::Status Copy(const std::vector<std::string>& inputs, const std::string& to) {
  auto writer = RecordWriter::Create(to, nullptr);
  if (!writer.ok()) return writer.status();
  RecordBlocks blocks(inputs, {});
  RecordReader reader({});
  RecordBlock block;
  while (blocks.Next(block).value()) {
    const RecordInput& input = blocks.inputs()[block.input];
    if (const absl::Status begun = (*writer)->Begin(input); !begun.ok()) return begun;
    reader.ForEach(
        input, block, [&](const Record& record) { (*writer)->Write(record.raw); },
        [](const SkippedRecord& skipped) { FAIL() << skipped.reason; });
  }
  return (*writer)->Commit();
}

std::string Stored(const std::string& path) {
  return File::Open(path)->ReadAll(1'000'000).value_or("unreadable");
}

TEST(RecordWriter, WritesRecordsAsTheyStood) {
  const TemporaryFolder folder;
  const std::string a =
      folder.Write("a.jsonl", "{ \"text\":\"\\u00e4\", \"n\":1.0}\r\n\n{\"text\":\"b\"}");
  const std::string b = folder.Write("b.jsonl", "{\"text\":\"caf\xE9\"}\n");
  for (const char* name : {"out.jsonl", "out.jsonl.gz", "out.jsonl.zst"}) {
    ASSERT_TRUE(Copy({a, b}, folder.Path(name)).ok());
    EXPECT_EQ(Stored(folder.Path(name)),
              "{ \"text\":\"\\u00e4\", \"n\":1.0}\n{\"text\":\"b\"}\n{\"text\":\"caf\xE9\"}\n");
  }
}

TEST(RecordWriter, ATableHasOneHeader) {
  const TemporaryFolder folder;
  const std::string a = folder.Write("a.csv", "\xEF\xBB\xBFid,text\r\n1,\"x\r\ny\"\r\n2,z");
  const std::string b = folder.Write("b.csv", "id,text\n3,w\n");
  const std::string c = folder.Write("c.csv", "text,id\nv,4\n");
  const std::string d = folder.Write("d.jsonl", "{\"text\":\"u\"}\n");
  const std::string out = folder.Path("out.csv");
  ASSERT_TRUE(Copy({a, b}, out).ok());
  EXPECT_EQ(Stored(out), "\xEF\xBB\xBFid,text\r\n1,\"x\r\ny\"\r\n2,z\r\n3,w\r\n");
  for (const std::string& other : {c, d}) {
    const absl::Status refused = Copy({b, other}, folder.Path("none"));
    EXPECT_EQ(refused.code(), absl::StatusCode::kInvalidArgument);
    EXPECT_THAT(std::string(refused.message()), HasSubstr(other + ": "));
  }
  EXPECT_THAT(folder.Names(), ElementsAre("a.csv", "b.csv", "c.csv", "d.jsonl", "out.csv"));
}

TEST(RecordWriter, AHeaderTakesAddedColumnsAndLinesComeInBulk) {
  const TemporaryFolder folder;
  RecordInput table;
  table.format = RecordFormat::kTsv;
  table.header = "id\ttext\n";
  auto writer = RecordWriter::Create(folder.Path("out.tsv"), nullptr);
  ASSERT_TRUE(writer.ok());
  ASSERT_TRUE((*writer)->Begin(table, "\trole").ok());
  ASSERT_TRUE((*writer)->Begin(table, "\trole").ok());
  (*writer)->Write("1\tx\tkept");
  ASSERT_TRUE((*writer)->Commit().ok());
  EXPECT_EQ(Stored(folder.Path("out.tsv")), "id\ttext\trole\n1\tx\tkept\n");

  writer = RecordWriter::Create(folder.Path("out.jsonl"), nullptr);
  ASSERT_TRUE((*writer)->Begin({}).ok());
  (*writer)->WriteLines("{}\n{}\n");
  (*writer)->Write("{}");
  ASSERT_TRUE((*writer)->Commit().ok());
  EXPECT_EQ(Stored(folder.Path("out.jsonl")), "{}\n{}\n{}\n");
}

TEST(RecordWriter, AFullDiskIsTold) {
  auto writer = RecordWriter::Create("/dev/full", nullptr);
  if (!writer.ok()) GTEST_SKIP() << "no /dev/full here";
  ASSERT_TRUE((*writer)->Begin({}).ok());
  for (int i = 0; i < 100'000 && !(*writer)->failed(); ++i) (*writer)->Write("{\"text\":\"x\"}");
  EXPECT_TRUE((*writer)->failed());
  EXPECT_EQ((*writer)->Commit().code(), absl::StatusCode::kResourceExhausted);
}

}  // namespace
}  // namespace twicetold
