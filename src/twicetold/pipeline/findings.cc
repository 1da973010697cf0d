#include "twicetold/pipeline/findings.h"

#include <algorithm>
#include <array>
#include <cmath>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

std::string Count(uint64_t count, std::string_view one, std::string_view many) {
  return Concat({std::to_string(count), " ", count == 1 ? one : many});
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
  if (summary.repeats == 0) {
    return Concat({"Nothing stands twice: no passage of ",
                   Count(findings.recipe.passages.min_words, "word", "words"),
                   " or more is repeated in ", text, "."});
  }
  std::string verdict =
      Concat({Count(summary.repeats, "passage stands", "passages stand"),
              " more than once: ", Count(summary.told_again_words, "word is", "words are"),
              " told again, ", Percent(summary.share()), " of ", text, "; "});
  const uint64_t quoted = summary.told_again_quoted_words;
  if (quoted == 0) return verdict + "none of it is quotation.";
  if (quoted == summary.told_again_words) return verdict + "all of it is quotation.";
  const double share = static_cast<double>(quoted) / static_cast<double>(summary.told_again_words);
  return verdict +
         Concat({std::to_string(quoted), " of them (", Percent(share), ") are quotation."});
}

}  // namespace twicetold
