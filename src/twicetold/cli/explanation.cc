#include "twicetold/cli/explanation.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/dedup/explain.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

constexpr size_t kMostShownBytes = 160;

// On one line, with nothing a terminal would obey, the middle of a long text left out.
std::string Shown(std::string_view text) {
  std::string shown;
  for (const char byte : text) {
    const bool space = byte == ' ' || (byte >= '\t' && byte <= '\r');
    if (!space) {
      shown.push_back(byte);
    } else if (!shown.empty() && shown.back() != ' ') {
      shown.push_back(' ');
    }
  }
  if (shown.size() > kMostShownBytes) {
    const auto begins_character = [&shown](size_t at) {
      return (static_cast<unsigned char>(shown[at]) & 0xC0) != 0x80;
    };
    size_t head = kMostShownBytes / 2;
    size_t tail = shown.size() - kMostShownBytes / 2;
    while (!begins_character(head)) --head;
    while (tail < shown.size() && !begins_character(tail)) ++tail;
    shown = Concat(
        {std::string_view(shown).substr(0, head), " [...] ", std::string_view(shown).substr(tail)});
  }
  return Concat({"\"", Printable(shown), "\""});
}

void WriteRecord(std::string_view which, const ExplainedRecord& record, std::ostream& out) {
  out << which << "  " << Printable(record.name.id) << "  (" << Printable(record.name.place)
      << ")  " << record.words << " words, " << record.shingles << " shingles, rank " << record.rank
      << '\n';
}

void WritePair(const ExplainedPair& pair, const DedupOptions& options, std::ostream& out) {
  const Recipe& recipe = options.recipe;
  out << "\nresemblance      " << Fraction(pair.overlap.Resemblance()) << "   threshold "
      << Fraction(recipe.threshold) << "\nshingles         " << pair.overlap.shared << " in both, "
      << pair.overlap.only_a << " in A only, " << pair.overlap.only_b
      << " in B only\ncontainment      A in B " << Fraction(pair.overlap.ContainmentOfA())
      << ", B in A " << Fraction(pair.overlap.ContainmentOfB()) << "\nsketch estimate  "
      << Fraction(pair.sketches.estimated_resemblance) << "   standard error "
      << Fraction(pair.sketches.standard_error) << "\nbands            "
      << pair.sketches.equal_bands << " of " << pair.bands << " equal   probability "
      << Fraction(pair.sketches.candidate_probability) << '\n';
  if (pair.sketches.equal_bands > 0) {
    out << "buckets          of " << pair.smallest_bucket << " to " << pair.largest_bucket
        << " members   limit " << recipe.buckets.bucket_limit << '\n';
  }
  if (!pair.differences.empty()) out << '\n';
  for (const ExplainedStretch& stretch : pair.differences) {
    out << "  " << StretchKindName(stretch.kind) << ": " << Shown(stretch.a) << " | "
        << Shown(stretch.b) << '\n';
  }
}

}  // namespace

void WriteExplanationText(const Explanation& explanation, std::ostream& out) {
  WriteRecord("A", explanation.a, out);
  if (explanation.b) WriteRecord("B", *explanation.b, out);
  if (explanation.pair) WritePair(*explanation.pair, explanation.options, out);
  out << '\n';
  for (const std::string& sentence : Sentences(explanation)) out << Printable(sentence) << '\n';
}

}  // namespace twicetold
