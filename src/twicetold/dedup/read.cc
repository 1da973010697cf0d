// Blocks of records are read one after the other, worked on by all threads, and what they gave is
// written in the order of the blocks. Keys are gathered into chunks, band by band, so that one band
// of all units can later be read without the others (dedup/tables.h).

#include "twicetold/dedup/read.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/ordered_work.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/preference.h"
#include "twicetold/dedup/record_column.h"
#include "twicetold/dedup/seed_plan.h"
#include "twicetold/dedup/skipped.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/dedup/unit_cutter.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_reader.h"
#include "twicetold/lsh/band_keys.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {
namespace {

constexpr uint64_t kMostUnits = UINT32_MAX - 1;  // the last number means "none"

// Keys of a unit: one a band of its signature, or its seeds (the last one again where it has
// fewer).
uint32_t KeysOfUnit(const DedupOptions& options) {
  return options.measure == Measure::kResemblance ? options.recipe.Plan().bands
                                                  : SeedPlan(options.recipe).seeds();
}

// What a block of records gave.
struct BlockTables {
  std::vector<RecordEntry> records;
  std::vector<UnitEntry> units;  // records numbered from 0 in the block
  std::vector<uint64_t> keys;    // of one unit after the other
  ColumnBlock ids;
  ColumnBlock series;  // where inputs tell of it
  ColumnBlock texts;   // DedupLevel::kPassage
  std::vector<SkippedPlace> skipped;
  uint64_t bytes = 0;

  void Clear() {
    records.clear();
    units.clear();
    keys.clear();
    ids.Clear();
    series.Clear();
    texts.Clear();
    skipped.clear();
    bytes = 0;
  }
};

// Makes the tables of blocks. One for each thread.
class BlockWorker {
 public:
  BlockWorker(const DedupInputs& inputs, const DedupOptions& options, const Sketcher& sketcher)
      : inputs_(inputs),
        options_(options),
        preference_(options.keep),
        plan_(options.recipe.Plan()),
        keys_(KeysOfUnit(options)),
        tell_series_(inputs.tell_series()),
        sketcher_(sketcher),
        reader_(inputs.read_options()),
        cutter_(options),
        signature_(options.recipe.sketch.size) {}

  void Work(const RecordBlock& block, BlockTables& tables) {
    tables.Clear();
    tables.bytes = block.bytes.size();
    const RecordInput& input = inputs_.files()[block.input];
    const auto skip = [&](const SkippedRecord& skipped) {
      const std::string line = skipped.line == 0 ? "" : Concat({":", std::to_string(skipped.line)});
      tables.skipped.push_back(
          {Concat({inputs_.NameOf(block.input), line}), std::string(skipped.reason.message())});
    };
    if (block.skipped) skip(*block.skipped);
    reader_.ForEach(
        input, block, [&](const Record& record) { Add(block, record, tables); }, skip);
  }

 private:
  void Add(const RecordBlock& block, const Record& record, BlockTables& tables) {
    RecordEntry entry;
    entry.offset = record.offset;
    entry.line = record.line;
    entry.size = static_cast<uint32_t>(record.raw.size());
    entry.input = block.input;
    entry.preference = block.input >= inputs_.first_reference() ? 0 : preference_.Of(record);
    const auto number = static_cast<RecordNumber>(tables.records.size());
    tables.records.push_back(entry);
    tables.ids.Add(record.id);
    if (tell_series_) tables.series.Add(record.series);
    if (options_.level == DedupLevel::kPassage) {
      // Passages are looked for in the texts themselves (dedup/passages.h).
      tables.texts.Add(record.text);
      UnitEntry& unit = tables.units.emplace_back();
      unit.record = number;
      unit.end = static_cast<uint32_t>(record.text.size());
      return;
    }
    for (const Span& span : cutter_.Cut(record.text)) {
      AddUnit(number, span, record.text.substr(span.begin, span.size()), tables);
    }
  }

  void AddUnit(RecordNumber record, const Span& span, std::string_view text, BlockTables& tables) {
    const std::span<const uint64_t> words = cutter_.Words(text);
    UnitEntry unit;
    unit.record = record;
    unit.begin = static_cast<uint32_t>(span.begin);
    unit.end = static_cast<uint32_t>(span.end);
    unit.words = static_cast<uint32_t>(words.size());
    if (options_.level == DedupLevel::kParagraph && words.size() < options_.min_paragraph_words) {
      return;
    }
    const size_t key = tables.keys.size();
    tables.keys.resize(key + keys_);
    if (!words.empty()) {
      unit.content = Hash128({reinterpret_cast<const char*>(words.data()), words.size_bytes()});
      MakeKeys(words, std::span(tables.keys).subspan(key));
    }
    tables.units.push_back(unit);
  }

  void MakeKeys(std::span<const uint64_t> words, std::span<uint64_t> keys) {
    std::vector<uint64_t>& shingles = cutter_.Shingles(words);
    if (options_.measure == Measure::kResemblance) {
      sketcher_.Sketch(shingles, signature_);
      MakeBandKeys(signature_, plan_, keys.data(), 1);
      return;
    }
    DistinctShingles(shingles, scratch_);
    for (size_t i = 0; i < keys.size(); ++i) keys[i] = shingles[std::min(i, shingles.size() - 1)];
  }

  const DedupInputs& inputs_;
  const DedupOptions& options_;
  const Preference preference_;
  const BandPlan plan_;
  const uint32_t keys_;
  const bool tell_series_;
  const Sketcher& sketcher_;
  RecordReader reader_;
  UnitCutter cutter_;
  std::vector<uint16_t> signature_;
  std::vector<uint64_t> scratch_;
};

// The keys of units, turned from unit by unit to band by band.
class KeyWriter {
 public:
  KeyWriter(SpillWriter file, uint32_t bands)
      : file_(std::move(file)), bands_(bands), chunk_(kStride * bands) {}

  absl::Status Add(std::span<const uint64_t> keys) {
    while (!keys.empty()) {
      for (uint32_t band = 0; band < bands_; ++band) {
        chunk_[band * kStride + count_] = keys[band];
      }
      keys = keys.subspan(bands_);
      if (++count_ == kUnitsInKeyChunk) TWICETOLD_RETURN_IF_ERROR(WriteChunk());
    }
    return absl::OkStatus();
  }

  absl::StatusOr<FileFacts> Finish() {
    TWICETOLD_RETURN_IF_ERROR(WriteChunk());
    return file_.Finish();
  }

 private:
  absl::Status WriteChunk() {
    for (uint32_t band = 0; band < bands_; ++band) {
      const auto keys = std::span(chunk_).subspan(band * kStride, count_);
      TWICETOLD_RETURN_IF_ERROR(file_.AppendValues<uint64_t>(keys));
    }
    count_ = 0;
    return absl::OkStatus();
  }

  // Bands lie some lines of the cache further apart than a power of two, or the keys of a unit
  // would all want the same few places in it.
  static constexpr uint64_t kStride = kUnitsInKeyChunk + 24;

  SpillWriter file_;
  const uint32_t bands_;
  std::vector<uint64_t> chunk_;
  size_t count_ = 0;
};

// Puts the tables of blocks end to end.
class TableWriter {
 public:
  static absl::StatusOr<TableWriter> Create(const WorkDir& work, uint32_t bands) {
    const auto create = [&](std::string_view name) { return work.Create(kReadStage, name); };
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter records, create("records"));
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter units, create("units"));
    TWICETOLD_ASSIGN_OR_RETURN(ColumnWriter ids,
                               ColumnWriter::Create(work, kReadStage, "ids", "id_ends"));
    TWICETOLD_ASSIGN_OR_RETURN(ColumnWriter series,
                               ColumnWriter::Create(work, kReadStage, "series", "series_ends"));
    TWICETOLD_ASSIGN_OR_RETURN(ColumnWriter texts,
                               ColumnWriter::Create(work, kReadStage, "texts", "text_ends"));
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter keys, create("keys"));
    TWICETOLD_ASSIGN_OR_RETURN(SpillWriter skipped, create("skipped"));
    return TableWriter(std::move(records), std::move(units), std::move(ids), std::move(series),
                       std::move(texts), KeyWriter(std::move(keys), bands), std::move(skipped));
  }

  absl::Status Add(BlockTables& block) {
    if (units_count_ + block.units.size() > kMostUnits ||
        records_count_ + block.records.size() > kMostUnits) {
      return absl::ResourceExhaustedError(
          "there are more than 4,294,967,294 records or paragraphs; split the input");
    }
    for (UnitEntry& unit : block.units) unit.record += static_cast<uint32_t>(records_count_);
    TWICETOLD_RETURN_IF_ERROR(records_.AppendValues<RecordEntry>(block.records));
    TWICETOLD_RETURN_IF_ERROR(units_.AppendValues<UnitEntry>(block.units));
    TWICETOLD_RETURN_IF_ERROR(ids_.Add(block.ids));
    TWICETOLD_RETURN_IF_ERROR(series_.Add(block.series));
    TWICETOLD_RETURN_IF_ERROR(texts_.Add(block.texts));
    TWICETOLD_RETURN_IF_ERROR(keys_.Add(block.keys));
    for (const SkippedPlace& skipped : block.skipped) {
      TWICETOLD_RETURN_IF_ERROR(AppendSkipped(skipped, skipped_));
    }
    records_count_ += block.records.size();
    units_count_ += block.units.size();
    return absl::OkStatus();
  }

  absl::Status AddBrokenOff(const std::string& message) {
    return AppendSkipped({"", message}, skipped_);
  }

  absl::Status Finish(WorkDir& work) {
    std::map<std::string, FileFacts> files;
    TWICETOLD_ASSIGN_OR_RETURN(files["records"], records_.Finish());
    TWICETOLD_ASSIGN_OR_RETURN(files["units"], units_.Finish());
    TWICETOLD_RETURN_IF_ERROR(ids_.Finish(files));
    TWICETOLD_RETURN_IF_ERROR(series_.Finish(files));
    TWICETOLD_RETURN_IF_ERROR(texts_.Finish(files));
    TWICETOLD_ASSIGN_OR_RETURN(files["keys"], keys_.Finish());
    TWICETOLD_ASSIGN_OR_RETURN(files["skipped"], skipped_.Finish());
    return work.Finish(kReadStage, files);
  }

 private:
  TableWriter(SpillWriter records, SpillWriter units, ColumnWriter ids, ColumnWriter series,
              ColumnWriter texts, KeyWriter keys, SpillWriter skipped)
      : records_(std::move(records)),
        units_(std::move(units)),
        ids_(std::move(ids)),
        series_(std::move(series)),
        texts_(std::move(texts)),
        keys_(std::move(keys)),
        skipped_(std::move(skipped)) {}

  SpillWriter records_;
  SpillWriter units_;
  ColumnWriter ids_;
  ColumnWriter series_;
  ColumnWriter texts_;
  KeyWriter keys_;
  SpillWriter skipped_;
  uint64_t records_count_ = 0;
  uint64_t units_count_ = 0;
};

}  // namespace

absl::Status ReadRecords(DedupInputs& inputs, const DedupOptions& options, WorkDir& work,
                         Progress* progress) {
  TWICETOLD_ASSIGN_OR_RETURN(const Sketcher sketcher, Sketcher::Create(options.recipe.sketch));
  TWICETOLD_RETURN_IF_ERROR(inputs.Rewind());
  TWICETOLD_ASSIGN_OR_RETURN(TableWriter writer, TableWriter::Create(work, KeysOfUnit(options)));
  std::deque<BlockWorker> workers;
  for (int i = 0; i < std::max(options.threads, 1); ++i) {
    workers.emplace_back(inputs, options, sketcher);
  }
  uint64_t bytes = 0;
  TWICETOLD_RETURN_IF_ERROR((OrderedWork<RecordBlock, BlockTables>::Run(
      options.threads, {[&](RecordBlock& block) { return inputs.Next(block); },
                        [&](int worker, RecordBlock& block, BlockTables& tables) {
                          workers[static_cast<size_t>(worker)].Work(block, tables);
                          return absl::OkStatus();
                        },
                        [&](RecordBlock&, BlockTables& tables) {
                          bytes += tables.bytes;
                          if (progress != nullptr) progress->Advance(bytes);
                          return writer.Add(tables);
                        }})));
  for (const std::string& broken_off : inputs.broken_off()) {
    TWICETOLD_RETURN_IF_ERROR(writer.AddBrokenOff(broken_off));
  }
  return writer.Finish(work);
}

}  // namespace twicetold
