// Twicetold beside its peers, in a process of its own: the near-duplicates among the documents of a
// JSON Lines file, by the recipe for corpora, timed.
//
//   peer_twicetold_bench DOCUMENTS PAIRS THREADS
//   peer_twicetold_bench --make COUNT BYTES DOCUMENTS
//
// The first writes a line "a b shared union" for each verified pair and prints a JSON object; its
// seconds hold everything from texts in memory to verified pairs and clusters, tokenising and
// verification included. The second makes documents to compare on where there are no real texts.

#include <malloc.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <fstream>
#include <iostream>
#include <iterator>
#include <map>
#include <span>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"
#include "absl/strings/numbers.h"
#include "absl/strings/str_cat.h"
#include "absl/strings/str_replace.h"
#include "tests/support/made_documents.h"
#include "twicetold/base/status.h"
#include "twicetold/io/reader.h"
#include "twicetold/match/overlap.h"
#include "twicetold/pipeline/near_duplicates.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kLeastRounds = 3;
constexpr double kLeastSeconds = 1;  // of all rounds together

absl::StatusOr<std::vector<std::string>> ReadDocuments(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return absl::NotFoundError(absl::StrCat(path, ": cannot be read"));
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<std::string> texts;
  absl::Status status;
  ReadOptions options;
  options.format = Format::kJsonl;
  ReadBytes(path, bytes, options, [&](ReadResult result) {
    if (auto* document = std::get_if<Document>(&result)) {
      texts.push_back(std::move(document->text));
      return true;
    }
    // A document fewer would number all that follow otherwise than the peers do.
    status = absl::DataLossError(absl::StrCat(path, ": record ", texts.size() + 1, " is unread"));
    return false;
  });
  TWICETOLD_RETURN_IF_ERROR(status);
  return texts;
}

// VmRSS (now) or VmHWM (at most) of this process, in bytes; 0 when the system does not say.
uint64_t Memory(std::string_view field) {
  std::ifstream lines("/proc/self/status");
  for (std::string line; std::getline(lines, line);) {
    if (line.starts_with(field)) return std::strtoull(&line[field.size() + 1], nullptr, 10) * 1024;
  }
  return 0;
}

absl::Status WritePairs(const std::string& path, const std::vector<VerifiedPair>& pairs) {
  std::ofstream file(path, std::ios::binary);
  for (const auto& [a, b, overlap] : pairs) {
    file << a << ' ' << b << ' ' << overlap.shared << ' '
         << overlap.shared + overlap.only_a + overlap.only_b << '\n';
  }
  file.close();
  return file ? absl::OkStatus() : absl::DataLossError(absl::StrCat(path, ": cannot be written"));
}

// The pairs told and those that follow: FindNearDuplicates tells a copy once, with the first text
// of the same words, and the others report every pair.
std::vector<VerifiedPair> WithThoseOfCopies(const NearDuplicates& found,
                                            const std::vector<std::string_view>& texts) {
  std::map<std::vector<uint64_t>, uint32_t> first_of;
  std::vector<uint32_t> firsts;
  WordHasher hasher(0);
  for (uint32_t i = 0; i < texts.size(); ++i) {
    const std::span<const uint64_t> words = hasher.Hash(texts[i]);
    firsts.push_back(first_of.try_emplace({words.begin(), words.end()}, i).first->second);
  }
  std::map<uint32_t, std::vector<uint32_t>> group;  // of a first text: it, and its copies told
  const auto group_of = [&](uint32_t first) -> std::vector<uint32_t>& {
    std::vector<uint32_t>& members = group[first];
    if (members.empty()) members.push_back(first);
    return members;
  };
  std::vector<VerifiedPair> all;
  const auto add = [&](uint32_t a, uint32_t b, Overlap overlap) {
    if (a > b) std::swap(overlap.only_a, overlap.only_b);
    all.push_back({std::min(a, b), std::max(a, b), overlap});
  };
  for (const VerifiedPair& pair : found.pairs) {
    if (firsts[pair.b] != pair.a) continue;
    for (const uint32_t other : group_of(pair.a)) add(other, pair.b, pair.overlap);
    group_of(pair.a).push_back(pair.b);
  }
  for (const VerifiedPair& pair : found.pairs) {
    if (firsts[pair.b] == pair.a) continue;
    for (const uint32_t a : group_of(pair.a)) {
      for (const uint32_t b : group_of(pair.b)) add(a, b, pair.overlap);
    }
  }
  return all;
}

absl::Status Measure(const std::string& documents, const std::string& pairs_path, int threads) {
  TWICETOLD_ASSIGN_OR_RETURN(const std::vector<std::string> texts, ReadDocuments(documents));
  TWICETOLD_ASSIGN_OR_RETURN(const Recipe recipe, Recipe::FromPreset("corpus"));
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  malloc_trim(0);  // what reading has left is not to be had for nothing
  std::ofstream("/proc/self/clear_refs") << "5";  // VmHWM begins again at what is held now
  const uint64_t before = Memory("VmRSS");
  NearDuplicates found;
  std::vector<double> rounds;
  for (double sum = 0; rounds.size() < kLeastRounds || sum < kLeastSeconds; sum += rounds.back()) {
    found = {};
    const auto begin = std::chrono::steady_clock::now();
    TWICETOLD_ASSIGN_OR_RETURN(found, FindNearDuplicates(views, recipe, threads));
    rounds.push_back(
        std::chrono::duration<double>(std::chrono::steady_clock::now() - begin).count());
  }
  const uint64_t memory = Memory("VmHWM") - before;
  const double first = rounds.front();
  std::ranges::sort(rounds);
  std::cout << absl::StrCat("{\"total\": ", rounds[rounds.size() / 2], ", \"first\": ", first,
                            ", \"least\": ", rounds.front(), ", \"rounds\": ", rounds.size(),
                            ", \"memory\": ", memory, ", \"plan\": \"", recipe.Plan().bands, "x",
                            recipe.Plan().rows, "\", \"candidates\": ", found.candidates,
                            ", \"hot_buckets\": ", found.hot_buckets, "}\n");
  return WritePairs(pairs_path, WithThoseOfCopies(found, views));
}

// Made texts hold nothing that JSON escapes but quotation marks and line breaks.
absl::Status Make(size_t count, size_t bytes, const std::string& path) {
  std::ofstream file(path, std::ios::binary);
  for (const std::string& text : testing::MakeAll({.count = count, .bytes = bytes})) {
    file << R"({"text": ")" << absl::StrReplaceAll(text, {{"\"", "\\\""}, {"\n", "\\n"}})
         << "\"}\n";
  }
  file.close();
  return file ? absl::OkStatus() : absl::DataLossError(absl::StrCat(path, ": cannot be written"));
}

int Run(const std::vector<std::string>& arguments) {
  if (arguments.empty()) {
    std::cout << "peer_twicetold skipped: bench/peers/run gives it documents\n";
    return 0;
  }
  absl::Status status = absl::InvalidArgumentError("see the head of peer_twicetold.cc");
  int threads = 0;
  size_t count = 0;
  size_t bytes = 0;
  if (arguments.size() == 4 && arguments[0] == "--make" && absl::SimpleAtoi(arguments[1], &count) &&
      absl::SimpleAtoi(arguments[2], &bytes)) {
    status = Make(count, bytes, arguments[3]);
  } else if (arguments.size() == 3 && absl::SimpleAtoi(arguments[2], &threads) && threads > 0) {
    status = Measure(arguments[0], arguments[1], threads);
  }
  if (!status.ok()) std::cerr << "peer_twicetold: " << status.message() << '\n';
  return status.ok() ? 0 : 2;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  return twicetold::bench::Run(std::vector<std::string>(argv + 1, argv + argc));
}
