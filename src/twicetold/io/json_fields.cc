#include "twicetold/io/json_fields.h"

#include <simdjson.h>

#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "twicetold/base/concat.h"

namespace twicetold {
namespace {

absl::Status Trouble(std::string_view what) {
  return absl::InvalidArgumentError(std::string(what));
}

// The value as text; an error for objects, arrays and null.
simdjson::simdjson_result<std::string> PlainText(const simdjson::dom::element& value) {
  switch (value.type()) {
    case simdjson::dom::element_type::STRING: {
      std::string_view text;
      if (const auto error = value.get(text); error) return error;
      return std::string(text);
    }
    case simdjson::dom::element_type::INT64:
    case simdjson::dom::element_type::UINT64:
    case simdjson::dom::element_type::DOUBLE:
    case simdjson::dom::element_type::BOOL:
      return simdjson::minify(value);
    default:
      return simdjson::INCORRECT_TYPE;
  }
}

}  // namespace

absl::StatusOr<std::vector<std::pair<std::string, std::string>>> ReadJsonFields(
    std::string_view json, std::string_view object) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (const auto error = parser.parse(json.data(), json.size()).get(root); error) {
    return Trouble(Concat({"not JSON: ", simdjson::error_message(error)}));
  }
  simdjson::dom::object fields;
  if (root.at_key(object).get(fields) != simdjson::SUCCESS) {
    return Trouble(Concat({"holds no object called \"", object, "\""}));
  }
  std::vector<std::pair<std::string, std::string>> result;
  for (const auto& field : fields) {
    std::string text;
    if (PlainText(field.value).get(text) != simdjson::SUCCESS) {
      return Trouble(Concat({"\"", field.key, "\" is neither a number nor a text"}));
    }
    result.emplace_back(std::string(field.key), std::move(text));
  }
  return result;
}

}  // namespace twicetold
