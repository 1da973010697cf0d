#include "bench/quality/disguise.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "bench/quality/edit.h"
#include "bench/quality/material.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"

namespace twicetold::bench {
namespace {

struct Manner {
  std::string_view language;
  std::string_view attribution;
  std::string_view open;
  std::string_view close;
};

constexpr Manner kManners[] = {
    {"English", "The statement reads: ", "\u201c", "\u201d"},
    {"German", "In der Mitteilung steht: ", "\u201e", "\u201c"},
    {"French", "Le communiqu\u00e9 dit\u00a0: ", "\u00ab\u00a0", "\u00a0\u00bb"},
    {"Russian", "В заявлении говорится: ", "\u00ab", "\u00bb"},
    {"Arabic", "وجاء في البيان: ", "\u00ab", "\u00bb"},
    {"Hindi", "बयान में कहा गया है: ", "\u201c", "\u201d"},
    {"Japanese", "声明は次のとおり。", "\u300c", "\u300d"},
    {"Thai", "แถลงการณ์ระบุว่า ", "\u201c", "\u201d"},
};

struct Swap {
  std::string_view one;
  std::string_view other;
};

// Each is none of a word's own; an apostrophe, which may be, separates alike in both forms.
constexpr Swap kMarks[] = {{"\"", "\u201d"},  {"\u201c", "\""},     {"\u201d", "\""},
                           {"'", "\u2019"},   {"\u2019", "'"},      {"--", " \u2014 "},
                           {"\u2014", "--"},  {"\u2013", "-"},      {"...", "\u2026"},
                           {"\u2026", "..."}, {"\u00ab", "\u201e"}, {"\u00bb", "\u201c"},
                           {" ", "\u00a0"}};

bool Chance(uint64_t in, Random& random) { return random.Below(in) == 0; }

// The length in bytes of the code point that begins with `lead`.
size_t Length(char lead) {
  const auto byte = static_cast<uint8_t>(lead);
  if (byte < 0x80) return 1;
  if (byte < 0xe0) return 2;
  return byte < 0xf0 ? 3 : 4;
}

// The capital of a lower-case ASCII or Cyrillic letter; anything else as it is.
std::string Capital(std::string_view letter) {
  if (letter.size() == 1 && letter[0] >= 'a' && letter[0] <= 'z') {
    return std::string(1, static_cast<char>(letter[0] - 'a' + 'A'));
  }
  if (letter >= "\u0430" && letter <= "\u043f") {
    return {'\xd0', static_cast<char>(letter[1] - 0x20)};
  }
  if (letter >= "\u0440" && letter <= "\u044f") {
    return {'\xd0', static_cast<char>(letter[1] + 0x20)};
  }
  return std::string(letter);
}

std::string Capitals(std::string_view text) {
  std::string capitals;
  for (size_t i = 0; i < text.size(); i += Length(text[i])) {
    capitals += Capital(text.substr(i, Length(text[i])));
  }
  return capitals;
}

// Marks in their other form, each with an even chance; a space seldom.
std::string ChangeMarks(std::string_view text, Random& random) {
  std::string changed;
  for (size_t i = 0; i < text.size();) {
    const auto* const found = std::find_if(std::begin(kMarks), std::end(kMarks), [&](Swap swap) {
      return text.substr(i, swap.one.size()) == swap.one;
    });
    if (found != std::end(kMarks) && Chance(found->one == " " ? 30 : 2, random)) {
      changed += found->other;
      i += found->one.size();
      continue;
    }
    changed += text.substr(i, Length(text[i]));
    i += Length(text[i]);
  }
  return changed;
}

// One word in thirty, and once in eight the whole text, in capitals.
std::string ChangeCase(std::string_view text, Random& random) {
  if (Chance(8, random)) return Capitals(text);
  std::string changed;
  while (!text.empty()) {
    const size_t end = std::min(text.find(' '), text.size() - 1) + 1;
    changed +=
        Chance(30, random) ? Capitals(text.substr(0, end)) : std::string(text.substr(0, end));
    text.remove_prefix(end);
  }
  return changed;
}

// Either all in one line, or lines of 40 to 79 bytes and what stands before the next space.
std::string ChangeLines(std::string text, Random& random) {
  const bool wrap = Chance(2, random);
  const size_t width = 40 + random.Below(40);
  size_t begin = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] != ' ' && text[i] != '\n') continue;
    const bool full = wrap && i - begin >= width;
    text[i] = full ? '\n' : ' ';
    if (full) begin = i + 1;
  }
  return text;
}

std::string Reorder(const std::string& text, Random& random) {
  std::vector<Span> sentences = AllSentences(text);
  const std::vector<Span> before = sentences;
  while (sentences.size() > 1 && sentences == before) {
    for (size_t i = sentences.size(); i > 1; --i) {
      std::swap(sentences[i - 1], sentences[random.Below(i)]);
    }
  }
  std::string reordered;
  for (const Span& sentence : sentences) {
    reordered +=
        Concat({reordered.empty() ? "" : " ", text.substr(sentence.begin, sentence.size())});
  }
  return reordered;
}

std::string Trim(const std::string& text) {
  const size_t begin = text.find_first_not_of(" \n");
  const size_t end = text.find_last_not_of(" \n");
  return begin == std::string::npos ? "" : text.substr(begin, end + 1 - begin);
}

std::string EditAtRate(const std::string& text, double least, double most,
                       const std::vector<std::string>& pool, Random& random) {
  const double rate = least + (most - least) * random.Unit();
  return Trim(Edit(text, rate, pool, random).text);
}

Disguised Whole(std::string text) {
  const Span all = {0, text.size()};
  return Disguised{std::move(text), all};
}

Disguised Quote(const std::string& text, std::string_view language) {
  const auto* const known =
      std::find_if(std::begin(kManners), std::end(kManners),
                   [language](const Manner& manner) { return manner.language == language; });
  const Manner& manner = known == std::end(kManners) ? kManners[0] : *known;
  const size_t begin = manner.attribution.size() + manner.open.size();
  return Disguised{Concat({manner.attribution, manner.open, text, manner.close}),
                   Span{begin, begin + text.size()}};
}

}  // namespace

std::string_view DisguiseName(Disguise disguise) {
  switch (disguise) {
    case Disguise::kCopied:
      return "copied";
    case Disguise::kLight:
      return "light";
    case Disguise::kHeavy:
      return "heavy";
    case Disguise::kReordered:
      return "reordered";
    case Disguise::kQuoted:
      return "quoted";
  }
  return "";
}

std::string Retouch(std::string_view text, Random& random) {
  const std::string marked = ChangeMarks(text, random);
  return ChangeLines(ChangeCase(marked, random), random);
}

Disguised Apply(Disguise disguise, const std::string& passage, std::string_view language,
                const std::vector<std::string>& pool, Random& random) {
  switch (disguise) {
    case Disguise::kCopied:
      break;
    case Disguise::kLight:
      return Whole(Retouch(EditAtRate(passage, 0.05, 0.10, pool, random), random));
    case Disguise::kHeavy:
      return Whole(EditAtRate(passage, 0.35, 0.50, pool, random));
    case Disguise::kReordered:
      return Whole(Reorder(passage, random));
    case Disguise::kQuoted:
      return Quote(passage, language);
  }
  return Whole(passage);
}

}  // namespace twicetold::bench
