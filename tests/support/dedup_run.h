#ifndef TWICETOLD_TESTS_SUPPORT_DEDUP_RUN_H_
#define TWICETOLD_TESTS_SUPPORT_DEDUP_RUN_H_

// Dedup from records in files to its outputs in files, all in the current directory (a
// FreshFolder), without a process in between: options can be any, figures come back as numbers.

#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/support/json.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold::testing {

// A line of JSON Lines with its end. The text is put in as it is; behind it stands a field more,
// with a space where a writer of ours would put none, so that a record that was written anew is
// told from one that was copied.
std::string Record(std::string_view id, std::string_view text);
// A record for each text; their ids are d and a number, from `first` on.
std::string Records(const std::vector<std::string>& texts, size_t first = 0);

// The preset "corpus", with 64 MiB of memory.
DedupOptions CorpusOptions();

struct Job {
  std::vector<std::string> inputs = {"in.jsonl"};
  std::vector<std::string> references;
  DedupOptions options = CorpusOptions();
  bool resume = false;
};

// Runs it in the folder "work". Writes kept.jsonl, removed.jsonl, clusters.jsonl, summary.json and,
// where all pairs are wanted, pairs.jsonl.
absl::StatusOr<DedupSummary> Try(const Job& job, Progress* progress = nullptr);
// The same; it is a failure of the test when that does not succeed.
DedupSummary MustRun(const Job& job);

// The bytes of all outputs but the pairs.
std::string AllOutputs();
std::vector<Json> JsonLinesOf(const std::string& path);
// Of the kept records, in order.
std::vector<std::string> KeptIds();
// The texts of the records in a file, of which each has an id.
std::map<std::string, std::string> TextsById(const std::string& path);

// Expects the same bytes of the job from one thread and several, with memory for all and for nearly
// nothing.
void CheckSameBytesForAnyThreadsAndMemory(const Job& job);

// Breaks runs of the job off after each stage and expects that, resumed with two threads, each
// comes to the bytes of an unbroken one and leaves no work folder behind.
void CheckResumesAfterAnyStage(const Job& job);

// The shingles of a text, and what two texts share, by the recipe of CorpusOptions.
std::vector<uint64_t> SetOf(std::string_view text);
Overlap OverlapOf(std::string_view a, std::string_view b);

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_DEDUP_RUN_H_
