#include "twicetold/dedup/spill_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/status.h"

namespace twicetold {
namespace {

// Bytes written, and hashed, at once. The hash of a file is that of its pieces one after the other.
constexpr size_t kPiece = size_t{1} << 20;

absl::Status Trouble(std::string_view path, int error) {
  if (error == ENOSPC || error == EDQUOT) {
    return absl::ResourceExhaustedError(
        Concat({path,
                ": the disk (or your share of it) is full; free some space and go on with "
                "--resume, or name another place with --work-dir"}));
  }
  return absl::UnavailableError(
      Concat({path, ": ", std::generic_category().message(error), "; check --work-dir"}));
}

absl::Status ReadFully(std::string_view path, int descriptor, uint64_t offset,
                       std::span<char> bytes) {
  while (!bytes.empty()) {
    const ssize_t count = pread(descriptor, bytes.data(), bytes.size(), static_cast<off_t>(offset));
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Trouble(path, errno);
    if (count == 0) {
      return absl::DataLossError(
          Concat({path, ": is shorter than it was; remove --work-dir's folder and begin anew"}));
    }
    offset += static_cast<uint64_t>(count);
    bytes = bytes.subspan(static_cast<size_t>(count));
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<SpillWriter> SpillWriter::Create(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDWR | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (descriptor < 0) return Trouble(path, errno);
  return SpillWriter(path, descriptor);
}

SpillWriter::SpillWriter(std::string path, int descriptor)
    : path_(std::move(path)), descriptor_(descriptor) {
  buffer_.reserve(kPiece);
}

SpillWriter::SpillWriter(SpillWriter&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      buffer_(std::move(other.buffer_)),
      facts_(other.facts_) {}

SpillWriter::~SpillWriter() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status SpillWriter::Append(std::string_view bytes) {
  while (!bytes.empty()) {
    const size_t some = std::min(bytes.size(), kPiece - buffer_.size());
    buffer_.append(bytes.substr(0, some));
    bytes.remove_prefix(some);
    if (buffer_.size() == kPiece) TWICETOLD_RETURN_IF_ERROR(Flush());
  }
  return absl::OkStatus();
}

absl::Status SpillWriter::Flush() {
  facts_.hash = Hash64(buffer_, facts_.hash);
  facts_.size += buffer_.size();
  std::string_view left = buffer_;
  while (!left.empty()) {
    const ssize_t count = write(descriptor_, left.data(), left.size());
    if (count < 0 && errno == EINTR) continue;
    if (count < 0) return Trouble(path_, errno);
    left.remove_prefix(static_cast<size_t>(count));
  }
  buffer_.clear();
  return absl::OkStatus();
}

absl::Status SpillWriter::ReadBack(uint64_t offset, std::span<char> bytes) const {
  if (offset < facts_.size) {
    const size_t written =
        static_cast<size_t>(std::min<uint64_t>(bytes.size(), facts_.size - offset));
    TWICETOLD_RETURN_IF_ERROR(ReadFully(path_, descriptor_, offset, bytes.first(written)));
    bytes = bytes.subspan(written);
    offset += written;
  }
  if (bytes.empty()) return absl::OkStatus();
  buffer_.copy(bytes.data(), bytes.size(), static_cast<size_t>(offset - facts_.size));
  return absl::OkStatus();
}

absl::StatusOr<FileFacts> SpillWriter::Finish() {
  if (!buffer_.empty()) TWICETOLD_RETURN_IF_ERROR(Flush());
  if (fdatasync(descriptor_) != 0) return Trouble(path_, errno);
  if (close(std::exchange(descriptor_, -1)) != 0) return Trouble(path_, errno);
  return facts_;
}

absl::StatusOr<SpillReader> SpillReader::Open(const std::string& path) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return Trouble(path, errno);
  struct stat facts {};
  if (fstat(descriptor, &facts) != 0) {
    const int error = errno;
    close(descriptor);
    return Trouble(path, error);
  }
  return SpillReader(path, descriptor, static_cast<uint64_t>(facts.st_size));
}

SpillReader::SpillReader(std::string path, int descriptor, uint64_t size)
    : path_(std::move(path)), descriptor_(descriptor), size_(size) {}

SpillReader::SpillReader(SpillReader&& other) noexcept
    : path_(std::move(other.path_)),
      descriptor_(std::exchange(other.descriptor_, -1)),
      size_(other.size_) {}

SpillReader& SpillReader::operator=(SpillReader&& other) noexcept {
  std::swap(path_, other.path_);
  std::swap(descriptor_, other.descriptor_);
  std::swap(size_, other.size_);
  return *this;
}

SpillReader::~SpillReader() {
  if (descriptor_ >= 0) close(descriptor_);
}

absl::Status SpillReader::ReadAt(uint64_t offset, std::span<char> bytes) const {
  return ReadFully(path_, descriptor_, offset, bytes);
}

absl::StatusOr<FileFacts> SpillReader::Check() const {
  std::string piece;
  FileFacts facts;
  while (facts.size < size_) {
    piece.resize(static_cast<size_t>(std::min<uint64_t>(kPiece, size_ - facts.size)));
    TWICETOLD_RETURN_IF_ERROR(ReadAt(facts.size, piece));
    facts.hash = Hash64(piece, facts.hash);
    facts.size += piece.size();
  }
  return facts;
}

}  // namespace twicetold
