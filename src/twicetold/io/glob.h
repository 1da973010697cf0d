#ifndef TWICETOLD_IO_GLOB_H_
#define TWICETOLD_IO_GLOB_H_

// File name patterns with *, ?, [...], ** and \, as git's ignore files have them.
//
// A pattern is a small automaton, and all of its states are followed at once through the text. So
// a match takes time in the product of both lengths at most, whatever the pattern; matchers that
// try one way after another take exponential time for a dozen stars.

#include <array>
#include <bitset>
#include <cstddef>
#include <cstdint>
#include <string_view>
#include <vector>

namespace twicetold {

class Glob {
 public:
  enum class Slashes {
    kPlain,    // "/" is a character like any other
    kSeparate  // *, ? and [...] match no "/"; "**" between slashes or at an end matches all
  };

  Glob(std::string_view pattern, Slashes slashes);

  // True when the pattern is broken off inside [...] or behind a backslash: it matches nothing.
  bool malformed() const { return malformed_; }

  // True when the pattern matches all of `text`, byte by byte. Thread-safe.
  bool Matches(std::string_view text) const;

 private:
  using Bytes = std::bitset<256>;

  enum class Kind : uint8_t {
    kByte,  // one of `bytes`
    kStar,  // any number of `bytes`
    kJump,  // nothing, and the next `jump` steps may be left out
  };
  struct Step {
    Kind kind;
    size_t bytes = 0;  // index into sets_
    size_t jump = 0;
  };

  void AddSet(Kind kind, const Bytes& bytes);
  // Each adds the steps of what begins at pattern[at], and gives where it ends.
  size_t AddStars(std::string_view pattern, size_t at, Slashes slashes);
  size_t AddClass(std::string_view pattern, size_t at, Slashes slashes);

  std::vector<Step> steps_;
  std::vector<Bytes> sets_;
  bool malformed_ = false;
};

}  // namespace twicetold

#endif  // TWICETOLD_IO_GLOB_H_
