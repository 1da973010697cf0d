#include "twicetold/match/difference.h"

#include <algorithm>
#include <array>
#include <cstddef>
#include <cstdint>
#include <optional>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/word_sequence.h"
#include "twicetold/text/word_kind.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

using Ids = std::vector<uint32_t>;

Ids IdsOf(const WordSequence& words, size_t document) {
  const Span range = words.document_range(document);
  Ids ids;
  ids.reserve(range.size());
  for (size_t i = range.begin; i < range.end; ++i) ids.push_back(words.id(i));
  return ids;
}

// Furthest reaching paths by diagonal: on diagonal k = x - y, how many words of `a` are behind us.
class Frontier {
 public:
  static constexpr int64_t kNone = -1;

  void Reset(int64_t most) {
    middle_ = most + 1;
    if (reach_.size() < static_cast<size_t>(2 * middle_ + 1)) {
      reach_.resize(static_cast<size_t>(2 * middle_ + 1));
    }
  }
  int64_t& At(int64_t diagonal) { return reach_[static_cast<size_t>(middle_ + diagonal)]; }

 private:
  int64_t middle_ = 0;
  std::vector<int64_t> reach_;
};

class Differ {
 public:
  Differ(Ids a, Ids b, uint64_t most_steps)
      : a_(std::move(a)), b_(std::move(b)), steps_left_(most_steps) {}

  WordDifferences Run() {
    // Halves are put down until it is their turn, the left one first.
    std::vector<DifferingWords> open = {{{0, a_.size()}, {0, b_.size()}}};
    while (!open.empty()) {
      DifferingWords part = open.back();
      open.pop_back();
      Trim(part);
      if (part.a.empty() || part.b.empty()) {
        Add(part);
        continue;
      }
      const std::optional<std::pair<uint64_t, uint64_t>> middle = Middle(part);
      if (!middle) {
        found_.complete = false;
        Add(part);
        continue;
      }
      open.push_back({{middle->first, part.a.end}, {middle->second, part.b.end}});
      open.push_back({{part.a.begin, middle->first}, {part.b.begin, middle->second}});
    }
    return std::move(found_);
  }

 private:
  // Takes off what is equal at both ends.
  void Trim(DifferingWords& part) const {
    while (!part.a.empty() && !part.b.empty() && a_[part.a.begin] == b_[part.b.begin]) {
      ++part.a.begin;
      ++part.b.begin;
    }
    while (!part.a.empty() && !part.b.empty() && a_[part.a.end - 1] == b_[part.b.end - 1]) {
      --part.a.end;
      --part.b.end;
    }
  }

  void Add(const DifferingWords& part) {
    if (part.a.empty() && part.b.empty()) return;
    if (!found_.stretches.empty()) {
      DifferingWords& last = found_.stretches.back();
      if (last.a.end == part.a.begin && last.b.end == part.b.begin) {
        last.a.end = part.a.end;
        last.b.end = part.b.end;
        return;
      }
    }
    found_.stretches.push_back(part);
  }

  // Carries the paths of `side` (0: from the beginning, 1: from the end) on by one word that
  // differs. Gives the point where one of them meets the other side's.
  std::optional<std::pair<uint64_t, uint64_t>> Step(const DifferingWords& part, int side,
                                                    int64_t edits) {
    const auto size_a = static_cast<int64_t>(part.a.size());
    const auto size_b = static_cast<int64_t>(part.b.size());
    const int64_t delta = size_a - size_b;
    const auto word = [&](const Ids& ids, const Span& span, int64_t i) {
      return side == 0 ? ids[span.begin + static_cast<uint64_t>(i)]
                       : ids[span.end - 1 - static_cast<uint64_t>(i)];
    };
    Frontier& mine = frontiers_[static_cast<size_t>(side)];
    Frontier& other = frontiers_[static_cast<size_t>(1 - side)];
    const int64_t others_edits = side == 0 ? edits - 1 : edits;
    mine.At(edits + 1) = mine.At(-edits - 1) = Frontier::kNone;
    for (int64_t k = -edits; k <= edits; k += 2) {
      int64_t x = edits == 0 ? 0 : Frontier::kNone;
      const int64_t down = mine.At(k + 1);
      if (down != Frontier::kNone && down - k <= size_b) x = down;
      const int64_t right = mine.At(k - 1);
      if (right != Frontier::kNone && right < size_a) x = std::max(x, right + 1);
      if (x != Frontier::kNone) {
        while (x < size_a && x - k < size_b && word(a_, part.a, x) == word(b_, part.b, x - k)) ++x;
      }
      mine.At(k) = x;
      const int64_t opposite = delta - k;
      const bool met = x != Frontier::kNone && (delta - others_edits - k) % 2 == 0 &&
                       opposite >= -others_edits && opposite <= others_edits &&
                       other.At(opposite) != Frontier::kNone && x + other.At(opposite) >= size_a;
      if (!met) continue;
      const auto in_a = static_cast<uint64_t>(x);
      const auto in_b = static_cast<uint64_t>(x - k);
      if (side == 0) return std::pair(part.a.begin + in_a, part.b.begin + in_b);
      return std::pair(part.a.end - in_a, part.b.end - in_b);
    }
    return std::nullopt;
  }

  // A point on a best path through `part`, whose ends differ on both sides, inside it; none when
  // there is no work left.
  std::optional<std::pair<uint64_t, uint64_t>> Middle(const DifferingWords& part) {
    const auto most = static_cast<int64_t>((part.a.size() + part.b.size() + 1) / 2);
    for (Frontier& frontier : frontiers_) frontier.Reset(most);
    for (int64_t edits = 0; edits <= most; ++edits) {
      const auto steps = static_cast<uint64_t>(2 * edits + 2);
      if (steps_left_ < steps) return std::nullopt;
      steps_left_ -= steps;
      for (const int side : {0, 1}) {
        if (const auto middle = Step(part, side, edits)) return middle;
      }
    }
    return std::nullopt;
  }

  const Ids a_;
  const Ids b_;
  uint64_t steps_left_;
  std::array<Frontier, 2> frontiers_;
  WordDifferences found_;
};

// Moves the ends of `stretch` outward until they cut no number, not beyond the stretches beside.
void Widen(const WordedText& a, const WordedText& b, Span room_a, Span room_b,
           DifferingWords& stretch) {
  const auto cuts = [&](uint64_t in_a, uint64_t in_b) {
    return GoesOnWithNumber(a.text, a.words, in_a) || GoesOnWithNumber(b.text, b.words, in_b);
  };
  while (stretch.a.begin > room_a.begin && stretch.b.begin > room_b.begin &&
         cuts(stretch.a.begin, stretch.b.begin)) {
    --stretch.a.begin;
    --stretch.b.begin;
  }
  while (stretch.a.end < room_a.end && stretch.b.end < room_b.end &&
         cuts(stretch.a.end, stretch.b.end)) {
    ++stretch.a.end;
    ++stretch.b.end;
  }
}

}  // namespace

WordDifferences FindWordDifferences(const WordSequence& words, size_t a, size_t b,
                                    uint64_t most_steps) {
  return Differ(IdsOf(words, a), IdsOf(words, b), most_steps).Run();
}

WordDifferences FindDifferences(const WordedText& a, const WordedText& b, uint64_t most_steps) {
  const std::array<const Words*, 2> both = {&a.words, &b.words};
  WordDifferences found = FindWordDifferences(WordSequence(both), 0, 1, most_steps);
  std::vector<DifferingWords> widened;
  for (size_t i = 0; i < found.stretches.size(); ++i) {
    DifferingWords stretch = found.stretches[i];
    const bool last = i + 1 == found.stretches.size();
    const Span none;
    const Span before_a = widened.empty() ? none : widened.back().a;
    const Span before_b = widened.empty() ? none : widened.back().b;
    Widen(a, b, {before_a.end, last ? a.words.size() : found.stretches[i + 1].a.begin},
          {before_b.end, last ? b.words.size() : found.stretches[i + 1].b.begin}, stretch);
    if (!widened.empty() && before_a.end == stretch.a.begin && before_b.end == stretch.b.begin) {
      widened.back() = {{before_a.begin, stretch.a.end}, {before_b.begin, stretch.b.end}};
    } else {
      widened.push_back(stretch);
    }
  }
  found.stretches = std::move(widened);
  return found;
}

}  // namespace twicetold
