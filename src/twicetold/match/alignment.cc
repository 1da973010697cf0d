#include "twicetold/match/alignment.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <limits>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"
#include "twicetold/match/exact_run.h"
#include "twicetold/match/word_sequence.h"

namespace twicetold {
namespace {

constexpr int64_t kEqual = 2;
constexpr int64_t kEdit = -1;
constexpr int64_t kGivenUp = std::numeric_limits<int64_t>::min() / 2;

enum Step : uint8_t { kNoStep, kEqualStep, kSkipAStep, kSkipBStep };

// Where the run's first side ends.
uint64_t End(const ExactRun& run) { return uint64_t{run.a} + run.size; }

// Adds the run to `runs`, growing the last one when it goes straight on.
void AppendRun(std::vector<ExactRun>& runs, const ExactRun& run) {
  if (!runs.empty()) {
    ExactRun& last = runs.back();
    if (last.a + last.size == run.a && last.b + last.size == run.b) {
      last.size += run.size;
      return;
    }
  }
  runs.push_back(run);
}

}  // namespace

uint64_t Alignment::matched_words() const {
  uint64_t matched = 0;
  for (const ExactRun& run : runs) matched += run.size;
  return matched;
}

uint64_t Alignment::edited_words() const {
  uint64_t edited = 0;
  for (size_t i = 1; i < runs.size(); ++i) edited += runs[i - 1].EditedBefore(runs[i]);
  return edited;
}

double Alignment::identity() const {
  const auto matched = 2.0 * static_cast<double>(matched_words());
  return matched / (matched + static_cast<double>(edited_words()));
}

void Aligner::StartRows(size_t length_b) {
  rows_.assign(1, Row{0, 0});
  steps_.clear();
  scores_.clear();
  first_column_ = 0;
  best_score_ = 0;
  best_row_ = 0;
  best_column_ = 0;
  const size_t columns = std::min<size_t>(length_b, max_gap_words_);
  for (size_t column = 0; column <= columns; ++column) {
    scores_.push_back(static_cast<int64_t>(column) * kEdit);
    steps_.push_back(column == 0 ? kNoStep : kSkipBStep);
  }
}

// Scores the cells of `row` that can still be reached; false when none can.
template <typename IdA, typename IdB>
bool Aligner::ScoreRow(size_t row, size_t length_b, IdA id_a, IdB id_b) {
  const auto above = [this](size_t column) {
    return column >= first_column_ && column - first_column_ < scores_.size()
               ? scores_[column - first_column_]
               : kGivenUp;
  };
  const size_t row_begin = first_column_;
  const size_t above_end = first_column_ + scores_.size();
  next_scores_.clear();
  rows_.push_back(Row{row_begin, steps_.size()});
  int64_t left = kGivenUp;
  size_t last_alive = 0;
  bool alive = false;
  for (size_t column = row_begin; column <= length_b; ++column) {
    if (column > above_end && left == kGivenUp) break;
    int64_t score = above(column) + kEdit;
    uint8_t step = kSkipAStep;
    if (column > 0) {
      if (left + kEdit > score) {
        score = left + kEdit;
        step = kSkipBStep;
      }
      const int64_t diagonal = above(column - 1) + kEqual;
      if (diagonal >= score && id_a(row - 1) == id_b(column - 1)) {
        score = diagonal;
        step = kEqualStep;
      }
    }
    if (score < best_score_ - static_cast<int64_t>(max_gap_words_)) score = kGivenUp;
    if (score > best_score_) {
      best_score_ = score;
      best_row_ = row;
      best_column_ = column;
    }
    next_scores_.push_back(score);
    steps_.push_back(step);
    left = score;
    if (score != kGivenUp) {
      last_alive = next_scores_.size();
      alive = true;
    }
  }
  cells_ += next_scores_.size();
  if (!alive) return false;
  next_scores_.resize(last_alive);
  steps_.resize(rows_.back().first_step + last_alive);
  // Cells given up at the left edge need not be looked at again by the rows below.
  size_t dead = 0;
  while (next_scores_[dead] == kGivenUp) ++dead;
  next_scores_.erase(next_scores_.begin(), next_scores_.begin() + static_cast<ptrdiff_t>(dead));
  first_column_ = row_begin + dead;
  scores_.swap(next_scores_);
  return true;
}

void Aligner::TraceBack() {
  path_.clear();
  size_t row = best_row_;
  size_t column = best_column_;
  while (row > 0 || column > 0) {
    const Row& at = rows_[row];
    switch (steps_[at.first_step + (column - at.first_column)]) {
      case kEqualStep:
        path_.emplace_back(row - 1, column - 1);
        --row;
        --column;
        break;
      case kSkipAStep:
        --row;
        break;
      default:
        --column;
        break;
    }
  }
}

template <typename IdA, typename IdB>
void Aligner::Extend(size_t length_a, size_t length_b, IdA id_a, IdB id_b) {
  StartRows(length_b);
  for (size_t row = 1; row <= length_a; ++row) {
    if (!ScoreRow(row, length_b, id_a, id_b)) break;
  }
  TraceBack();
}

void Aligner::GrowLeft(const ExactRun& seed, uint64_t begin_a, uint64_t begin_b,
                       std::vector<ExactRun>& runs) {
  Extend(
      seed.a - begin_a, seed.b - begin_b, [&](size_t i) { return words_.id(seed.a - 1 - i); },
      [&](size_t i) { return words_.id(seed.b - 1 - i); });
  // The path is last first and runs away from the seed: read as it stands, it is in text order.
  for (const auto& [row, column] : path_) {
    AppendRun(runs, ExactRun{seed.a - 1 - static_cast<uint32_t>(row),
                             seed.b - 1 - static_cast<uint32_t>(column), 1});
  }
}

void Aligner::GrowRight(const ExactRun& seed, uint64_t end_a, uint64_t end_b,
                        std::vector<ExactRun>& runs) {
  const uint32_t a = seed.a + seed.size;
  const uint32_t b = seed.b + seed.size;
  Extend(
      end_a - a, end_b - b, [&](size_t i) { return words_.id(a + i); },
      [&](size_t i) { return words_.id(b + i); });
  std::reverse(path_.begin(), path_.end());
  for (const auto& [row, column] : path_) {
    AppendRun(runs, ExactRun{a + static_cast<uint32_t>(row), b + static_cast<uint32_t>(column), 1});
  }
}

bool Aligner::IsSolid(const ExactRun& run, uint64_t gap) const {
  uint64_t quarters = 0;
  for (uint32_t i = 0; i < run.size && quarters < kSolidQuarters; ++i) {
    quarters += words_.quarters(run.a + i);
  }
  return quarters >= kSolidQuarters && run.size >= gap;
}

// Where an alignment may end on one side of its seed, nearest first; the seed is the first.
std::vector<Aligner::Extent> Aligner::Extents(const std::vector<ExactRun>& runs, size_t seed,
                                              bool leftward) const {
  std::vector<Extent> extents = {{seed, 0}};
  int64_t score = 0;
  for (size_t near = seed; leftward ? near > 0 : near + 1 < runs.size();) {
    const size_t far = leftward ? near - 1 : near + 1;
    const ExactRun& before = runs[std::min(near, far)];
    const ExactRun& behind = runs[std::max(near, far)];
    score += kEqual * static_cast<int64_t>(runs[far].size);
    score += kEdit * static_cast<int64_t>(before.EditedBefore(behind));
    if (IsSolid(runs[far], before.GapBefore(behind))) extents.push_back({far, score});
    near = far;
  }
  return extents;
}

void Aligner::Trim(const ExactRun& seed, Alignment& alignment) const {
  auto& runs = alignment.runs;
  const auto held = std::find_if(runs.begin(), runs.end(), [&seed](const ExactRun& run) {
    return run.diagonal() == seed.diagonal() && run.a <= seed.a && seed.a < run.a + run.size;
  });
  const auto at = static_cast<size_t>(held - runs.begin());
  const std::vector<Extent> left = Extents(runs, at, true);
  const std::vector<Extent> right = Extents(runs, at, false);
  // The best of right[0, i]: what is best when the sides would overlap beyond.
  std::vector<Extent> best_right;
  for (const Extent& extent : right) {
    const bool better = best_right.empty() || extent.score > best_right.back().score;
    best_right.push_back(better ? extent : best_right.back());
  }
  size_t fitting = right.size() - 1;
  Extent first = left[0];
  Extent last = right[0];
  for (const Extent& extent : left) {
    while (fitting > 0 && End(runs[right[fitting].run]) > runs[extent.run].b) --fitting;
    if (extent.score + best_right[fitting].score > first.score + last.score) {
      first = extent;
      last = best_right[fitting];
    }
  }
  runs.erase(runs.begin() + static_cast<ptrdiff_t>(last.run) + 1, runs.end());
  runs.erase(runs.begin(), runs.begin() + static_cast<ptrdiff_t>(first.run));
}

Alignment Aligner::Reach(const ExactRun& seed, Span ground_a, Span ground_b) {
  const bool within = words_.DocumentOf(seed.a) == words_.DocumentOf(seed.b);
  Alignment alignment;
  GrowLeft(seed, ground_a.begin, within ? std::max(End(seed), ground_b.begin) : ground_b.begin,
           alignment.runs);
  AppendRun(alignment.runs, seed);
  GrowRight(seed, within ? std::min<uint64_t>(seed.b, ground_a.end) : ground_a.end, ground_b.end,
            alignment.runs);
  return alignment;
}

Alignment Aligner::Grow(const ExactRun& seed) {
  Alignment alignment = Reach(seed, words_.document_range(words_.DocumentOf(seed.a)),
                              words_.document_range(words_.DocumentOf(seed.b)));
  Trim(seed, alignment);
  return alignment;
}

}  // namespace twicetold
