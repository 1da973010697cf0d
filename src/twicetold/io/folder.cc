#include "twicetold/io/folder.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/io/ignore_files.h"
#include "twicetold/io/ignore_list.h"
#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

namespace fs = std::filesystem;

absl::Status ListError(const std::error_code& error) {
  if (error == std::errc::permission_denied) {
    return absl::PermissionDeniedError(
        "no permission to list the folder; check the folder's permissions");
  }
  return absl::UnavailableError(
      Concat({"the folder cannot be listed: ", error.message(), "; check the path"}));
}

class Walk {
 public:
  explicit Walk(const WalkOptions& options)
      : options_(options), include_(options.include), exclude_(options.exclude) {}

  FolderListing List(const std::string& folder) && {
    OpenFolder first{.path = folder, .inner = "", .ignored = nullptr, .included = false};
    if (options_.use_ignore_files) {
      Surrounding surrounding = SurroundingOf(folder, troubles_);
      first.ignored = std::move(surrounding.chain);
      above_ = std::move(surrounding.path);
    }
    open_.push_back(std::move(first));
    while (!open_.empty()) {
      OpenFolder next = std::move(open_.back());
      open_.pop_back();
      ListOne(std::move(next));
    }
    for (IgnoreTrouble& trouble : troubles_) {
      listing_.entries.push_back({std::move(trouble.path), std::move(trouble.status)});
    }
    std::sort(listing_.entries.begin(), listing_.entries.end(),
              [](const FolderEntry& a, const FolderEntry& b) { return a.path < b.path; });
    return std::move(listing_);
  }

 private:
  struct OpenFolder {
    std::string path;
    std::string inner;  // the path below the walked folder, "" or with a "/" at its end
    IgnoreChain ignored;
    bool included;  // options.include matches it or a folder around it
  };

  void ListOne(OpenFolder folder) {
    std::error_code error;
    fs::directory_iterator entry(folder.path, error);
    if (!error && options_.use_ignore_files) {
      folder.ignored = EnterFolder(std::move(folder.ignored), folder.path,
                                   above_.size() + folder.inner.size(), troubles_);
    }
    while (!error && entry != fs::directory_iterator()) {
      const std::string name = entry->path().filename().string();
      std::error_code unknown_type;  // a file that vanished meanwhile is none
      const fs::file_status status = entry->symlink_status(unknown_type);
      if (!unknown_type && !name.starts_with('.')) {
        if (fs::is_directory(status)) {
          TakeFolder(folder, name);
        } else if (fs::is_regular_file(status)) {
          TakeFile(folder, name);
        }
      }
      entry.increment(error);
    }
    if (error) listing_.entries.push_back({folder.path, ListError(error)});
  }

  static std::string Below(const OpenFolder& folder, std::string_view name) {
    return Concat({folder.path, folder.path.ends_with('/') ? "" : "/", name});
  }

  // True when what `inner` names, the path below the walked folder, is to be left out.
  bool LeavesOut(const OpenFolder& folder, const std::string& inner, bool is_folder) const {
    if (const std::optional<bool> said = exclude_.Decide(inner, is_folder)) return *said;
    return IsIgnored(folder.ignored, Concat({above_, inner}), is_folder);
  }

  void TakeFolder(const OpenFolder& folder, const std::string& name) {
    const std::string inner = Concat({folder.inner, name});
    if (LeavesOut(folder, inner, /*is_folder=*/true)) {
      ++listing_.folders_ignored;
      return;
    }
    const bool included = include_.Decide(inner, /*is_folder=*/true).value_or(folder.included);
    open_.push_back({.path = Below(folder, name),
                     .inner = Concat({inner, "/"}),
                     .ignored = folder.ignored,
                     .included = included});
  }

  void TakeFile(const OpenFolder& folder, const std::string& name) {
    const std::string inner = Concat({folder.inner, name});
    const bool known = FormatOfExtension(name).has_value();
    const bool picks = !options_.include.empty();
    const bool wanted =
        picks ? include_.Decide(inner, /*is_folder=*/false).value_or(folder.included) : known;
    if (wanted && !LeavesOut(folder, inner, /*is_folder=*/false)) {
      listing_.entries.push_back({Below(folder, name), absl::OkStatus()});
    } else if (wanted || known) {
      ++listing_.files_ignored;
    } else {
      ++listing_.files_of_other_kinds;
    }
  }

  const WalkOptions& options_;
  const IgnoreList include_;
  const IgnoreList exclude_;
  std::string above_;  // the path from the repository's root to the walked folder
  FolderListing listing_;
  std::vector<OpenFolder> open_;
  std::vector<IgnoreTrouble> troubles_;
};

}  // namespace

FolderListing ListFolder(const std::string& folder, const WalkOptions& options) {
  return Walk(options).List(folder);
}

absl::Status NothingIn(const FolderListing& listing, const WalkOptions& options) {
  std::string others;
  const auto add = [&others](uint64_t count, std::string_view what) {
    if (count > 0) {
      others += Concat({others.empty() ? " (" : ", ", std::to_string(count), " ", what});
    }
  };
  add(listing.files_of_other_kinds, "of other kinds");
  add(listing.files_ignored + listing.folders_ignored, "left out by patterns or ignore files");
  if (!others.empty()) others += ")";
  const bool ignored = listing.files_ignored + listing.folders_ignored > 0;
  return absl::NotFoundError(
      Concat({options.include.empty() ? "no .txt, .md, .html or .jsonl file in this folder"
                                      : "no file in this folder that --include matches",
              others,
              ignored ? "; check the patterns, or give --no-ignore to read what ignore files leave "
                        "out"
                      : "; check the path or name files"}));
}

bool IsFolder(const std::string& path) {
  struct stat status {};
  return stat(path.c_str(), &status) == 0 && S_ISDIR(status.st_mode);
}

}  // namespace twicetold
