// Planted passages stand where the cases say, and the texts around them share nothing.

#include "bench/quality/construct.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <string>
#include <vector>

#include "bench/quality/detect.h"
#include "bench/quality/disguise.h"
#include "bench/quality/material.h"
#include "bench/quality/pan_score.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/match/passage.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

using ::testing::HasSubstr;

std::vector<std::string> Folded(const std::string& text) {
  const Words words = SplitWords(text, 0);
  std::vector<std::string> folded;
  for (size_t i = 0; i < words.size(); ++i) folded.emplace_back(words.folded(i));
  return folded;
}

// "Story3x0 story3x1 ... story3x11. Story3x12 ...": sentences of twelve words, none used twice.
std::string Story(const std::string& stem, size_t sentences) {
  std::string text;
  for (size_t s = 0; s < sentences; ++s) {
    for (size_t w = 0; w < 12; ++w) {
      const std::string number = std::to_string(12 * s + w);
      text += Concat({w == 0 ? "S" : " s", stem, "x", number});
    }
    text += s % 4 == 3 ? ".\n\n" : ". ";
  }
  return text;
}

std::vector<std::string> Stories(size_t count) {
  std::vector<std::string> stories;
  for (size_t i = 0; i < count; ++i) stories.push_back(Story(std::to_string(i), 40));
  return stories;
}

Construction Made(const ConstructionOptions& options) {
  return *Construct("made up", "English", Stories(40), options);
}

std::string Cut(const std::string& text, Span span) { return text.substr(span.begin, span.size()); }

TEST(ConstructTest, PlantsWhatTheCasesSay) {
  ConstructionOptions options;
  options.sources = 10;
  options.documents = 20;
  const Construction made = Made(options);
  EXPECT_EQ(made.sources.size(), 10U);
  EXPECT_EQ(made.suspicious.size(), 120U);
  size_t edited = 0;
  for (const SpanPair& one : made.cases) {
    const SuspiciousDocument& document = made.suspicious[one.suspicious];
    const std::string planted = Cut(document.text, one.suspicious_span);
    const std::string taken = Cut(made.sources[one.source], one.source_span);
    const size_t length = Folded(taken).size();
    EXPECT_GE(length, 30U);
    EXPECT_LE(length, 300U);
    std::vector<std::string> planted_words = Folded(planted);
    std::vector<std::string> taken_words = Folded(taken);
    switch (*document.disguise) {
      case Disguise::kCopied:
        EXPECT_EQ(planted, taken);
        break;
      case Disguise::kQuoted:
        EXPECT_EQ(planted, taken);
        EXPECT_THAT(document.text, HasSubstr(Concat({"\u201c", planted, "\u201d"})));
        break;
      case Disguise::kReordered:
        EXPECT_NE(planted_words, taken_words);
        std::sort(planted_words.begin(), planted_words.end());
        std::sort(taken_words.begin(), taken_words.end());
        EXPECT_EQ(planted_words, taken_words);
        break;
      case Disguise::kLight:
      case Disguise::kHeavy: {
        ++edited;
        const std::set<std::string> kept(planted_words.begin(), planted_words.end());
        const auto share = static_cast<double>(std::count_if(taken_words.begin(), taken_words.end(),
                                                             [&kept](const std::string& word) {
                                                               return kept.count(word) != 0;
                                                             })) /
                           static_cast<double>(length);
        // Half of the edits, replaced and dropped words, take a word away.
        const bool light = document.disguise == Disguise::kLight;
        EXPECT_GE(share, light ? 0.85 : 0.45);
        EXPECT_LE(share, light ? 1.0 : 0.95);
        break;
      }
    }
  }
  EXPECT_GE(edited, 40U);
}

TEST(ConstructTest, LeavesDistractorsAndHostsFreeOfTheSources) {
  ConstructionOptions options;
  options.sources = 10;
  options.documents = 5;
  Construction made = Made(options);
  std::set<std::string> in_sources;
  for (const std::string& source : made.sources) {
    for (const std::string& word : Folded(source)) in_sources.insert(word);
  }
  std::sort(made.cases.begin(), made.cases.end(), [](const SpanPair& a, const SpanPair& b) {
    return a.suspicious_span.begin > b.suspicious_span.begin;
  });
  // Last ones first, so that what is cut moves no other.
  for (const SpanPair& one : made.cases) {
    made.suspicious[one.suspicious].text.erase(one.suspicious_span.begin,
                                               one.suspicious_span.size());
  }
  size_t distractors = 0;
  for (const SuspiciousDocument& document : made.suspicious) {
    distractors += document.disguise ? 0U : 1U;
    for (const std::string& word : Folded(document.text)) EXPECT_EQ(in_sources.count(word), 0U);
  }
  EXPECT_EQ(distractors, 5U);
}

TEST(ConstructTest, RepeatsItselfForOneSeed) {
  ConstructionOptions options;
  options.sources = 10;
  options.documents = 3;
  const Construction first = Made(options);
  const Construction second = Made(options);
  options.seed = 2;
  const Construction other = Made(options);
  ASSERT_EQ(first.suspicious.size(), second.suspicious.size());
  for (size_t i = 0; i < first.suspicious.size(); ++i) {
    EXPECT_EQ(first.suspicious[i].text, second.suspicious[i].text);
  }
  EXPECT_EQ(first.cases, second.cases);
  EXPECT_NE(first.suspicious[0].text, other.suspicious[0].text);
}

TEST(ConstructTest, SaysWhenTheStoriesDoNotSuffice) {
  ConstructionOptions options;
  options.sources = 30;
  const auto few = Construct("tiny", "English", Stories(20), options);
  ASSERT_FALSE(few.ok());
  EXPECT_THAT(std::string(few.status().message()), HasSubstr("tiny: only 20 of 20 stories"));
  options.sources = 15;
  const auto no_hosts = Construct("tiny", "English", Stories(20), options);
  ASSERT_FALSE(no_hosts.ok());
  EXPECT_THAT(std::string(no_hosts.status().message()), HasSubstr("fewer than ten stories"));
}

TEST(ConstructTest, CountsCodePoints) {
  Construction made;
  made.sources = {"\u0430\u0431\u0432 abc"};
  made.suspicious = {SuspiciousDocument{"\u65e5\u672c x \u0431\u0432", Disguise::kCopied}};
  made.cases = {SpanPair{0, {9, 13}, 0, {2, 6}}};
  const std::vector<SpanPair> cases = InCodePoints(made);
  EXPECT_EQ(cases[0].suspicious_span, (Span{5, 7}));
  EXPECT_EQ(cases[0].source_span, (Span{1, 3}));
}

TEST(ConstructTest, IsFoundWholeWhenCopiedAndQuoted) {
  ConstructionOptions options;
  options.sources = 10;
  options.documents = 4;
  const Construction made = Made(options);
  const std::vector<SpanPair> cases = InCodePoints(made);
  const Recipe recipe = DraftRecipe(PassageOptions{});
  for (uint32_t i = 0; i < made.suspicious.size(); ++i) {
    const SuspiciousDocument& document = made.suspicious[i];
    const auto detections = DetectPassages(document.text, i, made.sources, recipe);
    ASSERT_TRUE(detections.ok());
    if (!document.disguise) {
      EXPECT_TRUE(detections->empty());
      continue;
    }
    if (document.disguise != Disguise::kCopied && document.disguise != Disguise::kQuoted) continue;
    std::vector<SpanPair> here;
    for (const SpanPair& one : cases) {
      if (one.suspicious == i) here.push_back(one);
    }
    const PanScore score = ScorePan(here, *detections);
    EXPECT_EQ(score.detections, here.size());
    EXPECT_DOUBLE_EQ(score.micro.precision, 1.0);
    EXPECT_GE(score.micro.recall, 0.99);  // a full stop lies outside the words
    EXPECT_DOUBLE_EQ(score.micro.granularity, 1.0);
  }
}

TEST(MaterialTest, LeavesOutSourcesAndHostsThatShareARun) {
  std::vector<std::string> stories = Stories(30);
  const std::string seven = "seven words that stand in all stories. ";
  for (std::string& story : stories) story = seven + story;
  MaterialOptions options;
  options.sources = 2;
  options.clean_run = 7;
  Random random(1);
  EXPECT_FALSE(ChooseMaterial(stories, options, random).ok());
  options.clean_run = 8;
  const auto material = ChooseMaterial(stories, options, random);
  ASSERT_TRUE(material.ok());
  EXPECT_EQ(material->sources_left_out, 0U);
  EXPECT_EQ(material->hosts_left_out, 0U);

  // One source alone keeps out the first chunk of each of the 29 others.
  options.sources = 1;
  options.clean_run = 7;
  const auto one = ChooseMaterial(stories, options, random);
  ASSERT_TRUE(one.ok());
  EXPECT_EQ(one->hosts_left_out, 29U);
  for (const HostChunk& chunk : one->hosts) {
    EXPECT_EQ(chunk.text.find("seven words"), std::string::npos);
  }
}

TEST(MaterialTest, HashesRunsOfWordsAndOfParts) {
  EXPECT_TRUE(RunHashes("one two three", 4).empty());
  EXPECT_EQ(RunHashes("One, two three", 3), RunHashes("one two THREE", 3));
  EXPECT_EQ(RunHashes("one two three four", 3).size(), 2U);
  EXPECT_NE(RunHashes("two one", 2), RunHashes("one two", 2));
  // Two characters of Japanese are one word.
  EXPECT_EQ(RunHashes("一二三四五", 2).size(), 2U);
}

TEST(DisguiseTest, RetouchesNoWord) {
  const std::string text =
      "\"It's late,\" she said -- and \u201cthe tide\u201d turned... Слово за слово, "
      "\u00abда\u00bb.";
  std::set<std::string> forms;
  for (uint64_t seed = 0; seed < 100; ++seed) {
    Random random(seed);
    const std::string retouched = Retouch(text, random);
    EXPECT_EQ(Folded(retouched), Folded(text));
    forms.insert(retouched);
  }
  EXPECT_GT(forms.size(), 90U);
}

TEST(DisguiseTest, QuotesInTheMannerOfTheLanguage) {
  Random random(1);
  const Disguised russian = Apply(Disguise::kQuoted, "Слово.", "Russian", {"a", "b"}, random);
  EXPECT_THAT(russian.text, HasSubstr("\u00abСлово.\u00bb"));
  EXPECT_EQ(Cut(russian.text, russian.passage), "Слово.");
  const Disguised unknown = Apply(Disguise::kQuoted, "Word.", "Klingon", {"a", "b"}, random);
  EXPECT_THAT(unknown.text, HasSubstr("\u201cWord.\u201d"));
}

TEST(DetectTest, LeavesOutPairsWithinAnother) {
  // The formula stands in a second source too, so it is a repeat of its own.
  const std::string formula = "the members of the harbour board met again on monday";
  const std::string passage =
      Concat({"Nine boats lay idle while ", formula, " to settle what the ferry may charge."});
  const std::string draft = Concat({"A first line of ours. ", passage});
  const std::vector<std::string> archive = {Concat({passage, " More of it."}),
                                            Concat({"Elsewhere ", formula, ", without a word."})};
  const auto detections = DetectPassages(draft, 3, archive, DraftRecipe(PassageOptions{}));
  ASSERT_TRUE(detections.ok());
  ASSERT_EQ(detections->size(), 2U);
  std::set<uint32_t> sources;
  for (const SpanPair& detection : *detections) {
    EXPECT_EQ(detection.suspicious, 3U);
    sources.insert(detection.source);
  }
  EXPECT_EQ(sources, (std::set<uint32_t>{0, 1}));
}

}  // namespace
}  // namespace twicetold::bench
