// The known answers of docs/sketch.md, line by line: who builds another implementation from that
// page must be able to trust its figures.

#include <gtest/gtest.h>

#include <cstdint>
#include <map>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/program.h"
#include "twicetold/base/random.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

// One line of the block: what is asked ("word 0 a") and the hexadecimal numbers that answer it.
struct Answer {
  std::string asked;
  std::vector<uint64_t> numbers;
};

// A line that begins with a space goes on with the numbers of the line before.
std::vector<Answer> ReadAnswers(const std::string& page) {
  std::istringstream stream(page);
  std::vector<Answer> answers;
  bool inside = false;
  for (std::string line; std::getline(stream, line);) {
    if (line.starts_with("```")) {
      inside = line == "```known-answers";
      continue;
    }
    if (!inside || line.empty()) continue;
    if (line[0] != ' ') {
      const size_t colon = line.rfind(':');
      answers.push_back(Answer{line.substr(0, colon), {}});
      line.erase(0, colon + 1);
    }
    std::istringstream numbers(line);
    for (std::string number; numbers >> number;) {
      answers.back().numbers.push_back(std::stoull(number, nullptr, 16));
    }
  }
  return answers;
}

std::vector<uint64_t> RandomNumbers(uint64_t seed, size_t count) {
  Random random(seed);
  std::vector<uint64_t> numbers;
  while (numbers.size() < count) numbers.push_back(random.Next());
  return numbers;
}

// Reads "METHOD SIZE SEED" and makes the signature of `hashes`.
std::vector<uint64_t> Sign(const std::string& method, uint32_t size, uint64_t seed,
                           const std::vector<uint64_t>& hashes) {
  const Sketcher sketcher =
      Sketcher::Create({SketchMethodFromName(method).value(), size, seed}).value();
  std::vector<uint16_t> signature(size);
  sketcher.Sketch(hashes, signature);
  return {signature.begin(), signature.end()};
}

// The answer to `asked`, in the words of the page.
std::vector<uint64_t> Compute(const std::string& asked, size_t numbers) {
  std::istringstream stream(asked);
  std::string kind;
  std::string method;
  std::string of;
  uint32_t size = 0;
  uint64_t seed = 0;
  stream >> kind;
  if (kind == "random") {
    stream >> seed;
    return RandomNumbers(seed, numbers);
  }
  if (kind == "word") {
    stream >> seed >> of;
    return {HashWord(of, WordHashKeys(seed))};
  }
  if (kind == "shingle") {
    std::vector<uint64_t> words;
    for (uint64_t word = 0; stream >> word;) words.push_back(word);
    return {ShingleHash(words)};
  }
  if (kind == "signature") {
    uint64_t set_seed = 0;
    size_t count = 0;
    stream >> method >> size >> seed >> of >> of >> set_seed >> count;
    return Sign(method, size, seed, RandomNumbers(set_seed, count));
  }
  uint64_t word_seed = 0;
  size_t shingle_words = 0;
  stream >> word_seed >> shingle_words >> method >> size >> seed >> of;
  std::string text;
  std::getline(stream, text);
  return Sign(method, size, seed,
              ShingleWords(SplitWords(text, word_seed).hashes(), shingle_words));
}

TEST(KnownAnswersTest, ThePageIsRight) {
  const std::vector<Answer> answers =
      ReadAnswers(testing::ReadWhole(testing::SourceTree("docs/sketch.md")));
  std::map<std::string, int> kinds;
  for (const Answer& answer : answers) {
    ++kinds[answer.asked.substr(0, answer.asked.find(' '))];
    EXPECT_EQ(Compute(answer.asked, answer.numbers.size()), answer.numbers) << answer.asked;
  }
  for (const char* const kind : {"random", "word", "shingle", "signature", "text"}) {
    EXPECT_GE(kinds[kind], 1) << "the page has no known answer for a " << kind;
  }
  EXPECT_EQ(kinds.size(), 5U) << "the page asks for something else too";
}

}  // namespace
}  // namespace twicetold
