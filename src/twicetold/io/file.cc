#include "twicetold/io/file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/size_limit.h"

namespace twicetold {
namespace {

constexpr size_t kChunk = size_t{1} << 20U;

std::string SystemMessage(int error) { return std::generic_category().message(error); }

absl::Status OpenError(int error) {
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError("no such file; check the path");
    case EACCES:
    case EPERM:
      return absl::PermissionDeniedError("no permission to read it; check the file's permissions");
    case EMFILE:
    case ENFILE:
      return absl::ResourceExhaustedError("too many open files; raise the limit with ulimit -n");
    default:
      return absl::UnavailableError(
          Concat({"cannot be opened: ", SystemMessage(error), "; check the path"}));
  }
}

}  // namespace

absl::StatusOr<File> File::Open(const std::string& path) {
  int descriptor = -1;
  do {
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return OpenError(errno);
  return File(descriptor, /*owned=*/true);
}

File File::StandardInput() { return File(STDIN_FILENO, /*owned=*/false); }

File::File(File&& other) noexcept
    : descriptor_(other.descriptor_), owned_(std::exchange(other.owned_, false)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  return *this;
}

File::~File() {
  if (owned_) close(descriptor_);
}

// Not const, though no member changes: what the next call gives does.
// NOLINTNEXTLINE(readability-make-member-function-const)
absl::StatusOr<size_t> File::Read(char* buffer, size_t size) {
  ssize_t count = -1;
  do {
    count = read(descriptor_, buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) {
    return absl::DataLossError(Concat(
        {"reading failed: ", SystemMessage(errno), "; check the disk or copy the file anew"}));
  }
  return static_cast<size_t>(count);
}

absl::StatusOr<std::string> File::ReadAll(uint64_t limit) {
  // The size is known for regular files only, and only as a hint: files grow, /proc says 0.
  std::string bytes;
  struct stat status {};
  if (fstat(descriptor_, &status) == 0 && S_ISREG(status.st_mode) && status.st_size > 0) {
    const auto size = static_cast<uint64_t>(status.st_size);
    if (size > limit) return TooLarge("the file", size, limit);
    bytes.reserve(static_cast<size_t>(size) + 1);
  }
  while (true) {
    const size_t used = bytes.size();
    bytes.resize(used < bytes.capacity() ? bytes.capacity() : used + kChunk);
    TWICETOLD_ASSIGN_OR_RETURN(const size_t count, Read(bytes.data() + used, bytes.size() - used));
    bytes.resize(used + count);
    if (bytes.size() > limit) return TooLarge("the file", std::nullopt, limit);
    if (count == 0) return bytes;
  }
}

absl::Status FileLines::Fill() {
  buffer_.erase(0, begin_);
  begin_ = 0;
  const size_t used = buffer_.size();
  buffer_.resize(used + kChunk);
  absl::StatusOr<size_t> count = file_.Read(buffer_.data() + used, kChunk);
  buffer_.resize(used + (count.ok() ? *count : 0));
  if (!count.ok()) return count.status();
  ended_ = *count == 0;
  return absl::OkStatus();
}

absl::StatusOr<std::optional<FileLines::Piece>> FileLines::Next() {
  size_t searched = begin_;
  size_t newline = std::string::npos;
  while (true) {
    newline = buffer_.find('\n', searched);
    if (newline != std::string::npos || ended_) break;
    const size_t held = buffer_.size() - begin_;
    if (held > 0 && (in_line_ || held > limit_)) break;
    TWICETOLD_RETURN_IF_ERROR(Fill());
    searched = held;
  }
  Piece piece;
  piece.first = !in_line_;
  piece.last = newline != std::string::npos || ended_;
  const size_t end = newline != std::string::npos ? newline + 1 : buffer_.size();
  piece.bytes = std::string_view(buffer_).substr(begin_, end - begin_);
  begin_ = end;
  in_line_ = !piece.last;
  if (piece.bytes.empty() && piece.first) return std::optional<Piece>();  // the end
  return std::optional<Piece>(piece);
}

}  // namespace twicetold
