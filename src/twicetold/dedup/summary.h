#ifndef TWICETOLD_DEDUP_SUMMARY_H_
#define TWICETOLD_DEDUP_SUMMARY_H_

// What a bulk run did, in numbers.

#include <cstdint>
#include <ostream>
#include <span>
#include <string>
#include <vector>

#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/skipped.h"

namespace twicetold {

struct DedupSummary {
  uint64_t records = 0;     // read, references among them
  uint64_t references = 0;  // of them
  uint64_t units = 0;       // compared: records, or paragraphs
  uint64_t kept = 0;        // records written to the output
  uint64_t exact = 0;       // units that went, by reason
  uint64_t near = 0;
  uint64_t contained = 0;
  uint64_t versions = 0;
  uint64_t connected = 0;
  uint64_t passages = 0;         // DedupLevel::kPassage: cut
  uint64_t passage_words = 0;    // words in them
  uint64_t clusters = 0;         // kept units that others went for
  uint64_t candidates = 0;       // pairs that the signatures gave
  uint64_t verified = 0;         // pairs whose sets were compared
  uint64_t protected_pairs = 0;  // of them: would have been duplicates, but are form letters
  double weakest_link = 0;       // Grouping::kConnected: the least of all clusters
  uint64_t hot_buckets = 0;      // compared with some of their members only; or hot seeds
  uint64_t largest_bucket = 0;
  uint64_t held_back = 0;  // units compared with some holders of their seeds only
  uint64_t hash_lies = 0;  // groups of one 128-bit hash whose words differ
  std::vector<SkippedPlace> skipped;

  uint64_t removed() const { return exact + near + contained + versions + connected; }
};

// Adds what became of the units: how many went for which reason, and for how many others.
void CountFates(std::span<const UnitFate> fates, DedupSummary& summary);

// A few lines for a reader.
std::string SummaryText(const DedupSummary& summary, const DedupOptions& options);

// One JSON object, schema twicetold.dedup/1.
void WriteSummary(const DedupSummary& summary, const DedupOptions& options, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_SUMMARY_H_
