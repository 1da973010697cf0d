// The runs lie end to end in the text, so a run's end is the next one's begin and a binary search
// finds the run of any offset. In the source they lie in order, with gaps where something was left
// out. Composing may cut a step in two (an outer run ends inside a character that inner replaced);
// both parts then stand for the whole step's source. Begins and ends of steps still never go back,
// which is all that ToSource needs.

#include "twicetold/text/offset_map.h"

#include <algorithm>

namespace twicetold {

OffsetMap OffsetMap::FromIdentity(uint64_t size) {
  OffsetMap map;
  map.AppendCopy(0, size);
  return map;
}

void OffsetMap::AppendCopy(uint64_t source_begin, uint64_t size) {
  AppendSteps(source_begin, 1, 1, size);
}

void OffsetMap::AppendReplacement(Span source, uint64_t size) {
  if (source.empty()) {
    AppendSteps(source.begin, 1, 0, size);
  } else if (size > 0) {
    AppendSteps(source.begin, size, source.size(), 1);
  }
}

void OffsetMap::AppendSteps(uint64_t source_begin, uint64_t text_step, uint64_t source_step,
                            uint64_t count) {
  if (count == 0) return;
  bool continues = false;
  if (!runs_.empty()) {
    const Run& last = runs_.back();
    continues = last.text_step == text_step && last.source_step == source_step &&
                last.SourceOfStep(text_size_ - 1).end == source_begin;
  }
  if (!continues) runs_.push_back(Run{text_size_, source_begin, text_step, source_step});
  text_size_ += text_step * count;
}

size_t OffsetMap::RunAt(uint64_t offset) const {
  const auto after =
      std::upper_bound(runs_.begin(), runs_.end(), offset,
                       [](uint64_t wanted, const Run& run) { return wanted < run.text_begin; });
  return static_cast<size_t>(after - runs_.begin()) - 1;
}

uint64_t OffsetMap::TextEnd(size_t run) const {
  return run + 1 < runs_.size() ? runs_[run + 1].text_begin : text_size_;
}

Span OffsetMap::ToSource(Span text) const {
  if (runs_.empty()) return Span{};
  if (text.begin >= text_size_) {
    const uint64_t end = runs_.back().SourceOfStep(text_size_ - 1).end;
    return Span{end, end};
  }
  size_t first = RunAt(text.begin);
  const uint64_t begin = runs_[first].SourceOfStep(text.begin).begin;
  if (text.empty()) return Span{begin, begin};

  // Text that was put in points between source bytes, not at any: it must not widen the span to
  // what was left out beside it.
  size_t last = RunAt(text.end - 1);
  while (first < last && runs_[first].source_step == 0) text.begin = TextEnd(first++);
  while (first < last && runs_[last].source_step == 0) text.end = runs_[last--].text_begin;
  if (runs_[first].source_step == 0) return Span{begin, begin};
  return Span{runs_[first].SourceOfStep(text.begin).begin,
              runs_[last].SourceOfStep(text.end - 1).end};
}

void OffsetMap::AppendThrough(const OffsetMap& inner, Span text) {
  if (text.empty()) return;
  for (size_t i = inner.RunAt(text.begin); text.begin < text.end; ++i) {
    const Run& run = inner.runs_[i];
    const uint64_t end = std::min(text.end, inner.TextEnd(i));
    const uint64_t into_step = (text.begin - run.text_begin) % run.text_step;
    if (into_step > 0) {  // the rest of a step that the outer map cuts
      const uint64_t size = std::min(run.text_step - into_step, end - text.begin);
      AppendReplacement(run.SourceOfStep(text.begin), size);
      text.begin += size;
    }
    const uint64_t whole_steps = (end - text.begin) / run.text_step;
    AppendSteps(run.SourceOfStep(text.begin).begin, run.text_step, run.source_step, whole_steps);
    text.begin += whole_steps * run.text_step;
    if (text.begin < end) {
      AppendReplacement(run.SourceOfStep(text.begin), end - text.begin);
      text.begin = end;
    }
  }
}

OffsetMap OffsetMap::Compose(const OffsetMap& outer, const OffsetMap& inner) {
  OffsetMap composed;
  for (size_t i = 0; i < outer.runs_.size(); ++i) {
    const Run& run = outer.runs_[i];
    const uint64_t text_end = outer.TextEnd(i);
    if (run.text_step == 1 && run.source_step == 1) {
      const uint64_t size = text_end - run.text_begin;
      composed.AppendThrough(inner, Span{run.source_begin, run.source_begin + size});
    } else if (run.source_step == 0) {
      const uint64_t position = inner.ToSource(Span{run.source_begin, run.source_begin}).begin;
      composed.AppendSteps(position, 1, 0, text_end - run.text_begin);
    } else {
      for (uint64_t text = run.text_begin; text < text_end; text += run.text_step) {
        composed.AppendReplacement(inner.ToSource(run.SourceOfStep(text)), run.text_step);
      }
    }
  }
  return composed;
}

bool OffsetMap::IsIdentity() const {
  if (runs_.empty()) return true;
  const Run& run = runs_.front();
  return runs_.size() == 1 && run.source_begin == 0 && run.text_step == 1 && run.source_step == 1;
}

}  // namespace twicetold
