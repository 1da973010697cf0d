#include "twicetold/report/markdown_report.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <sstream>
#include <string>

#include "absl/status/status.h"
#include "tests/report/made_findings.h"
#include "twicetold/pipeline/findings.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using testing::MadeFindings;
using testing::MadeFindingsWithSuppressed;
using testing::MadePlace;
using ::testing::Not;

std::string Markdown(const Findings& findings, const MarkdownOptions& options = {}) {
  std::ostringstream out;
  WriteMarkdown(findings, options, out);
  return out.str();
}

// How a place with this text is written.
std::string Written(const std::string& text) {
  Findings findings = MadeFindings();
  findings.repeats[0].occurrences[0].text = text;
  const std::string markdown = Markdown(findings);
  const std::string head = "- **draft.txt:3**: ";
  const size_t begin = markdown.find(head);
  EXPECT_NE(begin, std::string::npos);
  const size_t end = markdown.find('\n', begin);
  return markdown.substr(begin + head.size(), end - begin - head.size());
}

TEST(WriteMarkdown, OneRepeatWhole) {
  Findings findings = MadeFindings();
  findings.repeats[0].identity = 0.9;
  findings.repeats[0].occurrences[1].edited = {Span{4, 8}};
  findings.repeats[0].occurrences[1].quoted = true;
  findings.repeats[0].occurrences[1].attribution.text = "the clerk said";
  EXPECT_EQ(Markdown(findings),
            "## Text told twice\n"
            "\n"
            "1 passage stands more than once: 9 words are told again, 5 % of 200 words; none of it "
            "stands in quotation marks.\n"
            "\n"
            "### R1: 9 words, 2 places, text, 90 % alike\n"
            "\n"
            "- **draft.txt:3**: the quay opens again\n"
            "- **draft.txt:9** (quoted), laid to “the clerk said”: The **quay** opens again\n"
            "\n");
}

TEST(WriteMarkdown, NothingFoundIsTheVerdictAlone) {
  EXPECT_THAT(Markdown(Findings()), HasSubstr("Nothing stands twice"));
  EXPECT_THAT(Markdown(Findings()), Not(HasSubstr("###")));
}

TEST(WriteMarkdown, TextCannotBecomeMarkup) {
  EXPECT_EQ(Written("*a* _b_ `c` [d](e) <b> ~~f~~ a|b \\"),
            "\\*a\\* \\_b\\_ \\`c\\` \\[d\\](e) \\<b\\> \\~\\~<!-- -->f\\~\\~ a\\|b \\\\");
  EXPECT_EQ(Written("&amp; $x$ # a"), "\\&amp; \\$x\\$ \\# a");
  EXPECT_EQ(Written("two\n\n  lines\n- and a list"), "two lines - and a list");
}

TEST(WriteMarkdown, TextCannotBecomeALinkAMentionOrAReference) {
  EXPECT_EQ(Written("http://example.org and WWW.example.org"),
            "http:\\//example.org and WWW\\.example.org");
  EXPECT_EQ(Written("@desk a@b.org"), "@<!-- -->desk a@<!-- -->b.org");
  EXPECT_EQ(Written("#12 !34 &5 $6 ~bug %\"next\""),
            "\\#<!-- -->12 !<!-- -->34 \\&<!-- -->5 \\$<!-- -->6 \\~<!-- -->bug %<!-- -->\"next\"");
  EXPECT_EQ(Written("at 10:30 yes :+1: so"), "at 10:30 yes :<!-- -->+1: so");
  EXPECT_EQ(Written("20 % of it! #a"), "20 % of it! \\#a") << "signs alone stay as they are";
}

TEST(WriteMarkdown, NamesAreEscapedToo) {
  Findings findings = MadeFindings();
  findings.documents[0].name = "my_<draft>*.txt";
  EXPECT_THAT(Markdown(findings), HasSubstr("- **my\\_\\<draft\\>\\*.txt:3**: "));
}

TEST(WriteMarkdown, ManyRepeatsAreFoldedAway) {
  Findings findings = MadeFindings();
  findings.repeats.resize(12, findings.repeats[0]);
  const std::string markdown = Markdown(findings);
  EXPECT_THAT(markdown, HasSubstr("<details>\n<summary>2 more</summary>\n\n### R1"));
  EXPECT_THAT(markdown, HasSubstr("\n\n</details>\n"));
  findings.repeats.resize(10);
  EXPECT_THAT(Markdown(findings), Not(HasSubstr("<details>")));
}

TEST(WriteMarkdown, ManyPlacesAreCounted) {
  Findings findings = MadeFindings();
  for (uint64_t line = 20; line < 40; ++line) {
    findings.repeats[0].occurrences.push_back(MadePlace(0, line, "x"));
  }
  EXPECT_THAT(Markdown(findings), HasSubstr("**draft.txt:27**: x\n- and 12 more places\n"));
  EXPECT_THAT(Markdown(findings, {.places = 0}), HasSubstr("**draft.txt:39**"));
}

TEST(WriteMarkdown, FormLettersAreToldWithTheirFamily) {
  Findings findings = MadeFindings();
  findings.documents.resize(2);
  findings.documents[1].name = "letter-2.txt";
  findings.repeats[0].family = "F1";
  findings.families.push_back({.id = "F1",
                               .form_letter = true,
                               .representative = 0,
                               .members = {1},
                               .words = 180,
                               .least_coverage = 0.9,
                               .slots = {"Springfield", "$5,000"}});
  const std::string markdown = Markdown(findings);
  EXPECT_THAT(markdown, HasSubstr("- F1, a form letter: 2 documents share 180 words or so: "
                                  "draft.txt, letter-2.txt; the same but for: Springfield, "
                                  "\\$<!-- -->5,000.\n"));
  EXPECT_THAT(markdown, HasSubstr("1 passage of the form letters above is not shown one by one"));
  EXPECT_THAT(markdown, Not(HasSubstr("### R1")));
  findings.families[0].form_letter = false;
  EXPECT_THAT(Markdown(findings), HasSubstr("### R1"));
}

TEST(WriteMarkdown, RelationsLeftOutAndTrouble) {
  Findings findings = MadeFindingsWithSuppressed("excluded kind quotation");
  findings.documents.resize(2);
  findings.documents[1].name = "old|story.txt";
  findings.documents[1].date = "2005-03-14T08:00:00Z";
  findings.relations.push_back({.document = 0,
                                .other = 1,
                                .shared_words = 31,
                                .other_shared_words = 30,
                                .longest_passage = 20,
                                .coverage = 0.155,
                                .other_coverage = 0.5,
                                .repeats = {0}});
  findings.skipped.push_back({"gone.txt", 0, absl::NotFoundError("no such file")});
  findings.summary.limits.hot_buckets = 1;
  const std::string markdown = Markdown(findings);
  EXPECT_THAT(
      markdown,
      HasSubstr("\n| draft.txt | old\\|story.txt | 2005-03-14 | 31 | 0.155 | 0.500 | 20 |\n"));
  EXPECT_THAT(markdown, HasSubstr("Left out: 1 passage (1 excluded kind quotation).\n"));
  EXPECT_THAT(markdown, HasSubstr("- Not read: gone.txt: no such file\n"));
  EXPECT_THAT(markdown, HasSubstr("- Note: 1 bucket of look-alike"));
}

}  // namespace
}  // namespace twicetold
