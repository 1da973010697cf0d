#include "twicetold/report/terminal.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

template <typename Result>
std::string Text(const Result& result, const TextStyle& style = {}) {
  std::ostringstream out;
  WriteText(result, style, out);
  return out.str();
}

FoundOccurrence Occurrence(uint32_t document, uint64_t line, const std::string& text) {
  FoundOccurrence occurrence;
  occurrence.document = document;
  occurrence.place.begin = {.line = line, .column = 4};
  occurrence.place.end = {.line = line, .column = 30};
  occurrence.first_paragraph = 2;
  occurrence.last_paragraph = 2;
  occurrence.text = text;
  return occurrence;
}

Findings OneRepeat() {
  Findings findings;
  findings.documents.resize(1);
  findings.documents[0].name = "draft.txt";
  findings.documents[0].words = 200;
  findings.documents[0].repeated_words = 60;
  FoundRepeat repeat;
  repeat.id = "R1";
  repeat.words = 30;
  repeat.occurrences = {Occurrence(0, 3, "a repeated text"), Occurrence(0, 9, "A repeated text")};
  findings.repeats.push_back(repeat);
  findings.summary.documents = 1;
  findings.summary.words = 200;
  findings.summary.repeats = 1;
  findings.summary.told_again_words = 30;
  return findings;
}

TEST(WriteText, OneDocumentWhole) {
  EXPECT_EQ(Text(OneRepeat()),
            "draft.txt\n"
            "1 passage stands more than once: 30 words are told again, 15 % of 200 words;\n"
            "none of it is quotation.\n"
            "\n"
            "R1  text, 30 words, 2 places, the same words\n"
            "  draft.txt:3:4  line 3, paragraph 2\n"
            "     3 │ a repeated text\n"
            "  draft.txt:9:4  line 9, paragraph 2\n"
            "     9 │ A repeated text\n"
            "\n");
}

TEST(WriteText, RangesQuotationsAndLikeness) {
  Findings findings = OneRepeat();
  FoundRepeat& repeat = findings.repeats[0];
  repeat.kind = Kind::kQuotation;
  repeat.identity = 0.9677;
  repeat.occurrences[0].place.end.line = 5;
  repeat.occurrences[0].last_paragraph = 3;
  repeat.occurrences[0].quoted = true;
  repeat.occurrences[1].edited = {Span{2, 10}};
  const std::string text = Text(findings);
  EXPECT_THAT(text, HasSubstr("R1  quotation, 30 words, 2 places, 96 % alike\n"));
  EXPECT_THAT(text, HasSubstr("draft.txt:3:4  line 3-5, paragraph 2-3, quoted\n"));
  EXPECT_THAT(text, HasSubstr("A {repeated} text\n"));
  EXPECT_THAT(text, HasSubstr("{...} differs between the places.\n"));
  EXPECT_THAT(Text(findings, {.colour = true}), Not(HasSubstr("{")));
}

TEST(WriteText, ManyDocumentsGetATable) {
  Findings findings = OneRepeat();
  findings.documents.resize(2);
  findings.documents[1].name = "other.txt";
  findings.documents[1].words = 1;
  const std::string text = Text(findings);
  EXPECT_THAT(text, HasSubstr("2 documents\n"));
  EXPECT_THAT(text, HasSubstr("  draft.txt: 60 of 200 words stand elsewhere too\n"));
  EXPECT_THAT(text, Not(HasSubstr("other.txt:")));
}

TEST(WriteText, ClustersAreToldInALine) {
  Findings findings = OneRepeat();
  const Unit p2{.name = "draft.txt#p2", .document = 0, .paragraph = 2, .line = 3};
  const Unit p6{.name = "draft.txt#p6", .document = 0, .paragraph = 6, .line = 11};
  findings.clusters.push_back({.representative = p2, .members = {p6}, .least_resemblance = 0.9996});
  EXPECT_THAT(Text(findings), HasSubstr("Nearly the same paragraphs: 2 (line 3) = 6 (line 11), "
                                        "resemblance 0.999\n"));
  findings.documents.resize(2);
  findings.documents[1].name = "b.txt";
  findings.clusters[0] = {
      .level = Level::kDocument,
      .representative = {.name = "draft.txt", .document = 0},
      .members = {{.name = "b.txt", .document = 1}, {.name = "c", .document = 2}},
      .least_resemblance = 1.0};
  EXPECT_THAT(Text(findings), HasSubstr("Nearly the same documents: draft.txt = b.txt = c, "
                                        "resemblance 1.000 or more\n"));
}

TEST(WriteText, NothingHeldBackOrRepairedIsSilent) {
  Findings findings = OneRepeat();
  EXPECT_THAT(Text(findings), Not(HasSubstr("Note:")));
  findings.documents[0].encoding = "windows-1252";
  findings.documents[0].encoding_guessed = true;
  findings.documents[0].repaired = 1;
  findings.skipped.push_back({"gone.txt", 0, absl::NotFoundError("no such file")});
  findings.summary.limits.hot_shingles = 2;
  findings.summary.limits.hot_buckets = 1;
  const std::string text = Text(findings, {.width = 200});
  EXPECT_THAT(text,
              HasSubstr("Note: draft.txt is read as windows-1252, a guess; --encoding settles "
                        "it.\n"));
  EXPECT_THAT(text, HasSubstr("Note: draft.txt holds 1 ill-formed sequence, read as U+FFFD.\n"));
  EXPECT_THAT(text, HasSubstr("Note: 1 input could not be read; the messages name them.\n"));
  EXPECT_THAT(text, HasSubstr("Note: 2 runs of words stood in so many places"));
  EXPECT_THAT(text, HasSubstr("Note: 1 bucket of look-alike"));
}

TEST(WriteText, NamesCannotSteerTheTerminal) {
  Findings findings = OneRepeat();
  findings.documents[0].name = "\x1b[2Jdraft.txt";
  EXPECT_THAT(Text(findings), Not(HasSubstr("\x1b")));
  EXPECT_THAT(Text(findings, {.colour = true}), Not(HasSubstr("\x1b[2J")));
}

TEST(WriteText, AComparisonGivesFiguresAndReasons) {
  Comparison comparison;
  comparison.findings = OneRepeat();
  comparison.findings.repeats.clear();
  comparison.findings.documents.resize(2);
  comparison.findings.documents[1].name = "b.txt";
  comparison.findings.documents[1].words = 1;
  comparison.overlap = {.shared = 57, .only_a = 43, .only_b = 0};
  comparison.coverage_of_a = 0.9996;
  comparison.explanation = {"Because."};
  const std::string text = Text(comparison);
  EXPECT_THAT(text, HasSubstr("a  draft.txt  200 words\nb  b.txt  1 word\n"));
  EXPECT_THAT(text, HasSubstr("resemblance        0.570   57 shared shingles, 43 only in a, 0 only "
                              "in b\n"));
  EXPECT_THAT(text, HasSubstr("coverage of a      0.999   "));
  EXPECT_THAT(text, HasSubstr("\nBecause.\n"));
}

TEST(WriteText, ARecipeTellsEachParameter) {
  const std::string text = Text(Recipe());
  for (const Parameter& parameter : Parameters()) {
    EXPECT_THAT(text, HasSubstr("\n" + std::string(parameter.name) + " = " +
                                parameter.get(Recipe()) + "  " + std::string(parameter.unit)));
  }
  EXPECT_THAT(text, HasSubstr("  1.00  1.000  ████████████████████████████████████████\n"));
}

}  // namespace
}  // namespace twicetold
