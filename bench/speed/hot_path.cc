// From bytes to verified pairs, each stage alone and all of them, beside what the machine can read.
//
// The floor is measured first and in the same run; the counter `of_read` of every row over texts is
// its speed as a share of it. Every stage's result is checked against the slow way before the clock
// starts; a difference ends the run.

#include <benchmark/benchmark.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "bench/speed/made_documents.h"
#include "tests/support/data.h"
#include "twicetold/base/random.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kBytes = size_t{24} << 20;  // of a set of documents

void Require(bool holds, const char* what) {
  if (holds) return;
  std::fprintf(stderr, "hot_path: %s is not what the slow way gives\n", what);
  std::exit(1);
}

// Bytes a second that one core reads from memory, the best of several goes.
double ReadFloor() {
  static const double floor = [] {
    const std::vector<uint64_t> numbers(size_t{1} << 25, 1);
    double best = 0;
    for (int round = 0; round < 7; ++round) {
      const auto begin = std::chrono::steady_clock::now();
      uint64_t sums[4] = {0, 0, 0, 0};
      for (size_t i = 0; i < numbers.size(); i += 4) {
        for (size_t lane = 0; lane < 4; ++lane) sums[lane] += numbers[i + lane];
      }
      benchmark::DoNotOptimize(sums);
      const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
      best = std::max(best, static_cast<double>(numbers.size() * 8) / taken.count());
    }
    return best;
  }();
  return floor;
}

struct Texts {
  std::vector<std::string> owned;
  std::vector<std::string_view> views;
  size_t bytes = 0;
};

// Styles beyond those of made documents: real texts, cut into documents of one size.
constexpr int64_t kRealAscii = 3;  // press releases without what is not ASCII
constexpr int64_t kRealNews = 4;   // the same, with the quotes and apostrophes of print
constexpr int64_t kRealMixed = 5;  // news in many languages
constexpr int64_t kLastStyle = 5;

// The press releases as print has them, or in ASCII.
std::string Printed(std::string_view text, bool curly) {
  std::string printed;
  bool open = false;
  for (const char c : text) {
    if (static_cast<unsigned char>(c) >= 0x80) continue;
    if (curly && c == '\'') {
      printed += "\u2019";
    } else if (curly && c == '"') {
      open = !open;
      printed += open ? "\u201C" : "\u201D";
    } else {
      printed += c;
    }
  }
  return printed;
}

std::vector<std::string> RealDocuments(int64_t style, size_t bytes) {
  std::vector<std::string> documents;
  const auto folder = testing::DataFolder();
  if (!folder) return documents;
  const auto read =
      testing::ReadTexts(*folder / (style == kRealMixed ? "ntrex-24.docs.jsonl.xz"
                                                        : "senate-press-2005h1.docs.jsonl.xz"));
  if (!read.ok()) return documents;
  std::string all;
  for (const testing::TextRecord& record : *read) {
    all += style == kRealMixed ? record.text : Printed(record.text, style == kRealNews);
    all += '\n';
    if (all.size() > kBytes) break;
  }
  for (size_t begin = 0; begin < all.size();) {
    size_t end = std::min(all.size(), begin + bytes);
    while (end < all.size() && (static_cast<unsigned char>(all[end]) & 0xC0) == 0x80) ++end;
    documents.push_back(all.substr(begin, end - begin));
    begin = end;
  }
  return documents;
}

// Documents of the state's two arguments: style, and bytes of one. None when there are no real
// texts.
const Texts& TextsOf(benchmark::State& state) {
  static std::map<std::pair<int64_t, int64_t>, Texts> made;
  Texts& texts = made[{state.range(0), state.range(1)}];
  if (!texts.owned.empty()) return texts;
  const auto bytes = static_cast<size_t>(state.range(1));
  texts.owned = state.range(0) < kRealAscii
                    ? MakeDocuments(kBytes / bytes, bytes, static_cast<Style>(state.range(0)), 1)
                    : RealDocuments(state.range(0), bytes);
  if (texts.owned.empty()) state.SkipWithError("skipped: no folder of real texts");
  for (const std::string& text : texts.owned) {
    texts.views.push_back(text);
    texts.bytes += text.size();
  }
  return texts;
}

void Count(benchmark::State& state, const Texts& texts) {
  const auto rounds = static_cast<double>(state.iterations());
  const double bytes = rounds * static_cast<double>(texts.bytes);
  state.SetBytesProcessed(static_cast<int64_t>(bytes));
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(texts.views.size()));
  state.counters["of_read"] = benchmark::Counter(bytes / ReadFloor(), benchmark::Counter::kIsRate);
}

void MemoryRead(benchmark::State& state) {
  for (auto _ : state) benchmark::DoNotOptimize(ReadFloor());
  state.counters["bytes_per_second"] = ReadFloor();
}
BENCHMARK(MemoryRead)->Iterations(1);

void TextToWords(benchmark::State& state) {
  const Texts& texts = TextsOf(state);
  WordHasher hasher(0);
  for (size_t i = 0; i < std::min<size_t>(texts.views.size(), 2000); ++i) {
    Require(std::ranges::equal(hasher.Hash(texts.views[i]), SplitWords(texts.views[i], 0).hashes()),
            "a word's hash");
  }
  for (auto _ : state) {
    for (const std::string_view text : texts.views) {
      benchmark::DoNotOptimize(hasher.Hash(text).data());
    }
  }
  Count(state, texts);
}

void TextToSketch(benchmark::State& state) {
  const Texts& texts = TextsOf(state);
  WordHasher hasher(0);
  const auto size = static_cast<uint32_t>(state.range(2));
  const Sketcher sketcher = *Sketcher::Create({SketchMethod::kOnePermutation, size, 0});
  std::vector<uint64_t> shingles;
  std::vector<uint16_t> signature(size);
  const auto sketch = [&](std::string_view text) {
    const std::span<const uint64_t> words = hasher.Hash(text);
    shingles.resize(ShingleCount(words.size(), 5));
    ShingleWords(words, 5, shingles.data());
    sketcher.Sketch(shingles, signature);
  };
  for (size_t i = 0; i < std::min<size_t>(texts.views.size(), 2000); ++i) {
    sketch(texts.views[i]);
    std::vector<uint16_t> slowly(size);
    const Words words = SplitWords(texts.views[i], 0);
    std::vector<uint64_t> set;
    for (size_t w = 0; w + 5 <= words.size(); ++w) {
      set.push_back(ShingleHash(std::span(words.hashes()).subspan(w, 5)));
    }
    if (set.empty()) continue;
    sketcher.Sketch(DistinctShingles(set), slowly);
    Require(signature == slowly, "a signature");
  }
  for (auto _ : state) {
    for (const std::string_view text : texts.views) {
      sketch(text);
      benchmark::DoNotOptimize(signature.data());
    }
  }
  Count(state, texts);
}

// Sketch, buckets by the default plan, verification and clusters; threads as the third argument.
void EndToEnd(benchmark::State& state) {
  const Texts& texts = TextsOf(state);
  const Recipe recipe = *Recipe::FromPreset("corpus");
  const auto threads = static_cast<int>(state.range(2));
  const NearDuplicates first = *FindNearDuplicates(texts.views, recipe, threads);
  for (const VerifiedPair& pair : first.pairs) {
    const auto set = [&](uint32_t text) {
      return DistinctShingles(ShingleWords(SplitWords(texts.views[text], 0).hashes(), 5));
    };
    Require(CountOverlap(set(pair.a), set(pair.b)) == pair.overlap, "a pair");
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(FindNearDuplicates(texts.views, recipe, threads)->pairs.data());
  }
  Count(state, texts);
  state.counters["pairs"] = static_cast<double>(first.pairs.size());
}

void OverStyles(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"style", "bytes"});
  for (int64_t style = 0; style <= kLastStyle; ++style) {
    for (const int64_t bytes : {300, 2600, 50000}) benchmark->Args({style, bytes});
  }
}
BENCHMARK(TextToWords)->Apply(OverStyles);

void OverSizes(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"style", "bytes", "size"});
  for (int64_t style = 0; style <= kLastStyle; ++style) {
    for (const int64_t bytes : {300, 2600, 50000}) benchmark->Args({style, bytes, 128});
  }
  for (const int64_t bytes : {300, 2600}) benchmark->Args({0, bytes, 256});
}
BENCHMARK(TextToSketch)->Apply(OverSizes);

void OverThreads(benchmark::internal::Benchmark* benchmark) {
  benchmark->ArgNames({"style", "bytes", "threads"})->UseRealTime();
  for (const int64_t style : {int64_t{0}, kRealAscii}) {
    for (const int64_t bytes : {300, 2600}) {
      for (const int64_t threads : {1, 2}) benchmark->Args({style, bytes, threads});
    }
  }
}
BENCHMARK(EndToEnd)->Apply(OverThreads);

// Two sets of `size` numbers each, of which the resemblance is `tenths` of one.
void Intersect(benchmark::State& state) {
  Random random(1);
  const auto size = static_cast<size_t>(state.range(0));
  const double resemblance = static_cast<double>(state.range(1)) / 10;
  const auto shared =
      static_cast<size_t>(2 * static_cast<double>(size) * resemblance / (1 + resemblance));
  std::vector<std::vector<uint64_t>> a(64);
  std::vector<std::vector<uint64_t>> b(64);
  for (size_t pair = 0; pair < a.size(); ++pair) {
    for (size_t i = 0; i < size; ++i) {
      const uint64_t number = random.Next();
      a[pair].push_back(number);
      b[pair].push_back(i < shared ? number : random.Next());
    }
    a[pair] = DistinctShingles(a[pair]);
    b[pair] = DistinctShingles(b[pair]);
    Require(CountOverlap(a[pair], b[pair]).shared == shared, "an intersection");
  }
  size_t pair = 0;
  for (auto _ : state) {
    benchmark::DoNotOptimize(CountOverlap(a[pair], b[pair]));
    pair = (pair + 1) % a.size();
  }
  state.SetItemsProcessed(state.iterations());
}
BENCHMARK(Intersect)->ArgNames({"size", "tenths"})->ArgsProduct({{45, 400, 1000}, {1, 8}});

// One band of `count` signatures, one in forty of which is like another.
void Buckets(benchmark::State& state) {
  Random random(1);
  const auto count = static_cast<size_t>(state.range(0));
  std::vector<uint16_t> digests(count * 7);
  for (uint16_t& digest : digests) digest = static_cast<uint16_t>(random.Next());
  for (size_t copy = 0; copy < count / 40; ++copy) {
    std::copy_n(digests.begin() + static_cast<std::ptrdiff_t>(random.Below(count) * 7), 7,
                digests.begin() + static_cast<std::ptrdiff_t>(random.Below(count) * 7));
  }
  for (auto _ : state) {
    benchmark::DoNotOptimize(JoinBuckets(digests, 7, {1, 7}, {}).candidates.data());
  }
  state.SetItemsProcessed(state.iterations() * static_cast<int64_t>(count));
}
BENCHMARK(Buckets)->Arg(100'000)->Arg(1'000'000)->Arg(10'000'000);

}  // namespace
}  // namespace twicetold::bench
