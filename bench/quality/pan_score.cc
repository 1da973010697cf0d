#include "bench/quality/pan_score.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <map>
#include <utility>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold::bench {
namespace {

// A set of characters of many documents, as spans that may overlap until they are counted.
class Characters {
 public:
  void Add(const SpanPair& pair) {
    spans_[{false, pair.suspicious}].push_back(pair.suspicious_span);
    spans_[{true, pair.source}].push_back(pair.source_span);
  }

  // How many there are, each once.
  uint64_t Count() const {
    uint64_t count = 0;
    for (const auto& [document, unordered] : spans_) {
      std::vector<Span> spans = unordered;
      std::sort(spans.begin(), spans.end());
      uint64_t counted = 0;  // all before it are
      for (const Span& span : spans) {
        const uint64_t begin = std::max(span.begin, counted);
        if (begin < span.end) count += span.end - begin;
        counted = std::max(counted, span.end);
      }
    }
    return count;
  }

 private:
  std::map<std::pair<bool, uint32_t>, std::vector<Span>> spans_;  // by (is a source, its number)
};

bool Detects(const SpanPair& a, const SpanPair& b) {
  return a.suspicious == b.suspicious && a.source == b.source &&
         a.suspicious_span.Overlaps(b.suspicious_span) && a.source_span.Overlaps(b.source_span);
}

// What the two share; they must detect one another.
SpanPair Shared(const SpanPair& a, const SpanPair& b) {
  return SpanPair{a.suspicious, Intersection(a.suspicious_span, b.suspicious_span), a.source,
                  Intersection(a.source_span, b.source_span)};
}

double Quotient(double part, double whole) { return whole == 0.0 ? 0.0 : part / whole; }

// The share of `pair` that lies in those of `others` that it shares characters with on both sides.
double ShareIn(const SpanPair& pair, const std::vector<SpanPair>& others) {
  Characters shared;
  for (const SpanPair& other : others) {
    if (Detects(pair, other)) shared.Add(Shared(pair, other));
  }
  return static_cast<double>(shared.Count()) /
         static_cast<double>(pair.suspicious_span.size() + pair.source_span.size());
}

// The mean of ShareIn over `pairs`.
double MeanShare(const std::vector<SpanPair>& pairs, const std::vector<SpanPair>& others) {
  double sum = 0.0;
  for (const SpanPair& pair : pairs) sum += ShareIn(pair, others);
  return Quotient(sum, static_cast<double>(pairs.size()));
}

}  // namespace

double PanMeasure::F1() const { return Quotient(2.0 * precision * recall, precision + recall); }

double PanMeasure::Plagdet() const { return F1() / std::log2(1.0 + granularity); }

PanScore ScorePan(const std::vector<SpanPair>& cases, const std::vector<SpanPair>& detections) {
  PanScore score;
  score.cases = cases.size();
  score.detections = detections.size();
  if (cases.empty() && detections.empty()) {
    score.micro = PanMeasure{1.0, 1.0, 1.0};
    score.macro = score.micro;
    return score;
  }
  Characters all_cases;
  Characters all_detections;
  Characters shared;
  for (const SpanPair& detection : detections) all_detections.Add(detection);
  uint64_t links = 0;
  for (const SpanPair& one : cases) {
    all_cases.Add(one);
    uint64_t detected_by = 0;
    for (const SpanPair& detection : detections) {
      if (!Detects(one, detection)) continue;
      ++detected_by;
      shared.Add(Shared(one, detection));
    }
    links += detected_by;
    score.detected_cases += detected_by > 0 ? 1 : 0;
  }
  const auto found = static_cast<double>(shared.Count());
  const double granularity =
      links == 0 ? 1.0 : static_cast<double>(links) / static_cast<double>(score.detected_cases);
  score.micro = PanMeasure{Quotient(found, static_cast<double>(all_detections.Count())),
                           Quotient(found, static_cast<double>(all_cases.Count())), granularity};
  score.macro = PanMeasure{MeanShare(detections, cases), MeanShare(cases, detections), granularity};
  return score;
}

}  // namespace twicetold::bench
