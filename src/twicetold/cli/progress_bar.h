#ifndef TWICETOLD_CLI_PROGRESS_BAR_H_
#define TWICETOLD_CLI_PROGRESS_BAR_H_

// Progress as one line at the foot of a terminal, redrawn in place:
//
//   reading  [############........]  61 %  37.2 M bytes  12.4 M/s  0:02 left
//
// Drawn at most ten times a second and not in the first tenth of one, so that a short run shows
// nothing; erased at the end of a stage. Only carriage returns and spaces move the cursor, and the
// last column stays free, for terminals that wrap there. In a narrow terminal parts are left out
// from the right, the bar first.

#include <chrono>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/cli/program.h"
#include "twicetold/pipeline/progress.h"

namespace twicetold {

class ProgressBar : public Progress {
 public:
  using Clock = std::function<std::chrono::nanoseconds()>;

  // `width`: the terminal's columns. `err` and `clock` must outlive the bar.
  ProgressBar(std::ostream& err, size_t width, Clock clock);
  ~ProgressBar() override;
  ProgressBar(const ProgressBar&) = delete;
  ProgressBar& operator=(const ProgressBar&) = delete;

  void Begin(std::string_view stage, uint64_t total, std::string_view unit) override;
  void Advance(uint64_t done) override;
  void End() override;

 private:
  std::string Line(uint64_t done, std::chrono::nanoseconds elapsed) const;
  void Erase();

  std::ostream& err_;
  size_t width_;
  Clock clock_;
  std::string stage_;
  std::string unit_;
  uint64_t total_ = 0;
  std::chrono::nanoseconds begun_{};
  std::chrono::nanoseconds next_{};  // not drawn before
  size_t drawn_ = 0;                 // columns on the screen
};

// A bar when messages go to a terminal, there is a clock, and nobody asked for quiet; else null.
std::unique_ptr<Progress> ProgressFor(const Surroundings& surroundings, bool quiet);

}  // namespace twicetold

#endif  // TWICETOLD_CLI_PROGRESS_BAR_H_
