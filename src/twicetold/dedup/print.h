#ifndef TWICETOLD_DEDUP_PRINT_H_
#define TWICETOLD_DEDUP_PRINT_H_

// A block of records as the outputs have it.

#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/base/span.h"
#include "twicetold/dedup/cuts.h"
#include "twicetold/dedup/differences.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/record_names.h"
#include "twicetold/dedup/selection.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {

struct BlockOutput {
  std::string kept;          // records, each with a line end
  std::vector<size_t> ends;  // of each, in `kept`, line end included
  std::string removed;       // lines of JSON
};

struct PrintOptions {
  bool removed = false;   // somebody wants BlockOutput::removed
  bool annotate = false;  // every record stays, with a field (or columns) that says what it is
  const DifferenceReader* differences = nullptr;  // for options.differences and options.spans
};

// The columns that --annotate adds to a table, as the end of a row.
std::string AnnotationHeader(char separator);

// Prints blocks at the level of documents or of what is cut out of them. One for each thread.
class BlockPrinter {
 public:
  // `fates` by unit (document level) or `cuts` by record and place (other levels) count. What is
  // given must live on.
  BlockPrinter(const DedupInputs& inputs, const RecordNames& names, std::span<const UnitFate> fates,
               std::span<const Cut> cuts, const DedupOptions& options, const PrintOptions& print);

  absl::Status Print(const SelectedBlock& selected, BlockOutput& output);

 private:
  absl::Status PrintWhole(const SelectedBlock& selected, const SelectedRecord& record,
                          BlockOutput& output);
  absl::Status PrintCut(const SelectedBlock& selected, const SelectedRecord& record,
                        std::span<const Cut> cuts, BlockOutput& output);
  // `whole`: the record as it stands, when nothing of its text is left.
  absl::Status PrintCutLines(std::string_view text, const SelectedRecord& record,
                             std::span<const Cut> cuts, std::span<const Span> stubs,
                             std::optional<std::string_view> whole, BlockOutput& output) const;
  absl::Status WriteCut(const Cut& cut, JsonWriter& json) const;
  absl::Status AnnotateCut(const SelectedBlock& selected, const SelectedRecord& record,
                           std::string_view text, std::span<const Cut> cuts, bool emptied,
                           BlockOutput& output) const;
  absl::Status Annotate(const SelectedRecord& record, std::string_view raw, const UnitFate* fate,
                        BlockOutput& output) const;
  // The fields of what differs and what does not, as the options want them.
  absl::Status WriteDifferencesOf(uint32_t item_fate, std::string_view text, uint64_t begin,
                                  uint64_t kept_begin, JsonWriter& json) const;
  absl::Status ReplaceText(const SelectedBlock& selected, const SelectedRecord& record,
                           const std::string& text, std::string* out) const;
  const UnitFate* FateOf(const SelectedBlock& selected, const SelectedRecord& record) const;

  const DedupInputs& inputs_;
  const RecordNames& names_;
  const std::span<const UnitFate> fates_;
  const std::span<const Cut> cuts_;
  const DedupOptions& options_;
  const PrintOptions print_;
  RecordTexts texts_;
  std::vector<std::string> columns_;  // of the block at hand, where it is of a table
};

// Reason, what makes it a version, resemblance and both containments.
void WriteFigures(const UnitFate& fate, JsonWriter& json);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_PRINT_H_
