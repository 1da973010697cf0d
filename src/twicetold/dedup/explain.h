#ifndef TWICETOLD_DEDUP_EXPLAIN_H_
#define TWICETOLD_DEDUP_EXPLAIN_H_

// Why two records were joined, or were not.
//
// Everything is found anew from the inputs: the stages that decide are run with the same options,
// and then all that was weighed between the two is told, what proposed them and what was verified.
// A work folder of the run itself is not needed, since that is gone when the run went well; for the
// same reason this costs as much as a run without its writing.

#include <cstdint>
#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/dedup/fates.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/record_names.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/sketch_comparison.h"

namespace twicetold {

struct ExplainedRecord {
  RecordName name;
  bool reference = false;
  uint64_t words = 0;
  uint64_t shingles = 0;         // distinct
  uint32_t rank = 0;             // in the order of preference: 0 is kept rather than 1
  std::optional<UnitFate> fate;  // when it went
  RecordName kept;               // for whom
  uint64_t went_for_it = 0;
};

struct ExplainedStretch {
  std::string a;  // the words as they stand
  std::string b;
  StretchKind kind = StretchKind::kOther;
};

struct ExplainedPair {
  bool same_words = false;
  Overlap overlap;
  SketchComparison sketches;
  uint32_t bands = 0;
  // Of the bands that are equal: the members of the greatest bucket and the least one.
  uint64_t largest_bucket = 0;
  uint64_t smallest_bucket = 0;
  bool differences_complete = true;
  std::vector<ExplainedStretch> differences;
  bool form_letter = false;  // in what options.protect names; false when it names nothing
};

struct Explanation {
  DedupOptions options;
  ExplainedRecord a;
  std::optional<ExplainedRecord> b;
  std::optional<ExplainedPair> pair;
};

// `names`: one or two, ids or "FILE:LINE". With one, the other is the one that it went for, if any.
// NotFound for a name that no record has. At the level of documents only.
absl::StatusOr<Explanation> ExplainRecords(DedupInputs& inputs, const DedupOptions& options,
                                           const std::vector<std::string>& names, WorkDir& work,
                                           Progress* progress);

// Sentences, one for each thing that decided.
std::vector<std::string> Sentences(const Explanation& explanation);

// One JSON object, schema twicetold.dedup-explanation/1.
void WriteExplanationJson(const Explanation& explanation, std::ostream& out);

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_EXPLAIN_H_
