#ifndef TWICETOLD_DEDUP_WORK_DIR_H_
#define TWICETOLD_DEDUP_WORK_DIR_H_

// The folder of a bulk run's spill files, and what of them is finished.
//
// A run is a row of stages. One that has ended leaves a marker: a small file that names the stage's
// files with their sizes and hashes, written after they are safe on disk and renamed into place. So
// after a death at any moment a stage has either all of its files, provably whole, or no marker and
// is run again; its half-written files are overwritten. The first marker is that of the run itself:
// what it was asked to do, of what. A run that was asked for something else does not go on here.
//
//   plan.done                the run
//   read.done  read.units    a stage and one of its files
//
// One run at a time: the folder is locked (flock) as long as the object lives.

#include <cstdint>
#include <map>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/dedup/spill_file.h"
#include "twicetold/io/unfinished_files.h"

namespace twicetold {

// Not thread-safe.
class WorkDir {
 public:
  // Opens `path`, made if it is not there. `plan` says in one line what the run is to do, and of
  // what. With `resume` the folder may hold a run of the same plan, else it must be empty or made
  // here. FailedPrecondition: the folder holds something else, or another run is at work in it.
  static absl::StatusOr<std::unique_ptr<WorkDir>> Open(const std::string& path,
                                                       std::string_view plan, bool resume);
  ~WorkDir();
  WorkDir(const WorkDir&) = delete;
  WorkDir& operator=(const WorkDir&) = delete;

  // Where the file `name` of `stage` is, or would be.
  std::string PathOf(std::string_view stage, std::string_view name) const;

  // True when the stage ended in an earlier run and all of its files are as it left them; false
  // when it is to be run. DataLoss when there is a marker, but a file is not what it says.
  absl::StatusOr<bool> IsDone(std::string_view stage);

  absl::StatusOr<SpillWriter> Create(std::string_view stage, std::string_view name) const;
  absl::StatusOr<SpillReader> Open(std::string_view stage, std::string_view name) const;

  // Takes the stage's marker away, so that its files may be written anew; OK when there is none.
  absl::Status Forget(std::string_view stage);

  // Writes the stage's marker: `files` (name to facts) are all that it made.
  absl::Status Finish(std::string_view stage, const std::map<std::string, FileFacts>& files);

  // Has `unfinished` note the outputs' temporary files here, and removes those that an earlier run
  // noted and did not live to remove itself.
  absl::Status NoteUnfinished(UnfinishedFiles& unfinished);

  // Removes the folder and all that this run made in it: the end of a run that went well, or of one
  // that finished no stage and has nothing to go on from.
  absl::Status Remove();

 private:
  WorkDir(std::string path, int lock) : path_(std::move(path)), lock_(lock) {}

  absl::Status RemoveLeftovers() const;

  absl::Status CheckPlan(std::string_view plan, bool resume);
  absl::StatusOr<std::map<std::string, FileFacts>> ReadMarker(std::string_view stage) const;

  std::string path_;
  int lock_;        // a descriptor
  int notes_ = -1;  // a descriptor
  UnfinishedFiles* noting_ = nullptr;
};

}  // namespace twicetold

#endif  // TWICETOLD_DEDUP_WORK_DIR_H_
