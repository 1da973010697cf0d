#ifndef TWICETOLD_TESTS_REPORT_MADE_FINDINGS_H_
#define TWICETOLD_TESTS_REPORT_MADE_FINDINGS_H_

// Findings made by hand, with a little of everything that a report may meet.

#include <cstdint>
#include <string>

#include "twicetold/pipeline/findings.h"

namespace twicetold::testing {

// A place in the given document and line, with the text as its words.
inline FoundOccurrence MadePlace(uint32_t document, uint64_t line, const std::string& text) {
  FoundOccurrence place;
  place.document = document;
  place.place.begin = {.byte = 100 * line, .chars = 90 * line, .line = line, .column = 4};
  place.place.end = {
      .byte = 100 * line + 20, .chars = 90 * line + 19, .line = line + 2, .column = 12};
  place.first_paragraph = 2;
  place.last_paragraph = 3;
  place.text = text;
  place.words = 9;
  place.matched_words = 9;
  return place;
}

// One repeat of two places, lines 3 and 9 of a document called draft.txt.
inline Findings MadeFindings() {
  Findings findings;
  findings.documents.resize(1);
  findings.documents[0].name = "draft.txt";
  findings.documents[0].file = "draft.txt";
  findings.documents[0].format = "text";
  findings.documents[0].encoding = "utf-8";
  findings.documents[0].words = 200;
  findings.documents[0].repeated_words = 60;
  FoundRepeat repeat;
  repeat.id = "R1";
  repeat.fingerprint = "00112233aabbccdd";
  repeat.words = 9;
  repeat.occurrences = {MadePlace(0, 3, "the quay opens again"),
                        MadePlace(0, 9, "The quay opens again")};
  repeat.occurrences[0].representative = true;
  findings.repeats.push_back(repeat);
  findings.summary.documents = 1;
  findings.summary.words = 200;
  findings.summary.repeats = 1;
  findings.summary.told_again_words = 9;
  return findings;
}

// The same, with a quotation more that is left out on the word of `reason`.
inline Findings MadeFindingsWithSuppressed(const std::string& reason) {
  Findings findings = MadeFindings();
  FoundRepeat repeat = findings.repeats[0];
  repeat.id = "R2";
  repeat.fingerprint = "ffff2233aabbccdd";
  repeat.kind = Kind::kQuotation;
  findings.suppressed.push_back({repeat, reason});
  findings.summary.suppressed = 1;
  return findings;
}

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_REPORT_MADE_FINDINGS_H_
