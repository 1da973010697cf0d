#include "twicetold/pipeline/family.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <numeric>
#include <string>
#include <string_view>
#include <tuple>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

constexpr double kLeastCoverage = 0.5;
constexpr size_t kFormLetterDocuments = 3;
constexpr size_t kMostSlots = 12;
// A slot is filled by few words; what is longer is another passage.
constexpr size_t kMostSlotWords = 8;
constexpr uint32_t kNone = UINT32_MAX;

// A document that is alike, and through which relation.
struct Neighbour {
  uint32_t document = 0;
  uint32_t relation = 0;
};

std::vector<std::vector<Neighbour>> NeighboursOf(const Findings& findings) {
  std::vector<std::vector<Neighbour>> neighbours(findings.documents.size());
  for (uint32_t r = 0; r < findings.relations.size(); ++r) {
    const FoundRelation& relation = findings.relations[r];
    if (std::min(relation.coverage, relation.other_coverage) < kLeastCoverage) continue;
    if (findings.documents[relation.document].reference) continue;
    if (findings.documents[relation.other].reference) continue;
    neighbours[relation.document].push_back({relation.other, r});
    neighbours[relation.other].push_back({relation.document, r});
  }
  return neighbours;
}

// The documents that have been given a family so far, and the families.
class FamilyBuilder {
 public:
  explicit FamilyBuilder(const Findings& findings)
      : findings_(findings),
        neighbours_(NeighboursOf(findings)),
        family_of_(findings.documents.size(), kNone) {}

  // Documents with many neighbours represent before those with few.
  void Build() {
    std::vector<uint32_t> order(neighbours_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::stable_sort(order.begin(), order.end(), [this](uint32_t x, uint32_t y) {
      return neighbours_[x].size() > neighbours_[y].size();
    });
    for (const uint32_t document : order) {
      if (family_of_[document] == kNone) BuildAround(document);
    }
  }

  // The families, largest first, and for each document its family's number or kNone.
  std::pair<std::vector<FoundFamily>, std::vector<uint32_t>> Take() {
    std::vector<uint32_t> order(families_.size());
    std::iota(order.begin(), order.end(), 0U);
    std::sort(order.begin(), order.end(), [this](uint32_t x, uint32_t y) {
      return std::tuple(families_[y].members.size(), families_[x].representative) <
             std::tuple(families_[x].members.size(), families_[y].representative);
    });
    std::vector<FoundFamily> sorted;
    std::vector<uint32_t> place(families_.size());
    for (const uint32_t family : order) {
      place[family] = static_cast<uint32_t>(sorted.size());
      sorted.push_back(std::move(families_[family]));
      sorted.back().id = Concat({"F", std::to_string(sorted.size())});
    }
    for (uint32_t& family : family_of_) {
      if (family != kNone) family = place[family];
    }
    return {std::move(sorted), std::move(family_of_)};
  }

 private:
  void BuildAround(uint32_t representative) {
    FoundFamily family;
    family.representative = representative;
    std::vector<uint64_t> shared;
    for (const Neighbour& neighbour : neighbours_[representative]) {
      if (family_of_[neighbour.document] != kNone) continue;
      const FoundRelation& relation = findings_.relations[neighbour.relation];
      family.members.push_back(neighbour.document);
      family.least_coverage =
          std::min({family.least_coverage, relation.coverage, relation.other_coverage});
      shared.push_back(relation.document == neighbour.document ? relation.shared_words
                                                               : relation.other_shared_words);
    }
    if (family.members.empty()) return;
    std::sort(family.members.begin(), family.members.end());
    std::sort(shared.begin(), shared.end());
    family.words = shared[shared.size() / 2];
    const auto number = static_cast<uint32_t>(families_.size());
    family_of_[representative] = number;
    for (const uint32_t member : family.members) family_of_[member] = number;
    families_.push_back(std::move(family));
  }

  const Findings& findings_;
  const std::vector<std::vector<Neighbour>> neighbours_;
  std::vector<uint32_t> family_of_;
  std::vector<FoundFamily> families_;
};

// What stands in the places of a family's text where its documents differ.
struct Slots {
  std::map<std::string, uint64_t> fillings;  // and how often each stands
  uint64_t names_and_numbers = 0;            // words
  uint64_t other_words = 0;

  // `text` takes the place of something else.
  void Add(std::string_view text) {
    const Words words = SplitWords(text, 0);
    if (words.empty() || words.size() > kMostSlotWords) return;
    for (size_t w = 0; w < words.size(); ++w) {
      const std::string_view raw = text.substr(words.span(w).begin, words.span(w).size());
      const std::string_view folded = words.folded(w);
      const bool has_digit = std::any_of(folded.begin(), folded.end(),
                                         [](char byte) { return byte >= '0' && byte <= '9'; });
      const bool has_capital = raw != folded;
      const bool is_ascii = std::all_of(raw.begin(), raw.end(), [](char byte) {
        return static_cast<unsigned char>(byte) < 0x80;
      });
      if (has_digit || has_capital || words.spaceless(w)) {
        ++names_and_numbers;
      } else if (is_ascii) {
        ++other_words;
      }
    }
    ++fillings[std::string(text)];
  }

  bool AreNamesAndNumbers() const {
    return !fillings.empty() && names_and_numbers > 0 && names_and_numbers >= other_words;
  }

  std::vector<std::string> Commonest() const {
    std::vector<std::pair<uint64_t, std::string>> order;
    for (const auto& [text, count] : fillings) order.emplace_back(count, text);
    std::stable_sort(order.begin(), order.end(),
                     [](const auto& x, const auto& y) { return x.first > y.first; });
    std::vector<std::string> commonest;
    for (size_t i = 0; i < std::min(order.size(), kMostSlots); ++i) {
      commonest.push_back(std::move(order[i].second));
    }
    return commonest;
  }
};

// The family that holds every document of the repeat's places, or kNone.
uint32_t FamilyOf(const FoundRepeat& repeat, const std::vector<uint32_t>& family_of) {
  const uint32_t family = family_of[repeat.occurrences.front().document];
  const bool all = std::all_of(
      repeat.occurrences.begin(), repeat.occurrences.end(),
      [&](const FoundOccurrence& occurrence) { return family_of[occurrence.document] == family; });
  return all ? family : kNone;
}

void AddSlots(const FoundRepeat& repeat, Slots& slots) {
  const FoundOccurrence& representative = repeat.representative();
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    for (const Difference& difference : occurrence.differences) {
      if (difference.difference != DifferenceClass::kReplaced) continue;
      const auto slice = [](std::string_view text, const Span& span) {
        return text.substr(span.begin, span.size());
      };
      slots.Add(slice(occurrence.text, difference.here));
      slots.Add(slice(representative.text, difference.there));
    }
  }
}

}  // namespace

void FindFamilies(Findings& findings) {
  FamilyBuilder builder(findings);
  builder.Build();
  auto [families, family_of] = builder.Take();
  std::vector<Slots> slots(families.size());
  for (FoundRepeat& repeat : findings.repeats) {
    const uint32_t family = FamilyOf(repeat, family_of);
    if (family == kNone) continue;
    repeat.family = families[family].id;
    AddSlots(repeat, slots[family]);
  }
  for (size_t f = 0; f < families.size(); ++f) {
    families[f].slots = slots[f].Commonest();
    families[f].form_letter =
        families[f].members.size() + 1 >= kFormLetterDocuments && slots[f].AreNamesAndNumbers();
  }
  findings.families = std::move(families);
}

}  // namespace twicetold
