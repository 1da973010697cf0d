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
            "none of it stands in quotation marks.\n"
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
  findings.summary.documents = 2;
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

TEST(WriteText, PlacesBeyondTheLimitAreCounted) {
  Findings findings = OneRepeat();
  for (uint64_t line = 20; line < 40; ++line) {
    findings.repeats[0].occurrences.push_back(Occurrence(0, line, "x"));
  }
  EXPECT_THAT(Text(findings),
              HasSubstr("    27 │ x\n  and 12 more places (--places 0 shows all)\n"));
  EXPECT_THAT(Text(findings, {.places = 0}), HasSubstr("    39 │ x\n\n"));
  EXPECT_THAT(Text(findings, {.places = 1}), HasSubstr("  and 20 more places"))
      << "one place would be no repeat";
}

TEST(WriteText, KindsSayWhyAndQuotationsWhose) {
  Findings findings = OneRepeat();
  findings.repeats[0].kind = Kind::kBoilerplate;
  findings.repeats[0].reason = "in 37 documents of one source";
  findings.repeats[0].occurrences[0].attribution.text = "the\x1b clerk said";
  const std::string text = Text(findings);
  EXPECT_THAT(text, HasSubstr("R1  boilerplate, 30 words, 2 places, the same words\n"
                              "    It is boilerplate: in 37 documents of one source.\n"));
  EXPECT_THAT(text, HasSubstr("laid to: the\xEF\xBF\xBD clerk said\n"));
}

TEST(WriteText, TypographyIsToldFromWords) {
  Findings findings = OneRepeat();
  findings.repeats[0].occurrences[1].differences.push_back(
      {.difference = DifferenceClass::kTypography, .here = {0, 1}, .there = {0, 1}});
  const std::string text = Text(findings);
  EXPECT_THAT(text, HasSubstr("2 places, the same words, punctuation or case differs\n"));
  EXPECT_THAT(text, Not(HasSubstr("{...}")));
}

TEST(WriteText, HeadsWrapToTheWidth) {
  Findings findings = OneRepeat();
  findings.repeats[0].kind = Kind::kScaffolding;
  findings.documents[0].name = "a/rather/long/name/of/a/draft.txt";
  const std::string text = Text(findings, {.width = 40});
  EXPECT_THAT(text, HasSubstr("R1  scaffolding, 30 words, 2 places, the\n    same words\n"));
  EXPECT_THAT(text, HasSubstr("  a/rather/long/name/of/a/draft.txt:3:4\n"
                              "      line 3, paragraph 2\n"));
}

TEST(WriteText, LeftOutIsCountedByReason) {
  Findings findings = OneRepeat();
  const FoundRepeat repeat = findings.repeats[0];
  findings.suppressed = {{repeat, "marked in the text"},
                         {repeat, "excluded kind quotation"},
                         {repeat, "excluded kind quotation"}};
  EXPECT_THAT(Text(findings, {.width = 200}),
              HasSubstr("Left out: 3 passages (2 excluded kind quotation, 1 marked in the text); "
                        "--format json lists them.\n"));
  EXPECT_THAT(Text(findings, {.width = 200, .places = 1}),
              HasSubstr("(2 excluded kind quotation and 1 more reason)"));
}

// Three documents of 200 words: the first two are a form letter, the third shares a little.
Findings Letters() {
  Findings findings = OneRepeat();
  findings.summary.documents = 3;
  findings.documents.resize(3, findings.documents[0]);
  findings.documents[1].name = "letter-2.txt";
  findings.documents[2].name = "other.txt";
  findings.documents[2].date = "2005-03-14T08:00:00Z";
  findings.families.push_back({.id = "F1",
                               .form_letter = true,
                               .representative = 0,
                               .members = {1},
                               .words = 180,
                               .least_coverage = 0.9,
                               .slots = {"Springfield", "$5,000"}});
  findings.relations = {{.document = 0,
                         .other = 1,
                         .shared_words = 180,
                         .other_shared_words = 180,
                         .longest_passage = 90,
                         .coverage = 0.9,
                         .other_coverage = 0.9,
                         .repeats = {}},
                        {.document = 0,
                         .other = 2,
                         .shared_words = 30,
                         .other_shared_words = 30,
                         .longest_passage = 30,
                         .coverage = 0.15,
                         .other_coverage = 0.003,
                         .repeats = {0}}};
  return findings;
}

TEST(WriteText, RelationsInsideAFamilyAreCountedOnly) {
  EXPECT_THAT(Text(Letters(), {.width = 200}),
              HasSubstr("Documents that share most\n"
                        "  draft.txt = other.txt (2005-03-14): 30 words, 15 % of the first and "
                        "under 1 % of the second, longest passage 30\n"
                        "  and 1 pair of documents inside the families below\n"));
}

TEST(WriteText, AgainstReferencesTheyAreRanked) {
  Findings findings = Letters();
  findings.families.clear();
  findings.summary.documents = 1;
  findings.summary.references = 9008;
  findings.documents[1].reference = findings.documents[2].reference = true;
  EXPECT_THAT(Text(findings), ::testing::StartsWith("draft.txt\n")) << "the one that is checked";
  EXPECT_THAT(Text(findings, {.width = 200}),
              HasSubstr("Shared with\n"
                        "  letter-2.txt: 180 words, 90 % of the text and 90 % of that one, longest "
                        "passage 90\n"
                        "  other.txt (2005-03-14): 30 words, 15 % of the text and under 1 % of "
                        "that one, longest passage 30\n"));
}

TEST(WriteText, FormLettersAreToldAsFamilies) {
  Findings findings = Letters();
  findings.repeats[0].family = "F1";
  const std::string text = Text(findings);
  EXPECT_THAT(text, HasSubstr("F1  Form letter: 2 documents share 180 words or so, the same but "
                              "for:\n    Springfield | $5,000\n    draft.txt, letter-2.txt\n"));
  EXPECT_THAT(text, Not(HasSubstr("R1  ")));
  EXPECT_THAT(text, HasSubstr("1 passage of the form letters above is not shown"));
  findings.families[0].form_letter = false;
  EXPECT_THAT(Text(findings), HasSubstr("R1  "));
}

TEST(WriteText, ManyClustersAreCounted) {
  Findings findings = OneRepeat();
  const Unit a{.name = "draft.txt#p2", .document = 0, .paragraph = 2, .line = 3};
  findings.clusters.resize(12, {.representative = a, .members = {a}, .least_resemblance = 0.9});
  EXPECT_THAT(Text(findings), HasSubstr("and 2 more groups of near-duplicates"));
}

TEST(WriteText, FilesThatWereNotReadAreCounted) {
  Findings findings = OneRepeat();
  findings.summary.files_of_other_kinds = 3;
  findings.summary.files_ignored = 2;
  findings.documents[0].notes = {"the date is not one"};
  const std::string text = Text(findings, {.width = 200});
  EXPECT_THAT(text, HasSubstr("Note: of the files in folders, 3 of other kinds were not read, nor "
                              "2 that ignore files or patterns leave out.\n"));
  EXPECT_THAT(text, HasSubstr("Note: draft.txt: the date is not one\n"));
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
