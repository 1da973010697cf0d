#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "tests/support/random_sets.h"
#include "twicetold/base/random.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

using Sets = std::vector<std::vector<uint64_t>>;

// Shingles in order of position to a set, as verification does it.
void AddSetBuilding(size_t bytes) {
  const bool real = HaveRealTexts();
  AddRow(RowName("set_building", NameOf(Kind::kAscii, real), bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, bytes);
    TextShingler shingler((Recipe()));
    Sets lists;
    size_t count = 0;
    for (size_t i = 0; i < std::min<size_t>(texts.views.size(), 5000); ++i) {
      shingler.Shingle(texts.views[i], lists.emplace_back());
      count += lists.back().size();
    }
    std::vector<uint64_t> set;
    std::vector<uint64_t> scratch;
    const auto build = [&](const std::vector<uint64_t>& list) {
      set.assign(list.begin(), list.end());
      DistinctShingles(set, scratch);
    };
    for (const std::vector<uint64_t>& list : lists) {
      build(list);
      std::vector<uint64_t> slowly = list;
      std::sort(slowly.begin(), slowly.end());
      slowly.erase(std::unique(slowly.begin(), slowly.end()), slowly.end());
      Require(set == slowly, "a set");
    }
    for (auto _ : state) {
      for (const std::vector<uint64_t>& list : lists) {
        build(list);
        benchmark::DoNotOptimize(set.data());
      }
    }
    Count(state, count * sizeof(uint64_t), count);
  });
}

// The merge that everybody writes, without a branch on the data: what vectors are held against.
size_t SharedByMerging(std::span<const uint64_t> a, std::span<const uint64_t> b) {
  size_t shared = 0;
  for (size_t i = 0, j = 0; i < a.size() && j < b.size();) {
    const uint64_t x = a[i];
    const uint64_t y = b[j];
    shared += x == y ? 1U : 0U;
    i += x <= y ? 1U : 0U;
    j += y <= x ? 1U : 0U;
  }
  return shared;
}

// 64 pairs of sets of `size` numbers that resemble each other by `tenths` of one: near the core,
// where verification has them, having just made them.
void MakePairs(size_t size, size_t tenths, Sets& a, Sets& b) {
  Random random(1);
  const size_t shared = 2 * size * tenths / (10 + tenths);
  for (int pair = 0; pair < 64; ++pair) {
    testing::SetPair made = testing::MakeSetPair(shared, size - shared, size - shared, random);
    a.push_back(DistinctShingles(std::move(made.a)));
    b.push_back(DistinctShingles(std::move(made.b)));
    std::vector<uint64_t> both;
    std::set_intersection(a.back().begin(), a.back().end(), b.back().begin(), b.back().end(),
                          std::back_inserter(both));
    Require(CountOverlap(a.back(), b.back()).shared == both.size() &&
                SharedByMerging(a.back(), b.back()) == both.size(),
            "an intersection");
  }
}

void AddIntersection(const std::string& stage, size_t size, size_t tenths,
                     size_t (*shared)(std::span<const uint64_t>, std::span<const uint64_t>)) {
  const std::string name =
      stage + "/" + std::to_string(size) + "/alike-0." + std::to_string(tenths);
  AddRow(name, [=](benchmark::State& state) {
    Sets a;
    Sets b;
    MakePairs(size, tenths, a, b);
    for (auto _ : state) {
      for (size_t pair = 0; pair < a.size(); ++pair) {
        benchmark::DoNotOptimize(shared(a[pair], b[pair]));
      }
    }
    Count(state, a.size() * 2 * size * sizeof(uint64_t), a.size());
  });
}

}  // namespace

std::vector<std::vector<uint64_t>> SetsOf(std::span<const std::string_view> texts) {
  Sets sets;
  for (const std::string_view text : texts) {
    sets.push_back(DistinctShingles(ShingleWords(SplitWords(text, 0).hashes(), kShingleWords)));
  }
  return sets;
}

void RegisterSets() {
  for (const size_t bytes : kDocumentBytes) AddSetBuilding(bytes);
  for (const size_t size : {45U, 400U, 1000U}) {
    for (const size_t tenths : {1U, 8U}) {
      AddIntersection("intersection", size, tenths,
                      [](std::span<const uint64_t> a, std::span<const uint64_t> b) -> size_t {
                        return CountOverlap(a, b).shared;
                      });
      AddIntersection("merge", size, tenths, SharedByMerging);
    }
  }
}

}  // namespace twicetold::bench
