#ifndef TWICETOLD_TEXT_OFFSET_MAP_H_
#define TWICETOLD_TEXT_OFFSET_MAP_H_

// From a position in a text we made to the position it came from.
//
// A text is rarely its source byte for byte: broken UTF-8 is repaired, CRLF becomes LF, markup is
// left out, an entity or a JSON escape becomes one character. Each such step is a monotone edit
// of its input, so a list of runs says it all: text either copies its source bytes one for one,
// or stands as a whole for a stretch of source (and then points at all of it). A run is a row of
// equal steps of that kind, so that a copy of any length is one run and so is a stretch of UTF-16
// in one script. Maps compose, so one map leads from the prose to the bytes of the file.
//
// A map takes 32 bytes a run: nothing for plain text, up to 32 bytes a character for text whose
// neighbours never change in the same way.

#include <cstddef>
#include <cstdint>
#include <vector>

#include "twicetold/base/span.h"

namespace twicetold {

class OffsetMap {
 public:
  // The map of an empty text. An identity map is FromIdentity(size).
  OffsetMap() = default;
  static OffsetMap FromIdentity(uint64_t size);

  // Building, front to back. `source_begin` must not lie before the end of the previous run's
  // source; source bytes between two runs were left out of the text.

  // The next `size` bytes of the text are the bytes of the source at `source_begin`.
  void AppendCopy(uint64_t source_begin, uint64_t size);

  // The next `size` bytes of the text stand as a whole for `source` (which may be empty: text
  // that was put in, such as the break between two blocks of a page).
  void AppendReplacement(Span source, uint64_t size);

  // The length of the text, in bytes.
  uint64_t text_size() const { return text_size_; }

  // The least source span that holds everything `text` came from. A span that ends or begins
  // inside a replacement takes the whole of it; text that was put in adds nothing. A span that is
  // empty, or of such text alone, maps to an empty span at the source position of its begin.
  // `text.end` must be at most text_size(). O(log runs) and the runs of put-in text at both ends
  // of the span. Thread-safe.
  Span ToSource(Span text) const;

  // The map from the text of `outer` through the text of `inner` to the source of `inner`:
  // outer's source is inner's text.
  static OffsetMap Compose(const OffsetMap& outer, const OffsetMap& inner);

  // True when every byte maps to the byte of the same offset.
  bool IsIdentity() const;

 private:
  // Equal steps, end to end on both sides: each `text_step` bytes of the text stand as a whole for
  // the next `source_step` bytes of the source. A copy has steps 1 and 1, put-in text 1 and 0.
  struct Run {
    uint64_t text_begin;
    uint64_t source_begin;
    uint64_t text_step;
    uint64_t source_step;

    // The source of the step that holds text offset `offset` of this run.
    Span SourceOfStep(uint64_t offset) const {
      const uint64_t begin = source_begin + (offset - text_begin) / text_step * source_step;
      return Span{begin, begin + source_step};
    }
  };

  // Adds `count` steps, to the last run if they continue it.
  void AppendSteps(uint64_t source_begin, uint64_t text_step, uint64_t source_step, uint64_t count);
  // Adds what `inner` says of `text`, a span of its text, step by step.
  void AppendThrough(const OffsetMap& inner, Span text);
  // The index of the run that holds text offset `offset`, which must be below text_size_.
  size_t RunAt(uint64_t offset) const;
  uint64_t TextEnd(size_t run) const;

  std::vector<Run> runs_;
  uint64_t text_size_ = 0;
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_OFFSET_MAP_H_
