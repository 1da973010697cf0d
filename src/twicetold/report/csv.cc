#include "twicetold/report/csv.h"

#include <cstddef>
#include <ostream>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

std::string Cell(std::string_view text) {
  constexpr std::string_view kFormula = "=+-@\t\r'";
  std::string cell;
  if (!text.empty() && kFormula.find(text[0]) != std::string_view::npos) cell = "'";
  cell += text;
  if (cell.find_first_of(",\"\r\n") == std::string::npos) return cell;
  std::string quoted = "\"";
  for (const char byte : cell) {
    if (byte == '"') quoted.push_back('"');
    quoted.push_back(byte);
  }
  return quoted + "\"";
}

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
    const auto number = [](uint64_t value) { return std::to_string(value); };
    WriteRow({Cell(repeat.id),
              Cell(repeat.fingerprint),
              KindName(repeat.kind),
              Cell(repeat.family),
              Cell(suppressed),
              number(repeat.words),
              number(i + 1),
              number(repeat.occurrences.size()),
              Cell(document.name),
              Cell(document.date),
              document.reference ? "yes" : "no",
              number(place.begin.byte),
              number(place.end.byte),
              number(place.begin.line),
              number(place.end.line),
              number(place.begin.column),
              number(occurrence.first_paragraph),
              number(occurrence.matched_words),
              std::to_string(occurrence.identity),
              occurrence.quoted ? "yes" : "no",
              Cell(occurrence.attribution.text),
              Cell(occurrence.text)},
             out);
  }
}

}  // namespace

void WriteCsv(const Findings& findings, std::ostream& out) {
  WriteRow({"repeat",   "fingerprint", "kind",        "family", "suppressed", "words",
            "place",    "places",      "document",    "date",   "reference",  "begin_byte",
            "end_byte", "first_line",  "last_line",   "column", "paragraph",  "matched_words",
            "identity", "quoted",      "attribution", "text"},
           out);
  for (const FoundRepeat& repeat : findings.repeats) WriteRepeat(repeat, "", findings, out);
  for (const SuppressedRepeat& suppressed : findings.suppressed) {
    WriteRepeat(suppressed.repeat, suppressed.reason, findings, out);
  }
}

}  // namespace twicetold
