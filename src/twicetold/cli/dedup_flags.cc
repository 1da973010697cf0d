#include "twicetold/cli/dedup_flags.h"

#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/options.h"
#include "twicetold/dedup/options.h"

namespace twicetold {
namespace {

constexpr uint64_t kDefaultMemory = uint64_t{4} << 30;

// What is written.
std::vector<Flag> WrittenFlags() {
  const std::string output = "Output";
  return {
      {"output", "FILE",
       "Write the records that stay to FILE, as they stood and in their order. It appears whole or "
       "not at all; - is standard output.",
       output, ValueKind::kFile},
      {"removed", "FILE",
       "Write a line of JSON for each record that went: its id, the kept one's, the reason, the "
       "figures, and the record.",
       output, ValueKind::kFile},
      {"differences", "", "--removed: add the words in which each record and the kept one differ.",
       output},
      {"spans", "", "--removed: add the spans of the text, in bytes, that stand in both.", output},
      {"explain",
       "RECORD",
       "Write no records, but to standard output why this record (an id, or FILE:LINE) and a "
       "second one, if --explain is given twice, were joined or not.",
       output,
       ValueKind::kText,
       {},
       true},
      {"format",
       "FORMAT",
       "--explain: text or json. Default: text.",
       output,
       ValueKind::kChoice,
       {"text", "json"}},
      {"clusters", "FILE",
       "Write a line of JSON for each kept record that others went for, with them.", output,
       ValueKind::kFile},
      {"pairs", "FILE",
       "Write a line of JSON for each pair at or above the threshold. There may be very many in a "
       "family of near copies.",
       output, ValueKind::kFile},
      {"summary", "FILE", "Write the counts to FILE, as JSON.", output, ValueKind::kFile},
      {"annotate", "",
       "Keep all records, each with a field \"twicetold\" more that says what would become of it.",
       output},
      {"skip-bad", "",
       "Go on when an input can't be read to its end, and exit as if all was well when records "
       "could not be read; they are still named.",
       output},
  };
}

// What goes.
std::vector<Flag> ChoiceFlags() {
  const std::string choice = "What goes";
  return {
      {"level",
       "LEVEL",
       "What is compared: document; paragraph (repeated paragraphs are cut); or passage (exact "
       "repeats of --min-words words and more are cut, wherever they stand). Default: document.",
       choice,
       ValueKind::kChoice,
       {"document", "paragraph", "passage"}},
      {"cut-at",
       "BORDER",
       "--level passage: words, the repeated words alone; narrow, whole sentences of them; widen, "
       "all sentences that have some. Default: words.",
       choice,
       ValueKind::kChoice,
       {"words", "narrow", "widen"}},
      {"measure",
       "MEASURE",
       "When a record goes: resemblance, the share of shingles that two have in common is at least "
       "the threshold; or containment, that share of its own shingles stands in one that stays "
       "(cut and extended copies). Default: resemblance.",
       choice,
       ValueKind::kChoice,
       {"resemblance", "containment"}},
      {"keep", "RULE",
       "Which of two alike stays: first (in the input), longest, newest, oldest, or "
       "priority=SOURCE,SOURCE,... Default: first.",
       choice},
      {"group",
       "HOW",
       "representative: a record goes only when it is alike to one that stays; connected: also "
       "when a chain of pairs leads there. Default: representative.",
       choice,
       ValueKind::kChoice,
       {"representative", "connected"}},
      {"protect", "WHAT",
       "Keep form letters: two texts that differ in numbers,names (or one of the two) put in the "
       "place of others are no duplicates.",
       choice},
      {"exhaustive", "",
       "Compare the sets themselves, so that no pair is missed; they must fit the memory.", choice},
      {"against",
       "FILE|FOLDER",
       "Take out of the inputs what these references have; they themselves are not written.",
       choice,
       ValueKind::kFile,
       {},
       true},
      {"min-paragraph-words", "N",
       "--level paragraph: leave shorter paragraphs where they are. Default: 20.", choice,
       ValueKind::kNumber},
  };
}

std::vector<Flag> RunningFlags() {
  const std::string running = "Running";
  return {
      {"memory", "SIZE",
       "Memory to use at most, beside a few bytes a record; K, M, G may follow the number. "
       "Default: 4G.",
       running},
      {"work-dir", "FOLDER",
       "Where to put what memory does not hold; removed at the end. Default: the output's name "
       "with .work behind it; with --explain, a folder for temporary files.",
       running, ValueKind::kFolder},
      {"resume", "",
       "Go on with the run that was broken off in the work folder; the result is the same.",
       running},
  };
}

}  // namespace

std::vector<Flag> DedupFlags() {
  std::vector<Flag> flags = WrittenFlags();
  for (const auto& more : {ChoiceFlags(), RunningFlags()}) {
    flags.insert(flags.end(), more.begin(), more.end());
  }
  return flags;
}

absl::StatusOr<DedupOptions> DedupOptionsOf(const Invocation& invocation, int threads) {
  DedupOptions options;
  Invocation with_preset = invocation;
  with_preset.flags.try_emplace("recipe", "corpus");
  TWICETOLD_ASSIGN_OR_RETURN(options.recipe, RecipeOf(with_preset));
  TWICETOLD_ASSIGN_OR_RETURN(options.level,
                             DedupLevelFromName(invocation.Get("level", "document")));
  TWICETOLD_ASSIGN_OR_RETURN(options.cut_at, CutAtFromName(invocation.Get("cut-at", "words")));
  TWICETOLD_ASSIGN_OR_RETURN(options.measure,
                             MeasureFromName(invocation.Get("measure", "resemblance")));
  TWICETOLD_ASSIGN_OR_RETURN(options.keep, KeepRule::FromText(invocation.Get("keep", "first")));
  TWICETOLD_ASSIGN_OR_RETURN(options.grouping,
                             GroupingFromName(invocation.Get("group", "representative")));
  if (invocation.Has("protect")) {
    TWICETOLD_ASSIGN_OR_RETURN(options.protect, SlotKindsFromText(invocation.Get("protect", "")));
  }
  options.exhaustive = invocation.Has("exhaustive");
  options.differences = invocation.Has("differences");
  options.spans = invocation.Has("spans");
  options.all_pairs = invocation.Has("pairs");
  TWICETOLD_ASSIGN_OR_RETURN(const uint64_t words, NumberOf(invocation, "min-paragraph-words",
                                                            options.min_paragraph_words));
  options.min_paragraph_words = static_cast<uint32_t>(std::min<uint64_t>(words, UINT32_MAX));
  TWICETOLD_ASSIGN_OR_RETURN(options.memory, BytesOf(invocation, "memory", kDefaultMemory));
  options.threads = threads;
  TWICETOLD_RETURN_IF_ERROR(options.Validate());
  return options;
}

absl::Status CheckDedupFlags(const Invocation& invocation) {
  for (const std::string flag : {"differences", "spans"}) {
    if (invocation.Has(flag) && !invocation.Has("removed")) {
      return absl::InvalidArgumentError(
          Concat({"--", flag, ": is part of what --removed FILE writes; name one"}));
    }
  }
  if (!invocation.Has("explain")) {
    if (!invocation.Has("format")) return absl::OkStatus();
    return absl::InvalidArgumentError(
        "--format: is for --explain; records are written as they stood");
  }
  for (const std::string flag : {"output", "removed", "clusters", "pairs", "summary", "annotate"}) {
    if (!invocation.Has(flag)) continue;
    return absl::InvalidArgumentError(
        Concat({"--explain: writes no records; leave --", flag, " out"}));
  }
  return absl::OkStatus();
}

}  // namespace twicetold
