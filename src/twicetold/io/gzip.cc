// gzip (RFC 1952) by zlib. A file may have several members one after another, as `cat a.gz b.gz`
// and block compressors write them; their contents are one text.
//
// Limits: zeros that pad a file to a tape's block size are taken for damage, like all else behind
// the last member. Level 6, the gzip program's own default.

#include <zlib.h>

#include <algorithm>
#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/compression.h"

namespace twicetold {
namespace {

constexpr size_t kChunk = size_t{1} << 18U;
constexpr size_t kMostAtOnce = size_t{1} << 30U;  // zlib counts in 32 bits
constexpr int kLevel = 6;
constexpr int kGzipWindow = 15 + 16;  // the largest window, with gzip's header
constexpr int kMemoryLevel = 8;       // zlib's own default

Bytef* ZlibBytes(const char* bytes) {
  return const_cast<Bytef*>(reinterpret_cast<const Bytef*>(bytes));
}

class GzipDecompressor : public Decompressor {
 public:
  explicit GzipDecompressor(std::string begin) : input_(std::move(begin)) {
    stream_.next_in = ZlibBytes(input_.data());
    stream_.avail_in = static_cast<uInt>(input_.size());
    ready_ = inflateInit2(&stream_, kGzipWindow) == Z_OK;
  }
  ~GzipDecompressor() override {
    if (ready_) inflateEnd(&stream_);
  }
  GzipDecompressor(const GzipDecompressor&) = delete;
  GzipDecompressor& operator=(const GzipDecompressor&) = delete;

  bool ready() const { return ready_; }

  absl::StatusOr<size_t> Read(Source source, char* buffer, size_t size) override {
    const auto wanted = static_cast<uInt>(std::min(size, kMostAtOnce));
    while (true) {
      if (stream_.avail_in == 0 && !may_hold_more_) {
        TWICETOLD_ASSIGN_OR_RETURN(const bool more, Fill(source));
        if (!more && between_members_) return 0;
        if (!more) {
          return absl::DataLossError(
              "the gzip data ends before its end, so the file was cut off; copy it anew");
        }
      }
      if (between_members_) inflateReset(&stream_);
      between_members_ = false;
      stream_.next_out = ZlibBytes(buffer);
      stream_.avail_out = wanted;
      const int result = inflate(&stream_, Z_NO_FLUSH);
      may_hold_more_ = stream_.avail_out == 0;
      if (result == Z_STREAM_END) {
        between_members_ = true;
        may_hold_more_ = false;
        had_member_ = true;
      } else if (result != Z_OK && result != Z_BUF_ERROR) {
        return Broken(result);
      }
      if (stream_.avail_out < wanted) return wanted - stream_.avail_out;
    }
  }

 private:
  absl::StatusOr<bool> Fill(Source source) {
    input_.resize(kChunk);
    TWICETOLD_ASSIGN_OR_RETURN(const size_t count, source(input_.data(), input_.size()));
    stream_.next_in = ZlibBytes(input_.data());
    stream_.avail_in = static_cast<uInt>(count);
    return count > 0;
  }

  absl::Status Broken(int result) const {
    if (result == Z_MEM_ERROR) {
      return absl::ResourceExhaustedError("not enough memory to read gzip data");
    }
    if (had_member_ && stream_.total_out == 0) {
      return absl::DataLossError(
          "the gzip data is followed by bytes that are none; copy the file anew, or cut them off");
    }
    return absl::DataLossError(Concat({"the gzip data is damaged (",
                                       stream_.msg == nullptr ? "unknown trouble" : stream_.msg,
                                       "); copy the file anew"}));
  }

  std::string input_;
  z_stream stream_{};
  bool ready_ = false;
  bool may_hold_more_ = false;    // the last output was full
  bool between_members_ = false;  // a member has ended, none has begun
  bool had_member_ = false;
};

class GzipCompressor : public Compressor {
 public:
  GzipCompressor()
      : output_(kChunk, '\0'),
        ready_(deflateInit2(&stream_, kLevel, Z_DEFLATED, kGzipWindow, kMemoryLevel,
                            Z_DEFAULT_STRATEGY) == Z_OK) {}
  ~GzipCompressor() override {
    if (ready_) deflateEnd(&stream_);
  }
  GzipCompressor(const GzipCompressor&) = delete;
  GzipCompressor& operator=(const GzipCompressor&) = delete;

  bool ready() const { return ready_; }

  bool Write(std::string_view bytes, Sink sink) override {
    while (!bytes.empty()) {
      const size_t size = std::min(bytes.size(), kMostAtOnce);
      stream_.next_in = ZlibBytes(bytes.data());
      stream_.avail_in = static_cast<uInt>(size);
      while (stream_.avail_in > 0) {
        if (Step(Z_NO_FLUSH, sink) != Z_OK) return false;
      }
      bytes.remove_prefix(size);
    }
    return true;
  }

  bool Finish(Sink sink) override {
    int result = Z_OK;
    while (result == Z_OK) result = Step(Z_FINISH, sink);
    return result == Z_STREAM_END;
  }

 private:
  int Step(int flush, Sink sink) {
    stream_.next_out = ZlibBytes(output_.data());
    stream_.avail_out = static_cast<uInt>(output_.size());
    const int result = deflate(&stream_, flush);
    const std::string_view made =
        std::string_view(output_).substr(0, output_.size() - stream_.avail_out);
    return made.empty() || sink(made) ? result : Z_ERRNO;
  }

  std::string output_;
  z_stream stream_{};
  bool ready_;
};

}  // namespace

std::unique_ptr<Decompressor> MakeGzipDecompressor(std::string begin) {
  auto made = std::make_unique<GzipDecompressor>(std::move(begin));
  return made->ready() ? std::move(made) : nullptr;
}

std::unique_ptr<Compressor> MakeGzipCompressor() {
  auto made = std::make_unique<GzipCompressor>();
  return made->ready() ? std::move(made) : nullptr;
}

}  // namespace twicetold
