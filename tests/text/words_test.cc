#include "twicetold/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <string>
#include <string_view>
#include <vector>

#include "tests/text/words_as_reference.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

std::vector<std::string> Folded(std::string_view text) {
  const Words words = SplitWords(text, kSeed);
  std::vector<std::string> folded;
  for (size_t i = 0; i < words.size(); ++i) folded.emplace_back(words.folded(i));
  return folded;
}

// What each word's span covers of the text.
std::vector<std::string> Covered(std::string_view text) {
  std::vector<std::string> covered;
  const Words words = SplitWords(text, kSeed);
  for (const Span& span : words.spans()) {
    covered.emplace_back(text.substr(span.begin, span.size()));
  }
  return covered;
}

// As many characters as words: "s" for a spaceless one, "w" for any other.
std::string Kinds(std::string_view text) {
  const Words words = SplitWords(text, kSeed);
  std::string kinds;
  for (size_t i = 0; i < words.size(); ++i) kinds += words.spaceless(i) ? 's' : 'w';
  return kinds;
}

TEST(WordsTest, EmptyTextAndSeparatorsAloneHaveNoWords) {
  EXPECT_THAT(Folded(""), IsEmpty());
  EXPECT_THAT(Folded(" .,;!\n\t—“”…"), IsEmpty());
}

TEST(WordsTest, EverythingButLettersDigitsAndMarksSeparates) {
  EXPECT_THAT(Folded("Don't stop: 2,000 of them_all!"),
              ElementsAre("don", "t", "stop", "2", "000", "of", "them", "all"));
}

TEST(WordsTest, KindsOfQuoteDashAndSpaceAreAlike) {
  const std::vector<std::string> plain = Folded("\"It's done\" - he said...");
  EXPECT_EQ(Folded("“It’s done” — he said…"), plain);
  EXPECT_EQ(Folded("«It´s\u00A0done» – he\u2009said．"), plain);
}

TEST(WordsTest, FoldsCaseWidthLigaturesAndComposition) {
  EXPECT_THAT(Folded("ＡＢＣ ﬁne STRASSE straße CAFÉ cafe\u0301"),
              ElementsAre("abc", "fine", "strasse", "strasse", "café", "café"));
}

TEST(WordsTest, SpanCoversDroppedCharactersInsideAWordButNotAtItsEdges) {
  const std::string text = "\u200Bco\u00ADop\u200B, \u00ADx\u00AD";
  EXPECT_THAT(Folded(text), ElementsAre("coop", "x"));
  EXPECT_THAT(Covered(text), ElementsAre("co\u00ADop", "x"));
}

TEST(WordsTest, WordsOfOneCharacterShareItsSpan) {
  EXPECT_THAT(Folded("a ½ b"), ElementsAre("a", "1", "2", "b"));
  EXPECT_THAT(Covered("a ½ b"), ElementsAre("a", "½", "½", "b"));
  EXPECT_THAT(Folded("3½x"), ElementsAre("31", "2x"));
  EXPECT_THAT(Covered("3½x"), ElementsAre("3½", "½x"));
  EXPECT_EQ(Folded("\uFDFA").size(), 4U);
}

TEST(WordsTest, MarkWithoutBaseSeparates) {
  EXPECT_THAT(Folded("don´t \u0301x y \u0301"), ElementsAre("don", "t", "x", "y"));
}

TEST(WordsTest, GraphemesOfSpacelessScriptsAreWords) {
  EXPECT_THAT(Folded("北京2024年"), ElementsAre("北", "京", "2024", "年"));
  EXPECT_EQ(Kinds("北京2024年"), "ssws");
  EXPECT_THAT(Folded("NATO加盟"), ElementsAre("nato", "加", "盟"));
  EXPECT_THAT(Covered("か\u3099き"), ElementsAre("か\u3099", "き"));
  EXPECT_THAT(Folded("か\u3099き"), ElementsAre("が", "き"));
  EXPECT_THAT(Folded("ที่นี่"), ElementsAre("ที่", "นี่"));
  EXPECT_THAT(Folded("ພາສາ"), ElementsAre("ພ", "າ", "ສ", "າ"));
  EXPECT_THAT(Folded("ខ្មែរ"), ElementsAre("ខ្", "មែ", "រ"));
  EXPECT_EQ(Kinds("한국어 слово"), "ww");
}

TEST(WordsTest, ProlongedSoundMarkIsSpacelessAfterASpacelessCharacterOnly) {
  EXPECT_THAT(Folded("ラーメン"), ElementsAre("ラ", "ー", "メ", "ン"));
  EXPECT_EQ(Kinds("ラーメン"), "ssss");
  EXPECT_THAT(Folded("ﾗｰﾒﾝ"), ElementsAre("ラ", "ー", "メ", "ン"));
  EXPECT_THAT(Folded("ラーー aーb"), ElementsAre("ラ", "ー", "ー", "aーb"));
  EXPECT_EQ(Kinds("ラーー aーb"), "sssw");
  EXPECT_EQ(Kinds("ﾗｰﾒﾝ"), "ssss");
  EXPECT_THAT(Folded("ﾗｰമ aｰമ"), ElementsAre("ラ", "ー", "മ", "aーമ"));
}

TEST(WordsTest, SaraAmGivesAPartToTwoGraphemes) {
  EXPECT_THAT(Folded("น้ำ"), ElementsAre("น้\u0E4D", "า"));
  EXPECT_THAT(Covered("น้ำ"), ElementsAre("น้ำ", "ำ"));
}

TEST(WordsTest, IllFormedBytesSeparate) {
  EXPECT_THAT(Folded("a\xFF"
                     "b\xC3"),
              ElementsAre("a", "b"));
  EXPECT_THAT(Folded("\xE2\x80"
                     "x\xED\xA0\x80y\xF0\x9F\x98"),
              ElementsAre("x", "y"));
  EXPECT_THAT(Folded("caf\xC3 \xA9t\xC3\xA9"), ElementsAre("caf", "té"));
}

TEST(WordsTest, SeedEntersEveryHash) {
  const Words one = SplitWords("same naïve 字", 1);
  const Words two = SplitWords("same naïve 字", 2);
  ASSERT_EQ(one.size(), 3U);
  for (size_t i = 0; i < one.size(); ++i) {
    EXPECT_EQ(one.hash(i), testing::ReferenceWordHash(one.folded(i), 1));
    EXPECT_NE(one.hash(i), two.hash(i));
  }
}

TEST(WordsTest, AGraphemeOfASpacelessScriptIsPartOfAWord) {
  const Words words = SplitWords("one 二三 four ไทย", kSeed);
  EXPECT_EQ(QuarterWords(words, 0, 4), 12U);
  EXPECT_EQ(QuarterWords(words, 1, 3), 4U);
  EXPECT_EQ(QuarterWords(words, 2, 2), 0U);
  EXPECT_EQ(QuarterWords(words, 4, words.size()), 3U) << "three clusters of Thai";
  EXPECT_EQ(SplitWords("カー", kSeed).weight(1), Weight::kCharacter);
  EXPECT_EQ(SplitWords("ກຂ", kSeed).weight(0), Weight::kSyllable);
  EXPECT_EQ(SplitWords("ខមរ", kSeed).weight(0), Weight::kSyllable);
  EXPECT_EQ(SplitWords("မြန်", kSeed).weight(0), Weight::kSyllable);
}

TEST(WordsTest, TrickyStringsAreAsTheReferenceHasThem) {
  constexpr std::string_view kTricky[] = {"≠a",
                                          "=\u0338a",
                                          "a=\u0338b",
                                          "a<\u0338",
                                          "x\u0301\u0323 X\u0323\u0301",
                                          "İstanbul ıI",
                                          "ΣΑΣ σας",
                                          "ｶﾞｷﾞ",
                                          "㍿ ㎏ ㌔",
                                          "①②Ⅳⅳ",
                                          "ﷺﷲ",
                                          "ﬃﬄﬅ",
                                          "ǅ ǆ",
                                          "a\u00AD\u0301b",
                                          "\u00AD\u0301b",
                                          "\u1100\u1161\u11A8\u11A8 \u1161",
                                          "각각",
                                          "क्षत्रिय हिन्दी",
                                          "മലയാളം \u0D4Eക \u0D4Eก",
                                          "မြန်မာဘာသာ",
                                          "a\u102Cb က\u102Cb",
                                          "ກຳນົດ",
                                          "กำกํา",
                                          "ๅๆฯ ๑๒๓",
                                          "々〆〇〻ゝゞヽヾヿ",
                                          "〱〲 ア〱 カー。ーカ",
                                          "a\u0E31b ก\u0300a",
                                          "e\uFE0F1\uFE0F\u20E3",
                                          "👩‍👩‍👧‍👦a👍🏽b",
                                          "🇩🇪x",
                                          "\u0345α \u03B1\u0345",
                                          "ʼn ŉ don\u02BCt",
                                          "a·b a‧b l·l l\u00B7",
                                          "‘a’“b”—c…d\u2011e\u2017f\u2024g",
                                          "’\u0301a",
                                          "—\u0338b",
                                          "\u00A0\u0308c",
                                          "a\u200Db\u200Cc\u2060d\uFEFFe",
                                          "𝐀𝐁𝒞 𝟙𝟚",
                                          "𠀀𠀁a𠀂",
                                          "\u0F73\u0F75 \u0344a",
                                          "\U0001D15E\U0001D1BB",
                                          "ⅷ½⅓",
                                          "ªº²³¹",
                                          "a\u0315\u0300\u05AE\u0062",
                                          "\uFF9Eカ\uFF9E a\uFF9E",
                                          "\u3164\u115F\uFFA0x",
                                          "\U0001F130\U0001F12A",
                                          "\u2126\u212A\u212B",
                                          "\u1E9Eß"};
  for (const std::string_view text : kTricky) {
    SCOPED_TRACE(text);
    ExpectAsReference(text);
    ExpectAsReference("Word " + std::string(text) + "word");
    ExpectAsReference("a" + std::string(text) + " b");
  }
}

TEST(WordsTest, EveryCharacterIsAsTheReferenceHasItAlone) {
  // Alone between ASCII words, after a letter, and before a mark; whole planes at a time.
  std::string alone;
  std::string joined;
  for (char32_t c = 1; c <= 0x10FFFF; ++c) {
    if (c == 0xD800) c = 0xE000;
    if (c == 0x323B0) c = 0xE0000;  // nothing assigned between
    if (c == 0xE1000) break;
    alone += "a ";
    AppendUtf8(c, &alone);
    alone += " b";
    joined += " x";
    AppendUtf8(c, &joined);
    joined += "y\u0301";
  }
  ExpectAsReference(alone);
  ExpectAsReference(joined);
}

}  // namespace
}  // namespace twicetold
