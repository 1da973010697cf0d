#include "tests/support/random_sets.h"

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/shingle/shingle.h"

namespace twicetold::testing {
namespace {

// The product of two uniform numbers leans to the low side, as word frequencies do.
std::string MakeWord(size_t vocabulary, Random& random) {
  const double place = random.Unit() * random.Unit() * static_cast<double>(vocabulary);
  return Concat({"w", std::to_string(static_cast<size_t>(place))});
}

}  // namespace

SetPair MakeSetPair(size_t shared, size_t only_a, size_t only_b, Random& random) {
  SetPair pair;
  for (size_t i = 0; i < only_a; ++i) pair.a.push_back(random.Next());
  for (size_t i = 0; i < shared; ++i) {
    pair.a.push_back(random.Next());
    pair.b.push_back(pair.a.back());
  }
  for (size_t i = 0; i < only_b; ++i) pair.b.push_back(random.Next());
  return pair;
}

std::vector<std::string> MakeText(size_t length, size_t vocabulary, Random& random) {
  std::vector<std::string> text;
  while (text.size() < length) text.push_back(MakeWord(vocabulary, random));
  return text;
}

std::vector<std::string> Edit(const std::vector<std::string>& text, size_t one_in,
                              size_t vocabulary, Random& random) {
  std::vector<std::string> edited;
  for (const std::string& word : text) {
    if (random.Below(one_in) != 0) {
      edited.push_back(word);
      continue;
    }
    const uint64_t kind = random.Below(3);
    if (kind == 0) edited.push_back(MakeWord(vocabulary, random));
    if (kind == 1) edited.insert(edited.end(), 2, word);
  }
  return edited;
}

std::vector<std::vector<std::string>> MakeFamilies(size_t count, size_t vocabulary,
                                                   Random& random) {
  std::vector<std::vector<std::string>> texts;
  while (texts.size() < count) {
    if (texts.empty() || random.Below(3) == 0) {
      texts.push_back(MakeText(random.Below(61), vocabulary, random));
    } else {
      const std::vector<std::string> original = texts[random.Below(texts.size())];
      texts.push_back(Edit(original, 5 + random.Below(60), vocabulary, random));
    }
  }
  return texts;
}

std::string Joined(const std::vector<std::string>& words) {
  std::string text;
  for (const std::string& word : words) text += word + " ";
  return text;
}

std::vector<uint64_t> Range(uint64_t begin, uint64_t end) {
  std::vector<uint64_t> set;
  for (uint64_t i = begin; i < end; ++i) set.push_back(i);
  return set;
}

std::vector<std::vector<uint64_t>> ShingleSets(const std::vector<std::vector<std::string>>& texts,
                                               size_t n) {
  std::vector<std::vector<uint64_t>> sets;
  for (const std::vector<std::string>& text : texts) {
    sets.push_back(DistinctShingles(ShingleWords(HashWords(text), n)));
  }
  return sets;
}

std::vector<uint64_t> HashWords(const std::vector<std::string>& words) {
  std::vector<uint64_t> hashes;
  hashes.reserve(words.size());
  for (const std::string& word : words) hashes.push_back(Hash64(word));
  return hashes;
}

}  // namespace twicetold::testing
