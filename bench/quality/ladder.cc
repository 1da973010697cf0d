#include "bench/quality/ladder.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "bench/quality/edit.h"
#include "bench/quality/real_text.h"
#include "bench/quality/unrelated.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kNeighbours = 2;  // before the planted paragraph, and as many behind it

double Ratio(double part, double whole, double of_nothing) {
  return whole == 0.0 ? of_nothing : part / whole;
}

// The words of `words` that begin inside `bytes`, as positions from `first` on.
Span WordsIn(const Words& words, Span bytes, uint64_t first) {
  const auto& spans = words.spans();
  const auto begins_before = [](const Span& span, uint64_t at) { return span.begin < at; };
  const auto begin = std::lower_bound(spans.begin(), spans.end(), bytes.begin, begins_before);
  const auto end = std::lower_bound(spans.begin(), spans.end(), bytes.end, begins_before);
  return Span{first + static_cast<uint64_t>(begin - spans.begin()),
              first + static_cast<uint64_t>(end - spans.begin())};
}

// Puts `planted` between paragraphs of stories not used before; says where it stands.
Span Surround(const TextSet& set, const std::string& planted, std::vector<size_t>& used,
              Random& random, std::string& document) {
  Span place;
  for (size_t i = 0; i <= 2 * kNeighbours; ++i) {
    if (i > 0) document += "\n\n";
    if (i == kNeighbours) {
      place = Span{document.size(), document.size() + planted.size()};
      document += planted;
      continue;
    }
    const Paragraph& neighbour = DrawFromElsewhere(set, used, random);
    used.push_back(neighbour.story);
    document += neighbour.text;
  }
  return place;
}

}  // namespace

PlantedPair Plant(const TextSet& set, const Paragraph& paragraph, double rate, Random& random) {
  EditedText edited = Edit(paragraph.text, rate, set.pool, random);
  std::vector<size_t> used = {paragraph.story};
  PlantedPair pair;
  pair.edits = edited.counts;
  pair.planted_a = Surround(set, paragraph.text, used, random, pair.a);
  pair.planted_b = Surround(set, edited.text, used, random, pair.b);
  return pair;
}

LadderTally Measure(const PlantedPair& pair, const PassageOptions& options) {
  const Words a = SplitWords(pair.a, 0);
  const Words b = SplitWords(pair.b, 0);
  const std::array<const Words*, 2> documents = {&a, &b};
  const WordSequence words(documents);
  const Span place_a = WordsIn(a, pair.planted_a, 0);
  const Span place_b = WordsIn(b, pair.planted_b, words.document_range(1).begin);

  LadderTally tally;
  tally.pairs = 1;
  tally.edits = pair.edits;
  const auto planted = static_cast<double>(place_a.size());
  double most = 0.0;
  double most_matched = 0.0;
  std::vector<uint8_t> covered(place_a.size(), 0);
  for (const Alignment& passage : FindPassages(words, options).passages) {
    const Span inside_a = Intersection(passage.a(), place_a);
    const Span inside_b = Intersection(passage.b(), place_b);
    if (inside_a.empty() || inside_b.empty()) {
      if (IsExactRepeat(words, passage, options.min_words)) {
        ++tally.elsewhere;
      } else {
        tally.words_reported += passage.a().size() + passage.b().size();
      }
      continue;
    }
    ++tally.links;
    tally.words_reported += passage.a().size() + passage.b().size();
    tally.words_inside += inside_a.size() + inside_b.size();
    uint64_t matched = 0;
    for (const ExactRun& run : passage.runs) {
      matched += Intersection(Span{run.a, uint64_t{run.a} + run.size}, place_a).size();
    }
    for (uint64_t i = inside_a.begin; i < inside_a.end; ++i) covered[i - place_a.begin] = 1;
    most = std::max(most, static_cast<double>(inside_a.size()) / planted);
    most_matched = std::max(most_matched, static_cast<double>(matched) / planted);
  }
  tally.linked = tally.links > 0 ? 1 : 0;
  tally.found = most >= 0.5 ? 1 : 0;
  tally.matched = most_matched >= 0.5 ? 1 : 0;
  tally.coverage =
      static_cast<double>(std::count(covered.begin(), covered.end(), uint8_t{1})) / planted;
  return tally;
}

LadderTally RunStep(const TextSet& set, double rate, size_t pairs, uint64_t seed,
                    const PassageOptions& options, int threads) {
  std::vector<LadderTally> tallies(pairs);
  ParallelFor(pairs, threads, [&](size_t i) {
    Random random(Mix64(seed ^ Hash64(set.name, static_cast<uint64_t>(rate * 1000.0))) + i);
    const Paragraph& paragraph = set.paragraphs[i % set.paragraphs.size()];
    tallies[i] = Measure(Plant(set, paragraph, rate, random), options);
  });
  LadderTally total;
  for (const LadderTally& tally : tallies) total.Add(tally);
  return total;
}

void LadderTally::Add(const LadderTally& other) {
  pairs += other.pairs;
  found += other.found;
  matched += other.matched;
  linked += other.linked;
  coverage += other.coverage;
  links += other.links;
  words_reported += other.words_reported;
  words_inside += other.words_inside;
  elsewhere += other.elsewhere;
  edits.words += other.edits.words;
  edits.replaced += other.edits.replaced;
  edits.dropped += other.edits.dropped;
  edits.inserted += other.edits.inserted;
  edits.swapped += other.edits.swapped;
}

double LadderTally::Recall() const {
  return Ratio(static_cast<double>(found), static_cast<double>(pairs), 0.0);
}

double LadderTally::MatchedRecall() const {
  return Ratio(static_cast<double>(matched), static_cast<double>(pairs), 0.0);
}

double LadderTally::Coverage() const { return Ratio(coverage, static_cast<double>(pairs), 0.0); }

double LadderTally::Granularity() const {
  return Ratio(static_cast<double>(links), static_cast<double>(linked), 0.0);
}

double LadderTally::Precision() const {
  return Ratio(static_cast<double>(words_inside), static_cast<double>(words_reported), 1.0);
}

}  // namespace twicetold::bench
