#include "twicetold/io/record_stream.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstring>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/io/size_limit.h"

namespace twicetold {
namespace {

constexpr size_t kNone = std::string_view::npos;
constexpr size_t kPeek = 4;
constexpr size_t kMostKept = 8;  // blocks that a block's memory may be larger than one
// So that sums with it do not overflow.
constexpr uint64_t kLargestLimit = uint64_t{1} << 62U;

}  // namespace

RecordStream::RecordStream(File file, RecordFormat format, size_t block_bytes, uint64_t limit)
    : file_(std::move(file)),
      cutter_(format),
      block_bytes_(std::max<size_t>(block_bytes, 1)),
      limit_(std::min(limit, kLargestLimit)),
      what_(format == RecordFormat::kJsonl ? "the line" : "the row") {}

void RecordStream::Fill(std::string& bytes, size_t& have, size_t size) {
  if (bytes.capacity() < size + kRecordPadding) bytes.reserve(size + kRecordPadding);
  if (bytes.size() < size) bytes.resize(size);
  while (have < size && !ended_) {
    const absl::StatusOr<size_t> count = file_.Read(bytes.data() + have, size - have);
    if (!count.ok()) trouble_ = count.status();
    ended_ = !count.ok() || *count == 0;
    if (!ended_) have += *count;
  }
}

void RecordStream::Advance(std::string_view bytes) {
  offset_ += bytes.size();
  line_ += CountLineEnds(bytes);
}

absl::StatusOr<std::string_view> RecordStream::Peek() {
  size_t have = kept_.size();
  Fill(kept_, have, std::max(have, kPeek));
  kept_.resize(have);
  if (have == 0 && !trouble_.ok()) return trouble_;
  return kept_;
}

absl::StatusOr<std::string> RecordStream::TakeFirst() {
  cutter_.Reset();
  size_t have = kept_.size();
  size_t end = cutter_.FirstEnd(kept_);
  while (end == kNone && !ended_ && have <= limit_) {
    const size_t scanned = have;
    Fill(kept_, have, have + block_bytes_);
    end = cutter_.FirstEnd(std::string_view(kept_).substr(scanned, have - scanned));
    if (end != kNone) end += scanned;
  }
  kept_.resize(have);
  if (end == kNone && !trouble_.ok()) return trouble_;
  if (end == kNone) end = have;
  if (end > limit_) return TooLarge("the first row", std::nullopt, limit_);
  std::string record = kept_.substr(0, end);
  kept_.erase(0, end);
  Advance(record);
  return record;
}

absl::StatusOr<bool> RecordStream::Next(RecordBlock& block) {
  block.skipped.reset();
  block.offset = offset_;
  block.first_line = line_;
  std::string& bytes = block.bytes;
  if (bytes.capacity() > kMostKept * block_bytes_) std::string().swap(bytes);
  size_t have = kept_.size();
  if (bytes.size() < have) bytes.resize(have);
  std::memcpy(bytes.data(), kept_.data(), have);
  kept_.clear();
  cutter_.Reset();
  size_t end = kNone;
  size_t scanned = 0;
  for (size_t wanted = std::max(block_bytes_, have);;) {
    Fill(bytes, have, wanted);
    end = cutter_.LastEnd(std::string_view(bytes).substr(scanned, have - scanned));
    if (end != kNone) {
      end += scanned;
      break;
    }
    if (ended_) {
      // The last record may lack its line end; but one that trouble has cut off is none.
      end = trouble_.ok() ? have : 0;
      break;
    }
    if (have > limit_) return PassRecord(block, have);
    scanned = have;
    wanted = std::min(have + std::max(block_bytes_, have / 2), limit_ + block_bytes_);
  }
  kept_.assign(bytes, end, have - end);
  bytes.resize(end);
  if (end == 0 && !trouble_.ok()) return trouble_;
  Advance(bytes);
  return end > 0;
}

absl::StatusOr<bool> RecordStream::PassRecord(RecordBlock& block, size_t have) {
  std::string& bytes = block.bytes;
  SkippedRecord skipped{.offset = offset_, .size = 0, .line = line_, .reason = {}};
  size_t end = have;
  size_t behind = have;
  for (bool found = false;;) {
    skipped.size += end;
    Advance(std::string_view(bytes).substr(0, end));
    if (found || ended_) break;
    behind = 0;
    Fill(bytes, behind, block_bytes_);
    end = cutter_.FirstEnd(std::string_view(bytes).substr(0, behind));
    found = end != kNone;
    if (!found) end = behind;
  }
  if (end == behind && !trouble_.ok()) return trouble_;
  kept_.assign(bytes, end, behind - end);
  std::string().swap(bytes);
  skipped.reason = TooLarge(what_, skipped.size, limit_);
  block.skipped = std::move(skipped);
  return true;
}

}  // namespace twicetold
