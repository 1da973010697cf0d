// twicetold dedup: one copy of each kept, by a stated rule, and the reason for each that went.

#include "twicetold/dedup/dedup.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstdint>
#include <filesystem>
#include <memory>
#include <ostream>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/simd.h"
#include "twicetold/base/status.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/commands.h"
#include "twicetold/cli/explanation.h"
#include "twicetold/cli/options.h"
#include "twicetold/cli/program.h"
#include "twicetold/cli/progress_bar.h"
#include "twicetold/cli/verbosity.h"
#include "twicetold/dedup/explain.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/dedup/write.h"
#include "twicetold/io/reader.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kDefaultMemory = uint64_t{4} << 30;
constexpr uint64_t kMostRecordBytes = UINT32_MAX;
constexpr size_t kSkippedTold = 20;
constexpr char kStandardInput[] = "-";

constexpr std::array<std::string_view, 9> kParameters = {
    "min_words",      "shingle_words", "threshold",           "recall",   "sketch",
    "signature_size", "bucket_limit",  "hot_representatives", "hash_seed"};

std::vector<Flag> DedupFlags() {
  const std::string output = "Output";
  const std::string choice = "What goes";
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
       "second "
       "one, if --explain is given twice, were joined or not.",
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
      {"memory", "SIZE",
       "Memory to use at most, beside a few bytes a record; K, M, G may follow the number. "
       "Default: 4G.",
       "Running"},
      {"work-dir", "FOLDER",
       "Where to put what memory does not hold; removed at the end. Default: the output's name "
       "with .work behind it; with --explain, a folder for temporary files.",
       "Running", ValueKind::kFolder},
      {"resume", "",
       "Go on with the run that was broken off in the work folder; the result is the same.",
       "Running"},
  };
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

bool IsReplaced(const std::string& path) {
  std::error_code ignored;
  const fs::file_status status = fs::status(path, ignored);
  return !fs::exists(status) || fs::is_regular_file(status);
}

// A walk over the folder would find the file, this time or the next.
absl::Status CheckNotInside(const std::string& folder, std::string_view flag,
                            const std::string& path) {
  std::error_code error;
  if (!fs::is_directory(folder, error)) return absl::OkStatus();
  const fs::path below = fs::relative(path, folder, error);  // links followed in both
  if (error || below.empty() || *below.begin() == "..") return absl::OkStatus();
  return absl::InvalidArgumentError(Concat({"--", flag, " ", path, ": lies in the input ", folder,
                                            ", and would be read; name a place outside of it"}));
}

// An output that is also an input would be lost; one that is also another output, too.
absl::Status CheckPaths(const Invocation& invocation, const std::string& work_folder) {
  std::vector<std::pair<std::string, std::string>> outputs;
  for (const std::string flag : {"output", "removed", "clusters", "pairs", "summary"}) {
    if (invocation.Has(flag)) outputs.emplace_back(flag, invocation.Get(flag, ""));
  }
  std::vector<std::string> inputs = invocation.arguments;
  for (const std::string& reference : invocation.All("against")) inputs.push_back(reference);
  for (const std::string& input : inputs) {
    TWICETOLD_RETURN_IF_ERROR(CheckNotInside(input, "work-dir", work_folder));
    for (const auto& [flag, path] : outputs) {
      if (path == "-" || !IsReplaced(path)) continue;
      TWICETOLD_RETURN_IF_ERROR(CheckNotInside(input, flag, path));
    }
  }
  for (size_t i = 0; i < outputs.size(); ++i) {
    const auto& [flag, path] = outputs[i];
    for (const std::string& input : inputs) {
      std::error_code ignored;
      if (input == "-" || !fs::equivalent(input, path, ignored)) continue;
      return absl::InvalidArgumentError(
          Concat({"--", flag, " ", path, ": is one of the inputs; name another file"}));
    }
    for (size_t j = 0; j < i; ++j) {
      if (outputs[j].second != path || path == "-") continue;
      return absl::InvalidArgumentError(
          Concat({"--", flag, " ", path, ": is --", outputs[j].first, " too; name another file"}));
    }
  }
  return absl::OkStatus();
}

DedupOutputs OutputsOf(const Invocation& invocation) {
  const auto path = [&](const std::string& flag) {
    const std::string value = invocation.Get(flag, "");
    return value == "-" ? std::string("/dev/stdout") : value;
  };
  DedupOutputs outputs;
  outputs.kept = path("output");
  outputs.removed = path("removed");
  outputs.clusters = path("clusters");
  outputs.pairs = path("pairs");
  outputs.summary = path("summary");
  outputs.annotate = invocation.Has("annotate");
  return outputs;
}

// What only makes sense beside another flag.
absl::Status CheckTogether(const Invocation& invocation) {
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

absl::StatusOr<std::string> WorkDirOf(const Invocation& invocation) {
  if (invocation.Has("work-dir")) return invocation.Get("work-dir", "");
  if (invocation.Has("explain")) {
    std::error_code error;
    const fs::path folder = fs::temp_directory_path(error);
    if (!error) return (folder / Concat({"twicetold-explain-", std::to_string(getpid())})).string();
    return absl::InvalidArgumentError(
        "--explain: there is no folder for temporary files; name one with --work-dir");
  }
  const std::string output = invocation.Get("output", "-");
  if (output != "-") return Concat({output, ".work"});
  return absl::InvalidArgumentError(
      "--output -: standard output has no folder beside it; name one with --work-dir");
}

struct Opened {
  std::unique_ptr<DedupInputs> inputs;
  std::unique_ptr<WorkDir> work;
};

absl::StatusOr<Opened> OpenInputs(const Invocation& invocation, const DedupOptions& options,
                                  const ReadOptions& read, const std::string& folder) {
  const std::vector<std::string> references = invocation.All("against");
  const auto standard_inputs =
      std::count(invocation.arguments.begin(), invocation.arguments.end(), kStandardInput) +
      std::count(references.begin(), references.end(), kStandardInput);
  if (standard_inputs > 1) {
    return absl::InvalidArgumentError("-: standard input can be given once only");
  }
  const bool resume = invocation.Has("resume");
  if (standard_inputs > 0 && resume) {
    return absl::InvalidArgumentError(
        "--resume: what standard input held is not known to be the same; begin anew, or give it as "
        "a file");
  }
  const bool skip_bad = invocation.Has("skip-bad");
  Opened opened;
  opened.inputs = std::make_unique<DedupInputs>(invocation.arguments, references, read, skip_bad);
  TWICETOLD_ASSIGN_OR_RETURN(const std::string plan, PlanOf(*opened.inputs, options));
  TWICETOLD_ASSIGN_OR_RETURN(opened.work, WorkDir::Open(folder, plan, resume));
  if (standard_inputs == 0) return opened;
  const absl::StatusOr<std::string> spooled = SpoolStandardInput(*opened.work);
  if (!spooled.ok()) {
    opened.work->Remove().IgnoreError();
    return spooled.status();
  }
  opened.inputs =
      std::make_unique<DedupInputs>(invocation.arguments, references, read, skip_bad, *spooled);
  return opened;
}

void NameSkipped(const DedupSummary& summary, std::ostream& err) {
  for (size_t i = 0; i < std::min(summary.skipped.size(), kSkippedTold); ++i) {
    const SkippedPlace& skipped = summary.skipped[i];
    err << "twicetold dedup: " << Printable(skipped.place) << (skipped.place.empty() ? "" : ": ")
        << Printable(skipped.reason) << '\n';
  }
  if (summary.skipped.size() > kSkippedTold) {
    err << "twicetold dedup: and " << summary.skipped.size() - kSkippedTold
        << " more that could not be read; --summary names them all\n";
  }
}

}  // namespace

Command DedupCommand() {
  Command command;
  command.name = "dedup";
  command.summary = "Keep one of each record told twice, and say why each other one went.";
  command.arguments = "INPUT...";
  command.arguments_help =
      "INPUT: a JSONL, CSV or TSV file, plain or compressed (.gz, .zst), a folder of such, or - "
      "for JSONL from standard input.";
  command.details =
      "Every record that goes is verified against one that stays. Exit status: 0 when all was "
      "done, 2 when there was trouble (a record that could not be read is named, and in neither "
      "output; with --skip-bad that is no trouble).";
  command.least_arguments = 1;
  command.most_arguments = SIZE_MAX;
  command.flags = DedupFlags();
  for (const auto& flags :
       {VerbosityFlags(), RecipeFlags("corpus", kParameters), InputFlags(), RunFlags()}) {
    command.flags.insert(command.flags.end(), flags.begin(), flags.end());
  }
  command.examples = {
      "twicetold dedup feed.jsonl --output kept.jsonl --removed removed.jsonl",
      "twicetold dedup 2005.jsonl.zst 2006.jsonl.zst --output kept.jsonl.zst --keep newest",
      "twicetold dedup train.jsonl --against test.jsonl --output clean.jsonl",
      "twicetold dedup feed.jsonl --output kept.jsonl --measure containment",
      "twicetold dedup letters.jsonl --output kept.jsonl --protect numbers,names",
      "twicetold dedup feed.jsonl --explain id-17 --explain id-4",
      "twicetold dedup feed.jsonl --output kept.jsonl --keep priority=wire,desk --threshold 0.7",
  };
  return command;
}

absl::StatusOr<ExitStatus> RunDedup(const Invocation& invocation,
                                    const Surroundings& surroundings) {
  const bool explains = invocation.Has("explain");
  if (!explains && !invocation.Has("output")) {
    return absl::InvalidArgumentError("--output FILE is missing; - is standard output");
  }
  if (invocation.Has("quiet") && invocation.Has("verbose")) return VerbosityOf(invocation).status();
  TWICETOLD_ASSIGN_OR_RETURN(const Verbosity verbosity, VerbosityOf(invocation));
  TWICETOLD_RETURN_IF_ERROR(CheckTogether(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const int threads, ThreadsOf(invocation, surroundings));
  TWICETOLD_ASSIGN_OR_RETURN(const DedupOptions options, DedupOptionsOf(invocation, threads));
  TWICETOLD_ASSIGN_OR_RETURN(ReadOptions read, ReadOptionsOf(invocation));
  if (read.max_document_bytes > kMostRecordBytes) {
    return absl::InvalidArgumentError("--max-document-bytes: must be below 4G");
  }
  TWICETOLD_RETURN_IF_ERROR(ChooseSimd(invocation));
  TWICETOLD_ASSIGN_OR_RETURN(const std::string folder, WorkDirOf(invocation));
  TWICETOLD_RETURN_IF_ERROR(CheckPaths(invocation, folder));
  const DedupOutputs outputs = OutputsOf(invocation);
  TWICETOLD_ASSIGN_OR_RETURN(Opened opened, OpenInputs(invocation, options, read, folder));
  const std::unique_ptr<Progress> progress =
      ProgressFor(surroundings, verbosity == Verbosity::kQuiet);
  if (explains) {
    TWICETOLD_ASSIGN_OR_RETURN(const Explanation explanation,
                               ExplainRecords(*opened.inputs, options, invocation.All("explain"),
                                              *opened.work, progress.get()));
    const bool json = invocation.Get("format", "text") == "json";
    (json ? WriteExplanationJson : WriteExplanationText)(explanation, *surroundings.out);
    return kClean;
  }
  const auto begun = surroundings.clock ? surroundings.clock() : std::chrono::nanoseconds();
  TWICETOLD_ASSIGN_OR_RETURN(const DedupSummary summary,
                             Deduplicate(*opened.inputs, options, outputs, *opened.work,
                                         surroundings.unfinished, progress.get()));
  NameSkipped(summary, *surroundings.err);
  if (verbosity != Verbosity::kQuiet) *surroundings.err << SummaryText(summary, options);
  if (verbosity == Verbosity::kVerbose && surroundings.clock) {
    const std::chrono::duration<double> seconds = surroundings.clock() - begun;
    *surroundings.err << "twicetold dedup: took " << Fraction(seconds.count()) << " s, with "
                      << threads << " threads on " << SimdTarget() << ", recipe "
                      << options.recipe.Fingerprint() << '\n';
  }
  return summary.skipped.empty() || invocation.Has("skip-bad") ? kClean : kTrouble;
}

}  // namespace twicetold
