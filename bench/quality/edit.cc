#include "bench/quality/edit.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <numeric>
#include <string>
#include <utility>
#include <vector>

#include "twicetold/base/concat.h"
#include "twicetold/base/random.h"
#include "twicetold/base/span.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

enum class Kind : uint8_t { kKeep, kReplace, kDrop, kInsert, kSwap };

struct Unit {
  Span span;  // bytes of the text
  std::string folded;
  uint64_t quarters = 0;  // of a word; below a whole one graphemes that touch are added
};

std::vector<Unit> CutUnits(const std::string& text) {
  const Words words = SplitWords(text, 0);
  std::vector<Unit> units;
  for (size_t i = 0; i < words.size(); ++i) {
    const Span span = words.span(i);
    const std::string folded(words.folded(i));
    const uint64_t quarters = QuarterWords(words, i, i + 1);
    if (!units.empty()) {
      Unit& last = units.back();
      // A character that folds to parts of two words keeps them in one unit.
      const bool inseparable = span.begin < last.span.end;
      const bool fits = span.begin == last.span.end && words.spaceless(i) &&
                        last.quarters + quarters <= kQuartersPerWord;
      if (inseparable || fits) {
        last.folded += Concat({inseparable ? " " : "", folded});
        last.span.end = std::max(last.span.end, span.end);
        last.quarters = inseparable ? kQuartersPerWord : last.quarters + quarters;
        continue;
      }
    }
    units.push_back(Unit{span, folded, quarters});
  }
  return units;
}

// `count` different places in [0, size), each set as likely as any other.
std::vector<size_t> DrawPlaces(size_t size, size_t count, Random& random) {
  std::vector<size_t> places(size);
  std::iota(places.begin(), places.end(), size_t{0});
  for (size_t i = 0; i < count; ++i) std::swap(places[i], places[i + random.Below(size - i)]);
  places.resize(count);
  std::sort(places.begin(), places.end());
  return places;
}

const std::string& DrawWord(const std::vector<std::string>& pool, const std::string& other_than,
                            Random& random) {
  while (true) {
    const std::string& word = pool[random.Below(pool.size())];
    if (word != other_than) return word;
  }
}

// What is to be done at each place.
struct Edits {
  std::vector<Kind> kinds;
  // What stands at each place, as written and folded, once words are swapped.
  std::vector<std::string> said;
  std::vector<std::string> folded;
};

Edits DrawEdits(const std::string& text, const std::vector<Unit>& units, size_t count,
                Random& random) {
  Edits edits;
  edits.kinds.assign(units.size(), Kind::kKeep);
  edits.said.reserve(units.size());
  edits.folded.reserve(units.size());
  for (const Unit& unit : units) {
    edits.said.push_back(text.substr(unit.span.begin, unit.span.size()));
    edits.folded.push_back(unit.folded);
  }
  for (const size_t place : DrawPlaces(units.size(), count, random)) {
    constexpr Kind kEdits[] = {Kind::kReplace, Kind::kDrop, Kind::kInsert, Kind::kSwap};
    Kind kind = kEdits[random.Below(4)];
    if (kind == Kind::kSwap) {
      const size_t neighbour =
          place + 1 < units.size() ? place + 1 : place - std::min(place, size_t{1});
      if (edits.folded[place] == edits.folded[neighbour]) {
        kind = Kind::kReplace;
      } else {
        std::swap(edits.said[place], edits.said[neighbour]);
        std::swap(edits.folded[place], edits.folded[neighbour]);
      }
    }
    edits.kinds[place] = kind;
  }
  return edits;
}

}  // namespace

std::vector<std::string> PoolWords(const std::string& text) {
  std::vector<std::string> pool;
  for (Unit& unit : CutUnits(text)) pool.push_back(std::move(unit.folded));
  return pool;
}

EditedText Edit(const std::string& text, double rate, const std::vector<std::string>& pool,
                Random& random) {
  const std::vector<Unit> units = CutUnits(text);
  EditedText edited;
  EditCounts& counts = edited.counts;
  counts.words = units.size();
  const auto count = static_cast<size_t>(std::llround(rate * static_cast<double>(units.size())));
  const Edits edits = DrawEdits(text, units, count, random);

  uint64_t copied = 0;
  for (size_t i = 0; i < units.size(); ++i) {
    // White space around what is put in keeps it from growing together with its neighbours.
    edited.text += text.substr(copied, units[i].span.begin - copied);
    copied = units[i].span.end;
    switch (edits.kinds[i]) {
      case Kind::kKeep:
        edited.text += edits.said[i];
        break;
      case Kind::kReplace:
        ++counts.replaced;
        edited.text += Concat({" ", DrawWord(pool, edits.folded[i], random), " "});
        break;
      case Kind::kDrop:
        ++counts.dropped;
        edited.text += " ";
        break;
      case Kind::kInsert:
        ++counts.inserted;
        edited.text += Concat({" ", pool[random.Below(pool.size())], " ", edits.said[i]});
        break;
      case Kind::kSwap:
        ++counts.swapped;
        edited.text += Concat({" ", edits.said[i], " "});
        break;
    }
  }
  edited.text += text.substr(copied);
  return edited;
}

}  // namespace twicetold::bench
