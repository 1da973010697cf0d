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

absl::Status ReadError(int error) {
  return absl::DataLossError(
      Concat({"reading failed: ", SystemMessage(error), "; check the disk or copy the file anew"}));
}

}  // namespace

absl::StatusOr<File> File::Open(const std::string& path) {
  int descriptor = -1;
  do {
    descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NOCTTY);
  } while (descriptor < 0 && errno == EINTR);
  if (descriptor < 0) return OpenError(errno);
  File file(descriptor, /*owned=*/true);
  file.named_ = CompressionOfPath(path);
  return file;
}

File File::StandardInput() { return File(STDIN_FILENO, /*owned=*/false); }

File::File(File&& other) noexcept
    : descriptor_(other.descriptor_),
      owned_(std::exchange(other.owned_, false)),
      begun_(other.begun_),
      named_(other.named_),
      compression_(other.compression_),
      begin_(std::move(other.begin_)),
      decompressor_(std::move(other.decompressor_)) {}

File& File::operator=(File&& other) noexcept {
  std::swap(descriptor_, other.descriptor_);
  std::swap(owned_, other.owned_);
  std::swap(begun_, other.begun_);
  std::swap(named_, other.named_);
  std::swap(compression_, other.compression_);
  std::swap(begin_, other.begin_);
  std::swap(decompressor_, other.decompressor_);
  return *this;
}

File::~File() {
  if (owned_) close(descriptor_);
}

// Not const, though no member changes: what the next call gives does.
// NOLINTNEXTLINE(readability-make-member-function-const)
absl::StatusOr<size_t> File::ReadStored(char* buffer, size_t size) {
  ssize_t count = -1;
  do {
    count = read(descriptor_, buffer, size);
  } while (count < 0 && errno == EINTR);
  if (count < 0) return ReadError(errno);
  return static_cast<size_t>(count);
}

// Looks at the first bytes. A regular file of any size gives them at once, a pipe maybe not.
absl::Status File::Begin() {
  begun_ = true;
  begin_.resize(kCompressionMagic);
  size_t have = 0;
  while (have < begin_.size()) {
    TWICETOLD_ASSIGN_OR_RETURN(const size_t count,
                               ReadStored(begin_.data() + have, begin_.size() - have));
    if (count == 0) break;
    have += count;
  }
  begin_.resize(have);
  compression_ = CompressionOfBytes(begin_);
  if (compression_ == Compression::kNone && named_ != Compression::kNone) {
    return absl::DataLossError(
        Concat({"the name says ", CompressionName(named_),
                ", but the bytes do not begin so; copy the file anew, or give it the right name"}));
  }
  if (compression_ == Compression::kNone) return absl::OkStatus();
  TWICETOLD_ASSIGN_OR_RETURN(decompressor_,
                             MakeDecompressor(compression_, std::exchange(begin_, "")));
  return absl::OkStatus();
}

absl::StatusOr<size_t> File::Read(char* buffer, size_t size) {
  if (!begun_) TWICETOLD_RETURN_IF_ERROR(Begin());
  if (decompressor_ != nullptr) {
    const auto stored = [this](char* to, size_t most) { return ReadStored(to, most); };
    return decompressor_->Read(stored, buffer, size);
  }
  if (begin_.empty()) return ReadStored(buffer, size);
  const size_t count = begin_.copy(buffer, size);
  begin_.erase(0, count);
  return count;
}

absl::Status File::ReadAt(uint64_t offset, char* buffer, size_t size) const {
  while (size > 0) {
    const ssize_t count = pread(descriptor_, buffer, size, static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return ReadError(errno);
    if (count == 0) {
      return absl::DataLossError(
          "the file is shorter than it was; leave it alone while it is read");
    }
    buffer += count;
    offset += static_cast<uint64_t>(count);
    size -= static_cast<size_t>(count);
  }
  return absl::OkStatus();
}

std::optional<File::State> File::state() const {
  struct stat status {};
  if (fstat(descriptor_, &status) != 0 || !S_ISREG(status.st_mode)) return std::nullopt;
  constexpr int64_t kNanoseconds = 1'000'000'000;
  return State{static_cast<uint64_t>(status.st_size),
               status.st_mtim.tv_sec * kNanoseconds + status.st_mtim.tv_nsec};
}

absl::StatusOr<std::string> File::ReadAll(uint64_t limit) {
  // The size is known for regular files only, and only as a hint: files grow, /proc says 0, and
  // what a compressed one unfolds to is not told.
  if (!begun_) TWICETOLD_RETURN_IF_ERROR(Begin());
  std::string bytes;
  if (const std::optional<State> now = state(); now && compression_ == Compression::kNone) {
    if (now->size > limit) return TooLarge("the file", now->size, limit);
    bytes.reserve(static_cast<size_t>(now->size) + 1);
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
