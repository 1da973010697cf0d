#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/speed/floors.h"
#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/match/exhaustive_join.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

NearDuplicates Find(const Texts& texts, int threads) {
  auto found = FindNearDuplicates(texts.views, Recipe(), threads);
  Require(found.ok(), "the run");
  return *std::move(found);
}

// What was found, held against every pair there is.
struct Quality {
  double recall = 1;  // of the pairs that there are: told, or following from copies that are
  double precision = 1;
  double settled = 1;  // share of the pairs that there are, of which one is in another's cluster
  size_t pairs = 0;    // that there are
  uint64_t hot_buckets = 0;
};

double Share(size_t part, size_t of) {
  return of == 0 ? 1.0 : static_cast<double>(part) / static_cast<double>(of);
}

// For each text the first one of the same words: pairs of copies are told of that one only.
std::vector<uint32_t> FirstsOf(const Texts& texts) {
  std::map<std::vector<uint64_t>, uint32_t> first_of;
  std::vector<uint32_t> firsts;
  WordHasher hasher(0);
  for (uint32_t i = 0; i < texts.views.size(); ++i) {
    const std::span<const uint64_t> words = hasher.Hash(texts.views[i]);
    firsts.push_back(first_of.try_emplace({words.begin(), words.end()}, i).first->second);
  }
  return firsts;
}

bool IsTold(const NearDuplicates& found, uint32_t a, uint32_t b) {
  const VerifiedPair pair{std::min(a, b), std::max(a, b), {}};
  return std::binary_search(found.pairs.begin(), found.pairs.end(), pair);
}

Quality Judge(const std::vector<VerifiedPair>& all, const NearDuplicates& found,
              const std::vector<uint32_t>& firsts) {
  size_t right = 0;
  for (const VerifiedPair& pair : found.pairs) {
    const auto place = std::lower_bound(all.begin(), all.end(), pair);
    right += place != all.end() && *place == pair ? 1U : 0U;
  }
  // Told, or following from what is told of the first texts of the same words.
  const auto known =
      static_cast<size_t>(std::count_if(all.begin(), all.end(), [&](const VerifiedPair& pair) {
        const uint32_t a = firsts[pair.a];
        const uint32_t b = firsts[pair.b];
        const auto copy_is_told = [&](uint32_t text) {
          return firsts[text] == text || IsTold(found, firsts[text], text);
        };
        return copy_is_told(pair.a) && copy_is_told(pair.b) && (a == b || IsTold(found, a, b));
      }));
  const size_t documents = firsts.size();
  std::vector<char> kept(documents, 1);
  for (const Cluster& cluster : found.clusters) {
    for (const uint32_t member : cluster.members) kept[member] = 0;
  }
  const auto both_kept =
      static_cast<size_t>(std::count_if(all.begin(), all.end(), [&](const VerifiedPair& pair) {
        return kept[pair.a] != 0 && kept[pair.b] != 0;
      }));
  return {Share(known, all.size()), Share(right, found.pairs.size()),
          Share(all.size() - both_kept, all.size()), all.size(), found.hot_buckets};
}

const Quality& QualityOf(const Texts& texts) {
  static std::map<const Texts*, Quality> judged;
  const auto [place, is_new] = judged.try_emplace(&texts);
  if (is_new) {
    place->second = Judge(JoinExhaustively(SetsOf(texts.views), Recipe().threshold), Find(texts, 1),
                          FirstsOf(texts));
    Require(place->second.precision == 1.0, "a verified pair");
  }
  return place->second;
}

template <typename GetTexts>
void AddEndToEnd(const std::string& name, int threads, GetTexts get_texts) {
  AddRow("end_to_end/" + name + "/threads-" + std::to_string(threads),
         [=](benchmark::State& state) {
           const Texts& texts = get_texts();
           if (texts.views.empty()) {
             state.SkipWithError("the set can't be read");
             return;
           }
           const Quality& quality = QualityOf(texts);
           for (auto _ : state) benchmark::DoNotOptimize(Find(texts, threads).pairs.data());
           Count(state, texts.bytes, texts.views.size());
           state.counters["recall"] = quality.recall;
           state.counters["precision"] = quality.precision;
           state.counters["settled"] = quality.settled;
           state.counters["hot_buckets"] = static_cast<double>(quality.hot_buckets);
           state.counters["pairs"] = static_cast<double>(quality.pairs);
         });
}

// One thread and two in turns, so that both see the machine in one state, with a loop in registers
// beside them: `gain` is how many times as fast two are, `gain_in_registers` what this machine
// gives.
void AddGain(const std::string& name, bool real, size_t bytes) {
  AddRow("two_threads/" + name + "/" + std::to_string(bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, bytes);
    Require(Find(texts, 1).pairs == Find(texts, 2).pairs, "the pairs of two threads");
    double all[2] = {0, 0};
    double in_registers[2] = {0, 0};
    int first = 0;
    for (auto _ : state) {
      for (const int i : {first, 1 - first}) {
        in_registers[i] += SecondsInRegisters(i + 1);
        all[i] += SecondsOf([&] { benchmark::DoNotOptimize(Find(texts, i + 1).pairs.data()); });
      }
      first = 1 - first;
    }
    state.counters["gain"] = all[0] / all[1];
    state.counters["gain_in_registers"] = 2 * in_registers[0] / in_registers[1];
  });
}

// The sets, made as the program makes them.
std::vector<std::vector<uint64_t>> MakeSets(std::span<const std::string_view> texts) {
  TextShingler shingler((Recipe()));
  std::vector<uint64_t> scratch;
  std::vector<std::vector<uint64_t>> sets(texts.size());
  for (size_t i = 0; i < texts.size(); ++i) {
    shingler.Shingle(texts[i], sets[i]);
    DistinctShingles(sets[i], scratch);
  }
  return sets;
}

// From text to all pairs, nothing left to chance: sets and join.
void AddExhaustive(bool real, size_t bytes) {
  AddRow(RowName("exhaustive", NameOf(Kind::kAscii, real), bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(Kind::kAscii, real, bytes);
    QualityOf(texts);
    Require(MakeSets(texts.views) == SetsOf(texts.views), "the sets");
    for (auto _ : state) {
      benchmark::DoNotOptimize(JoinExhaustively(MakeSets(texts.views), Recipe().threshold).data());
    }
    Count(state, texts.bytes, texts.views.size());
  });
}

}  // namespace

void RegisterEndToEnd() {
  for (const bool real : {true, false}) {
    if (real && !HaveRealTexts()) continue;
    for (const size_t bytes : kDocumentBytes) {
      for (const int threads : {1, 2}) {
        AddEndToEnd(NameOf(Kind::kAscii, real) + "/" + std::to_string(bytes), threads,
                    [=]() -> const Texts& { return TextsOf(Kind::kAscii, real, bytes); });
      }
    }
    for (const size_t bytes : {size_t{300}, size_t{2600}}) {
      AddGain(NameOf(Kind::kAscii, real), real, bytes);
    }
    AddExhaustive(real, 2600);
  }
  if (!HaveRealTexts()) return;
  for (const std::string set : {"senate-press-2005h1", "licence-texts", "terms-versions-dev"}) {
    AddEndToEnd(set, 1, [=]() -> const Texts& { return WholeSet(set); });
  }
}

}  // namespace twicetold::bench
