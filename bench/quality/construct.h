#ifndef TWICETOLD_BENCH_QUALITY_CONSTRUCT_H_
#define TWICETOLD_BENCH_QUALITY_CONSTRUCT_H_

// Suspicious documents with passages planted in them, whose every place is known.
//
// A suspicious document is five chunks of five stories that are no sources (material.h), with one
// to three passages planted: sentences in a row, of 30 to 300 words together, of as many different
// sources, all disguised in one way (disguise.h). A passage stands as a paragraph of its own or
// in the middle of one, each equally likely. Distractors have nothing planted; they come from the
// same stories, and so speak of the same things.
//
// Limits: passages are taken over sentence by sentence, and edits fall on words at random; a
// person edits clauses. A source is used at most once in a document, but by several documents.

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "bench/quality/disguise.h"
#include "bench/quality/material.h"
#include "bench/quality/pan_score.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"

namespace twicetold::bench {

struct SuspiciousDocument {
  std::string text;
  std::optional<Disguise> disguise;  // nullopt: a distractor
};

struct Construction {
  std::vector<std::string> sources;
  std::vector<SuspiciousDocument> suspicious;
  std::vector<SpanPair> cases;  // spans in bytes, sides by index
  uint64_t sources_left_out = 0;
  uint64_t hosts_left_out = 0;
};

struct ConstructionOptions {
  uint64_t seed = 1;
  size_t sources = 40;
  uint64_t clean_run = 6;  // words in a row that sources and hosts must not share
  size_t documents = 20;   // of each disguise, and as many distractors
};

// The outcome depends on the arguments alone. InvalidArgument, naming the set, when the stories
// do not suffice. `stories` have LF line ends.
absl::StatusOr<Construction> Construct(const std::string& name, std::string_view language,
                                       const std::vector<std::string>& stories,
                                       const ConstructionOptions& options);

// `cases` with code points for bytes.
std::vector<SpanPair> InCodePoints(const Construction& construction);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_CONSTRUCT_H_
