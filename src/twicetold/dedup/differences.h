#ifndef TWICETOLD_DEDUP_DIFFERENCES_H_
#define TWICETOLD_DEDUP_DIFFERENCES_H_

// The words that what went and its kept one do not share, from the stage that has both texts at
// hand to the one that prints.
//
// Of what went only the numbers of its words are kept: an exact copy of it has the same words and
// goes for the same kept one, but its bytes stand elsewhere.

#include <cstddef>
#include <cstdint>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/decide.h"
#include "twicetold/dedup/set_store.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/text/json_writer.h"

namespace twicetold {

// One stretch of equal words and the words that differ before it, either of which may be empty.
// Offsets are bytes of the kept unit's text; words are those of the unit that went.
struct DifferingStretch {
  uint32_t differ_begin = 0;  // words [differ_begin, equal_begin) differ
  uint32_t equal_begin = 0;   // words [equal_begin, equal_end) stand in both
  uint32_t equal_end = 0;
  uint32_t kept_equal_begin = 0;
  uint32_t kept_equal_end = 0;
  std::string kept_words;  // what stands where words differ, as it does in the kept text
};

struct ItemDifferences {
  std::vector<DifferingStretch> stretches;
  bool complete = true;  // as WordDifferences
};

// Writes the differences of each fate to files of `stage`, and their facts to `files`.
absl::Status PutDifferences(std::span<const ItemFate> fates, const TextStore& texts, uint64_t seed,
                            int threads, const WorkDir& work, std::string_view stage,
                            std::map<std::string, FileFacts>& files);

class DifferenceReader {
 public:
  static absl::StatusOr<DifferenceReader> Open(const WorkDir& work, std::string_view stage);

  // Of the fate with this number. Thread-safe.
  absl::StatusOr<ItemDifferences> Get(uint32_t fate) const;

 private:
  DifferenceReader(SpillReader bytes, SpillReader ends)
      : bytes_(std::move(bytes)), ends_(std::move(ends)) {}

  SpillReader bytes_;
  SpillReader ends_;
};

struct DifferenceFields {
  bool differences = false;
  bool spans = false;
};

// Writes the fields "differences" and "spans" of a unit that went. `text` is its text, at byte
// `begin` of its record; the kept one's is at `kept_begin` of its own.
void WriteDifferences(const ItemDifferences& differences, std::string_view text, uint64_t begin,
                      uint64_t kept_begin, const DifferenceFields& fields, JsonWriter& json);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_DIFFERENCES_H_
