// The textbook MinHash (classic.h) as a peer: candidates among the documents of a JSON Lines file.
//
//   peer_textbook_bench DOCUMENTS PAIRS THREADS
//
// Writes a line "a b" for each pair and prints a JSON object with the seconds from texts in memory
// to pairs, of one run on one thread, whatever THREADS says. Nothing is verified; words are runs of
// ASCII letters and digits.

#include <chrono>
#include <cstdint>
#include <fstream>
#include <iostream>
#include <iterator>
#include <string>
#include <string_view>
#include <utility>
#include <variant>
#include <vector>

#include "bench/speed/classic.h"
#include "twicetold/io/reader.h"
#include "twicetold/text/document.h"

namespace twicetold::bench {
namespace {

int Run(const std::string& documents, const std::string& pairs_path) {
  std::ifstream file(documents, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  std::vector<std::string> texts;
  bool all_read = file.good() || file.eof();
  ReadOptions options;
  options.format = Format::kJsonl;
  ReadBytes(documents, bytes, options, [&](ReadResult result) {
    auto* const document = std::get_if<Document>(&result);
    all_read = all_read && document != nullptr;
    if (document != nullptr) texts.push_back(std::move(document->text));
    return all_read;
  });
  if (!all_read || texts.empty()) {
    std::cerr << "peer_textbook: " << documents << ": not all of it can be read\n";
    return 2;
  }
  const std::vector<std::string_view> views(texts.begin(), texts.end());
  const TextbookMinHash textbook;
  const auto begin = std::chrono::steady_clock::now();
  const std::vector<std::pair<uint32_t, uint32_t>> pairs = textbook.Candidates(views);
  const std::chrono::duration<double> taken = std::chrono::steady_clock::now() - begin;
  std::ofstream found(pairs_path, std::ios::binary);
  for (const auto& [a, b] : pairs) found << a << ' ' << b << '\n';
  std::cout << "{\"total\": " << taken.count() << ", \"memory\": 0, \"plan\": \"18x7\"}\n";
  return found.good() ? 0 : 2;
}

}  // namespace
}  // namespace twicetold::bench

int main(int argc, char** argv) {
  if (argc < 3) {
    std::cout << "peer_textbook skipped: bench/peers/run gives it documents\n";
    return 0;
  }
  return twicetold::bench::Run(argv[1], argv[2]);
}
