#ifndef TWICETOLD_TESTS_HOUSE_RULES_H_
#define TWICETOLD_TESTS_HOUSE_RULES_H_

// The rules of the house as functions of text, so that each can be shown to catch a breach.
//
// What a module may include is declared once, in src/twicetold/CMakeLists.txt; CMake passes it on
// in a manifest. The functions here read the manifest and hold files against it. Each returns its
// complaints, one sentence a breach with file and line, and an empty list when all is well.

#include <string>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold::house {

using Complaints = std::vector<std::string>;

// One module as declared by twicetold_module() in CMake.
struct Module {
  std::string name;
  std::vector<std::string> depends;      // modules it may include, besides itself
  std::vector<std::string> third_party;  // include prefixes its .cc files may name
  std::vector<std::string> files;        // "twicetold/text/words.h"
};

// Reads the manifest: lines of "key<TAB>value", each "module" line opening a module.
absl::StatusOr<std::vector<Module>> ParseManifest(const std::string& text);

// The module that lists the file, or nullptr.
const Module* ModuleOf(const std::vector<Module>& modules, const std::string& file);

// Holds every #include of a file of `module` against the layers: our own headers from the module
// itself and those it depends on; the standard library and Abseil everywhere; system headers and
// the module's declared third parties in .cc files only.
Complaints CheckIncludes(const Module& module, const std::string& file, const std::string& content);

// A header opens with the include guard made of its path, TWICETOLD_TEXT_WORDS_H_, and closes
// with the #endif that names it.
Complaints CheckGuard(const std::string& file, const std::string& content);

// Every file on disk is listed by a module and every listed file is on disk.
Complaints CheckListing(const std::vector<Module>& modules,
                        const std::vector<std::string>& files_on_disk);

// No tab, no carriage return, no space at a line's end, a newline at the file's end, and none of
// the markers that stand for unfinished work.
Complaints CheckCleanText(const std::string& file, const std::string& content);

}  // namespace twicetold::house

#endif  // TWICETOLD_TESTS_HOUSE_RULES_H_
