#include "twicetold/dedup/write.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <filesystem>
#include <memory>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/ordered_work.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/differences.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/print.h"
#include "twicetold/dedup/record_names.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/io/output_file.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_cut.h"
#include "twicetold/io/record_writer.h"
#include "twicetold/io/unfinished_files.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

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

// Says which of a record's units is meant, where it has several.
class SpanField {
 public:
  SpanField(const Tables& tables, const DedupOptions& options)
      : tables_(tables), wanted_(options.level != DedupLevel::kDocument) {}

  absl::Status operator()(std::string_view name, UnitNumber unit, JsonWriter& json) const {
    if (!wanted_) return absl::OkStatus();
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry entry, tables_.Unit(unit));
    json.Key(name);
    json.BeginArray();
    json.Number(uint64_t{entry.begin});
    json.Number(uint64_t{entry.end});
    json.EndArray();
    return absl::OkStatus();
  }

 private:
  const Tables& tables_;
  const bool wanted_;
};

absl::Status WriteKept(const RecordInput& input, const BlockOutput& output, bool annotate,
                       RecordWriter& kept) {
  const bool table = IsTable(input.format);
  TWICETOLD_RETURN_IF_ERROR(
      kept.Begin(input, table && annotate ? AnnotationHeader(CellSeparator(input.format)) : ""));
  if (!table) {
    kept.WriteLines(output.kept);
  } else {
    size_t begin = 0;
    for (const size_t end : output.ends) {
      kept.Write(std::string_view(output.kept).substr(begin, end - begin - 1));
      begin = end;
    }
  }
  return kept.failed() ? kept.Commit() : absl::OkStatus();
}

}  // namespace

absl::Status TryOutputs(const DedupOutputs& outputs, UnfinishedFiles* unfinished) {
  for (const std::string& path :
       {outputs.kept, outputs.removed, outputs.clusters, outputs.pairs, outputs.summary}) {
    std::error_code ignored;
    const std::filesystem::file_status there = std::filesystem::status(path, ignored);
    // A pipe or a device is not opened twice.
    const bool direct = std::filesystem::exists(there) &&
                        !std::filesystem::is_regular_file(there) &&
                        !std::filesystem::is_directory(there);
    if (path.empty() || direct) continue;
    TWICETOLD_RETURN_IF_ERROR(OutputFile::Create(path, unfinished).status());
  }
  return absl::OkStatus();
}

absl::StatusOr<Written> WriteRecords(DedupInputs& inputs, const Tables& tables,
                                     std::span<const UnitFate> fates, std::span<const Cut> cuts,
                                     const DifferenceReader* differences,
                                     const DedupOptions& options, const DedupOutputs& outputs,
                                     UnfinishedFiles* unfinished, Progress* progress) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::unique_ptr<RecordWriter> kept,
                             RecordWriter::Create(outputs.kept, unfinished));
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput removed,
                             OptionalOutput::Create(outputs.removed, unfinished));
  TWICETOLD_RETURN_IF_ERROR(inputs.Rewind());
  SelectedBlocks blocks(inputs, tables);
  const RecordNames names(inputs, tables);
  std::deque<BlockPrinter> printers;
  for (int i = 0; i < std::max(options.threads, 1); ++i) {
    printers.emplace_back(inputs, names, fates, cuts, options,
                          PrintOptions{!outputs.removed.empty(), outputs.annotate, differences});
  }
  Written written;
  uint64_t bytes = 0;
  const auto take = [&](SelectedBlock& selected, BlockOutput& output) -> absl::Status {
    const RecordInput& input = inputs.files()[selected.block.input];
    if (selected.block.input < inputs.first_reference()) {
      TWICETOLD_RETURN_IF_ERROR(WriteKept(input, output, outputs.annotate, *kept));
    }
    TWICETOLD_RETURN_IF_ERROR(removed.Write(output.removed));
    written.records += output.ends.size();
    written.bytes += output.kept.size();
    bytes += selected.block.bytes.size();
    if (progress != nullptr) progress->Advance(bytes);
    return absl::OkStatus();
  };
  TWICETOLD_RETURN_IF_ERROR((OrderedWork<SelectedBlock, BlockOutput>::Run(
      options.threads, {[&](SelectedBlock& selected) { return blocks.Next(selected); },
                        [&](int worker, SelectedBlock& selected, BlockOutput& output) {
                          return printers[static_cast<size_t>(worker)].Print(selected, output);
                        },
                        take})));
  TWICETOLD_RETURN_IF_ERROR(kept->Commit());
  TWICETOLD_RETURN_IF_ERROR(removed.Commit());
  return written;
}

absl::Status WriteClusters(const DedupInputs& inputs, const Tables& tables,
                           std::vector<UnitFate> fates, const DedupOptions& options,
                           const DedupOutputs& outputs, UnfinishedFiles* unfinished) {
  if (outputs.clusters.empty()) return absl::OkStatus();
  const SpanField span_of(tables, options);
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput file,
                             OptionalOutput::Create(outputs.clusters, unfinished));
  const RecordNames namer(inputs, tables);
  std::sort(fates.begin(), fates.end(), [](const UnitFate& a, const UnitFate& b) {
    return std::pair(a.kept, a.unit) < std::pair(b.kept, b.unit);
  });
  for (size_t begin = 0; begin < fates.size();) {
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName kept, namer.OfUnit(fates[begin].kept));
    json.BeginObject();
    json.Field("representative", kept.id);
    json.Field("place", kept.place);
    TWICETOLD_RETURN_IF_ERROR(span_of("span", fates[begin].kept, json));
    json.Key("members");
    json.BeginArray();
    size_t end = begin;
    for (; end < fates.size() && fates[end].kept == fates[begin].kept; ++end) {
      TWICETOLD_ASSIGN_OR_RETURN(const RecordName member, namer.OfUnit(fates[end].unit));
      json.BeginObject();
      json.Field("id", member.id);
      json.Field("place", member.place);
      TWICETOLD_RETURN_IF_ERROR(span_of("span", fates[end].unit, json));
      WriteFigures(fates[end], json);
      json.EndObject();
    }
    json.EndArray();
    if (options.grouping == Grouping::kConnected) {
      json.Field("weakest_link", WeakestLink(std::span(fates).subspan(begin, end - begin)));
    }
    json.EndObject();
    TWICETOLD_RETURN_IF_ERROR(file.Write(line.str()));
    begin = end;
  }
  return file.Commit();
}

namespace {

// Names that were looked up lately: those of a family come again for each of its pairs.
class LateNames {
 public:
  explicit LateNames(const RecordNames& names) : names_(names) {}

  // Valid until the next call.
  absl::StatusOr<const RecordName*> OfUnit(UnitNumber unit) {
    Entry& entry = entries_[unit % kEntries];
    if (entry.unit != unit) {
      TWICETOLD_ASSIGN_OR_RETURN(entry.name, names_.OfUnit(unit));
      entry.unit = unit;
    }
    return &entry.name;
  }

 private:
  static constexpr size_t kEntries = 4096;
  struct Entry {
    uint64_t unit = UINT64_MAX;
    RecordName name;
  };
  const RecordNames& names_;
  std::vector<Entry> entries_ = std::vector<Entry>(kEntries);
};

// Whether `b` is named first: the part before what it is contained in, else the earlier unit.
bool IsTurned(UnitNumber a, UnitNumber b, const Overlap& overlap, const DedupOptions& options) {
  if (options.measure == Measure::kContainment) {
    const bool a_in_b = overlap.ContainmentOfA() >= options.recipe.threshold;
    const bool b_in_a = overlap.ContainmentOfB() >= options.recipe.threshold;
    if (a_in_b != b_in_a) return b_in_a;
  }
  return a > b;
}

// A head and its copies, of those of all heads.
std::vector<UnitNumber> GroupOf(UnitNumber head, std::span<const UnitCopy> copies) {
  std::vector<UnitNumber> group = {head};
  const auto begin =
      std::lower_bound(copies.begin(), copies.end(), head,
                       [](const UnitCopy& copy, UnitNumber of) { return copy.head < of; });
  for (auto copy = begin; copy != copies.end() && copy->head == head; ++copy) {
    group.push_back(copy->copy);
  }
  return group;
}

}  // namespace

absl::Status WritePairs(const DedupInputs& inputs, const Tables& tables, const SpillReader& pairs,
                        std::span<const UnitCopy> copies, const DedupOptions& options,
                        const DedupOutputs& outputs, UnfinishedFiles* unfinished) {
  if (outputs.pairs.empty()) return absl::OkStatus();
  const SpanField span_of(tables, options);
  TWICETOLD_ASSIGN_OR_RETURN(OptionalOutput file,
                             OptionalOutput::Create(outputs.pairs, unfinished));
  const RecordNames names(inputs, tables);
  LateNames namer(names);
  const auto write = [&](UnitNumber a, UnitNumber b, Overlap overlap) -> absl::Status {
    if (IsTurned(a, b, overlap, options)) {
      std::swap(a, b);
      std::swap(overlap.only_a, overlap.only_b);
    }
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName* const found_a, namer.OfUnit(a));
    const RecordName name_a = *found_a;  // the next call may take its place
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName* const name_b, namer.OfUnit(b));
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    json.BeginObject();
    json.Field("a", name_a.id);
    json.Field("b", name_b->id);
    json.Field("resemblance", overlap.Resemblance());
    json.Field("containment_a", overlap.ContainmentOfA());
    json.Field("containment_b", overlap.ContainmentOfB());
    json.Field("a_place", name_a.place);
    json.Field("b_place", name_b->place);
    TWICETOLD_RETURN_IF_ERROR(span_of("a_span", a, json));
    TWICETOLD_RETURN_IF_ERROR(span_of("b_span", b, json));
    json.EndObject();
    return file.Write(line.str());
  };
  for (size_t i = 0; i < copies.size(); ++i) {
    if (i > 0 && copies[i].head == copies[i - 1].head) continue;
    const std::vector<UnitNumber> group = GroupOf(copies[i].head, copies);
    for (size_t b = 1; b < group.size(); ++b) {
      for (size_t a = 0; a < b; ++a) {
        TWICETOLD_RETURN_IF_ERROR(write(group[a], group[b], Overlap{1, 0, 0}));
      }
    }
  }
  SpillStream<UnitPair> stream(pairs);
  while (true) {
    TWICETOLD_ASSIGN_OR_RETURN(const UnitPair* const pair, stream.Next());
    if (pair == nullptr) break;
    for (const UnitNumber a : GroupOf(pair->a, copies)) {
      for (const UnitNumber b : GroupOf(pair->b, copies)) {
        TWICETOLD_RETURN_IF_ERROR(write(a, b, Overlap{pair->shared, pair->only_a, pair->only_b}));
      }
    }
  }
  return file.Commit();
}

}  // namespace twicetold
