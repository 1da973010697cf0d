#ifndef TWICETOLD_TESTS_TEXT_WORDS_AS_REFERENCE_H_
#define TWICETOLD_TESTS_TEXT_WORDS_AS_REFERENCE_H_

// The words of a text, held against the reference on every target.

#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "twicetold/base/simd.h"
#include "twicetold/text/words.h"

namespace twicetold {

inline constexpr uint64_t kSeed = 7;

inline void ExpectAsReference(std::string_view text) {
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

}  // namespace twicetold

#endif  // TWICETOLD_TESTS_TEXT_WORDS_AS_REFERENCE_H_
