#ifndef TWICETOLD_BENCH_QUALITY_MATERIAL_H_
#define TWICETOLD_BENCH_QUALITY_MATERIAL_H_

// What suspicious documents are made of: sources to copy from, and text of other stories that has
// nothing in common with them.
//
// Truth is what was planted, so nothing else may be told twice. Real stories do quote each other;
// a source is therefore left out when it shares a run of `clean_run` words with another source or
// with itself, and host text when it shares one with any source. What is left may still hold
// shorter formulas, and near-repeats without such a run: finding them costs precision here,
// whether a reader would want them or not.

#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/statusor.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"

namespace twicetold::bench {

// A hash of every run of `run` words of `text`, in order. A grapheme of a script without spaces
// counts as the part of a word that it is. None for a shorter text.
std::vector<uint64_t> RunHashes(std::string_view text, uint64_t run);

// The sentences of all paragraphs of `text`, in order.
std::vector<Span> AllSentences(std::string_view text);

struct HostChunk {
  std::string text;  // consecutive sentences of one story, of 80 words and more
  size_t story = 0;
};

struct Material {
  std::vector<std::string> sources;
  std::vector<HostChunk> hosts;   // of stories that are no sources, in random order
  std::vector<std::string> pool;  // folded words of the hosts, one a use
  uint64_t sources_left_out = 0;  // because of a shared run
  uint64_t hosts_left_out = 0;
};

struct MaterialOptions {
  size_t sources = 40;
  size_t hosts = 1000;     // chunks at most, and those that their story holds besides
  uint64_t clean_run = 6;  // words in a row that make a natural copy
};

// Chooses sources among `stories` and cuts the others into host chunks. InvalidArgument when the
// stories do not hold as many sources, or fewer than ten stories are left for hosts.
absl::StatusOr<Material> ChooseMaterial(const std::vector<std::string>& stories,
                                        const MaterialOptions& options, Random& random);

}  // namespace twicetold::bench

#endif  // TWICETOLD_BENCH_QUALITY_MATERIAL_H_
