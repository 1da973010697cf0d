#ifndef TWICETOLD_PIPELINE_RUN_H_
#define TWICETOLD_PIPELINE_RUN_H_

// The conductor: documents in, findings out.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/references.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"

namespace twicetold {

struct CheckOptions {
  // Documents to hold those of the source against, streamed; none when null. Of them, those in
  // `dates` count.
  DocumentSource* references = nullptr;
  DateRange dates;
  Progress* progress = nullptr;  // who watches
};

// Repeated passages in and across the documents of `source`, and near-duplicate paragraphs and
// documents. The same findings for any number of threads. InvalidArgument for a recipe that is
// not valid; documents that can't be read are in the findings, not errors. Documents of the
// source are held in memory: about 150 bytes a word beside the text. With references, also the
// passages between a document of the source and a reference, told with it; passages between
// references are not looked for.
absl::StatusOr<Findings> Check(DocumentSource& source, const Recipe& recipe, int threads,
                               const CheckOptions& options = {});

// How two documents compare.
struct Comparison {
  Findings findings;  // repeats are passages between the two; documents[0] is a, [1] is b
  Overlap overlap;    // of their shingle sets
  double estimated_resemblance = 0;  // what the sketches say
  double standard_error = 0;         // of such an estimate
  uint32_t equal_bands = 0;          // bands of the plan in which the signatures agree
  double candidate_probability = 0;  // of a pair this alike, under the plan
  // Share of each document's words inside passages with the other, in [0, 1].
  double coverage_of_a = 0;
  double coverage_of_b = 0;
  uint64_t longest_shared_run = 0;  // words in a row, however few
  uint64_t shared_vocabulary = 0;   // distinct words in both
  // Full sentences: what the figures mean, and if nothing matched, why not.
  std::vector<std::string> explanation;
};

// Compares the first two documents of `source`. NotFound (naming what was skipped) when it does
// not hold two; InvalidArgument for a recipe that is not valid or for more than two documents.
absl::StatusOr<Comparison> Compare(DocumentSource& source, const Recipe& recipe, int threads);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_RUN_H_
