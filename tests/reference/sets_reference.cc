#include "tests/reference/sets_reference.h"

#include <algorithm>
#include <cstddef>
#include <set>
#include <string>

namespace twicetold::reference {

std::set<std::string> ShingleSet(const Text& words, size_t n) {
  std::set<std::string> shingles;
  if (words.empty()) return shingles;
  const size_t run = std::min(n, words.size());
  for (size_t begin = 0; begin + run <= words.size(); ++begin) {
    std::string shingle;
    for (size_t i = begin; i < begin + run; ++i) shingle += words[i] + '\x1f';
    shingles.insert(shingle);
  }
  return shingles;
}

Overlap CountOverlap(const std::set<std::string>& a, const std::set<std::string>& b) {
  Overlap overlap;
  for (const std::string& shingle : a) ++(b.contains(shingle) ? overlap.shared : overlap.only_a);
  overlap.only_b = b.size() - overlap.shared;
  return overlap;
}

}  // namespace twicetold::reference
