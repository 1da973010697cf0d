#ifndef TWICETOLD_PIPELINE_BASELINE_H_
#define TWICETOLD_PIPELINE_BASELINE_H_

// A baseline: the repeats that are known and accepted, so that a gate fails on new ones only.
//
// An entry is a repeat's fingerprint, made of its words alone, and the number of its places.
// Text that moves, a file that is renamed, edits elsewhere change neither; a further copy of a
// known repeat is one place more and no longer known.

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {

class Baseline {
 public:
  struct Entry {
    uint64_t places = 0;
    uint64_t words = 0;
    Kind kind = Kind::kText;
    std::string excerpt;  // the first words, for people
  };

  // All repeats of `findings`, those that the baseline before knew included.
  static Baseline Of(const Findings& findings);

  // Reads what ToJson wrote: the fields of each line's object, as (name, value) pairs.
  // InvalidArgument names the line and the trouble.
  static absl::StatusOr<Baseline> FromLines(
      const std::vector<std::vector<std::pair<std::string, std::string>>>& lines);

  // JSON Lines: a first line with the schema "twicetold.baseline/1", then a line an entry in order
  // of the fingerprints, so that a change of one repeat is a change of one line.
  std::string ToJson() const;

  // The places that the repeat of this fingerprint is known to have; 0 when it is not known.
  uint64_t PlacesOf(std::string_view fingerprint) const;

  // Fingerprints of entries that no repeat of `findings`, suppressed ones included, has.
  std::vector<std::string> NotFoundIn(const Findings& findings) const;

  const std::map<std::string, Entry, std::less<>>& entries() const { return entries_; }

 private:
  std::map<std::string, Entry, std::less<>> entries_;  // by fingerprint
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_BASELINE_H_
