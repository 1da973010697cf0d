// The whole way from text to verified pairs on real press releases: joint releases and form
// letters, the hard case of near-identical texts about different things.

#include <gtest/gtest.h>

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

#include "tests/support/data.h"
#include "tests/support/table.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr size_t kDocuments = 9008;  // all
constexpr size_t kCounted = 3000;    // as many as the slow way is quick enough for
constexpr size_t kWordsPerShingle = 5;
constexpr double kThreshold = 0.8;

using Sets = std::vector<std::vector<uint64_t>>;

class RealTextsTest : public ::testing::Test {
 protected:
  // Read and shingled once for all tests.
  static void SetUpTestSuite() {
    const std::optional<std::filesystem::path> data = testing::DataFolder();
    if (!data) return;
    const auto texts = testing::ReadTexts(*data / "senate-press-2005h1.docs.jsonl.xz", kDocuments);
    const auto pairs = testing::ReadTable(*data / "senate-press-2005h1.exact-pairs.tsv.xz");
    ASSERT_TRUE(texts.ok() && pairs.ok()) << texts.status() << " " << pairs.status();
    for (const testing::TextRecord& record : *texts) {
      const Words words = SplitWords(record.text, 0);
      index_of.emplace(record.id, static_cast<uint32_t>(sets.size()));
      sets.push_back(DistinctShingles(ShingleWords(words.hashes(), kWordsPerShingle)));
    }
    known_pairs = *pairs;
  }

  void SetUp() override {
    if (sets.empty()) GTEST_SKIP() << testing::kNoDataMessage;
  }

  // The first ones.
  static std::span<const std::vector<uint64_t>> Some() { return std::span(sets).first(kCounted); }

  static inline Sets sets;
  static inline std::map<std::string, uint32_t> index_of;
  static inline std::vector<std::vector<std::string>> known_pairs;
};

// The pairs by counting shared shingles through full postings: no filter, no bound.
std::vector<VerifiedPair> PairsByCounting(std::span<const std::vector<uint64_t>> sets) {
  std::unordered_map<uint64_t, std::vector<uint32_t>> postings;
  std::vector<VerifiedPair> pairs;
  for (uint32_t later = 0; later < sets.size(); ++later) {
    std::vector<uint64_t> shared(later, 0);
    for (const uint64_t shingle : sets[later]) {
      for (const uint32_t earlier : postings[shingle]) ++shared[earlier];
      postings[shingle].push_back(later);
    }
    for (uint32_t earlier = 0; earlier < later; ++earlier) {
      const uint64_t count = shared[earlier];
      const Overlap overlap = {count, sets[earlier].size() - count, sets[later].size() - count};
      if (count > 0 && overlap.Resemblance() >= kThreshold) {
        pairs.push_back({earlier, later, overlap});
      }
    }
  }
  std::sort(pairs.begin(), pairs.end());
  return pairs;
}

TEST_F(RealTextsTest, ExhaustiveJoinFindsEveryPair) {
  const std::vector<VerifiedPair> pairs = JoinExhaustively(Some(), kThreshold);
  EXPECT_EQ(pairs, PairsByCounting(Some()));
  EXPECT_GT(pairs.size(), 100U);
}

// All pairs from .5 that the table has, and no others, but for what the word rules differ by.
TEST_F(RealTextsTest, ExhaustiveJoinFindsTheKnownPairs) {
  constexpr double kTolerance = 0.02;
  std::map<std::pair<uint32_t, uint32_t>, double> known;
  for (const std::vector<std::string>& row : known_pairs) {
    ASSERT_GE(row.size(), 3U);
    const auto a = index_of.find(row[0]);
    const auto b = index_of.find(row[1]);
    if (a == index_of.end() || b == index_of.end()) continue;
    known[std::minmax(a->second, b->second)] = std::stod(row[2]);
  }
  ASSERT_GT(known.size(), 6000U);
  for (const double threshold : {0.5, 0.8}) {
    std::map<std::pair<uint32_t, uint32_t>, double> ours;
    for (const VerifiedPair& pair : JoinExhaustively(sets, threshold, 2)) {
      ours[{pair.a, pair.b}] = pair.overlap.Resemblance();
    }
    size_t expected = 0;
    size_t missed = 0;
    for (const auto& [pair, resemblance] : known) {
      if (resemblance < threshold) continue;
      ++expected;
      missed += ours.contains(pair) ? 0U : 1U;
      EXPECT_TRUE(ours.contains(pair) || resemblance < threshold + kTolerance) << resemblance;
    }
    size_t more = 0;
    for (const auto& [pair, resemblance] : ours) {
      const auto it = known.find(pair);
      if (it != known.end() && it->second >= threshold) continue;
      ++more;
      EXPECT_LT(resemblance, threshold + kTolerance);
    }
    std::printf("from %.1f: %zu known pairs, %zu found; %zu below it there, %zu above it there\n",
                threshold, expected, ours.size(), more, missed);
  }
}

TEST_F(RealTextsTest, BandsRecallWhatTheyPromise) {
  const SketchOptions options;
  const Sketcher sketcher = Sketcher::Create(options).value();
  const BandPlan plan = SolveBandPlan(kThreshold, 0.98, options.size).value();
  std::vector<uint16_t> signatures(sets.size() * options.size);
  const auto signature = [&](size_t i) {
    return std::span(signatures).subspan(i * options.size, options.size);
  };
  for (size_t i = 0; i < sets.size(); ++i) sketcher.Sketch(sets[i], signature(i));
  const BucketResult result = JoinBuckets(signatures, options.size, plan, {});
  const std::vector<VerifiedPair> pairs = JoinExhaustively(sets, kThreshold);
  size_t found = 0;
  double squares = 0.0;
  for (const VerifiedPair& pair : pairs) {
    found += std::binary_search(result.candidates.begin(), result.candidates.end(),
                                Candidate{pair.a, pair.b})
                 ? 1U
                 : 0U;
    const double error =
        EstimateResemblance(signature(pair.a), signature(pair.b)) - pair.overlap.Resemblance();
    squares += error * error;
  }
  const double recall = static_cast<double>(found) / static_cast<double>(pairs.size());
  const double rmse = std::sqrt(squares / static_cast<double>(pairs.size()));
  std::printf(
      "%zu texts, %zu pairs, %zu candidates, %lu hot buckets, largest %lu; "
      "%ux%u recall %.4f; estimate off by %.4f (root mean square)\n",
      sets.size(), pairs.size(), result.candidates.size(),
      static_cast<unsigned long>(result.hot_buckets),
      static_cast<unsigned long>(result.largest_bucket), plan.bands, plan.rows, recall, rmse);
  EXPECT_GE(recall, 0.97);
  EXPECT_LE(rmse, EstimateStandardError(kThreshold, options.size));
}

// The table's word rule differs a little from ours, hence the tolerance.
TEST_F(RealTextsTest, ResemblanceAgreesWithTheKnownPairs) {
  size_t compared = 0;
  size_t agree = 0;
  double worst = 0.0;
  for (const std::vector<std::string>& row : known_pairs) {
    ASSERT_GE(row.size(), 3U);
    const auto a = index_of.find(row[0]);
    const auto b = index_of.find(row[1]);
    if (a == index_of.end() || b == index_of.end()) continue;
    const double ours = CountOverlap(sets[a->second], sets[b->second]).Resemblance();
    const double difference = std::abs(ours - std::stod(row[2]));
    ++compared;
    agree += difference <= 0.02 ? 1U : 0U;
    worst = std::max(worst, difference);
  }
  std::printf("%zu known pairs, %zu within .02, worst %.7f\n", compared, agree, worst);
  ASSERT_GT(compared, 100U);
  EXPECT_GE(static_cast<double>(agree), 0.99 * static_cast<double>(compared));
}

}  // namespace
}  // namespace twicetold
