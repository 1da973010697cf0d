// Blocks and records against the careful readers: the same texts, ids, dates, sources and reasons
// as InputSource gives, whatever the block size, and raw bytes that are those of the file.

#include "twicetold/io/record_reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/temporary_folder.h"
#include "twicetold/base/random.h"
#include "twicetold/io/compression.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/source.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::HasSubstr;
using testing::TemporaryFolder;

std::string Shown(std::string_view name, std::string_view text, std::string_view date,
                  std::string_view source, uint64_t repaired) {
  return "name=" + std::string(name) + " text=" + std::string(text) + " date=" + std::string(date) +
         " source=" + std::string(source) + " repaired=" + std::to_string(repaired);
}

std::string ShownSkip(std::string_view name, uint64_t line, const absl::Status& reason) {
  return "skipped " + std::string(name) + ":" + std::to_string(line) + " " + reason.ToString();
}

std::vector<std::string> Oracle(std::vector<std::string> inputs, const ReadOptions& options) {
  InputSource source(std::move(inputs), options);
  std::vector<std::string> all;
  while (const auto next = source.Next()) {
    if (const auto* document = std::get_if<Document>(&*next)) {
      all.push_back(Shown(document->name, document->text, document->metadata.date,
                          document->metadata.source, document->repaired));
    } else {
      const auto& skipped = std::get<SkippedDocument>(*next);
      all.push_back(ShownSkip(skipped.name, skipped.line, skipped.reason));
    }
  }
  return all;
}

struct Read {
  std::vector<std::string> shown;
  std::vector<std::string> raws;
  std::vector<uint64_t> offsets;
  std::vector<uint64_t> lines;
  uint64_t blocks = 0;
};

// Adds the records of a block.
void Take(const RecordInput& input, const RecordBlock& block, RecordReader& reader, Read& read) {
  reader.ForEach(
      input, block,
      [&](const Record& record) {
        const bool page = input.format == RecordFormat::kPage;
        const std::string id =
            record.has_id ? std::string(record.id) : "L" + std::to_string(record.line);
        read.shown.push_back(Shown(page ? input.name : input.name + "#" + id, record.text,
                                   record.date, record.source, record.repaired));
        read.raws.emplace_back(record.raw);
        read.offsets.push_back(record.offset);
        read.lines.push_back(record.line);
      },
      [&](const SkippedRecord& skipped) {
        read.shown.push_back(ShownSkip(input.name, skipped.line, skipped.reason));
      });
}

Read ReadBlocks(RecordBlocks& blocks, const ReadOptions& options) {
  Read read;
  RecordReader reader(options);
  RecordBlock block;
  while (true) {
    const absl::StatusOr<bool> more = blocks.Next(block);
    if (!more.ok()) {
      // An input's trouble is told with its name in front; InputSource has it apart.
      const std::string& name = blocks.inputs()[block.input].name;
      const std::string message(more.status().message());
      EXPECT_EQ(message.substr(0, name.size() + 2), name + ": ");
      read.shown.push_back(
          ShownSkip(name, 0, absl::Status(more.status().code(), message.substr(name.size() + 2))));
      EXPECT_EQ(blocks.Next(block).status(), more.status()) << "trouble must stay";
      blocks.SkipInput(block.input);
      continue;
    }
    if (!*more) return read;
    EXPECT_EQ(block.number, read.blocks++);
    Take(blocks.inputs()[block.input], block, reader, read);
  }
}

Read ReadBlocks(const std::vector<std::string>& inputs, const ReadOptions& options,
                size_t block_bytes, std::optional<RecordFormat> format = std::nullopt) {
  RecordBlocksOptions blocks_options;
  blocks_options.read = options;
  blocks_options.block_bytes = block_bytes;
  blocks_options.format = format;
  RecordBlocks blocks(inputs, blocks_options);
  return ReadBlocks(blocks, options);
}

// Where the two differ first, "" for nowhere.
std::string Difference(const std::vector<std::string>& got,
                       const std::vector<std::string>& wanted) {
  for (size_t i = 0; i < std::max(got.size(), wanted.size()); ++i) {
    const std::string a = i < got.size() ? got[i] : "nothing";
    const std::string b = i < wanted.size() ? wanted[i] : "nothing";
    if (a != b) return "record " + std::to_string(i) + ": got " + a + ", wanted " + b;
  }
  return "";
}

// A lone CR is a line end to a document's positions, not to a record's: it becomes a space.
std::string WithoutLoneCr(std::string bytes) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) bytes[i] = ' ';
  }
  return bytes;
}

// The same records by both ways, for blocks of several sizes.
void ExpectSame(const std::string& path, std::string_view bytes, const ReadOptions& options = {}) {
  const std::vector<std::string> wanted = Oracle({path}, options);
  for (const size_t size : {size_t{1}, size_t{7}, size_t{64}, size_t{1000}, size_t{1} << 20}) {
    const Read read = ReadBlocks({path}, options, size);
    ASSERT_EQ(Difference(read.shown, wanted), "") << "blocks of " << size;
    for (size_t i = 0; i < read.raws.size(); ++i) {
      ASSERT_EQ(read.raws[i], bytes.substr(read.offsets[i], read.raws[i].size()));
      const auto lines = std::count(
          bytes.begin(), bytes.begin() + static_cast<std::ptrdiff_t>(read.offsets[i]), '\n');
      ASSERT_EQ(read.lines[i], static_cast<uint64_t>(lines) + 1);
    }
  }
}

std::vector<std::string> TrickyLines() {
  return {
      R"({"text":"plain","id":"a","date":"2005-03-14","source":"wire"})",
      R"({"id":42,"text":"number id","date":20050314,"source":7})",
      R"({"id":0,"text":"zero"})",
      R"({"id":-0,"text":"minus zero"})",
      R"({"id":-17,"text":"minus"})",
      R"({"id":1.50,"text":"fraction","source":1e5})",
      R"({"id":18446744073709551615,"text":"large"})",
      R"({"id":123456789012345678901234567890,"text":"huge"})",
      R"({"id":9e999,"text":"beyond any double"})",
      R"({"id":01,"text":"not JSON"})",
      R"({"id":"a/b","text":"source of the id"})",
      R"({"id":"","text":"empty id"})",
      R"({"id":null,"text":"null id","date":null,"source":true})",
      R"({"id":["x"],"text":"list id","date":{"a":1}})",
      R"({"text":"first","text":"last counts","id":"x","id":"y"})",
      R"({"text":"last is none","text":5})",
      R"({"text":5,"text":"last is text"})",
      R"({"te\u0078t":"escaped key","i\u0064":"k"})",
      R"({"text":"a\r\nb\rc\nd\r\r\n","id":"p\rq","source":"s\r\nt"})",
      R"({"text":"\u00e4\u4e2d\ud83d\ude00 \"q\" \\ \/ \b\f\n\t","id":"\u00e4"})",
      R"({"text":"lone \ud83d here","id":"lone"})",
      R"({"text":"lone low \ude00 and \ud83d\ud83d\ude00"})",
      R"({"text":"bad escape \x"})",
      R"({"text":"cut escape \u12"})",
      R"({"other":"bad escape \x","text":"elsewhere"})",
      R"({"nested":{"a":[1,2,{"text":"inner"}],"b":01},"text":"outer"})",
      R"({"nested":{"a":tru},"text":"broken value inside"})",
      R"({"nested":[1,2,"text":"x"],"text":"broken list"})",
      R"({"text":"trailing"} )",
      R"({"text":"more behind"} {"text":"x"})",
      R"({"text":"comma",})",
      R"({"text":"unclosed)",
      R"({"text":"unclosed object")",
      R"({"text":"missing colon" "id" "x"})",
      R"(["text","list"])",
      R"("text")",
      R"(17)",
      R"({})",
      R"({"txet":"no text"})",
      R"({"a":1,"b":2,"c":3,"d":4,"e":5,"f":6,"g":7,"h":8,"i":9})",
      R"({"text":""})",
      R"({"text":null})",
      R"({"text":{"a":1}})",
      R"(  {  "text" : "spaces" , "id" : "s" }   )",
      "\t{\"text\":\"tab before\"}",
      "",
      "   ",
      "\r",
      " \r",
      "\v\f",
      "{\"text\":\"crlf\"}\r",
      "{\"text\":\"two crs\"}\r\r",
      "{\"text\":\"raw tab\there\"}",
      "{\"text\":\"raw control \x01 here\"}",
      "{\"text\":\"raw delete \x7F here\"}",
      "{\"text\":\"\x7F\x7F\x7F\x7F\x7F\x7F\x7F\x7F\"}",
      std::string("{\"text\":\"nul \0 here\"}", 21),
      std::string("{\0\"\0t\0", 6),
      "\xEF\xBB\xBF{\"text\":\"marked\"}",
      "\xEF\xBB\xBF",
      "\xEF\xBB\xBF\xEF\xBB\xBF{\"text\":\"marked twice\"}",
      "{\"text\":\"broken \xC3 \xE4\xB8 \xFF utf-8 with \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\"}",
      "{\"text\":\"latin caf\xE9\"}",
      "{\"text\":\"surrogate \xED\xA0\x80 in bytes \xC3\xA4\xC3\xA4\xC3\xA4\xC3\xA4\"}",
      "{\"text\":\"broken \xFF then bad escape \\x \xC3\xA4\xC3\xA4\"}",
      "{\"t\xFFxt\":1,\"text\":\"broken key \xC3\xA4\xC3\xA4\"}",
      "\xFF\xFE{\"text\":\"x\"}",
      "not json at all",
      "{\"text\":\"" + std::string(3000, 'x') + "\",\"id\":\"long\"}",
      "{\"text\":\"" + std::string(300, 'y') + R"(\ud800","id":"long slow"})",
      std::string(1500, '[') + std::string(1500, ']'),
      "{\"deep\":" + std::string(1100, '[') + std::string(1100, ']') + ",\"text\":\"deep\"}",
      R"({"text":"date","date":"14 March 2005"})",
      R"({"text":"date","date":"03/04/2005"})",
      R"({"text":"date","date":"Mon, 14 Mar 2005 10:30:05 GMT"})",
  };
}

std::string Joined(const std::vector<std::string>& lines, std::string_view end = "\n") {
  std::string all;
  for (const std::string& line : lines) all += line + std::string(end);
  return all;
}

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

// Writes through OutputFile, which compresses by the name.
std::string Store(const TemporaryFolder& folder, std::string_view name, std::string_view bytes) {
  folder.Write(name, "");  // makes its folder
  auto file = OutputFile::Create(folder.Path(name), nullptr);
  EXPECT_TRUE(file.ok());
  (*file)->stream() << bytes;
  EXPECT_TRUE((*file)->Commit().ok());
  return folder.Path(name);
}

TEST_F(RecordReaderTest, CompressedInputsAndFoldersAreWalkedAsDocumentsAre) {
  const std::string lines = WithoutLoneCr(Joined(TrickyLines()));
  Store(folder_, "a.jsonl.gz", lines);
  Store(folder_, "b.jsonl.zst", lines);
  Store(folder_, "c.jsonl", lines);
  Store(folder_, "d.txt", "A plain text.\n\nOf two paragraphs.\n");
  Store(folder_, "e.md.gz", "# Title\n\nA *note* with [a link](x).\n");
  Store(folder_, "f.html", "<p>One <b>page</b>");
  Store(folder_, "g.bin", "no known kind");
  Store(folder_, "h.txt", std::string("binary\0\0\0", 9));
  Store(folder_, "i.txt", "");
  Store(folder_, "j.jsonl", "");
  folder_.Write("k.jsonl.gz", "not compressed");
  Store(folder_, "l/2005-03-14.txt", "In a folder.");
  ReadOptions options;
  options.max_document_bytes = 2000;
  const std::vector<std::string> inputs = {folder_.path(), folder_.Path("none"),
                                           folder_.Path("c.jsonl"), ""};
  const std::vector<std::string> wanted = Oracle(inputs, options);
  ASSERT_GT(wanted.size(), 100u);
  EXPECT_EQ(Difference(ReadBlocks(inputs, options, 500).shown, wanted), "");
}

TEST_F(RecordReaderTest, WhatIsCutOffGivesItsWholeRecordsThenTheTrouble) {
  const std::string path = Store(folder_, "in.jsonl.gz", WithoutLoneCr(Joined(TrickyLines())));
  const auto size = std::filesystem::file_size(path);
  for (uint64_t cut = 0; cut < size; ++cut) {
    std::filesystem::resize_file(path, size - cut);
    const std::vector<std::string> wanted = Oracle({path}, {});
    std::vector<std::string> got = ReadBlocks({path}, {}, 100).shown;
    if (cut > 0) {
      ASSERT_FALSE(got.empty());
      EXPECT_THAT(got.back(), HasSubstr("DATA_LOSS"));
    }
    // A careful reader also drops the line that was cut off.
    EXPECT_EQ(Difference(got, wanted), "") << cut;
  }
}

TEST_F(RecordReaderTest, ThreadsTakeEachBlockOnceAndASecondPassGivesTheSame) {
  std::string bytes;
  for (int i = 0; i < 20'000; ++i) bytes += "{\"text\":\"t" + std::to_string(i) + "\"}\n";
  const std::string path = folder_.Write("in.jsonl", bytes);
  RecordBlocksOptions options;
  options.block_bytes = 1000;
  RecordBlocks blocks({path, Store(folder_, "again.jsonl.zst", bytes)}, options);
  const Read alone = ReadBlocks(blocks, {});
  EXPECT_EQ(alone.shown.size(), 40'000u);
  for (int pass = 0; pass < 2; ++pass) {
    ASSERT_TRUE(blocks.Rewind().ok());
    std::mutex mutex;
    std::map<uint64_t, Read> by_number;
    std::vector<std::thread> threads;
    for (int i = 0; i < 3; ++i) {
      threads.emplace_back([&] {
        RecordReader reader({});
        RecordBlock block;
        while (blocks.Next(block).value()) {
          Read read;
          Take(blocks.inputs()[block.input], block, reader, read);
          const std::lock_guard<std::mutex> lock(mutex);
          EXPECT_TRUE(by_number.emplace(block.number, std::move(read)).second);
        }
      });
    }
    for (std::thread& thread : threads) thread.join();
    std::vector<std::string> all;
    for (const auto& [number, read] : by_number) {
      all.insert(all.end(), read.shown.begin(), read.shown.end());
    }
    EXPECT_EQ(by_number.size(), alone.blocks);
    EXPECT_EQ(Difference(all, alone.shown), "");
  }
}

TEST_F(RecordReaderTest, RangesOfAPlainFileAndAFileThatChanged) {
  const std::string bytes = "{\"text\":\"one\"}\n{\"text\":\"two\"}\n";
  const std::string path = folder_.Write("in.jsonl", bytes);
  RecordBlocks blocks({path, Store(folder_, "z.jsonl.gz", bytes)}, {});
  const Read read = ReadBlocks(blocks, {});
  ASSERT_EQ(read.offsets.size(), 4u);
  auto file = blocks.OpenForRanges(0);
  ASSERT_TRUE(file.ok()) << file.status();
  std::string two(read.raws[1].size(), '\0');
  ASSERT_TRUE(file->ReadAt(read.offsets[1], two.data(), two.size()).ok());
  EXPECT_EQ(two, "{\"text\":\"two\"}");
  EXPECT_EQ(file->ReadAt(bytes.size() - 2, two.data(), 3).code(), absl::StatusCode::kDataLoss);
  EXPECT_EQ(blocks.OpenForRanges(1).status().code(), absl::StatusCode::kFailedPrecondition);

  folder_.Write("in.jsonl", bytes + "{\"text\":\"three\"}\n");
  EXPECT_EQ(blocks.OpenForRanges(0).status().code(), absl::StatusCode::kAborted);
  ASSERT_TRUE(blocks.Rewind().ok());
  RecordBlock block;
  EXPECT_EQ(blocks.Next(block).status().code(), absl::StatusCode::kAborted);
  EXPECT_EQ(RecordBlocks({"-"}, {}).Rewind().code(), absl::StatusCode::kFailedPrecondition);
}

TEST_F(RecordReaderTest, Utf16AndUnreadableInputsAreRefusedWithAWayOut) {
  const std::string utf16("{\0\"\0t\0\"\0:\0001\0}\0\n\0", 16);
  EXPECT_THAT(ReadBlocks({folder_.Write("in.jsonl", utf16)}, {}, 100).shown,
              ElementsAre(HasSubstr("UTF-16 are not read; convert the file")));
  EXPECT_THAT(ReadBlocks({folder_.Write("in.csv", std::string("\xFF\xFEt\0", 4))}, {}, 100).shown,
              ElementsAre(HasSubstr("UTF-16 are not read; convert the file")));
  if (geteuid() == 0) return;  // root may read everything
  const std::string closed = folder_.Path("closed");
  folder_.Write("closed/in.jsonl", "{}");
  chmod(closed.c_str(), 0);
  EXPECT_THAT(ReadBlocks({closed}, {}, 100).shown, ElementsAre(HasSubstr("no permission")));
  chmod(closed.c_str(), 0700);
}

// --- CSV and TSV ---

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

TEST_F(RecordReaderTest, TablesAreCutOutsideQuotes) {
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

TEST_F(RecordReaderTest, RowsAboveTheLimitAreSkipped) {
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
