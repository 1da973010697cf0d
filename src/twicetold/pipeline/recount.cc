#include "twicetold/pipeline/recount.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

enum Mark : uint8_t { kRepeated = 1, kToldAgain = 2, kShared = 4, kQuoted = 8 };

// One a word.
using Marks = std::vector<uint8_t>;

void Set(Marks& marks, const std::vector<Span>& words, uint8_t mark) {
  for (const Span& span : words) {
    for (uint64_t w = span.begin; w < span.end; ++w) {
      marks[w] = static_cast<uint8_t>(marks[w] | mark);
    }
  }
}

void MarkRepeat(const FoundRepeat& repeat, const Findings& findings, std::vector<Marks>& marks) {
  const auto in_reference = [&](const FoundOccurrence& occurrence) {
    return findings.documents[occurrence.document].reference;
  };
  const bool shared =
      std::any_of(repeat.occurrences.begin(), repeat.occurrences.end(), in_reference);
  bool told_before = false;
  for (const FoundOccurrence& occurrence : repeat.occurrences) {
    uint8_t mark = kRepeated;
    if (!in_reference(occurrence)) {
      if (told_before) mark |= kToldAgain;
      if (shared) mark |= kShared;
      told_before = true;
    }
    Set(marks[occurrence.document], occurrence.matched, mark);
  }
}

void CountWords(const Marks& marks, DocumentFinding& document) {
  document.repeated_words = 0;
  document.told_again_words = 0;
  document.told_again_quoted_words = 0;
  document.shared_words = 0;
  document.shared_quoted_words = 0;
  for (const uint8_t mark : marks) {
    const bool quoted = (mark & kQuoted) != 0;
    const bool told_again = (mark & kToldAgain) != 0;
    const bool shared = (mark & kShared) != 0;
    document.repeated_words += (mark & kRepeated) != 0 ? 1U : 0U;
    document.told_again_words += told_again ? 1U : 0U;
    document.told_again_quoted_words += told_again && quoted ? 1U : 0U;
    document.shared_words += shared ? 1U : 0U;
    document.shared_quoted_words += shared && quoted ? 1U : 0U;
  }
}

}  // namespace

void Recount(Findings& findings) {
  std::vector<Marks> marks(findings.documents.size());
  for (size_t d = 0; d < marks.size(); ++d) {
    marks[d].assign(findings.documents[d].words, 0);
    Set(marks[d], findings.documents[d].quoted_words, kQuoted);
  }
  for (const FoundRepeat& repeat : findings.repeats) MarkRepeat(repeat, findings, marks);
  Summary& summary = findings.summary;
  summary.documents = 0;
  summary.words = 0;
  summary.repeated_words = 0;
  summary.told_again_words = 0;
  summary.told_again_quoted_words = 0;
  summary.shared_words = 0;
  summary.shared_quoted_words = 0;
  summary.told_elsewhere_words = 0;
  for (size_t d = 0; d < marks.size(); ++d) {
    DocumentFinding& document = findings.documents[d];
    CountWords(marks[d], document);
    if (document.reference) continue;
    ++summary.documents;
    summary.words += document.words;
    summary.repeated_words += document.repeated_words;
    summary.told_again_words += document.told_again_words;
    summary.told_again_quoted_words += document.told_again_quoted_words;
    summary.shared_words += document.shared_words;
    summary.shared_quoted_words += document.shared_quoted_words;
    summary.told_elsewhere_words +=
        static_cast<uint64_t>(std::count_if(marks[d].begin(), marks[d].end(), [](uint8_t mark) {
          return (mark & (kToldAgain | kShared)) != 0;
        }));
  }
  summary.repeats = findings.repeats.size();
  summary.suppressed = findings.suppressed.size();
  summary.skipped = findings.skipped.size();
}

}  // namespace twicetold
