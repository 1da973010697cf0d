#include "twicetold/report/uri.h"

#include <string>
#include <string_view>

namespace twicetold {
namespace {

// Unreserved in RFC 3986, section 2.3, and the slash.
bool IsPlain(char c) {
  constexpr std::string_view kMarks = "-._~/";
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
         kMarks.find(c) != std::string_view::npos;
}

}  // namespace

std::string UriOf(std::string_view file) {
  constexpr std::string_view kHex = "0123456789ABCDEF";
  std::string uri(file.starts_with('/') ? "file://" : "");
  for (const char c : WithoutDot(file)) {
    if (IsPlain(c)) {
      uri.push_back(c);
    } else {
      const auto byte = static_cast<unsigned char>(c);
      uri += {'%', kHex[byte >> 4U], kHex[byte & 15U]};
    }
  }
  return uri;
}

std::string_view WithoutDot(std::string_view file) {
  while (file.starts_with("./") && file.size() > 2) file.remove_prefix(2);
  return file;
}

}  // namespace twicetold
