#include "tests/support/dedup_run.h"

#include <gtest/gtest.h>

#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/dedup/dedup.h"
#include "twicetold/dedup/inputs.h"
#include "twicetold/dedup/options.h"
#include "twicetold/dedup/summary.h"
#include "twicetold/dedup/work_dir.h"
#include "twicetold/dedup/write.h"
#include "twicetold/io/reader.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/progress.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold::testing {
namespace {

constexpr const char* kOutputs[] = {"kept.jsonl", "removed.jsonl", "clusters.jsonl",
                                    "summary.json"};

// Puts a folder in the place of the first output when all other stages are done.
class InTheWay : public Progress {
 public:
  void Begin(std::string_view stage, uint64_t, std::string_view) override {
    if (stage == "writing") std::filesystem::create_directory(kOutputs[0]);
  }
  void Advance(uint64_t) override {}
  void End() override {}
};

}  // namespace

std::string Record(std::string_view id, std::string_view text) {
  std::string line = "{\"id\":\"";
  line += id;
  line += "\",\"text\":\"";
  line += text;
  return line + "\", \"n\": [1,{}]}\n";
}

std::string Records(const std::vector<std::string>& texts, size_t first) {
  std::string lines;
  for (size_t i = 0; i < texts.size(); ++i) {
    lines += Record("d" + std::to_string(first + i), texts[i]);
  }
  return lines;
}

DedupOptions CorpusOptions() {
  DedupOptions options;
  options.recipe = *Recipe::FromPreset("corpus");
  options.memory = uint64_t{64} << 20;
  return options;
}

absl::StatusOr<DedupSummary> Try(const Job& job, Progress* progress) {
  DedupInputs inputs(job.inputs, job.references, ReadOptions(), false);
  const auto plan = PlanOf(inputs, job.options);
  if (!plan.ok()) return plan.status();
  const auto work = WorkDir::Open("work", *plan, job.resume);
  if (!work.ok()) return work.status();
  DedupOutputs outputs;
  outputs.kept = kOutputs[0];
  outputs.removed = kOutputs[1];
  outputs.clusters = kOutputs[2];
  outputs.summary = kOutputs[3];
  if (job.options.all_pairs) outputs.pairs = "pairs.jsonl";
  return Deduplicate(inputs, job.options, outputs, **work, nullptr, progress);
}

DedupSummary MustRun(const Job& job) {
  const auto summary = Try(job);
  EXPECT_TRUE(summary.ok()) << summary.status();
  return *summary;
}

std::string AllOutputs() {
  std::string all;
  for (const char* name : kOutputs) all += ReadWhole(name) + "\x1E";
  return all;
}

std::vector<Json> JsonLinesOf(const std::string& path) {
  std::vector<Json> lines;
  for (const std::string& line : LinesOf(path)) lines.emplace_back(line);
  return lines;
}

std::vector<std::string> KeptIds() {
  std::vector<std::string> ids;
  for (const Json& record : JsonLinesOf("kept.jsonl")) ids.push_back(record.Text("/id"));
  return ids;
}

std::map<std::string, std::string> TextsById(const std::string& path) {
  std::map<std::string, std::string> texts;
  for (const Json& record : JsonLinesOf(path)) texts[record.Text("/id")] = record.Text("/text");
  return texts;
}

void CheckSameBytesForAnyThreadsAndMemory(const Job& job) {
  MustRun(job);
  const std::string once = AllOutputs();
  for (const int threads : {2, 7}) {
    for (const uint64_t memory : {uint64_t{4096}, uint64_t{1} << 32}) {
      Job other = job;
      other.options.threads = threads;
      other.options.memory = memory;
      MustRun(other);
      EXPECT_EQ(AllOutputs(), once) << threads << " threads, " << memory << " bytes";
    }
  }
}

void CheckResumesAfterAnyStage(const Job& job) {
  MustRun(job);
  const std::string unbroken = AllOutputs();
  Job resumed = job;
  resumed.resume = true;
  resumed.options.threads = 2;
  // Markers are taken away as if the run had died earlier.
  for (const std::vector<std::string>& lost : {std::vector<std::string>{},
                                               {"decide"},
                                               {"decide", "bucket"},
                                               {"decide", "bucket", "read"}}) {
    for (const char* name : kOutputs) std::filesystem::remove(name);
    InTheWay in_the_way;
    EXPECT_FALSE(Try(job, &in_the_way).ok());
    std::filesystem::remove(kOutputs[0]);
    for (const std::string& stage : lost) {
      EXPECT_TRUE(std::filesystem::remove("work/" + stage + ".done")) << stage << " was not done";
    }
    MustRun(resumed);
    EXPECT_EQ(AllOutputs(), unbroken);
    EXPECT_FALSE(std::filesystem::exists("work"));
  }
}

std::vector<uint64_t> SetOf(std::string_view text) {
  return DistinctShingles(ShingleWords(SplitWords(text, 0).hashes(), 5));
}

Overlap OverlapOf(std::string_view a, std::string_view b) {
  return CountOverlap(SetOf(a), SetOf(b));
}

}  // namespace twicetold::testing
