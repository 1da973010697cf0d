#include "bench/quality/unrelated.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "bench/quality/real_text.h"
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

// The bytes of `text` that the positions `place` (the first word is `first`) stand for.
std::string TextOf(const std::string& text, const Words& words, Span place, uint64_t first) {
  const uint64_t begin = words.span(place.begin - first).begin;
  return text.substr(begin, words.span(place.end - 1 - first).end - begin);
}

UnrelatedTally Compare(const std::string& text_a, const std::string& text_b,
                       const PassageOptions& options) {
  const Words a = SplitWords(text_a, 0);
  const Words b = SplitWords(text_b, 0);
  const std::array<const Words*, 2> documents = {&a, &b};
  const WordSequence words(documents);
  UnrelatedTally tally;
  tally.pairs = 1;
  tally.words = a.size() + b.size();
  for (const Alignment& passage : FindPassages(words, options).passages) {
    Shown shown = {TextOf(text_a, a, passage.a(), 0),
                   TextOf(text_b, b, passage.b(), words.document_range(1).begin),
                   passage.matched_words()};
    const bool exact = IsExactRepeat(words, passage, options.min_words);
    (exact ? tally.exact_repeats : tally.false_passages).push_back(std::move(shown));
  }
  return tally;
}

// Two different stories that have a paragraph each.
std::pair<const Paragraph*, const Paragraph*> DrawPair(const TextSet& set, Random& random) {
  const Paragraph& a = DrawFromElsewhere(set, {}, random);
  const std::array<size_t, 1> used = {a.story};
  return {&a, &DrawFromElsewhere(set, used, random)};
}

}  // namespace

bool IsExactRepeat(const WordSequence& words, const Alignment& passage, uint32_t min_words) {
  return std::any_of(passage.runs.begin(), passage.runs.end(), [&](const ExactRun& run) {
    uint64_t quarters = 0;
    for (uint32_t i = 0; i < run.size; ++i) quarters += words.quarters(run.a + i);
    return quarters >= kQuartersPerWord * min_words;
  });
}

UnrelatedTally RunUnrelated(const TextSet& set, Unit unit, size_t pairs, uint64_t seed,
                            const PassageOptions& options, int threads) {
  PassageOptions across = options;
  across.scope = PairScope::kAcrossDocuments;
  std::vector<UnrelatedTally> tallies(pairs);
  ParallelFor(pairs, threads, [&](size_t i) {
    Random random(Mix64(seed ^ Hash64(set.name, unit == Unit::kParagraph ? 1 : 2)) + i);
    const auto [a, b] = DrawPair(set, random);
    tallies[i] = unit == Unit::kParagraph
                     ? Compare(a->text, b->text, across)
                     : Compare(set.stories[a->story], set.stories[b->story], across);
  });
  UnrelatedTally total;
  for (UnrelatedTally& tally : tallies) {
    total.pairs += tally.pairs;
    total.words += tally.words;
    for (Shown& shown : tally.false_passages) total.false_passages.push_back(std::move(shown));
    for (Shown& shown : tally.exact_repeats) total.exact_repeats.push_back(std::move(shown));
  }
  return total;
}

}  // namespace twicetold::bench
