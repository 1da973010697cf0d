#include "twicetold/report/html_markup.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr std::string_view kReplacement = "\xEF\xBF\xBD";

// Code points that a page must not hold, not even as references: controls but tab and line feed
// (U+000D would come back as a line feed), and the noncharacters U+FFFE and U+FFFF of any plane.
bool HtmlHolds(char32_t code_point) {
  if (code_point < 0x20) return code_point == '\t' || code_point == '\n';
  if (code_point >= 0x7F && code_point < 0xA0) return false;
  if (code_point >= 0xFDD0 && code_point <= 0xFDEF) return false;
  return (code_point & 0xFFFE) != 0xFFFE;
}

}  // namespace

std::string Escaped(std::string_view text) {
  std::string escaped;
  escaped.reserve(text.size() + text.size() / 16);
  for (size_t at = 0; at < text.size();) {
    const Utf8Character character = ReadUtf8(text, at);
    switch (character.code_point) {
      case '&':
        escaped += "&amp;";
        break;
      case '<':
        escaped += "&lt;";
        break;
      case '>':
        escaped += "&gt;";
        break;
      case '"':
        escaped += "&quot;";
        break;
      case '\'':
        escaped += "&#39;";
        break;
      default:
        escaped += character.valid && HtmlHolds(character.code_point)
                       ? text.substr(at, character.length)
                       : kReplacement;
    }
    at += character.length;
  }
  return escaped;
}

std::string DocumentAnchor(size_t document) { return Concat({"d", std::to_string(document + 1)}); }

std::string ParagraphAnchor(size_t document, uint64_t paragraph) {
  return Concat({DocumentAnchor(document), "p", std::to_string(paragraph)});
}

std::string RepeatAnchor(size_t repeat) { return Concat({"r", std::to_string(repeat + 1)}); }

std::string PlaceAnchor(size_t repeat, size_t occurrence) {
  return Concat({RepeatAnchor(repeat), "-", std::to_string(occurrence + 1)});
}

std::string Range(uint64_t first, uint64_t last) {
  return first == last ? std::to_string(first)
                       : Concat({std::to_string(first), "–", std::to_string(last)});
}

void WriteDocumentName(const Page& page, size_t document, std::ostream& out) {
  const std::string name = Escaped(page.findings.documents[document].name);
  if (page.Shows(document)) {
    out << "<a dir=\"auto\" href=\"#" << DocumentAnchor(document) << "\">" << name << "</a>";
  } else {
    out << "<bdi>" << name << "</bdi>";
  }
}

void BeginFolded(const Page& page, std::ostream& out) {
  if (page.folded) out << "<noscript>";
}

void EndFolded(const Page& page, std::ostream& out) {
  if (page.folded) out << "</noscript>";
}

}  // namespace twicetold
