#include "twicetold/text/json_writer.h"

#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>

#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// The escape of an ASCII character that must not stand as itself; empty for the others.
std::string Escape(char c) {
  switch (c) {
    case '"':
      return "\\\"";
    case '\\':
      return "\\\\";
    case '\n':
      return "\\n";
    case '\r':
      return "\\r";
    case '\t':
      return "\\t";
    default:
      break;
  }
  if (static_cast<unsigned char>(c) >= 0x20 && c != 0x7F) return {};
  constexpr std::string_view kDigits = "0123456789abcdef";
  const auto value = static_cast<unsigned char>(c);
  return std::string("\\u00") + kDigits[value >> 4U] + kDigits[value & 15U];
}

}  // namespace

void JsonWriter::Key(std::string_view key) {
  Separate();
  Quote(key);
  out_ << (layout_ == Layout::kIndented ? ": " : ":");
  after_key_ = true;
}

void JsonWriter::String(std::string_view text) {
  Separate();
  Quote(text);
}

void JsonWriter::Quote(std::string_view text) {
  out_ << '"';
  size_t plain = 0;  // begin of the stretch not yet written
  for (size_t i = 0; i < text.size();) {
    const Utf8Character character = ReadUtf8(text, i);
    const std::string escape = character.code_point < 0x80 ? Escape(text[i]) : std::string();
    if (!character.valid || !escape.empty()) {
      out_ << text.substr(plain, i - plain) << (character.valid ? escape : kReplacement);
      plain = i + 1;
    }
    i += character.valid ? character.length : 1;
  }
  out_ << text.substr(plain) << '"';
}

void JsonWriter::Number(uint64_t value) { Verbatim(std::to_string(value)); }

void JsonWriter::Number(double value) {
  std::array<char, 32> buffer{};
  const auto result = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  Verbatim(std::string_view(buffer.data(), static_cast<size_t>(result.ptr - buffer.data())));
}

void JsonWriter::Bool(bool value) { Verbatim(value ? "true" : "false"); }

void JsonWriter::Verbatim(std::string_view json) {
  Separate();
  out_ << json;
}

void JsonWriter::Begin(char bracket, bool one_line) {
  Separate();
  out_ << bracket;
  const bool inherited = !frames_.empty() && frames_.back().one_line;
  frames_.push_back(Frame{true, one_line || inherited || layout_ == Layout::kCompact});
}

void JsonWriter::End(char bracket) {
  const Frame frame = frames_.back();
  frames_.pop_back();
  if (!frame.empty && !frame.one_line) NewLine();
  out_ << bracket;
  if (frames_.empty()) out_ << '\n';
}

void JsonWriter::Separate() {
  if (after_key_) {
    after_key_ = false;
    return;
  }
  if (frames_.empty()) return;
  Frame& frame = frames_.back();
  if (!frame.empty) out_ << (frame.one_line && layout_ == Layout::kIndented ? ", " : ",");
  frame.empty = false;
  if (!frame.one_line) NewLine();
}

void JsonWriter::NewLine() {
  out_ << '\n';
  for (size_t i = 0; i < frames_.size(); ++i) out_ << "  ";
}

}  // namespace twicetold
