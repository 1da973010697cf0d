// twicetold dedup: one copy of each kept, by a stated rule, and the reason for each that went.

#include "twicetold/dedup/dedup.h"

#include <unistd.h>

#include <algorithm>
#include <array>
#include <chrono>
#include <cstddef>
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
#include "twicetold/cli/dedup_flags.h"
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
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

constexpr uint64_t kMostRecordBytes = UINT32_MAX;
constexpr size_t kSkippedTold = 20;
constexpr char kStandardInput[] = "-";

constexpr std::array<std::string_view, 9> kParameters = {
    "min_words",      "shingle_words", "threshold",           "recall",   "sketch",
    "signature_size", "bucket_limit",  "hot_representatives", "hash_seed"};

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
  TWICETOLD_RETURN_IF_ERROR(CheckDedupFlags(invocation));
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
