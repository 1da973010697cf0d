#include "twicetold/report/html.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/memory_source.h"
#include "tests/support/program.h"
#include "twicetold/base/span.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::HasSubstr;
using ::testing::Not;

std::string Html(const Findings& findings, const HtmlOptions& options = {}) {
  std::ostringstream out;
  WriteHtml(findings, options, out);
  return out.str();
}

size_t Count(std::string_view text, std::string_view part) {
  size_t count = 0;
  for (size_t at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
    ++count;
  }
  return count;
}

// What is wrong with the nesting of elements; empty when every one is closed where it must be.
// What stands in <style> and <script> is no markup.
std::string Trouble(std::string_view html) {
  static const std::set<std::string, std::less<>> kVoid = {"meta", "input", "!DOCTYPE"};
  std::vector<std::string> open;
  for (size_t at = html.find('<'); at != std::string_view::npos; at = html.find('<', at)) {
    const size_t end = html.find('>', at);
    if (end == std::string_view::npos) return "a tag without an end";
    const bool closes = html[at + 1] == '/';
    const size_t begin = at + (closes ? 2 : 1);
    const std::string name(html.substr(begin, html.find_first_of(" >", begin) - begin));
    at = end;
    if (closes) {
      if (open.empty() || open.back() != name) return "</" + name + "> closes nothing";
      open.pop_back();
    } else if (kVoid.find(name) == kVoid.end()) {
      open.push_back(name);
      if (name == "style" || name == "script") at = html.find("</" + name, end);
    }
  }
  return open.empty() ? "" : "<" + open.back() + "> stays open";
}

// The values of all id attributes.
std::vector<std::string> Ids(std::string_view html) {
  std::vector<std::string> ids;
  constexpr std::string_view kId = " id=\"";
  for (size_t at = html.find(kId); at != std::string_view::npos; at = html.find(kId, at + 1)) {
    const size_t begin = at + kId.size();
    ids.emplace_back(html.substr(begin, html.find('"', begin) - begin));
  }
  return ids;
}

Findings Checked(const std::vector<testing::MemoryFile>& files) {
  testing::MemorySource source(files);
  auto findings = Check(source, Recipe(), 1);
  EXPECT_TRUE(findings.ok()) << findings.status();
  return *std::move(findings);
}

FoundOccurrence Place(const DocumentFinding& document, Span bytes) {
  FoundOccurrence place;
  place.in_text = bytes;
  place.text = document.text.substr(bytes.begin, bytes.size());
  place.first_paragraph = 1;
  place.last_paragraph = 1;
  return place;
}

// One document, and a repeat for each list of byte spans of it.
Findings Made(const std::string& text, const std::vector<std::vector<Span>>& repeats) {
  Findings findings;
  DocumentFinding document;
  document.name = "draft.txt";
  document.text = text;
  document.paragraph_spans = {Span{0, text.size()}};
  document.words = 9;
  findings.documents = {document};
  for (const auto& spans : repeats) {
    FoundRepeat repeat;
    repeat.id = "R" + std::to_string(findings.repeats.size() + 1);
    repeat.words = 3;
    for (const Span& span : spans) repeat.occurrences.push_back(Place(document, span));
    repeat.occurrences.front().representative = true;
    findings.repeats.push_back(repeat);
  }
  findings.summary.documents = 1;
  findings.summary.repeats = repeats.size();
  return findings;
}

TEST(WriteHtml, ARealPageIsWellFormedAndTellsTheVerdict) {
  const Findings findings =
      Checked({{"story.txt", testing::ReadWhole(testing::SourceTree("samples/harbour-story.txt"))},
               {"city.txt", testing::ReadWhole(testing::SourceTree("samples/wire-city.txt"))},
               {"coast.txt", testing::ReadWhole(testing::SourceTree("samples/wire-coast.txt"))}});
  const std::string html = Html(findings);
  EXPECT_EQ(Trouble(html), "");
  EXPECT_THAT(html, HasSubstr("<h1>" + Verdict(findings) + "</h1>"));
  EXPECT_EQ(Html(findings), html);
  std::vector<std::string> ids = Ids(html);
  std::sort(ids.begin(), ids.end());
  EXPECT_EQ(std::adjacent_find(ids.begin(), ids.end()), ids.end()) << "an id stands twice";
  // A badge in the text for every place.
  size_t places = 0;
  for (const FoundRepeat& repeat : findings.repeats) places += repeat.occurrences.size();
  EXPECT_EQ(Count(html, "<a class=\"badge "), places);
}

TEST(WriteHtml, NothingFoundIsAPageToo) {
  const std::string html = Html(Findings());
  EXPECT_EQ(Trouble(html), "");
  EXPECT_THAT(html, Not(HasSubstr("<mark")));
  EXPECT_THAT(html, HasSubstr("{\"documents\":[],\"kinds\":[\"text\",\"quotation\",\"boilerplate\","
                              "\"scaffolding\"],\"repeats\":[]}"));
}

TEST(WriteHtml, WhatADocumentHoldsIsTextEverywhere) {
  const std::string evil = "</script><script>alert(1)</script>--><img src=x>\"'&\x01\xFF";
  Findings findings = Made(evil + evil, {{{0, evil.size()}, {evil.size(), 2 * evil.size()}}});
  findings.documents[0].name = evil;
  findings.documents[0].notes = {evil};
  findings.repeats[0].reason = evil;
  findings.repeats[0].occurrences[0].attribution.text = evil;
  findings.suppressed.push_back({findings.repeats[0], evil});
  findings.skipped.push_back({evil, 3, absl::NotFoundError("no such file")});
  FoundFamily family;
  family.form_letter = true;
  family.slots = {evil};
  findings.families.push_back(family);
  const std::string html = Html(findings);
  EXPECT_EQ(Trouble(html), "");
  EXPECT_EQ(Count(html, "<script"), 2U);
  EXPECT_EQ(Count(html, "<img"), 0U);
  EXPECT_EQ(Count(html, "-->"), 0U);
  EXPECT_EQ(Count(html, "\x01"), 0U);
  EXPECT_THAT(html, HasSubstr("&lt;/script&gt;&lt;script&gt;alert(1)&lt;/script&gt;--&gt;&lt;img "
                              "src=x&gt;&quot;&#39;&amp;\xEF\xBF\xBD\xEF\xBF\xBD"));
}

TEST(WriteHtml, OverlappingPlacesAreCutWhereOneBeginsOrEnds) {
  // R1 at [0, 6) and [12, 14), R2 at [3, 9) and [14, 16).
  const std::string html = Html(Made("aaabbbcccdddeeff", {{{0, 6}, {12, 14}}, {{3, 9}, {14, 16}}}));
  EXPECT_EQ(Trouble(html), "");
  EXPECT_THAT(html, HasSubstr("<mark class=\"text first\" data-places=\"1-1\">aaa</mark>"));
  EXPECT_THAT(html,
              HasSubstr("<mark class=\"text first several\" data-places=\"2-1 1-1\">bbb</mark>"
                        "<mark class=\"text first\" data-places=\"2-1\">ccc</mark>ddd"));
  EXPECT_THAT(html, HasSubstr("<mark class=\"text\" data-places=\"1-2\">ee</mark>"));
}

TEST(WriteHtml, ParagraphsStayParagraphs) {
  Findings findings = Made("one two\n\nthree four", {{{4, 14}, {15, 19}}});
  findings.documents[0].paragraph_spans = {{0, 7}, {9, 19}};
  const std::string html = Html(findings);
  EXPECT_THAT(html, HasSubstr("<mark class=\"text first\" data-places=\"1-1\">two</mark></p>\n"
                              "<p dir=\"auto\" id=\"d1p2\"><mark class=\"text first\" "
                              "data-places=\"1-1\">three</mark>"));
  EXPECT_THAT(html, HasSubstr("<p dir=\"auto\">two\n\n</p>\n<p dir=\"auto\">three</p>"));
}

TEST(WriteHtml, DifferencesAreMarkedByClassOnBothSides) {
  Findings findings = Made("it was red now it is", {{{0, 10}, {11, 20}}});
  FoundOccurrence& other = findings.repeats[0].occurrences[1];
  other.differences = {
      {.difference = DifferenceClass::kReplaced, .here = {0, 3}, .there = {0, 2}},
      {.difference = DifferenceClass::kDeleted, .here = {6, 6}, .there = {3, 6}},
      {.difference = DifferenceClass::kInserted, .here = {7, 9}, .there = {6, 6}},
  };
  const std::string html = Html(findings);
  EXPECT_EQ(Trouble(html), "");
  EXPECT_THAT(html, HasSubstr("<mark class=\"replaced\" title=\"elsewhere: it\">now</mark>"));
  EXPECT_THAT(html, HasSubstr("<mark class=\"replaced\" title=\"elsewhere: now\">it</mark>"));
  EXPECT_EQ(Count(html, ">was</del>"), 1U);
  EXPECT_EQ(Count(html, ">was</ins>"), 1U);
  EXPECT_EQ(Count(html, ">is</del>"), 1U);
  EXPECT_EQ(Count(html, ">is</ins>"), 1U);
}

TEST(WriteHtml, AReferenceIsToldButNotShown) {
  Findings findings = Made("aaa bbb", {{{0, 3}, {4, 7}}});
  DocumentFinding reference;
  reference.name = "archive.txt";
  reference.reference = true;
  reference.date = "2026-03-01";
  findings.documents.push_back(reference);
  FoundOccurrence& place = findings.repeats[0].occurrences[1];
  place.document = 1;
  findings.summary.references = 1;
  findings.relations.push_back({.document = 0,
                                .other = 1,
                                .shared_words = 3,
                                .coverage = 0.5,
                                .other_coverage = 1.0,
                                .repeats = {0}});
  const std::string html = Html(findings);
  EXPECT_EQ(Trouble(html), "");
  EXPECT_EQ(Count(html, "<details class=\"document\""), 1U);
  EXPECT_THAT(html, HasSubstr("reference, 2026-03-01"));
  EXPECT_THAT(html, HasSubstr("<td class=\"number\">50 %</td><td class=\"number\">100 %</td>"));
  EXPECT_THAT(html, Not(HasSubstr("href=\"#r1-2\"")));
}

TEST(WriteHtml, WhatWasLeftOutOrHeldBackIsSaid) {
  Findings findings = Made("aaa bbb", {{{0, 3}, {4, 7}}});
  findings.suppressed = {{findings.repeats[0], "excluded kind"},
                         {findings.repeats[0], "excluded kind"},
                         {findings.repeats[0], "marked in the text"}};
  findings.summary.limits.hot_shingles = 2;
  findings.skipped.push_back({"gone.txt", 0, absl::NotFoundError("no such file")});
  findings.clusters.push_back(
      {.level = Level::kParagraph,
       .representative = {.name = "draft.txt#p1", .paragraph = 1, .line = 1},
       .members = {{.name = "draft.txt#p1", .paragraph = 1, .line = 1}},
       .least_resemblance = 0.9});
  const std::string html = Html(findings);
  EXPECT_EQ(Trouble(html), "");
  EXPECT_THAT(html, HasSubstr("<h3>excluded kind</h3> (2)"));
  EXPECT_THAT(html, HasSubstr("<h3>marked in the text</h3> (1)"));
  EXPECT_THAT(html, HasSubstr("2 runs of words stood in so many places"));
  EXPECT_THAT(html, HasSubstr("<bdi>gone.txt</bdi>: no such file"));
  EXPECT_THAT(html, HasSubstr("<a href=\"#d1p1\">paragraph 1 (line 1)</a>"));
  EXPECT_THAT(html, HasSubstr(Recipe().Fingerprint()));
}

TEST(WriteHtml, TextsOfAnyDirectionSayTheirOwn) {
  const std::string text = "שלום עולם";
  const std::string html = Html(Made(text, {{{0, 8}, {9, text.size()}}}));
  EXPECT_THAT(html, HasSubstr("<p dir=\"auto\" id=\"d1p1\"><a class=\"badge text\" dir=\"ltr\""));
  EXPECT_THAT(html, HasSubstr("data-places=\"1-1\">שלום</mark>"));
}

TEST(WriteHtml, ALargePageIsFoldedAndLosesNothing) {
  const Findings findings = Made("aaa bbb", {{{0, 3}, {4, 7}}});
  const std::string folded = Html(findings, {.places_drawn = 1});
  EXPECT_EQ(Trouble(folded), "");
  EXPECT_EQ(Count(folded, "<noscript>"), 2U);  // the text, and the passage
  EXPECT_EQ(Count(Html(findings), "<noscript>"), 0U);
  EXPECT_EQ(Count(folded, "<article"), Count(Html(findings), "<article"));
}

}  // namespace
}  // namespace twicetold
