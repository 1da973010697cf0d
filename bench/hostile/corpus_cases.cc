#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/hostile/cases.h"
#include "twicetold/base/random.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

// Texts, and which belong together: `family[i]` is a number that the like of text i share, or
// kAlone.
constexpr uint32_t kAlone = 0xffffffff;
struct MadeCorpus {
  std::vector<std::string> texts;
  std::vector<uint32_t> family;
  // The share of texts with a family that must be in a cluster of their family.
  double least_found = 1;

  void Add(std::string text, uint32_t of_family) {
    texts.push_back(std::move(text));
    family.push_back(of_family);
  }
};

// Clusters must join texts of one family only, and leave out few.
std::string CheckClusters(const MadeCorpus& corpus, const NearDuplicates& found) {
  size_t placed = 0;
  for (const Cluster& cluster : found.clusters) {
    const uint32_t family = corpus.family[cluster.representative];
    for (const uint32_t member : cluster.members) {
      if (family == kAlone || corpus.family[member] != family) return "unlike texts in a cluster";
    }
    placed += 1 + cluster.members.size();
  }
  const size_t wanted =
      corpus.family.size() -
      static_cast<size_t>(std::count(corpus.family.begin(), corpus.family.end(), kAlone));
  if (static_cast<double>(placed) >= corpus.least_found * static_cast<double>(wanted)) return "";
  return "of " + std::to_string(wanted) +
         " texts with a family, in a cluster: " + std::to_string(placed) +
         ", hot buckets: " + std::to_string(found.hot_buckets);
}

std::function<Work(size_t)> Finding(const std::function<MadeCorpus(size_t)>& make) {
  return [make](size_t size) -> Work {
    const auto corpus = std::make_shared<MadeCorpus>(make(size));
    const auto views =
        std::make_shared<std::vector<std::string_view>>(corpus->texts.begin(), corpus->texts.end());
    return [corpus, views]() -> std::string {
      const auto found = FindNearDuplicates(*views, Recipe(), 1);
      if (!found.ok()) return std::string(found.status().message());
      return CheckClusters(*corpus, *found);
    };
  };
}

std::vector<std::string> MakeWords(size_t count, Random& random) {
  std::vector<std::string> words(count);
  for (std::string& word : words) {
    for (int i = 0; i < 5; ++i) word += static_cast<char>('a' + random.Below(26));
  }
  return words;
}

std::string Join(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + ' ';
  return text;
}

// `words` with `edits` of them replaced, anywhere.
std::string Edited(std::vector<std::string> words, size_t edits, Random& random) {
  for (std::string& fresh : MakeWords(edits, random)) {
    words[random.Below(words.size())] = std::move(fresh);
  }
  return Join(words);
}

MadeCorpus Empty(size_t count) {
  MadeCorpus corpus;
  for (size_t i = 0; i < count; ++i) corpus.Add("", kAlone);
  return corpus;
}

MadeCorpus OnlyMarks(size_t count) {
  MadeCorpus corpus;
  for (size_t i = 0; i < count; ++i) corpus.Add("-- ... !", kAlone);
  return corpus;
}

MadeCorpus Identical(size_t count) {
  Random random(1);
  const std::string text = Join(MakeWords(50, random));
  MadeCorpus corpus;
  for (size_t i = 0; i < count; ++i) corpus.Add(text, 0);
  return corpus;
}

MadeCorpus OneWordEach(size_t count) {
  MadeCorpus corpus;
  for (size_t i = 0; i < count; ++i) corpus.Add("Thanks!", 0);
  return corpus;
}

// 200 words, two of them replaced: any two texts resemble each other at 0.81 or more. Comparing all
// is out of the question; the promise is the recipe's recall.
MadeCorpus OneFamily(size_t count) {
  Random random(2);
  const std::vector<std::string> base = MakeWords(200, random);
  MadeCorpus corpus;
  for (size_t i = 0; i < count; ++i) corpus.Add(Edited(base, 2, random), 0);
  corpus.least_found = Recipe().recall;
  return corpus;
}

// Families of as many texts as a bucket compares with one another.
MadeCorpus FamiliesAtTheLimit(size_t count) {
  Random random(3);
  MadeCorpus corpus;
  std::vector<std::string> base;
  for (size_t i = 0; i < count; ++i) {
    if (i % 256 == 0) base = MakeWords(50, random);
    corpus.Add(Join(base), static_cast<uint32_t>(i / 256));
  }
  return corpus;
}

// In front of a family, in its buckets but unlike it: texts with 32 of the family's 1,000 words
// replaced, which resemble it at 0.73 and one another less, but share a band with it now and then.
// Whoever compares a bucket's members with its first few compares them with these alone. A member
// has one word replaced; half of the members so have one signature.
MadeCorpus LedByOutsiders(size_t count) {
  Random random(4);
  const std::vector<std::string> base = MakeWords(1000, random);
  MadeCorpus corpus;
  for (size_t i = 0; i < 3000; ++i) corpus.Add(Edited(base, 32, random), kAlone);
  for (size_t i = 0; i < count; ++i) corpus.Add(Edited(base, 1, random), 0);
  corpus.least_found = Recipe().recall;
  return corpus;
}

// Pairs of one long text each.
MadeCorpus LongPairs(size_t bytes) {
  Random random(5);
  const std::string text = Join(MakeWords(bytes / 2 / 6, random));
  MadeCorpus corpus;
  corpus.Add(text, 0);
  corpus.Add(text, 0);
  return corpus;
}

}  // namespace

std::vector<HostileCase> CorpusCases() {
  const auto documents = [](std::string input, size_t size, double most,
                            const std::function<MadeCorpus(size_t)>& make) {
    return HostileCase{std::move(input), "FindNearDuplicates", size,
                       "documents",      Finding(make),        most};
  };
  return {
      documents("empty documents", 10'000'000, 32, Empty),
      documents("documents of punctuation", 10'000'000, 32, OnlyMarks),
      documents("the same document of 300 B", 100'000, 1000, Identical),
      documents("the same document of 300 B", 1'000'000, 1000, Identical),
      documents("the same word", 1'000'000, 1000, OneWordEach),
      documents("one family, each pair alike", 100'000, 10000, OneFamily),
      documents("families of 256", 100'000, 10000, FamiliesAtTheLimit),
      documents("a family behind outsiders", 20'000, 10000, LedByOutsiders),
      {"two long texts", "FindNearDuplicates", 400'000'000, "bytes", Finding(LongPairs), 12},
  };
}

}  // namespace twicetold::bench
