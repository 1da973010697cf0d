#include "twicetold/report/notes.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {

std::string Plural(uint64_t count, std::string_view noun) {
  return Concat({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

std::vector<std::string> LimitNotes(const Limits& limits) {
  std::vector<std::string> notes;
  if (limits.hot_shingles > 0) {
    notes.push_back(Concat({Plural(limits.hot_shingles, "run"),
                            " of words stood in so many places that not all pairs were looked at; "
                            "raise --max-seed-pairs to look at all."}));
  }
  if (limits.ungrown_seeds > 0) {
    notes.push_back(
        Concat({"the text repeats itself so often that ", Plural(limits.ungrown_seeds, "passage"),
                " may be longer than told; raise --max-cells-per-word to look further."}));
  }
  if (limits.untold_relations > 0) {
    notes.push_back(
        Concat({Plural(limits.untold_relations, "pair"),
                " of documents that share passages too are not listed as such, because each has "
                "others that it shares more with; raise --related-documents to list more."}));
  }
  if (limits.hot_buckets > 0) {
    notes.push_back(Concat({Plural(limits.hot_buckets, "bucket"),
                            " of look-alike paragraphs or documents held more than --bucket-limit "
                            "and were compared with representatives only."}));
  }
  return notes;
}

std::vector<std::string> DocumentNotes(const DocumentFinding& document) {
  std::vector<std::string> notes;
  if (document.encoding_guessed) {
    notes.push_back(Concat(
        {document.name, " is read as ", document.encoding, ", a guess; --encoding settles it."}));
  }
  if (document.repaired > 0) {
    notes.push_back(
        Concat({document.name, " holds ", Plural(document.repaired, "ill-formed sequence"),
                ", read as U+FFFD."}));
  }
  for (const std::string& note : document.notes) {
    notes.push_back(Concat({document.name, ": ", note}));
  }
  return notes;
}

std::vector<std::pair<std::string, uint64_t>> LeftOutReasons(const Findings& findings) {
  std::map<std::string_view, uint64_t> counts;
  for (const SuppressedRepeat& suppressed : findings.suppressed) ++counts[suppressed.reason];
  std::vector<std::pair<std::string, uint64_t>> reasons(counts.begin(), counts.end());
  std::stable_sort(reasons.begin(), reasons.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  return reasons;
}

std::vector<const FoundRelation*> RelationsOutsideFamilies(const Findings& findings) {
  constexpr size_t kNone = SIZE_MAX;
  std::vector<size_t> family_of(findings.documents.size(), kNone);
  for (size_t f = 0; f < findings.families.size(); ++f) {
    family_of[findings.families[f].representative] = f;
    for (const uint32_t member : findings.families[f].members) family_of[member] = f;
  }
  std::vector<const FoundRelation*> outside;
  for (const FoundRelation& relation : findings.relations) {
    const size_t family = family_of[relation.document];
    if (family == kNone || family != family_of[relation.other]) outside.push_back(&relation);
  }
  return outside;
}

}  // namespace twicetold
