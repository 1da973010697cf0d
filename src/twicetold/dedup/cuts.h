#ifndef TWICETOLD_DEDUP_CUTS_H_
#define TWICETOLD_DEDUP_CUTS_H_

// What is taken out of a record's text, and how it is done without leaving a wound.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/span.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/tables.h"

namespace twicetold {

// A stretch of a record's text that stands in a kept place, too. Offsets are bytes of the texts.
struct Cut {
  RecordNumber record = 0;
  uint32_t begin = 0;
  uint32_t end = 0;
  RecordNumber kept = 0;
  uint32_t kept_begin = 0;
  uint32_t kept_end = 0;
  Reason reason = Reason::kExact;
  // As in UnitFate; zero where all is shared.
  uint32_t shared = 0;
  uint32_t only_cut = 0;
  uint32_t only_kept = 0;
  uint32_t item_fate = kNoItemFate;
};

// Paragraphs that went, as cuts, in order of record and place.
absl::StatusOr<std::vector<Cut>> CutsOf(std::span<const UnitFate> fates, const Tables& tables);

// The text less its cut stretches (sorted, of one record), and what that comes to.
struct CutText {
  std::string text;
  std::vector<Span> cut;  // of the text as it was: what is gone, white space at the borders with it
  std::vector<Span> stubs;  // paragraphs that went only because those around them did
};

// Paragraphs: a paragraph goes with the white space behind it (the last one, with that before it).
// A row of short ones (of under `min_words` words) goes, too, when the paragraphs on both of its
// sides do: a stub between two cuts, such as a heading or "Read more", makes no text. At the ends
// of a text it stays.
CutText CutParagraphs(std::string_view text, std::span<const Cut> cuts, uint32_t min_words);

// As the options' level has it.
CutText CutTextOf(const DedupOptions& options, std::string_view text, std::span<const Cut> cuts);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_CUTS_H_
