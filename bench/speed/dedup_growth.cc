// `twicetold dedup` from ten thousand records to ten million: time, memory and disk, and whether
// both laws hold.
//
// Made documents (tests/support/made_documents.h) as JSON Lines in a folder, the program run on
// them as a person runs it, in a process of its own: its time is that of the clock on the wall,
// from start to end; its memory what the kernel says the process had at most; its disk the most
// that the work folder held, looked at ten times a second. Then, on a sample of families that does
// not depend on the result:
//
//   soundness     every record that went is truly at the threshold against the kept one, with the
//                 figures told, counted anew from the texts
//   completeness  of true pairs inside a family, the share with both sides kept
//
// and, where memory holds all, that the same records stay as FindNearDuplicates keeps.
//
// Arguments: [--json FILE] [--program FILE] [--folder FOLDER] [--bytes N] [--threads N] [MOST]
// The program is $TWICETOLD_BINARY if not given; the folder, the system's for temporary files,
// needs room for three times the input. MOST: records of the largest run, 100000 if not given.

#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <atomic>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <map>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/made_documents.h"
#include "twicetold/base/parallel.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

namespace fs = std::filesystem;
using testing::Json;
using testing::MadeDocuments;

constexpr uint64_t kSampledFamilies = 2000;
constexpr uint64_t kMostInMemory = 100'000;

struct Settings {
  std::string program;
  fs::path folder;
  size_t bytes = 1300;
  int threads = AvailableThreads();
};

std::string JsonText(std::string_view text) {
  std::string json;
  for (const char c : text) {
    if (c == '\n') {
      json += "\\n";
      continue;
    }
    if (c == '"' || c == '\\') json += '\\';
    json += c;
  }
  return json;
}

// Writes the records, made by all threads, a stretch at a time.
uint64_t WriteInput(const MadeDocuments& made, const fs::path& path) {
  constexpr uint64_t kOfPiece = 1024;
  constexpr uint64_t kPieces = 64;
  std::ofstream file(path, std::ios::binary);
  std::vector<std::string> pieces(kPieces);
  uint64_t bytes = 0;
  for (uint64_t first = 0; first < made.size(); first += kOfPiece * kPieces) {
    ParallelFor(kPieces, AvailableThreads(), [&](size_t piece) {
      pieces[piece].clear();
      const uint64_t begin = first + piece * kOfPiece;
      for (uint64_t i = begin; i < std::min(begin + kOfPiece, made.size()); ++i) {
        pieces[piece] +=
            "{\"id\": " + std::to_string(i) + ", \"text\": \"" + JsonText(made.Text(i)) + "\"}\n";
      }
    });
    for (const std::string& piece : pieces) {
      file.write(piece.data(), static_cast<std::streamsize>(piece.size()));
      bytes += piece.size();
    }
  }
  return file.flush() ? bytes : 0;
}

uint64_t BytesIn(const fs::path& folder) {
  uint64_t bytes = 0;
  std::error_code gone;  // files come and go
  for (const fs::directory_entry& entry : fs::directory_iterator(folder, gone)) {
    const uint64_t size = entry.file_size(gone);
    bytes += gone ? 0 : size;
  }
  return bytes;
}

struct RunFigures {
  bool succeeded = false;
  double seconds = 0;
  double cpu_seconds = 0;
  double kernel_seconds = 0;  // of these
  uint64_t peak_bytes = 0;
  uint64_t disk_bytes = 0;
};

RunFigures RunDedup(const Settings& settings) {
  const auto path = [&](const char* name) { return (settings.folder / name).string(); };
  const std::vector<std::string> arguments = {settings.program,
                                              "dedup",
                                              path("in.jsonl"),
                                              "--output",
                                              path("kept.jsonl"),
                                              "--removed",
                                              path("removed.jsonl"),
                                              "--memory",
                                              "4G",
                                              "--threads",
                                              std::to_string(settings.threads),
                                              "--quiet"};
  std::vector<char*> pointers;
  pointers.reserve(arguments.size() + 1);
  for (const std::string& argument : arguments) {
    pointers.push_back(const_cast<char*>(argument.c_str()));
  }
  pointers.push_back(nullptr);
  RunFigures figures;
  const auto begin = std::chrono::steady_clock::now();
  const pid_t child = fork();
  if (child == 0) {
    execv(pointers[0], pointers.data());
    _exit(127);
  }
  std::atomic<bool> ended = false;
  std::thread watch([&] {
    while (!ended) {
      figures.disk_bytes = std::max(figures.disk_bytes, BytesIn(path("kept.jsonl.work")));
      std::this_thread::sleep_for(std::chrono::milliseconds(100));
    }
  });
  int status = 0;
  rusage usage{};
  wait4(child, &status, 0, &usage);
  figures.seconds = std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count();
  ended = true;
  watch.join();
  const auto seconds = [](const timeval& time) {
    return static_cast<double>(time.tv_sec) + 1e-6 * static_cast<double>(time.tv_usec);
  };
  figures.succeeded = WIFEXITED(status) && WEXITSTATUS(status) == 0;
  figures.cpu_seconds = seconds(usage.ru_utime) + seconds(usage.ru_stime);
  figures.kernel_seconds = seconds(usage.ru_stime);
  figures.peak_bytes = static_cast<uint64_t>(usage.ru_maxrss) * 1024;
  return figures;
}

std::vector<uint64_t> SetOf(const MadeDocuments& made, uint64_t document) {
  return DistinctShingles(ShingleWords(SplitWords(made.Text(document), 0).hashes(), 5));
}

struct Verdict {
  std::string trouble;
  uint64_t removed = 0;
  uint64_t checked = 0;     // of them
  uint64_t true_pairs = 0;  // in the sampled families
  uint64_t both_kept = 0;   // of them
};

// Which documents went, and the lines of those in sampled families held against the texts.
std::vector<bool> CheckRemoved(const MadeDocuments& made, const fs::path& folder, uint64_t every,
                               Verdict& verdict) {
  std::vector<bool> gone(made.size(), false);
  std::ifstream file(folder / "removed.jsonl");
  for (std::string line; std::getline(file, line);) {
    ++verdict.removed;
    const uint64_t id = std::strtoull(line.c_str() + line.find("\"id\":\"") + 6, nullptr, 10);
    gone[id] = true;
    if (made.Family(id) % every != 0) continue;
    const Json json(line);
    const uint64_t kept = std::strtoull(json.Text("/kept").c_str(), nullptr, 10);
    const Overlap overlap = CountOverlap(SetOf(made, id), SetOf(made, kept));
    ++verdict.checked;
    if (overlap.Resemblance() < Recipe().threshold) verdict.trouble = "a removed record is unlike";
    if (overlap.Resemblance() != json.Double("/resemblance")) verdict.trouble = "a wrong figure";
  }
  return gone;
}

void CheckFamilies(const MadeDocuments& made, const std::vector<bool>& gone, uint64_t every,
                   Verdict& verdict) {
  std::map<uint64_t, std::vector<uint64_t>> families;
  for (uint64_t i = 0; i < made.size(); ++i) {
    const uint64_t family = made.Family(i);
    if (family % every == 0) families[family].push_back(i);
  }
  for (const auto& [family, members] : families) {
    if (members.size() < 2 || members.size() > 100) continue;
    std::vector<std::vector<uint64_t>> sets;
    for (const uint64_t member : members) sets.push_back(SetOf(made, member));
    for (size_t b = 1; b < members.size(); ++b) {
      for (size_t a = 0; a < b; ++a) {
        if (!OverlapReaching(Recipe().threshold, sets[a], sets[b])) continue;
        ++verdict.true_pairs;
        if (!gone[members[a]] && !gone[members[b]]) ++verdict.both_kept;
      }
    }
  }
}

// The members of FindNearDuplicates' clusters are those that go.
void CheckInMemory(const MadeDocuments& made, const std::vector<bool>& gone, Verdict& verdict) {
  if (made.size() > kMostInMemory) return;
  std::vector<std::string> texts;
  for (uint64_t i = 0; i < made.size(); ++i) texts.push_back(made.Text(i));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const auto found = FindNearDuplicates(views, *Recipe::FromPreset("corpus"), 1);
  std::vector<bool> expected(made.size(), false);
  for (const Cluster& cluster : found->clusters) {
    for (const uint32_t member : cluster.members) expected[member] = true;
  }
  if (expected != gone) verdict.trouble = "not the records that go in memory";
}

bool Measure(uint64_t count, const Settings& settings, std::ofstream& json) {
  const MadeDocuments made({.count = count, .bytes = settings.bytes});
  const uint64_t bytes = WriteInput(made, settings.folder / "in.jsonl");
  if (bytes == 0) {
    std::printf("dedup_growth: %s: the input can't be written\n", settings.folder.c_str());
    return false;
  }
  const RunFigures run = RunDedup(settings);
  Verdict verdict;
  if (run.succeeded) {
    const uint64_t every = std::max<uint64_t>(1, count / 2 / kSampledFamilies);
    const std::vector<bool> gone = CheckRemoved(made, settings.folder, every, verdict);
    CheckFamilies(made, gone, every, verdict);
    CheckInMemory(made, gone, verdict);
  } else {
    verdict.trouble = "dedup failed";
  }
  const auto documents = static_cast<double>(count);
  const double left = verdict.true_pairs == 0 ? 0.0
                                              : static_cast<double>(verdict.both_kept) /
                                                    static_cast<double>(verdict.true_pairs);
  std::printf("%10llu %8.2f %8.1f %9.0f %7.3f %6.2f %8.0f %8.0f %7.0f %9llu %8llu %9.5f  %s\n",
              static_cast<unsigned long long>(count), static_cast<double>(bytes) / 1e9, run.seconds,
              documents / run.seconds, static_cast<double>(bytes) / run.cpu_seconds / 1e9,
              run.kernel_seconds / run.cpu_seconds, static_cast<double>(run.peak_bytes) / 1e6,
              static_cast<double>(run.disk_bytes) / 1e6,
              static_cast<double>(run.peak_bytes) / documents,
              static_cast<unsigned long long>(verdict.removed),
              static_cast<unsigned long long>(verdict.checked), left, verdict.trouble.c_str());
  std::fflush(stdout);
  if (json.is_open()) {
    json << (count == 10'000 ? "\n" : ",\n") << R"(  {"name": "dedup/)" << settings.bytes << "/"
         << count << R"(", "run_type": "iteration", "real_time": )" << run.seconds
         << R"(, "time_unit": "s", "bytes_per_second": )"
         << static_cast<double>(bytes) / run.seconds << R"(, "bytes_per_core_second": )"
         << static_cast<double>(bytes) / run.cpu_seconds << R"(, "kernel_share": )"
         << run.kernel_seconds / run.cpu_seconds << R"(, "items_per_second": )"
         << documents / run.seconds << R"(, "peak_bytes": )" << run.peak_bytes
         << R"(, "disk_bytes": )" << run.disk_bytes << R"(, "both_kept": )" << left << "}";
  }
  for (const char* name : {"in.jsonl", "kept.jsonl", "removed.jsonl"}) {
    fs::remove(settings.folder / name);
  }
  return verdict.trouble.empty() && left <= 0.01;
}

int Main(const std::vector<std::string>& arguments) {
  Settings settings;
  const char* const program = std::getenv("TWICETOLD_BINARY");
  settings.program = program == nullptr ? "" : program;
  settings.folder = fs::temp_directory_path();
  std::string json_path;
  uint64_t most = 100'000;
  for (size_t i = 0; i < arguments.size(); ++i) {
    const bool has_value = i + 1 < arguments.size();
    if (arguments[i] == "--json" && has_value) {
      json_path = arguments[++i];
    } else if (arguments[i] == "--program" && has_value) {
      settings.program = arguments[++i];
    } else if (arguments[i] == "--folder" && has_value) {
      settings.folder = arguments[++i];
    } else if (arguments[i] == "--bytes" && has_value) {
      settings.bytes = std::strtoull(arguments[++i].c_str(), nullptr, 10);
    } else if (arguments[i] == "--threads" && has_value) {
      settings.threads = std::atoi(arguments[++i].c_str());
    } else {
      most = std::strtoull(arguments[i].c_str(), nullptr, 10);
    }
  }
  if (settings.program.empty()) {
    std::printf("dedup_growth skipped: --program names no twicetold\n");
    return 0;
  }
  settings.folder /= "twicetold-growth-" + std::to_string(getpid());
  fs::create_directories(settings.folder);
  std::ofstream json;
  if (!json_path.empty()) {
    json.open(json_path);
    json << "{\"benchmarks\": [";
  }
  std::printf("%10s %8s %8s %9s %7s %6s %8s %8s %7s %9s %8s %9s\n", "records", "GB in", "seconds",
              "records/s", "GB/s/c", "kernel", "MB peak", "MB disk", "B/rec", "removed", "checked",
              "both kept");
  bool all = true;
  for (uint64_t count = 10'000; count <= most; count *= 10) {
    all = Measure(count, settings, json) && all;
  }
  if (json.is_open()) json << "\n]}\n";
  fs::remove_all(settings.folder);
  return all ? 0 : 1;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  return twicetold::bench::Main(std::vector<std::string>(argv + 1, argv + argc));
}
