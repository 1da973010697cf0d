#include "twicetold/text/words.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "tests/support/data.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;

constexpr uint64_t kSeed = 7;

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

void ExpectAsReference(std::string_view text) {
  const Words words = SplitWords(text, kSeed);
  const std::vector<testing::ReferenceWord> expected = testing::ReferenceWords(text);
  for (size_t i = 0; i < std::min(words.size(), expected.size()); ++i) {
    const testing::ReferenceWord word{std::string(words.folded(i)), words.span(i),
                                      words.spaceless(i)};
    ASSERT_EQ(word.folded, expected[i].folded) << "word " << i;
    ASSERT_EQ(word.span.begin, expected[i].span.begin) << "word " << i << ": " << word.folded;
    ASSERT_EQ(word.span.end, expected[i].span.end) << "word " << i << ": " << word.folded;
    ASSERT_EQ(word.spaceless, expected[i].spaceless) << "word " << i << ": " << word.folded;
    ASSERT_EQ(words.hash(i), testing::ReferenceWordHash(expected[i].folded, kSeed)) << "word " << i;
  }
  ASSERT_EQ(words.size(), expected.size());
  WordHasher hasher(kSeed);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    const std::span<const uint64_t> hashes = hasher.Hash(text);
    EXPECT_TRUE(std::ranges::equal(hashes, words.hashes())) << "on " << target;
    const Words again = SplitWords(text, kSeed);
    EXPECT_EQ(again.spans(), words.spans()) << "on " << target;
    EXPECT_EQ(again.hashes(), words.hashes()) << "on " << target;
    for (size_t i = 0; i < words.size() && again.size() == words.size(); ++i) {
      ASSERT_EQ(again.folded(i), words.folded(i)) << "on " << target;
      ASSERT_EQ(again.weight(i), words.weight(i)) << "on " << target;
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
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

// Characters that fold, join, drop or separate in every way we know of.
char32_t Interesting(Random* random) {
  constexpr char32_t kFirst[] = {
      'a',    'A',    ' ',    '=',    0xAD,    0xB4,    0xBD,    0xE9,   0x300,  0x323,
      0x338,  0x345,  0x5AE,  0x930,  0x94D,   0xD4E,   0xE01,   0xE31,  0xE33,  0xEB3,
      0x1000, 0x102C, 0x1100, 0x1161, 0x11A8,  0x1780,  0x17D2,  0x200B, 0x200D, 0x2017,
      0x2019, 0x3042, 0x3099, 0x30AB, 0x30FC,  0x4E00,  0xAC00,  0xFB01, 0xFDFA, 0xFE0F,
      0xFF21, 0xFF76, 0xFF9E, 0xFFFD, 0x1D15E, 0x1D400, 0x1F44D, 0x20000};
  if (random->Below(4) > 0) return kFirst[random->Below(std::size(kFirst))];
  char32_t c = static_cast<char32_t>(random->Below(0x20000));
  if (random->Below(2) == 0) c %= 0x3100;
  return c >= 0xD800 && c < 0xE000 ? U'x' : c;
}

TEST(WordsTest, RandomCharactersAreAsTheReferenceHasThem) {
  Random random(20240501);
  for (int round = 0; round < 1000; ++round) {
    std::string text;
    const uint64_t length = random.Below(round % 100 == 0 ? 60000 : 60);
    for (uint64_t i = 0; i < length; ++i) AppendUtf8(Interesting(&random), &text);
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << "round " << round;
  }
}

// Ill-formed bytes as the separators they count as, one hyphen each.
std::string WithoutIllFormedBytes(std::string_view text) {
  std::string clean;
  for (size_t i = 0; i < text.size();) {
    const Utf8Character c = ReadUtf8(text, i);
    if (c.valid) {
      clean += text.substr(i, c.length);
    } else {
      clean.append(c.length, '-');
    }
    i += c.length;
  }
  return clean;
}

TEST(WordsTest, RandomBytesAreSeparatorsWhereIllFormed) {
  Random random(99);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const uint64_t length = random.Below(200);
    for (uint64_t i = 0; i < length; ++i) {
      constexpr std::string_view kOften = "aA ,\xC3\xA9\xE2\x80\x99\xF0\xCC\x81\xED";
      text += random.Below(2) == 0 ? kOften[random.Below(kOften.size())]
                                   : static_cast<char>(random.Below(256));
    }
    const std::string clean = WithoutIllFormedBytes(text);
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(clean)) << "round " << round;
    const Words words = SplitWords(text, kSeed);
    const Words expected = SplitWords(clean, kSeed);
    ASSERT_EQ(words.hashes(), expected.hashes()) << "round " << round;
    ASSERT_EQ(words.spans(), expected.spans()) << "round " << round;
  }
}

TEST(WordsTest, WordsGoOnFromBlockToBlock) {
  // Longer than a block, of characters of two and three bytes, and never a place to cut.
  for (const std::string_view unit : {"й", "Жx", "\u00AD\u00C9", "한", "漢", "a\u0301", "xyz"}) {
    std::string text = "é ";
    while (text.size() < 300000) text += unit;
    SCOPED_TRACE(unit);
    ExpectAsReference(text + "- end");
  }
}

TEST(WordsTest, EndlessMarksTakeLinearTime) {
  std::string text = "a";
  while (text.size() < 2000000) text += "\u0301\u0323";  // each pair has to be reordered
  const auto start = std::chrono::steady_clock::now();
  const Words words = SplitWords(text, kSeed);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - start;
  ASSERT_EQ(words.size(), 1U);
  EXPECT_EQ(words.span(0), (Span{0, text.size()}));
  // Quadratic time would be hours.
  EXPECT_LT(taken.count(), 20.0);
}

TEST(WordsTest, FoldedWordsAreThoseOfSplitWords) {
  std::vector<std::string> texts = {"one two \u732B\u304C three", "", "\u00BD \uFB01ne e\u0301",
                                    "Shorter", std::string(3000, 'a') + " \u0E01\u0E33 b"};
  for (size_t i = 0; i < 3000; ++i) texts.push_back("word" + std::to_string(i) + texts[i % 5]);
  std::string long_text;
  for (const std::string& text : texts) long_text += text + (text.size() % 2 == 0 ? " " : "");
  texts.push_back(long_text);
  texts.push_back("four");
  WordFolder folder(kSeed);
  FoldedWords folded;
  for (const std::string& text : texts) {
    const Words words = SplitWords(text, kSeed);
    folder.Fold(text, folded);
    ASSERT_TRUE(std::ranges::equal(folded.hashes(), words.hashes()));
    for (size_t i = 0; i < words.size(); ++i) ASSERT_EQ(folded.folded(i), words.folded(i));
  }
}

TEST(WordsTest, BlocksEndAnywhere) {
  // Every kind of character, at every place around the end of a block, before and after every
  // other.
  constexpr std::string_view kUnits[] = {"a",  "Z", " ", "é", "É",  "Р",  "ß",  "…",  "न", "ि",
                                         "्",   "़",  "ก", "ุ",  "่",   "ำ",  "漢", "ー", "ｰ", "한",
                                         "ア", "İ", "א", "ִ",  "￥", "Ａ", "𠀀", "𝐀",  "😀", "‍"};
  constexpr size_t kBlock = 64;
  for (const std::string_view first : kUnits) {
    std::string text;
    for (const std::string_view second : kUnits) {
      for (size_t before = kBlock - 8; before <= kBlock; ++before) {
        // Begins at a multiple of the block's size, with letters that make one long word or two.
        text.resize((text.size() + kBlock - 1) / kBlock * kBlock, ' ');
        text.append(before - 1, 'x');
        text += before % 2 == 0 ? 'x' : ' ';
        text.append(first).append(second).append(first).append("y");
      }
    }
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << first;
  }
}

// ASCII text of `size` bytes, with words of up to `longest`.
std::string RandomAscii(Random* random, size_t size, size_t longest) {
  std::string text;
  while (text.size() < size) {
    for (uint64_t left = 1 + random->Below(longest); left > 0; --left) {
      constexpr std::string_view kWordBytes = "abcxyzABCXYZ0189";
      text += kWordBytes[random->Below(kWordBytes.size())];
    }
    for (uint64_t left = 1 + random->Below(3); left > 0; --left) {
      constexpr std::string_view kSeparators = " \n,.'/:@[`{\x7f";
      text += kSeparators[random->Below(kSeparators.size())];
    }
  }
  text.resize(size);
  return text;
}

TEST(WordsTest, AsciiOfAnyLengthIsAsTheReferenceHasIt) {
  Random random(11);
  for (size_t size = 0; size <= 300; ++size) {
    for (const size_t longest : {1U, 6U, 40U, 200U}) {
      ASSERT_NO_FATAL_FAILURE(ExpectAsReference(RandomAscii(&random, size, longest)));
    }
  }
  // More words than a hasher has room for at first, and words of more than a block.
  for (const size_t longest : {1U, 6U, 40U, 200U, 5000U}) {
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(RandomAscii(&random, 100000, longest)));
  }
}

TEST(WordsTest, AsciiGoesOverToOtherTextAnywhere) {
  Random random(12);
  for (const std::string_view other : {"\u00E9", "\u2019", "\u0301", "\u732B", "\u00BD"}) {
    for (size_t before = 0; before <= 200; ++before) {
      std::string text = RandomAscii(&random, before, before % 3 == 0 ? 150 : 9);
      text.append(other).append(RandomAscii(&random, 200, 9));
      ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << other << " at " << before;
    }
  }
}

TEST(WordsTest, ReadsNothingBehindTheText) {
  const auto page = static_cast<size_t>(sysconf(_SC_PAGESIZE));
  void* const mapped =
      mmap(nullptr, 2 * page, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  ASSERT_NE(mapped, MAP_FAILED);
  char* const end = static_cast<char*>(mapped) + page;
  ASSERT_EQ(mprotect(end, page, PROT_NONE), 0);
  Random random(13);
  for (size_t size = 1; size <= 300; ++size) {
    const std::string text = RandomAscii(&random, size, 12);
    std::ranges::copy(text, end - size);
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference({end - size, size}));
    ASSERT_EQ(SplitWords({end - size, size}, kSeed).hashes(), SplitWords(text, kSeed).hashes());
  }
  munmap(mapped, 2 * page);
}

TEST(WordsTest, RowsOfMarksReachFromBlockToBlock) {
  for (const std::string_view mark : {"ि", "ุ", "ִ", "ー", "ा"}) {
    for (const std::string_view base : {"न", "ก", "א", "ア", "a", "-"}) {
      for (size_t marks = 18; marks <= 46; ++marks) {
        std::string text = " ";
        text.append(base);
        for (size_t i = 0; i < marks; ++i) text.append(mark);
        text += "b, c";
        ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << base << mark << " " << marks;
      }
    }
  }
}

TEST(WordsTest, ManyRowsOfCharactersInOneBlock) {
  // More than are kept at hand, in an order that no replacement foresees.
  Random random(5);
  for (int round = 0; round < 200; ++round) {
    std::string text;
    for (int i = 0; i < 400; ++i) {
      const auto row = static_cast<char32_t>(2 + random.Below(0xD7FF / 64 - 2));
      AppendUtf8(row * 64 + static_cast<char32_t>(random.Below(64)), &text);
      if (random.Below(6) == 0) text += ' ';
    }
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << "round " << round;
  }
}

// Words and spans as the reference has them, hashes as they are defined, all on every target.
TEST(WordsTest, RealTextsAreAsTheReferenceHasThem) {
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  // The reference reads some megabytes a second. Of a set that is larger, every so many texts are
  // taken, so that the sample runs over all of it: all sets together stay below two minutes, which
  // is what caps them. The share that was taken is printed.
  constexpr size_t kMostBytesOfASet = 8000000;
  size_t sets = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data)) {
    if (!entry.path().filename().string().ends_with(".docs.jsonl.xz")) continue;
    SCOPED_TRACE(entry.path().filename());
    ++sets;
    const auto texts = testing::ReadTexts(entry.path());
    ASSERT_TRUE(texts.ok()) << texts.status();
    size_t all = 0;
    for (const testing::TextRecord& record : *texts) all += record.text.size();
    const size_t stride = 1 + all / kMostBytesOfASet;
    size_t taken = 0;
    for (size_t i = 0; i < texts->size(); i += stride) {
      taken += (*texts)[i].text.size();
      ASSERT_NO_FATAL_FAILURE(ExpectAsReference((*texts)[i].text)) << (*texts)[i].id;
    }
    std::cout << "  " << entry.path().filename().string() << ": " << taken << " of " << all
              << " bytes\n";
  }
  EXPECT_GT(sets, 0U);
}

TEST(WordsTest, FilesOfArchivesAreAsTheReferenceHasThem) {
  // Feeds and pages, well-formed and not, in many encodings: the archive's bytes piece by piece,
  // read as each of two encodings, whatever they are.
  const auto data = testing::DataFolder();
  if (!data) GTEST_SKIP() << testing::kNoDataMessage;
  constexpr size_t kPiece = 50000;
  constexpr size_t kMostPieces = 60;  // of an archive, evenly spaced; the share is printed
  size_t archives = 0;
  for (const auto& entry : std::filesystem::directory_iterator(*data)) {
    if (!entry.path().filename().string().ends_with(".tar.xz")) continue;
    SCOPED_TRACE(entry.path().filename());
    ++archives;
    const auto bytes = testing::Decompress(entry.path());
    ASSERT_TRUE(bytes.ok()) << bytes.status();
    const size_t stride = std::max(kPiece, bytes->size() / kMostPieces);
    for (size_t begin = 0; begin < bytes->size(); begin += stride) {
      const std::string_view piece = std::string_view(*bytes).substr(begin, kPiece);
      for (const Encoding encoding : {Encoding::kUtf8, Encoding::kWindows1252}) {
        const auto decoded = Decode(piece, encoding);
        ASSERT_TRUE(decoded.ok()) << decoded.status();
        ASSERT_NO_FATAL_FAILURE(ExpectAsReference(decoded->text)) << "from byte " << begin;
      }
    }
    std::cout << "  " << entry.path().filename().string() << ": " << kPiece << " of each " << stride
              << " of " << bytes->size() << " bytes\n";
  }
  EXPECT_GT(archives, 0U);
}

}  // namespace
}  // namespace twicetold
