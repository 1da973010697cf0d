#ifndef TWICETOLD_PIPELINE_FINDINGS_H_
#define TWICETOLD_PIPELINE_FINDINGS_H_

// What a run found, complete in itself: a report needs nothing else to print it.

#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/position.h"

namespace twicetold {

enum class Kind {
  kText,
  kQuotation,  // every word that repeats stands in quotation marks, at every place
};

std::string KindName(Kind kind);  // "text", "quotation"

// Where something stands in its source file: the positions of its first code point and just
// after its last one.
struct Place {
  Position begin;
  Position end;
  Span bytes() const { return Span{begin.byte, end.byte}; }
};

// A line of the source that begins inside an occurrence's text.
struct LineStart {
  uint64_t offset = 0;  // into the text, in bytes
  uint64_t line = 0;    // 1-based, in the source
};

struct FoundOccurrence {
  uint32_t document = 0;  // index into Findings::documents
  Place place;
  // First and last paragraph, 1-based, in the document.
  uint64_t first_paragraph = 0;
  uint64_t last_paragraph = 0;
  std::string text;  // the document's text from the first word to the last
  std::vector<LineStart> line_starts;
  uint64_t words = 0;          // words of the occurrence
  uint64_t matched_words = 0;  // of them, shared with the repeat's representative
  double identity = 1.0;
  bool quoted = false;  // every matched word stands in quotation marks
  bool representative = false;
  // Bytes of `text`: words, or words in a row, that differ between the places.
  std::vector<Span> edited;
};

struct FoundRepeat {
  std::string id;           // "R1", "R2", ... in order of the first occurrence
  std::string fingerprint;  // of the words alone: the same wherever the repeat stands
  Kind kind = Kind::kText;
  uint64_t words = 0;     // the most words shared with the representative
  double identity = 1.0;  // the least of any occurrence
  std::vector<FoundOccurrence> occurrences;
};

enum class Level { kParagraph, kDocument };

std::string LevelName(Level level);  // "paragraph", "document"

// A paragraph or a whole document that pairs and clusters speak of.
struct Unit {
  std::string name;        // "story.txt", or "story.txt#p12" for its twelfth paragraph
  uint32_t document = 0;   // index into Findings::documents
  uint64_t paragraph = 0;  // 1-based; 0 for a document
  uint64_t line = 0;       // where it begins
};

// Two units at or above the threshold, verified on their full shingle sets.
struct FoundPair {
  Level level = Level::kParagraph;
  Unit a;
  Unit b;
  Overlap overlap;
};

struct FoundCluster {
  Level level = Level::kParagraph;
  Unit representative;
  std::vector<Unit> members;       // without the representative
  double least_resemblance = 1.0;  // of any member to the representative
};

struct DocumentFinding {
  std::string name;
  std::string format;
  std::string encoding;
  bool encoding_guessed = false;
  uint64_t repaired = 0;  // ill-formed sequences read as U+FFFD
  uint64_t words = 0;
  uint64_t paragraphs = 0;
  // Distinct words (by position) that stand in a repeat; of them, those that a reader has
  // met before: in an occurrence other than the first of its repeat; of those, in quotation marks.
  uint64_t repeated_words = 0;
  uint64_t told_again_words = 0;
  uint64_t told_again_quoted_words = 0;
};

// What the search held back, so that no limit is silent.
struct Limits {
  uint64_t hot_shingles = 0;         // runs of words too common to pair everywhere
  uint64_t ungrown_seeds = 0;        // seeds told exactly, edits around them not bridged
  uint64_t hot_buckets = 0;          // buckets too large to compare fully
  bool sketched_paragraphs = false;  // candidates came from sketches, not from all pairs
  bool sketched_documents = false;
};

struct Summary {
  uint64_t documents = 0;
  uint64_t words = 0;
  uint64_t repeats = 0;
  uint64_t repeated_words = 0;
  uint64_t told_again_words = 0;
  uint64_t told_again_quoted_words = 0;
  uint64_t skipped = 0;
  Limits limits;
  // told_again_words / words; 0 for no words.
  double share() const;
};

struct Findings {
  Recipe recipe;
  Summary summary;
  std::vector<DocumentFinding> documents;
  std::vector<FoundRepeat> repeats;
  std::vector<FoundPair> pairs;        // documents first, then in order of a and b
  std::vector<FoundCluster> clusters;  // documents first, then in order of the representative
  std::vector<SkippedDocument> skipped;
};

// One sentence a person can act on: how many passages stand more than once, how many words are
// told again, what share of the text that is, and how much of it is quotation.
std::string Verdict(const Findings& findings);

// A share, resemblance or probability for people: three decimals, cut rather than rounded up, as
// 0.9996 is not 1. `value` must be at least 0.
std::string Fraction(double value);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_FINDINGS_H_
