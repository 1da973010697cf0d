#ifndef TWICETOLD_IO_IGNORE_LIST_H_
#define TWICETOLD_IO_IGNORE_LIST_H_

// The patterns of one .gitignore or .twicetoldignore file, with git's meaning of every character
// (gitignore(5)): one pattern a line, "#" a comment, "!" takes back, "/" at the end for folders
// only, "/" elsewhere ties the pattern to the file's folder, otherwise it goes for any name below;
// the last pattern that matches decides.
//
// Tested against git itself: tests/io/folder_test.cc.

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/io/glob.h"

namespace twicetold {

class IgnoreList {
 public:
  // No patterns.
  IgnoreList() = default;
  // The patterns of a file's text.
  explicit IgnoreList(std::string_view text);
  // The patterns given one by one, as on a command line; "#" begins no comment here.
  explicit IgnoreList(const std::vector<std::string>& patterns);

  bool empty() const { return patterns_.empty(); }

  // What the list says of `path`, which is relative to the list's folder and does not begin or end
  // with "/": true to match it, false to take that back, nullopt when no pattern matches. It says
  // nothing of what is in a folder that it matches. Thread-safe.
  std::optional<bool> Decide(std::string_view path, bool is_folder) const;

 private:
  struct Pattern {
    bool negated = false;
    bool folders_only = false;
    bool any_folder = false;  // held against the last name of a path alone
    std::string literal;      // what the match begins with, byte for byte
    Glob rest;                // and what comes behind it
  };

  void Add(std::string_view line);

  std::vector<Pattern> patterns_;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_IGNORE_LIST_H_
