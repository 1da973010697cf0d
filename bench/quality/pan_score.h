#ifndef TWICETOLD_BENCH_QUALITY_PAN_SCORE_H_
#define TWICETOLD_BENCH_QUALITY_PAN_SCORE_H_

// How well detected passages agree with the true ones, character by character.
//
// The measures of text alignment at PAN: Potthast, Stein, Barron-Cedeno and Rosso, "An evaluation
// framework for plagiarism detection", COLING 2010. A case is a passage of a suspicious document
// and the passage of a source that it was made from; a detection claims the same of two spans. A
// detection detects a case when the two overlap on both sides. What a case and its detection share
// is then the characters they share on both sides together; without the overlap on one side what
// lies on the other counts for nothing.
//
// - Micro: shares of all characters of all cases (recall) and of all detections (precision),
//   each character of a document counted once however many spans hold it. Long cases rule.
// - Macro: the mean over the cases, or the detections, of each one's own share.
// - Granularity: detections for each case detected at all; 1 is ideal.
// - Plagdet: F1 / log2(1 + granularity).
//
// Offsets may count anything, and all of one call must count the same. The benchmarks count code
// points, as PAN does, so that a Cyrillic letter weighs what a Latin one does.
//
// The paper leaves two quotients of nothing open. Here nothing to find and nothing found is
// a score of 1; either one alone is 0, for precision and recall both. Granularity without
// a detected case is 1.

#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold::bench {

// A case or a detection. Documents of both kinds are numbered by the caller, each kind by itself.
struct SpanPair {
  uint32_t suspicious = 0;
  Span suspicious_span;
  uint32_t source = 0;
  Span source_span;
  friend bool operator==(const SpanPair&, const SpanPair&) = default;
};

struct PanMeasure {
  double precision = 0.0;
  double recall = 0.0;
  double granularity = 1.0;

  double F1() const;  // 0 when both are 0
  double Plagdet() const;
};

struct PanScore {
  PanMeasure micro;
  PanMeasure macro;  // of the same granularity
  uint64_t cases = 0;
  uint64_t detected_cases = 0;
  uint64_t detections = 0;
};

// Spans must not be empty. The order of the arguments' elements does not matter. Time grows
// with the product of the cases and detections of one suspicious document.
PanScore ScorePan(const std::vector<SpanPair>& cases, const std::vector<SpanPair>& detections);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_PAN_SCORE_H_
