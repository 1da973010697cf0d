#include "twicetold/io/page_encoding.h"

#include <algorithm>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/io/ascii.h"

namespace twicetold {
namespace {

constexpr size_t kPrescan = 1024;

// The lower-case name behind "charset=" in the first <meta> that has one; "" when none does.
std::string DeclaredName(std::string_view page) {
  const std::string head = AsciiLower(page.substr(0, kPrescan));
  size_t at = head.find("<meta");
  while (at != std::string::npos) {
    const size_t end = std::min(head.find('>', at), head.size());
    const std::string_view tag = std::string_view(head).substr(at, end - at);
    size_t begin = tag.find("charset");
    if (begin != std::string_view::npos) begin = tag.find_first_not_of(" \n\t", begin + 7);
    if (begin != std::string_view::npos && tag[begin] == '=') {
      begin = tag.find_first_not_of(" \n\t\"'", begin + 1);
      if (begin == std::string_view::npos) return "";
      return std::string(tag.substr(begin, tag.find_first_of(" \n\t\"';/", begin) - begin));
    }
    at = head.find("<meta", end);
  }
  return "";
}

}  // namespace

absl::Status CheckDeclaredEncoding(DecodedText& decoded) {
  if (!decoded.guessed && decoded.repaired == 0) return absl::OkStatus();
  const std::string name = DeclaredName(decoded.text);
  if (name.empty()) return absl::OkStatus();
  if (const absl::StatusOr<Encoding> known = EncodingFromName(name); known.ok()) {
    // Every browser reads Latin-1 as Windows-1252.
    const bool as_guessed =
        *known == decoded.encoding ||
        (*known == Encoding::kLatin1 && decoded.encoding == Encoding::kWindows1252);
    if (as_guessed) decoded.guessed = false;
    return absl::OkStatus();
  }
  if (name == "us-ascii" || name == "ascii" || name == "utf-16") return absl::OkStatus();
  return absl::InvalidArgumentError(Concat(
      {"the page says that it is in ", name,
       ", which is not read; convert it to UTF-8, for example with iconv -f ", name, " -t UTF-8"}));
}

}  // namespace twicetold
