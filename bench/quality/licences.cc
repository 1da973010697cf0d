// licences: which licence texts are found in the files that hold them.
//
// A query is a real file with the keys of the licences that stand, or are spoken of, in it. For
// each key with a full text the share of that text's words is measured that stand in passages
// shared with the query; 0.8 and more is found. Most files only name their licence, or give a
// notice of a few lines, and no full text can be found in them. So the keys are told apart by
// how many of the distinct three-word runs of the full text stand somewhere in the query, a measure
// that knows nothing of passages: where 80 % of them do, the full text is said to stand there,
// and recall is over these.
//
// Exit status: 0 done or no data to run on, 1 recall below what is asked for, 2 trouble.

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <map>
#include <set>
#include <string>
#include <unordered_set>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/quality/detect.h"
#include "bench/quality/material.h"
#include "bench/quality/settings.h"
#include "tests/support/data.h"
#include "tests/support/table.h"
#include "twicetold/base/concat.h"
#include "twicetold/base/parallel.h"
#include "twicetold/base/status.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

constexpr char kUsage[] =
    "licences [--data DIR] [--threads N] [--show N] [--min-words N] [--seed-words N]\n"
    "         [--max-gap-words N] [--min-identity PERCENT]\n"
    "--show prints so many of the full texts that stand in a query and are not found.\n";

constexpr double kFound = 0.8;         // least containment
constexpr double kStands = 0.8;        // least share of three-word runs of a text that stands there
constexpr double kLeastRecall = 0.95;  // asked for
constexpr uint64_t kRun = 3;

struct Wanted {
  std::string query;  // id
  std::string key;
  double runs = 0.0;         // share of the full text's three-word runs that stand in the query
  double containment = 0.0;  // share of its words in passages shared with it
};

// The keys of an expression such as "gpl-2.0 WITH classpath-exception-2.0|mit", each once.
std::set<std::string> Keys(const std::string& expression) {
  std::set<std::string> keys;
  std::string key;
  for (const char c : Concat({expression, " "})) {
    if (c != ' ' && c != '|' && c != '(' && c != ')') {
      key += c;
      continue;
    }
    if (!key.empty() && key != "AND" && key != "OR" && key != "WITH") keys.insert(key);
    key.clear();
  }
  return keys;
}

struct Licences {
  std::map<std::string, std::string> queries;  // text by id
  std::map<std::string, std::string> texts;    // full text by key
  std::vector<Wanted> wanted;
  size_t keys = 0;  // expected ones, with a full text or without
};

absl::StatusOr<Licences> ReadLicences(const Settings& settings) {
  Licences licences;
  TWICETOLD_ASSIGN_OR_RETURN(
      const auto queries, testing::ReadTexts(*settings.data / "licence-queries-dev.docs.jsonl.xz"));
  for (const testing::TextRecord& record : queries) licences.queries[record.id] = record.text;
  TWICETOLD_ASSIGN_OR_RETURN(const auto texts,
                             testing::ReadTexts(*settings.data / "licence-texts.docs.jsonl.xz"));
  constexpr std::string_view kPrefix = "lic/";
  constexpr std::string_view kSuffix = ".LICENSE";
  for (const testing::TextRecord& record : texts) {
    if (record.id.rfind(kPrefix, 0) != 0) continue;
    const size_t length = record.id.size() - kPrefix.size() - kSuffix.size();
    licences.texts[record.id.substr(kPrefix.size(), length)] = record.text;
  }
  TWICETOLD_ASSIGN_OR_RETURN(const auto rows,
                             testing::ReadTable(*settings.data / "licence-queries-dev.tsv.xz"));
  for (const std::vector<std::string>& row : rows) {
    if (row.size() < 2 || licences.queries.count(row[0]) == 0) continue;
    for (const std::string& key : Keys(row[1])) {
      ++licences.keys;
      if (licences.texts.count(key) != 0) licences.wanted.push_back(Wanted{row[0], key, 0.0, 0.0});
    }
  }
  return licences;
}

// 0 for a text of fewer than kRun words.
double ShareOfRuns(const std::string& text, const std::string& query) {
  const std::vector<uint64_t> all = RunHashes(text, kRun);
  const std::unordered_set<uint64_t> distinct(all.begin(), all.end());
  const std::vector<uint64_t> there = RunHashes(query, kRun);
  const std::unordered_set<uint64_t> in_query(there.begin(), there.end());
  if (distinct.empty()) return 0.0;
  const auto shared = std::count_if(distinct.begin(), distinct.end(), [&in_query](uint64_t hash) {
    return in_query.count(hash) != 0;
  });
  return static_cast<double>(shared) / static_cast<double>(distinct.size());
}

absl::Status Measure(Licences& licences, const Settings& settings) {
  const Recipe recipe = DraftRecipe(settings.passages);
  std::vector<absl::Status> trouble(licences.wanted.size());
  ParallelFor(licences.wanted.size(), settings.Threads(), [&](size_t i) {
    Wanted& wanted = licences.wanted[i];
    const std::string& text = licences.texts.at(wanted.key);
    const std::string& query = licences.queries.at(wanted.query);
    wanted.runs = ShareOfRuns(text, query);
    const absl::StatusOr<double> containment = ContainmentIn(text, query, recipe);
    trouble[i] = containment.status();
    if (containment.ok()) wanted.containment = *containment;
  });
  for (const absl::Status& status : trouble) TWICETOLD_RETURN_IF_ERROR(status);
  return absl::OkStatus();
}

// One row for each tenth of the share of runs; the recall over those that stand there.
double Tell(const Licences& licences) {
  constexpr size_t kBands = 11;
  std::array<size_t, kBands> all = {};
  std::array<size_t, kBands> found = {};
  size_t stand = 0;
  size_t stand_found = 0;
  for (const Wanted& wanted : licences.wanted) {
    const auto band = static_cast<size_t>(wanted.runs * 10.0 + 1e-9);
    const bool is_found = wanted.containment >= kFound;
    ++all[band];
    found[band] += is_found ? 1U : 0U;
    if (wanted.runs < kStands) continue;
    ++stand;
    stand_found += is_found ? 1U : 0U;
  }
  std::printf("licences: %zu queries, %zu expected keys, %zu with a full text\n\n",
              licences.queries.size(), licences.keys, licences.wanted.size());
  std::printf("%-34s %6s %6s\n", "three-word runs in the query", "texts", "found");
  for (size_t band = 0; band < kBands; ++band) {
    const std::string upto =
        band + 1 == kBands ? "" : Concat({" to ", std::to_string(10 * band + 9)});
    std::printf("%-34s %6zu %6zu\n", Concat({std::to_string(10 * band), upto, " %"}).c_str(),
                all[band], found[band]);
  }
  const double recall =
      stand == 0 ? 0.0 : static_cast<double>(stand_found) / static_cast<double>(stand);
  std::printf(
      "\n%-52s %8s %8s\n%-52s %8.2f %8.3f%s\n", "required", "asked", "measured",
      Concat({"full texts that stand in a query (", std::to_string(stand), "): found"}).c_str(),
      kLeastRecall, recall, recall >= kLeastRecall ? "" : "  MISSED");
  return recall;
}

void Show(const Licences& licences, uint64_t most) {
  uint64_t shown = 0;
  for (const Wanted& wanted : licences.wanted) {
    if (shown == most) return;
    if (wanted.runs < kStands || wanted.containment >= kFound) continue;
    std::printf("missed: %s in %s: runs %.3f, containment %.3f\n", wanted.key.c_str(),
                wanted.query.c_str(), wanted.runs, wanted.containment);
    ++shown;
  }
}

absl::StatusOr<double> Run(const Settings& settings) {
  TWICETOLD_ASSIGN_OR_RETURN(Licences licences, ReadLicences(settings));
  TWICETOLD_RETURN_IF_ERROR(Measure(licences, settings));
  const double recall = Tell(licences);
  Show(licences, settings.Number("--show", 0));
  return recall;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  const auto settings =
      twicetold::bench::ParseSettings(argc, argv, "licences", twicetold::bench::kUsage, {"--show"});
  const auto recall = twicetold::bench::Run(settings);
  if (!recall.ok()) {
    std::fprintf(stderr, "licences: %s\n", std::string(recall.status().message()).c_str());
    return 2;
  }
  return *recall >= twicetold::bench::kLeastRecall ? 0 : 1;
}
