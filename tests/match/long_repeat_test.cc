#include "twicetold/match/long_repeat.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <map>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/str_cat.h"
#include "tests/reference/long_repeat_reference.h"
#include "tests/support/data.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"
#include "twicetold/base/span.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {

void PrintTo(const LongRepeat& repeat, std::ostream* out) {
  *out << repeat.document << ":" << repeat.begin << "+" << repeat.words << "="
       << repeat.twin_document << ":" << repeat.twin_begin;
}

namespace {

using reference::FindLongRepeatsBySuffixArray;
using reference::RepeatedWordsByComparing;
using reference::Sequences;
using ::testing::ElementsAre;
using ::testing::IsEmpty;

LongRepeats Find(const std::vector<std::string>& texts, const LongRepeatOptions& options,
                 int threads = 1) {
  const auto read = [&](uint32_t document) -> absl::StatusOr<std::string_view> {
    return texts.at(document);
  };
  return *FindLongRepeats(static_cast<uint32_t>(texts.size()), read, options, threads);
}

// Texts of the words "w0", "w1" and so on.
std::vector<std::string> TextsOf(const Sequences& documents) {
  std::vector<std::string> texts;
  for (const std::vector<uint32_t>& document : documents) {
    std::string& text = texts.emplace_back();
    for (const uint32_t word : document) absl::StrAppend(&text, "w", word, " ");
  }
  return texts;
}

Sequences SequencesOf(const std::vector<std::string>& texts) {
  std::map<std::string, uint32_t, std::less<>> numbers;
  Sequences documents;
  for (const std::string& text : texts) {
    const Words words = SplitWords(text, 0);
    std::vector<uint32_t>& document = documents.emplace_back();
    for (size_t i = 0; i < words.size(); ++i) {
      const auto next = static_cast<uint32_t>(numbers.size());
      document.push_back(numbers.try_emplace(std::string(words.folded(i)), next).first->second);
    }
  }
  return documents;
}

// The repeated words of all documents, by the repeats.
std::vector<std::vector<bool>> Covered(const Sequences& documents,
                                       const std::vector<LongRepeat>& repeats) {
  std::vector<std::vector<bool>> covered;
  for (const std::vector<uint32_t>& document : documents) covered.emplace_back(document.size());
  for (const LongRepeat& repeat : repeats) {
    for (uint32_t i = 0; i < repeat.words; ++i) {
      covered.at(repeat.document).at(repeat.begin + i) = true;
    }
  }
  return covered;
}

void ExpectAsReference(const Sequences& documents, const LongRepeatOptions& options,
                       bool by_comparing) {
  const LongRepeats found = Find(TextsOf(documents), options);
  EXPECT_EQ(found.false_proposals, 0U);
  ASSERT_EQ(found.repeats, FindLongRepeatsBySuffixArray(documents, options.window_words));
  if (!by_comparing) return;
  ASSERT_EQ(Covered(documents, found.repeats),
            RepeatedWordsByComparing(documents, options.window_words));
}

std::vector<uint32_t> Row(size_t count, size_t period) {
  std::vector<uint32_t> words;
  for (size_t i = 0; i < count; ++i) words.push_back(static_cast<uint32_t>(i % period));
  return words;
}

TEST(LongRepeatTest, LaterOccurrencesAreToldWithTheFirstAsTwin) {
  const std::vector<std::string> texts = {"a b c d e f", "x b c d e y", "b c d e"};
  EXPECT_THAT(Find(texts, {.window_words = 3}).repeats,
              ElementsAre(LongRepeat{1, 1, 4, 0, 1}, LongRepeat{2, 0, 4, 0, 1}));
  EXPECT_THAT(Find(texts, {.window_words = 5}).repeats, IsEmpty());
}

TEST(LongRepeatTest, WithinOneDocument) {
  EXPECT_THAT(Find({"a b c x a b c y"}, {.window_words = 3}).repeats,
              ElementsAre(LongRepeat{0, 4, 3, 0, 0}));
}

TEST(LongRepeatTest, WordsAreComparedFolded) {
  EXPECT_THAT(Find({"\u201CIt\u2019s a \uFB01ne DAY\u201D", "it's a fine day"}, {.window_words = 5})
                  .repeats,
              ElementsAre(LongRepeat{1, 0, 5, 0, 0}));
}

TEST(LongRepeatTest, NoRepeatGoesOverTheEndOfADocument) {
  EXPECT_THAT(Find({"a b", "c d", "a b c d"}, {.window_words = 3}).repeats, IsEmpty());
  EXPECT_THAT(Find({"a b c", "a b", "c"}, {.window_words = 3}).repeats, IsEmpty());
}

TEST(LongRepeatTest, AWindowThatOnlyOverlapsItsEqualIsNotToldBefore) {
  // Five words of one kind: the first three stay.
  EXPECT_THAT(Find({"a a a a a"}, {.window_words = 3}).repeats, IsEmpty());
  EXPECT_THAT(Find({"a a a a a a"}, {.window_words = 3}).repeats,
              ElementsAre(LongRepeat{0, 3, 3, 0, 0}));
  EXPECT_THAT(Find({"a a a a a", "a a a a"}, {.window_words = 3}).repeats,
              ElementsAre(LongRepeat{1, 0, 4, 0, 0}));
}

TEST(LongRepeatTest, WhereTwinsChangeANewRepeatBegins) {
  EXPECT_THAT(Find({"a b c d", "c d e f", "a b c d e f"}, {.window_words = 3}).repeats,
              ElementsAre(LongRepeat{2, 0, 4, 0, 0}, LongRepeat{2, 2, 4, 1, 0}));
}

TEST(LongRepeatTest, NothingIsToldOfNothing) {
  EXPECT_THAT(Find({}, {.window_words = 1}).repeats, IsEmpty());
  EXPECT_THAT(Find({"", "", "..."}, {.window_words = 1}).repeats, IsEmpty());
  EXPECT_THAT(Find({"a", "a"}, {.window_words = 1}).repeats,
              ElementsAre(LongRepeat{1, 0, 1, 0, 0}));
}

TEST(LongRepeatTest, EqualsSuffixArrayOnRandomWords) {
  Random random(1);
  for (int round = 0; round < 600; ++round) {
    Sequences documents(1 + random.Below(6));
    const uint64_t vocabulary = 1 + random.Below(round % 2 == 0 ? 3 : 12);
    for (std::vector<uint32_t>& document : documents) {
      document.resize(random.Below(80));
      for (uint32_t& word : document) word = static_cast<uint32_t>(random.Below(vocabulary));
    }
    const LongRepeatOptions options = {.window_words = 1 + static_cast<uint32_t>(random.Below(12)),
                                       .hash_seed = random.Next()};
    ExpectAsReference(documents, options, true);
    if (HasFatalFailure()) FAIL() << "round " << round;
  }
}

// Documents made of pieces of others, of themselves and of rows, as long as windows and longer.
TEST(LongRepeatTest, EqualsSuffixArrayOnCopiesAndPeriods) {
  Random random(2);
  for (int round = 0; round < 150; ++round) {
    Sequences documents(1 + random.Below(8));
    uint32_t fresh = 1000;
    for (size_t d = 0; d < documents.size(); ++d) {
      std::vector<uint32_t>& document = documents[d];
      for (uint64_t pieces = random.Below(8); pieces > 0; --pieces) {
        const std::vector<uint32_t> from = documents[random.Below(d + 1)];
        const uint64_t kind = random.Below(4);
        const size_t size = random.Below(150);
        if (kind == 0 || from.empty()) {
          for (size_t i = 0; i < size; ++i) document.push_back(fresh++);
        } else if (kind == 1) {
          const std::vector<uint32_t> row = Row(size, 1 + random.Below(60));
          document.insert(document.end(), row.begin(), row.end());
        } else {
          const size_t begin = random.Below(from.size());
          for (size_t i = begin; i < std::min(from.size(), begin + size); ++i) {
            document.push_back(random.Below(120) == 0 ? fresh++ : from[i]);
          }
        }
      }
    }
    const LongRepeatOptions options = {.window_words = 20 + static_cast<uint32_t>(random.Below(40)),
                                       .hash_seed = random.Next()};
    ExpectAsReference(documents, options, round % 5 == 0);
    if (HasFatalFailure()) FAIL() << "round " << round;
  }
}

TEST(LongRepeatTest, RowsOfEveryPeriod) {
  for (const size_t period : std::vector<size_t>{1, 2, 7, 33, 49, 50, 51, 120}) {
    ExpectAsReference({Row(3000, period), Row(700, period)}, {}, false);
  }
}

// Longer than what is cut into seeds at once.
TEST(LongRepeatTest, ALongDocumentTwice) {
  Random random(3);
  std::vector<uint32_t> words(100'000);
  for (uint32_t& word : words) word = static_cast<uint32_t>(random.Below(5000));
  std::vector<uint32_t> shifted(words.begin() + 12'345, words.end());
  shifted[50'000] = 9999;
  const LongRepeats found = Find(TextsOf({words, shifted}), {});
  EXPECT_THAT(found.repeats, ElementsAre(LongRepeat{1, 0, 50'000, 0, 12'345},
                                         LongRepeat{1, 50'001, 37'654, 0, 62'346}));
}

TEST(LongRepeatTest, OneSentenceVeryOften) {
  const size_t times = 100'000;
  const LongRepeats found = Find(TextsOf({Row(12 * times, 12)}), {});
  EXPECT_THAT(found.repeats, ElementsAre(LongRepeat{0, 60, 12 * times - 60, 0, 0}));
}

TEST(LongRepeatTest, OneDocumentVeryOften) {
  const LongRepeats found = Find(TextsOf(Sequences(20'000, Row(60, 100))), {});
  ASSERT_EQ(found.repeats.size(), 19'999U);
  for (uint32_t i = 1; i < 20'000; ++i) {
    ASSERT_EQ(found.repeats[i - 1], (LongRepeat{i, 0, 60, 0, 0}));
  }
}

std::vector<std::string> RealTexts() {
  std::vector<std::string> texts;
  const auto folder = testing::DataFolder();
  if (!folder) return texts;
  for (const char* const set : {"licence-texts", "terms-versions-dev", "senate-press-2005h1",
                                "aozora-dev", "thaigov-dev", "udhr"}) {
    const auto records = testing::ReadTexts(*folder / absl::StrCat(set, ".docs.jsonl.xz"), 150);
    EXPECT_TRUE(records.ok()) << records.status();
    if (!records.ok()) continue;
    size_t bytes = 0;
    for (const testing::TextRecord& record : *records) {
      if ((bytes += record.text.size()) > 300'000) break;
      texts.push_back(record.text);
    }
  }
  return texts;
}

TEST(LongRepeatTest, EqualsSuffixArrayOnRealTexts) {
  const std::vector<std::string> texts = RealTexts();
  if (texts.empty()) GTEST_SKIP() << testing::kNoDataMessage;
  const Sequences documents = SequencesOf(texts);
  for (const uint32_t window_words : {10U, 50U}) {
    const std::vector<LongRepeat> expected = FindLongRepeatsBySuffixArray(documents, window_words);
    ASSERT_GT(expected.size(), 100U);
    EXPECT_EQ(Find(texts, {.window_words = window_words}).repeats, expected);
  }
}

// Texts that need all that is there: copies, rows, mixed contexts.
std::vector<std::string> ManyTexts() {
  Random random(4);
  Sequences documents(400);
  for (size_t d = 0; d < documents.size(); ++d) {
    const size_t size = random.Below(d % 50 == 0 ? 20'000 : 1500);
    const std::vector<uint32_t> from = documents[random.Below(d + 1)];
    for (size_t i = 0; i < size; ++i) {
      const bool copy = i < from.size() && random.Below(80) > 0;
      documents[d].push_back(copy ? from[i] : static_cast<uint32_t>(random.Below(2000)));
    }
  }
  return TextsOf(documents);
}

TEST(LongRepeatTest, ThreadsPartsAndTargetsMakeNoDifference) {
  const std::vector<std::string> texts = ManyTexts();
  const std::vector<LongRepeat> expected = FindLongRepeatsBySuffixArray(SequencesOf(texts), 50);
  ASSERT_GT(expected.size(), 500U);
  for (const int threads : {1, 2, 5}) {
    for (const uint32_t parts : {1U, 2U, 7U}) {
      EXPECT_EQ(Find(texts, {.parts = parts}, threads).repeats, expected)
          << threads << ", " << parts;
    }
  }
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    EXPECT_EQ(Find(texts, {}).repeats, expected) << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(LongRepeatTest, ATextThatCannotBeReadIsAnError) {
  const std::vector<std::string> texts = ManyTexts();
  for (const int threads : {1, 3}) {
    for (const uint32_t bad : {0U, 77U, 399U}) {
      const auto read = [&](uint32_t document) -> absl::StatusOr<std::string_view> {
        if (document == bad) return absl::DataLossError("gone");
        return texts[document];
      };
      EXPECT_EQ(FindLongRepeats(400, read, {}, threads).status(), absl::DataLossError("gone"));
    }
  }
}

// A text may be lost only after it was read once: every later reading is checked, too.
TEST(LongRepeatTest, ATextThatIsLostMeanwhileIsAnError) {
  const std::vector<std::string> texts = {"a b c d", "a b c d"};
  int calls = 0;
  const auto read = [&](uint32_t document) -> absl::StatusOr<std::string_view> {
    if (calls-- == 0) return absl::DataLossError("gone");
    return texts[document];
  };
  for (const int good_calls : {0, 1, 2, 3}) {
    calls = good_calls;
    EXPECT_EQ(FindLongRepeats(2, read, {.window_words = 3}).status(), absl::DataLossError("gone"));
  }
  calls = 4;
  EXPECT_TRUE(FindLongRepeats(2, read, {.window_words = 3}).ok());
}

TEST(LongRepeatTest, WordsThatOnlyHaveOneHashAreNotTold) {
  const std::string word = "sixteenlettersof";
  const std::string other = "itejsewaxltmalcl";  // by solving the sum of text/word_hash.h for it
  ASSERT_NE(word, other);
  ASSERT_EQ(HashWord(word, WordHashKeys(0)), HashWord(other, WordHashKeys(0)));
  const std::string with_word = absl::StrCat("a b c d ", word, " e f g h");
  const std::string with_other = absl::StrCat("a b c d ", other, " e f g h");
  const LongRepeats found = Find({with_word, with_other}, {.window_words = 3});
  EXPECT_THAT(found.repeats, ElementsAre(LongRepeat{1, 0, 4, 0, 0}, LongRepeat{1, 5, 4, 0, 5}));
  EXPECT_EQ(found.false_proposals, 3U);  // the windows with that word
}

TEST(RepeatedWordsTest, JoinsWhatOverlapsOrTouches) {
  const std::vector<LongRepeat> repeats = {
      {4, 0, 5, 0, 0}, {4, 3, 6, 1, 0}, {4, 9, 5, 2, 0}, {4, 20, 5, 0, 7}};
  EXPECT_THAT(RepeatedWords(repeats), ElementsAre(Span{0, 14}, Span{20, 25}));
  EXPECT_THAT(RepeatedWords({}), IsEmpty());
}

}  // namespace
}  // namespace twicetold
