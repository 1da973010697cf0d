// A marker is text: a line "twicetold-work 1", a line "NAME SIZE HASH" for each file (hash in
// hexadecimal), and a last line "end HASH" over all lines before it, so that a marker cut short is
// none. The plan's marker has one line, "plan TEXT", in place of files.

#include "twicetold/dedup/work_dir.h"

#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstdint>
#include <cstdio>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/status.h"
#include "twicetold/dedup/spill_file.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHead = "twicetold-work 1\n";
constexpr std::string_view kPlan = "plan";
constexpr std::string_view kLockName = "lock";
constexpr std::string_view kNotesName = "unfinished";
constexpr std::string_view kMarkerEnd = ".done";

absl::Status Trouble(std::string_view path, const std::error_code& error) {
  return absl::UnavailableError(Concat({path, ": ", error.message(), "; check --work-dir"}));
}

std::string WithEnd(std::string_view text) {
  return Concat({text, "end ", HexDigits(Hash64(text)), "\n"});
}

// The lines of a marker between its first and its last; nullopt when it is not whole.
std::optional<std::string> Body(const std::string& path) {
  std::ifstream in(path, std::ios::binary);
  if (!in) return std::nullopt;
  const std::string text((std::istreambuf_iterator<char>(in)), {});
  const size_t end = text.rfind("end ");
  if (!text.starts_with(kHead) || end == std::string::npos) return std::nullopt;
  if (WithEnd(text.substr(0, end)) != text) return std::nullopt;
  return text.substr(kHead.size(), end - kHead.size());
}

// Has the names in the folder survive a loss of power.
absl::Status SyncFolder(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return Trouble(path, {errno, std::generic_category()});
  const int result = fsync(descriptor);
  const int error = errno;
  close(descriptor);
  if (result != 0) return Trouble(path, {error, std::generic_category()});
  return absl::OkStatus();
}

absl::Status WriteMarker(const std::string& folder, std::string_view stage, std::string_view body) {
  const std::string path = Concat({folder, "/", stage, ".done"});
  const std::string unfinished = path + ".part";
  TWICETOLD_ASSIGN_OR_RETURN(SpillWriter writer, SpillWriter::Create(unfinished));
  TWICETOLD_RETURN_IF_ERROR(writer.Append(WithEnd(Concat({kHead, body}))));
  TWICETOLD_RETURN_IF_ERROR(writer.Finish().status());
  if (std::rename(unfinished.c_str(), path.c_str()) != 0) {
    return Trouble(path, {errno, std::generic_category()});
  }
  return SyncFolder(folder);
}

template <typename Number>
bool ReadNumber(std::string_view text, int base, Number& number) {
  const auto [end, error] = std::from_chars(text.begin(), text.end(), number, base);
  return error == std::errc() && end == text.end();
}

}  // namespace

absl::StatusOr<std::unique_ptr<WorkDir>> WorkDir::Open(const std::string& path,
                                                       std::string_view plan, bool resume) {
  std::error_code error;
  fs::create_directories(path, error);
  if (error) return Trouble(path, error);
  const std::string lock_path = Concat({path, "/", kLockName});
  const int lock = open(lock_path.c_str(), O_RDWR | O_CREAT | O_CLOEXEC, 0600);
  if (lock < 0) return Trouble(lock_path, {errno, std::generic_category()});
  auto work = std::unique_ptr<WorkDir>(new WorkDir(path, lock));
  // A run that ends removes its folder, and one that opened the lock just before that would hold
  // the lock of a folder that is no more.
  struct stat held {};
  struct stat there {};
  if (flock(lock, LOCK_EX | LOCK_NB) != 0 || fstat(lock, &held) != 0 ||
      stat(lock_path.c_str(), &there) != 0 || held.st_ino != there.st_ino) {
    return absl::FailedPreconditionError(
        Concat({path, ": another run is at work there; wait for it, or name another --work-dir"}));
  }
  TWICETOLD_RETURN_IF_ERROR(work->CheckPlan(plan, resume));
  return work;
}

WorkDir::~WorkDir() {
  if (noting_ != nullptr) noting_->NoteIn(-1);
  if (notes_ >= 0) close(notes_);
  close(lock_);
}

absl::Status WorkDir::CheckPlan(std::string_view plan, bool resume) {
  const std::string body = Concat({kPlan, " ", plan, "\n"});
  const std::optional<std::string> found = Body(Concat({path_, "/", kPlan, ".done"}));
  if (found && resume) {
    if (*found == body) return absl::OkStatus();
    return absl::FailedPreconditionError(
        Concat({path_,
                ": holds a run of other inputs or options; give those, or begin anew in "
                "another --work-dir"}));
  }
  std::error_code error;
  for (const fs::directory_entry& entry : fs::directory_iterator(path_, error)) {
    const std::string name = entry.path().filename().string();
    // A run that died before its first marker has left nothing worth keeping.
    if (name == kLockName || name == "plan.done.part") continue;
    return absl::FailedPreconditionError(Concat(
        {path_, found ? ": holds a run that was not finished; go on with --resume, or remove it"
                      : ": is not empty; name an empty folder or one that is not there yet"}));
  }
  if (error) return Trouble(path_, error);
  return WriteMarker(path_, kPlan, body);
}

std::string WorkDir::PathOf(std::string_view stage, std::string_view name) const {
  return Concat({path_, "/", stage, ".", name});
}

absl::StatusOr<std::map<std::string, FileFacts>> WorkDir::ReadMarker(std::string_view stage) const {
  const std::string path = PathOf(stage, "done");
  const std::optional<std::string> body = Body(path);
  if (!body) return absl::NotFoundError(path);
  std::map<std::string, FileFacts> files;
  for (std::string_view left = *body; !left.empty();) {
    const std::string_view line = left.substr(0, left.find('\n'));
    left.remove_prefix(line.size() + 1);
    const size_t first = line.find(' ');
    const size_t second = line.rfind(' ');
    FileFacts facts;
    if (first == second ||
        !ReadNumber(line.substr(first + 1, second - first - 1), 10, facts.size) ||
        !ReadNumber(line.substr(second + 1), 16, facts.hash)) {
      return absl::NotFoundError(path);
    }
    files.emplace(line.substr(0, first), facts);
  }
  return files;
}

absl::StatusOr<bool> WorkDir::IsDone(std::string_view stage) {
  const absl::StatusOr<std::map<std::string, FileFacts>> files = ReadMarker(stage);
  if (!files.ok()) return false;
  for (const auto& [name, facts] : *files) {
    const absl::StatusOr<SpillReader> file = Open(stage, name);
    const absl::StatusOr<FileFacts> found =
        file.ok() ? file->Check() : absl::StatusOr<FileFacts>(file.status());
    if (found.ok() && *found == facts) continue;
    return absl::DataLossError(
        Concat({PathOf(stage, name), ": is not what the run had written; remove ", path_,
                " and begin anew"}));
  }
  return true;
}

absl::StatusOr<SpillWriter> WorkDir::Create(std::string_view stage, std::string_view name) const {
  return SpillWriter::Create(PathOf(stage, name));
}

absl::StatusOr<SpillReader> WorkDir::Open(std::string_view stage, std::string_view name) const {
  return SpillReader::Open(PathOf(stage, name));
}

absl::Status WorkDir::Finish(std::string_view stage,
                             const std::map<std::string, FileFacts>& files) {
  std::string body;
  for (const auto& [name, facts] : files) {
    body += Concat({name, " ", std::to_string(facts.size), " ", HexDigits(facts.hash), "\n"});
  }
  // The files' names must be as safe as the marker that speaks of them.
  TWICETOLD_RETURN_IF_ERROR(SyncFolder(path_));
  return WriteMarker(path_, stage, body);
}

absl::Status WorkDir::Forget(std::string_view stage) {
  std::error_code error;
  if (!fs::remove(PathOf(stage, "done"), error)) return absl::OkStatus();
  return SyncFolder(path_);
}

absl::Status WorkDir::RemoveLeftovers() const {
  std::ifstream in(Concat({path_, "/", kNotesName}), std::ios::binary);
  for (std::string line; std::getline(in, line);) {
    // What a temporary file is called (io/output_file.h): nothing else is touched.
    const fs::path path = line;
    const std::string name = path.filename().string();
    std::error_code ignored;
    if (name.starts_with(".") && name.ends_with(".part")) fs::remove(path, ignored);
  }
  return absl::OkStatus();
}

absl::Status WorkDir::NoteUnfinished(UnfinishedFiles& unfinished) {
  TWICETOLD_RETURN_IF_ERROR(RemoveLeftovers());
  const std::string path = Concat({path_, "/", kNotesName});
  notes_ = open(path.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_APPEND | O_CLOEXEC, 0600);
  if (notes_ < 0) return Trouble(path, {errno, std::generic_category()});
  noting_ = &unfinished;
  unfinished.NoteIn(notes_);
  return absl::OkStatus();
}

absl::Status WorkDir::Remove() {
  // Markers go before the files they speak of, or a death on the way would leave a folder that
  // looks damaged. The plan's goes last: until then --resume understands the folder.
  std::error_code error;
  for (const bool markers : {true, false}) {
    for (const fs::directory_entry& entry : fs::directory_iterator(path_, error)) {
      const std::string name = entry.path().filename().string();
      if (name == kLockName || name == "plan.done") continue;
      if (markers && !name.ends_with(kMarkerEnd)) continue;
      fs::remove(entry.path(), error);
      if (error) return Trouble(entry.path().string(), error);
    }
    if (error) return Trouble(path_, error);
  }
  for (const std::string_view name : {std::string_view("plan.done"), kLockName}) {
    fs::remove(Concat({path_, "/", name}), error);
  }
  fs::remove(path_, error);
  return error ? Trouble(path_, error) : absl::OkStatus();
}

}  // namespace twicetold
