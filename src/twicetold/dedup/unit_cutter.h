#ifndef TWICETOLD_DEDUP_UNIT_CUTTER_H_
#define TWICETOLD_DEDUP_UNIT_CUTTER_H_

// A record's text as the units that are compared, and the shingles of one.

#include <cstdint>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/dedup/options.h"
#include "twicetold/text/words.h"

namespace twicetold {

// Works in memory of its own, used again. One for each thread.
class UnitCutter {
 public:
  explicit UnitCutter(const DedupOptions& options);

  // The units of `text` as spans of its bytes, in order: all of it, or its paragraphs.
  std::span<const Span> Cut(std::string_view text);

  // The words of a unit's text, then its shingles, by position. Each valid until the next call of
  // either.
  std::span<const uint64_t> Words(std::string_view unit) { return hasher_.Hash(unit); }
  std::vector<uint64_t>& Shingles(std::span<const uint64_t> words);

  // The shingles of a unit's text as a set.
  std::span<const uint64_t> Set(std::string_view unit);

 private:
  const DedupLevel level_;
  const uint32_t shingle_words_;
  WordHasher hasher_;
  std::vector<Span> units_;
  std::vector<uint64_t> shingles_;
  std::vector<uint64_t> scratch_;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_UNIT_CUTTER_H_
