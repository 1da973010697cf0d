#include "bench/speed/suffix_array.h"

#include <divsufsort.h>

#include <algorithm>
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <string>
#include <utility>
#include <vector>

#include "absl/status/status.h"
#include "absl/status/statusor.h"

namespace twicetold::bench {
namespace {

double Now() {
  return std::chrono::duration<double>(std::chrono::steady_clock::now().time_since_epoch()).count();
}

// Of each suffix, by its place in the text, the bytes in common with the one sorted before it.
std::vector<int32_t> CommonPrefixes(const std::string& bytes, const std::vector<int32_t>& order) {
  const auto at = [&](int32_t i) { return bytes[static_cast<size_t>(i)]; };
  const auto size = static_cast<int32_t>(bytes.size());
  std::vector<int32_t> prefixes(bytes.size());  // the suffix sorted before, until its turn comes
  int32_t before = -1;
  for (const int32_t suffix : order) {
    prefixes[static_cast<size_t>(suffix)] = std::exchange(before, suffix);
  }
  int32_t common = 0;
  for (int32_t i = 0; i < size; ++i) {
    const int32_t j = prefixes[static_cast<size_t>(i)];
    if (j < 0) common = 0;
    while (j >= 0 && std::max(i, j) + common < size && at(i + common) == at(j + common)) ++common;
    prefixes[static_cast<size_t>(i)] = common;
    common = std::max(common - 1, 0);
  }
  return prefixes;
}

// Goes over suffixes in order and marks windows that are told before.
class Grouper {
 public:
  Grouper(const FoldedText& text, uint32_t window_words)
      : text_(text), window_(window_words), repeated_(text.word_begins.size() - 1) {}

  std::vector<bool> Group(const std::vector<int32_t>& order, const std::vector<int32_t>& prefixes) {
    // Words by their first byte: one bit a byte, and how many words begin before each 64.
    std::vector<uint64_t> bits(text_.bytes.size() / 64 + 1);
    std::vector<uint32_t> before(bits.size());
    for (size_t w = 0; w + 1 < text_.word_begins.size(); ++w) {
      bits[text_.word_begins[w] / 64] |= uint64_t{1} << (text_.word_begins[w] % 64);
    }
    for (size_t b = 1; b < bits.size(); ++b) {
      before[b] = before[b - 1] + static_cast<uint32_t>(__builtin_popcountll(bits[b - 1]));
    }
    int32_t common = 0;  // with the last window gone over
    for (const int32_t suffix : order) {
      const auto place = static_cast<size_t>(suffix);
      common = std::min(common, prefixes[place]);
      const uint64_t below = (uint64_t{1} << (place % 64)) - 1;
      if ((bits[place / 64] >> (place % 64) & 1) == 0) continue;
      const uint32_t word = before[place / 64] +
                            static_cast<uint32_t>(__builtin_popcountll(bits[place / 64] & below));
      if (word + window_ >= text_.word_begins.size()) continue;
      // With the byte after its last word, but not what may stand between documents.
      const size_t end = text_.bytes.find('\0', text_.word_begins[word + window_ - 1]) + 1;
      if (static_cast<size_t>(common) < end - place) MarkGroup();
      group_.push_back(word);
      common = INT32_MAX;
    }
    MarkGroup();
    // From windows to words.
    size_t end = 0;
    for (size_t word = 0; word < repeated_.size(); ++word) {
      if (repeated_[word]) end = word + window_;
      repeated_[word] = word < end;
    }
    return std::move(repeated_);
  }

 private:
  void MarkGroup() {
    if (group_.size() > 1) {
      const uint32_t first = *std::min_element(group_.begin(), group_.end());
      const uint32_t first_document = DocumentOf(first);
      for (const uint32_t word : group_) {
        if (word - first < window_ && DocumentOf(word) == first_document) continue;
        // What goes over the end of a document is no window.
        if (DocumentOf(word) != DocumentOf(word + window_ - 1)) continue;
        repeated_[word] = true;
      }
    }
    group_.clear();
  }

  uint32_t DocumentOf(uint32_t word) const {
    const auto after =
        std::upper_bound(text_.document_begins.begin(), text_.document_begins.end(), word);
    return static_cast<uint32_t>(after - text_.document_begins.begin()) - 1;
  }

  const FoldedText& text_;
  uint32_t window_;
  std::vector<bool> repeated_;
  std::vector<uint32_t> group_;  // equal windows
};

}  // namespace

absl::StatusOr<RepeatedBySuffixArray> RepeatedWordsBySuffixArray(const FoldedText& text,
                                                                 uint32_t window_words) {
  RepeatedBySuffixArray result;
  const double begin = Now();
  std::vector<int32_t> order(text.bytes.size());
  if (divsufsort(reinterpret_cast<const sauchar_t*>(text.bytes.data()), order.data(),
                 static_cast<saidx_t>(text.bytes.size())) != 0) {
    return absl::ResourceExhaustedError("the suffix array cannot be made");
  }
  const double sorted = Now();
  const std::vector<int32_t> prefixes = CommonPrefixes(text.bytes, order);
  const double prefixed = Now();
  result.words = Grouper(text, window_words).Group(order, prefixes);
  result.sort_seconds = sorted - begin;
  result.prefix_seconds = prefixed - sorted;
  result.group_seconds = Now() - prefixed;
  return result;
}

}  // namespace twicetold::bench
