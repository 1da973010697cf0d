#ifndef TWICETOLD_PIPELINE_REFERENCES_H_
#define TWICETOLD_PIPELINE_REFERENCES_H_

// Holding documents against references: an archive of any size that streams past.
//
// The checked documents are held in memory, references are read batch by batch and dropped again
// unless they share a passage with a checked one. Nothing is sampled: a reference is passed over
// only when it has no seed that could become a passage (first by the hashes of its seeds, which
// never misses one, then on the words themselves), and the others are searched as if all had been
// given together. So the cost of an archive is that of cutting it into words.
//
// Memory: the checked documents, a batch a thread, and the references that share something.

#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/match/alignment.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/prepared.h"

namespace twicetold {

// Which references count, by the day they were published: inclusive, as "2005", "2005-03" or
// "2005-03-14"; empty for no limit. With a limit, a reference whose date is not known does not
// count.
struct DateRange {
  std::string since;
  std::string until;
  bool Holds(const std::string& date) const;
};

struct ReferenceMatch {
  Document document;
  // With checked documents. Their sides a are positions in the sequence of all checked documents
  // (JoinWords), their sides b count from the reference's first word.
  std::vector<Alignment> passages;
};

struct ReferenceMatches {
  std::vector<ReferenceMatch> matches;  // in the order they were read
  std::vector<SkippedDocument> skipped;
  uint64_t references = 0;  // that were held against the checked documents, and their words
  uint64_t words = 0;
  uint64_t left_out = 0;  // by date, or because all that they share is with their own series
  uint64_t hot_shingles = 0;
  uint64_t ungrown_seeds = 0;
};

// Every passage between the checked documents (`corpus`, `prepared`) and `references`. A reference
// that is a checked document itself (Document::origin, or else its name) is left out; so are
// passages between two documents of one series. The limits of the recipe on work hold for each
// batch of about `batch_bytes` of text (at least as much as the checked documents have); unless one
// is hit, which the result says, it does not depend on the batches, and never on the number of
// threads.
ReferenceMatches MatchReferences(const Corpus& corpus, const std::vector<Prepared>& prepared,
                                 DocumentSource& references, const DateRange& dates,
                                 const Recipe& recipe, int threads, Progress* progress,
                                 uint64_t batch_bytes = uint64_t{4} << 20);

// Puts the matched references behind the checked documents, as `corpus` and `prepared` then have
// them, and gives their passages with positions in the sequence of all.
std::vector<Alignment> AppendReferences(ReferenceMatches matches, const Recipe& recipe, int threads,
                                        Corpus& corpus, std::vector<Prepared>& prepared);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_REFERENCES_H_
