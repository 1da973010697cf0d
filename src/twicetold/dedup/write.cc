#include "twicetold/dedup/write.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <ostream>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/ordered_work.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/unfinished_files.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

// What a record is called in results, and where it stands.
struct RecordName {
  std::string id;     // its own, or the place
  std::string place;  // "FILE:LINE"
};

class Namer {
 public:
  Namer(const DedupInputs& inputs, const Tables& tables) : inputs_(inputs), tables_(tables) {}

  absl::StatusOr<RecordName> NameOf(RecordNumber record, const RecordEntry& entry) const {
    RecordName name;
    name.place = Concat({inputs_.files()[entry.input].name, ":", std::to_string(entry.line)});
    TWICETOLD_ASSIGN_OR_RETURN(name.id, tables_.IdOf(record));
    if (name.id.empty()) name.id = name.place;
    return name;
  }

  absl::StatusOr<RecordName> NameOfUnit(UnitNumber unit) const {
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry of_unit, tables_.Unit(unit));
    TWICETOLD_ASSIGN_OR_RETURN(const RecordEntry of_record, tables_.Record(of_unit.record));
    return NameOf(of_unit.record, of_record);
  }

 private:
  const DedupInputs& inputs_;
  const Tables& tables_;
};

void WriteFigures(const UnitFate& fate, JsonWriter& json) {
  json.Field("reason", ReasonName(fate.reason));
  json.Field("resemblance", fate.Resemblance());
  json.Field("containment", fate.Containment());
  json.Field("containment_of_kept", fate.ContainmentOfKept());
}

// What a block puts into the outputs.
struct BlockOutput {
  std::string kept;
  std::string removed;
  uint64_t records = 0;  // in `kept`
};

// Makes the outputs of blocks; one for all threads.
class BlockPrinter {
 public:
  BlockPrinter(const DedupInputs& inputs, const Tables& tables, std::span<const UnitFate> fates,
               const DedupOutputs& outputs)
      : inputs_(inputs), namer_(inputs, tables), fates_(fates), outputs_(outputs) {}

  absl::Status Print(const SelectedBlock& selected, BlockOutput& output) const {
    output.kept.clear();
    output.removed.clear();
    output.records = 0;
    if (selected.block.input >= inputs_.first_reference()) return absl::OkStatus();
    for (const SelectedRecord& record : selected.records) {
      const UnitFate* const fate = FateOf(selected, record);
      if (fate != nullptr && !outputs_.removed.empty()) {
        TWICETOLD_RETURN_IF_ERROR(PrintRemoved(selected, record, *fate, output.removed));
      }
      if (fate != nullptr && !outputs_.annotate) continue;
      ++output.records;
      output.kept.append(selected.BytesOf(record));
      output.kept.push_back('\n');
    }
    return absl::OkStatus();
  }

 private:
  const UnitFate* FateOf(const SelectedBlock& selected, const SelectedRecord& record) const {
    if (record.first_unit == record.end_unit) return nullptr;
    const UnitNumber unit = selected.units[record.first_unit].unit;
    const auto found =
        std::lower_bound(fates_.begin(), fates_.end(), unit,
                         [](const UnitFate& fate, UnitNumber of) { return fate.unit < of; });
    return found != fates_.end() && found->unit == unit ? &*found : nullptr;
  }

  absl::Status PrintRemoved(const SelectedBlock& selected, const SelectedRecord& record,
                            const UnitFate& fate, std::string& out) const {
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName name, namer_.NameOf(record.record, record.entry));
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName kept, namer_.NameOfUnit(fate.kept));
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    json.BeginObject();
    json.Field("id", name.id);
    json.Field("kept", kept.id);
    WriteFigures(fate, json);
    json.Field("place", name.place);
    json.Field("kept_place", kept.place);
    json.Key("record");
    json.Verbatim(selected.BytesOf(record));
    json.EndObject();
    out.append(std::move(line).str());
    return absl::OkStatus();
  }

  const DedupInputs& inputs_;
  const Namer namer_;
  const std::span<const UnitFate> fates_;
  const DedupOutputs& outputs_;
};

// A file that may not be wanted.
class OptionalOutput {
 public:
  static absl::StatusOr<OptionalOutput> Create(const std::string& path,
                                               UnfinishedFiles* unfinished) {
    OptionalOutput output;
    if (path.empty()) return output;
    TWICETOLD_ASSIGN_OR_RETURN(output.file_, OutputFile::Create(path, unfinished));
    return output;
  }

  // A write that fails shows in the stream, and is told by Commit: a run that goes on writing into
  // a full disk would take its time to find out.
  absl::Status Write(std::string_view bytes) {
    if (!file_) return absl::OkStatus();
    file_->stream().write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    return file_->stream().good() ? absl::OkStatus() : file_->Commit();
  }

  absl::Status Commit() { return file_ ? file_->Commit() : absl::OkStatus(); }

 private:
  std::unique_ptr<OutputFile> file_;
};

}  // namespace

absl::StatusOr<Written> WriteRecords(DedupInputs& inputs, const Tables& tables,
                                     std::span<const UnitFate> fates, const DedupOptions& options,
                                     const DedupOutputs& outputs, UnfinishedFiles* unfinished,
                                     Progress* progress) {
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput kept, OptionalOutput::Create(outputs.kept, unfinished));
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput removed,
                             OptionalOutput::Create(outputs.removed, unfinished));
  TWICETOLD_RETURN_IF_ERROR(inputs.Rewind());
  SelectedBlocks blocks(inputs, tables);
  const BlockPrinter printer(inputs, tables, fates, outputs);
  Written written;
  uint64_t bytes = 0;
  const auto take = [&](SelectedBlock& selected, BlockOutput& output) -> absl::Status {
    TWICETOLD_RETURN_IF_ERROR(kept.Write(output.kept));
    TWICETOLD_RETURN_IF_ERROR(removed.Write(output.removed));
    written.records += output.records;
    written.bytes += output.kept.size();
    bytes += selected.block.bytes.size();
    if (progress != nullptr) progress->Advance(bytes);
    return absl::OkStatus();
  };
  TWICETOLD_RETURN_IF_ERROR((OrderedWork<SelectedBlock, BlockOutput>::Run(
      options.threads, {[&](SelectedBlock& selected) { return blocks.Next(selected); },
                        [&](int, SelectedBlock& selected, BlockOutput& output) {
                          return printer.Print(selected, output);
                        },
                        take})));
  TWICETOLD_RETURN_IF_ERROR(kept.Commit());
  TWICETOLD_RETURN_IF_ERROR(removed.Commit());
  return written;
}

absl::Status WriteClusters(const DedupInputs& inputs, const Tables& tables,
                           std::vector<UnitFate> fates, const DedupOutputs& outputs,
                           UnfinishedFiles* unfinished) {
  if (outputs.clusters.empty()) return absl::OkStatus();
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput file,
                             OptionalOutput::Create(outputs.clusters, unfinished));
  const Namer namer(inputs, tables);
  std::sort(fates.begin(), fates.end(), [](const UnitFate& a, const UnitFate& b) {
    return std::pair(a.kept, a.unit) < std::pair(b.kept, b.unit);
  });
  for (size_t begin = 0; begin < fates.size();) {
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName kept, namer.NameOfUnit(fates[begin].kept));
    json.BeginObject();
    json.Field("representative", kept.id);
    json.Field("place", kept.place);
    json.Key("members");
    json.BeginArray();
    size_t end = begin;
    for (; end < fates.size() && fates[end].kept == fates[begin].kept; ++end) {
      TWICETOLD_ASSIGN_OR_RETURN(const RecordName member, namer.NameOfUnit(fates[end].unit));
      json.BeginObject();
      json.Field("id", member.id);
      json.Field("place", member.place);
      WriteFigures(fates[end], json);
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
    TWICETOLD_RETURN_IF_ERROR(file.Write(line.str()));
    begin = end;
  }
  return file.Commit();
}

absl::Status WritePairs(const DedupInputs& inputs, const Tables& tables,
                        std::span<const UnitPair> pairs, std::span<const UnitCopy> copies,
                        const DedupOutputs& outputs, UnfinishedFiles* unfinished) {
  if (outputs.pairs.empty()) return absl::OkStatus();
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput file,
                             OptionalOutput::Create(outputs.pairs, unfinished));
  const Namer namer(inputs, tables);
  // The one that comes first in the input is `a`.
  const auto write = [&](UnitNumber a, UnitNumber b, Overlap overlap) -> absl::Status {
    if (a > b) {
      std::swap(a, b);
      std::swap(overlap.only_a, overlap.only_b);
    }
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName name_a, namer.NameOfUnit(a));
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName name_b, namer.NameOfUnit(b));
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    json.BeginObject();
    json.Field("a", name_a.id);
    json.Field("b", name_b.id);
    json.Field("resemblance", overlap.Resemblance());
    json.Field("containment_a", overlap.ContainmentOfA());
    json.Field("containment_b", overlap.ContainmentOfB());
    json.Field("a_place", name_a.place);
    json.Field("b_place", name_b.place);
    json.EndObject();
    return file.Write(line.str());
  };
  // A head and its copies.
  const auto group_of = [&](UnitNumber head) {
    std::vector<UnitNumber> group = {head};
    const auto begin =
        std::lower_bound(copies.begin(), copies.end(), head,
                         [](const UnitCopy& copy, UnitNumber of) { return copy.head < of; });
    for (auto copy = begin; copy != copies.end() && copy->head == head; ++copy) {
      group.push_back(copy->copy);
    }
    return group;
  };
  for (size_t i = 0; i < copies.size(); ++i) {
    if (i > 0 && copies[i].head == copies[i - 1].head) continue;
    const std::vector<UnitNumber> group = group_of(copies[i].head);
    for (size_t b = 1; b < group.size(); ++b) {
      for (size_t a = 0; a < b; ++a) {
        TWICETOLD_RETURN_IF_ERROR(write(group[a], group[b], Overlap{1, 0, 0}));
      }
    }
  }
  for (const UnitPair& pair : pairs) {
    for (const UnitNumber a : group_of(pair.a)) {
      for (const UnitNumber b : group_of(pair.b)) {
        TWICETOLD_RETURN_IF_ERROR(write(a, b, Overlap{pair.shared, pair.only_a, pair.only_b}));
      }
    }
  }
  return file.Commit();
}

}  // namespace twicetold
