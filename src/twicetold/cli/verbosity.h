#ifndef TWICETOLD_CLI_VERBOSITY_H_
#define TWICETOLD_CLI_VERBOSITY_H_

// --quiet and --verbose: how much is said beside the findings.

#include <chrono>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/io/reader.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {

enum class Verbosity { kQuiet, kNormal, kVerbose };

std::vector<Flag> VerbosityFlags();

// InvalidArgument when both are asked for.
absl::StatusOr<Verbosity> VerbosityOf(const Invocation& invocation);

// Tells, when made with kVerbose, how long a command took from its making to Tell(), what it read,
// and the limits that apply; else nothing.
class Account {
 public:
  Account(Verbosity verbosity, std::string_view command, const Surroundings& surroundings);

  void Tell(const Findings& findings, const ReadOptions& options, int threads) const;

 private:
  Verbosity verbosity_;
  std::string_view command_;
  const Surroundings& surroundings_;
  std::chrono::nanoseconds begun_{};
};

}  // namespace twicetold

#endif  // TWICETOLD_CLI_VERBOSITY_H_
