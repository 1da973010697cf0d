#ifndef TWICETOLD_PIPELINE_FINDINGS_H_
#define TWICETOLD_PIPELINE_FINDINGS_H_

// What a run found, complete in itself: a report needs nothing else to print it.

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/span.h"
#include "twicetold/match/overlap.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/document_source.h"
#include "twicetold/text/position.h"

namespace twicetold {

enum class Kind {
  kText,
  kQuotation,    // every word that repeats stands in quotation marks, at every place
  kBoilerplate,  // stands in many documents of one source, or was listed or marked as meant
  kScaffolding,  // rows of lists and tables, at every place
};

std::string KindName(Kind kind);  // "text", "quotation", "boilerplate", "scaffolding"
std::span<const Kind> Kinds();    // all of them
// InvalidArgument names the choices.
absl::StatusOr<Kind> KindFromName(std::string_view name);

// How an occurrence differs from its repeat's representative at one spot.
enum class DifferenceClass {
  kTypography,  // the same words, but for case, punctuation, marks or spaces
  kReplaced,    // other words in their place
  kInserted,    // words that the representative lacks
  kDeleted,     // words that only the representative has
};

std::string DifferenceName(DifferenceClass difference);  // "typography", "replaced", ...

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

// One spot where an occurrence and its repeat's representative differ.
struct Difference {
  DifferenceClass difference = DifferenceClass::kReplaced;
  Span here;   // bytes of the occurrence's text; empty, where the words would stand, for kDeleted
  Span there;  // bytes of the representative's text; empty likewise for kInserted
};

// Who a quotation is laid to: the rest of the sentence that it stands in, or the sentence beside.
struct Attribution {
  std::string text;  // "the minister said"; empty when there is none
  Place place;
};

struct FoundOccurrence {
  uint32_t document = 0;  // index into Findings::documents
  Place place;
  Span
      in_text;  // bytes of the document's text (DocumentFinding::text); `text` is what stands there
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
  bool marked = false;  // lies where the author marked text as meant to stand twice
  // Word numbers in the document, from 0, of the matched words: sorted, disjoint, not touching.
  std::vector<Span> matched;
  // Bytes of `text`: words, or words in a row, that differ between the places.
  std::vector<Span> edited;
  // What makes it differ from the representative, in order; none for the representative itself.
  std::vector<Difference> differences;
  Attribution attribution;
};

struct FoundRepeat {
  std::string id;           // "R1", "R2", ... in order of the first occurrence
  std::string fingerprint;  // of the words alone: the same wherever the repeat stands
  Kind kind = Kind::kText;
  std::string reason;     // of a kind that is not plain to see: "in 37 documents of one source"
  std::string family;     // id of the family whose documents hold all its places; else empty
  uint64_t words = 0;     // the most words shared with the representative
  double identity = 1.0;  // the least of any occurrence
  std::vector<FoundOccurrence> occurrences;

  // The one that all others were aligned with. There must be an occurrence.
  const FoundOccurrence& representative() const;
};

// A repeat that is left out of the findings proper, and on whose word.
struct SuppressedRepeat {
  FoundRepeat repeat;
  // "excluded kind", "marked in the text", "listed in FILE:LINE", "known to the baseline", ...
  std::string reason;
  bool known = false;  // the baseline knows it
};

// Two documents that share passages. In a check against references the first is always one that
// is checked, the other a reference; otherwise the first comes first.
struct FoundRelation {
  uint32_t document = 0;  // index into Findings::documents
  uint32_t other = 0;
  // Distinct words (by position) of each that stand in passages with the other.
  uint64_t shared_words = 0;
  uint64_t other_shared_words = 0;
  uint64_t longest_passage = 0;  // its matched words
  // Share of its words that the document, the other, has in common with the other one, [0, 1].
  double coverage = 0;
  double other_coverage = 0;
  std::vector<uint32_t> repeats;  // indices into Findings::repeats, in order: with places in both
};

// Documents that are one text for the greater part, each held against the representative itself.
struct FoundFamily {
  std::string id;  // "F1", "F2", ... in order of size, largest first
  // The texts differ in names, numbers and dates only, as form letters do; else they are copies
  // or versions with passages put in or cut.
  bool form_letter = false;
  uint32_t representative = 0;    // index into Findings::documents
  std::vector<uint32_t> members;  // without the representative
  uint64_t words = 0;             // that the members share with the representative, at the median
  double least_coverage = 1.0;    // of a member or of the representative by it, the smaller one
  // The words that take each other's place, as they stand, the commonest first; some at most.
  std::vector<std::string> slots;
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
  std::string file;  // of Document
  std::string format;
  std::string encoding;
  bool encoding_guessed = false;
  uint64_t repaired = 0;   // ill-formed sequences read as U+FFFD
  std::string date;        // of Metadata; empty when not known
  std::string source;      // of Metadata
  bool reference = false;  // held against the documents that are checked, not checked itself
  std::vector<std::string> notes;  // what was odd in it, in full sentences
  uint64_t words = 0;
  uint64_t paragraphs = 0;
  // The prose that spans of occurrences lie in. Empty for a reference; no part of the JSON form.
  std::string text;
  // Bytes of `text`, paragraph by paragraph.
  std::vector<Span> paragraph_spans;
  // Word numbers, sorted and disjoint, of what stands in quotation marks.
  std::vector<Span> quoted_words;
  // Distinct words (by position) that stand in a repeat; of them, those that a reader has
  // met before: in an occurrence that is not its repeat's first in a checked document; of those, in
  // quotation marks.
  uint64_t repeated_words = 0;
  uint64_t told_again_words = 0;
  uint64_t told_again_quoted_words = 0;
  // Likewise, of a checked document: words that stand in a reference too; of those, in quotation
  // marks.
  uint64_t shared_words = 0;
  uint64_t shared_quoted_words = 0;
};

// What the search held back, so that no limit is silent.
struct Limits {
  uint64_t hot_shingles = 0;         // runs of words too common to pair everywhere
  uint64_t ungrown_seeds = 0;        // seeds told exactly, edits around them not bridged
  uint64_t hot_buckets = 0;          // buckets too large to compare fully
  uint64_t untold_relations = 0;     // pairs of documents beyond Recipe::related_documents
  bool sketched_paragraphs = false;  // candidates came from sketches, not from all pairs
  bool sketched_documents = false;
};

struct Summary {
  uint64_t documents = 0;  // that were checked
  uint64_t words = 0;      // of theirs
  // Documents that they were held against, all of them and their words, and those left out by date
  // or series.
  uint64_t references = 0;
  uint64_t reference_words = 0;
  uint64_t references_left_out = 0;
  uint64_t files_of_other_kinds = 0;  // in walked folders, not read
  uint64_t files_ignored = 0;         // likewise, as ignore files or patterns say
  uint64_t repeats = 0;
  uint64_t suppressed = 0;
  uint64_t repeated_words = 0;
  uint64_t told_again_words = 0;
  uint64_t told_again_quoted_words = 0;
  uint64_t shared_words = 0;
  uint64_t shared_quoted_words = 0;
  uint64_t told_elsewhere_words = 0;  // told again, or standing in a reference, or both
  uint64_t skipped = 0;
  Limits limits;
  // told_again_words / words; 0 for no words.
  double share() const;
};

struct Findings {
  Recipe recipe;
  Summary summary;
  std::vector<DocumentFinding> documents;  // those checked, then the references that matter
  std::vector<FoundRepeat> repeats;
  std::vector<SuppressedRepeat> suppressed;  // in order of the first occurrence
  // Documents of two sources that share half of both texts first; then the most alike: by shared
  // words with a reference; between documents that are checked by
  // shared words times the lesser coverage, so that a joint release comes before two long speeches.
  std::vector<FoundRelation> relations;
  std::vector<FoundFamily> families;
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

// A share for people in whole per cent, but never "0 %" for something nor "100 %" for less than
// all: "21 %", "under 1 %", "over 99 %".
std::string Percent(double share);

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_FINDINGS_H_
