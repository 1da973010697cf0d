#include "tests/support/json.h"

#include <simdjson.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <stdexcept>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twicetold::testing {

class JsonBuilder {
 public:
  static Json Build(const simdjson::dom::element& element) {
    Json json;
    if (element.is_object()) {
      json.type_ = Json::Type::kObject;
      const simdjson::dom::object object = element;
      for (const auto& field : object) {
        json.members_.emplace_back(std::string(field.key), Build(field.value));
      }
    } else if (element.is_array()) {
      json.type_ = Json::Type::kArray;
      const simdjson::dom::array array = element;
      for (const auto& value : array) json.members_.emplace_back("", Build(value));
    } else if (element.is_string()) {
      json.type_ = Json::Type::kText;
      const std::string_view text = element;
      json.text_ = text;
    } else if (!element.is_null()) {
      json.type_ = Json::Type::kScalar;
      json.text_ = simdjson::minify(element);
    }
    return json;
  }
};

Json::Json(const std::string& text) {
  simdjson::dom::parser parser;
  simdjson::dom::element root;
  if (const auto error = parser.parse(text).get(root); error != simdjson::SUCCESS) {
    throw std::runtime_error(std::string(simdjson::error_message(error)) + ": " +
                             text.substr(0, 200));
  }
  *this = JsonBuilder::Build(root);
}

const Json& Json::At(std::string_view pointer) const {
  const Json* json = this;
  for (std::string_view rest = pointer; !rest.empty();) {
    rest.remove_prefix(1);
    const std::string name(rest.substr(0, rest.find('/')));
    rest.remove_prefix(name.size());
    const auto& members = json->members_;
    auto found = members.end();
    if (json->type_ == Type::kObject) {
      found = std::find_if(members.begin(), members.end(),
                           [&](const auto& member) { return member.first == name; });
    } else if (json->type_ == Type::kArray && std::stoull(name) < members.size()) {
      found = members.begin() + static_cast<std::ptrdiff_t>(std::stoull(name));
    }
    if (found == members.end()) throw std::runtime_error("nothing at " + std::string(pointer));
    json = &found->second;
  }
  return *json;
}

uint64_t Json::Number(std::string_view pointer) const {
  const Json& json = At(pointer);
  size_t read = 0;
  const uint64_t value = json.type_ == Type::kScalar ? std::stoull(json.text_, &read) : 0;
  if (read == 0 || read != json.text_.size()) {
    throw std::runtime_error("no whole number at " + std::string(pointer));
  }
  return value;
}

double Json::Double(std::string_view pointer) const {
  const Json& json = At(pointer);
  if (json.type_ != Type::kScalar) throw std::runtime_error("no number at " + std::string(pointer));
  return std::stod(json.text_);
}

bool Json::Bool(std::string_view pointer) const {
  const Json& json = At(pointer);
  if (json.type_ != Type::kScalar || (json.text_ != "true" && json.text_ != "false")) {
    throw std::runtime_error("no boolean at " + std::string(pointer));
  }
  return json.text_ == "true";
}

std::string Json::Text(std::string_view pointer) const {
  const Json& json = At(pointer);
  if (json.type_ != Type::kText) throw std::runtime_error("no text at " + std::string(pointer));
  return json.text_;
}

std::vector<Json> Json::Items(std::string_view pointer) const {
  std::vector<Json> items;
  for (const auto& [name, value] : At(pointer).members_) items.push_back(value);
  return items;
}

std::vector<std::string> Json::Keys(std::string_view pointer) const {
  std::vector<std::string> keys;
  for (const auto& [name, value] : At(pointer).members_) keys.push_back(name);
  return keys;
}

std::string Json::Without(const std::set<std::string>& left_out) const {
  if (type_ == Type::kText) return "'" + text_ + "'";
  if (type_ != Type::kObject && type_ != Type::kArray) return text_;
  std::string written;
  for (const auto& [name, value] : members_) {
    if (left_out.contains(name)) continue;
    written += (name.empty() ? "" : name + ":") + value.Without(left_out) + ",";
  }
  return type_ == Type::kObject ? "{" + written + "}" : "[" + written + "]";
}

void Json::CollectKeys(std::set<std::string>& keys) const {
  for (const auto& [name, value] : members_) {
    if (!name.empty()) keys.insert(name);
    value.CollectKeys(keys);
  }
}

}  // namespace twicetold::testing
