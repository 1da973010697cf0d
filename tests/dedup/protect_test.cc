// Form letters are kept, differing words and spans are told, by whole runs.

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <utility>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/dedup/dedup.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/match/form_letter.h"
#include "twicetold/match/overlap.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using ::testing::ElementsAre;
using testing::FreshFolder;
using ::testing::IsEmpty;
using testing::Json;
using testing::ReadWhole;

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

std::string Record(const std::string& id, const std::string& text) {
  return "{\"id\":\"" + id + "\",\"text\":\"" + text + "\"}\n";
}

DedupOptions Options() {
  DedupOptions options;
  options.recipe = *Recipe::FromPreset("corpus");
  options.memory = uint64_t{64} << 20;
  options.protect = {true, true};
  return options;
}

DedupSummary MustRun(const DedupOptions& options) {
  DedupInputs inputs({"in.jsonl"}, {}, ReadOptions(), false);
  const auto work = WorkDir::Open("work", *PlanOf(inputs, options), false);
  EXPECT_TRUE(work.ok()) << work.status();
  DedupOutputs outputs;
  outputs.kept = "kept.jsonl";
  outputs.removed = "removed.jsonl";
  outputs.clusters = "clusters.jsonl";
  outputs.summary = "summary.json";
  if (options.all_pairs) outputs.pairs = "pairs.jsonl";
  const auto summary = Deduplicate(inputs, options, outputs, **work, nullptr, nullptr);
  EXPECT_TRUE(summary.ok()) << summary.status();
  return *summary;
}

std::vector<Json> LinesOf(const std::string& path) {
  std::vector<Json> lines;
  std::istringstream in(ReadWhole(path));
  for (std::string line; std::getline(in, line);) lines.emplace_back(line);
  return lines;
}

std::vector<std::string> Kept() {
  std::vector<std::string> ids;
  for (const Json& line : LinesOf("kept.jsonl")) ids.push_back(line.Text("/id"));
  return ids;
}

TEST(ProtectTest, KeepsFormLettersAndJoinsCopies) {
  const FreshFolder folder;
  const std::string skarvik = Letter(1, {"Skarvik", "12,500"});
  folder.Write("in.jsonl", Record("a", skarvik) + Record("b", Letter(1, {"Holme", "9,250"})) +
                               Record("c", "May 3, 2005. " + skarvik + " Contact: Per, 555 0142") +
                               Record("d", Letter(1, {"Holme", "77"})) + Record("e", skarvik));
  DedupOptions options = Options();
  options.protect = {};
  MustRun(options);
  EXPECT_THAT(Kept(), ElementsAre("a"));
  const DedupSummary summary = MustRun(Options());
  EXPECT_THAT(Kept(), ElementsAre("a", "b", "d"));
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
  const Words words_a = SplitWords(a, 0);
  const Words words_b = SplitWords(b, 0);
  const auto set = [](const Words& words) {
    return DistinctShingles(ShingleWords(words.hashes(), 5));
  };
  if (CountOverlap(set(words_a), set(words_b)).Resemblance() < 0.8) return false;
  return !JudgeFormLetter({a, words_a}, {b, words_b}, {true, true}).is_form_letter();
}

TEST(ProtectTest, BothLawsHoldOfWhatIsNotProtected) {
  const FreshFolder folder;
  const std::vector<std::string> texts = MixedTexts(24, 2);
  std::string records;
  std::map<std::string, std::string> by_id;
  for (size_t i = 0; i < texts.size(); ++i) {
    const std::string id = "d" + std::to_string(i);
    records += Record(id, texts[i]);
    by_id[id] = texts[i];
  }
  folder.Write("in.jsonl", records);
  std::vector<std::string> first;
  for (const bool all_pairs : {false, true}) {
    for (const int threads : {1, 5}) {
      for (const uint64_t memory : {uint64_t{4096}, uint64_t{64} << 20}) {
        DedupOptions options = Options();
        options.exhaustive = memory > 4096;
        options.threads = threads;
        options.memory = memory;
        options.all_pairs = all_pairs;
        MustRun(options);
        const std::vector<Json> removed = LinesOf("removed.jsonl");
        ASSERT_GT(removed.size(), 20U);
        const std::vector<std::string> kept = Kept();
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
  DedupOptions options = Options();
  options.all_pairs = true;
  EXPECT_EQ(MustRun(options).protected_pairs, 2U);
  const std::vector<Json> pairs = LinesOf("pairs.jsonl");
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
  DedupOptions options = Options();
  options.grouping = Grouping::kConnected;
  MustRun(options);
  std::map<std::string, std::string> reasons;
  for (const Json& line : LinesOf("removed.jsonl"))
    reasons[line.Text("/id")] = line.Text("/reason");
  EXPECT_EQ(reasons, (std::map<std::string, std::string>{{"b", "connected"}, {"c", "near"}}));
  const std::vector<Json> clusters = LinesOf("clusters.jsonl");
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
    DedupOptions options = Options();
    options.protect = {};
    options.memory = memory;
    options.differences = options.spans = true;
    MustRun(options);
    const std::vector<Json> removed = LinesOf("removed.jsonl");
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
  DedupOptions options = Options();
  options.protect = {};
  options.level = DedupLevel::kParagraph;
  options.recipe.threshold = 0.7;
  options.differences = options.spans = true;
  MustRun(options);
  const std::vector<Json> removed = LinesOf("removed.jsonl");
  ASSERT_EQ(removed.size(), 1U);
  EXPECT_EQ(removed[0].Text("/differences/0/removed"), "Holme");
  EXPECT_EQ(removed[0].Text("/differences/0/kept"), "Skarvik");
  EXPECT_EQ(removed[0].Number("/spans/0/removed/0"), removed[0].Number("/span/0"));
  EXPECT_EQ(removed[0].Number("/spans/0/kept/0"), removed[0].Number("/kept_span/0"));
  options.protect = {true, true};
  MustRun(options);
  EXPECT_THAT(LinesOf("removed.jsonl"), IsEmpty());
}

}  // namespace
}  // namespace twicetold
