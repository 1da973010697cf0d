#ifndef TWICETOLD_BENCH_SPEED_MADE_DOCUMENTS_H_
#define TWICETOLD_BENCH_SPEED_MADE_DOCUMENTS_H_

// Documents made for measuring speed: as many as wanted, the same ones everywhere.
//
// Words are drawn from a made vocabulary by Zipf's law, with the lengths of English words (one in
// eight above 8 letters, one in a hundred above 16), so that shingles repeat as little as in real
// text. One document in twenty is a copy of an earlier one with a few words changed.

#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

namespace twicetold::bench {

enum class Style {
  kAscii,
  kNews,   // curly quotes and dashes, about one every eighty bytes
  kMixed,  // each document in one of eight scripts; two of them write no spaces
};

// `count` documents of about `bytes` bytes, UTF-8.
std::vector<std::string> MakeDocuments(size_t count, size_t bytes, Style style, uint64_t seed);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_MADE_DOCUMENTS_H_
