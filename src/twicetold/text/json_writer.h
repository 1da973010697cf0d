#ifndef TWICETOLD_TEXT_JSON_WRITER_H_
#define TWICETOLD_TEXT_JSON_WRITER_H_

// JSON, written piece by piece, always the same bytes for the same calls.
//
// Order and number format are part of the contract of our output (a run's bytes are compared
// across thread counts and releases), which is why this small writer is ours.

#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold {

// Calls must be balanced and in order: Key before each value inside an object. Not thread-safe.
class JsonWriter {
 public:
  enum class Layout {
    kIndented,  // two spaces a level; arrays of plain values stay on one line
    kCompact,   // one line
  };

  JsonWriter(std::ostream& out, Layout layout) : out_(out), layout_(layout) {}

  void BeginObject() { Begin('{', false); }
  void EndObject() { End('}'); }
  // `inline_values`: on one line even when indented.
  void BeginArray(bool inline_values = false) { Begin('[', inline_values); }
  void EndArray() { End(']'); }
  void Key(std::string_view key);

  // Text is UTF-8; what is not becomes U+FFFD, so that the output always is.
  void String(std::string_view text);
  void Number(uint64_t value);
  // Shortest decimal that reads back as the same double; must be finite.
  void Number(double value);
  void Bool(bool value);
  // `json` as it stands: a number already written out.
  void Verbatim(std::string_view json);

  // Key and value in one call.
  template <typename Value>
  void Field(std::string_view key, const Value& value) {
    Key(key);
    Write(value);
  }

 private:
  struct Frame {
    bool empty = true;
    bool one_line = false;
  };

  void Begin(char bracket, bool one_line);
  void End(char bracket);
  void Quote(std::string_view text);
  // Comma, line break and indent before a value or key.
  void Separate();
  void NewLine();

  void Write(const std::string& value) { String(value); }
  void Write(std::string_view value) { String(value); }
  void Write(const char* value) { String(value); }
  void Write(uint64_t value) { Number(value); }
  void Write(uint32_t value) { Number(uint64_t{value}); }
  void Write(double value) { Number(value); }
  void Write(bool value) { Bool(value); }

  std::ostream& out_;
  const Layout layout_;
  std::vector<Frame> frames_;
  bool after_key_ = false;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_JSON_WRITER_H_
