#ifndef TWICETOLD_BENCH_QUALITY_DISGUISE_H_
#define TWICETOLD_BENCH_QUALITY_DISGUISE_H_

// What a writer does to a passage that is taken over.

#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/base/span.h"

namespace twicetold::bench {

enum class Disguise {
  kCopied,     // as it stands
  kLight,      // 5 to 10 % of words edited; marks, case and line breaks changed as well
  kHeavy,      // 35 to 50 % of words edited
  kReordered,  // its sentences in another order
  kQuoted,     // as it stands, in quotation marks, behind an attribution
};

inline constexpr Disguise kDisguises[] = {Disguise::kCopied, Disguise::kLight, Disguise::kHeavy,
                                          Disguise::kReordered, Disguise::kQuoted};

std::string_view DisguiseName(Disguise disguise);  // "copied", ...

// `text` holding the passage at `passage` (bytes); around it stands what was put there with it.
struct Disguised {
  std::string text;
  Span passage;
};

// `pool` as for Edit. `language` ("English", "Russian", ...) chooses the attribution and the marks;
// one it does not know is quoted as English is. A passage of one sentence can't be reordered and
// comes back as it is.
Disguised Apply(Disguise disguise, const std::string& passage, std::string_view language,
                const std::vector<std::string>& pool, Random& random);

// Typographic and straight marks, capitals and line breaks changed here and there, no word: ASCII
// and Cyrillic letters change case, lines are wrapped or joined.
std::string Retouch(std::string_view text, Random& random);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_DISGUISE_H_
