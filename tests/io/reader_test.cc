#include "twicetold/io/reader.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "tests/support/prose_checks.h"
#include "twicetold/io/size_limit.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;

ReadResult ReadOne(std::string_view name, std::string_view bytes, const ReadOptions& options = {}) {
  std::vector<ReadResult> results;
  ReadBytes(name, bytes, options, [&results](ReadResult result) {
    results.push_back(std::move(result));
    return true;
  });
  EXPECT_EQ(results.size(), 1u);
  return std::move(results.at(0));
}

Document Read(std::string_view name, std::string_view bytes, const ReadOptions& options = {}) {
  ReadResult result = ReadOne(name, bytes, options);
  const auto* const skipped = std::get_if<SkippedDocument>(&result);
  EXPECT_EQ(skipped, nullptr) << skipped->reason;
  if (skipped != nullptr) return Document{};
  Document document = std::get<Document>(std::move(result));
  EXPECT_EQ(testing::TroubleWith(document.text, document.to_source, Span{0, bytes.size()}), "");
  return document;
}

std::string Utf16(std::string_view ascii) {
  std::string bytes = "\xFF\xFE";
  for (const char c : ascii) {
    bytes += c;
    bytes += '\0';
  }
  return bytes;
}

TEST(Format, NamesRoundTrip) {
  for (const Format format :
       {Format::kDetect, Format::kText, Format::kMarkdown, Format::kHtml, Format::kJsonl}) {
    EXPECT_EQ(FormatFromName(FormatName(format)).value(), format);
  }
  EXPECT_EQ(FormatFromName("HTML").value(), Format::kHtml);
  EXPECT_EQ(FormatFromName("pdf").status().message(),
            "\"pdf\" is no input format; choose auto, text, markdown, html or jsonl");
}

TEST(Format, FollowsTheExtension) {
  EXPECT_EQ(FormatOfPath("a.md"), Format::kMarkdown);
  EXPECT_EQ(FormatOfPath("dir.html/a.Markdown"), Format::kMarkdown);
  EXPECT_EQ(FormatOfPath("a.HTM"), Format::kHtml);
  EXPECT_EQ(FormatOfPath("a.xhtml"), Format::kHtml);
  EXPECT_EQ(FormatOfPath("a.jsonl"), Format::kJsonl);
  EXPECT_EQ(FormatOfPath("a.ndjson"), Format::kJsonl);
  EXPECT_EQ(FormatOfPath("a.html.bak"), Format::kText);
  EXPECT_EQ(FormatOfPath("dir.html/README"), Format::kText);
  EXPECT_EQ(FormatOfExtension("a.txt"), Format::kText);
  EXPECT_EQ(FormatOfExtension("a.text"), Format::kText);
  EXPECT_EQ(FormatOfExtension("a.bak"), std::nullopt);
  EXPECT_EQ(FormatOfExtension("dir.html/README"), std::nullopt);
  EXPECT_EQ(FormatOfExtension(".md"), std::nullopt);
}

TEST(ReadBytes, ReadsPlainText) {
  const Document document = Read("a.txt", "One\r\ntwo.\n");
  EXPECT_EQ(document.name, "a.txt");
  EXPECT_EQ(document.text, "One\ntwo.\n");
  EXPECT_EQ(document.format, "text");
  EXPECT_EQ(document.to_source.ToSource(Span{4, 7}), (Span{5, 8}));
  EXPECT_EQ(document.positions.At(5).line, 2u);
  EXPECT_EQ(Read("empty.txt", "").text, "");
}

TEST(ReadBytes, MapsMarkupInUtf16ToBytesOfTheFile) {
  for (const auto& [name, page] : std::vector<std::pair<std::string, std::string>>{
           {"a.html", "<p>x <b>W</b>ord &amp; more"}, {"a.md", "x **W**ord &amp; more"}}) {
    const std::string bytes = Utf16(page);
    const Document document = Read(name, bytes);
    EXPECT_EQ(document.text, "x Word & more");
    EXPECT_EQ(document.encoding, Encoding::kUtf16LittleEndian);
    const Span place = document.to_source.ToSource(Span{2, 6});
    EXPECT_EQ(place.begin, 2 + 2 * page.find("W"));
    EXPECT_EQ(place.end, 2 + 2 * (page.find("ord") + 3));
    EXPECT_EQ(document.positions.At(place.begin).chars, 1 + page.find("W"));
  }
}

TEST(ReadBytes, TheFormatAskedForWinsOverTheExtension) {
  ReadOptions options;
  options.format = Format::kHtml;
  EXPECT_EQ(Read("a.txt", "<p>x", options).text, "x");
  EXPECT_EQ(Read("a.txt", "<p>x", options).format, "html");
  EXPECT_EQ(Read("a.txt", "<p>x").text, "<p>x");
}

TEST(ReadBytes, SaysWhatWasGuessedOrRepaired) {
  const Document guessed = Read("a.txt", "caf\xE9 na\xEFve");
  EXPECT_EQ(guessed.text, "caf\u00E9 na\u00EFve");
  EXPECT_TRUE(guessed.encoding_guessed);
  const Document repaired = Read("a.txt", "a\xFF na\u00EFve \u2019\u2019");
  EXPECT_EQ(repaired.repaired, 1u);
  EXPECT_FALSE(repaired.encoding_guessed);
}

TEST(ReadBytes, HeedsWhatAPageSaysOfItsEncoding) {
  const Document latin = Read("a.html", "<meta charset=iso-8859-1><p>caf\xE9");
  EXPECT_EQ(latin.text, "caf\u00E9");
  EXPECT_FALSE(latin.encoding_guessed);
  const ReadResult result = ReadOne(
      "a.html",
      "<meta http-equiv=x content='text/html; charset=Shift_JIS'><p>\x93\xFA\x96\x7B\x8C\xEA");
  ASSERT_TRUE(std::holds_alternative<SkippedDocument>(result));
  EXPECT_THAT(std::string(std::get<SkippedDocument>(result).reason.message()),
              HasSubstr("shift_jis, which is not read; convert it to UTF-8"));
  EXPECT_EQ(Read("a.html", "<meta charset=gbk><p>in fact UTF-8: \u00E9").text,
            "in fact UTF-8: \u00E9");
}

TEST(ReadBytes, RefusesBinaryAndTooLarge) {
  const ReadResult binary = ReadOne("a.txt", std::string_view("\x7F"
                                                              "ELF\0\0\1\2\0\0\0x",
                                                              12));
  ASSERT_TRUE(std::holds_alternative<SkippedDocument>(binary));
  EXPECT_EQ(std::get<SkippedDocument>(binary).line, 0u);
  ReadOptions options;
  options.max_document_bytes = 3;
  const ReadResult large = ReadOne("a.txt", "four", options);
  ASSERT_TRUE(std::holds_alternative<SkippedDocument>(large));
  EXPECT_EQ(std::get<SkippedDocument>(large).name, "a.txt");
  EXPECT_EQ(
      std::get<SkippedDocument>(large).reason.message(),
      "the file has 4 bytes, more than the limit of 3; raise it with --max-document-bytes 1M");
}

TEST(TooLarge, NamesALimitThatWouldDo) {
  const uint64_t mebibyte = uint64_t{1} << 20;
  EXPECT_EQ(TooLarge("the file", 70 * mebibyte, 64 * mebibyte).message(),
            "the file has 73400320 bytes, more than the limit of 64M; raise it with "
            "--max-document-bytes 128M");
  EXPECT_EQ(TooLarge("the file", std::nullopt, 64 * mebibyte).message(),
            "the file has more than the limit of 64M; raise it with --max-document-bytes 128M");
}

}  // namespace
}  // namespace twicetold
