// Zstandard (RFC 8878) by libzstd. Frames one after another are one text; skippable frames are
// skipped.
//
// Limits: a frame may ask for a window of up to 2^27 bytes (128 MiB, what `zstd -d` grants unasked,
// and all that any level writes without --long=28 and above); one that wants more is refused by
// name. Frames made with a dictionary are not read. Level 3, the zstd program's own default, with a
// checksum.

#include <zstd.h>
#include <zstd_errors.h>

#include <cstddef>
#include <memory>
#include <optional>
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
constexpr int kWindowLog = 27;
constexpr int kLevel = 3;

absl::Status Broken(size_t result, bool had_frame) {
  switch (ZSTD_getErrorCode(result)) {
    case ZSTD_error_memory_allocation:
      return absl::ResourceExhaustedError("not enough memory to read zstd data");
    case ZSTD_error_frameParameter_windowTooLarge:
      return absl::ResourceExhaustedError(
          "the zstd data needs a window of more than 128 MiB; compress it anew without --long, or "
          "give it decompressed");
    case ZSTD_error_dictionary_wrong:
      return absl::InvalidArgumentError(
          "the zstd data was made with a dictionary, which is not read; give it decompressed");
    case ZSTD_error_prefix_unknown:
      if (!had_frame) break;
      return absl::DataLossError(
          "the zstd data is followed by bytes that are none; copy the file anew, or cut them off");
    default:
      break;
  }
  return absl::DataLossError(
      Concat({"the zstd data is damaged (", ZSTD_getErrorName(result), "); copy the file anew"}));
}

class ZstdDecompressor : public Decompressor {
 public:
  explicit ZstdDecompressor(std::string begin)
      : context_(ZSTD_createDCtx(), ZSTD_freeDCtx), buffer_(std::move(begin)) {
    input_ = {buffer_.data(), buffer_.size(), 0};
    if (context_ != nullptr) {
      ZSTD_DCtx_setParameter(context_.get(), ZSTD_d_windowLogMax, kWindowLog);
    }
  }

  bool ready() const { return context_ != nullptr; }

  absl::StatusOr<size_t> Read(Source source, char* buffer, size_t size) override {
    while (true) {
      if (input_.pos == input_.size && !may_hold_more_) {
        buffer_.resize(kChunk);
        TWICETOLD_ASSIGN_OR_RETURN(const size_t count, source(buffer_.data(), buffer_.size()));
        input_ = {buffer_.data(), count, 0};
        if (count == 0 && !in_frame_) return 0;
        if (count == 0) {
          return absl::DataLossError(
              "the zstd data ends before its end, so the file was cut off; copy it anew");
        }
      }
      ZSTD_outBuffer output = {buffer, size, 0};
      const size_t result = ZSTD_decompressStream(context_.get(), &output, &input_);
      if (ZSTD_isError(result) != 0) return Broken(result, had_frame_);
      in_frame_ = result != 0;
      had_frame_ = had_frame_ || !in_frame_;
      may_hold_more_ = in_frame_ && output.pos == output.size;
      if (output.pos > 0) return output.pos;
    }
  }

 private:
  std::unique_ptr<ZSTD_DCtx, size_t (*)(ZSTD_DCtx*)> context_;
  std::string buffer_;
  ZSTD_inBuffer input_{};
  bool may_hold_more_ = false;  // the last output was full
  bool in_frame_ = false;
  bool had_frame_ = false;
};

class ZstdCompressor : public Compressor {
 public:
  ZstdCompressor() : context_(ZSTD_createCCtx(), ZSTD_freeCCtx), buffer_(kChunk, '\0') {
    if (context_ == nullptr) return;
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_compressionLevel, kLevel);
    ZSTD_CCtx_setParameter(context_.get(), ZSTD_c_checksumFlag, 1);
  }

  bool ready() const { return context_ != nullptr; }

  bool Write(std::string_view bytes, Sink sink) override {
    ZSTD_inBuffer input = {bytes.data(), bytes.size(), 0};
    while (input.pos < input.size) {
      if (!Step(input, ZSTD_e_continue, sink).has_value()) return false;
    }
    return true;
  }

  bool Finish(Sink sink) override {
    ZSTD_inBuffer input = {nullptr, 0, 0};
    while (true) {
      const std::optional<size_t> left = Step(input, ZSTD_e_end, sink);
      if (!left) return false;
      if (*left == 0) return true;
    }
  }

 private:
  // What the library says is left to flush.
  std::optional<size_t> Step(ZSTD_inBuffer& input, ZSTD_EndDirective directive, Sink sink) {
    ZSTD_outBuffer output = {buffer_.data(), buffer_.size(), 0};
    const size_t left = ZSTD_compressStream2(context_.get(), &output, &input, directive);
    if (ZSTD_isError(left) != 0) return std::nullopt;
    if (output.pos > 0 && !sink(std::string_view(buffer_).substr(0, output.pos))) {
      return std::nullopt;
    }
    return left;
  }

  std::unique_ptr<ZSTD_CCtx, size_t (*)(ZSTD_CCtx*)> context_;
  std::string buffer_;
};

}  // namespace

std::unique_ptr<Decompressor> MakeZstdDecompressor(std::string begin) {
  auto made = std::make_unique<ZstdDecompressor>(std::move(begin));
  return made->ready() ? std::move(made) : nullptr;
}

std::unique_ptr<Compressor> MakeZstdCompressor() {
  auto made = std::make_unique<ZstdCompressor>();
  return made->ready() ? std::move(made) : nullptr;
}

}  // namespace twicetold
