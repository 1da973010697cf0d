#ifndef TWICETOLD_IO_FOLDER_H_
#define TWICETOLD_IO_FOLDER_H_

// The readable files below a folder.

#include <cstdint>
#include <string>
#include <vector>

#include "absl/status/status.h"

namespace twicetold {

struct FolderEntry {
  std::string path;     // the folder as given, "/" and the path below it
  absl::Status status;  // not OK: a folder that could not be listed
};

struct FolderListing {
  std::vector<FolderEntry> entries;   // in byte order of their paths
  uint64_t files_of_other_kinds = 0;  // regular files whose extension says no format
};

// Lists the regular files below `folder` whose extension says a format (FormatOfExtension).
// Names that begin with a dot and symbolic links are left out. A folder that can't be listed,
// `folder` itself too, is an entry with its error.
FolderListing ListFolder(const std::string& folder);

}  // namespace twicetold

#endif  // TWICETOLD_IO_FOLDER_H_
