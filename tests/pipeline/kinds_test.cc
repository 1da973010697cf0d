#include "twicetold/pipeline/kinds.h"

#include <gtest/gtest.h>

#include <string>
#include <utility>
#include <vector>

#include "tests/support/memory_source.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using testing::MemoryFile;
using testing::MemorySource;

// Words that no other document has, made of `number`.
std::string OwnWords(size_t number) {
  std::string text;
  for (int i = 0; i < 60; ++i) {
    text += "w" + std::to_string(number) + "x" + std::to_string(i) + (i % 10 == 9 ? ". " : " ");
  }
  return text;
}

const char* const kSignOff = "Questions about this notice are answered by the office of the mill";

// `count` documents of `folder` with the sign-off in the middle, or at the foot.
std::vector<MemoryFile> Releases(const std::string& folder, size_t count, bool at_foot) {
  std::vector<MemoryFile> files;
  for (size_t i = 0; i < count; ++i) {
    const size_t number = 2 * i + 1000 * folder.size();
    files.push_back(MemoryFile{
        folder + "/" + std::to_string(i) + ".txt",
        OwnWords(number) + kSignOff + ". " + (at_foot ? std::string() : OwnWords(number + 1))});
  }
  return files;
}

FoundRepeat OnlyRepeat(const std::vector<MemoryFile>& files, const Recipe& recipe = {}) {
  MemorySource source(files);
  const auto findings = Check(source, recipe, 1);
  EXPECT_TRUE(findings.ok());
  EXPECT_EQ(findings->repeats.size(), 1U);
  return findings->repeats.empty() ? FoundRepeat{} : findings->repeats.front();
}

TEST(KindsTest, WhatManyDocumentsOfOneFolderHaveIsBoilerplate) {
  const FoundRepeat repeat = OnlyRepeat(Releases("mill", 8, false));
  EXPECT_EQ(repeat.kind, Kind::kBoilerplate);
  EXPECT_EQ(repeat.reason, "in 8 documents of mill");
  EXPECT_EQ(OnlyRepeat(Releases("mill", 7, false)).kind, Kind::kText);
}

TEST(KindsTest, HalfAsManyAreEnoughAtTheFoot) {
  const FoundRepeat repeat = OnlyRepeat(Releases("mill", 4, true));
  EXPECT_EQ(repeat.kind, Kind::kBoilerplate);
  EXPECT_EQ(repeat.reason, "at the head or foot of 4 documents of mill");
  EXPECT_EQ(OnlyRepeat(Releases("mill", 3, true)).kind, Kind::kText);
}

TEST(KindsTest, DocumentsOfSeveralSourcesDoNotAddUp) {
  std::vector<MemoryFile> files = Releases("mill", 5, false);
  for (MemoryFile& file : Releases("harbour", 5, false)) files.push_back(std::move(file));
  EXPECT_EQ(OnlyRepeat(files).kind, Kind::kText);
}

TEST(KindsTest, TheRecipeSaysHowManyAndHowLong) {
  Recipe recipe;
  recipe.boilerplate_documents = 0;
  EXPECT_EQ(OnlyRepeat(Releases("mill", 9, true), recipe).kind, Kind::kText);
  recipe.boilerplate_documents = 3;
  EXPECT_EQ(OnlyRepeat(Releases("mill", 3, false), recipe).kind, Kind::kBoilerplate);
  recipe.boilerplate_words = 11;  // the sign-off has 12
  EXPECT_EQ(OnlyRepeat(Releases("mill", 9, true), recipe).kind, Kind::kText);
}

TEST(KindsTest, AWholeDocumentToldAgainIsNoBoilerplate) {
  std::vector<MemoryFile> files;
  for (int i = 0; i < 9; ++i) {
    files.push_back(MemoryFile{"mill/" + std::to_string(i) + ".txt", std::string(kSignOff) + "."});
  }
  EXPECT_EQ(OnlyRepeat(files).kind, Kind::kText);
}

TEST(KindsTest, AQuotationOfManyDocumentsIsAQuotation) {
  std::vector<MemoryFile> files = Releases("mill", 9, false);
  for (MemoryFile& file : files) {
    // What leads in differs, so that only the quotation repeats.
    file.bytes.insert(file.bytes.find(kSignOff), "Miller" + file.name.substr(5, 1) + ": “");
    file.bytes.insert(file.bytes.find("mill. ") + 5, "”");
  }
  EXPECT_EQ(OnlyRepeat(files).kind, Kind::kQuotation);
}

TEST(KindsTest, RowsOfATableAreScaffolding) {
  const FoundRepeat repeat =
      OnlyRepeat({{"a.md",
                   "| Station | Opened | Platforms |\n| --- | --- | --- |\n"
                   "| Alder Green by the Mill | 1891 | two and a siding |\n"
                   "| Birch Lane | 1904 | one |\n"
                   "| Alder Green by the Mill | 1891 | two and a siding |\n"}});
  EXPECT_EQ(repeat.kind, Kind::kScaffolding);
  EXPECT_EQ(repeat.reason, "rows of a table at every place");
}

TEST(KindsTest, ItemsAtOnePlaceAndProseAtTheOtherAreText) {
  const std::string list = "- rope of ten metres\n- a storm lamp\n- two dry blankets\n";
  const FoundRepeat items =
      OnlyRepeat({{"a.txt", list}, {"b.txt", "Bring what follows to the boat.\n\n" + list}});
  EXPECT_EQ(items.kind, Kind::kScaffolding);
  EXPECT_EQ(items.reason, "items of a list at every place");
  const FoundRepeat mixed = OnlyRepeat(
      {{"a.txt", list},
       {"b.txt", "Bring rope of ten metres, a storm lamp, two dry blankets to the boat."}});
  EXPECT_EQ(mixed.kind, Kind::kText);
  EXPECT_EQ(mixed.reason, "");
}

// Eight documents of one source, told apart from those without one.
Findings CheckSources(size_t checked) {
  Corpus corpus;
  const std::vector<MemoryFile> files = Releases("x", 9, false);
  MemorySource source(files);
  corpus = Read(source);
  for (Document& document : corpus.documents) document.metadata.source = "Mill";
  corpus.checked = checked;
  const Recipe recipe;
  const std::vector<Prepared> prepared = Segment(corpus, recipe, 1);
  const WordSequence words = JoinWords(prepared);
  Results results;
  results.repeats =
      MergeIntoRepeats(FindRepeatedText(words, recipe, PairScope::kEverywhere).passages);
  return Report(std::move(corpus), prepared, words, std::move(results), recipe);
}

TEST(KindsTest, TheReasonNamesTheSource) {
  EXPECT_EQ(CheckSources(9).repeats.at(0).reason, "in 9 documents of Mill");
}

TEST(KindsTest, WithReferencesItIsLearnedFromThemAlone) {
  EXPECT_EQ(CheckSources(1).repeats.at(0).reason, "in 8 documents of Mill");
  EXPECT_EQ(CheckSources(2).repeats.at(0).kind, Kind::kText);
}

}  // namespace
}  // namespace twicetold
