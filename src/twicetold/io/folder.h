#ifndef TWICETOLD_IO_FOLDER_H_
#define TWICETOLD_IO_FOLDER_H_

// The readable files below a folder.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/io/reader.h"

namespace twicetold {

struct FolderEntry {
  std::string path;     // the folder as given, "/" and the path below it
  absl::Status status;  // not OK: a folder or an ignore file that could not be read
};

struct FolderListing {
  std::vector<FolderEntry> entries;   // in byte order of their paths
  uint64_t files_of_other_kinds = 0;  // regular files whose extension says no format
  uint64_t files_ignored = 0;         // files of our kinds that patterns left out
  uint64_t folders_ignored = 0;       // folders that patterns left out, not looked into
};

// Lists the regular files below `folder` whose extension says a format (FormatOfExtension), or, of
// any extension, those that options.include matches. What `options` leaves out is counted. Names
// that begin with a dot and symbolic links are left out uncounted. A folder that can't be listed,
// `folder` itself too, is an entry with its error.
FolderListing ListFolder(const std::string& folder, const WalkOptions& options);

// NotFound: why a listing has no entries, and the way out.
absl::Status NothingIn(const FolderListing& listing, const WalkOptions& options);

// True for a folder, by a link or not.
bool IsFolder(const std::string& path);

}  // namespace twicetold

#endif  // TWICETOLD_IO_FOLDER_H_
