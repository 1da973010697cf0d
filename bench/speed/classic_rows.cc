#include <benchmark/benchmark.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/speed/classic.h"
#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "twicetold/base/random.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

// The textbook's shingles are as many as ours, and of its candidates most are pairs indeed.
void CheckTextbook(const TextbookMinHash& textbook, const Texts& texts) {
  const std::span<const std::string_view> few =
      std::span(texts.views).first(std::min<size_t>(texts.views.size(), 1000));
  TextShingler shingler((Recipe()));
  std::vector<uint64_t> shingles;
  for (const std::string_view text : few) {
    shingler.Shingle(text, shingles);
    Require(TextbookMinHash::Shingles(text).size() == shingles.size(),
            "the textbook's count of shingles");
  }
  const std::vector<std::vector<uint64_t>> sets = SetsOf(few);
  const auto candidates = textbook.Candidates(few);
  for (const VerifiedPair& pair : JoinExhaustively(sets, 0.95)) {
    Require(std::binary_search(candidates.begin(), candidates.end(), std::pair(pair.a, pair.b)),
            "a pair of the textbook's");
  }
}

void AddTextbook(bool real) {
  const std::string text = NameOf(Kind::kAscii, real);
  AddRow(RowName("textbook_sketch", text, 2600), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, 2600);
    const TextbookMinHash textbook;
    CheckTextbook(textbook, texts);
    for (auto _ : state) {
      for (const std::string_view view : texts.views) {
        benchmark::DoNotOptimize(textbook.Sketch(view).data());
      }
    }
    Count(state, texts.bytes, texts.views.size());
  })->Iterations(1);
  AddRow(RowName("textbook_end_to_end", text, 2600), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, 2600);
    const TextbookMinHash textbook;
    for (auto _ : state) benchmark::DoNotOptimize(textbook.Candidates(texts.views).data());
    Count(state, texts.bytes, texts.views.size());
  })->Iterations(1);
}

// Our words and shingles, then the classic kernel.
void AddClassicSketch(bool real) {
  AddRow(RowName("classic_sketch", NameOf(Kind::kAscii, real), 2600), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, 2600);
    Random random(1);
    std::array<uint64_t, kPermutations> multipliers;
    std::array<uint64_t, kPermutations> offsets;
    std::array<uint64_t, kPermutations> least;
    for (size_t i = 0; i < kPermutations; ++i) {
      multipliers[i] = random.Next() | 1U;
      offsets[i] = random.Next();
    }
    TextShingler shingler((Recipe()));
    std::vector<uint64_t> shingles;
    shingler.Shingle(texts.views.front(), shingles);
    LeastOfPermutations(shingles, multipliers.data(), offsets.data(), least.data());
    for (size_t i = 0; i < kPermutations; ++i) {
      uint64_t wanted = std::numeric_limits<uint64_t>::max();
      for (const uint64_t x : shingles) wanted = std::min(wanted, x * multipliers[i] + offsets[i]);
      Require(least[i] == wanted, "the least of a permutation");
    }
    for (auto _ : state) {
      for (const std::string_view text : texts.stream) {
        shingler.Shingle(text, shingles);
        LeastOfPermutations(shingles, multipliers.data(), offsets.data(), least.data());
        benchmark::DoNotOptimize(least.data());
      }
    }
    Count(state, texts.stream_bytes, texts.stream.size());
  });
}

}  // namespace

void RegisterClassic() {
  AddTextbook(HaveRealTexts());
  AddClassicSketch(HaveRealTexts());
}

}  // namespace twicetold::bench
