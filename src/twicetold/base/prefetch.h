#ifndef TWICETOLD_BASE_PREFETCH_H_
#define TWICETOLD_BASE_PREFETCH_H_

// Fetching ahead what will be read or written soon. Texts are small and lie all over memory: the
// processor sees that one is being read only when it has waited for its first lines. Nothing here
// changes anything but time; always inlined, since GCC 12 drops calls of functions that do nothing
// else.

#include <cstddef>
#include <cstdint>
#include <string_view>

#include "absl/base/attributes.h"

namespace twicetold {

// Starts to fetch the text, or the first pages of a long one.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void Prefetch(std::string_view text) {
#if defined(__GNUC__)
  constexpr size_t kLine = 64;
  constexpr size_t kMost = 4096;
  const std::string_view begin = text.substr(0, kMost);
  for (size_t at = 0; at < begin.size(); at += kLine) __builtin_prefetch(begin.data() + at);
#endif
}

// For who reads on from text[at]: starts to fetch the line that is so far ahead that it will be
// there in time. Past the text's end, too, where the next text often lies.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void PrefetchAhead(const char* text, size_t at) {
#if defined(__GNUC__)
  constexpr uintptr_t kAhead = 2048;  // bytes: their words take about as long as memory to answer
  __builtin_prefetch(
      reinterpret_cast<const void*>(reinterpret_cast<uintptr_t>(text) + at + kAhead));
#endif
}

// For who writes on from `place`: starts to fetch the line so many bytes ahead, ours or not.
ABSL_ATTRIBUTE_ALWAYS_INLINE inline void PrefetchToWrite(const void* place, size_t ahead) {
#if defined(__GNUC__)
  constexpr int kToWrite = 1;
  __builtin_prefetch(reinterpret_cast<const void*>(reinterpret_cast<uintptr_t>(place) + ahead),
                     kToWrite);
#endif
}

}  // namespace twicetold

#endif  // TWICETOLD_BASE_PREFETCH_H_
