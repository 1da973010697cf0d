#include "twicetold/sketch/sketch.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "tests/reference/sketch_reference.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/base/simd.h"

namespace twicetold {
namespace {

using ::testing::Each;
using ::testing::HasSubstr;
using ::twicetold::testing::MakeSetPair;
using Hashes = std::vector<uint64_t>;
using Signature = std::vector<uint16_t>;

constexpr SketchMethod kMethods[] = {SketchMethod::kOnePermutation, SketchMethod::kClassic};

Signature Sketch(const Sketcher& sketcher, const Hashes& hashes) {
  Signature signature(sketcher.options().size, 0xabcd);
  sketcher.Sketch(hashes, signature);
  return signature;
}

Sketcher Make(SketchMethod method, uint32_t size, uint64_t seed) {
  return Sketcher::Create({method, size, seed}).value();
}

Hashes RandomHashes(size_t count, Random& random) { return MakeSetPair(0, count, 0, random).a; }

TEST(SketchMethodTest, NamesRoundTrip) {
  for (const SketchMethod method : kMethods) {
    EXPECT_EQ(SketchMethodFromName(SketchMethodName(method)).value(), method);
  }
  const absl::Status status = SketchMethodFromName("simhash").status();
  EXPECT_EQ(status.code(), absl::StatusCode::kInvalidArgument);
  EXPECT_THAT(std::string(status.message()), HasSubstr("'simhash'"));
  EXPECT_THAT(std::string(status.message()), HasSubstr("'classic'"));
}

TEST(SketcherTest, RefusesSizesThatMakeNoSense) {
  for (const uint32_t size : {0U, 8U, 15U, 100U, 127U, 1025U, 2048U}) {
    const auto sketcher = Sketcher::Create({SketchMethod::kOnePermutation, size, 0});
    EXPECT_EQ(sketcher.status().code(), absl::StatusCode::kInvalidArgument) << size;
    EXPECT_THAT(std::string(sketcher.status().message()), HasSubstr(std::to_string(size)));
  }
  EXPECT_FALSE(Sketcher::Create({SketchMethod::kClassic, 15, 0}).ok());
  EXPECT_TRUE(Sketcher::Create({SketchMethod::kClassic, 100, 0}).ok());
  for (uint32_t size = 16; size <= 1024; size *= 2) {
    EXPECT_TRUE(Sketcher::Create({SketchMethod::kOnePermutation, size, 0}).ok()) << size;
  }
}

TEST(SketcherTest, EqualsTheLiteralReadingOfItsDefinition) {
  Random random(1);
  for (const uint32_t size : {16U, 32U, 64U, 128U, 256U, 512U, 1024U}) {
    for (const size_t count : {1U, 2U, 3U, 7U, 40U, 128U, 500U, 3000U, 5000U, 20000U}) {
      const Hashes hashes = RandomHashes(count, random);
      const uint64_t seed = random.Next();
      const Signature expected = reference::SketchOnePermutation(hashes, size, seed);
      const Sketcher sketcher = Make(SketchMethod::kOnePermutation, size, seed);
      for (const std::string& target : SimdTargets()) {
        ASSERT_TRUE(ForceSimdTarget(target).ok());
        EXPECT_EQ(Sketch(sketcher, hashes), expected)
            << size << " bins, " << count << " hashes, on " << target;
      }
      ASSERT_TRUE(ForceSimdTarget("auto").ok());
      if (count <= 500) {
        EXPECT_EQ(Sketch(Make(SketchMethod::kClassic, size, seed), hashes),
                  reference::SketchClassic(hashes, size, seed));
      }
    }
  }
}

TEST(SketcherTest, SeveralSetsAtOnceHaveTheSignaturesOfEach) {
  Random random(7);
  for (const uint32_t size : {16U, 64U, 128U, 256U, 512U}) {
    const Sketcher sketcher = Make(SketchMethod::kOnePermutation, size, 3);
    Hashes hashes;
    std::vector<size_t> begins = {0};
    Signature expected;
    for (int set = 0; set < 50; ++set) {
      const size_t count = set % 5 == 0 ? 1 : 1 + random.Below(set == 21 ? 9000 : 200);
      const Hashes some = RandomHashes(count, random);
      hashes.insert(hashes.end(), some.begin(), some.end());
      begins.push_back(hashes.size());
      const Signature signature = reference::SketchOnePermutation(some, size, 3);
      expected.insert(expected.end(), signature.begin(), signature.end());
    }
    Signature signatures(expected.size());
    for (const std::string& target : SimdTargets()) {
      ASSERT_TRUE(ForceSimdTarget(target).ok());
      std::ranges::fill(signatures, uint16_t{0});
      sketcher.SketchAll(hashes, begins, signatures);
      EXPECT_EQ(signatures, expected) << size << " bins, on " << target;
    }
    ASSERT_TRUE(ForceSimdTarget("auto").ok());
  }
  const Sketcher classic = Make(SketchMethod::kClassic, 100, 3);
  const Hashes hashes = RandomHashes(30, random);
  Signature signatures(300);
  classic.SketchAll(hashes, std::vector<size_t>{0, 1, 12, 30}, signatures);
  for (const auto& [set, begin, end] : {std::array{0, 0, 1}, {1, 1, 12}, {2, 12, 30}}) {
    const Signature alone = Sketch(classic, Hashes(hashes.begin() + begin, hashes.begin() + end));
    EXPECT_TRUE(std::equal(alone.begin(), alone.end(), signatures.begin() + 100 * set)) << set;
  }
  classic.SketchAll({}, {}, {});
}

// Beyond some thousand hashes those too great for any bin are sifted out before: not while a bin is
// empty, whatever the values.
TEST(SketcherTest, LongSetsThatLeaveBinsEmptyLoseNothing) {
  Random random(5);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    const Sketcher sketcher = Make(SketchMethod::kOnePermutation, 128, 3);
    Hashes hashes;
    for (int i = 0; i < 9000; ++i) hashes.push_back(random.Next() >> 1);  // the lower half of bins
    hashes.push_back(~uint64_t{0});                                       // and the last one
    EXPECT_EQ(Sketch(sketcher, hashes), reference::SketchOnePermutation(hashes, 128, 3)) << target;
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(SketcherTest, ExtremeHashesFillTheirBins) {
  constexpr uint64_t kOnes = std::numeric_limits<uint64_t>::max();
  const Sketcher sketcher = Make(SketchMethod::kOnePermutation, 128, 3);
  for (const Hashes& hashes : {Hashes{0}, Hashes{kOnes}, Hashes{kOnes - 1}, Hashes{0, kOnes},
                               Hashes{0xffffffff}, Hashes{0xffffffff, 0xfffffffe}}) {
    EXPECT_EQ(Sketch(sketcher, hashes), reference::SketchOnePermutation(hashes, 128, 3));
  }
  // All ones would mean "empty": the value is lowered by one instead.
  EXPECT_EQ(Sketch(sketcher, {kOnes}), Sketch(sketcher, {kOnes - 1}));
}

// Such a hash is noticed wherever it stands among others, also where its bin has nothing else.
TEST(SketcherTest, AHashThatLooksEmptyFillsItsBinFromEveryPlace) {
  Random random(6);
  for (const std::string& target : SimdTargets()) {
    ASSERT_TRUE(ForceSimdTarget(target).ok());
    const Sketcher sketcher = Make(SketchMethod::kOnePermutation, 128, 3);
    for (const size_t count : {1U, 7U, 8U, 9U, 27U, 5000U}) {
      Hashes others;
      for (size_t i = 0; i < count; ++i) others.push_back(random.Next() >> 1);
      for (size_t place = 0; place <= std::min<size_t>(count, 30); ++place) {
        Hashes hashes = others;
        hashes.insert(hashes.end() - static_cast<ptrdiff_t>(place), 0xf0000000ffffffffU);
        EXPECT_EQ(Sketch(sketcher, hashes), reference::SketchOnePermutation(hashes, 128, 3))
            << count << " others, " << place << " of them behind it, on " << target;
      }
    }
  }
  ASSERT_TRUE(ForceSimdTarget("auto").ok());
}

TEST(SketcherTest, OneElementFillsEveryDigest) {
  const Signature signature =
      Sketch(Make(SketchMethod::kOnePermutation, 1024, 5), {0x123456789abcdef0});
  EXPECT_THAT(signature, Each(signature[0]));
}

TEST(SketcherTest, EmptySetIsAllZeros) {
  for (const SketchMethod method : kMethods) {
    EXPECT_THAT(Sketch(Make(method, 64, 1), {}), Each(0));
  }
}

TEST(SketcherTest, OrderAndRepetitionDoNotMatter) {
  Random random(2);
  for (const SketchMethod method : kMethods) {
    const Sketcher sketcher = Make(method, 128, 9);
    for (const size_t count : {1U, 2U, 10U, 300U}) {
      Hashes hashes = RandomHashes(count, random);
      const Signature signature = Sketch(sketcher, hashes);
      for (size_t i = count - 1; i >= 1; --i) std::swap(hashes[i], hashes[random.Below(i + 1)]);
      EXPECT_EQ(Sketch(sketcher, hashes), signature);
      for (size_t i = 0; i < count; ++i) hashes.push_back(hashes[random.Below(count)]);
      EXPECT_EQ(Sketch(sketcher, hashes), signature);
      EXPECT_EQ(EstimateResemblance(signature, signature), 1.0);
    }
  }
}

TEST(SketcherTest, SeedChangesTheSignature) {
  Random random(3);
  const Hashes hashes = RandomHashes(20, random);
  for (const SketchMethod method : kMethods) {
    EXPECT_NE(Sketch(Make(method, 128, 1), hashes), Sketch(Make(method, 128, 2), hashes));
    EXPECT_EQ(Sketch(Make(method, 128, 1), hashes), Sketch(Make(method, 128, 1), hashes));
  }
}

TEST(EstimateTest, CorrectsForDigestsEqualByChance) {
  Signature a(128);
  Signature b(128);
  for (size_t i = 0; i < 128; ++i) {
    a[i] = static_cast<uint16_t>(i);
    b[i] = static_cast<uint16_t>(i < 64 ? i : i + 1000);
  }
  EXPECT_EQ(EstimateResemblance(a, a), 1.0);
  EXPECT_NEAR(EstimateResemblance(a, b), 0.5, 1e-5);
  EXPECT_LT(EstimateResemblance(a, b), 0.5);
  EXPECT_EQ(EstimateResemblance(a, Signature(128, 0xffff)), 0.0);  // clamped
  EXPECT_EQ(EstimateResemblance(Signature{}, Signature{}), 0.0);
}

TEST(EstimateTest, StandardError) {
  EXPECT_EQ(EstimateStandardError(0.0, 128), 0.0);
  EXPECT_EQ(EstimateStandardError(1.0, 128), 0.0);
  EXPECT_DOUBLE_EQ(EstimateStandardError(0.5, 100), 0.05);
  EXPECT_DOUBLE_EQ(EstimateStandardError(0.8, 64), 0.05);
}

}  // namespace
}  // namespace twicetold
