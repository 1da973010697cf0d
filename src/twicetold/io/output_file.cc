#include "twicetold/io/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <charconv>
#include <cstddef>
#include <cstdio>
#include <cstring>
#include <filesystem>
#include <memory>
#include <optional>
#include <ostream>
#include <streambuf>
#include <string>
#include <string_view>
#include <system_error>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/compression.h"
#include "twicetold/io/write_behind.h"

namespace twicetold {
namespace {

constexpr int kMostLinks = 40;  // as many as Linux follows

absl::Status ErrorOf(std::string_view path, int error) {
  const auto told = [&](std::string_view what) { return Concat({path, ": ", what}); };
  switch (error) {
    case ENOENT:
    case ENOTDIR:
      return absl::NotFoundError(told("there is no such folder; make it first"));
    case EISDIR:
      return absl::FailedPreconditionError(told("is a folder; name a file in it"));
    case EACCES:
    case EPERM:
    case EROFS:
      return absl::PermissionDeniedError(
          told("no permission to write there; check the file's and the folder's permissions"));
    case ENOSPC:
    case EDQUOT:
      return absl::ResourceExhaustedError(
          told("the disk (or your share of it) is full; free some space or name another place"));
    case EFBIG:
      return absl::ResourceExhaustedError(
          told("would be larger than a file may be; raise the limit with ulimit -f"));
    case ENAMETOOLONG:
      return absl::InvalidArgumentError(told("the name is too long; choose a shorter one"));
    case ELOOP:
      return absl::InvalidArgumentError(told("symbolic links lead in a circle; mend them"));
    default:
      return absl::UnavailableError(told(Concat(
          {"cannot be written: ", std::generic_category().message(error), "; check the path"})));
  }
}

// Where `path` leads when all links at its end are followed, be there a file or not.
absl::StatusOr<std::string> FollowLinks(const std::string& path) {
  std::filesystem::path place = path;
  for (int links = 0; links <= kMostLinks; ++links) {
    std::error_code error;
    if (!std::filesystem::is_symlink(std::filesystem::symlink_status(place, error))) {
      return place.string();
    }
    const std::filesystem::path target = std::filesystem::read_symlink(place, error);
    if (error) return ErrorOf(path, error.value());
    place = place.parent_path() / target;  // an absolute target replaces all before it
  }
  return ErrorOf(path, ELOOP);
}

// The descriptor that a path of /dev names. Opened anew by its path, a file that the shell has
// opened as standard output would be overwritten from its beginning.
std::optional<int> NamedDescriptor(std::string_view path) {
  if (path == "/dev/stdout") return STDOUT_FILENO;
  if (path == "/dev/stderr") return STDERR_FILENO;
  for (const std::string_view folder : {"/dev/fd/", "/proc/self/fd/"}) {
    if (!path.starts_with(folder)) continue;
    const std::string_view digits = path.substr(folder.size());
    int number = -1;
    const auto [end, error] = std::from_chars(digits.begin(), digits.end(), number);
    if (error == std::errc() && end == digits.end() && number >= 0) return number;
  }
  return std::nullopt;
}

int Open(const std::string& path, int flags, mode_t mode) {
  int descriptor = -1;
  do {
    descriptor = open(path.c_str(), flags | O_WRONLY | O_CLOEXEC | O_NOCTTY, mode);
  } while (descriptor < 0 && errno == EINTR);
  return descriptor;
}

// A hidden name beside `target`, which a walk over the folder leaves out.
std::string TemporaryName(const std::string& target, int attempt) {
  constexpr size_t kLongest = 200;  // of a name's bytes kept: names end at 255
  const std::filesystem::path path = target;
  const std::string name =
      Concat({".", path.filename().string().substr(0, kLongest), ".", std::to_string(getpid()), "-",
              std::to_string(attempt), ".part"});
  return (path.parent_path() / name).string();
}

}  // namespace

class OutputFile::Buffer : public std::streambuf {
 private:
  auto sink() {
    return [this](std::string_view bytes) { return Write(bytes); };
  }

 public:
  Buffer(int descriptor, std::unique_ptr<Compressor> compressor)
      : descriptor_(descriptor), compressor_(std::move(compressor)), bytes_(kBufferSize, '\0') {
    setp(bytes_.data(), bytes_.data() + bytes_.size());
  }
  ~Buffer() override { Close(); }
  Buffer(const Buffer&) = delete;
  Buffer& operator=(const Buffer&) = delete;

  int descriptor() const { return descriptor_; }
  int error() const { return error_; }

  // The descriptor is a new file of this object's own.
  void SetWriteBehind() { write_behind_.emplace(descriptor_); }

  // Writes all that is held back. Gives the first error, 0 for none.
  int Finish() {
    if (sync() == 0 && compressor_ != nullptr && !compressor_->Finish(sink())) Fail(EIO);
    compressor_.reset();
    return error_;
  }

  // Gives the first error, 0 for none.
  int Close() {
    if (descriptor_ >= 0 && close(std::exchange(descriptor_, -1)) != 0) Fail(errno);
    return error_;
  }

 protected:
  int_type overflow(int_type next) override {
    if (sync() != 0) return traits_type::eof();
    if (!traits_type::eq_int_type(next, traits_type::eof())) {
      *pptr() = traits_type::to_char_type(next);
      pbump(1);
    }
    return traits_type::not_eof(next);
  }

  std::streamsize xsputn(const char* bytes, std::streamsize size) override {
    if (size > epptr() - pptr() && sync() != 0) return 0;
    if (size >= static_cast<std::streamsize>(bytes_.size())) {
      Give({bytes, static_cast<size_t>(size)});
      return error_ == 0 ? size : 0;
    }
    std::memcpy(pptr(), bytes, static_cast<size_t>(size));
    pbump(static_cast<int>(size));
    return size;
  }

  int sync() override {
    const std::string_view held(pbase(), static_cast<size_t>(pptr() - pbase()));
    if (!held.empty()) Give(held);
    setp(bytes_.data(), bytes_.data() + bytes_.size());
    return error_ == 0 ? 0 : -1;
  }

 private:
  static constexpr size_t kBufferSize = size_t{1} << 18U;

  void Fail(int error) {
    if (error_ == 0) error_ = error;
  }

  void Give(std::string_view bytes) {
    if (error_ != 0) return;
    if (compressor_ == nullptr) {
      Write(bytes);
    } else if (!compressor_->Write(bytes, sink())) {
      Fail(ENOMEM);  // unless the sink has failed
    }
  }

  bool Write(std::string_view bytes) {
    while (error_ == 0 && !bytes.empty()) {
      const ssize_t count = write(descriptor_, bytes.data(), bytes.size());
      if (count < 0) {
        if (errno != EINTR) Fail(errno);
        continue;
      }
      bytes.remove_prefix(static_cast<size_t>(count));
      if (!write_behind_) continue;
      if (const int error = write_behind_->Wrote(static_cast<size_t>(count)); error != 0) {
        Fail(error);
      }
    }
    return error_ == 0;
  }

  int descriptor_;
  int error_ = 0;
  std::unique_ptr<Compressor> compressor_;
  std::string bytes_;
  std::optional<WriteBehind> write_behind_;
};

OutputFile::OutputFile(std::string path, int descriptor, std::unique_ptr<Compressor> compressor)
    : path_(std::move(path)),
      buffer_(std::make_unique<Buffer>(descriptor, std::move(compressor))),
      stream_(buffer_.get()) {}

absl::StatusOr<std::unique_ptr<OutputFile>> OutputFile::Create(const std::string& path,
                                                               UnfinishedFiles* unfinished) {
  TWICETOLD_ASSIGN_OR_RETURN(std::unique_ptr<Compressor> compressor,
                             MakeCompressor(CompressionOfPath(path)));
  const auto direct = [&](int descriptor) -> absl::StatusOr<std::unique_ptr<OutputFile>> {
    if (descriptor < 0) return ErrorOf(path, errno);
    return std::unique_ptr<OutputFile>(new OutputFile(path, descriptor, std::move(compressor)));
  };
  if (const std::optional<int> named = NamedDescriptor(path)) return direct(dup(*named));
  struct stat there {};
  const bool exists = stat(path.c_str(), &there) == 0;
  if (path.empty() || path.ends_with('/')) return ErrorOf(path, exists ? EISDIR : ENOENT);
  if (exists && S_ISDIR(there.st_mode)) return ErrorOf(path, EISDIR);
  if (exists && !S_ISREG(there.st_mode)) return direct(Open(path, 0, 0));
  // A rename asks for the folder's permission only; a file made read-only shall stay as it is.
  if (exists && faccessat(AT_FDCWD, path.c_str(), W_OK, AT_EACCESS) != 0) {
    return ErrorOf(path, errno);
  }
  TWICETOLD_ASSIGN_OR_RETURN(const std::string target, FollowLinks(path));
  const mode_t mode = exists ? there.st_mode & 07777U : 0666U;
  for (int attempt = 0;; ++attempt) {
    const std::string temporary = TemporaryName(target, attempt);
    const size_t slot =
        unfinished == nullptr ? UnfinishedFiles::kMost : unfinished->Enter(temporary);
    if (unfinished != nullptr && slot == UnfinishedFiles::kMost) {
      return absl::ResourceExhaustedError(
          Concat({path, ": too many files are being written at once; name fewer"}));
    }
    const int descriptor = Open(temporary, O_CREAT | O_EXCL, mode & 0777U);
    const int error = errno;
    if (descriptor < 0) {
      if (unfinished != nullptr) unfinished->StrikeOut(slot);
      if (error == EEXIST && attempt < 100) continue;
      return ErrorOf(path, error);
    }
    std::unique_ptr<OutputFile> file(new OutputFile(path, descriptor, std::move(compressor)));
    file->target_ = target;
    file->temporary_ = temporary;
    file->unfinished_ = unfinished;
    file->slot_ = slot;
    file->buffer_->SetWriteBehind();
    // The owner first: changing it takes special bits away. Only root may give a file away, and a
    // file system may know no permissions; neither is a reason not to write.
    if (exists) {
      [[maybe_unused]] const int owner = fchown(descriptor, there.st_uid, there.st_gid);
      [[maybe_unused]] const int bits = fchmod(descriptor, mode);
    }
    return file;
  }
}

OutputFile::~OutputFile() { Discard(); }

absl::Status OutputFile::Trouble(int error) const { return ErrorOf(path_, error); }

void OutputFile::Discard() {
  if (!temporary_.empty()) unlink(temporary_.c_str());
  temporary_.clear();
  if (unfinished_ != nullptr) unfinished_->StrikeOut(std::exchange(slot_, UnfinishedFiles::kMost));
}

absl::Status OutputFile::Commit() {
  buffer_->Finish();
  const bool synced =
      temporary_.empty() || buffer_->error() != 0 || fsync(buffer_->descriptor()) == 0;
  const int sync_error = synced ? 0 : errno;
  if (const int error = buffer_->Close(); error != 0) return Trouble(error);
  if (sync_error != 0) return Trouble(sync_error);
  if (!stream_) return Trouble(EIO);
  if (temporary_.empty()) return absl::OkStatus();
  if (std::rename(temporary_.c_str(), target_.c_str()) != 0) return Trouble(errno);
  temporary_.clear();
  // So that the new name survives a power cut too; not every file system can do it.
  const std::string folder = std::filesystem::path(target_).parent_path().string();
  if (const int opened = open(folder.empty() ? "." : folder.c_str(), O_RDONLY | O_CLOEXEC);
      opened >= 0) {
    fsync(opened);
    close(opened);
  }
  Discard();
  return absl::OkStatus();
}

}  // namespace twicetold
