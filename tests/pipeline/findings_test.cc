#include "twicetold/pipeline/findings.h"

#include <gtest/gtest.h>

#include <cstdint>
#include <string>

namespace twicetold {
namespace {

struct Figures {
  uint64_t documents = 1;
  uint64_t words = 0;
  uint64_t repeats = 0;
  uint64_t told_again = 0;
  uint64_t quoted = 0;
};

std::string VerdictOf(const Figures& figures) {
  Findings findings;
  findings.summary.documents = figures.documents;
  findings.summary.words = figures.words;
  findings.summary.repeats = figures.repeats;
  findings.summary.told_again_words = figures.told_again;
  findings.summary.told_again_quoted_words = figures.quoted;
  return Verdict(findings);
}

TEST(Verdict, NothingRepeated) {
  EXPECT_EQ(VerdictOf({.words = 344}),
            "Nothing stands twice: no passage of 8 words or more is repeated in 344 words.");
  EXPECT_EQ(VerdictOf({.words = 1}),
            "Nothing stands twice: no passage of 8 words or more is repeated in 1 word.");
  EXPECT_EQ(VerdictOf({.documents = 0}),
            "Nothing stands twice: no passage of 8 words or more is repeated in 0 words in 0 "
            "documents.");
  EXPECT_EQ(VerdictOf({.documents = 3, .words = 90}),
            "Nothing stands twice: no passage of 8 words or more is repeated in 90 words in 3 "
            "documents.");
}

TEST(Verdict, ThePassageLengthIsTheRecipes) {
  Findings findings;
  findings.recipe.passages.min_words = 1;
  findings.summary.documents = 1;
  EXPECT_EQ(Verdict(findings),
            "Nothing stands twice: no passage of 1 word or more is repeated in 0 words.");
}

TEST(Verdict, OneAndMany) {
  EXPECT_EQ(VerdictOf({.words = 100, .repeats = 1, .told_again = 1}),
            "1 passage stands more than once: 1 word is told again, 1 % of 100 words; none of it "
            "stands in quotation marks.");
  EXPECT_EQ(VerdictOf({.documents = 2, .words = 100, .repeats = 2, .told_again = 30, .quoted = 30}),
            "2 passages stand more than once: 30 words are told again, 30 % of 100 words in 2 "
            "documents; all of it stands in quotation marks.");
  EXPECT_EQ(VerdictOf({.words = 200, .repeats = 2, .told_again = 30, .quoted = 10}),
            "2 passages stand more than once: 30 words are told again, 15 % of 200 words; 10 of "
            "them (33 %) stand in quotation marks.");
}

TEST(Verdict, SharesNearTheEndsAreNotRoundedToThem) {
  EXPECT_EQ(VerdictOf({.words = 10'000, .repeats = 1, .told_again = 9, .quoted = 1}),
            "1 passage stands more than once: 9 words are told again, under 1 % of 10000 words; 1 "
            "of them (11 %) stand in quotation marks.");
  EXPECT_EQ(VerdictOf({.words = 1000, .repeats = 1, .told_again = 999, .quoted = 998}),
            "1 passage stands more than once: 999 words are told again, over 99 % of 1000 words; "
            "998 of them (over 99 %) stand in quotation marks.");
  EXPECT_EQ(VerdictOf({.words = 10, .repeats = 1, .told_again = 10}),
            "1 passage stands more than once: 10 words are told again, 100 % of 10 words; none of "
            "it stands in quotation marks.");
}

// A draft of 614 words whose first repeat stands in `sharing` of 9,008 references.
Findings AgainstReferences(uint32_t sharing, uint64_t shared_words) {
  Findings findings;
  findings.summary.documents = 1;
  findings.summary.words = 614;
  findings.summary.references = 9008;
  findings.summary.shared_words = shared_words;
  findings.documents.resize(1 + sharing);
  if (sharing == 0) return findings;
  FoundRepeat repeat;
  repeat.occurrences.resize(1 + sharing);
  for (uint32_t d = 1; d <= sharing; ++d) {
    findings.documents[d].reference = true;
    repeat.occurrences[d].document = d;
  }
  findings.repeats = {repeat, repeat};
  findings.summary.repeats = 2;
  return findings;
}

TEST(Verdict, AgainstReferences) {
  Findings findings = AgainstReferences(5, 212);
  EXPECT_EQ(Verdict(findings),
            "212 words, 35 % of 614 words, stand in 5 of 9008 references too; none of it stands "
            "in quotation marks.");
  findings.summary.shared_quoted_words = 53;
  EXPECT_EQ(Verdict(findings),
            "212 words, 35 % of 614 words, stand in 5 of 9008 references too; 53 of them (25 %) "
            "stand in quotation marks.");
  EXPECT_EQ(Verdict(AgainstReferences(0, 0)),
            "No passage of 8 words or more of 614 words stands in any of 9008 references.");
}

TEST(Verdict, AgainstReferencesAndInItself) {
  Findings findings = AgainstReferences(1, 1);
  findings.summary.told_again_words = 20;
  EXPECT_EQ(Verdict(findings),
            "1 word, under 1 % of 614 words, stands in 1 of 9008 references too; none of it stands "
            "in quotation marks. 20 words are told again in the text itself, 3 % of it; none of it "
            "stands in quotation marks.");
}

TEST(Verdict, WhatIsLeftOutIsSaid) {
  Findings findings;
  findings.summary.documents = 1;
  findings.summary.words = 344;
  findings.summary.suppressed = 1;
  EXPECT_EQ(Verdict(findings),
            "Nothing stands twice: no passage of 8 words or more is repeated in 344 words. 1 "
            "passage is left out.");
  findings = AgainstReferences(0, 0);
  findings.summary.suppressed = 3;
  EXPECT_EQ(Verdict(findings),
            "No passage of 8 words or more of 614 words stands in any of 9008 references. 3 "
            "passages are left out.");
}

TEST(Summary, ShareOfNoWordsIsZero) {
  Summary summary;
  EXPECT_EQ(summary.share(), 0.0);
  summary.words = 4;
  summary.told_again_words = 1;
  EXPECT_EQ(summary.share(), 0.25);
}

TEST(Findings, NamesOfKindsAndLevels) {
  EXPECT_EQ(KindName(Kind::kText), "text");
  EXPECT_EQ(KindName(Kind::kQuotation), "quotation");
  EXPECT_EQ(LevelName(Level::kParagraph), "paragraph");
  EXPECT_EQ(LevelName(Level::kDocument), "document");
}

TEST(Place, BytesAreHalfOpen) {
  const Place place{.begin = {.byte = 3}, .end = {.byte = 9}};
  EXPECT_EQ(place.bytes(), (Span{3, 9}));
}

}  // namespace
}  // namespace twicetold
