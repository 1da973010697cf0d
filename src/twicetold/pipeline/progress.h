#ifndef TWICETOLD_PIPELINE_PROGRESS_H_
#define TWICETOLD_PIPELINE_PROGRESS_H_

// How far a run is, for whoever watches it.

#include <cstdint>
#include <string_view>

namespace twicetold {

// Told by a run what it is doing; all calls come from the thread that started it. A null pointer
// where one is taken means that nobody watches.
class Progress {
 public:
  virtual ~Progress() = default;

  // A stage begins: "reading", of `total` (0: not known) `unit`s ("documents").
  virtual void Begin(std::string_view stage, uint64_t total, std::string_view unit) = 0;
  // So many of the stage's units are done, since its begin.
  virtual void Advance(uint64_t done) = 0;
  virtual void End() = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_PROGRESS_H_
