#include "twicetold/pipeline/findings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

std::string Count(uint64_t count, std::string_view one, std::string_view many) {
  return Concat({std::to_string(count), " ", count == 1 ? one : many});
}

double Share(uint64_t part, uint64_t whole) {
  return whole == 0 ? 0.0 : static_cast<double>(part) / static_cast<double>(whole);
}

// How much of `words` stands in quotation marks.
std::string Quoted(uint64_t quoted, uint64_t words) {
  if (quoted == 0) return "none of it stands in quotation marks.";
  if (quoted == words) return "all of it stands in quotation marks.";
  return Concat({std::to_string(quoted), " of them (", Percent(Share(quoted, words)),
                 ") stand in quotation marks."});
}

std::string LeftOut(const Summary& summary) {
  if (summary.suppressed == 0) return "";
  return Concat({" ", Count(summary.suppressed, "passage is", "passages are"), " left out."});
}

// `text` says how much was checked.
std::string VerdictOnReferences(const Findings& findings, const std::string& text) {
  const Summary& summary = findings.summary;
  std::set<uint32_t> sharing;
  for (const FoundRepeat& repeat : findings.repeats) {
    for (const FoundOccurrence& occurrence : repeat.occurrences) {
      if (findings.documents[occurrence.document].reference) sharing.insert(occurrence.document);
    }
  }
  const std::string references = Count(summary.references, "reference", "references");
  std::string verdict;
  if (sharing.empty()) {
    verdict = Concat({"No passage of ", Count(findings.recipe.passages.min_words, "word", "words"),
                      " or more of ", text, " stands in any of ", references, "."});
  } else {
    verdict = Concat({Count(summary.shared_words, "word", "words"), ", ",
                      Percent(Share(summary.shared_words, summary.words)), " of ", text,
                      summary.shared_words == 1 ? ", stands in " : ", stand in ",
                      std::to_string(sharing.size()), " of ", references, " too; ",
                      Quoted(summary.shared_quoted_words, summary.shared_words)});
  }
  if (summary.told_again_words == 0) return verdict;
  return verdict + Concat({" ", Count(summary.told_again_words, "word is", "words are"),
                           " told again in the text itself, ", Percent(summary.share()), " of it; ",
                           Quoted(summary.told_again_quoted_words, summary.told_again_words)});
}

}  // namespace

std::string KindName(Kind kind) {
  switch (kind) {
    case Kind::kText:
      return "text";
    case Kind::kQuotation:
      return "quotation";
    case Kind::kBoilerplate:
      return "boilerplate";
    case Kind::kScaffolding:
      return "scaffolding";
  }
  return "text";
}

std::span<const Kind> Kinds() {
  static constexpr std::array kKinds = {Kind::kText, Kind::kQuotation, Kind::kBoilerplate,
                                        Kind::kScaffolding};
  return kKinds;
}

absl::StatusOr<Kind> KindFromName(std::string_view name) {
  std::string names;
  for (const Kind kind : Kinds()) {
    if (KindName(kind) == name) return kind;
    names += Concat({names.empty() ? "" : ", ", KindName(kind)});
  }
  return absl::InvalidArgumentError(Concat({"no kind called '", name, "'; there are: ", names}));
}

std::string DifferenceName(DifferenceClass difference) {
  switch (difference) {
    case DifferenceClass::kTypography:
      return "typography";
    case DifferenceClass::kReplaced:
      return "replaced";
    case DifferenceClass::kInserted:
      return "inserted";
    case DifferenceClass::kDeleted:
      return "deleted";
  }
  return "replaced";
}

std::string LevelName(Level level) { return level == Level::kDocument ? "document" : "paragraph"; }

const FoundOccurrence& FoundRepeat::representative() const {
  const auto found =
      std::find_if(occurrences.begin(), occurrences.end(),
                   [](const FoundOccurrence& occurrence) { return occurrence.representative; });
  return found == occurrences.end() ? occurrences.front() : *found;
}

double Summary::share() const {
  return words == 0 ? 0.0 : static_cast<double>(told_again_words) / static_cast<double>(words);
}

std::string Fraction(double value) {
  // 0.57 is 0.56999... in binary; what is that near counts as reached.
  const auto thousandths = static_cast<uint64_t>(std::floor(value * 1000.0 + 1e-9));
  std::string digits = std::to_string(thousandths % 1000);
  digits.insert(0, 3 - digits.size(), '0');
  return Concat({std::to_string(thousandths / 1000), ".", digits});
}

std::string Percent(double share) {
  if (share > 0.0 && share < 0.01) return "under 1 %";
  if (share < 1.0 && share > 0.99) return "over 99 %";
  return Concat({std::to_string(std::lround(100.0 * share)), " %"});
}

std::string Verdict(const Findings& findings) {
  const Summary& summary = findings.summary;
  const std::string text =
      Concat({Count(summary.words, "word", "words"),
              summary.documents == 1
                  ? std::string()
                  : Concat({" in ", Count(summary.documents, "document", "documents")})});
  if (summary.references + summary.references_left_out > 0) {
    return VerdictOnReferences(findings, text) + LeftOut(summary);
  }
  if (summary.repeats == 0) {
    return Concat({"Nothing stands twice: no passage of ",
                   Count(findings.recipe.passages.min_words, "word", "words"),
                   " or more is repeated in ", text, "."}) +
           LeftOut(summary);
  }
  std::string verdict =
      Concat({Count(summary.repeats, "passage stands", "passages stand"),
              " more than once: ", Count(summary.told_again_words, "word is", "words are"),
              " told again, ", Percent(summary.share()), " of ", text, "; "});
  return verdict + Quoted(summary.told_again_quoted_words, summary.told_again_words) +
         LeftOut(summary);
}

}  // namespace twicetold
