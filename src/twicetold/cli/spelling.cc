// What may have been meant by a name that is not known.

#include <algorithm>
#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

#include "absl/status/status.h"
#include "twicetold/base/concat.h"
#include "twicetold/cli/command_line.h"

namespace twicetold {
namespace {

// Letters put in, dropped, replaced, or swapped with their neighbour (optimal string alignment):
// swapping is the commonest slip of the fingers, and "josn" is no further from "json" than "jsn".
size_t EditDistance(std::string_view a, std::string_view b) {
  std::vector<size_t> before_last(b.size() + 1);
  std::vector<size_t> last(b.size() + 1);
  std::vector<size_t> row(b.size() + 1);
  for (size_t j = 0; j <= b.size(); ++j) last[j] = j;
  for (size_t i = 1; i <= a.size(); ++i) {
    row[0] = i;
    for (size_t j = 1; j <= b.size(); ++j) {
      const size_t replaced = last[j - 1] + (a[i - 1] == b[j - 1] ? 0 : 1);
      row[j] = std::min({replaced, last[j] + 1, row[j - 1] + 1});
      if (i > 1 && j > 1 && a[i - 1] == b[j - 2] && a[i - 2] == b[j - 1]) {
        row[j] = std::min(row[j], before_last[j - 2] + 1);
      }
    }
    before_last.swap(last);
    last.swap(row);
  }
  return last[b.size()];
}

// The only one of `known` that begins with `word`.
std::string Completion(std::string_view word, const std::vector<std::string>& known) {
  if (word.size() < (word.starts_with("--") ? 5U : 3U)) return "";
  std::string completion;
  for (const std::string& candidate : known) {
    if (!candidate.starts_with(word) || candidate == completion) continue;
    if (!completion.empty()) return "";
    completion = candidate;
  }
  return completion;
}

}  // namespace

std::string Nearest(std::string_view word, const std::vector<std::string>& known) {
  std::string nearest;
  size_t least = std::max<size_t>(1, word.size() / 3) + 1;
  for (const std::string& candidate : known) {
    const size_t distance = EditDistance(word, candidate);
    if (distance >= least) continue;
    least = distance;
    nearest = candidate;
  }
  return nearest.empty() ? Completion(word, known) : nearest;
}

std::string DidYouMean(std::string_view nearest) {
  return nearest.empty() ? std::string() : Concat({"; did you mean ", nearest, "?"});
}

absl::Status NotAChoice(std::string_view what, std::string_view value,
                        const std::vector<std::string>& choices) {
  std::string list;
  for (const std::string& choice : choices) list += Concat({list.empty() ? "" : ", ", choice});
  return absl::InvalidArgumentError(
      Concat({what, value, ": must be one of ", list, DidYouMean(Nearest(value, choices))}));
}

}  // namespace twicetold
