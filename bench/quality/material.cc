#include "bench/quality/material.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <set>
#include <string>
#include <string_view>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/edit.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/text/segment.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr uint64_t kHostWords = 80;    // least words of a host chunk
constexpr uint64_t kSourceWords = 60;  // least words of a source
constexpr size_t kLeastHostStories = 10;
constexpr size_t kPoolChunks = 500;

using Runs = std::unordered_set<uint64_t>;

bool SharesRun(const std::vector<uint64_t>& hashes, const Runs& runs) {
  return std::any_of(hashes.begin(), hashes.end(),
                     [&runs](uint64_t hash) { return runs.count(hash) != 0; });
}

bool RepeatsItself(const std::vector<uint64_t>& hashes) {
  return Runs(hashes.begin(), hashes.end()).size() < hashes.size();
}

uint64_t CountWords(std::string_view text) {
  const Words words = SplitWords(text, 0);
  return QuarterWords(words, 0, words.size()) / kQuartersPerWord;
}

// Takes the first stories of `order` that may be sources; gives the others.
std::vector<size_t> TakeSources(const std::vector<std::string>& stories,
                                const std::vector<size_t>& order, const MaterialOptions& options,
                                Material& material, Runs& claimed) {
  std::vector<size_t> others;
  for (const size_t story : order) {
    if (material.sources.size() == options.sources || CountWords(stories[story]) < kSourceWords) {
      others.push_back(story);
      continue;
    }
    const std::vector<uint64_t> runs = RunHashes(stories[story], options.clean_run);
    if (RepeatsItself(runs) || SharesRun(runs, claimed)) {
      ++material.sources_left_out;
      others.push_back(story);
      continue;
    }
    claimed.insert(runs.begin(), runs.end());
    material.sources.push_back(stories[story]);
  }
  return others;
}

// The chunks of one story that share no run with a source.
void CutHosts(const std::string& text, size_t story, uint64_t clean_run, const Runs& claimed,
              Material& material) {
  const std::vector<Span> sentences = AllSentences(text);
  size_t first = 0;
  for (size_t i = 0; i < sentences.size(); ++i) {
    const std::string_view chunk = std::string_view(text).substr(
        sentences[first].begin, sentences[i].end - sentences[first].begin);
    if (CountWords(chunk) < kHostWords) continue;
    first = i + 1;
    if (SharesRun(RunHashes(chunk, clean_run), claimed)) {
      ++material.hosts_left_out;
    } else {
      material.hosts.push_back(HostChunk{std::string(chunk), story});
    }
  }
}

template <typename T>
void Shuffle(std::vector<T>& values, Random& random) {
  for (size_t i = values.size(); i > 1; --i) std::swap(values[i - 1], values[random.Below(i)]);
}

}  // namespace

std::vector<uint64_t> RunHashes(std::string_view text, uint64_t run) {
  const Words words = SplitWords(text, 0);
  std::vector<uint64_t> hashes;
  for (size_t begin = 0; begin < words.size(); ++begin) {
    uint64_t quarters = 0;
    uint64_t hash = 0;
    size_t end = begin;
    for (; end < words.size() && quarters < kQuartersPerWord * run; ++end) {
      quarters += static_cast<uint64_t>(words.weight(end));
      hash = Mix64(hash + words.hash(end));
    }
    if (quarters < kQuartersPerWord * run) break;
    hashes.push_back(hash);
  }
  return hashes;
}

std::vector<Span> AllSentences(std::string_view text) {
  std::vector<Span> sentences;
  for (const Span& paragraph : SplitParagraphs(text)) {
    for (const Span& sentence : SplitSentences(text, paragraph)) sentences.push_back(sentence);
  }
  return sentences;
}

absl::StatusOr<Material> ChooseMaterial(const std::vector<std::string>& stories,
                                        const MaterialOptions& options, Random& random) {
  std::vector<size_t> order(stories.size());
  std::iota(order.begin(), order.end(), size_t{0});
  Shuffle(order, random);
  Material material;
  Runs claimed;
  const std::vector<size_t> others = TakeSources(stories, order, options, material, claimed);
  if (material.sources.size() < options.sources) {
    return absl::InvalidArgumentError(Concat(
        {"only ", std::to_string(material.sources.size()), " of ", std::to_string(stories.size()),
         " stories can be sources (60 words and more, no ", "run of ",
         std::to_string(options.clean_run), " words shared); ask for fewer with --sources"}));
  }
  for (const size_t story : others) {
    if (material.hosts.size() >= options.hosts) break;
    CutHosts(stories[story], story, options.clean_run, claimed, material);
  }
  Shuffle(material.hosts, random);
  std::set<size_t> host_stories;
  for (const HostChunk& chunk : material.hosts) host_stories.insert(chunk.story);
  if (host_stories.size() < kLeastHostStories) {
    return absl::InvalidArgumentError(
        "fewer than ten stories are left to plant in; ask for fewer sources with --sources");
  }
  for (size_t i = 0; i < std::min(kPoolChunks, material.hosts.size()); ++i) {
    for (std::string& word : PoolWords(material.hosts[i].text)) {
      material.pool.push_back(std::move(word));
    }
  }
  return material;
}

}  // namespace twicetold::bench
