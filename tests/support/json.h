#ifndef TWICETOLD_TESTS_SUPPORT_JSON_H_
#define TWICETOLD_TESTS_SUPPORT_JSON_H_

// What our writer printed, read by a parser that is not ours.

#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace twicetold::testing {

// A value and what it holds. What is not there, or of another type, throws std::runtime_error with
// the pointer in it, which fails the test. A pointer is "/summary/words", "/repeats/0"; the empty
// one means the value itself.
class Json {
 public:
  Json() = default;
  // Throws for what is no JSON.
  explicit Json(const std::string& text);

  const Json& At(std::string_view pointer) const;
  uint64_t Number(std::string_view pointer = "") const;
  double Double(std::string_view pointer = "") const;
  bool Bool(std::string_view pointer = "") const;
  std::string Text(std::string_view pointer = "") const;
  // Of an array or object.
  size_t Size(std::string_view pointer = "") const { return At(pointer).members_.size(); }
  // The values of an array or object, in order.
  std::vector<Json> Items(std::string_view pointer = "") const;
  std::vector<std::string> Keys(std::string_view pointer = "") const;

  // Written compactly, without the members called one of `left_out`, at any depth.
  std::string Without(const std::set<std::string>& left_out) const;
  // Adds the names of all members, at any depth.
  void CollectKeys(std::set<std::string>& keys) const;

 private:
  friend class JsonBuilder;
  enum class Type { kNull, kScalar, kText, kArray, kObject };

  Type type_ = Type::kNull;
  std::string text_;  // of a text, or of a number or boolean as it was written
  std::vector<std::pair<std::string, Json>> members_;  // names are empty in an array
};

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_SUPPORT_JSON_H_
