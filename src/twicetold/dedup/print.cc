#include "twicetold/dedup/print.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <span>
#include <sstream>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/differences.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/record_names.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/record_blocks.h"
#include "twicetold/io/record_edit.h"
#include "twicetold/io/record_reader.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {
namespace {

constexpr size_t kColumnCount = 7;
constexpr std::array<std::string_view, kColumnCount> kColumns = {"twicetold_role",
                                                                 "twicetold_cluster",
                                                                 "twicetold_reason",
                                                                 "twicetold_version_by",
                                                                 "twicetold_resemblance",
                                                                 "twicetold_containment",
                                                                 "twicetold_containment_of_kept"};

// What `write` writes, without a line end.
template <typename Write>
std::string JsonOf(Write write) {
  std::ostringstream out;
  JsonWriter json(out, JsonWriter::Layout::kCompact);
  write(json);
  return std::string(WithoutLineEnd(out.view()));
}

std::string JsonText(std::string_view text) {
  return JsonOf([text](JsonWriter& json) { json.String(text); });
}

std::string JsonNumber(double number) {
  return JsonOf([number](JsonWriter& json) { json.Number(number); });
}

bool IsJson(const RecordInput& input) { return input.format == RecordFormat::kJsonl; }

// A file that was one record, as a record of JSON Lines.
std::string PageAsJson(std::string_view name, std::string_view text) {
  return Concat({"{\"id\":", JsonText(name), ",\"text\":", JsonText(text), "}"});
}

// The record as the value of a field: an object as it stands, a row as a text.
void WriteRecord(const RecordInput& input, std::string_view raw, JsonWriter& json) {
  json.Key("record");
  if (IsTable(input.format)) {
    json.String(raw);
  } else {
    json.Verbatim(raw);
  }
}

UnitFate FateOfCut(const Cut& cut) {
  UnitFate fate;
  fate.reason = cut.reason;
  fate.shared = cut.shared;
  fate.only_unit = cut.only_cut;
  fate.only_kept = cut.only_kept;
  return fate;
}

void WriteSpan(std::string_view name, uint64_t begin, uint64_t end, JsonWriter& json) {
  json.Key(name);
  json.BeginArray();
  json.Number(begin);
  json.Number(end);
  json.EndArray();
}

bool HasNoText(std::string_view text) {
  return text.find_first_not_of(" \t\n\r\v\f") == std::string_view::npos;
}

}  // namespace

std::string AnnotationHeader(char separator) {
  std::string header;
  for (const std::string_view column : kColumns) {
    header.push_back(separator);
    header.append(column);
  }
  return header;
}

void WriteFigures(const UnitFate& fate, JsonWriter& json) {
  json.Field("reason", ReasonName(fate.reason));
  if (fate.version_by != VersionSign::kNone) {
    json.Field("version_by", VersionSignName(fate.version_by));
  }
  json.Field("resemblance", fate.Resemblance());
  json.Field("containment", fate.Containment());
  json.Field("containment_of_kept", fate.ContainmentOfKept());
}

BlockPrinter::BlockPrinter(const DedupInputs& inputs, const RecordNames& names,
                           std::span<const UnitFate> fates, std::span<const Cut> cuts,
                           const DedupOptions& options, const PrintOptions& print)
    : inputs_(inputs),
      names_(names),
      fates_(fates),
      cuts_(cuts),
      options_(options),
      print_(print),
      texts_(inputs) {}

absl::Status BlockPrinter::Print(const SelectedBlock& selected, BlockOutput& output) {
  output.kept.clear();
  output.ends.clear();
  output.removed.clear();
  if (selected.block.input >= inputs_.first_reference()) return absl::OkStatus();
  if (const RecordInput& input = inputs_.files()[selected.block.input]; IsTable(input.format)) {
    TWICETOLD_ASSIGN_OR_RETURN(columns_, ColumnNames(input.header, CellSeparator(input.format)));
  }
  auto cut = std::lower_bound(
      cuts_.begin(), cuts_.end(), selected.records.empty() ? 0 : selected.records.front().record,
      [](const Cut& of, RecordNumber record) { return of.record < record; });
  for (const SelectedRecord& record : selected.records) {
    const auto begin = cut;
    while (cut != cuts_.end() && cut->record == record.record) ++cut;
    if (begin != cut) {
      TWICETOLD_RETURN_IF_ERROR(
          PrintCut(selected, record, std::span<const Cut>(begin, cut), output));
    } else {
      TWICETOLD_RETURN_IF_ERROR(PrintWhole(selected, record, output));
    }
  }
  return absl::OkStatus();
}

const UnitFate* BlockPrinter::FateOf(const SelectedBlock& selected,
                                     const SelectedRecord& record) const {
  if (options_.level != DedupLevel::kDocument || record.first_unit == record.end_unit) {
    return nullptr;
  }
  const UnitNumber unit = selected.units[record.first_unit].unit;
  const auto found =
      std::lower_bound(fates_.begin(), fates_.end(), unit,
                       [](const UnitFate& fate, UnitNumber of) { return fate.unit < of; });
  return found != fates_.end() && found->unit == unit ? &*found : nullptr;
}

absl::Status BlockPrinter::PrintWhole(const SelectedBlock& selected, const SelectedRecord& record,
                                      BlockOutput& output) {
  const UnitFate* const fate = FateOf(selected, record);
  std::string page;
  std::string_view raw = selected.BytesOf(record);
  if (inputs_.files()[record.entry.input].format == RecordFormat::kPage) {
    TWICETOLD_RETURN_IF_ERROR(texts_.Visit(selected, record, [&](std::string_view text) {
      page = PageAsJson(inputs_.NameOf(record.entry.input), text);
      return absl::OkStatus();
    }));
    raw = page;
  }
  if (fate != nullptr && print_.removed) {
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName name, names_.Of(record.record, record.entry));
    TWICETOLD_ASSIGN_OR_RETURN(const RecordName kept, names_.OfUnit(fate->kept));
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    json.BeginObject();
    json.Field("id", name.id);
    json.Field("kept", kept.id);
    WriteFigures(*fate, json);
    json.Field("place", name.place);
    json.Field("kept_place", kept.place);
    if (print_.differences != nullptr) {
      TWICETOLD_RETURN_IF_ERROR(texts_.Visit(selected, record, [&](std::string_view text) {
        return WriteDifferencesOf(fate->item_fate, text, 0, 0, json);
      }));
    }
    WriteRecord(inputs_.files()[record.entry.input], raw, json);
    json.EndObject();
    output.removed.append(std::move(line).str());
  }
  if (print_.annotate) {
    TWICETOLD_RETURN_IF_ERROR(Annotate(record, raw, fate, output));
  } else if (fate == nullptr) {
    output.kept.append(raw);
  } else {
    return absl::OkStatus();
  }
  output.kept.push_back('\n');
  output.ends.push_back(output.kept.size());
  return absl::OkStatus();
}

absl::Status BlockPrinter::Annotate(const SelectedRecord& record, std::string_view raw,
                                    const UnitFate* fate, BlockOutput& output) const {
  const RecordInput& input = inputs_.files()[record.entry.input];
  TWICETOLD_ASSIGN_OR_RETURN(const RecordName name, fate == nullptr
                                                        ? names_.Of(record.record, record.entry)
                                                        : names_.OfUnit(fate->kept));
  const std::string_view role = fate == nullptr ? "kept" : "removed";
  if (IsTable(input.format)) {
    std::array<std::string, 3> figures;
    std::array<std::string_view, kColumnCount> cells = {role, name.id};
    if (fate != nullptr) {
      figures = {JsonNumber(fate->Resemblance()), JsonNumber(fate->Containment()),
                 JsonNumber(fate->ContainmentOfKept())};
      cells = {role,
               name.id,
               ReasonName(fate->reason),
               VersionSignName(fate->version_by),
               figures[0],
               figures[1],
               figures[2]};
    }
    return AddCells(raw, CellSeparator(input.format), columns_.size(), cells, &output.kept);
  }
  const std::string value = JsonOf([&](JsonWriter& json) {
    json.BeginObject();
    json.Field("role", role);
    json.Field("cluster", name.id);
    if (fate != nullptr) WriteFigures(*fate, json);
    json.EndObject();
  });
  return AddJsonFields(raw, Concat({"\"twicetold\":", value}), &output.kept);
}

absl::Status BlockPrinter::PrintCut(const SelectedBlock& selected, const SelectedRecord& record,
                                    std::span<const Cut> cuts, BlockOutput& output) {
  return texts_.Visit(selected, record, [&](std::string_view text) -> absl::Status {
    const CutText cut = CutTextOf(options_, text, cuts);
    const bool emptied = HasNoText(cut.text);
    if (print_.removed) {
      const RecordInput& input = inputs_.files()[selected.block.input];
      std::optional<std::string> page;
      if (emptied && input.format == RecordFormat::kPage) {
        page = PageAsJson(inputs_.NameOf(selected.block.input), text);
      }
      std::optional<std::string_view> whole;
      if (emptied) whole = page ? *page : selected.BytesOf(record);
      TWICETOLD_RETURN_IF_ERROR(PrintCutLines(text, record, cuts, cut.stubs, whole, output));
    }
    if (print_.annotate) {
      TWICETOLD_RETURN_IF_ERROR(AnnotateCut(selected, record, text, cuts, emptied, output));
    } else if (emptied) {
      return absl::OkStatus();
    } else {
      TWICETOLD_RETURN_IF_ERROR(ReplaceText(selected, record, cut.text, &output.kept));
    }
    output.kept.push_back('\n');
    output.ends.push_back(output.kept.size());
    return absl::OkStatus();
  });
}

absl::Status BlockPrinter::WriteDifferencesOf(uint32_t item_fate, std::string_view text,
                                              uint64_t begin, uint64_t kept_begin,
                                              JsonWriter& json) const {
  if (print_.differences == nullptr) return absl::OkStatus();
  DifferenceFields fields{options_.differences, options_.spans};
  ItemDifferences differences;
  if (item_fate == kNoItemFate) {
    fields.spans = false;  // the same words: all of both texts
  } else {
    TWICETOLD_ASSIGN_OR_RETURN(differences, print_.differences->Get(item_fate));
  }
  WriteDifferences(differences, text, begin, kept_begin, fields, json);
  return absl::OkStatus();
}

absl::Status BlockPrinter::WriteCut(const Cut& cut, JsonWriter& json) const {
  TWICETOLD_ASSIGN_OR_RETURN(const RecordName kept, names_.Of(cut.kept));
  const UnitFate fate = FateOfCut(cut);
  json.Field("kept", kept.id);
  json.Field("reason", DedupLevelName(options_.level));
  json.Field("resemblance", fate.Resemblance());
  json.Field("containment", fate.Containment());
  json.Field("containment_of_kept", fate.ContainmentOfKept());
  json.Field("kept_place", kept.place);
  WriteSpan("span", cut.begin, cut.end, json);
  WriteSpan("kept_span", cut.kept_begin, cut.kept_end, json);
  return absl::OkStatus();
}

absl::Status BlockPrinter::PrintCutLines(std::string_view text, const SelectedRecord& record,
                                         std::span<const Cut> cuts, std::span<const Span> stubs,
                                         std::optional<std::string_view> whole,
                                         BlockOutput& output) const {
  TWICETOLD_ASSIGN_OR_RETURN(const RecordName name, names_.Of(record.record, record.entry));
  bool first = true;
  const auto write = [&](const Cut* cut, const Span& span) -> absl::Status {
    std::ostringstream line;
    JsonWriter json(line, JsonWriter::Layout::kCompact);
    json.BeginObject();
    json.Field("id", name.id);
    json.Field("place", name.place);
    if (cut != nullptr) {
      TWICETOLD_RETURN_IF_ERROR(WriteCut(*cut, json));
    } else {
      json.Field("reason", "stub");
      WriteSpan("span", span.begin, span.end, json);
    }
    const std::string_view cut_text = text.substr(span.begin, span.size());
    if (cut != nullptr) {
      TWICETOLD_RETURN_IF_ERROR(
          WriteDifferencesOf(cut->item_fate, cut_text, cut->begin, cut->kept_begin, json));
    }
    json.Field("text", cut_text);
    json.Field("record_emptied", whole.has_value());
    if (whole && first) WriteRecord(inputs_.files()[record.entry.input], *whole, json);
    first = false;
    json.EndObject();
    output.removed.append(std::move(line).str());
    return absl::OkStatus();
  };
  for (const Cut& cut : cuts) TWICETOLD_RETURN_IF_ERROR(write(&cut, {cut.begin, cut.end}));
  for (const Span& stub : stubs) TWICETOLD_RETURN_IF_ERROR(write(nullptr, stub));
  return absl::OkStatus();
}

absl::Status BlockPrinter::AnnotateCut(const SelectedBlock& selected, const SelectedRecord& record,
                                       std::string_view text, std::span<const Cut> cuts,
                                       bool emptied, BlockOutput& output) const {
  const RecordInput& input = inputs_.files()[selected.block.input];
  TWICETOLD_ASSIGN_OR_RETURN(const RecordName name, names_.Of(record.record, record.entry));
  const std::string_view role = emptied ? "removed" : "cut";
  std::string_view raw = selected.BytesOf(record);
  if (IsTable(input.format)) {
    const std::array<std::string_view, kColumnCount> cells = {role, name.id,
                                                              DedupLevelName(options_.level)};
    return AddCells(raw, CellSeparator(input.format), columns_.size(), cells, &output.kept);
  }
  std::string page;
  if (input.format == RecordFormat::kPage) {
    page = PageAsJson(inputs_.NameOf(selected.block.input), text);
    raw = page;
  }
  absl::Status status;
  const std::string value = JsonOf([&](JsonWriter& json) {
    json.BeginObject();
    json.Field("role", role);
    json.Field("cluster", name.id);
    json.Key("cuts");
    json.BeginArray();
    for (const Cut& cut : cuts) {
      json.BeginObject();
      status.Update(WriteCut(cut, json));
      json.EndObject();
    }
    json.EndArray();
    json.EndObject();
  });
  TWICETOLD_RETURN_IF_ERROR(status);
  return AddJsonFields(raw, Concat({"\"twicetold\":", value}), &output.kept);
}

absl::Status BlockPrinter::ReplaceText(const SelectedBlock& selected, const SelectedRecord& record,
                                       const std::string& text, std::string* out) const {
  const RecordInput& input = inputs_.files()[selected.block.input];
  const std::string_view raw = selected.BytesOf(record);
  const std::string& field = inputs_.read_options().text_field;
  if (IsJson(input)) return ReplaceJsonValue(raw, field, JsonText(text), out);
  if (input.format == RecordFormat::kPage) {
    out->append(PageAsJson(inputs_.NameOf(selected.block.input), text));
    return absl::OkStatus();
  }
  const auto column = std::find(columns_.begin(), columns_.end(), field);
  return ReplaceCell(raw, CellSeparator(input.format),
                     static_cast<size_t>(column - columns_.begin()), text, out);
}

}  // namespace twicetold
