// long_repeats [WINDOW_WORDS [MOST_BYTES]]: exact long repeats against suffix array and common
// prefixes, over all sets of real texts, as they come.
//
// Each way runs in a process of its own, so that its peak of memory is its own: what it had beyond
// the texts. Ours is timed with everything, from text to repeats; tokenising alone is timed beside
// it. The suffix array is given the folded words as bytes, made before its clock starts. `ratio` is
// to array and prefixes alone, `of all` to these and what it takes to make repeated words of them,
// which here is done as plainly as it can be. Both must find the same repeated words.
//
// Exit status: 0 the same words or no data to run on, 1 not the same, 2 trouble.

#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "bench/speed/suffix_array.h"
#include "tests/support/data.h"
#include "twicetold/base/status.h"
#include "twicetold/match/long_repeat.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

using Texts = std::vector<std::string>;

double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// What a process leaves behind, and a byte a word for whether it is repeated.
struct Outcome {
  double seconds[3];  // in parts, of which unused ones are 0
  size_t numbers[2];
  size_t start_bytes;  // of memory, when it began
  size_t peak_bytes;   // and at most until it was done, what it leaves behind apart
  bool done;
  double Seconds() const { return seconds[0] + seconds[1] + seconds[2]; }
};

struct Shared {
  Outcome* outcome = nullptr;
  uint8_t* repeated = nullptr;
  size_t PeakBytes() const {
    return outcome->peak_bytes - std::min(outcome->peak_bytes, outcome->start_bytes);
  }
};

size_t PeakMemory() {
  struct rusage usage {};
  getrusage(RUSAGE_SELF, &usage);
  return static_cast<size_t>(usage.ru_maxrss) * 1024;
}

size_t MemoryNow() {
  size_t pages = 0;
  std::FILE* const file = std::fopen("/proc/self/statm", "r");
  if (file == nullptr || std::fscanf(file, "%*s %zu", &pages) != 1) pages = 0;
  if (file != nullptr) std::fclose(file);
  return pages * static_cast<size_t>(sysconf(_SC_PAGESIZE));
}

// Runs `work` in a process of its own.
absl::StatusOr<Shared> Apart(size_t words, const std::function<absl::Status(Shared&)>& work) {
  Shared shared;
  void* const memory = mmap(nullptr, sizeof(Outcome) + words, PROT_READ | PROT_WRITE,
                            MAP_SHARED | MAP_ANONYMOUS, -1, 0);
  if (memory == MAP_FAILED) return absl::ResourceExhaustedError("no memory to share");
  shared.outcome = static_cast<Outcome*>(memory);
  shared.repeated = static_cast<uint8_t*>(memory) + sizeof(Outcome);
  std::fflush(nullptr);
  const pid_t child = fork();
  if (child < 0) return absl::ResourceExhaustedError("no other process");
  if (child == 0) {
    shared.outcome->start_bytes = MemoryNow();
    const absl::Status status = work(shared);
    if (!status.ok()) std::fprintf(stderr, "%s\n", status.ToString().c_str());
    shared.outcome->done = status.ok();
    std::_Exit(0);
  }
  int status = 0;
  if (waitpid(child, &status, 0) != child || !shared.outcome->done) {
    return absl::InternalError("a way did not come to its end");
  }
  return shared;
}

absl::StatusOr<Texts> AllTexts(const std::filesystem::path& folder, size_t most_bytes) {
  std::vector<std::filesystem::path> sets;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    if (entry.path().string().ends_with(".docs.jsonl.xz")) sets.push_back(entry.path());
  }
  std::sort(sets.begin(), sets.end());
  Texts texts;
  size_t bytes = 0;
  for (const std::filesystem::path& set : sets) {
    TWICETOLD_ASSIGN_OR_RETURN(std::vector<testing::TextRecord> records, testing::ReadTexts(set));
    for (testing::TextRecord& record : records) {
      if ((bytes += record.text.size()) > most_bytes) return texts;
      texts.push_back(std::move(record.text));
    }
  }
  return texts;
}

FoldedText Fold(const Texts& texts) {
  FoldedText folded;
  WordFolder folder(0);
  FoldedWords words;
  for (const std::string& text : texts) {
    folder.Fold(text, words);
    folded.document_begins.push_back(static_cast<uint32_t>(folded.word_begins.size()));
    for (size_t i = 0; i < words.size(); ++i) {
      folded.word_begins.push_back(static_cast<uint32_t>(folded.bytes.size()));
      folded.bytes.append(words.folded(i)).push_back('\0');
    }
    folded.bytes.push_back('\1');
  }
  folded.word_begins.push_back(static_cast<uint32_t>(folded.bytes.size()));
  folded.document_begins.push_back(static_cast<uint32_t>(folded.word_begins.size()));
  return folded;
}

absl::Status Tokenise(const Texts& texts, Shared& shared) {
  WordHasher hasher(0);
  const double begin = Now();
  for (const std::string& text : texts) shared.outcome->numbers[0] += hasher.Hash(text).size();
  shared.outcome->seconds[0] = Now() - begin;
  shared.outcome->peak_bytes = PeakMemory();
  return absl::OkStatus();
}

absl::Status FindOurs(const Texts& texts, const std::vector<size_t>& word_begins,
                      const LongRepeatOptions& options, int threads, Shared& shared) {
  const auto read = [&](uint32_t document) -> absl::StatusOr<std::string_view> {
    return texts[document];
  };
  const double begin = Now();
  TWICETOLD_ASSIGN_OR_RETURN(
      const LongRepeats found,
      FindLongRepeats(static_cast<uint32_t>(texts.size()), read, options, threads));
  shared.outcome->seconds[0] = Now() - begin;
  shared.outcome->peak_bytes = PeakMemory();
  shared.outcome->numbers[0] = found.repeats.size();
  shared.outcome->numbers[1] = found.false_proposals;
  for (const LongRepeat& repeat : found.repeats) {
    std::fill_n(shared.repeated + word_begins[repeat.document] + repeat.begin, repeat.words, 1);
  }
  return absl::OkStatus();
}

absl::Status FindBySuffixArray(const Texts& texts, uint32_t window_words, Shared& shared) {
  // Its memory begins with the folded text, which stands in for the texts themselves.
  const FoldedText folded = Fold(texts);
  shared.outcome->start_bytes = MemoryNow();
  TWICETOLD_ASSIGN_OR_RETURN(const RepeatedBySuffixArray found,
                             RepeatedWordsBySuffixArray(folded, window_words));
  shared.outcome->peak_bytes = PeakMemory();
  shared.outcome->seconds[0] = found.sort_seconds;
  shared.outcome->seconds[1] = found.prefix_seconds;
  shared.outcome->seconds[2] = found.group_seconds;
  shared.outcome->numbers[0] = folded.bytes.size();
  for (size_t w = 0; w < found.words.size(); ++w) shared.repeated[w] = found.words[w] ? 1 : 0;
  return absl::OkStatus();
}

void Print(const char* way, const Shared& shared, size_t bytes, const Shared* yardstick) {
  const double seconds = shared.outcome->Seconds();
  const auto size = static_cast<double>(bytes);
  std::printf("%-34s %8.2f %9.1f %11.2f", way, seconds, size / 1e6 / seconds,
              static_cast<double>(shared.PeakBytes()) / size);
  if (yardstick != nullptr) {
    const double* const taken = yardstick->outcome->seconds;
    std::printf(" %8.1f %8.1f", (taken[0] + taken[1]) / seconds,
                yardstick->outcome->Seconds() / seconds);
  }
  std::printf("\n");
}

absl::StatusOr<int> Run(LongRepeatOptions options, size_t most_bytes) {
  const auto folder = testing::DataFolder();
  if (!folder) {
    std::printf("long_repeats: skipped: %s\n", testing::kNoDataMessage);
    return 0;
  }
  TWICETOLD_ASSIGN_OR_RETURN(const Texts texts, AllTexts(*folder, most_bytes));
  size_t bytes = 0;
  size_t words = 0;
  std::vector<size_t> word_begins;
  WordHasher hasher(0);
  for (const std::string& text : texts) {
    bytes += text.size();
    word_begins.push_back(words);
    words += hasher.Hash(text).size();
  }
  std::printf("%zu documents, %.1f MB, %zu words; windows of %u words\n", texts.size(),
              static_cast<double>(bytes) / 1e6, words, options.window_words);

  TWICETOLD_ASSIGN_OR_RETURN(const Shared sorted, Apart(words, [&](Shared& shared) {
                               return FindBySuffixArray(texts, options.window_words, shared);
                             }));
  std::printf("%-34s %8s %9s %11s %8s %8s\n", "", "seconds", "MB/s", "bytes/byte", "ratio",
              "of all");
  Print("suffix array and common prefixes", sorted, bytes, nullptr);
  std::printf("  sort %.2f s, prefixes %.2f s, groups %.2f s; %.1f MB folded\n",
              sorted.outcome->seconds[0], sorted.outcome->seconds[1], sorted.outcome->seconds[2],
              static_cast<double>(sorted.outcome->numbers[0]) / 1e6);
  TWICETOLD_ASSIGN_OR_RETURN(const Shared tokenised,
                             Apart(words, [&](Shared& shared) { return Tokenise(texts, shared); }));
  Print("tokenising once, hashes only", tokenised, bytes, nullptr);
  const auto count = [&](const Shared& shared) {
    return static_cast<size_t>(std::count(shared.repeated, shared.repeated + words, 1));
  };
  int status = 0;
  struct Way {
    const char* name;
    int threads;
    uint32_t parts;
  };
  for (const Way& way : {Way{"long repeats", 1, 1}, Way{"long repeats, 2 threads", 2, 1},
                         Way{"long repeats in 4 parts", 1, 4}}) {
    options.parts = way.parts;
    TWICETOLD_ASSIGN_OR_RETURN(const Shared ours, Apart(words, [&](Shared& shared) {
                                 return FindOurs(texts, word_begins, options, way.threads, shared);
                               }));
    Print(way.name, ours, bytes, &sorted);
    const bool same = std::equal(ours.repeated, ours.repeated + words, sorted.repeated);
    std::printf("  %zu repeats, %zu words repeated, %s; %zu false proposals\n",
                ours.outcome->numbers[0], count(ours),
                same ? "the same words" : "NOT THE SAME WORDS", ours.outcome->numbers[1]);
    if (!same) status = 1;
  }
  return status;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  twicetold::LongRepeatOptions options;
  if (argc > 1) options.window_words = static_cast<uint32_t>(std::strtoul(argv[1], nullptr, 10));
  const size_t most_bytes = argc > 2 ? std::strtoull(argv[2], nullptr, 10) : SIZE_MAX;
  if (argc > 3 || options.window_words == 0) {
    std::fprintf(stderr, "long_repeats [WINDOW_WORDS [MOST_BYTES]]\n");
    return 2;
  }
  const auto status = twicetold::bench::Run(options, most_bytes);
  if (!status.ok()) {
    std::fprintf(stderr, "long_repeats: %s\n", std::string(status.status().message()).c_str());
    return 2;
  }
  return *status;
}
