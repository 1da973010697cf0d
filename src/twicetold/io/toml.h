#ifndef TWICETOLD_IO_TOML_H_
#define TWICETOLD_IO_TOML_H_

// The plain part of TOML 1.0 that a project file needs: values at the top, and lists of tables.
//
// Limits: 16 levels of values in values, 1000 dots in a line; both are errors, not cuts.

#include <cstddef>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"

namespace twicetold {

struct TomlValue {
  std::string name;
  enum class Type { kText, kNumber, kSwitch, kList } type = Type::kText;
  std::vector<std::string> texts;  // one, or those of a list; a switch is "true" or "false"
  size_t line = 0;                 // 1-based
  size_t column = 0;
};

struct TomlTable {
  std::vector<TomlValue> values;  // in byte order of their names
  size_t line = 0;
};

struct Toml {
  TomlTable top;
  std::map<std::string, std::vector<TomlTable>> tables;  // [[name]], in order
};

// InvalidArgument, with line and column, for what is no TOML, and for values of other types than
// texts, numbers, true and false, and lists of texts and numbers. A number is given in decimal, in
// the fewest digits that mean it. Thread-safe.
absl::StatusOr<Toml> ReadToml(std::string_view text);

}  // namespace twicetold

#endif  // TWICETOLD_IO_TOML_H_
