#include "tests/support/made_words.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/match/exact_run.h"

namespace twicetold::testing {
namespace {

void AppendWord(Words& words, std::string_view word) {
  const uint64_t begin = words.empty() ? 0 : words.span(words.size() - 1).end + 1;
  words.Append(Hash64(word), Span{begin, begin + word.size()}, word,
               word.front() == '~' ? Weight::kCharacter : Weight::kWord);
}

WordSequence Join(const std::vector<Words>& documents) {
  std::vector<const Words*> pointers;
  for (const Words& words : documents) pointers.push_back(&words);
  return WordSequence(pointers);
}

}  // namespace

Words MakeWords(std::string_view text) {
  Words words;
  for (size_t begin = 0; begin < text.size();) {
    const size_t end = std::min(text.find(' ', begin), text.size());
    if (end > begin) AppendWord(words, text.substr(begin, end - begin));
    begin = end + 1;
  }
  return words;
}

WordSequence MakeSequence(const std::vector<std::string>& documents) {
  std::vector<Words> made;
  made.reserve(documents.size());
  for (const std::string& document : documents) made.push_back(MakeWords(document));
  return Join(made);
}

WordSequence MakeSequence(const std::vector<Numbers>& documents) {
  std::vector<Words> made(documents.size());
  for (size_t d = 0; d < documents.size(); ++d) {
    for (const uint64_t number : documents[d]) AppendWord(made[d], "w" + std::to_string(number));
  }
  return Join(made);
}

Numbers RandomNumbers(Random& random, size_t size, uint64_t vocabulary) {
  Numbers numbers(size);
  for (uint64_t& number : numbers) number = random.Below(vocabulary);
  return numbers;
}

Numbers FreshNumbers(uint64_t& next, size_t size) {
  Numbers numbers(size);
  for (uint64_t& number : numbers) number = next++;
  return numbers;
}

void Append(Numbers& to, const Numbers& more) { to.insert(to.end(), more.begin(), more.end()); }

std::string Describe(const Alignment& alignment) {
  std::string text;
  for (const ExactRun& run : alignment.runs) {
    if (!text.empty()) text += ' ';
    const std::string size = std::to_string(run.size);
    text += std::to_string(run.a) + '+' + size + '=' + std::to_string(run.b) + '+' + size;
  }
  return text;
}

int64_t Score(const Alignment& alignment) {
  return 2 * static_cast<int64_t>(alignment.matched_words()) -
         static_cast<int64_t>(alignment.edited_words());
}

std::string FaultOf(const WordSequence& words, const Alignment& alignment) {
  if (alignment.runs.empty()) return "no runs";
  uint64_t end_a = alignment.runs[0].a;
  uint64_t end_b = alignment.runs[0].b;
  bool first = true;
  for (const ExactRun& run : alignment.runs) {
    if (run.size == 0) return "empty run";
    if (run.a < end_a || run.b < end_b) return "runs out of order";
    if (!first && run.a == end_a && run.b == end_b) return "one run told as two";
    for (uint32_t i = 0; i < run.size; ++i) {
      if (words.id(run.a + i) != words.id(run.b + i)) return "unequal words";
    }
    end_a = uint64_t{run.a} + run.size;
    end_b = uint64_t{run.b} + run.size;
    first = false;
  }
  if (end_a > alignment.b().begin) return "sides overlap or are out of order";
  if (words.DocumentOf(alignment.a().begin) != words.DocumentOf(end_a - 1) ||
      words.DocumentOf(alignment.b().begin) != words.DocumentOf(end_b - 1)) {
    return "a side crosses from document to document";
  }
  return "";
}

}  // namespace twicetold::testing
