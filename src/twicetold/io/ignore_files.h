#ifndef TWICETOLD_IO_IGNORE_FILES_H_
#define TWICETOLD_IO_IGNORE_FILES_H_

// Which ignore files hold at a place in the tree: .gitignore and .twicetoldignore of every folder
// from the root of the git repository (a folder that holds .git) or, outside of one, from the
// walked folder; and .git/info/exclude.
//
// The files form a chain from a folder outwards; a nearer one is asked first, and of two in one
// folder .twicetoldignore. What git's files say ends at a repository nested in another, as with
// git; what ours say does not.
//
// Limits: git's setting core.excludesFile is not read, nor info/exclude of a linked work tree,
// whose .git is no folder. An ignore file that is a symbolic link is not read, as with git.

#include <cstddef>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/io/ignore_list.h"

namespace twicetold {

// The files of one folder and, through `outer`, of all folders around it. Never changed once made.
struct IgnoreFiles {
  std::shared_ptr<const IgnoreFiles> outer;
  size_t base = 0;  // where, in the paths it is asked about, those below its folder begin
  IgnoreList ours;
  IgnoreList git;
  bool repository = false;  // git's files further out do not hold here
};

using IgnoreChain = std::shared_ptr<const IgnoreFiles>;

// An ignore file that could not be read.
struct IgnoreTrouble {
  std::string path;
  absl::Status status;
};

// `outer`, and before it the ignore files of `folder`, if it has any. Paths are asked about from
// where `folder` begins at `base`.
IgnoreChain EnterFolder(IgnoreChain outer, const std::string& folder, size_t base,
                        std::vector<IgnoreTrouble>& troubles);

// The files that hold around `folder`, which is to be entered next, and its path from the root of
// its repository: "a/b/", or "" when it is the root or in no repository.
struct Surrounding {
  IgnoreChain chain;
  std::string path;
};
Surrounding SurroundingOf(const std::string& folder, std::vector<IgnoreTrouble>& troubles);

// True when the chain leaves `path` out; `path` begins where the chain's outermost folder does.
bool IsIgnored(const IgnoreChain& chain, std::string_view path, bool is_folder);

}  // namespace twicetold

#endif  // TWICETOLD_IO_IGNORE_FILES_H_
