// A queue of inputs, and of what a folder among them holds; at most one file is open at a time.
//
// What goes wrong with one input is that input's own trouble: it takes the input's place in the
// order and the next one is read.

#include "twicetold/io/source.h"

#include <deque>
#include <filesystem>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <variant>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/io/file.h"
#include "twicetold/io/folder.h"
#include "twicetold/io/jsonl.h"

namespace twicetold {
namespace {

constexpr char kStandardInput[] = "-";

SkippedDocument Skip(std::string name, absl::Status reason) {
  return SkippedDocument{std::move(name), 0, std::move(reason)};
}

// A JSONL file that is being read.
struct OpenRecords {
  OpenRecords(const std::string& file_name, File file, const ReadOptions& options)
      : name(file_name),
        lines(std::move(file), options.max_document_bytes),
        records(file_name, options) {}

  std::string name;
  FileLines lines;
  JsonlRecords records;
};

}  // namespace

class InputSource::Impl {
 public:
  Impl(std::vector<std::string> inputs, ReadOptions options) : options_(std::move(options)) {
    for (std::string& input : inputs) inputs_.push_back(std::move(input));
  }

  std::optional<ReadResult> Next() {
    while (true) {
      std::optional<ReadResult> result;
      if (records_) {
        result = NextRecord();
      } else if (!found_.empty()) {
        FolderEntry entry = std::move(found_.front());
        found_.pop_front();
        result = entry.status.ok() ? ReadFile(std::move(entry.path))
                                   : Skip(std::move(entry.path), std::move(entry.status));
      } else if (!inputs_.empty()) {
        std::string input = std::move(inputs_.front());
        inputs_.pop_front();
        result = Begin(std::move(input));
      } else {
        return std::nullopt;
      }
      if (result) {
        if (auto* document = std::get_if<Document>(&*result)) NameOrigin(*document);
        return result;
      }
    }
  }

  uint64_t files_of_other_kinds() const { return files_of_other_kinds_; }
  uint64_t files_ignored() const { return files_ignored_; }
  uint64_t folders_ignored() const { return folders_ignored_; }

 private:
  // Begins an input as it was named. No result: there is a folder or a file to go on with.
  std::optional<ReadResult> Begin(std::string input) {
    if (input.empty()) {
      return Skip(std::move(input),
                  absl::InvalidArgumentError("the name is empty; name a file, a folder or -"));
    }
    if (input == kStandardInput) return ReadStandardInput();
    if (!IsFolder(input)) return ReadFile(std::move(input));
    FolderListing listing = ListFolder(input, options_.walk);
    files_of_other_kinds_ += listing.files_of_other_kinds;
    files_ignored_ += listing.files_ignored;
    folders_ignored_ += listing.folders_ignored;
    if (listing.entries.empty()) return Skip(std::move(input), NothingIn(listing, options_.walk));
    for (FolderEntry& entry : listing.entries) found_.push_back(std::move(entry));
    return std::nullopt;
  }

  std::optional<ReadResult> ReadStandardInput() {
    if (std::exchange(standard_input_taken_, true)) {
      return Skip(kStandardInput,
                  absl::InvalidArgumentError("standard input was read already; give - only once"));
    }
    const Format format = options_.format == Format::kDetect ? Format::kText : options_.format;
    file_origin_.clear();
    return ReadOpen(kStandardInput, format, File::StandardInput());
  }

  std::optional<ReadResult> ReadFile(std::string path) {
    const Format format = options_.format == Format::kDetect ? FormatOfPath(path) : options_.format;
    absl::StatusOr<File> file = File::Open(path);
    if (!file.ok()) return Skip(std::move(path), file.status());
    std::error_code error;
    file_name_ = path;
    file_origin_ = std::filesystem::canonical(path, error).string();
    return ReadOpen(std::move(path), format, *std::move(file));
  }

  // Of a document of the file that was opened last.
  void NameOrigin(Document& document) const {
    if (file_origin_.empty() || !document.name.starts_with(file_name_)) return;
    document.origin = Concat({file_origin_, document.name.substr(file_name_.size())});
  }

  // The document of a file, or the first record of one.
  std::optional<ReadResult> ReadOpen(std::string name, Format format, File file) {
    ReadOptions options = options_;
    options.format = format;
    if (format == Format::kJsonl) {
      records_ = std::make_unique<OpenRecords>(name, std::move(file), options);
      return std::nullopt;
    }
    absl::StatusOr<std::string> bytes = file.ReadAll(options.max_document_bytes);
    if (!bytes.ok()) return Skip(std::move(name), bytes.status());
    std::optional<ReadResult> result;
    ReadBytes(name, *bytes, options, [&result](ReadResult read) {
      result = std::move(read);
      return true;
    });
    return result;
  }

  // The next record of the open file; closes it at its end.
  std::optional<ReadResult> NextRecord() {
    absl::StatusOr<std::optional<FileLines::Piece>> piece = records_->lines.Next();
    if (!piece.ok()) {
      SkippedDocument trouble = Skip(records_->name, piece.status());
      records_.reset();
      return trouble;
    }
    if (!piece->has_value() || records_->records.failed()) {
      records_.reset();
      return std::nullopt;
    }
    const FileLines::Piece& line = **piece;
    if (line.first && line.last) return records_->records.Read(line.bytes);
    if (line.last) return records_->records.PassLastPiece(line.bytes);
    records_->records.PassPiece(line.bytes);
    return std::nullopt;
  }

  ReadOptions options_;
  std::deque<std::string> inputs_;
  std::deque<FolderEntry> found_;
  std::unique_ptr<OpenRecords> records_;
  // The file opened last, as named and as it is; empty for standard input.
  std::string file_name_;
  std::string file_origin_;
  bool standard_input_taken_ = false;
  uint64_t files_of_other_kinds_ = 0;
  uint64_t files_ignored_ = 0;
  uint64_t folders_ignored_ = 0;
};

InputSource::InputSource(std::vector<std::string> inputs, ReadOptions options)
    : impl_(std::make_unique<Impl>(std::move(inputs), std::move(options))) {}

InputSource::~InputSource() = default;

std::optional<ReadResult> InputSource::Next() { return impl_->Next(); }

uint64_t InputSource::files_of_other_kinds() const { return impl_->files_of_other_kinds(); }
uint64_t InputSource::files_ignored() const { return impl_->files_ignored(); }
uint64_t InputSource::folders_ignored() const { return impl_->folders_ignored(); }

}  // namespace twicetold
