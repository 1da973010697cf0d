#include "twicetold/dedup/dedup.h"

#include <algorithm>
#include <cstdint>
#include <map>
#include <memory>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/candidates.h"
#include "twicetold/dedup/collect.h"
#include "twicetold/dedup/contained_candidates.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/decide_contained.h"
#include "twicetold/dedup/differences.h"
#include "twicetold/dedup/exhaustive_pairs.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/order.h"
#include "twicetold/dedup/passages.h"
#include "twicetold/dedup/read.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/versions.h"
#include "twicetold/io/output_file.h"

namespace twicetold {
namespace {

constexpr char kDecideStage[] = "decide";

// A stage told to whoever listens, from here to the end of the scope.
class Told {
 public:
  Told(Progress* progress, std::string_view stage, uint64_t total, std::string_view unit)
      : progress_(progress) {
    if (progress_ != nullptr) progress_->Begin(stage, total, unit);
  }
  ~Told() {
    if (progress_ != nullptr) progress_->End();
  }
  Told(const Told&) = delete;
  Told& operator=(const Told&) = delete;

 private:
  Progress* const progress_;
};

// Values that a stage leaves in a file and finds there again.
template <typename Value>
absl::StatusOr<FileFacts> Put(const WorkDir& work, std::string_view stage, std::string_view name,
                              std::span<const Value> values) {
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter file, work.Create(stage, name));
  TWICETOLD_RETURN_IF_ERROR(file.AppendValues(values));
  return file.Finish();
}

template <typename Value>
absl::StatusOr<std::vector<Value>> Take(const WorkDir& work, std::string_view stage,
                                        std::string_view name) {
  TWICETOLD_ASSIGN_OR_RETURN(const SpillReader file, work.Open(stage, name));
  std::vector<Value> values(file.size() / sizeof(Value));
  TWICETOLD_RETURN_IF_ERROR(file.ReadValues<Value>(0, values));
  return values;
}

// Counts of the stage "decide".
struct DecideFacts {
  uint64_t passages = 0;
  uint64_t passage_words = 0;
  uint64_t verified = 0;
  uint64_t protected_pairs = 0;
  uint64_t hash_lies = 0;
};

class Run {
 public:
  Run(DedupInputs& inputs, const DedupOptions& options, WorkDir& work, Progress* progress)
      : inputs_(inputs), options_(options), work_(work), progress_(progress) {}

  // All but the writing.
  absl::Status Prepare() {
    TWICETOLD_RETURN_IF_ERROR(FindDone());
    return RunStages();
  }

  absl::StatusOr<DedupSummary> Go(const DedupOutputs& outputs, UnfinishedFiles* unfinished) {
    UnfinishedFiles own;
    if (unfinished == nullptr) unfinished = &own;
    TWICETOLD_RETURN_IF_ERROR(work_.NoteUnfinished(*unfinished));
    TWICETOLD_RETURN_IF_ERROR(FindDone());
    if (const absl::Status status = TryOutputs(outputs, unfinished); !status.ok()) {
      return GiveUp(status);
    }
    DedupSummary summary;
    TWICETOLD_RETURN_IF_ERROR(RunStages());
    TWICETOLD_ASSIGN_OR_RETURN(const Tables tables, Tables::Open(work_));
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<UnitFate> fates, FatesDecided(work_));
    std::vector<Cut> cuts;
    if (options_.level == DedupLevel::kParagraph) {
      TWICETOLD_ASSIGN_OR_RETURN(cuts, CutsOf(fates, tables));
    } else if (options_.level == DedupLevel::kPassage) {
      TWICETOLD_ASSIGN_OR_RETURN(cuts, Take<Cut>(work_, kDecideStage, "cuts"));
    }
    std::optional<DifferenceReader> differences;
    if (options_.differences || options_.spans) {
      TWICETOLD_ASSIGN_OR_RETURN(DifferenceReader reader,
                                 DifferenceReader::Open(work_, kDecideStage));
      differences.emplace(std::move(reader));
    }
    {
      const Told told(progress_, "writing", inputs_.TotalBytes(), "bytes");
      TWICETOLD_ASSIGN_OR_RETURN(
          const Written written,
          WriteRecords(inputs_, tables, fates, cuts, differences ? &*differences : nullptr,
                       options_, outputs, unfinished, progress_));
      summary.kept = written.records;
    }
    TWICETOLD_RETURN_IF_ERROR(WriteClusters(inputs_, tables, fates, options_, outputs, unfinished));
    if (options_.all_pairs) {
      TWICETOLD_ASSIGN_OR_RETURN(const SpillReader pairs, work_.Open(kDecideStage, "pairs"));
      TWICETOLD_ASSIGN_OR_RETURN(const std::vector<UnitCopy> copies,
                                 Take<UnitCopy>(work_, kDecideStage, "copies"));
      TWICETOLD_RETURN_IF_ERROR(
          WritePairs(inputs_, tables, pairs, copies, options_, outputs, unfinished));
    }
    TWICETOLD_RETURN_IF_ERROR(Summarise(tables, fates, summary));
    TWICETOLD_RETURN_IF_ERROR(WriteSummaryFile(summary, outputs, unfinished));
    TWICETOLD_RETURN_IF_ERROR(work_.Remove());
    return summary;
  }

 private:
  // Which stages an earlier run has finished. What a stage made counts only when all before it have
  // been found whole, too; else it is made anew.
  absl::Status FindDone() {
    bool before = true;
    for (const auto& [stage, done] :
         {std::pair(kReadStage, &read_), std::pair(kBucketStage, &bucketed_),
          std::pair(kDecideStage, &decided_)}) {
      if (before) {
        TWICETOLD_ASSIGN_OR_RETURN(before, work_.IsDone(stage));
      }
      *done = before;
      if (!before) TWICETOLD_RETURN_IF_ERROR(work_.Forget(stage));
    }
    return absl::OkStatus();
  }

  // What is left of all stages but the writing.
  absl::Status RunStages() {
    TWICETOLD_RETURN_IF_ERROR(Read());
    TWICETOLD_ASSIGN_OR_RETURN(const Tables tables, Tables::Open(work_));
    return DecideUnlessDone(tables);
  }

  absl::Status Read() {
    if (read_) return absl::OkStatus();
    const Told told(progress_, "reading", inputs_.TotalBytes(), "bytes");
    const absl::Status status = ReadRecords(inputs_, options_, work_, progress_);
    return status.ok() ? status : GiveUp(status);
  }

  // Where there is nothing to go on from, a folder left behind would be in the way of the next try.
  absl::Status GiveUp(const absl::Status& status) {
    if (!read_) work_.Remove().IgnoreError();
    return status;
  }

  absl::Status DecideUnlessDone(const Tables& tables) {
    if (decided_) return absl::OkStatus();
    if (options_.level == DedupLevel::kPassage) return DecidePassages(tables);
    TWICETOLD_ASSIGN_OR_RETURN(const Order order, OrderUnits(tables, options_.keep));
    TWICETOLD_ASSIGN_OR_RETURN(std::vector<UnitNumber> heads,
                               FindHeads(tables, order, options_.memory / 4));
    TWICETOLD_ASSIGN_OR_RETURN(const Items items, ItemsOf(tables, order, heads));
    TWICETOLD_ASSIGN_OR_RETURN(const uint64_t first_reference, FirstReference(tables));
    const uint32_t references = CountReferences(items, first_reference);
    if (!options_.exhaustive) TWICETOLD_RETURN_IF_ERROR(Bucket(tables, items, references));
    std::vector<bool> wanted(items.unit_of_item.size(), options_.exhaustive);
    if (!options_.exhaustive) TWICETOLD_RETURN_IF_ERROR(MarkCandidates(wanted));

    SetStore sets(wanted, options_.memory / 3, work_, "collect", "sets");
    std::optional<TextStore> texts;
    if (options_.wants_texts()) {
      texts.emplace(wanted, options_.memory / 4, work_, "collect", "unit_texts");
    }
    TextStore* const texts_or_null = texts ? &*texts : nullptr;
    DecideFacts facts;
    {
      const Told told(progress_, "collecting", inputs_.TotalBytes(), "bytes");
      TWICETOLD_ASSIGN_OR_RETURN(
          facts.hash_lies, CollectSets(inputs_, options_, tables, items, wanted, heads, work_, sets,
                                       texts_or_null, progress_));
    }
    if (options_.exhaustive && !bucketed_) {
      TWICETOLD_RETURN_IF_ERROR(FindAllPairs(sets, wanted.size(), options_, work_));
    }
    std::map<std::string, FileFacts> files;
    TWICETOLD_ASSIGN_OR_RETURN(const Decisions decisions,
                               DecidePairs(items, references, sets, texts_or_null, files));
    facts.verified = decisions.verified;
    facts.protected_pairs = decisions.protected_pairs;
    std::vector<UnitFate> fates =
        FatesOfUnits(decisions.gone, items, heads, first_reference, options_.measure);
    if (options_.level == DedupLevel::kDocument) {
      TWICETOLD_RETURN_IF_ERROR(MarkVersions(tables, fates));
    }
    if (options_.differences || options_.spans) {
      TWICETOLD_RETURN_IF_ERROR(PutDifferences(decisions.gone, *texts, options_.recipe.hash_seed,
                                               options_.threads, work_, kDecideStage, files));
    }
    TWICETOLD_ASSIGN_OR_RETURN(files["fates"], Put<UnitFate>(work_, kDecideStage, "fates", fates));
    TWICETOLD_ASSIGN_OR_RETURN(
        files["facts"], Put<DecideFacts>(work_, kDecideStage, "facts", std::span(&facts, 1)));
    if (options_.all_pairs) {
      TWICETOLD_ASSIGN_OR_RETURN(files["copies"],
                                 Put<UnitCopy>(work_, kDecideStage, "copies", CopiesOf(heads)));
    }
    return work_.Finish(kDecideStage, files);
  }

  // From candidates to decisions; with options.all_pairs every pair goes into a file of the stage.
  absl::StatusOr<Decisions> DecidePairs(const Items& items, uint32_t references,
                                        const SetStore& sets, const TextStore* texts,
                                        std::map<std::string, FileFacts>& files) {
    TWICETOLD_ASSIGN_OR_RETURN(const SpillReader pairs, work_.Open(kBucketStage, "pairs"));
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<BucketFacts> bucket,
                               Take<BucketFacts>(work_, kBucketStage, "facts"));
    const Undecided undecided{pairs,      sets,
                              texts,      static_cast<uint32_t>(items.unit_of_item.size()),
                              references, bucket.at(0).hot_buckets > 0};
    std::optional<SpillWriter> told_pairs;
    if (options_.all_pairs) {
      TWICETOLD_ASSIGN_OR_RETURN(SpillWriter writer, work_.Create(kDecideStage, "pairs"));
      told_pairs.emplace(std::move(writer));
    }
    const auto tell = [&](const ItemOverlap& pair) {
      const UnitPair of_units = PairOfUnits(pair, items);
      return told_pairs->AppendValues(std::span<const UnitPair>(&of_units, 1));
    };
    const Told told(progress_, "verifying", pairs.size() / sizeof(uint64_t), "pairs");
    const auto decide = options_.measure == Measure::kContainment ? DecideContained : Decide;
    TWICETOLD_ASSIGN_OR_RETURN(Decisions decisions,
                               decide(undecided, options_, work_, kDecideStage, tell, progress_));
    if (told_pairs) {
      TWICETOLD_ASSIGN_OR_RETURN(files["pairs"], told_pairs->Finish());
    }
    return decisions;
  }

  // Nobody goes; the cuts take the place of fates.
  absl::Status DecidePassages(const Tables& tables) {
    const Told told(progress_, "searching", 0, "bytes");
    TWICETOLD_ASSIGN_OR_RETURN(const Order order, OrderUnits(tables, options_.keep));
    TWICETOLD_ASSIGN_OR_RETURN(const uint64_t first_reference, FirstReference(tables));
    const auto references = static_cast<uint32_t>(tables.units() - first_reference);
    TWICETOLD_ASSIGN_OR_RETURN(const FoundPassages found,
                               FindPassages(tables, work_, order, references, options_));
    const BucketFacts none;
    std::map<std::string, FileFacts> files;
    TWICETOLD_ASSIGN_OR_RETURN(files["facts"],
                               Put<BucketFacts>(work_, kBucketStage, "facts", std::span(&none, 1)));
    TWICETOLD_RETURN_IF_ERROR(work_.Finish(kBucketStage, files));
    DecideFacts facts;
    facts.passages = found.cuts.size();
    facts.passage_words = found.words;
    facts.hash_lies = found.false_proposals;
    files.clear();
    TWICETOLD_ASSIGN_OR_RETURN(files["cuts"], Put<Cut>(work_, kDecideStage, "cuts", found.cuts));
    TWICETOLD_ASSIGN_OR_RETURN(files["fates"], Put<UnitFate>(work_, kDecideStage, "fates", {}));
    TWICETOLD_ASSIGN_OR_RETURN(
        files["facts"], Put<DecideFacts>(work_, kDecideStage, "facts", std::span(&facts, 1)));
    return work_.Finish(kDecideStage, files);
  }

  absl::Status Bucket(const Tables& tables, const Items& items, uint32_t references) {
    if (bucketed_) return absl::OkStatus();
    if (options_.measure == Measure::kContainment) {
      const Told told(progress_, "comparing", 0, "bytes");
      return FindContainedCandidates(inputs_, tables, items, references, options_, work_,
                                     progress_);
    }
    const Told told(progress_, "comparing", options_.recipe.Plan().bands, "bands");
    return FindCandidates(tables, items, options_, work_, progress_);
  }

  absl::Status MarkCandidates(std::vector<bool>& wanted) const {
    TWICETOLD_ASSIGN_OR_RETURN(const SpillReader pairs, work_.Open(kBucketStage, "pairs"));
    SpillStream<uint64_t> stream(pairs);
    while (true) {
      TWICETOLD_ASSIGN_OR_RETURN(const uint64_t* const number, stream.Next());
      if (number == nullptr) return absl::OkStatus();
      const ItemPair pair = ItemPair::FromNumber(*number);
      wanted[pair.better] = true;
      wanted[pair.worse] = true;
    }
  }

  // The first unit of a reference; all after it are, too.
  absl::StatusOr<uint64_t> FirstReference(const Tables& tables) const {
    TWICETOLD_ASSIGN_OR_RETURN(const uint64_t record,
                               tables.FirstRecordFrom(inputs_.first_reference()));
    return tables.FirstUnitFrom(record);
  }

  // References come first in the order of preference, so among the items, too.
  static uint32_t CountReferences(const Items& items, uint64_t first_reference) {
    const auto end =
        std::find_if(items.unit_of_item.begin(), items.unit_of_item.end(),
                     [first_reference](UnitNumber unit) { return unit < first_reference; });
    return static_cast<uint32_t>(end - items.unit_of_item.begin());
  }

  absl::Status Summarise(const Tables& tables, std::span<const UnitFate> fates,
                         DedupSummary& summary) const {
    summary.records = tables.records();
    summary.units = tables.units();
    TWICETOLD_ASSIGN_OR_RETURN(const uint64_t first_reference,
                               tables.FirstRecordFrom(inputs_.first_reference()));
    summary.references = summary.records - first_reference;
    CountFates(fates, summary);
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<BucketFacts> bucket,
                               Take<BucketFacts>(work_, kBucketStage, "facts"));
    summary.candidates = bucket.at(0).candidates;
    summary.hot_buckets = bucket.at(0).hot_buckets;
    summary.largest_bucket = bucket.at(0).largest_bucket;
    summary.held_back = bucket.at(0).held_back;
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<DecideFacts> decide,
                               Take<DecideFacts>(work_, kDecideStage, "facts"));
    summary.verified = decide.at(0).verified;
    summary.protected_pairs = decide.at(0).protected_pairs;
    summary.hash_lies = decide.at(0).hash_lies;
    summary.passages = decide.at(0).passages;
    summary.passage_words = decide.at(0).passage_words;
    TWICETOLD_ASSIGN_OR_RETURN(const SpillReader skipped, work_.Open(kReadStage, "skipped"));
    TWICETOLD_ASSIGN_OR_RETURN(summary.skipped, ReadSkipped(skipped));
    return absl::OkStatus();
  }

  absl::Status WriteSummaryFile(const DedupSummary& summary, const DedupOutputs& outputs,
                                UnfinishedFiles* unfinished) const {
    if (outputs.summary.empty()) return absl::OkStatus();
    TWICETOLD_ASSIGN_OR_RETURN(const std::unique_ptr<OutputFile> file,
                               OutputFile::Create(outputs.summary, unfinished));
    WriteSummary(summary, options_, file->stream());
    return file->Commit();
  }

  DedupInputs& inputs_;
  const DedupOptions& options_;
  WorkDir& work_;
  Progress* const progress_;
  bool read_ = false;  // stages that were finished before
  bool bucketed_ = false;
  bool decided_ = false;
};

}  // namespace

absl::Status DecideFates(DedupInputs& inputs, const DedupOptions& options, WorkDir& work,
                         Progress* progress) {
  return Run(inputs, options, work, progress).Prepare();
}

absl::StatusOr<std::vector<UnitFate>> FatesDecided(const WorkDir& work) {
  return Take<UnitFate>(work, kDecideStage, "fates");
}

absl::StatusOr<std::string> PlanOf(const DedupInputs& inputs, const DedupOptions& options) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::string of_inputs, inputs.Fingerprint());
  return Concat({options.Fingerprint(), " inputs=", HexDigits(Hash128(of_inputs))});
}

absl::StatusOr<DedupSummary> Deduplicate(DedupInputs& inputs, const DedupOptions& options,
                                         const DedupOutputs& outputs, WorkDir& work,
                                         UnfinishedFiles* unfinished, Progress* progress) {
  return Run(inputs, options, work, progress).Go(outputs, unfinished);
}

}  // namespace twicetold
