#ifndef TWICETOLD_TESTS_IO_RECORDS_AS_DOCUMENTS_H_
#define TWICETOLD_TESTS_IO_RECORDS_AS_DOCUMENTS_H_

// Records beside the documents that the careful readers make of the same bytes.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/temporary_folder.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"
#include "twicetold/io/source.h"

namespace twicetold {

using testing::TemporaryFolder;

inline std::string Shown(std::string_view name, std::string_view text, std::string_view date,
                         std::string_view source, std::string_view series, uint64_t repaired) {
  return "name=" + std::string(name) + " text=" + std::string(text) + " date=" + std::string(date) +
         " source=" + std::string(source) + " series=" + std::string(series) +
         " repaired=" + std::to_string(repaired);
}

inline std::string ShownSkip(std::string_view name, uint64_t line, const absl::Status& reason) {
  return "skipped " + std::string(name) + ":" + std::to_string(line) + " " + reason.ToString();
}

inline std::vector<std::string> Oracle(std::vector<std::string> inputs,
                                       const ReadOptions& options) {
  InputSource source(std::move(inputs), options);
  std::vector<std::string> all;
  while (const auto next = source.Next()) {
    if (const auto* document = std::get_if<Document>(&*next)) {
      all.push_back(Shown(document->name, document->text, document->metadata.date,
                          document->metadata.source, document->metadata.series,
                          document->repaired));
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
inline void Take(const RecordInput& input, const RecordBlock& block, RecordReader& reader,
                 Read& read) {
  reader.ForEach(
      input, block,
      [&](const Record& record) {
        const bool page = input.format == RecordFormat::kPage;
        const std::string id =
            record.has_id ? std::string(record.id) : "L" + std::to_string(record.line);
        read.shown.push_back(Shown(page ? input.name : input.name + "#" + id, record.text,
                                   record.date, record.source, record.series, record.repaired));
        read.raws.emplace_back(record.raw);
        read.offsets.push_back(record.offset);
        read.lines.push_back(record.line);
      },
      [&](const SkippedRecord& skipped) {
        read.shown.push_back(ShownSkip(input.name, skipped.line, skipped.reason));
      });
}

inline Read ReadBlocks(RecordBlocks& blocks, const ReadOptions& options) {
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

inline Read ReadBlocks(const std::vector<std::string>& inputs, const ReadOptions& options,
                       size_t block_bytes, std::optional<RecordFormat> format = std::nullopt) {
  RecordBlocksOptions blocks_options;
  blocks_options.read = options;
  blocks_options.block_bytes = block_bytes;
  blocks_options.format = format;
  RecordBlocks blocks(inputs, blocks_options);
  return ReadBlocks(blocks, options);
}

// Where the two differ first, "" for nowhere.
inline std::string Difference(const std::vector<std::string>& got,
                              const std::vector<std::string>& wanted) {
  for (size_t i = 0; i < std::max(got.size(), wanted.size()); ++i) {
    const std::string a = i < got.size() ? got[i] : "nothing";
    const std::string b = i < wanted.size() ? wanted[i] : "nothing";
    if (a != b) return "record " + std::to_string(i) + ": got " + a + ", wanted " + b;
  }
  return "";
}

// A lone CR is a line end to a document's positions, not to a record's: it becomes a space.
inline std::string WithoutLoneCr(std::string bytes) {
  for (size_t i = 0; i < bytes.size(); ++i) {
    if (bytes[i] == '\r' && (i + 1 == bytes.size() || bytes[i + 1] != '\n')) bytes[i] = ' ';
  }
  return bytes;
}

// The same records by both ways, for blocks of several sizes.
inline void ExpectSame(const std::string& path, std::string_view bytes,
                       const ReadOptions& options = {}) {
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

inline std::vector<std::string> TrickyLines() {
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
      "\xFE\xFF",
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

inline std::string Joined(const std::vector<std::string>& lines, std::string_view end = "\n") {
  std::string all;
  for (const std::string& line : lines) all += line + std::string(end);
  return all;
}

// Writes through OutputFile, which compresses by the name.
inline std::string Store(const TemporaryFolder& folder, std::string_view name,
                         std::string_view bytes) {
  folder.Write(name, "");  // makes its folder
  auto file = OutputFile::Create(folder.Path(name), nullptr);
  EXPECT_TRUE(file.ok());
  (*file)->stream() << bytes;
  EXPECT_TRUE((*file)->Commit().ok());
  return folder.Path(name);
}

}  // namespace twicetold

#endif  // TWICETOLD_TESTS_IO_RECORDS_AS_DOCUMENTS_H_
