// false_alarms: what is told of real stories that have nothing to do with each other, and of single
// ones, and how that changes with the passage options.
//
// A pair is two stories of different publishers and different days or subjects, as far as their
// ids tell; a single story is checked alone. Counted is a pair or story with any finding that is
// not quoted in all its places. Some findings are true: two stories do share a formula, and one
// story does tell a thing twice; --show prints them for a person to judge. See bench/README.md.
//
// Exit status: 0 done or no data to run on, 2 trouble.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/detect.h"
#include "bench/quality/settings.h"
#include "tests/support/data.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/hash.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/random.h"
#include "twicetold/base/status.h"
#include "twicetold/match/passage.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

constexpr char kUsage[] =
    "false_alarms [--data DIR] [--seed N] [--stories N] [--threads N] [--show N] [--table 1]\n"
    "             [--min-words N] [--seed-words N] [--max-gap-words N] [--min-identity PERCENT]\n"
    "N pairs and N single stories of each set (default 1000; no story alone twice). --show\n"
    "prints so many of the findings of each kind. --table 1 varies the passage options.\n";

struct Set {
  const char* file;
  const char* prefix;
  const char* language;
};

constexpr Set kSets[] = {{"senate-press-2005h1", "", "English"},
                         {"ntrex-24", "eng/", "English"},
                         {"thaigov-dev", "", "Thai"}};

constexpr int kDraws = 1000;  // before a story is said to have no unrelated one

using Record = testing::TextRecord;
using Pair = std::pair<size_t, size_t>;

struct Sample {
  std::string name;
  std::vector<Record> records;
  std::vector<Pair> pairs;
  std::vector<size_t> alone;
};

// What an id says of the publisher, or of the kind of story: all up to the last slash.
std::string_view Publisher(const Record& record) {
  return std::string_view(record.id).substr(0, record.id.rfind('/') + 1);
}

// The nine bytes that a record's own name begins with: the day of a press release ("12Apr2005"),
// the subject of a Thai one.
std::string_view DayOrSubject(const Record& record) {
  constexpr size_t kLength = 9;
  return std::string_view(record.id).substr(record.id.rfind('/') + 1).substr(0, kLength);
}

// One publisher has all the records of a set in one language, and then any two will do.
bool Unrelated(const Record& a, const Record& b, bool one_publisher) {
  if (a.id == b.id || a.text == b.text) return false;
  return one_publisher || (Publisher(a) != Publisher(b) && DayOrSubject(a) != DayOrSubject(b));
}

void Draw(Sample& sample, size_t count, Random& random) {
  auto& records = sample.records;
  for (size_t i = records.size(); i > 1; --i) std::swap(records[i - 1], records[random.Below(i)]);
  const bool one_publisher = std::all_of(records.begin(), records.end(), [&](const Record& record) {
    return Publisher(record) == Publisher(records.front());
  });
  for (size_t i = 0; i < std::min(count, records.size()); ++i) sample.alone.push_back(i);
  for (size_t i = 0; i < count; ++i) {
    const size_t one = i % records.size();
    size_t other = one;
    for (int draw = 0; draw < kDraws && !Unrelated(records[one], records[other], one_publisher);
         ++draw) {
      other = random.Below(records.size());
    }
    if (Unrelated(records[one], records[other], one_publisher)) {
      sample.pairs.emplace_back(one, other);
    }
  }
}

absl::StatusOr<std::vector<Sample>> ReadSamples(const Settings& settings) {
  std::vector<Sample> samples;
  for (const Set& set : kSets) {
    const auto path = *settings.data / Concat({set.file, ".docs.jsonl.xz"});
    TWICETOLD_ASSIGN_OR_RETURN(const std::vector<Record> all, testing::ReadTexts(path));
    Sample sample;
    sample.name = Concat({set.language, ", ", set.file});
    for (const Record& record : all) {
      if (record.id.rfind(set.prefix, 0) == 0) sample.records.push_back(record);
    }
    Random random(Mix64(settings.Number("--seed", 1) ^ Hash64(sample.name)));
    Draw(sample, settings.Number("--stories", 1000), random);
    samples.push_back(std::move(sample));
  }
  return samples;
}

// The findings of each pair and of each single story.
struct Alarms {
  std::vector<std::vector<Told>> pairs;
  std::vector<std::vector<Told>> alone;
};

using Findings = std::vector<absl::StatusOr<std::vector<Told>>>;

absl::StatusOr<std::vector<std::vector<Told>>> Collect(Findings found) {
  std::vector<std::vector<Told>> all;
  for (absl::StatusOr<std::vector<Told>>& one : found) {
    if (!one.ok()) return one.status();
    all.push_back(*std::move(one));
  }
  return all;
}

absl::StatusOr<Alarms> Sound(const Sample& sample, const PassageOptions& options, int threads) {
  const Recipe recipe = DraftRecipe(options);
  Findings pairs(sample.pairs.size(), std::vector<Told>{});
  ParallelFor(pairs.size(), threads, [&](size_t i) {
    const auto& [a, b] = sample.pairs[i];
    pairs[i] = PlainRepeatsAcross(sample.records[a].text, sample.records[b].text, recipe);
  });
  Findings alone(sample.alone.size(), std::vector<Told>{});
  ParallelFor(alone.size(), threads, [&](size_t i) {
    alone[i] = PlainRepeatsIn(sample.records[sample.alone[i]].text, recipe);
  });
  Alarms alarms;
  TWICETOLD_ASSIGN_OR_RETURN(alarms.pairs, Collect(std::move(pairs)));
  TWICETOLD_ASSIGN_OR_RETURN(alarms.alone, Collect(std::move(alone)));
  return alarms;
}

double PercentWithAny(const std::vector<std::vector<Told>>& findings) {
  const auto any = std::count_if(findings.begin(), findings.end(),
                                 [](const std::vector<Told>& told) { return !told.empty(); });
  return findings.empty() ? 0.0
                          : 100.0 * static_cast<double>(any) / static_cast<double>(findings.size());
}

void Show(const std::string& name, const char* what, const std::vector<std::vector<Told>>& findings,
          uint64_t most) {
  uint64_t shown = 0;
  for (const std::vector<Told>& told : findings) {
    if (shown == most) return;
    if (told.empty()) continue;
    std::printf("\n%s, %s, %lu words\n  A: %s\n  B: %s\n", name.c_str(), what,
                static_cast<unsigned long>(told[0].words), told[0].a.c_str(), told[0].b.c_str());
    ++shown;
  }
}

absl::Status Row(const std::vector<Sample>& samples, const PassageOptions& options,
                 const Settings& settings) {
  std::printf("%9u %10u %13u", options.min_words, options.seed_words, options.max_gap_words);
  std::vector<Alarms> all;
  for (const Sample& sample : samples) {
    TWICETOLD_ASSIGN_OR_RETURN(Alarms alarms, Sound(sample, options, settings.Threads()));
    std::printf("  %8.1f %% %8.1f %%", PercentWithAny(alarms.pairs), PercentWithAny(alarms.alone));
    all.push_back(std::move(alarms));
  }
  std::printf("\n");
  const uint64_t most = settings.Number("--show", 0);
  for (size_t i = 0; i < samples.size(); ++i) {
    Show(samples[i].name, "pair", all[i].pairs, most);
    Show(samples[i].name, "alone", all[i].alone, most);
  }
  return absl::OkStatus();
}

// The options that the table varies: every least length with every seed, then the gaps.
std::vector<PassageOptions> Variations(const PassageOptions& defaults) {
  std::vector<PassageOptions> variations;
  for (const uint32_t min_words : {6U, 7U, 8U, 9U, 10U, 12U, 14U}) {
    for (const uint32_t seed_words : {3U, 4U, 5U, 6U}) {
      PassageOptions options = defaults;
      options.min_words = min_words;
      options.seed_words = seed_words;
      variations.push_back(options);
    }
  }
  for (const uint32_t min_words : {8U, 10U}) {
    for (const uint32_t max_gap_words : {0U, 4U, 8U, 12U}) {
      PassageOptions options = defaults;
      options.min_words = min_words;
      options.max_gap_words = max_gap_words;
      variations.push_back(options);
    }
  }
  return variations;
}

absl::Status Run(const Settings& settings) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::vector<Sample> samples, ReadSamples(settings));
  std::printf("false alarms: seed %lu; share with any finding that is not all quotation\n",
              static_cast<unsigned long>(settings.Number("--seed", 1)));
  for (const Sample& sample : samples) {
    std::printf("%s: %zu pairs, %zu alone\n", sample.name.c_str(), sample.pairs.size(),
                sample.alone.size());
  }
  std::printf("\n%9s %10s %13s", "min_words", "seed_words", "max_gap_words");
  for (size_t i = 0; i < samples.size(); ++i) std::printf("  %10s %10s", "pairs", "alone");
  std::printf("\n");
  if (settings.Number("--table", 0) == 0) return Row(samples, settings.passages, settings);
  for (const PassageOptions& options : Variations(settings.passages)) {
    TWICETOLD_RETURN_IF_ERROR(Row(samples, options, settings));
  }
  return absl::OkStatus();
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings = twicetold::bench::ParseSettings(
      argc, argv, "false_alarms", twicetold::bench::kUsage, {"--stories", "--show", "--table"});
  const absl::Status ran = twicetold::bench::Run(settings);
  if (!ran.ok()) {
    std::fprintf(stderr, "false_alarms: %s\n", std::string(ran.message()).c_str());
    return 2;
  }
  return 0;
}
