// Form letters are kept, differing words and spans are told, by whole runs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/dedup_run.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using testing::FreshFolder;
using ::testing::IsEmpty;
using testing::Job;
using testing::Json;
using testing::JsonLinesOf;
using testing::KeptIds;
using testing::MustRun;
using testing::OverlapOf;
using testing::ReadWhole;
using testing::Record;
using testing::Records;
using testing::TextsById;

// Words that can be said, each its own.
std::string MadeWord(uint64_t number, bool capital) {
  constexpr std::string_view kFirst = "bdfgklmnprstv";
  constexpr std::string_view kSecond = "aeiou";
  std::string word;
  do {
    word += kFirst[number % kFirst.size()];
    word += kSecond[number / kFirst.size() % kSecond.size()];
    number /= kFirst.size() * kSecond.size();
  } while (number > 0);
  if (capital) word[0] = static_cast<char>(word[0] - 'a' + 'A');
  return word;
}

struct Filling {
  std::string town;
  std::string amount;
};

// A letter of so many words; every 80th place holds the town, every 120th the amount.
std::string Letter(uint64_t template_number, const Filling& filling, size_t words = 410) {
  Random random(template_number);
  std::string text = "It is said that ";
  for (size_t i = 1; i <= words; ++i) {
    if (i % 120 == 0) {
      text += filling.amount + " ";
    } else if (i % 80 == 0) {
      text += filling.town + " ";
    } else {
      text += MadeWord(1000 + random.Below(3000), false) + " ";
    }
  }
  return text + "and so it will be.";
}

Job ProtectingJob() {
  Job job;
  job.options.protect = {true, true};
  return job;
}

TEST(ProtectTest, KeepsFormLettersAndJoinsCopies) {
  const FreshFolder folder;
  const std::string skarvik = Letter(1, {"Skarvik", "12,500"});
  folder.Write("in.jsonl", Record("a", skarvik) + Record("b", Letter(1, {"Holme", "9,250"})) +
                               Record("c", "May 3, 2005. " + skarvik + " Contact: Per, 555 0142") +
                               Record("d", Letter(1, {"Holme", "77"})) + Record("e", skarvik));
  Job job = ProtectingJob();
  job.options.protect = {};
  MustRun(job);
  EXPECT_THAT(KeptIds(), ElementsAre("a"));
  const DedupSummary summary = MustRun(ProtectingJob());
  EXPECT_THAT(KeptIds(), ElementsAre("a", "b", "d"));
  EXPECT_EQ(summary.exact, 1U);
  EXPECT_EQ(summary.near, 1U);
  EXPECT_GE(summary.protected_pairs, 3U);
  EXPECT_EQ(Json(ReadWhole("summary.json")).Number("/protected_pairs"), summary.protected_pairs);
  EXPECT_EQ(Json(ReadWhole("summary.json")).Text("/protect"), "numbers,names");
}

// Families of letters, each letter as several offices send it.
std::vector<std::string> MixedTexts(size_t families, uint64_t seed) {
  Random random(seed);
  std::vector<std::string> texts;
  for (size_t family = 0; family < families; ++family) {
    const size_t letters = 1 + random.Below(5);
    for (size_t letter = 0; letter < letters; ++letter) {
      const Filling filling = {MadeWord(5000 + random.Below(100000), true),
                               std::to_string(random.Below(100000))};
      const std::string text = Letter(family, filling);
      const size_t offices = 1 + random.Below(3);
      for (size_t office = 0; office < offices; ++office) {
        texts.push_back("Release of " + MadeWord(random.Below(1000000), true) + ". " + text +
                        " Call " + std::to_string(random.Below(10000)));
      }
    }
  }
  for (size_t i = texts.size(); i > 1; --i) std::swap(texts[i - 1], texts[random.Below(i)]);
  return texts;
}

// Whether one of the two makes the other superfluous, by the definition.
bool AreDuplicates(const std::string& a, const std::string& b) {
  if (OverlapOf(a, b).Resemblance() < 0.8) return false;
  const Words words_a = SplitWords(a, 0);
  const Words words_b = SplitWords(b, 0);
  return !JudgeFormLetter({a, words_a}, {b, words_b}, {true, true}).is_form_letter();
}

TEST(ProtectTest, BothLawsHoldOfWhatIsNotProtected) {
  const FreshFolder folder;
  const std::vector<std::string> texts = MixedTexts(24, 2);
  folder.Write("in.jsonl", Records(texts));
  std::map<std::string, std::string> by_id = TextsById("in.jsonl");
  std::vector<std::string> first;
  for (const bool all_pairs : {false, true}) {
    for (const int threads : {1, 5}) {
      for (const uint64_t memory : {uint64_t{4096}, uint64_t{64} << 20}) {
        Job job = ProtectingJob();
        job.options.exhaustive = memory > 4096;
        job.options.threads = threads;
        job.options.memory = memory;
        job.options.all_pairs = all_pairs;
        MustRun(job);
        const std::vector<Json> removed = JsonLinesOf("removed.jsonl");
        ASSERT_GT(removed.size(), 20U);
        const std::vector<std::string> kept = KeptIds();
        EXPECT_EQ(kept.size() + removed.size(), texts.size());
        for (const Json& line : removed) {
          EXPECT_TRUE(AreDuplicates(by_id[line.Text("/id")], by_id[line.Text("/kept")]));
        }
        if (first.empty()) first = kept;
        EXPECT_EQ(kept, first);
      }
    }
  }
  for (size_t a = 0; a < first.size(); ++a) {
    for (size_t b = 0; b < a; ++b) EXPECT_FALSE(AreDuplicates(by_id[first[a]], by_id[first[b]]));
  }
}

TEST(ProtectTest, WithPairsAllPairsAreTold) {
  const FreshFolder folder;
  const std::string letter = Letter(1, {"Skarvik", "12,500"});
  folder.Write("in.jsonl", Record("a", letter) + Record("b", "New. " + letter) +
                               Record("c", Letter(1, {"Holme", "9,250"})));
  Job job = ProtectingJob();
  job.options.all_pairs = true;
  EXPECT_EQ(MustRun(job).protected_pairs, 2U);
  const std::vector<Json> pairs = JsonLinesOf("pairs.jsonl");
  ASSERT_EQ(pairs.size(), 1U);
  EXPECT_EQ(pairs[0].Text("/b"), "b");
}

TEST(ProtectTest, AChainThroughAProtectedPairIsSaidToBeAChain) {
  // a and b are a form letter; c is alike to both, with as much else in it that neither is one.
  const FreshFolder folder;
  const std::string a = Letter(1, {"Skarvik", "12,500"});
  const std::string b = Letter(1, {"Skarvik", "9,250"});
  const std::string c = Letter(1, {"", ""});
  folder.Write("in.jsonl", Record("a", a) + Record("b", b) + Record("c", c));
  ASSERT_TRUE(!AreDuplicates(a, b) && AreDuplicates(a, c) && AreDuplicates(b, c));
  Job job = ProtectingJob();
  job.options.grouping = Grouping::kConnected;
  MustRun(job);
  std::map<std::string, std::string> reasons;
  for (const Json& line : JsonLinesOf("removed.jsonl"))
    reasons[line.Text("/id")] = line.Text("/reason");
  EXPECT_EQ(reasons, (std::map<std::string, std::string>{{"b", "connected"}, {"c", "near"}}));
  const std::vector<Json> clusters = JsonLinesOf("clusters.jsonl");
  ASSERT_EQ(clusters.size(), 1U);
  EXPECT_GE(clusters[0].Double("/weakest_link"), 0.8);
  EXPECT_LT(clusters[0].Double("/weakest_link"), 1.0);
  EXPECT_EQ(Json(ReadWhole("summary.json")).Double("/weakest_link"),
            clusters[0].Double("/weakest_link"));
}

TEST(DifferencesTest, AreToldWithTheSpansThatAreShared) {
  const FreshFolder folder;
  const std::string kept = Letter(1, {"Skarvik", "12,500"});
  const std::string gone = Letter(1, {"Holme", "9,250"});
  std::string copy = gone;  // the same words, other bytes
  copy.replace(copy.find(' '), 1, "  --  ");
  folder.Write("in.jsonl", Record("kept", kept) + Record("gone", gone) + Record("copy", copy) +
                               Record("same", kept));
  for (const uint64_t memory : {uint64_t{4096}, uint64_t{64} << 20}) {
    Job job = ProtectingJob();
    job.options.protect = {};
    job.options.memory = memory;
    job.options.differences = job.options.spans = true;
    MustRun(job);
    const std::vector<Json> removed = JsonLinesOf("removed.jsonl");
    ASSERT_EQ(removed.size(), 3U);
    for (const size_t r : {size_t{0}, size_t{1}}) {
      const std::string& text = removed[r].Text("/record/text");
      EXPECT_EQ(text, r == 0 ? gone : copy);
      size_t towns = 0;
      size_t amounts = 0;
      for (const Json& difference : removed[r].Items("/differences")) {
        const auto told = std::pair(difference.Text("/removed"), difference.Text("/kept"));
        if (told == std::pair<std::string, std::string>("Holme", "Skarvik")) ++towns;
        if (told == std::pair<std::string, std::string>("9,250", "12,500")) ++amounts;
      }
      EXPECT_EQ(towns, 4U);
      EXPECT_EQ(amounts, 3U);
      EXPECT_EQ(removed[r].Size("/differences"), 7U);
      ASSERT_EQ(removed[r].Size("/spans"), 8U);
      for (const Json& span : removed[r].Items("/spans")) {
        const auto slice = [&span](const std::string& of, const std::string& side) {
          const uint64_t begin = span.Number("/" + side + "/0");
          return of.substr(begin, span.Number("/" + side + "/1") - begin);
        };
        const std::string here = slice(text, "removed");
        const std::string there = slice(kept, "kept");
        EXPECT_EQ(SplitWords(here, 0).hashes(), SplitWords(there, 0).hashes());
        EXPECT_NE(here.front(), ' ');
        EXPECT_NE(here.back(), ' ');
      }
    }
    EXPECT_THAT(removed[2].Items("/differences"), IsEmpty());
  }
}

TEST(DifferencesTest, AreToldOfParagraphs) {
  const FreshFolder folder;
  const std::string kept = Letter(1, {"Skarvik", "12,500"}, 100);
  const std::string gone = Letter(1, {"Holme", "12,500"}, 100);
  folder.Write("in.jsonl",
               Record("a", "First.\\n\\n" + kept) + Record("b", "Second one.\\n\\n" + gone));
  Job job = ProtectingJob();
  job.options.protect = {};
  job.options.level = DedupLevel::kParagraph;
  job.options.recipe.threshold = 0.7;
  job.options.differences = job.options.spans = true;
  MustRun(job);
  const std::vector<Json> removed = JsonLinesOf("removed.jsonl");
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed[0].Text("/differences/0/removed"), "Holme");
  EXPECT_EQ(removed[0].Text("/differences/0/kept"), "Skarvik");
  EXPECT_EQ(removed[0].Number("/spans/0/removed/0"), removed[0].Number("/span/0"));
  EXPECT_EQ(removed[0].Number("/spans/0/kept/0"), removed[0].Number("/kept_span/0"));
  job.options.protect = {true, true};
  MustRun(job);
  EXPECT_THAT(JsonLinesOf("removed.jsonl"), IsEmpty());
}

}  // namespace
}  // namespace twicetold
