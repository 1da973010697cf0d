#include "twicetold/pipeline/suppress.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/baseline.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/recount.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// The folded words of `text`, each after a space, with one at the end: a run of words is a
// substring exactly when the words are.
std::string FoldedWords(std::string_view text) {
  const Words words = SplitWords(text, 0);
  std::string folded = " ";
  for (size_t w = 0; w < words.size(); ++w) folded.append(words.folded(w)).push_back(' ');
  return folded;
}

class Suppressor {
 public:
  Suppressor(const Policy& policy, const Findings& findings) : policy_(policy) {
    for (const AllowedPassage& passage : policy.allowed) {
      allowed_.push_back(FoldedWords(passage.text));
    }
    for (const DocumentFinding& document : findings.documents) {
      rules_.push_back(policy.rule ? policy.rule(document) : PlaceRule());
      references_.push_back(document.reference);
    }
  }

  // Why the repeat is left out; empty when it stays.
  std::string Reason(const FoundRepeat& repeat) const {
    if (Contains(policy_.exclude, repeat.kind)) {
      return Concat({"excluded kind ", KindName(repeat.kind)});
    }
    if (const std::string place = AllowedBy(repeat); !place.empty()) {
      return Concat({"listed in ", place});
    }
    if (policy_.baseline != nullptr &&
        repeat.occurrences.size() <= policy_.baseline->PlacesOf(repeat.fingerprint)) {
      return "known to the baseline";
    }
    return TooFewPlaces(repeat);
  }

 private:
  static bool Contains(const std::vector<Kind>& kinds, Kind kind) {
    return std::find(kinds.begin(), kinds.end(), kind) != kinds.end();
  }

  std::string AllowedBy(const FoundRepeat& repeat) const {
    if (allowed_.empty()) return "";
    for (const FoundOccurrence& occurrence : repeat.occurrences) {
      const std::string folded = FoldedWords(occurrence.text);
      for (size_t i = 0; i < allowed_.size(); ++i) {
        if (allowed_[i].find(folded) != std::string::npos) return policy_.allowed[i].place;
      }
    }
    return "";
  }

  // Why the place does not count; empty when it does.
  std::string NotCounted(const FoundRepeat& repeat, const FoundOccurrence& occurrence) const {
    if (occurrence.marked) return "marked in the text";
    const PlaceRule& rule = rules_[occurrence.document];
    if (rule.ignore || repeat.words < rule.min_words || Contains(rule.exclude, repeat.kind)) {
      return rule.origin;
    }
    return "";
  }

  std::string TooFewPlaces(const FoundRepeat& repeat) const {
    size_t counted = 0;
    bool checked = false;
    std::string reason;
    for (const FoundOccurrence& occurrence : repeat.occurrences) {
      const std::string why = NotCounted(repeat, occurrence);
      if (why.empty()) {
        ++counted;
        checked = checked || !references_[occurrence.document];
      } else if (reason.empty()) {
        reason = why;
      }
    }
    return counted >= 2 && checked ? "" : reason;
  }

  const Policy& policy_;
  std::vector<std::string> allowed_;
  std::vector<PlaceRule> rules_;  // one a document
  std::vector<bool> references_;
};

}  // namespace

void Suppress(const Policy& policy, Findings& findings) {
  const Suppressor suppressor(policy, findings);
  std::vector<FoundRepeat> kept;
  std::vector<uint32_t> number(findings.repeats.size(), UINT32_MAX);  // among those kept
  for (size_t r = 0; r < findings.repeats.size(); ++r) {
    std::string reason = suppressor.Reason(findings.repeats[r]);
    if (reason.empty()) {
      number[r] = static_cast<uint32_t>(kept.size());
      kept.push_back(std::move(findings.repeats[r]));
    } else {
      const bool known = policy.baseline != nullptr &&
                         policy.baseline->PlacesOf(findings.repeats[r].fingerprint) > 0;
      findings.suppressed.push_back({std::move(findings.repeats[r]), std::move(reason), known});
    }
  }
  findings.repeats = std::move(kept);
  for (FoundRelation& relation : findings.relations) {
    std::vector<uint32_t> repeats;
    for (const uint32_t r : relation.repeats) {
      if (number[r] != UINT32_MAX) repeats.push_back(number[r]);
    }
    relation.repeats = std::move(repeats);
  }
  Recount(findings);
}

}  // namespace twicetold
