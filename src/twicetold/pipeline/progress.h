#ifndef TWICETOLD_PIPELINE_PROGRESS_H_
#define TWICETOLD_PIPELINE_PROGRESS_H_

// How a long run tells how far it is. The pipeline calls, whoever runs it may show; a null pointer
// stands for nobody listening. All calls come from one thread, so a stage of many threads tells
// from the one that waits for the others.

#include <cstdint>
#include <string_view>

namespace twicetold {

class Progress {
 public:
  virtual ~Progress() = default;

  // A stage ("reading") of `total` units ("bytes") begins; 0 when nobody knows how many. The one
  // before has ended. The views need not outlive the call.
  virtual void Begin(std::string_view stage, uint64_t total, std::string_view unit) = 0;

  // `done` units of the stage are done in all, never fewer than told before. Cheap: call it often.
  virtual void Advance(uint64_t done) = 0;

  virtual void End() = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_PIPELINE_PROGRESS_H_
