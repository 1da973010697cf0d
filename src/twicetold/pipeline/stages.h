#ifndef TWICETOLD_PIPELINE_STAGES_H_
#define TWICETOLD_PIPELINE_STAGES_H_

// The verbs of the pipeline, one function each, with plain values between them.
//
// A stage knows what it is handed and nothing of the stages before it. run.cc puts them in order.

#include <array>
#include <cstddef>
#include <cstdint>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/cluster/cluster.h"
#include "twicetold/lsh/bucket.h"
#include "twicetold/match/overlap.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/relation.h"
#include "twicetold/match/repeat.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// Read: everything the source gives, ids in order.
struct Corpus {
  std::vector<Document> documents;
  // So many of them, the first ones, are checked; the others are references.
  size_t checked = 0;
  std::vector<SkippedDocument> skipped;
};
Corpus Read(DocumentSource& source);

// Segment: one a document, in order.
std::vector<Prepared> Segment(const Corpus& corpus, const Recipe& recipe, int threads);

// Shingle: the units of one level, each with its set of shingles.
struct UnitSet {
  Level level = Level::kParagraph;
  std::vector<std::pair<uint32_t, uint32_t>>
      units;                                    // document, paragraph (0-based; 0 for documents)
  std::vector<std::vector<uint64_t>> shingles;  // one a unit: sorted, distinct
};
// Paragraphs first, then documents. A paragraph shorter than min_words is no unit (short lines
// repeat innocently), nor is a document without words; a single document has no other to meet.
std::array<UnitSet, 2> Shingle(const std::vector<Prepared>& prepared, const Recipe& recipe,
                               int threads);

// Sketch: signatures end to end; empty when the units are few enough to compare all.
std::vector<uint16_t> Sketch(const UnitSet& units, const Recipe& recipe, int threads);

// Bucket: the candidates that the signatures give; none when there are no signatures.
BucketResult Bucket(const std::vector<uint16_t>& signatures, const Recipe& recipe, int threads);

// Verify: the candidates that hold on their full sets, or, without signatures, every pair of
// units that does. In order of (a, b).
std::vector<VerifiedPair> Verify(const UnitSet& units, const std::vector<uint16_t>& signatures,
                                 const BucketResult& candidates, const Recipe& recipe, int threads);

// The words of all documents in one sequence, for the passages.
WordSequence JoinWords(const std::vector<Prepared>& prepared);

// Verify, passages: word for word, over all documents at once.
Passages FindRepeatedText(const WordSequence& words, const Recipe& recipe, PairScope scope);

// Cluster: units around representatives, in input order.
std::vector<Cluster> Group(const UnitSet& units, const std::vector<VerifiedPair>& pairs);

// Report: repeats and units told in terms of the documents.
struct Results {
  std::array<UnitSet, 2> units;
  std::array<std::vector<VerifiedPair>, 2> pairs;
  std::array<std::vector<Cluster>, 2> clusters;
  std::vector<Repeat> repeats;
  std::vector<Relation> relations;
  struct {
    uint64_t documents = 0;
    uint64_t words = 0;
    uint64_t left_out = 0;
  } references;
  Limits limits;
};
Findings Report(Corpus corpus, const std::vector<Prepared>& prepared, const WordSequence& words,
                Results results, const Recipe& recipe);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_STAGES_H_
