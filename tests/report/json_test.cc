#include "twicetold/report/json.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <set>
#include <sstream>
#include <string>
#include <vector>

#include "absl/status/status.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::Contains;
using ::testing::ElementsAre;
using testing::Json;
using ::testing::Not;

// One of everything, with figures that can't be mistaken for each other.
Findings OneOfEach() {
  Findings findings;
  DocumentFinding document;
  document.name = "a \"b\".txt";
  document.format = "text";
  document.encoding = "latin-1";
  document.encoding_guessed = true;
  document.repaired = 2;
  document.words = 100;
  document.paragraphs = 7;
  document.repeated_words = 40;
  document.told_again_words = 20;
  document.told_again_quoted_words = 10;
  document.shared_words = 9;
  document.shared_quoted_words = 8;
  findings.documents.push_back(document);
  document.name = "old.txt";
  document.date = "2005-03-14";
  document.source = "Archive";
  document.reference = true;
  document.notes = {"odd"};
  findings.documents.push_back(document);
  FoundOccurrence first;
  first.place.begin = {.byte = 11, .chars = 12, .utf16 = 13, .line = 14, .column = 15};
  first.place.end = {.byte = 21, .chars = 22, .utf16 = 23, .line = 24, .column = 25};
  first.first_paragraph = 3;
  first.last_paragraph = 4;
  first.text = "one it said two";
  first.words = 4;
  first.matched_words = 2;
  first.identity = 0.5;
  first.quoted = true;
  first.edited = {Span{4, 11}};
  FoundOccurrence second = first;
  second.representative = true;
  second.edited.clear();
  first.differences = {{DifferenceClass::kInserted, Span{4, 11}, Span{3, 3}}};
  first.attribution.text = "it said";
  first.attribution.place = first.place;
  FoundRepeat repeat;
  repeat.id = "R1";
  repeat.fingerprint = "0123456789abcdef";
  repeat.kind = Kind::kQuotation;
  repeat.words = 2;
  repeat.identity = 0.5;
  repeat.occurrences = {first, second};
  findings.repeats.push_back(repeat);
  repeat.id = "R2";
  repeat.kind = Kind::kBoilerplate;
  repeat.reason = "in 9 documents of one source";
  repeat.family = "F1";
  findings.suppressed.push_back({repeat, "excluded kind"});
  FoundRelation relation;
  relation.other = 1;
  relation.shared_words = 30;
  relation.other_shared_words = 31;
  relation.longest_passage = 29;
  relation.coverage = 0.75;
  relation.other_coverage = 0.25;
  relation.repeats = {0};
  findings.relations.push_back(relation);
  FoundFamily family;
  family.id = "F1";
  family.form_letter = true;
  family.members = {1};
  family.words = 77;
  family.least_coverage = 0.5;
  family.slots = {"Springfield", "$5"};
  findings.families.push_back(family);
  const Unit p2{.name = "a#p2", .document = 0, .paragraph = 2, .line = 5};
  const Unit p6{.name = "a#p6", .document = 0, .paragraph = 6, .line = 9};
  findings.pairs.push_back({.a = p2, .b = p6, .overlap = {.shared = 6, .only_a = 2, .only_b = 0}});
  findings.clusters.push_back({.representative = p2, .members = {p6}, .least_resemblance = 0.75});
  findings.skipped.push_back({"gone.txt", 0, absl::NotFoundError("no such file")});
  findings.skipped.push_back({"b.jsonl", 8, absl::InvalidArgumentError("bad")});
  findings.summary.documents = 1;
  findings.summary.words = 100;
  findings.summary.repeats = 1;
  findings.summary.told_again_words = 20;
  findings.summary.limits.hot_buckets = 3;
  return findings;
}

Json Written(const Findings& findings) {
  std::ostringstream out;
  WriteJson(findings, out);
  return Json(out.str());
}

TEST(WriteJson, EachFigureIsInItsField) {
  const Json json = Written(OneOfEach());
  const Json& document = json.At("/documents/0");
  EXPECT_EQ(document.Without({}),
            "{name:'a \"b\".txt',format:'text',encoding:'latin-1',encoding_guessed:true,repaired:2,"
            "reference:false,words:100,paragraphs:7,repeated_words:40,told_again_words:20,"
            "told_again_quoted_words:10,shared_words:9,shared_quoted_words:8,notes:[],}");
  EXPECT_EQ(json.Text("/documents/1/date"), "2005-03-14");
  EXPECT_EQ(json.Text("/documents/1/source"), "Archive");
  EXPECT_EQ(json.Text("/documents/1/notes/0"), "odd");
  EXPECT_EQ(json.At("/repeats/0/occurrences/0").Without({}),
            "{document:'a \"b\".txt',span:{bytes:[11,21,],chars:[12,22,],utf16:[13,23,],"
            "lines:[14,24,],columns:[15,25,],},paragraphs:[3,4,],text:'one it said two',words:4,"
            "matched_words:2,identity:0.5,quoted:true,marked:false,representative:false,"
            "differing:['it said',],differences:[{class:'inserted',here:'it said',there:'',},],"
            "attribution:{text:'it said',span:{bytes:[11,21,],chars:[12,22,],utf16:[13,23,],"
            "lines:[14,24,],columns:[15,25,],},},}");
  EXPECT_EQ(json.Text("/suppressed/0/suppressed_because"), "excluded kind");
  EXPECT_EQ(json.Text("/suppressed/0/reason"), "in 9 documents of one source");
  EXPECT_EQ(json.Text("/suppressed/0/family"), "F1");
  EXPECT_EQ(json.At("/relations/0").Without({}),
            "{document:'a \"b\".txt',other:'old.txt',shared_words:30,other_shared_words:31,"
            "longest_passage:29,coverage:0.75,other_coverage:0.25,repeats:['R1',],}");
  EXPECT_EQ(json.At("/families/0").Without({}),
            "{id:'F1',form_letter:true,representative:'a \"b\".txt',members:['old.txt',],words:77,"
            "least_coverage:0.5,slots:['Springfield','$5',],}");
  EXPECT_TRUE(json.Bool("/repeats/0/occurrences/1/representative"));
  EXPECT_EQ(json.Size("/repeats/0/occurrences/1/differing"), 0U);
  EXPECT_EQ(json.At("/pairs/0").Without({}),
            "{level:'paragraph',a:'a#p2',b:'a#p6',resemblance:0.75,containment_a:0.75,"
            "containment_b:1,shared_shingles:6,}");
  EXPECT_EQ(json.At("/clusters/0").Without({}),
            "{level:'paragraph',representative:'a#p2',members:['a#p6',],least_resemblance:0.75,}");
  EXPECT_EQ(json.At("/summary/limits").Without({}),
            "{hot_shingles:0,ungrown_seeds:0,hot_buckets:3,untold_relations:0,sketched_paragraphs:"
            "false,sketched_"
            "documents:false,}");
  EXPECT_EQ(json.Double("/summary/share"), 0.2);
}

TEST(WriteJson, ALineIsWrittenOnlyForARecord) {
  const Json json = Written(OneOfEach());
  EXPECT_THAT(json.Keys("/skipped/0"), ElementsAre("name", "reason"));
  EXPECT_THAT(json.Keys("/skipped/1"), ElementsAre("name", "line", "reason"));
  EXPECT_EQ(json.Text("/skipped/0/reason"), "no such file");
}

TEST(WriteJson, EmptyFindingsHaveAllTheirLists) {
  const Json json = Written(Findings());
  for (const char* const list : {"/documents", "/repeats", "/suppressed", "/relations", "/families",
                                 "/pairs", "/clusters", "/skipped"}) {
    EXPECT_EQ(json.Size(list), 0U) << list;
  }
}

TEST(WriteJsonLines, OneOfEachInOrder) {
  std::ostringstream out;
  WriteJsonLines(OneOfEach(), out);
  std::istringstream lines(out.str());
  std::vector<std::string> types;
  for (std::string line; std::getline(lines, line);) types.push_back(Json(line).Text("/type"));
  EXPECT_THAT(types,
              ElementsAre("recipe", "document", "document", "repeat", "suppressed", "relation",
                          "family", "pair", "cluster", "skipped", "skipped", "summary"));
}

TEST(WriteJson, AComparisonHoldsItsFindings) {
  Comparison comparison;
  comparison.findings = OneOfEach();
  comparison.findings.documents.push_back(comparison.findings.documents[0]);
  comparison.findings.documents[1].name = "b.txt";
  comparison.overlap = {.shared = 1, .only_a = 1, .only_b = 3};
  comparison.coverage_of_a = 0.25;
  comparison.coverage_of_b = 0.125;
  comparison.equal_bands = 5;
  comparison.explanation = {"First.", "Second."};
  std::ostringstream out;
  WriteJson(comparison, out);
  const Json json(out.str());
  EXPECT_EQ(json.Text("/schema"), "twicetold.comparison/1");
  EXPECT_EQ(json.Text("/b"), "b.txt");
  EXPECT_EQ(json.Double("/resemblance"), 0.2);
  EXPECT_EQ(json.Double("/containment_a"), 0.5);
  EXPECT_EQ(json.Double("/containment_b"), 0.25);
  EXPECT_EQ(json.Double("/coverage_a"), 0.25);
  EXPECT_EQ(json.Double("/coverage_b"), 0.125);
  EXPECT_EQ(json.Number("/sketch/equal_bands"), 5U);
  EXPECT_EQ(json.Text("/explanation/1"), "Second.");
  EXPECT_THAT(json.Keys("/findings"), Not(Contains("schema")));
  EXPECT_EQ(json.Size("/findings/repeats"), 1U);
}

// The first cells of the tables of docs/findings.md: `name`, or `a`, `b`.
std::set<std::string> DocumentedKeys() {
  std::set<std::string> keys;
  std::istringstream lines(testing::ReadWhole(testing::SourceTree("docs/findings.md")));
  for (std::string line; std::getline(lines, line);) {
    if (!line.starts_with("| `")) continue;
    const std::string cell = line.substr(2, line.find(" |", 2) - 2);
    for (size_t at = 0; (at = cell.find('`', at)) != std::string::npos;) {
      const size_t end = cell.find('`', at + 1);
      keys.insert(cell.substr(at + 1, end - at - 1));
      at = end + 1;
    }
  }
  return keys;
}

TEST(FindingsDocument, NamesEveryFieldAndNoOther) {
  Comparison comparison;
  comparison.findings = OneOfEach();
  std::ostringstream out;
  WriteJson(comparison, out);
  std::ostringstream recipe;
  WriteJson(Recipe(), recipe);
  std::ostringstream lines;
  WriteJsonLines(OneOfEach(), lines);
  std::set<std::string> keys;
  Json(out.str()).CollectKeys(keys);
  Json(recipe.str()).CollectKeys(keys);
  std::istringstream read(lines.str());
  for (std::string line; std::getline(read, line);) Json(line).CollectKeys(keys);
  EXPECT_EQ(DocumentedKeys(), keys);
}

TEST(WriteJson, ARecipeHasEveryParameterInOrder) {
  std::ostringstream out;
  WriteJson(Recipe(), out);
  const Json json(out.str());
  std::vector<std::string> names;
  for (const Parameter& parameter : Parameters()) names.emplace_back(parameter.name);
  EXPECT_EQ(json.Keys("/parameters"), names);
  EXPECT_EQ(json.Text("/fingerprint"), Recipe().Fingerprint());
  EXPECT_EQ(json.Text("/parameters/sketch"), "one-permutation");
  EXPECT_EQ(json.Double("/parameters/threshold"), 0.8);
  EXPECT_EQ(json.Number("/band_plan/bands"), Recipe().Plan().bands);
}

}  // namespace
}  // namespace twicetold
