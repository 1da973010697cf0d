#ifndef TWICETOLD_TESTS_PROGRAM_DEDUP_RECORDS_H_
#define TWICETOLD_TESTS_PROGRAM_DEDUP_RECORDS_H_

// Records for tests of `twicetold dedup`: made texts, in families of copies and near copies.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "tests/support/json.h"
#include "tests/support/program.h"
#include "twicetold/base/random.h"

namespace twicetold::testing {

// Two texts; the first has 23 words, so 19 shingles of five, and one more with a word more.
inline const std::string kFerry =
    "The old ferry leaves the northern pier at seven every morning and comes back before noon, "
    "unless the wind turns to the east";
inline const std::string kBridge =
    "A new bridge over the western channel is to be opened for carts and walkers next summer, "
    "when the last stone is laid";

inline std::string Record(const std::string& id, const std::string& text,
                          const std::string& more = "") {
  return R"({"id": ")" + id + R"(","text":")" + text + "\"" + more + "}\n";
}

inline std::string Feed() {
  return Record("a", kFerry, R"(, "price": 1.50, "a\u002fb": "\/")") + Record("b", kBridge) +
         Record("c", kFerry) + Record("d", kFerry + " again");
}

inline std::string MadeText(size_t words, Random& random) {
  std::string text;
  for (size_t i = 0; i < words; ++i) {
    text += (i == 0 ? "w" : " w") + std::to_string(random.Below(50000));
  }
  return text;
}

// `count` records of JSON Lines with ids d0, d1, ...; of five about one is a copy of an earlier one
// and one a near copy.
inline std::string MadeRecords(size_t count, size_t words, uint64_t seed) {
  Random random(seed);
  std::vector<std::string> texts;
  std::string lines;
  for (size_t i = 0; i < count; ++i) {
    const uint64_t kind = i == 0 ? 4 : random.Below(5);
    std::string text = kind < 2 ? texts[random.Below(texts.size())]
                                : MadeText(words / 2 + random.Below(words), random);
    if (kind == 1) text += " and more";
    lines += "{\"id\":\"d" + std::to_string(i) + "\", \"text\":\"" + text + "\",\"n\":[1.50,{}]}\n";
    texts.push_back(std::move(text));
  }
  return lines;
}

inline std::vector<std::string> Ids(std::string_view bytes) {
  std::vector<std::string> ids;
  for (const std::string& line : Lines(bytes)) ids.push_back(Json(line).Text("/id"));
  return ids;
}

// Names in a folder, hidden ones too.
inline std::vector<std::string> NamesIn(const std::filesystem::path& folder) {
  std::vector<std::string> names;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    names.push_back(entry.path().filename().string());
  }
  std::sort(names.begin(), names.end());
  return names;
}

inline ProgramResult Dedup(std::vector<std::string> arguments, const ProgramOptions& options = {}) {
  arguments.insert(arguments.begin(), "dedup");
  return RunTwicetold(arguments, options);
}

}  // namespace twicetold::testing

#endif  // TWICETOLD_TESTS_PROGRAM_DEDUP_RECORDS_H_
