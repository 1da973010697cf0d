#ifndef TWICETOLD_DEDUP_OPTIONS_H_
#define TWICETOLD_DEDUP_OPTIONS_H_

// What a bulk run is asked to do.

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {

enum class DedupLevel { kDocument, kParagraph, kPassage };
// Where a passage is cut: at its words; inward or outward to the borders of sentences.
enum class CutAt { kWords, kNarrow, kWiden };
// What makes a unit go: it is alike to a kept one, or stands in it (dedup/decide_contained.h).
enum class Measure { kResemblance, kContainment };
// Which of two alike is kept; see KeepRule.
enum class Keep { kFirst, kLongest, kNewest, kOldest, kPriority };
// What is removed: what is verified alike to a kept one, or all but one of what hangs together.
enum class Grouping { kRepresentative, kConnected };

// "document", "paragraph", "passage"; "words", "narrow", "widen".
absl::StatusOr<DedupLevel> DedupLevelFromName(std::string_view name);
absl::StatusOr<CutAt> CutAtFromName(std::string_view name);
absl::StatusOr<Measure> MeasureFromName(std::string_view name);    // "resemblance", "containment"
absl::StatusOr<Grouping> GroupingFromName(std::string_view name);  // "representative", "connected"
std::string_view DedupLevelName(DedupLevel level);
std::string_view CutAtName(CutAt cut_at);
std::string_view MeasureName(Measure measure);
std::string_view GroupingName(Grouping grouping);

// The order of preference among records, of which ties fall to the name, then to the input's order.
struct KeepRule {
  Keep keep = Keep::kFirst;
  std::vector<std::string> sources;  // kPriority: the best first; others come after them

  // "first", "longest", "newest", "oldest" or "priority=SOURCE,SOURCE,...".
  static absl::StatusOr<KeepRule> FromText(std::string_view text);
  std::string Text() const;
};

// "numbers", "names" or both, with a comma between.
absl::StatusOr<SlotKinds> SlotKindsFromText(std::string_view text);
std::string SlotKindsText(const SlotKinds& kinds);  // "none" for neither

struct DedupOptions {
  DedupLevel level = DedupLevel::kDocument;
  Measure measure = Measure::kResemblance;
  KeepRule keep;
  Grouping grouping = Grouping::kRepresentative;
  // shingle_words, threshold, recall, sketch, buckets and hash_seed count.
  Recipe recipe;
  // All pairs at or above the threshold are found, by comparing the sets themselves; they must fit
  // the memory.
  bool exhaustive = false;
  // kParagraph: words of a paragraph at least; shorter ones are left where they are.
  uint32_t min_paragraph_words = 20;
  // kPassage: recipe.passages.min_words is the length of a repeat at least.
  CutAt cut_at = CutAt::kWords;
  // Every verified pair is wanted, not only those that remove something.
  bool all_pairs = false;
  // Two that are a form letter (match/form_letter.h) are no duplicates.
  SlotKinds protect;
  // What goes is told with the words that it and the kept one do not share, or with the spans that
  // they do.
  bool differences = false;
  bool spans = false;
  bool wants_texts() const { return protect.any() || differences || spans; }

  // Not part of the result.
  uint64_t memory = uint64_t{4} << 30;  // bytes
  int threads = 1;

  // InvalidArgument, naming the flag, for what makes no sense.
  absl::Status Validate() const;
  // All that changes the result, in one line.
  std::string Fingerprint() const;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_OPTIONS_H_
