#ifndef TWICETOLD_CLI_GATE_H_
#define TWICETOLD_CLI_GATE_H_

// The gate of a check: what is left out of its findings, and from when on it fails.

#include <optional>
#include <ostream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/cli/command_line.h"
#include "twicetold/cli/program.h"
#include "twicetold/pipeline/baseline.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/suppress.h"

namespace twicetold {

std::vector<Flag> GateFlags();

// What a check may repeat before it fails; without any limit it fails on the first repeat.
struct Limit {
  enum class Of { kWords, kShare, kRepeats } of = Of::kWords;
  double most = 0;   // this much passes
  std::string text;  // as given
};

class Gate {
 public:
  // Reads what the flags name. Errors name the flag or the file.
  static absl::StatusOr<Gate> Of(const Invocation& invocation);

  // What is to be left out; refers to this gate.
  Policy PolicyOf() const;

  // Writes the baseline when that was asked for, and says on `err` what it no longer finds.
  absl::Status KeepBaseline(const Findings& findings, const Surroundings& surroundings) const;

  // True when the findings fail; says on `err`, if there is one, which limit they exceed.
  bool Fails(const Findings& findings, std::ostream* err) const;

 private:
  std::vector<Kind> exclude_;
  std::vector<AllowedPassage> allowed_;
  std::vector<Limit> limits_;
  std::string baseline_path_;
  bool update_baseline_ = false;
  std::optional<Baseline> baseline_;
};

// "words=100", "share=5%", "share=0.05" or "repeats=3".
absl::StatusOr<Limit> LimitFromText(const std::string& text);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_GATE_H_
