// From ten thousand documents to ten million: time and memory a document.
//
// Made documents (tests/support/made_documents.h), FindNearDuplicates at default settings, each
// size in a process of its own. Memory is the peak beyond the texts, with the pairs and clusters
// that are the answer. Ten million documents of 300 bytes are 3 GB; of 2,600 bytes they would be 26
// GB, which FindNearDuplicates has to have in memory: there the row ends at one million.
//
// Arguments: [--json FILE] [MOST]: documents of the largest set, 10000000 if not given.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <fstream>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

#include "bench/support/in_child.h"
#include "tests/support/made_documents.h"
#include "twicetold/base/parallel.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/recipe/recipe.h"

namespace twicetold::bench {
namespace {

// Texts end to end, made by all threads; a piece is what one thread makes at a time.
struct PackedTexts {
  explicit PackedTexts(const testing::MadeOptions& options) {
    constexpr uint64_t kAtOnce = 4096;
    const testing::MadeDocuments made(options);
    pieces.resize((options.count + kAtOnce - 1) / kAtOnce);
    views.resize(options.count);
    ParallelFor(pieces.size(), AvailableThreads(), [&](size_t piece) {
      const uint64_t first = piece * kAtOnce;
      const uint64_t end = std::min(options.count, first + kAtOnce);
      std::vector<size_t> ends;
      std::string& bytes = pieces[piece];
      bytes.reserve((end - first) * (options.bytes + options.bytes / 8));
      for (uint64_t i = first; i < end; ++i) {
        bytes += made.Text(i);
        ends.push_back(bytes.size());
      }
      size_t begin = 0;
      for (uint64_t i = first; i < end; ++i) {
        views[i] = std::string_view(bytes).substr(begin, ends[i - first] - begin);
        begin = ends[i - first];
      }
    });
  }

  std::vector<std::string> pieces;
  std::vector<std::string_view> views;
};

// Every pair must be of one family: precision, of what no exhaustive join can hold at this size.
std::string CheckFamilies(const testing::MadeDocuments& made, const NearDuplicates& found) {
  if (found.pairs.empty()) return "no pair";
  for (const VerifiedPair& pair : found.pairs) {
    if (made.Family(pair.a) != made.Family(pair.b)) return "a pair of two families";
  }
  return "";
}

struct Row {
  uint64_t count;
  size_t bytes;
  Outcome outcome;
};

Row Measure(uint64_t count, size_t bytes) {
  const testing::MadeOptions options{.count = count, .bytes = bytes};
  const auto prepare = [&]() -> Work {
    const auto texts = std::make_shared<PackedTexts>(options);
    return [texts, options]() -> std::string {
      const auto found = FindNearDuplicates(texts->views, Recipe(), 1);
      if (!found.ok()) return std::string(found.status().message());
      return CheckFamilies(testing::MadeDocuments(options), *found);
    };
  };
  return {count, bytes, RunInChild(prepare, {.seconds = 120, .bytes = uint64_t{20} << 30})};
}

// In the form of Google Benchmark, for one reader of both.
void WriteJson(const std::string& path, const std::vector<Row>& rows) {
  std::ofstream json(path);
  json << "{\"benchmarks\": [";
  for (const Row& row : rows) {
    json << (&row == rows.data() ? "\n" : ",\n") << R"(  {"name": "growth/)" << row.bytes << "/"
         << row.count << R"(", "run_type": "iteration", "real_time": )" << row.outcome.seconds
         << R"(, "time_unit": "s", "items_per_second": )"
         << static_cast<double>(row.count) / row.outcome.seconds;
    if (row.outcome.peak_bytes) {
      json << R"(, "bytes_a_document": )"
           << static_cast<double>(*row.outcome.peak_bytes) / static_cast<double>(row.count);
    }
    json << "}";
  }
  json << "\n]}\n";
}

int Main(const std::vector<std::string>& arguments) {
  std::string json;
  uint64_t most = 10'000'000;
  for (size_t i = 0; i < arguments.size(); ++i) {
    if (arguments[i] == "--json" && i + 1 < arguments.size()) {
      json = arguments[++i];
    } else {
      most = std::strtoull(arguments[i].c_str(), nullptr, 10);
    }
  }
  std::vector<Row> rows;
  bool all = true;
  std::printf("%10s %6s %9s %14s %18s\n", "documents", "bytes", "seconds", "ns a document",
              "memory a document");
  for (const size_t bytes : {300U, 2600U}) {
    for (uint64_t count = 10'000; count <= most && count * bytes < uint64_t{8} << 30; count *= 10) {
      const Row row = Measure(count, bytes);
      const auto documents = static_cast<double>(count);
      std::printf("%10llu %6zu %9.3f %14.0f %18.0f  %s\n", static_cast<unsigned long long>(count),
                  bytes, row.outcome.seconds, row.outcome.seconds / documents * 1e9,
                  static_cast<double>(row.outcome.peak_bytes.value_or(0)) / documents,
                  row.outcome.trouble.c_str());
      std::fflush(stdout);
      if (row.outcome.trouble.empty()) rows.push_back(row);
      all = all && row.outcome.trouble.empty();
    }
  }
  if (!json.empty()) WriteJson(json, rows);
  return all ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  return twicetold::bench::Main(std::vector<std::string>(argv + 1, argv + argc));
}
