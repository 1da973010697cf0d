#ifndef TWICETOLD_PIPELINE_SUPPRESS_H_
#define TWICETOLD_PIPELINE_SUPPRESS_H_

// What is left out of the findings, and why: nothing is hidden, it is moved to `suppressed`.

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "twicetold/pipeline/baseline.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {

// A text that may stand as often as it likes.
struct AllowedPassage {
  std::string text;
  std::string place;  // "allowed.txt:12", for the reason
};

// What a path's own settings say of the places in it.
struct PlaceRule {
  bool ignore = false;        // no place in it counts
  uint64_t min_words = 0;     // a place counts in a repeat of so many words
  std::vector<Kind> exclude;  // a place counts in no repeat of these kinds
  std::string origin;         // "path docs/** of .twicetold.toml", for the reason
};

struct Policy {
  std::vector<Kind> exclude;
  std::vector<AllowedPassage> allowed;
  // The rule for a document (by its index); may be empty.
  std::function<PlaceRule(const DocumentFinding&)> rule;
  // Known repeats; none when null.
  const Baseline* baseline = nullptr;
};

// Moves repeats from `repeats` to `suppressed`, each with the reason, and counts anew. A place
// counts unless its author marked it or its path's rule says otherwise; a repeat stays when two
// places count, or in a check against references one in a checked document and one other. Whole
// repeats go when their kind is excluded, when all equal words of a place stand in an allowed
// passage (as words, so case and punctuation do not matter), or when the baseline knows them with
// at least as many places. Ids stay as they are; relations lose what is gone from their list, not
// their figures.
void Suppress(const Policy& policy, Findings& findings);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_SUPPRESS_H_
