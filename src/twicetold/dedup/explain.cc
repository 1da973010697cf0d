#include "twicetold/dedup/explain.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/dedup.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/record_names.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/difference.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/sketch_comparison.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// A record that was asked for.
struct Asked {
  RecordNumber record = 0;
  UnitNumber unit = 0;
  RecordEntry entry;
  std::string text;
  Words words;
  std::vector<uint64_t> shingles;
};

std::string Slice(const Asked& of, const Span& span) {
  if (span.empty()) return "";
  const uint64_t begin = of.words.span(span.begin).begin;
  return of.text.substr(begin, of.words.span(span.end - 1).end - begin);
}

class Explainer {
 public:
  Explainer(DedupInputs& inputs, const DedupOptions& options, const Tables& tables,
            std::vector<UnitFate> fates)
      : inputs_(inputs),
        options_(options),
        tables_(tables),
        names_(inputs, tables),
        fates_(std::move(fates)) {}

  absl::StatusOr<Explanation> Explain(const std::vector<std::string>& names) {
    std::vector<Asked> asked;
    for (const std::string& name : names) {
      TWICETOLD_ASSIGN_OR_RETURN(asked.emplace_back(), Find(name));
    }
    if (asked.size() == 2 && asked[0].record == asked[1].record) {
      return absl::InvalidArgumentError(Concat({"--explain: both names mean ", names[0]}));
    }
    if (asked.size() == 1) {
      if (const UnitFate* const fate = FateOf(asked[0].unit)) {
        TWICETOLD_ASSIGN_OR_RETURN(asked.emplace_back(), OfUnit(fate->kept));
      }
    }
    TWICETOLD_RETURN_IF_ERROR(ReadTexts(asked));
    TWICETOLD_ASSIGN_OR_RETURN(order_, OrderUnits(tables_, options_.keep));
    Explanation explanation;
    explanation.options = options_;
    TWICETOLD_ASSIGN_OR_RETURN(explanation.a, Tell(asked[0]));
    if (asked.size() == 1) return explanation;
    TWICETOLD_ASSIGN_OR_RETURN(explanation.b, Tell(asked[1]));
    TWICETOLD_ASSIGN_OR_RETURN(explanation.pair, TellPair(asked[0], asked[1]));
    return explanation;
  }

 private:
  absl::StatusOr<Asked> Find(const std::string& name) {
    SpillStream<UnitEntry> units = tables_.Units();
    for (UnitNumber unit = 0; unit < units.size(); ++unit) {
      TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry* const entry, units.Next());
      TWICETOLD_ASSIGN_OR_RETURN(const RecordName of, names_.Of(entry->record));
      if (of.id == name || of.place == name) return OfUnit(unit);
    }
    return absl::NotFoundError(Concat({"--explain ", name, ": no record has that id or place"}));
  }

  absl::StatusOr<Asked> OfUnit(UnitNumber unit) const {
    Asked asked;
    asked.unit = unit;
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry entry, tables_.Unit(unit));
    asked.record = entry.record;
    TWICETOLD_ASSIGN_OR_RETURN(asked.entry, tables_.Record(entry.record));
    return asked;
  }

  absl::Status ReadTexts(std::vector<Asked>& asked) {
    TWICETOLD_RETURN_IF_ERROR(inputs_.Rewind());
    SelectedBlocks blocks(inputs_, tables_);
    RecordTexts texts(inputs_);
    SelectedBlock selected;
    while (true) {
      TWICETOLD_ASSIGN_OR_RETURN(const bool more, blocks.Next(selected));
      if (!more) break;
      for (const SelectedRecord& record : selected.records) {
        for (Asked& one : asked) {
          if (one.record != record.record) continue;
          TWICETOLD_RETURN_IF_ERROR(texts.Visit(selected, record, [&one](std::string_view text) {
            one.text = text;
            return absl::OkStatus();
          }));
        }
      }
    }
    for (Asked& one : asked) {
      one.words = SplitWords(one.text, options_.recipe.hash_seed);
      one.shingles =
          DistinctShingles(ShingleWords(one.words.hashes(), options_.recipe.shingle_words));
    }
    return absl::OkStatus();
  }

  const UnitFate* FateOf(UnitNumber unit) const {
    const auto found =
        std::lower_bound(fates_.begin(), fates_.end(), unit,
                         [](const UnitFate& fate, UnitNumber of) { return fate.unit < of; });
    return found != fates_.end() && found->unit == unit ? &*found : nullptr;
  }

  absl::StatusOr<ExplainedRecord> Tell(const Asked& asked) const {
    ExplainedRecord told;
    TWICETOLD_ASSIGN_OR_RETURN(told.name, names_.Of(asked.record, asked.entry));
    told.reference = asked.entry.input >= inputs_.first_reference();
    told.words = asked.words.size();
    told.shingles = asked.shingles.size();
    told.rank = order_.rank_of_unit[asked.unit];
    if (const UnitFate* const fate = FateOf(asked.unit)) {
      told.fate = *fate;
      TWICETOLD_ASSIGN_OR_RETURN(told.kept, names_.OfUnit(fate->kept));
    }
    told.went_for_it = static_cast<uint64_t>(
        std::count_if(fates_.begin(), fates_.end(),
                      [&asked](const UnitFate& fate) { return fate.kept == asked.unit; }));
    return told;
  }

  absl::StatusOr<ExplainedPair> TellPair(const Asked& a, const Asked& b) const {
    ExplainedPair pair;
    pair.overlap = CountOverlap(a.shingles, b.shingles);
    pair.sketches =
        CompareSketches(a.shingles, b.shingles, pair.overlap.Resemblance(), options_.recipe);
    pair.bands = options_.recipe.Plan().bands;
    TWICETOLD_RETURN_IF_ERROR(CountBuckets(a.unit, b.unit, pair));
    const FormLetterVerdict verdict =
        JudgeFormLetter({a.text, a.words}, {b.text, b.words}, options_.protect);
    pair.form_letter = verdict.is_form_letter();
    pair.differences_complete = verdict.complete;
    pair.same_words = verdict.stretches.empty();
    for (const JudgedStretch& stretch : verdict.stretches) {
      pair.differences.push_back(
          {Slice(a, stretch.words.a), Slice(b, stretch.words.b), stretch.kind});
    }
    return pair;
  }

  // The buckets that both are in. Of units that say the same words only one is in a bucket.
  absl::Status CountBuckets(UnitNumber a, UnitNumber b, ExplainedPair& pair) const {
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<UnitNumber> heads,
                               FindHeads(tables_, order_, options_.memory / 4));
    TWICETOLD_ASSIGN_OR_RETURN(const Items items, ItemsOf(tables_, order_, heads));
    std::vector<uint64_t> keys;
    for (uint32_t band = 0; band < pair.bands; ++band) {
      TWICETOLD_RETURN_IF_ERROR(ReadKeys(band, pair.bands, keys));
      if (keys[a] != keys[b]) continue;
      uint64_t members = 0;
      for (UnitNumber unit = 0; unit < keys.size(); ++unit) {
        if (keys[unit] == keys[a] && items.item_of_unit[unit] != kNoUnit) ++members;
      }
      pair.largest_bucket = std::max(pair.largest_bucket, members);
      pair.smallest_bucket =
          pair.smallest_bucket == 0 ? members : std::min(pair.smallest_bucket, members);
    }
    return absl::OkStatus();
  }

  absl::Status ReadKeys(uint32_t band, uint32_t bands, std::vector<uint64_t>& keys) const {
    keys.resize(tables_.units());
    for (uint64_t begin = 0; begin < keys.size(); begin += kUnitsInKeyChunk) {
      const uint64_t count = std::min<uint64_t>(kUnitsInKeyChunk, keys.size() - begin);
      TWICETOLD_RETURN_IF_ERROR(tables_.ReadKeys(static_cast<UnitNumber>(begin), count, band, bands,
                                                 std::span(keys).subspan(begin, count)));
    }
    return absl::OkStatus();
  }

  DedupInputs& inputs_;
  const DedupOptions& options_;
  const Tables& tables_;
  const RecordNames names_;
  const std::vector<UnitFate> fates_;
  Order order_;
};

absl::StatusOr<Explanation> Explained(DedupInputs& inputs, const DedupOptions& options,
                                      const std::vector<std::string>& names, WorkDir& work,
                                      Progress* progress) {
  TWICETOLD_RETURN_IF_ERROR(DecideFates(inputs, options, work, progress));
  TWICETOLD_ASSIGN_OR_RETURN(const Tables tables, Tables::Open(work));
  TWICETOLD_ASSIGN_OR_RETURN(std::vector<UnitFate> fates, FatesDecided(work));
  return Explainer(inputs, options, tables, std::move(fates)).Explain(names);
}

}  // namespace

absl::StatusOr<Explanation> ExplainRecords(DedupInputs& inputs, const DedupOptions& options,
                                           const std::vector<std::string>& names, WorkDir& work,
                                           Progress* progress) {
  if (options.level != DedupLevel::kDocument) {
    return absl::InvalidArgumentError("--explain: explains --level document only");
  }
  if (names.empty() || names.size() > 2) {
    return absl::InvalidArgumentError("--explain: takes one record, or two");
  }
  absl::StatusOr<Explanation> explanation = Explained(inputs, options, names, work, progress);
  TWICETOLD_RETURN_IF_ERROR(work.Remove());  // there is nothing to be resumed
  return explanation;
}

}  // namespace twicetold
