#include "twicetold/io/folder.h"

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <utility>

#include "twicetold/base/concat.h"
#include "twicetold/io/reader.h"

namespace twicetold {
namespace {

absl::Status ListError(const std::error_code& error) {
  if (error == std::errc::permission_denied) {
    return absl::PermissionDeniedError(
        "no permission to list the folder; check the folder's permissions");
  }
  return absl::UnavailableError(
      Concat({"the folder cannot be listed: ", error.message(), "; check the path"}));
}

// Adds the files of one folder to `listing` and its folders to `open`.
void ListOne(const std::string& folder, FolderListing& listing, std::vector<std::string>& open) {
  std::error_code error;
  std::filesystem::directory_iterator entry(folder, error);
  const std::string prefix = folder.ends_with('/') ? folder : Concat({folder, "/"});
  while (!error && entry != std::filesystem::directory_iterator()) {
    const std::string name = entry->path().filename().string();
    std::error_code unknown_type;  // a file that vanished meanwhile is none
    const std::filesystem::file_status status = entry->symlink_status(unknown_type);
    if (!unknown_type && !name.starts_with('.')) {
      std::string path = Concat({prefix, name});
      if (std::filesystem::is_directory(status)) {
        open.push_back(std::move(path));
      } else if (std::filesystem::is_regular_file(status)) {
        if (FormatOfExtension(name)) {
          listing.entries.push_back({std::move(path), absl::OkStatus()});
        } else {
          ++listing.files_of_other_kinds;
        }
      }
    }
    entry.increment(error);
  }
  if (error) listing.entries.push_back({folder, ListError(error)});
}

}  // namespace

FolderListing ListFolder(const std::string& folder) {
  FolderListing listing;
  std::vector<std::string> open = {folder};
  while (!open.empty()) {
    const std::string next = std::move(open.back());
    open.pop_back();
    ListOne(next, listing, open);
  }
  std::sort(listing.entries.begin(), listing.entries.end(),
            [](const FolderEntry& a, const FolderEntry& b) { return a.path < b.path; });
  return listing;
}

}  // namespace twicetold
