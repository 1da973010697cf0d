#include "twicetold/report/csv.h"

#include <algorithm>
#include <array>
#include <charconv>
#include <cstddef>
#include <cstdint>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/pipeline/findings.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr std::array kColumns = {
    "repeat",         "fingerprint",   "kind",      "reason",      "family",
    "suppressed",     "words",         "place",     "places",      "document",
    "file",           "date",          "reference", "begin_byte",  "end_byte",
    "line",           "column",        "last_line", "last_column", "first_paragraph",
    "last_paragraph", "matched_words", "identity",  "quoted",      "marked",
    "attribution",    "text"};

bool IsControl(char32_t c) {
  return (c < 0x20 && c != '\t' && c != '\n' && c != '\r') || (c >= 0x7F && c < 0xA0);
}

// What makes a spreadsheet look for a formula, and the apostrophe that keeps it from doing so.
bool NeedsApostrophe(std::string_view text) {
  constexpr std::array<std::string_view, 12> kBegins = {"=",  "+", "-",  "@",  "\t", "\r",
                                                        "\n", "'", "＝", "＋", "－", "＠"};
  return std::any_of(kBegins.begin(), kBegins.end(),
                     [text](std::string_view begin) { return text.starts_with(begin); });
}

std::string Text(std::string_view text) {
  std::string cell = NeedsApostrophe(text) ? "\"'" : "\"";
  for (size_t i = 0; i < text.size();) {
    const Utf8Character character = ReadUtf8(text, i);
    if (!character.valid || IsControl(character.code_point)) {
      AppendUtf8(kReplacementCharacter, &cell);
    } else {
      if (character.code_point == '"') cell.push_back('"');
      cell.append(text.substr(i, character.length));
    }
    i += character.length;
  }
  return cell + "\"";
}

std::string Number(uint64_t value) { return std::to_string(value); }

// The fewest digits that read back as the same double, whatever the locale.
std::string Number(double value) {
  std::array<char, 32> buffer{};
  const auto written = std::to_chars(buffer.data(), buffer.data() + buffer.size(), value);
  return {buffer.data(), written.ptr};
}

std::string YesNo(bool value) { return value ? "yes" : "no"; }

void WriteRow(const std::vector<std::string>& cells, std::ostream& out) {
  for (size_t i = 0; i < cells.size(); ++i) out << (i == 0 ? "" : ",") << cells[i];
  out << "\r\n";
}

void WriteRepeat(const FoundRepeat& repeat, std::string_view suppressed, const Findings& findings,
                 std::ostream& out) {
  for (size_t i = 0; i < repeat.occurrences.size(); ++i) {
    const FoundOccurrence& occurrence = repeat.occurrences[i];
    const DocumentFinding& document = findings.documents[occurrence.document];
    const Place& place = occurrence.place;
    WriteRow({Text(repeat.id),
              Text(repeat.fingerprint),
              Text(KindName(repeat.kind)),
              Text(repeat.reason),
              Text(repeat.family),
              Text(suppressed),
              Number(repeat.words),
              Number(uint64_t{i + 1}),
              Number(uint64_t{repeat.occurrences.size()}),
              Text(document.name),
              Text(document.file),
              Text(document.date),
              YesNo(document.reference),
              Number(place.begin.byte),
              Number(place.end.byte),
              Number(place.begin.line),
              Number(place.begin.column),
              Number(place.end.line),
              Number(place.end.column),
              Number(occurrence.first_paragraph),
              Number(occurrence.last_paragraph),
              Number(occurrence.matched_words),
              Number(occurrence.identity),
              YesNo(occurrence.quoted),
              YesNo(occurrence.marked),
              Text(occurrence.attribution.text),
              Text(occurrence.text)},
             out);
  }
}

}  // namespace

void WriteCsv(const Findings& findings, std::ostream& out) {
  WriteRow(std::vector<std::string>(kColumns.begin(), kColumns.end()), out);
  for (const FoundRepeat& repeat : findings.repeats) WriteRepeat(repeat, "", findings, out);
  for (const SuppressedRepeat& suppressed : findings.suppressed) {
    WriteRepeat(suppressed.repeat, suppressed.reason, findings, out);
  }
}

}  // namespace twicetold
