#include "twicetold/shingle/minimizer.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <vector>

#include "twicetold/base/random.h"

namespace twicetold {
namespace {

using ::testing::IsEmpty;

// The place of each window's minimizer.
using Places = std::vector<size_t>;

Places PlacesOf(std::span<const uint64_t> hashes, size_t window, Minimizers& minimizers) {
  Places places;
  minimizers.ForEach(hashes, window, [&](size_t place, size_t first, size_t last) {
    EXPECT_EQ(first, places.size());
    EXPECT_LE(first, last);
    if (!places.empty()) {
      EXPECT_NE(places.back(), place);
    }
    places.resize(last + 1, place);
  });
  return places;
}

Places PlacesByLooking(std::span<const uint64_t> hashes, size_t window) {
  Places places;
  for (size_t begin = 0; begin + window <= hashes.size(); ++begin) {
    const auto least =
        std::min_element(hashes.begin() + static_cast<std::ptrdiff_t>(begin),
                         hashes.begin() + static_cast<std::ptrdiff_t>(begin + window));
    places.push_back(static_cast<size_t>(least - hashes.begin()));
  }
  return places;
}

TEST(MinimizersTest, AreTheLeftmostLeastOfEachWindow) {
  Random random(1);
  Minimizers minimizers;
  for (int round = 0; round < 2000; ++round) {
    std::vector<uint64_t> hashes(random.Below(120));
    const uint64_t bound = round % 3 == 0 ? 3 : UINT64_MAX;
    for (uint64_t& hash : hashes) {
      hash = random.Below(bound);
      if (random.Below(5) == 0) hash = UINT64_MAX;
    }
    const size_t window = 1 + random.Below(40);
    ASSERT_EQ(PlacesOf(hashes, window, minimizers), PlacesByLooking(hashes, window));
  }
}

TEST(MinimizersTest, FollowRisingFallingAndEqualHashes) {
  Minimizers minimizers;
  for (const uint64_t step : {uint64_t{0}, uint64_t{1}, ~uint64_t{0}}) {
    std::vector<uint64_t> hashes = {1000};
    for (int i = 0; i < 500; ++i) hashes.push_back(hashes.back() + step);
    ASSERT_EQ(PlacesOf(hashes, 34, minimizers), PlacesByLooking(hashes, 34));
  }
}

TEST(MinimizersTest, ThereAreNoneWithoutAWholeWindow) {
  Minimizers minimizers;
  EXPECT_THAT(PlacesOf({}, 1, minimizers), IsEmpty());
  EXPECT_THAT(PlacesOf(std::vector<uint64_t>{1, 2, 3}, 4, minimizers), IsEmpty());
}

TEST(MinimizersTest, AreFew) {
  Random random(2);
  std::vector<uint64_t> hashes(100'000);
  for (uint64_t& hash : hashes) hash = random.Next();
  size_t count = 0;
  Minimizers().ForEach(hashes, 34, [&](size_t, size_t, size_t) { ++count; });
  EXPECT_NEAR(static_cast<double>(count), 2.0 / 35 * 100'000, 150);
}

}  // namespace
}  // namespace twicetold
