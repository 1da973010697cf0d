// Compiled in here, without exceptions: the packaged library is built with them.
#undef TOML_HEADER_ONLY
#undef TOML_SHARED_LIB
#define TOML_HEADER_ONLY 1
#define TOML_EXCEPTIONS 0
#define TOML_MAX_NESTED_VALUES 16  // a list in a table in a list is three
#include "twicetold/io/toml.h"

#include <toml++/toml.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <string>
#include <string_view>
#include <utility>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/status.h"

namespace twicetold {
namespace {

absl::Status TroubleAt(const toml::source_position& at, std::string_view what) {
  return absl::InvalidArgumentError(Concat(
      {"line ", std::to_string(at.line), ", column ", std::to_string(at.column), ": ", what}));
}

// A text or number as text; false for anything else.
bool PlainText(const toml::node& node, std::string& text) {
  if (const auto* string = node.as_string()) {
    text = string->get();
    return true;
  }
  if (const auto* integer = node.as_integer()) {
    text = std::to_string(integer->get());
    return true;
  }
  const auto* real = node.as_floating_point();
  if (real == nullptr) return false;
  std::array<char, 32> digits{};  // the shortest form of a double takes 24
  const auto written = std::to_chars(digits.begin(), digits.end(), real->get());
  text.assign(digits.begin(), written.ptr);
  return true;
}

absl::StatusOr<TomlValue> ValueOf(const toml::key& key, const toml::node& node) {
  TomlValue value;
  value.name = std::string(key.str());
  value.line = key.source().begin.line;
  value.column = key.source().begin.column;
  std::string text;
  if (PlainText(node, text)) {
    value.type = node.is_string() ? TomlValue::Type::kText : TomlValue::Type::kNumber;
    value.texts = {std::move(text)};
    return value;
  }
  if (const auto* on = node.as_boolean()) {
    value.type = TomlValue::Type::kSwitch;
    value.texts = {on->get() ? "true" : "false"};
    return value;
  }
  if (node.is_table()) {
    return TroubleAt(key.source().begin,
                     Concat({"'", value.name, "' is a table; the only tables are [[", value.name,
                             "]], in a list"}));
  }
  const auto* list = node.as_array();
  if (list == nullptr) {
    return TroubleAt(node.source().begin,
                     Concat({"'", value.name, "' is no text, number, true or false, or list"}));
  }
  value.type = TomlValue::Type::kList;
  for (const toml::node& item : *list) {
    if (!PlainText(item, text)) {
      return TroubleAt(item.source().begin,
                       Concat({"the list '", value.name, "' holds what is no text or number"}));
    }
    value.texts.push_back(text);
  }
  return value;
}

absl::StatusOr<TomlTable> TableOf(const toml::table& table) {
  TomlTable result;
  result.line = table.source().begin.line;
  for (const auto& [key, node] : table) {
    if (node.is_array_of_tables()) continue;
    TWICETOLD_ASSIGN_OR_RETURN(TomlValue value, ValueOf(key, node));
    result.values.push_back(std::move(value));
  }
  return result;
}

// The parser makes a table of each part of a dotted key and destroys tables by recursion, so a key
// of a million parts would end the program. A key stands on one line, and no line without so many
// dots holds so deep a key.
absl::Status CheckDots(std::string_view text) {
  constexpr auto kMostDots = 1000;
  size_t number = 1;
  for (size_t begin = 0; begin < text.size(); ++number) {
    const size_t end = std::min(text.find('\n', begin), text.size());
    const std::string_view line = text.substr(begin, end - begin);
    if (std::count(line.begin(), line.end(), '.') > kMostDots) {
      return absl::InvalidArgumentError(
          Concat({"line ", std::to_string(number), ": has more than ", std::to_string(kMostDots),
                  " dots; write a long list over several lines"}));
    }
    begin = end + 1;
  }
  return absl::OkStatus();
}

}  // namespace

absl::StatusOr<Toml> ReadToml(std::string_view text) {
  TWICETOLD_RETURN_IF_ERROR(CheckDots(text));
  const toml::parse_result parsed = toml::parse(text);
  if (!parsed) {
    return TroubleAt(parsed.error().source().begin, parsed.error().description());
  }
  const toml::table& root = parsed.table();
  Toml toml;
  TWICETOLD_ASSIGN_OR_RETURN(toml.top, TableOf(root));
  for (const auto& [key, node] : root) {
    if (!node.is_array_of_tables()) continue;
    for (const toml::node& item : *node.as_array()) {
      for (const auto& [inner, inner_node] : *item.as_table()) {
        if (!inner_node.is_array_of_tables()) continue;
        return TroubleAt(inner_node.source().begin, "a table inside a table means nothing here");
      }
      TWICETOLD_ASSIGN_OR_RETURN(TomlTable table, TableOf(*item.as_table()));
      toml.tables[std::string(key.str())].push_back(std::move(table));
    }
  }
  return toml;
}

}  // namespace twicetold
