#include "twicetold/io/jsonl.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <variant>
#include <vector>

#include "tests/support/prose_checks.h"
#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;

std::vector<ReadResult> ReadAll(std::string_view bytes, ReadOptions options = {}) {
  options.format = Format::kJsonl;
  std::vector<ReadResult> results;
  ReadBytes("in.jsonl", bytes, options, [&results](ReadResult result) {
    results.push_back(std::move(result));
    return true;
  });
  for (const ReadResult& result : results) {
    const auto* const document = std::get_if<Document>(&result);
    if (document == nullptr) continue;
    EXPECT_EQ(testing::TroubleWith(document->text, document->to_source, Span{0, bytes.size()}), "");
  }
  return results;
}

const Document& DocumentAt(const std::vector<ReadResult>& results, size_t index) {
  return std::get<Document>(results.at(index));
}

// The message for a file of one line.
std::string Reason(std::string_view line, ReadOptions options = {}) {
  const std::vector<ReadResult> results = ReadAll(line, std::move(options));
  if (results.size() != 1) return std::to_string(results.size()) + " results";
  const auto* const skipped = std::get_if<SkippedDocument>(&results[0]);
  if (skipped == nullptr) return "a document";
  EXPECT_EQ(skipped->name, "in.jsonl");
  return std::string(skipped->reason.message());
}

TEST(ReadJsonl, GivesADocumentARecord) {
  const auto results = ReadAll(
      "{\"id\":\"a\",\"text\":\"one\"}\n\n  \r\n{\"text\": \"two\", \"n\": {\"text\": 3}, \"id\": "
      "42}\r\n"
      "{\"text\":\"three\"}\n{\"text\":\"\",\"id\":null}");
  ASSERT_EQ(results.size(), 4u);
  EXPECT_EQ(DocumentAt(results, 0).name, "in.jsonl#a");
  EXPECT_EQ(DocumentAt(results, 0).text, "one");
  EXPECT_EQ(DocumentAt(results, 0).format, "jsonl");
  EXPECT_EQ(DocumentAt(results, 1).name, "in.jsonl#42");
  EXPECT_EQ(DocumentAt(results, 1).text, "two");
  EXPECT_EQ(DocumentAt(results, 2).name, "in.jsonl#L5");
  EXPECT_EQ(DocumentAt(results, 3).name, "in.jsonl#L6");
  EXPECT_EQ(DocumentAt(results, 3).text, "");
}

TEST(ReadJsonl, PositionsAreThoseOfTheWholeFile) {
  const std::string file =
      "{\"text\":\"caf\u00E9 \U0001F600\"}\r\nbroken \u6F22\n{\"text\":\"x\\u0020y\"}\n";
  const auto results = ReadAll(file);
  ASSERT_EQ(results.size(), 3u);
  EXPECT_EQ(std::get<SkippedDocument>(results[1]).line, 2u);
  const Document& last = DocumentAt(results, 2);
  const Span place = last.to_source.ToSource(Span{0, 3});
  EXPECT_EQ(file.substr(place.begin, place.size()), "x\\u0020y");
  const Position position = last.positions.At(place.begin);
  EXPECT_EQ(position.byte, place.begin);
  EXPECT_EQ(position.line, 3u);
  EXPECT_EQ(position.column, 10u);
  // Before it in bytes beyond characters: 1 for e acute, 3 for the face, 2 for the ideograph.
  EXPECT_EQ(position.chars, place.begin - 6);
  EXPECT_EQ(position.utf16, place.begin - 5);
}

TEST(ReadJsonl, TakesOtherFieldNamesAndTheLastOfTwo) {
  ReadOptions options;
  options.text_field = "body";
  options.id_field = "key";
  const auto results =
      ReadAll("{\"id\":1,\"text\":\"no\",\"key\":\"k\",\"body\":\"first\",\"bod\\u0079\":\"yes\"}",
              options);
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(DocumentAt(results, 0).name, "in.jsonl#k");
  EXPECT_EQ(DocumentAt(results, 0).text, "yes");
}

TEST(ReadJsonl, SaysWhatIsWrongWithALineAndGoesOn) {
  EXPECT_THAT(Reason("{\"text\":\"a"), HasSubstr("no closing quotation mark"));
  EXPECT_THAT(Reason("{\"text\":\"a\""), HasSubstr("ends before its object does"));
  EXPECT_THAT(Reason("{\"text\":\"a\",}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(Reason("{\"text\" \"a\"}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(Reason("{\"text\":\"a\",\"x\":tru}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(Reason("{\"text\":\"a\",\"x\":1.}"), HasSubstr("not valid JSON"));
  EXPECT_THAT(Reason("{\"text\":\"a\"} {}"), HasSubstr("goes on behind its object"));
  EXPECT_THAT(Reason("{\"text\":\"a\\q\"}"), HasSubstr("the field \"text\""));
  EXPECT_THAT(Reason("{\"text\":\"a\tb\"}"), HasSubstr("unescaped control character"));
  EXPECT_THAT(Reason("[1,2]"), HasSubstr("no JSON object"));
  EXPECT_THAT(Reason("\"text\""), HasSubstr("no JSON object"));
  EXPECT_THAT(Reason("hello"), HasSubstr("line"));
  EXPECT_THAT(Reason("{\"body\":\"a\",\"n\":1}"),
              HasSubstr("no field \"text\" (it has body, n); name the field that holds the text "
                        "with --text-field"));
  EXPECT_THAT(Reason("{}"), HasSubstr("no field \"text\"; name the field"));
  EXPECT_THAT(Reason("{\"text\":12}"), HasSubstr("\"text\" holds a number"));
  EXPECT_THAT(Reason("{\"text\":null}"), HasSubstr("\"text\" holds null"));
  EXPECT_THAT(Reason("{\"text\":[\"a\"]}"), HasSubstr("\"text\" holds an array"));
  EXPECT_THAT(Reason("{\"text\":{}}"), HasSubstr("\"text\" holds an object"));
  EXPECT_EQ(Reason("{\"x\":123456789012345678901234567890,\"y\":1e999,\"text\":\"a\"}"),
            "a document");
  const auto results = ReadAll("{\"text\":\"a\n{\"text\":\"b\"}\n");
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(DocumentAt(results, 1).text, "b");
}

TEST(ReadJsonl, RepairsAndCounts) {
  const auto results = ReadAll("{\"text\":\"a\\ud800 \xC3(b na\xC3\xAFve caf\xC3\xA9\"}\n");
  ASSERT_EQ(results.size(), 1u);
  EXPECT_EQ(DocumentAt(results, 0).text, "a\uFFFD \uFFFD(b na\u00EFve caf\u00E9");
  EXPECT_EQ(DocumentAt(results, 0).repaired, 2u);
}

TEST(ReadJsonl, ReadsPastAByteOrderMarkAndRefusesUtf16) {
  const auto marked = ReadAll("\xEF\xBB\xBF{\"text\":\"a\"}\n{\"text\":\"b\"}\n");
  ASSERT_EQ(marked.size(), 2u);
  EXPECT_EQ(DocumentAt(marked, 0).to_source.ToSource(Span{0, 1}), (Span{12, 13}));
  EXPECT_EQ(DocumentAt(marked, 1).positions.At(15).line, 2u);
  EXPECT_THAT(Reason(std::string_view("\xFF\xFE{\0}\0\n\0{\0}\0", 12)), HasSubstr("UTF-16"));
  EXPECT_THAT(Reason(std::string_view("{\0}\0\n\0{\0}\0", 10)), HasSubstr("UTF-16"));
}

TEST(ReadJsonl, TakesNoSingleLineForUtf16) {
  const std::string file("{\"text\":\"a\"}\n{\0\"\0t\0\"\0}\0\n\xFF\xFE{}\n{\"text\":\"b\"}\n", 42);
  const auto results = ReadAll(file);
  ASSERT_EQ(results.size(), 4u);
  EXPECT_EQ(std::get<SkippedDocument>(results[1]).line, 2u);
  EXPECT_EQ(std::get<SkippedDocument>(results[2]).line, 3u);
  EXPECT_EQ(DocumentAt(results, 3).name, "in.jsonl#L4");
}

TEST(ReadJsonl, SkipsLongLinesAndKeepsCounting) {
  ReadOptions options;
  options.max_document_bytes = 20;
  const std::string file = "{\"text\":\"" + std::string(50, 'x') + "\u00E9\"}\n{\"text\":\"ok\"}\n";
  const auto results = ReadAll(file, options);
  ASSERT_EQ(results.size(), 2u);
  EXPECT_EQ(std::get<SkippedDocument>(results[0]).reason.message(),
            "the line has 64 bytes, more than the limit of 20; raise it with "
            "--max-document-bytes 1M");
  const Document& second = DocumentAt(results, 1);
  EXPECT_EQ(second.text, "ok");
  const Position position = second.positions.At(second.to_source.ToSource(Span{0, 2}).begin);
  EXPECT_EQ(position.line, 2u);
  EXPECT_EQ(position.byte, 73u);
  EXPECT_EQ(position.chars, 72u);
}

TEST(JsonlRecords, TakesALongLineInPieces) {
  ReadOptions options;
  JsonlRecords records("f", options);
  records.PassPiece("{\"text\":\"");
  const ReadResult skipped = records.PassLastPiece("long\"}\n");
  EXPECT_EQ(std::get<SkippedDocument>(skipped).line, 1u);
  const auto next = records.Read("{\"text\":\"b\"}");
  ASSERT_TRUE(next.has_value());
  EXPECT_EQ(std::get<Document>(*next).name, "f#L2");
  EXPECT_EQ(std::get<Document>(*next).to_source.ToSource(Span{0, 1}), (Span{25, 26}));
}

TEST(ReadJsonl, StopsWhenAsked) {
  int seen = 0;
  ReadBytes("in.jsonl", "{\"text\":\"a\"}\n{\"text\":\"b\"}\n", ReadOptions{},
            [&seen](const ReadResult&) {
              ++seen;
              return false;
            });
  EXPECT_EQ(seen, 1);
}

}  // namespace
}  // namespace twicetold
