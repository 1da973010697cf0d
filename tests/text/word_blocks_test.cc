// Words wherever blocks end: random text, rows of marks, real texts, on every target.

#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/mman.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <iostream>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "tests/support/data.h"
#include "tests/text/words_as_reference.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/plain_words_kernel.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

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

TEST(WordBlocksTest, RandomCharactersAreAsTheReferenceHasThem) {
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

void ExpectIllFormedBytesSeparate(std::string_view text) {
  const std::string clean = WithoutIllFormedBytes(text);
  ASSERT_NO_FATAL_FAILURE(ExpectAsReference(clean));
  const Words words = SplitWords(text, kSeed);
  const Words expected = SplitWords(clean, kSeed);
  ASSERT_EQ(words.hashes(), expected.hashes());
  ASSERT_EQ(words.spans(), expected.spans());
  WordHasher hasher(kSeed);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    EXPECT_TRUE(std::ranges::equal(hasher.Hash(text), words.hashes())) << "on " << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(WordBlocksTest, RandomBytesAreSeparatorsWhereIllFormed) {
  Random random(99);
  for (int round = 0; round < 2000; ++round) {
    std::string text;
    const uint64_t length = random.Below(200);
    for (uint64_t i = 0; i < length; ++i) {
      constexpr std::string_view kOften = "aA ,\xC3\xA9\xE2\x80\x99\xF0\xCC\x81\xED";
      text += random.Below(2) == 0 ? kOften[random.Below(kOften.size())]
                                   : static_cast<char>(random.Below(256));
    }
    ASSERT_NO_FATAL_FAILURE(ExpectIllFormedBytesSeparate(text)) << "round " << round;
  }
}

TEST(WordBlocksTest, WordsGoOnFromBlockToBlock) {
  // Longer than a block, of characters of two and three bytes, and never a place to cut.
  for (const std::string_view unit : {"й", "Жx", "\u00AD\u00C9", "한", "漢", "a\u0301", "xyz"}) {
    std::string text = "é ";
    while (text.size() < 300000) text += unit;
    SCOPED_TRACE(unit);
    ExpectAsReference(text + "- end");
  }
}

TEST(WordBlocksTest, EndlessMarksTakeLinearTime) {
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

TEST(WordBlocksTest, FoldedWordsAreThoseOfSplitWords) {
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

TEST(WordBlocksTest, BlocksEndAnywhere) {
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

TEST(WordBlocksTest, AsciiOfAnyLengthIsAsTheReferenceHasIt) {
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

TEST(WordBlocksTest, AsciiGoesOverToOtherTextAnywhere) {
  Random random(12);
  for (const std::string_view other : {"\u00E9", "\u2019", "\u0301", "\u732B", "\u00BD"}) {
    for (size_t before = 0; before <= 200; ++before) {
      std::string text = RandomAscii(&random, before, before % 3 == 0 ? 150 : 9);
      text.append(other).append(RandomAscii(&random, 200, 9));
      ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << other << " at " << before;
    }
  }
}

// The marks of print that are read with ASCII, their neighbours that are not, ones that marks on
// letters go on behind, and parts of ones, wherever blocks end and with letters on both sides.
TEST(WordBlocksTest, MarksOfPrintStandAnywhere) {
  Random random(15);
  const std::string_view pieces[] = {"\u2010",
                                     "\u2019",
                                     "\u201D\u2014",
                                     "\u2029",
                                     "\u200F",
                                     "\u202A",
                                     "\u2060",
                                     "\u20AC",
                                     "\u2019\u0301",
                                     "e\u0301",
                                     "\u2013\u00E9",
                                     "\xE2\x80",
                                     "\xE2",
                                     "\x80\x99",
                                     "\xE2\x80\x8F\x99",
                                     "\xE2\x81\x99",
                                     "\xE2\xE2\x80\x99",
                                     "\xE2\x80\x80\x99",
                                     "\xE2\x80\x99\x99"};
  for (const std::string_view piece : pieces) {
    for (size_t before = 0; before <= 140; ++before) {
      for (const size_t behind : {size_t{0}, 1 + random.Below(90)}) {
        std::string text = RandomAscii(&random, before, before % 4 == 0 ? 150 : 9);
        text.append(piece).append(RandomAscii(&random, behind, 9));
        ASSERT_NO_FATAL_FAILURE(ExpectIllFormedBytesSeparate(text)) << piece << " at " << before;
      }
    }
  }
  for (int round = 0; round < 500; ++round) {
    std::string text;
    for (size_t left = random.Below(60); left > 0; --left) {
      text +=
          random.Below(30) == 0 ? pieces[random.Below(std::size(pieces))] : pieces[random.Below(4)];
      text += RandomAscii(&random, random.Below(12), 20);
    }
    ASSERT_NO_FATAL_FAILURE(ExpectIllFormedBytesSeparate(text)) << "round " << round;
  }
}

// Texts one after the other: plain ones, ones that stop being plain anywhere, words longer than a
// block, more words than there is room for, empty ones.
TEST(WordBlocksTest, ManyTextsAreAsEachAlone) {
  Random random(16);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    WordHasher many(kSeed);
    WordHasher alone(kSeed);
    for (int round = 0; round < 60; ++round) {
      std::vector<std::string> texts;
      for (uint64_t left = random.Below(40); left > 0; --left) {
        const size_t longest = random.Below(10) == 0 ? 200 : 9;
        const size_t most = random.Below(30) == 0 ? 20000 : 400;
        std::string& text = texts.emplace_back(RandomAscii(&random, random.Below(most), longest));
        if (random.Below(4) == 0) text.append("\u2019\u00E9").append(RandomAscii(&random, 90, 9));
        if (random.Below(8) == 0) text.clear();
      }
      const std::vector<std::string_view> views(texts.begin(), texts.end());
      std::vector<size_t> ends(views.size());
      const std::span<const uint64_t> hashes = many.Hash(views, ends);
      size_t begin = 0;
      for (size_t i = 0; i < views.size(); ++i) {
        ASSERT_TRUE(
            std::ranges::equal(hashes.subspan(begin, ends[i] - begin), alone.Hash(views[i])))
            << "text " << i << " of round " << round << ", on " << target;
        begin = ends[i];
      }
      ASSERT_EQ(begin, hashes.size());
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

// Where there is room for a few blocks only, all words are hashed bit by bit, and nothing is
// written behind the room.
TEST(WordBlocksTest, LittleRoomIsEnough) {
  constexpr uint64_t kGuard = 0x6775617264;
  Random random(18);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    WordHasher hasher(kSeed);
    bool quick = true;
    for (int round = 0; round < 200 && quick; ++round) {
      std::vector<std::string> texts;
      for (uint64_t left = random.Below(12); left > 0; --left) {
        texts.push_back(RandomAscii(&random, random.Below(700), random.Below(2) == 0 ? 1 : 40));
      }
      std::vector<std::string_view> rest(texts.begin(), texts.end());
      std::vector<size_t> ends(rest.size());
      const std::span<const uint64_t> all = hasher.Hash(rest, ends);
      std::vector<uint64_t> hashes;
      while (!rest.empty()) {
        std::vector<uint64_t> some(80 + random.Below(200));
        const size_t room = some.size();
        some.push_back(kGuard);
        std::vector<size_t> some_ends(rest.size());
        const PlainWords done =
            HashPlainWords(rest, WordHashKeys(kSeed), some.data(), room, some_ends.data());
        ASSERT_EQ(some.back(), kGuard) << "round " << round << ", on " << target;
        quick = done.texts > 0 || done.end > 0;
        if (!quick) break;
        for (size_t i = 0; i < done.texts; ++i) {
          ASSERT_EQ(hashes.size() + some_ends[i], ends[texts.size() - rest.size() + i]);
        }
        hashes.insert(hashes.end(), some.data(), some.data() + done.count);
        rest.erase(rest.begin(), rest.begin() + static_cast<std::ptrdiff_t>(done.texts));
        if (!rest.empty()) rest.front().remove_prefix(done.end);
      }
      if (quick) {
        ASSERT_TRUE(std::ranges::equal(hashes, all)) << "round " << round;
      } else {
        ASSERT_NE(target, "avx3_dl");
      }
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

// After a long run of ASCII a chunk is short. It ends in the midst of all that can be open there.
TEST(WordBlocksTest, ShortChunksBehindAsciiEndAnywhere) {
  Random random(14);
  const std::string_view pieces[] = {"\u00E9", "\u2019", "e\u0301", "\u732B", "\u0E01\u0E33",
                                     "\u0434", "x",      " ",       "- ",     "\u30AB\u30FC"};
  for (int round = 0; round < 300; ++round) {
    std::string text = RandomAscii(&random, 250 + random.Below(200), 9);
    for (int part = 0; part < 3; ++part) {
      // Few kinds at a time, so that some texts have no place to end at for long.
      const std::string_view often = pieces[random.Below(std::size(pieces))];
      text += " \u00AB";
      for (size_t left = 100 + random.Below(250); left > 0; --left) {
        text += random.Below(8) == 0 ? pieces[random.Below(std::size(pieces))] : often;
      }
      text += RandomAscii(&random, 300, part == 1 ? 400 : 9);
    }
    ASSERT_NO_FATAL_FAILURE(ExpectAsReference(text)) << "round " << round;
  }
}

TEST(WordBlocksTest, ReadsNothingBehindTheText) {
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

TEST(WordBlocksTest, RowsOfMarksReachFromBlockToBlock) {
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

TEST(WordBlocksTest, ManyRowsOfCharactersInOneBlock) {
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
TEST(WordBlocksTest, RealTextsAreAsTheReferenceHasThem) {
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

TEST(WordBlocksTest, FilesOfArchivesAreAsTheReferenceHasThem) {
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
