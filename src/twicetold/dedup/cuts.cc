#include "twicetold/dedup/cuts.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/passages.h"
#include "twicetold/dedup/tables.h"
#include "twicetold/text/segment.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// Marks the rows of short paragraphs between two that go.
void MarkStubs(std::string_view text, std::span<const Span> paragraphs, uint32_t min_words,
               std::vector<bool>& goes) {
  WordHasher words(0);
  const auto is_short = [&](const Span& paragraph) {
    return words.Hash(text.substr(paragraph.begin, paragraph.size())).size() < min_words;
  };
  size_t last_gone = SIZE_MAX;
  for (size_t p = 0; p < paragraphs.size(); ++p) {
    if (goes[p]) {
      if (last_gone != SIZE_MAX) {
        std::fill(goes.begin() + static_cast<std::ptrdiff_t>(last_gone),
                  goes.begin() + static_cast<std::ptrdiff_t>(p), true);
      }
      last_gone = p;
    } else if (!is_short(paragraphs[p])) {
      last_gone = SIZE_MAX;
    }
  }
}

}  // namespace

absl::StatusOr<std::vector<Cut>> CutsOf(std::span<const UnitFate> fates, const Tables& tables) {
  std::vector<Cut> cuts;
  for (const UnitFate& fate : fates) {
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry unit, tables.Unit(fate.unit));
    TWICETOLD_ASSIGN_OR_RETURN(const UnitEntry kept, tables.Unit(fate.kept));
    cuts.push_back({unit.record, unit.begin, unit.end, kept.record, kept.begin, kept.end,
                    fate.reason, fate.shared, fate.only_unit, fate.only_kept, fate.item_fate});
  }
  return cuts;
}

CutText CutParagraphs(std::string_view text, std::span<const Cut> cuts, uint32_t min_words) {
  const std::vector<Span> paragraphs = SplitParagraphs(text);
  std::vector<bool> goes(paragraphs.size(), false);
  for (const Cut& cut : cuts) {
    const auto found = std::lower_bound(
        paragraphs.begin(), paragraphs.end(), cut.begin,
        [](const Span& paragraph, uint64_t begin) { return paragraph.begin < begin; });
    if (found != paragraphs.end()) goes[static_cast<size_t>(found - paragraphs.begin())] = true;
  }
  const std::vector<bool> repeated = goes;
  MarkStubs(text, paragraphs, min_words, goes);
  CutText result;
  for (size_t p = 0; p < paragraphs.size(); ++p) {
    if (goes[p] && !repeated[p]) result.stubs.push_back(paragraphs[p]);
  }
  uint64_t done = 0;  // bytes of the text that were kept or cut
  for (size_t p = 0; p < paragraphs.size(); ++p) {
    if (!goes[p]) continue;
    size_t last = p;
    while (last + 1 < paragraphs.size() && goes[last + 1]) ++last;
    Span cut{paragraphs[p].begin, text.size()};
    if (last + 1 < paragraphs.size()) {
      cut.end = paragraphs[last + 1].begin;
    } else if (p > 0) {
      cut = {paragraphs[p - 1].end, paragraphs[last].end};
    }
    result.text.append(text.substr(done, cut.begin - done));
    result.cut.push_back(cut);
    done = cut.end;
    p = last;
  }
  result.text.append(text.substr(done));
  return result;
}

CutText CutTextOf(const DedupOptions& options, std::string_view text, std::span<const Cut> cuts) {
  if (options.level == DedupLevel::kPassage) return CutPassages(text, cuts, options.cut_at);
  return CutParagraphs(text, cuts, options.min_paragraph_words);
}

}  // namespace twicetold
