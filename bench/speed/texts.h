#ifndef TWICETOLD_BENCH_SPEED_TEXTS_H_
#define TWICETOLD_BENCH_SPEED_TEXTS_H_

// The texts that speed is measured on: real ones when TWICETOLD_DATA names their folder, and made
// ones always.

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace twicetold::bench {

enum class Kind {
  kAscii,  // English press releases
  kNews,   // the same with the quotes and apostrophes of print
  kMixed,  // news in 24 languages
};
constexpr Kind kKinds[] = {Kind::kAscii, Kind::kNews, Kind::kMixed};

// Which texts: "press-ascii", "press-news", "languages" are real, cut into documents of one size;
// "made-ascii", "made-news", "made-mixed" are of tests/support/made_documents.h.
std::string NameOf(Kind kind, bool real);
bool HaveRealTexts();

struct Texts {
  std::vector<std::string> owned;
  // Each document once.
  std::vector<std::string_view> views;
  size_t bytes = 0;
  // The same documents so often, and in so many places, that no cache holds them: for stages that
  // see one after the other and know nothing of the rest.
  std::vector<std::string_view> stream;
  size_t stream_bytes = 0;
};

// Made once, then kept.
const Texts& TextsOf(Kind kind, bool real, size_t bytes);

// A set of real texts as it is, each document whole; nothing when it can't be read.
const Texts& WholeSet(const std::string& name);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_SPEED_TEXTS_H_
