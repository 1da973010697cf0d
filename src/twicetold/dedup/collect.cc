#include "twicetold/dedup/collect.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/container/flat_hash_map.h"
#include "absl/container/flat_hash_set.h"
#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/ordered_work.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/unit_cutter.h"
#include "twicetold/dedup/wanted_records.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// What was made of the units of a block.
struct Collected {
  struct Set {
    uint32_t item;
    size_t begin;
    size_t end;
  };
  struct Text {
    UnitNumber unit;
    size_t begin;
    size_t end;
  };
  std::vector<uint64_t> elements;
  std::vector<Set> sets;
  std::string bytes;
  std::vector<Text> texts;  // of units whose set is wanted, or that are grouped
};

// Which units are read again, and for what.
struct Wanted {
  const std::vector<uint32_t>& item_of_unit;
  const std::vector<bool>& items;    // the set of
  const std::vector<bool>& grouped;  // units whose words' hash others have, too
  const bool texts;                  // of the items, too

  bool SetOf(UnitNumber unit) const {
    return item_of_unit[unit] != kNoUnit && items[item_of_unit[unit]];
  }
  bool TextOf(UnitNumber unit) const { return grouped[unit] || (texts && SetOf(unit)); }
  bool Unit(UnitNumber unit) const { return grouped[unit] || SetOf(unit); }
};

class CollectWorker {
 public:
  CollectWorker(const DedupInputs& inputs, const DedupOptions& options, const Wanted& wanted)
      : wanted_(wanted), reader_(inputs), cutter_(options) {}

  absl::Status Work(const SelectedBlock& selected, Collected& collected) {
    collected.elements.clear();
    collected.sets.clear();
    collected.bytes.clear();
    collected.texts.clear();
    return reader_.ForEach(
        selected, [this](UnitNumber unit) { return wanted_.Unit(unit); },
        [&](const SelectedRecord& record, std::string_view text) {
          Add(selected, record, text, collected);
        });
  }

 private:
  void Add(const SelectedBlock& selected, const SelectedRecord& record, std::string_view text,
           Collected& collected) {
    for (size_t u = record.first_unit; u < record.end_unit; ++u) {
      const SelectedUnit& unit = selected.units[u];
      const std::string_view unit_text = text.substr(unit.begin, unit.end - unit.begin);
      if (wanted_.SetOf(unit.unit)) {
        const std::span<const uint64_t> set = cutter_.Set(unit_text);
        const size_t begin = collected.elements.size();
        collected.elements.insert(collected.elements.end(), set.begin(), set.end());
        collected.sets.push_back(
            {wanted_.item_of_unit[unit.unit], begin, collected.elements.size()});
      }
      if (wanted_.TextOf(unit.unit)) {
        const size_t begin = collected.bytes.size();
        collected.bytes.append(unit_text);
        collected.texts.push_back({unit.unit, begin, collected.bytes.size()});
      }
    }
  }

  const Wanted& wanted_;
  SelectedReader reader_;
  UnitCutter cutter_;
};

bool SameWords(std::string_view a, std::string_view b, uint64_t seed) {
  if (a == b) return true;
  const Words in_a = SplitWords(a, seed);
  const Words in_b = SplitWords(b, seed);
  if (in_a.size() != in_b.size()) return false;
  for (size_t i = 0; i < in_a.size(); ++i) {
    if (in_a.folded(i) != in_b.folded(i)) return false;
  }
  return true;
}

// The first text of each group of units with one hash, which the others are compared with.
class Witnesses {
 public:
  Witnesses(const WorkDir& work, uint64_t memory) : work_(work), memory_(memory) {}

  // Whether the words of `text` are those of the group of `head`; of the first they are.
  absl::StatusOr<bool> Agrees(UnitNumber head, std::string_view text, uint64_t seed) {
    const auto [entry, is_first] = places_.try_emplace(head);
    Place& place = entry->second;
    if (is_first) {
      place.size = text.size();
      if (held_.size() + text.size() <= memory_) {
        place.begin = held_.size();
        held_.append(text);
        return true;
      }
      if (!file_) {
        TWICETOLD_ASSIGN_OR_RETURN(SpillWriter file, work_.Create("collect", "texts"));
        file_.emplace(std::move(file));
      }
      place.in_file = true;
      place.begin = file_->size();
      TWICETOLD_RETURN_IF_ERROR(file_->Append(text));
      return true;
    }
    if (!place.in_file) {
      return SameWords(std::string_view(held_).substr(place.begin, place.size), text, seed);
    }
    read_.resize(place.size);
    TWICETOLD_RETURN_IF_ERROR(file_->ReadBack(place.begin, read_));
    return SameWords(read_, text, seed);
  }

 private:
  struct Place {
    uint64_t begin = 0;
    uint64_t size = 0;
    bool in_file = false;
  };

  const WorkDir& work_;
  const uint64_t memory_;
  absl::flat_hash_map<UnitNumber, Place> places_;
  std::string held_;
  std::optional<SpillWriter> file_;
  std::string read_;
};

// The units whose head is another, or is another's.
std::vector<bool> Grouped(const std::vector<UnitNumber>& heads) {
  std::vector<bool> grouped(heads.size(), false);
  for (UnitNumber unit = 0; unit < heads.size(); ++unit) {
    if (heads[unit] == unit) continue;
    grouped[unit] = true;
    grouped[heads[unit]] = true;
  }
  return grouped;
}

}  // namespace

absl::StatusOr<uint64_t> CollectSets(DedupInputs& inputs, const DedupOptions& options,
                                     const Tables& tables, const Items& items,
                                     const std::vector<bool>& wanted,
                                     std::vector<UnitNumber>& heads, const WorkDir& work,
                                     SetStore& sets, TextStore* texts, Progress* progress) {
  const std::vector<bool> grouped = Grouped(heads);
  const Wanted all_wanted = {items.item_of_unit, wanted, grouped, texts != nullptr};
  std::deque<CollectWorker> workers;
  for (int i = 0; i < std::max(options.threads, 1); ++i) {
    workers.emplace_back(inputs, options, all_wanted);
  }
  TWICETOLD_RETURN_IF_ERROR(inputs.Rewind());
  SelectedBlocks blocks(inputs, tables);
  std::optional<WantedRecords> wanted_records = WantedRecords::Open(inputs, tables);
  const auto pull = [&](SelectedBlock& selected) {
    if (!wanted_records) return blocks.Next(selected);
    return wanted_records->Next([&](UnitNumber unit) { return all_wanted.Unit(unit); }, selected);
  };
  Witnesses witnesses(work, options.memory / 8);
  absl::flat_hash_set<UnitNumber> broken;  // heads of groups whose words are not all the same
  uint64_t bytes = 0;
  const auto take = [&](SelectedBlock& selected, Collected& collected) -> absl::Status {
    for (const Collected::Set& set : collected.sets) {
      TWICETOLD_RETURN_IF_ERROR(sets.Add(
          set.item, std::span(collected.elements).subspan(set.begin, set.end - set.begin)));
    }
    for (const Collected::Text& text : collected.texts) {
      const std::string_view bytes_of_text =
          std::string_view(collected.bytes).substr(text.begin, text.end - text.begin);
      if (texts != nullptr && all_wanted.SetOf(text.unit)) {
        TWICETOLD_RETURN_IF_ERROR(texts->Add(items.item_of_unit[text.unit], bytes_of_text));
      }
      if (!grouped[text.unit]) continue;
      TWICETOLD_ASSIGN_OR_RETURN(
          const bool agrees,
          witnesses.Agrees(heads[text.unit], bytes_of_text, options.recipe.hash_seed));
      if (!agrees) broken.insert(heads[text.unit]);
    }
    bytes += selected.block.bytes.size();
    if (progress != nullptr) progress->Advance(bytes);
    return absl::OkStatus();
  };
  TWICETOLD_RETURN_IF_ERROR((OrderedWork<SelectedBlock, Collected>::Run(
      options.threads, {pull,
                        [&](int worker, SelectedBlock& selected, Collected& collected) {
                          return workers[static_cast<size_t>(worker)].Work(selected, collected);
                        },
                        take})));
  TWICETOLD_RETURN_IF_ERROR(sets.Finish());
  if (texts != nullptr) TWICETOLD_RETURN_IF_ERROR(texts->Finish());
  for (UnitNumber unit = 0; unit < heads.size() && !broken.empty(); ++unit) {
    if (broken.contains(heads[unit])) heads[unit] = unit;
  }
  return broken.size();
}

}  // namespace twicetold
