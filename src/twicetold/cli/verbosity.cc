#include "twicetold/cli/verbosity.h"

#include <chrono>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/simd.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/reader.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/report/text_block.h"

namespace twicetold {
namespace {

std::string Count(uint64_t count, std::string_view noun) {
  return Concat({std::to_string(count), " ", noun, count == 1 ? "" : "s"});
}

// The limit of a file's size and those of the recipe that can hold something back.
std::string LimitsOf(const Recipe& recipe, const ReadOptions& options) {
  return Concat({"--max-document-bytes ", std::to_string(options.max_document_bytes),
                 ", --max-seed-pairs ", std::to_string(recipe.passages.max_seed_pairs),
                 ", --max-cells-per-word ", std::to_string(recipe.passages.max_cells_per_word),
                 ", --exhaustive-limit ", std::to_string(recipe.exhaustive_limit),
                 ", --bucket-limit ", std::to_string(recipe.buckets.bucket_limit)});
}

}  // namespace

std::vector<Flag> VerbosityFlags() {
  return {
      {"quiet", "", "Print the findings only, nothing when there are none; errors are still told.",
       "Output"},
      {"verbose", "",
       "Tell on standard error what was read, how long it took and the limits that apply.",
       "Output"}};
}

absl::StatusOr<Verbosity> VerbosityOf(const Invocation& invocation) {
  const bool quiet = invocation.Has("quiet");
  const bool verbose = invocation.Has("verbose");
  if (quiet && verbose) {
    return absl::InvalidArgumentError("--quiet and --verbose exclude each other; give one of them");
  }
  if (quiet) return Verbosity::kQuiet;
  return verbose ? Verbosity::kVerbose : Verbosity::kNormal;
}

Account::Account(Verbosity verbosity, std::string_view command, const Surroundings& surroundings)
    : verbosity_(verbosity), command_(command), surroundings_(surroundings) {
  if (surroundings.clock) begun_ = surroundings.clock();
}

void Account::Tell(const Findings& findings, const ReadOptions& options, int threads) const {
  if (verbosity_ != Verbosity::kVerbose) return;
  std::ostream& err = *surroundings_.err;
  const std::string head = Concat({"twicetold ", command_, ": "});
  for (const DocumentFinding& document : findings.documents) {
    err << head << "read " << Printable(document.name) << ": " << document.format << ", "
        << document.encoding << ", " << Count(document.words, "word") << ", "
        << Count(document.paragraphs, "paragraph") << '\n';
  }
  err << head << "read " << Count(findings.documents.size(), "document") << " of "
      << Count(findings.summary.words, "word") << ", skipped " << findings.skipped.size() << '\n';
  if (surroundings_.clock) {
    const std::chrono::duration<double> seconds = surroundings_.clock() - begun_;
    err << head << "reading and comparing took " << Fraction(seconds.count()) << " s, with "
        << Count(static_cast<uint64_t>(threads), "thread") << " on " << SimdTarget() << '\n';
  }
  err << head << "recipe " << Printable(findings.recipe.preset) << ", fingerprint "
      << findings.recipe.Fingerprint() << '\n';
  err << head << "limits: " << LimitsOf(findings.recipe, options) << '\n';
}

}  // namespace twicetold
