#include "bench/speed/made_documents.h"

#include <cmath>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "twicetold/base/random.h"
#include "twicetold/text/utf8.h"

namespace twicetold::bench {
namespace {

constexpr size_t kVocabulary = 50000;

struct Alphabet {
  char32_t first;
  uint32_t letters;
  bool spaceless;
};

// Besides ASCII, which comes first: Latin with marks, Greek, Cyrillic, Devanagari, Hangul, Hiragana
// and Han.
constexpr Alphabet kAlphabets[] = {{U'a', 26, false},  {0xE0, 23, false},   {0x3B1, 24, false},
                                   {0x430, 32, false}, {0x905, 10, false},  {0xAC00, 2000, false},
                                   {0x3042, 60, true}, {0x4E00, 3000, true}};

// Letters of a word: 2 to 7 mostly, sometimes long. The commonest words are short.
size_t DrawLength(size_t rank, Random& random) {
  if (rank < 300) return 2 + random.Below(rank < 30 ? 2 : 5);
  const uint64_t kind = random.Below(100);
  if (kind == 0) return 17 + random.Below(6);
  if (kind < 13) return 9 + random.Below(6);
  return 2 + random.Below(6);
}

std::string MakeWord(const Alphabet& alphabet, size_t rank, Random& random) {
  std::string word;
  const size_t length = DrawLength(rank, random);
  for (size_t i = 0; i < length; ++i) {
    // Latin with marks is plain Latin for the most part.
    const bool plain = alphabet.first == 0xE0 && random.Below(6) > 0;
    const Alphabet& from = plain ? kAlphabets[0] : alphabet;
    char32_t letter = from.first + static_cast<char32_t>(random.Below(from.letters));
    if (letter == 0xF7) letter = 0xF8;  // the sign among the letters
    AppendUtf8(letter, &word);
  }
  return word;
}

std::vector<std::string> MakeVocabulary(const Alphabet& alphabet, Random& random) {
  std::vector<std::string> words;
  for (size_t i = 0; i < kVocabulary; ++i) words.push_back(MakeWord(alphabet, i, random));
  return words;
}

// Ranks by Zipf's law: rank r with a probability in proportion to 1 / r.
const std::string& DrawWord(const std::vector<std::string>& vocabulary, Random& random) {
  const double u = static_cast<double>(random.Next() >> 11) * 0x1.0p-53;
  const auto rank = static_cast<size_t>(std::exp(u * std::log(static_cast<double>(kVocabulary))));
  return vocabulary[rank < kVocabulary ? rank : kVocabulary - 1];
}

std::string MakeDocument(const std::vector<std::string>& vocabulary, bool spaceless, bool news,
                         size_t bytes, Random& random) {
  std::string text;
  while (text.size() < bytes) {
    const bool quoted = news && random.Below(30) == 0;
    if (quoted) text += "\u201C";
    text += DrawWord(vocabulary, random);
    if (quoted) text += "\u201D";
    if (news && random.Below(60) == 0) text += "\u2019s";
    if (news && random.Below(60) == 0) text += " \u2014";
    if (random.Below(14) == 0) text += spaceless ? "\u3002" : ".";
    if (!spaceless) text += random.Below(100) == 0 ? "\n\n" : " ";
  }
  return text;
}

// A copy with one word in fifty or so replaced, where there are spaces to tell words by.
std::string Edited(const std::string& text, const std::vector<std::string>& vocabulary,
                   Random& random) {
  std::string copy;
  for (size_t begin = 0; begin < text.size();) {
    size_t end = text.find(' ', begin);
    if (end == std::string::npos) end = text.size();
    copy += random.Below(50) == 0 ? DrawWord(vocabulary, random) : text.substr(begin, end - begin);
    if (end < text.size()) copy += ' ';
    begin = end + 1;
  }
  return copy;
}

}  // namespace

std::vector<std::string> MakeDocuments(size_t count, size_t bytes, Style style, uint64_t seed) {
  Random random(seed);
  const size_t scripts = style == Style::kMixed ? std::size(kAlphabets) : 1;
  std::vector<std::vector<std::string>> vocabularies;
  for (size_t s = 0; s < scripts; ++s) {
    vocabularies.push_back(MakeVocabulary(kAlphabets[s], random));
  }
  std::vector<std::string> documents;
  for (size_t i = 0; i < count; ++i) {
    const size_t script = i % scripts;
    const std::vector<std::string>& vocabulary = vocabularies[script];
    if (i >= 20 * scripts && random.Below(20) == 0) {
      const size_t earlier = random.Below(i / scripts) * scripts + script;
      documents.push_back(Edited(documents[earlier], vocabulary, random));
      continue;
    }
    documents.push_back(MakeDocument(vocabulary, kAlphabets[script].spaceless,
                                     style == Style::kNews, bytes, random));
  }
  return documents;
}

}  // namespace twicetold::bench
