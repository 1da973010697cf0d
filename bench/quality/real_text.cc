#include "bench/quality/real_text.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <set>
#include <span>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/edit.h"
#include "tests/support/data.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/base/status.h"
#include "twicetold/text/segment.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

// Enough for every script's words to stand in the pool as often as they do in the texts.
constexpr size_t kPoolParagraphs = 1000;

// A set of the folder, or those of its records whose id begins with `prefix`.
struct Source {
  const char* file;
  const char* prefix;
  const char* language;
};

constexpr Source kSources[] = {
    {"senate-press-2005h1", "", "English"},
    {"ntrex-24", "eng/", "English"},
    {"ntrex-24", "rus/", "Russian"},
    {"ntrex-24", "arb/", "Arabic"},
    {"ntrex-24", "hin/", "Hindi"},
    {"aozora-dev", "", "Japanese"},
    {"thaigov-dev", "", "Thai"},
};

void Shuffle(std::vector<Paragraph>& paragraphs, Random& random) {
  for (size_t i = paragraphs.size(); i > 1; --i) {
    std::swap(paragraphs[i - 1], paragraphs[random.Below(i)]);
  }
}

}  // namespace

absl::StatusOr<TextSet> MakeTextSet(std::string name, std::vector<std::string> stories,
                                    uint64_t seed) {
  TextSet set;
  set.name = std::move(name);
  set.stories = std::move(stories);
  std::set<std::string> known;
  for (size_t story = 0; story < set.stories.size(); ++story) {
    const std::string& text = set.stories[story];
    for (const Span& span : SplitParagraphs(text)) {
      std::string paragraph = text.substr(span.begin, span.size());
      const Words words = SplitWords(paragraph, 0);
      const uint64_t quarters = QuarterWords(words, 0, words.size());
      const bool fits =
          quarters >= kQuartersPerWord * kLeastWords && quarters <= kQuartersPerWord * kMostWords;
      if (!fits) continue;
      if (!known.insert(paragraph).second) continue;
      set.paragraphs.push_back(Paragraph{std::move(paragraph), story});
    }
  }
  Random random(seed);
  Shuffle(set.paragraphs, random);
  const size_t count = set.paragraphs.size();
  for (size_t i = count - std::min(count, kPoolParagraphs); i < count; ++i) {
    for (std::string& word : PoolWords(set.paragraphs[i].text)) set.pool.push_back(std::move(word));
  }
  std::set<size_t> told;
  for (const Paragraph& paragraph : set.paragraphs) told.insert(paragraph.story);
  const bool two_words =
      std::any_of(set.pool.begin(), set.pool.end(),
                  [&set](const std::string& word) { return word != set.pool.front(); });
  if (told.size() < kLeastStories || !two_words) {
    return absl::InvalidArgumentError(Concat(
        {set.name, ": too few stories with paragraphs of 40 to 150 words; give more texts"}));
  }
  return set;
}

absl::StatusOr<std::vector<TextSet>> ReadTextSets(const std::filesystem::path& folder,
                                                  uint64_t seed) {
  std::map<std::string, std::vector<testing::TextRecord>> files;
  std::vector<TextSet> sets;
  for (const Source& source : kSources) {
    if (files.find(source.file) == files.end()) {
      const auto path = folder / Concat({source.file, ".docs.jsonl.xz"});
      TWICETOLD_ASSIGN_OR_RETURN(files[source.file], testing::ReadTexts(path));
    }
    std::vector<std::string> stories;
    for (const testing::TextRecord& record : files[source.file]) {
      if (record.id.rfind(source.prefix, 0) != 0) continue;
      std::string text = record.text;
      text.erase(std::remove(text.begin(), text.end(), '\r'), text.end());
      stories.push_back(std::move(text));
    }
    const std::string name = Concat({source.language, ", ", source.file});
    TWICETOLD_ASSIGN_OR_RETURN(TextSet set, MakeTextSet(name, std::move(stories), seed));
    sets.push_back(std::move(set));
  }
  return sets;
}

const Paragraph& DrawFromElsewhere(const TextSet& set, std::span<const size_t> stories,
                                   Random& random) {
  while (true) {
    const Paragraph& paragraph = set.paragraphs[random.Below(set.paragraphs.size())];
    if (std::find(stories.begin(), stories.end(), paragraph.story) == stories.end()) {
      return paragraph;
    }
  }
}

}  // namespace twicetold::bench
