#ifndef TWICETOLD_BENCH_SPEED_STAGES_H_
#define TWICETOLD_BENCH_SPEED_STAGES_H_

// The rows of each stage; every file of rows has one such function, and speed.cc calls them all.

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold::bench {

void RegisterText();      // decoding, word hashes, SplitWords
void RegisterSketches();  // shingles, signatures, text to signature
void RegisterSets();      // sets, intersections
void RegisterJoins();     // bucket join
void RegisterEndToEnd();  // FindNearDuplicates, the exhaustive join, recall
void RegisterClassic();   // the textbook's way, and the strongest kernel of its kind

constexpr size_t kShingleWords = 5;
constexpr size_t kDocumentBytes[] = {300, 2600, 50000};

// "word_hashes/press-ascii/2600".
std::string RowName(std::string_view stage, std::string_view text, size_t bytes);

// The shingle sets of texts, by SplitWords and sorting.
std::vector<std::vector<uint64_t>> SetsOf(std::span<const std::string_view> texts);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_STAGES_H_
