#include "twicetold/text/decode.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "tests/support/data.h"
#include "twicetold/base/random.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::AllOf;
using ::testing::HasSubstr;

DecodedText MustDecode(std::string_view bytes, Encoding encoding = Encoding::kDetect) {
  absl::StatusOr<DecodedText> decoded = Decode(bytes, encoding);
  EXPECT_TRUE(decoded.ok()) << decoded.status();
  return decoded.ok() ? *std::move(decoded) : DecodedText();
}

std::string Refusal(std::string_view bytes) {
  const absl::StatusOr<DecodedText> decoded = Decode(bytes);
  EXPECT_EQ(decoded.status().code(), absl::StatusCode::kInvalidArgument);
  return std::string(decoded.status().message());
}

std::string Utf16(std::string_view utf8, bool little_endian) {
  std::string bytes;
  const auto put = [&bytes, little_endian](uint32_t unit) {
    const char high = static_cast<char>(unit >> 8);
    const char low = static_cast<char>(unit & 0xFF);
    bytes += little_endian ? low : high;
    bytes += little_endian ? high : low;
  };
  for (size_t i = 0; i < utf8.size();) {
    const Utf8Character c = ReadUtf8(utf8, i);
    i += c.length;
    if (c.code_point < 0x10000) {
      put(c.code_point);
    } else {
      put(0xD800 + ((c.code_point - 0x10000) >> 10));
      put(0xDC00 + (c.code_point & 0x3FF));
    }
  }
  return bytes;
}

std::string WithLineEnds(std::string_view text, std::string_view line_end) {
  std::string bytes;
  for (const char c : text) {
    if (c == '\n') {
      bytes += line_end;
    } else {
      bytes += c;
    }
  }
  return bytes;
}

TEST(EncodingNameTest, NamesRoundTripAndHaveAliases) {
  for (const Encoding encoding :
       {Encoding::kDetect, Encoding::kUtf8, Encoding::kUtf16LittleEndian, Encoding::kUtf16BigEndian,
        Encoding::kWindows1252, Encoding::kLatin1}) {
    const absl::StatusOr<Encoding> again = EncodingFromName(EncodingName(encoding));
    ASSERT_TRUE(again.ok()) << again.status();
    EXPECT_EQ(*again, encoding);
  }
  EXPECT_EQ(*EncodingFromName("UTF8"), Encoding::kUtf8);
  EXPECT_EQ(*EncodingFromName("Cp1252"), Encoding::kWindows1252);
  EXPECT_EQ(*EncodingFromName("ISO-8859-1"), Encoding::kLatin1);
  EXPECT_EQ(*EncodingFromName("auto"), Encoding::kDetect);
}

TEST(EncodingNameTest, UnknownNameIsRefusedWithTheChoices) {
  const absl::StatusOr<Encoding> encoding = EncodingFromName("klingon");
  EXPECT_EQ(encoding.status().code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(encoding.status().message()),
              AllOf(HasSubstr("\"klingon\""), HasSubstr("detect, utf-8, utf-16le")));
}

TEST(DecodeTest, EmptyInputIsAnEmptyText) {
  const DecodedText decoded = MustDecode("");
  EXPECT_EQ(decoded.text, "");
  EXPECT_EQ(decoded.encoding, Encoding::kUtf8);
  EXPECT_FALSE(decoded.guessed);
}

TEST(DecodeTest, PlainUtf8IsItsOwnText) {
  const std::string text = "Straße, 東京 👍\nnext\n";
  const DecodedText decoded = MustDecode(text);
  EXPECT_EQ(decoded.text, text);
  EXPECT_TRUE(decoded.to_source.IsIdentity());
  EXPECT_EQ(decoded.repaired, 0U);
  EXPECT_FALSE(decoded.guessed);
  EXPECT_EQ(decoded.positions.size(), text.size());
}

TEST(DecodeTest, MaximalSubpartsBecomeOneReplacementEach) {
  // The example of the Unicode Standard, table 3-8, and its neighbours.
  struct Case {
    std::string_view bytes;
    std::string_view text;
    uint64_t repaired;
  };
  constexpr Case kCases[] = {
      {"\x61\xF1\x80\x80\xE1\x80\xC2\x62\x80\x63\x80\xBF\x64",
       "a\uFFFD\uFFFD\uFFFDb\uFFFDc\uFFFD\uFFFDd", 6},
      {"\xC0\xAF\xE0\x80\xBF\xF0\x81\x82\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA",
       8},
      {"\xED\xA0\x80\xED\xBF\xBF\xED\xAF\x41", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA",
       8},
      {"\xF4\x91\x92\x93\xFF\x41\x80\xBF\x42", "\uFFFD\uFFFD\uFFFD\uFFFD\uFFFDA\uFFFD\uFFFDB", 7},
      {"\xE1\x80\xE2\xF0\x91\x92\xF1\xBF\x41", "\uFFFD\uFFFD\uFFFD\uFFFDA", 4},
      {"x\xE2\x82", "x\uFFFD", 1},
      {"\uFFFD", "\uFFFD", 0},
      {"\xF4\x8F\xBF\xBF", "\U0010FFFF", 0},
  };
  for (const Case& c : kCases) {
    const DecodedText decoded = MustDecode(c.bytes, Encoding::kUtf8);
    EXPECT_EQ(decoded.text, c.text);
    EXPECT_EQ(decoded.repaired, c.repaired) << c.text;
  }
}

TEST(DecodeTest, BrokenBytesPointAtThemselvesAndCountAsOneCharacter) {
  const DecodedText decoded = MustDecode("caf\xC3\xA9 \xE2\x82 ok", Encoding::kUtf8);
  EXPECT_EQ(decoded.text, "café \uFFFD ok");
  EXPECT_EQ(decoded.to_source.ToSource(Span{6, 9}), (Span{6, 8}));
  EXPECT_EQ(decoded.to_source.ToSource(Span{10, 12}), (Span{9, 11}));
  EXPECT_EQ(decoded.positions.At(9).chars, 7U);
}

TEST(DecodeTest, LineEndsBecomeLfAndPointAtTheirBytes) {
  const DecodedText decoded = MustDecode("a\r\nb\rc\n\r\r\nd\r");
  EXPECT_EQ(decoded.text, "a\nb\nc\n\n\nd\n");
  EXPECT_EQ(decoded.to_source.ToSource(Span{1, 2}), (Span{1, 3}));
  EXPECT_EQ(decoded.to_source.ToSource(Span{3, 4}), (Span{4, 5}));
  EXPECT_EQ(decoded.to_source.ToSource(Span{7, 8}), (Span{8, 10}));
  EXPECT_EQ(decoded.to_source.ToSource(Span{9, 10}), (Span{11, 12}));
  EXPECT_EQ(decoded.positions.At(10), (Position{10, 10, 10, 6, 1}));
}

TEST(DecodeTest, ByteOrderMarkIsDroppedFromTheTextButCountsAsACharacter) {
  const DecodedText decoded = MustDecode("\xEF\xBB\xBFhi\n");
  EXPECT_EQ(decoded.text, "hi\n");
  EXPECT_EQ(decoded.encoding, Encoding::kUtf8);
  EXPECT_EQ(decoded.to_source.ToSource(Span{0, 2}), (Span{3, 5}));
  EXPECT_EQ(decoded.positions.At(3), (Position{3, 1, 1, 1, 2}));
  EXPECT_EQ(MustDecode("\xEF\xBB\xBFhi", Encoding::kUtf8).text, "hi");
  // As Windows-1252 the same bytes are characters.
  EXPECT_EQ(MustDecode("\xEF\xBB\xBFhi", Encoding::kWindows1252).text, "ï»¿hi");
}

TEST(DecodeTest, Utf16IsKnownByItsMark) {
  for (const bool little : {true, false}) {
    const std::string bytes = Utf16("\uFEFF漢é👍\r\nx", little);
    const DecodedText decoded = MustDecode(bytes);
    EXPECT_EQ(decoded.text, "漢é👍\nx");
    EXPECT_EQ(decoded.encoding, little ? Encoding::kUtf16LittleEndian : Encoding::kUtf16BigEndian);
    EXPECT_FALSE(decoded.guessed);
    EXPECT_EQ(decoded.to_source.ToSource(Span{0, 3}), (Span{2, 4}));
    EXPECT_EQ(decoded.to_source.ToSource(Span{5, 9}), (Span{6, 10}));
    EXPECT_EQ(decoded.to_source.ToSource(Span{9, 10}), (Span{10, 14}));
    EXPECT_EQ(decoded.positions.At(14), (Position{14, 6, 7, 2, 1}));
  }
}

TEST(DecodeTest, Utf16WithoutMarkIsConcludedFromZeroBytes) {
  for (const std::string_view text :
       {"Plain English text.\n", "a", "Ça va, Łódź? Ā ā\n", "Слово за слово, и так далее.\n",
        "本日は晴天なり。 明日も晴れるでしょう。\n二行目も同じような文章です。\n"}) {
    for (const bool little : {true, false}) {
      const DecodedText decoded = MustDecode(Utf16(text, little));
      EXPECT_EQ(decoded.text, text);
      EXPECT_EQ(decoded.encoding,
                little ? Encoding::kUtf16LittleEndian : Encoding::kUtf16BigEndian);
      EXPECT_TRUE(decoded.guessed);
    }
  }
}

TEST(DecodeTest, LoneSurrogatesAndHalfUnitsAreRepaired) {
  const std::string_view bytes(
      "a\0\x00\xD8"
      "b\0\x00\xDC\x3D\xD8\x4D\xDC\x3D\xD8"
      "c",
      15);
  const DecodedText decoded = MustDecode(bytes, Encoding::kUtf16LittleEndian);
  EXPECT_EQ(decoded.text, "a\uFFFDb\uFFFD👍\uFFFD\uFFFD");
  EXPECT_EQ(decoded.repaired, 4U);
  EXPECT_EQ(decoded.to_source.ToSource(Span{8, 12}), (Span{8, 12}));
}

TEST(DecodeTest, Windows1252IsConcludedWhenUtf8ClearlyFails) {
  const DecodedText decoded = MustDecode(
      "\x93Na\xEFve\x94 \x96 caf\xE9 \x80"
      "5\r\n");
  EXPECT_EQ(decoded.text, "“Naïve” – café €5\n");
  EXPECT_EQ(decoded.encoding, Encoding::kWindows1252);
  EXPECT_TRUE(decoded.guessed);
  EXPECT_EQ(decoded.repaired, 0U);
  EXPECT_EQ(decoded.to_source.ToSource(Span{0, 9}), (Span{0, 6}));
  EXPECT_EQ(decoded.positions.At(6).chars, 6U);
}

TEST(DecodeTest, MostlySoundUtf8StaysUtf8) {
  const DecodedText decoded = MustDecode("é è ê \xE9");
  EXPECT_EQ(decoded.encoding, Encoding::kUtf8);
  EXPECT_EQ(decoded.repaired, 1U);
  EXPECT_FALSE(decoded.guessed);
  // Half of the bytes broken is not more than half.
  EXPECT_EQ(MustDecode("\xC3\xA9\xFF\xFF").encoding, Encoding::kUtf8);
  EXPECT_EQ(MustDecode("\xC3\xA9\xFF\xFF\xFF").encoding, Encoding::kWindows1252);
}

TEST(DecodeTest, EverySingleByteHasItsCharacter) {
  std::string bytes;
  for (int i = 0x80; i < 0x100; ++i) bytes += static_cast<char>(i);
  const DecodedText latin = MustDecode(bytes, Encoding::kLatin1);
  const DecodedText windows = MustDecode(bytes, Encoding::kWindows1252);
  std::string expected;
  for (char32_t c = 0x80; c < 0x100; ++c) AppendUtf8(c, &expected);
  EXPECT_EQ(latin.text, expected);
  EXPECT_EQ(windows.repaired, 0U);
  // The undefined bytes are C1 controls; the others what Windows has.
  const std::string_view low = "€\u0081‚ƒ„…†‡ˆ‰Š‹Œ\u008DŽ\u008F\u0090‘’“”•–—˜™š›œ\u009DžŸ";
  EXPECT_EQ(windows.text, std::string(low) + expected.substr(64));
}

TEST(DecodeTest, BinaryIsRefusedWithWhatAndWhereAndTheWayOut) {
  EXPECT_THAT(Refusal(std::string_view("text\0more text", 14)),
              AllOf(HasSubstr("NUL byte at byte 4"), HasSubstr("--encoding")));
  EXPECT_THAT(Refusal(std::string_view("PK\x03\x04\x14\x00\x00\x00\x08\x00\x21\x00\x01\x02", 14)),
              AllOf(HasSubstr("ZIP"), HasSubstr("at byte 5")));
  EXPECT_THAT(Refusal("abc\x01\x02 defg"),
              AllOf(HasSubstr("2 of the first 10 bytes are control characters"),
                    HasSubstr("(0x01) at byte 3"), HasSubstr("--encoding")));
  EXPECT_THAT(Refusal(std::string_view("\xFF\xFE\0\0a\0\0\0", 8)), HasSubstr("UTF-32"));
  const std::string late = std::string(100000, 'x') + std::string(1, '\0') + "y";
  EXPECT_THAT(Refusal(late), HasSubstr("at byte 100000"));
}

TEST(DecodeTest, OneControlCharacterInTenIsText) {
  EXPECT_EQ(MustDecode("123456789\x01").text, "123456789\x01");
  EXPECT_EQ(MustDecode("\t\v\f\r\n").text, "\t\v\f\n");
}

TEST(DecodeTest, OrderedEncodingTakesAnyBytes) {
  EXPECT_EQ(MustDecode(std::string_view("a\0b", 3), Encoding::kUtf8).text,
            std::string_view("a\0b", 3));
  Random random(6);
  for (int round = 0; round < 500; ++round) {
    std::string bytes;
    for (uint64_t i = random.Below(100); i > 0; --i) {
      bytes += static_cast<char>(random.Below(256));
    }
    for (const Encoding encoding : {Encoding::kUtf8, Encoding::kUtf16LittleEndian,
                                    Encoding::kUtf16BigEndian, Encoding::kWindows1252}) {
      const DecodedText decoded = MustDecode(bytes, encoding);
      ASSERT_EQ(decoded.to_source.text_size(), decoded.text.size());
      ASSERT_EQ(decoded.positions.size(), bytes.size());
      ASSERT_EQ(MustDecode(decoded.text, Encoding::kUtf8).repaired, 0U);
    }
  }
}

// What a text must give however it is stored: each word's bytes, cut out of the source, decoded
// and folded alone, give the word again.
void ExpectWordsRoundTrip(const std::string& bytes, Encoding encoding, const Words& expected) {
  const DecodedText decoded = MustDecode(bytes, encoding);
  const Words words = SplitWords(decoded.text, 0);
  ASSERT_EQ(words.hashes(), expected.hashes());
  for (size_t i = 0; i < words.size(); ++i) {
    const Span source = decoded.to_source.ToSource(words.span(i));
    ASSERT_LE(source.end, bytes.size());
    const DecodedText cut =
        MustDecode(std::string_view(bytes).substr(source.begin, source.size()), encoding);
    const Words again = SplitWords(cut.text, 0);
    const bool shares_a_character =
        (i > 0 && words.span(i - 1).end > words.span(i).begin) ||
        (i + 1 < words.size() && words.span(i + 1).begin < words.span(i).end);
    // Some vowel signs of Myanmar are graphemes of their own, but alone they are marks on nothing.
    if (again.empty() && words.spaceless(i)) continue;
    bool found = shares_a_character;
    for (size_t j = 0; j < again.size(); ++j) found |= again.folded(j) == words.folded(i);
    ASSERT_TRUE(found) << words.folded(i) << " at byte " << source.begin;
    ASSERT_TRUE(shares_a_character || again.size() == 1) << words.folded(i);
  }
}

void ExpectRoundTripInEveryForm(const std::string& text) {
  const Words words = SplitWords(MustDecode(text).text, 0);
  ExpectWordsRoundTrip(text, Encoding::kUtf8, words);
  ExpectWordsRoundTrip(WithLineEnds(text, "\r\n"), Encoding::kUtf8, words);
  ExpectWordsRoundTrip(Utf16(text, true), Encoding::kUtf16LittleEndian, words);
  ExpectWordsRoundTrip(Utf16(WithLineEnds("\uFEFF" + text, "\r\n"), false),
                       Encoding::kUtf16BigEndian, words);
}

TEST(DecodeTest, LongTextsOfEachKindAreReadWhole) {
  // Past the sample that detection looks at, and past any buffer.
  std::string text;
  while (text.size() < 300000) text += "Zeile für Zeile, 東京 👍\n";
  EXPECT_EQ(MustDecode(text).text, text);
  EXPECT_EQ(MustDecode(WithLineEnds(text, "\r\n")).text, text);
  EXPECT_EQ(MustDecode(WithLineEnds(text, "\r")).text, text);
  EXPECT_EQ(MustDecode(Utf16(text, true)).text, text);
  EXPECT_EQ(MustDecode(Utf16(text, false)).text, text);
}

TEST(DecodeTest, WordsLeadBackToTheirBytes) {
  ExpectRoundTripInEveryForm(
      "First line, “quoted”.\nStraße co\u00ADop ﬁne\n\n東京 タワー น้ำ ½ cup "
      "👍🏽 "
      "e\u0301\nမြန်မာဘာသာ\n");
}

TEST(DecodeTest, WordsOfRealTextsLeadBackToTheirBytes) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  for (const char* const set : {"ntrex-24.docs.jsonl.xz", "udhr.docs.jsonl.xz",
                                "thaigov-dev.docs.jsonl.xz", "aozora-dev.docs.jsonl.xz"}) {
    SCOPED_TRACE(set);
    const auto texts = testing::ReadTexts(*data / set);
    ASSERT_TRUE(texts.ok()) << texts.status();
    const size_t stride = 1 + texts->size() / 40;
    for (size_t i = 0; i < texts->size(); i += stride) {
      const std::string text = (*texts)[i].text.substr(0, 4000);  // may cut a character
      ASSERT_NO_FATAL_FAILURE(ExpectRoundTripInEveryForm(MustDecode(text, Encoding::kUtf8).text))
          << (*texts)[i].id;
    }
  }
}

}  // namespace
}  // namespace twicetold
