#include "twicetold/pipeline/references.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <tuple>
#include <vector>

#include "gmock/gmock.h"
#include "gtest/gtest.h"
#include "tests/support/memory_source.h"
#include "twicetold/base/random.h"
#include "twicetold/match/alignment.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/passage.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/pipeline/findings.h"
#include "twicetold/pipeline/run.h"
#include "twicetold/pipeline/stages.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using ::testing::IsEmpty;
using testing::MemoryFile;
using testing::MemorySource;
using ::testing::SizeIs;

// A passage: document and reference, and its runs from the begin of each.
struct Told {
  size_t document;
  size_t reference;
  std::vector<std::tuple<uint64_t, uint64_t, uint32_t>> runs;
  friend auto operator<=>(const Told&, const Told&) = default;
  friend bool operator==(const Told&, const Told&) = default;
};

Told Tell(const Alignment& passage, const WordSequence& words, size_t checked) {
  const size_t a = words.DocumentOf(passage.runs.front().a);
  const size_t b = words.DocumentOf(passage.runs.front().b);
  Told told{a, b - checked, {}};
  for (const ExactRun& run : passage.runs) {
    told.runs.emplace_back(run.a - words.document_range(a).begin,
                           run.b - words.document_range(b).begin, run.size);
  }
  return told;
}

// All documents searched together, and of what is found what the references have in it.
std::vector<Told> Together(const std::vector<MemoryFile>& checked,
                           const std::vector<MemoryFile>& references) {
  std::vector<MemoryFile> all = checked;
  all.insert(all.end(), references.begin(), references.end());
  MemorySource source(all);
  const Corpus corpus = Read(source);
  const WordSequence words = JoinWords(Segment(corpus, Recipe(), 1));
  std::vector<Told> told;
  for (const Alignment& passage :
       FindRepeatedText(words, Recipe(), PairScope::kAcrossDocuments).passages) {
    if (words.DocumentOf(passage.runs.front().a) >= checked.size()) continue;
    if (words.DocumentOf(passage.runs.front().b) < checked.size()) continue;
    told.push_back(Tell(passage, words, checked.size()));
  }
  std::sort(told.begin(), told.end());
  return told;
}

std::vector<Told> Streamed(const std::vector<MemoryFile>& checked,
                           const std::vector<MemoryFile>& references, int threads,
                           uint64_t batch_bytes) {
  MemorySource source(checked);
  Corpus corpus = Read(source);
  std::vector<Prepared> prepared = Segment(corpus, Recipe(), threads);
  MemorySource archive(references);
  ReferenceMatches matches = MatchReferences(corpus, prepared, archive, DateRange(), Recipe(),
                                             threads, nullptr, batch_bytes);
  EXPECT_EQ(matches.references, references.size());
  // Which reference is which, by name.
  std::vector<size_t> numbers;
  for (const ReferenceMatch& match : matches.matches) {
    const auto named = std::find_if(references.begin(), references.end(), [&](const auto& file) {
      return file.name == match.document.name;
    });
    numbers.push_back(static_cast<size_t>(named - references.begin()));
  }
  const std::vector<Alignment> passages =
      AppendReferences(std::move(matches), Recipe(), threads, corpus, prepared);
  const WordSequence words = JoinWords(prepared);
  std::vector<Told> told;
  for (const Alignment& passage : passages) {
    told.push_back(Tell(passage, words, checked.size()));
    told.back().reference = numbers[told.back().reference];
  }
  std::sort(told.begin(), told.end());
  return told;
}

// Documents of words from a small vocabulary that copy stretches of each other, some words changed.
std::vector<MemoryFile> Made(Random& random, const std::string& name, size_t count,
                             std::vector<std::string>& pool) {
  std::vector<MemoryFile> files;
  for (size_t d = 0; d < count; ++d) {
    std::string text;
    for (int piece = 0; piece < 12; ++piece) {
      if (!pool.empty() && random.Below(3) == 0) {
        text += pool[random.Below(pool.size())];
        continue;
      }
      std::string fresh;
      for (int w = 0; w < 14; ++w) {
        fresh += "w" + std::to_string(random.Below(random.Below(4) == 0 ? 20 : 3000)) + " ";
      }
      text += fresh;
      pool.push_back(fresh);
    }
    files.push_back({name + std::to_string(d) + ".txt", text});
  }
  return files;
}

TEST(ReferencesTest, SamePassagesAsAllTogetherForAnyBatchesAndThreads) {
  size_t passages = 0;
  for (uint64_t seed = 1; seed <= 6; ++seed) {
    Random random(seed);
    std::vector<std::string> pool;
    const std::vector<MemoryFile> checked = Made(random, "draft", 3, pool);
    const std::vector<MemoryFile> references = Made(random, "old", 40, pool);
    const std::vector<Told> expected = Together(checked, references);
    passages += expected.size();
    for (const uint64_t batch_bytes : {1U, 5'000U, 1'000'000U}) {
      for (const int threads : {1, 4}) {
        EXPECT_EQ(Streamed(checked, references, threads, batch_bytes), expected)
            << "seed " << seed << ", batches of " << batch_bytes << ", threads " << threads;
      }
    }
  }
  EXPECT_GT(passages, 100U);
}

constexpr char kShared[] =
    "The harbour master said on Monday that the old quay would be closed to all ships until "
    "spring.";

Findings Checked(const std::vector<MemoryFile>& checked, const std::vector<MemoryFile>& references,
                 const DateRange& dates = {}, const ReadOptions& options = {}) {
  MemorySource source(checked, options);
  MemorySource archive(references, options);
  CheckOptions check;
  check.references = &archive;
  check.dates = dates;
  return *Check(source, Recipe(), 1, check);
}

TEST(ReferencesTest, ADraftIsToldWithTheStoriesThatHaveItsWords) {
  const std::string text = kShared;
  const Findings findings =
      Checked({{"draft.txt", "New: " + text + " More is to come."}},
              {{"a.txt", "Something else."}, {"b.txt", "Long ago. " + text}, {"c.txt", ""}});
  ASSERT_THAT(findings.repeats, SizeIs(1));
  ASSERT_THAT(findings.documents, SizeIs(2));
  EXPECT_FALSE(findings.documents[0].reference);
  EXPECT_TRUE(findings.documents[1].reference);
  EXPECT_EQ(findings.documents[1].name, "b.txt");
  ASSERT_THAT(findings.relations, SizeIs(1));
  EXPECT_EQ(findings.relations[0].shared_words, 18U);
  EXPECT_EQ(findings.summary.documents, 1U);
  EXPECT_EQ(findings.summary.references, 3U);
  EXPECT_EQ(findings.summary.shared_words, 18U);
  EXPECT_EQ(findings.summary.told_again_words, 0U);
}

TEST(ReferencesTest, WhatRepeatsAmongReferencesOnlyIsNotLookedFor) {
  const Findings findings = Checked({{"draft.txt", "A draft of its own words."}},
                                    {{"a.txt", kShared}, {"b.txt", kShared}});
  EXPECT_THAT(findings.repeats, IsEmpty());
  EXPECT_THAT(findings.documents, SizeIs(1));
}

TEST(ReferencesTest, TheDraftItselfIsNoReference) {
  const Findings findings =
      Checked({{"draft.txt", kShared}}, {{"draft.txt", kShared}, {"other.txt", "Nothing."}});
  EXPECT_THAT(findings.repeats, IsEmpty());
  EXPECT_EQ(findings.summary.references_left_out, 1U);
}

TEST(ReferencesTest, NoDraftsNoPassages) {
  EXPECT_THAT(Checked({}, {{"a.txt", kShared}}).repeats, IsEmpty());
  EXPECT_THAT(Checked({{"empty.txt", ""}}, {{"a.txt", kShared}}).repeats, IsEmpty());
}

std::string Record(const std::string& id, const std::string& more) {
  return R"({"id":")" + id + R"(","text":")" + kShared + "\"" + more + "}\n";
}

std::vector<std::string> NamesOfReferences(const Findings& findings) {
  std::vector<std::string> names;
  for (const DocumentFinding& document : findings.documents) {
    if (document.reference) names.push_back(document.name);
  }
  return names;
}

TEST(ReferencesTest, DatesSayWhichCount) {
  const std::vector<MemoryFile> archive = {
      {"old.jsonl", Record("1", R"(,"date":"2004-12-31")") +
                        Record("2", R"(,"date":"2005-01-01")") +
                        Record("3", R"(,"date":"2006-02-28T10:00:00Z")") + Record("4", "")}};
  const std::vector<MemoryFile> draft = {{"draft.txt", kShared}};
  EXPECT_THAT(NamesOfReferences(Checked(draft, archive)),
              ElementsAre("old.jsonl#1", "old.jsonl#2", "old.jsonl#3", "old.jsonl#4"));
  const Findings since = Checked(draft, archive, {"2005", ""});
  EXPECT_THAT(NamesOfReferences(since), ElementsAre("old.jsonl#2", "old.jsonl#3"));
  EXPECT_EQ(since.summary.references_left_out, 2U);
  EXPECT_THAT(NamesOfReferences(Checked(draft, archive, {"", "2005-01"})),
              ElementsAre("old.jsonl#1", "old.jsonl#2"));
  EXPECT_THAT(NamesOfReferences(Checked(draft, archive, {"2005-01-02", "2006-02-28"})),
              ElementsAre("old.jsonl#3"));
}

TEST(ReferencesTest, VersionsOfOneSeriesAreNotHeldAgainstEachOther) {
  ReadOptions options;
  options.series_field = "story";
  const Findings findings =
      Checked({{"draft.jsonl", Record("now", R"(,"story":"quay")")}},
              {{"old.jsonl", Record("1", R"(,"story":"quay")") + Record("2", R"(,"story":"sea")")}},
              {}, options);
  EXPECT_THAT(NamesOfReferences(findings), ElementsAre("old.jsonl#2"));
  EXPECT_EQ(findings.summary.references_left_out, 1U);
}

}  // namespace
}  // namespace twicetold
