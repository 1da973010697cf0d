#include "twicetold/io/record_blocks.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"
#include "twicetold/io/ascii.h"
#include "twicetold/io/csv_row.h"
#include "twicetold/io/file.h"
#include "twicetold/io/folder.h"
#include "twicetold/io/jsonl.h"
#include "twicetold/io/record_stream.h"
#include "twicetold/io/size_limit.h"

namespace twicetold {
namespace {

constexpr char kStandardInput[] = "-";

RecordFormat FormatOf(std::string_view path, const RecordBlocksOptions& options) {
  if (options.format) return *options.format;
  if (options.read.format == Format::kJsonl) return RecordFormat::kJsonl;
  if (options.read.format != Format::kDetect) return RecordFormat::kPage;
  if (path == kStandardInput) return RecordFormat::kJsonl;
  const std::string plain = AsciiLower(WithoutCompression(path));
  if (plain.ends_with(".csv")) return RecordFormat::kCsv;
  if (plain.ends_with(".tsv") || plain.ends_with(".tab")) return RecordFormat::kTsv;
  return FormatOfPath(path) == Format::kJsonl ? RecordFormat::kJsonl : RecordFormat::kPage;
}

absl::Status Named(std::string_view name, const absl::Status& status) {
  if (status.ok()) return status;
  return absl::Status(status.code(), Concat({name, ": ", std::string(status.message())}));
}

// OK when the header has a column for the text.
absl::Status CheckHeader(std::string_view header, RecordFormat format, const ReadOptions& options) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::vector<std::string> names,
                             ColumnNames(header, CellSeparator(format)));
  if (std::find(names.begin(), names.end(), options.text_field) != names.end()) {
    return absl::OkStatus();
  }
  constexpr size_t kNamed = 8;
  std::string some;
  for (size_t i = 0; i < std::min(names.size(), kNamed); ++i) {
    some += Concat({i == 0 ? "" : ", ", names[i]});
  }
  return absl::InvalidArgumentError(
      Concat({"there is no column \"", options.text_field, "\" (the first row has ", some,
              "); name the column that holds the text with --text-field"}));
}

}  // namespace

class RecordBlocks::Impl {
 public:
  Impl(const std::vector<std::string>& inputs, RecordBlocksOptions options)
      : options_(std::move(options)) {
    for (const std::string& input : inputs) AddInput(input);
    states_.resize(inputs_.size());
  }

  absl::StatusOr<bool> Next(RecordBlock& block) {
    const std::lock_guard<std::mutex> lock(mutex_);
    while (current_ < inputs_.size()) {
      block.input = current_;
      if (trouble_.ok()) trouble_ = Named(inputs_[current_].name, Begin());
      if (!trouble_.ok()) return trouble_;
      const absl::StatusOr<bool> made = Make(block);
      if (!made.ok()) {
        trouble_ = Named(inputs_[current_].name, made.status());
      } else if (*made) {
        block.number = number_++;
        return true;
      } else {
        Leave();
      }
    }
    return false;
  }

  void SkipInput(uint32_t input) {
    const std::lock_guard<std::mutex> lock(mutex_);
    if (input == current_ && current_ < inputs_.size()) Leave();
  }

  absl::Status Rewind() {
    const std::lock_guard<std::mutex> lock(mutex_);
    for (const RecordInput& input : inputs_) {
      if (input.name == kStandardInput) {
        return absl::FailedPreconditionError(
            "-: standard input can be read once only; give it as a file");
      }
    }
    Leave();
    current_ = 0;
    number_ = 0;
    return absl::OkStatus();
  }

  absl::StatusOr<File> OpenForRanges(uint32_t input) const {
    const std::string& name = inputs_[input].name;
    absl::StatusOr<File> file =
        name == kStandardInput ? absl::FailedPreconditionError("standard input") : File::Open(name);
    if (!file.ok()) return Named(name, file.status());
    char first = 0;
    if (const auto read = file->Read(&first, 1); !read.ok()) return Named(name, read.status());
    if (!file->state() || file->compression() != Compression::kNone) {
      return absl::FailedPreconditionError(
          Concat({name, ": parts of it can't be read without the rest"}));
    }
    {
      const std::lock_guard<std::mutex> lock(mutex_);
      if (states_[input] && *states_[input] != *file->state()) return Named(name, Changed());
    }
    return file;
  }

  const std::vector<RecordInput>& inputs() const { return inputs_; }
  uint64_t files_of_other_kinds() const { return files_of_other_kinds_; }
  uint64_t files_ignored() const { return files_ignored_; }
  uint64_t folders_ignored() const { return folders_ignored_; }

 private:
  static absl::Status Changed() {
    return absl::AbortedError(
        "the file has changed since it was first read; leave it alone and start anew");
  }

  void Add(const std::string& name, absl::Status found) {
    RecordInput input;
    input.name = name;
    input.format = FormatOf(name, options_);
    const Format asked = options_.read.format;
    input.page = asked == Format::kDetect ? FormatOfPath(name) : asked;
    if (input.page == Format::kJsonl) input.page = Format::kText;  // asked to take it whole
    inputs_.push_back(std::move(input));
    found_.push_back(std::move(found));
  }

  void AddInput(const std::string& input) {
    if (input.empty()) {
      Add(input, absl::InvalidArgumentError("the name is empty; name a file, a folder or -"));
      return;
    }
    if (input == kStandardInput) {
      const bool again = std::any_of(inputs_.begin(), inputs_.end(), [](const auto& other) {
        return other.name == kStandardInput;
      });
      Add(input,
          again ? absl::InvalidArgumentError("standard input was read already; give - only once")
                : absl::OkStatus());
      return;
    }
    if (!IsFolder(input)) {
      Add(input, absl::OkStatus());
      return;
    }
    FolderListing listing = ListFolder(input, options_.read.walk);
    files_of_other_kinds_ += listing.files_of_other_kinds;
    files_ignored_ += listing.files_ignored;
    folders_ignored_ += listing.folders_ignored;
    if (listing.entries.empty()) Add(input, NothingIn(listing, options_.read.walk));
    for (FolderEntry& entry : listing.entries) Add(entry.path, std::move(entry.status));
  }

  // Opens the current input, unless it is.
  absl::Status Begin() {
    if (stream_ || file_) return absl::OkStatus();
    RecordInput& input = inputs_[current_];
    TWICETOLD_RETURN_IF_ERROR(found_[current_]);
    absl::StatusOr<File> file =
        input.name == kStandardInput ? File::StandardInput() : File::Open(input.name);
    if (!file.ok()) return file.status();
    const std::optional<File::State> state = file->state();
    if (states_[current_] && states_[current_] != state) return Changed();
    states_[current_] = state;
    if (input.format == RecordFormat::kPage) {
      file_ = *std::move(file);
      return absl::OkStatus();
    }
    stream_.emplace(*std::move(file), input.format, options_.block_bytes,
                    options_.read.max_document_bytes);
    return BeginRecords(input);
  }

  absl::Status BeginRecords(RecordInput& input) {
    TWICETOLD_ASSIGN_OR_RETURN(const std::string_view start, stream_->Peek());
    const Encoding encoding = options_.read.encoding;
    const bool rows = input.format != RecordFormat::kJsonl;
    const bool zero = rows && start.substr(0, 2).find('\0') != std::string_view::npos;
    if (encoding == Encoding::kUtf16LittleEndian || encoding == Encoding::kUtf16BigEndian ||
        (encoding == Encoding::kDetect && (zero || LooksLikeUtf16(start)))) {
      return rows
                 ? absl::InvalidArgumentError(
                       "tables in UTF-16 are not read; convert the file to UTF-8, for example with "
                       "iconv -f UTF-16 -t UTF-8")
                 : Utf16Refused();
    }
    if (!rows || start.empty()) return absl::OkStatus();
    TWICETOLD_ASSIGN_OR_RETURN(std::string header, stream_->TakeFirst());
    if (input.header.empty()) input.header = std::move(header);
    return CheckHeader(input.header, input.format, options_.read);
  }

  // The next block of the current input, which is open; false at its end.
  absl::StatusOr<bool> Make(RecordBlock& block) {
    block.skipped.reset();
    if (stream_) return stream_->Next(block);
    if (page_given_) return false;
    page_given_ = true;
    block.offset = 0;
    block.first_line = 1;
    const uint64_t limit = options_.read.max_document_bytes;
    absl::StatusOr<std::string> bytes = file_->ReadAll(limit);
    if (absl::IsResourceExhausted(bytes.status())) {
      block.bytes.clear();
      block.skipped = SkippedRecord{0, 0, 0, bytes.status()};
      return true;
    }
    if (!bytes.ok()) return bytes.status();
    block.bytes = *std::move(bytes);
    block.bytes.reserve(block.bytes.size() + kRecordPadding);
    return true;
  }

  // Closes the current input and makes the next one current.
  void Leave() {
    stream_.reset();
    file_.reset();
    page_given_ = false;
    trouble_ = absl::OkStatus();
    ++current_;
  }

  const RecordBlocksOptions options_;
  std::vector<RecordInput> inputs_;
  std::vector<absl::Status> found_;  // one an input: trouble of the walk
  uint64_t files_of_other_kinds_ = 0;
  uint64_t files_ignored_ = 0;
  uint64_t folders_ignored_ = 0;

  mutable std::mutex mutex_;                        // of all below
  std::vector<std::optional<File::State>> states_;  // one an input: when it was first opened
  uint32_t current_ = 0;
  uint64_t number_ = 0;
  absl::Status trouble_;  // of the current input
  std::optional<RecordStream> stream_;
  std::optional<File> file_;  // of kPage
  bool page_given_ = false;
};

RecordBlocks::RecordBlocks(std::vector<std::string> inputs, RecordBlocksOptions options)
    : impl_(std::make_unique<Impl>(inputs, std::move(options))) {}

RecordBlocks::~RecordBlocks() = default;

const std::vector<RecordInput>& RecordBlocks::inputs() const { return impl_->inputs(); }
absl::StatusOr<bool> RecordBlocks::Next(RecordBlock& block) { return impl_->Next(block); }
void RecordBlocks::SkipInput(uint32_t input) { impl_->SkipInput(input); }
absl::Status RecordBlocks::Rewind() { return impl_->Rewind(); }
absl::StatusOr<File> RecordBlocks::OpenForRanges(uint32_t input) const {
  return impl_->OpenForRanges(input);
}

uint64_t RecordBlocks::files_of_other_kinds() const { return impl_->files_of_other_kinds(); }
uint64_t RecordBlocks::files_ignored() const { return impl_->files_ignored(); }
uint64_t RecordBlocks::folders_ignored() const { return impl_->folders_ignored(); }

}  // namespace twicetold
