#include "tests/support/made_documents.h"

#include <algorithm>
#include <cmath>
#include <cstddef>
#include <cstdint>
#include <iterator>
#include <numeric>
#include <string>
#include <string_view>
#include <vector>

#include "twicetold/base/hash.h"
#include "twicetold/base/random.h"
#include "twicetold/text/utf8.h"

namespace twicetold::testing {
namespace {

constexpr size_t kVocabulary = 1 << 17;
constexpr double kZipfShift = 1.7;
constexpr size_t kFunctionWords = 150;  // the commonest, short ones
constexpr size_t kBlock = 1 << 16;      // documents that share a layout

struct Alphabet {
  char32_t first;
  uint32_t letters;
  bool spaceless;
};

// ASCII, which comes first; Latin with marks, Greek, Cyrillic, Devanagari, Hangul, Hiragana and
// Han.
constexpr Alphabet kAlphabets[] = {{U'a', 26, false},  {0xE0, 23, false},   {0x3B1, 24, false},
                                   {0x430, 32, false}, {0x905, 10, false},  {0xAC00, 2000, false},
                                   {0x3042, 60, true}, {0x4E00, 3000, true}};
constexpr size_t kLatinWithMarks = 1;

// Letters of a word. By rank, so that by tokens one word in eight has more than 8 and one in 120
// more than 16.
size_t DrawLength(size_t rank, Random& random) {
  if (rank < kFunctionWords) return 2 + random.Below(rank < 40 ? 2 : 4);
  const uint64_t kind = random.Below(1000);
  if (kind < 14) return 17 + random.Below(6);
  if (kind < 208) return 9 + random.Below(random.Below(2) == 0 ? 3 : 7);
  return 3 + random.Below(6);
}

std::string MakeWord(size_t script, size_t rank, Random& random) {
  std::string word;
  const size_t length = DrawLength(rank, random);
  for (size_t i = 0; i < length; ++i) {
    // Latin with marks is plain Latin for the most part.
    const bool plain = script == kLatinWithMarks && random.Below(6) > 0;
    const Alphabet& from = kAlphabets[plain ? 0 : script];
    char32_t letter = from.first + static_cast<char32_t>(random.Below(from.letters));
    if (letter == 0xF7) letter = 0xF8;  // the sign among the letters
    AppendUtf8(letter, &word);
  }
  return word;
}

// Members of a family with more than one.
size_t DrawFamilySize(Random& random) {
  const uint64_t kind = random.Below(100);
  if (kind < 70) return 2;
  if (kind < 90) return 3 + random.Below(3);
  if (kind < 99) return 6 + random.Below(10);
  return 16 + random.Below(45);
}

}  // namespace

// Writes one document, word by word. What the family has comes from one source of numbers, what the
// copy changes from another.
class MadeDocuments::Writer {
 public:
  Writer(const MadeDocuments& made, const Slot& slot, uint64_t family)
      : vocabulary_(made.vocabularies_[family % made.vocabularies_.size()]),
        news_(made.options_.style == Style::kNews),
        bytes_(made.options_.bytes),
        base_(Mix64(made.options_.seed ^ Mix64(family))),
        own_(Mix64(base_.Next() + slot.member)) {
    if (slot.member == 0) return;
    if (slot.form_letter) {
      form_gap_ = bytes_ / 7 / 12 + 1;  // a dozen places: 6.3 bytes a word
    } else {
      constexpr uint64_t kEdited[] = {0, 0, 200, 100, 50, 25, 12, 5};
      one_in_ = kEdited[own_.Below(std::size(kEdited))];
      if (own_.Below(6) == 0) bytes_ -= bytes_ / (5 + own_.Below(20));
    }
  }

  std::string Write() {
    text_.reserve(bytes_ + 64);
    for (uint64_t word = 0; text_.size() < bytes_; ++word) AddWord(word);
    return std::move(text_);
  }

 private:
  std::string_view Draw(Random& random) const {
    const uint64_t number = random.Next();
    const size_t column = number % kVocabulary;
    const size_t word =
        (number >> 32) < vocabulary_.thresholds[column] ? column : vocabulary_.aliases[column];
    const uint32_t begin = vocabulary_.begins[word];
    return std::string_view(vocabulary_.letters)
        .substr(begin, vocabulary_.begins[word + 1] - begin);
  }

  void AddWord(uint64_t word) {
    std::string_view letters = Draw(base_);
    const uint64_t shape = base_.Next();  // of what stands around the word, in parts
    bool inserted = false;
    if (form_gap_ != 0 && word % form_gap_ == form_gap_ - 1) letters = Draw(own_);
    if (one_in_ != 0 && own_.Below(one_in_) == 0) {
      const uint64_t edit = own_.Below(3);
      if (edit == 0) return;  // dropped
      if (edit == 1) letters = Draw(own_);
      inserted = edit == 2;
    }
    AddShaped(letters, shape);
    if (inserted) text_.append(Draw(own_)).append(vocabulary_.spaceless ? "" : " ");
  }

  void AddShaped(std::string_view letters, uint64_t shape) {
    const auto one_in = [&shape](uint64_t chances) {
      const bool hit = shape % chances == 0;
      shape /= chances;
      return hit;
    };
    const bool quoted = one_in(240);
    if (quoted) text_ += news_ ? "\u201C" : "\"";
    const size_t begin = text_.size();
    if (one_in(50)) {
      text_ += std::to_string(1 + shape % 2030);
    } else {
      text_ += letters;
    }
    if ((sentence_begins_ || one_in(25)) && text_[begin] >= 'a' && text_[begin] <= 'z') {
      text_[begin] = static_cast<char>(text_[begin] - 'a' + 'A');
    }
    sentence_begins_ = false;
    if (one_in(300)) text_ += news_ ? "\u2019s" : "'s";
    if (quoted) text_ += news_ ? "\u201D" : "\"";
    if (one_in(700)) text_ += news_ ? " \u2014" : " --";
    if (one_in(20)) {
      text_ += vocabulary_.spaceless ? "\u3002" : ".";
      sentence_begins_ = true;
    } else if (one_in(16)) {
      text_ += vocabulary_.spaceless ? "\u3001" : ",";
    }
    if (sentence_begins_ && one_in(4)) {
      text_ += "\n\n";
    } else if (!vocabulary_.spaceless) {
      text_ += ' ';
    }
  }

  const Vocabulary& vocabulary_;
  bool news_;
  size_t bytes_;
  Random base_;
  Random own_;
  uint64_t one_in_ = 0;    // words, of which one is edited; 0: none is
  uint64_t form_gap_ = 0;  // words between what a form letter fills in
  bool sentence_begins_ = true;
  std::string text_;
};

MadeDocuments::MadeDocuments(const MadeOptions& options) : options_(options) {
  Random random(Mix64(options.seed));
  const size_t scripts = options.style == Style::kMixed ? std::size(kAlphabets) : 1;
  for (size_t script = 0; script < scripts; ++script) {
    vocabularies_.push_back(MakeVocabulary(script, random));
  }
  LayOut(random);
  // About the golden section, which spreads a family far; the next number prime to the count.
  step_ = static_cast<uint64_t>(0.618 * static_cast<double>(options.count)) | 1U;
  while (std::gcd(step_, options.count) > 1) ++step_;
}

// Walker's alias method (as Vose builds it, IEEE Trans. Software Eng. 1991): one number, one word.
MadeDocuments::Vocabulary MadeDocuments::MakeVocabulary(size_t script, Random& random) {
  Vocabulary made;
  made.spaceless = kAlphabets[script].spaceless;
  std::vector<double> chances(kVocabulary);
  double sum = 0;
  for (size_t rank = 0; rank < kVocabulary; ++rank) {
    made.begins.push_back(static_cast<uint32_t>(made.letters.size()));
    made.letters += MakeWord(script, rank, random);
    sum += chances[rank] = 1 / (static_cast<double>(rank) + 1 + kZipfShift);
  }
  made.begins.push_back(static_cast<uint32_t>(made.letters.size()));
  std::vector<uint32_t> small;
  std::vector<uint32_t> large;
  for (uint32_t rank = 0; rank < kVocabulary; ++rank) {
    chances[rank] *= static_cast<double>(kVocabulary) / sum;
    (chances[rank] < 1 ? small : large).push_back(rank);
  }
  made.thresholds.assign(kVocabulary, 0xffffffff);
  made.aliases.resize(kVocabulary);
  std::iota(made.aliases.begin(), made.aliases.end(), 0U);
  while (!small.empty() && !large.empty()) {
    const uint32_t less = small.back();
    const uint32_t more = large.back();
    small.pop_back();
    made.thresholds[less] = static_cast<uint32_t>(chances[less] * 0x1.0p32);
    made.aliases[less] = more;
    chances[more] -= 1 - chances[less];
    if (chances[more] >= 1) continue;
    large.pop_back();
    small.push_back(more);
  }
  return made;
}

void MadeDocuments::LayOut(Random& random) {
  uint32_t family = 0;
  const auto add = [&](size_t members) {
    const bool form_letter = random.Below(6) == 0;
    for (uint32_t member = 0; member < members && layout_.size() < kBlock; ++member) {
      layout_.push_back({family, member, form_letter});
    }
    ++family;
  };
  // A family takes 3.5 documents on average: with one in 16, one document in five is of one.
  while (layout_.size() < kBlock - 1000) add(random.Below(16) == 0 ? DrawFamilySize(random) : 1);
  add(kBlock - layout_.size());  // about 1,000
}

uint64_t MadeDocuments::Place(uint64_t i) const {
  __extension__ using Wide = unsigned __int128;
  return static_cast<uint64_t>(static_cast<Wide>(i) * step_ % options_.count);
}

uint64_t MadeDocuments::Family(uint64_t i) const {
  const uint64_t place = Place(i);
  return place / kBlock * kBlock + layout_[place % kBlock].family;
}

std::string MadeDocuments::Text(uint64_t i) const {
  return Writer(*this, layout_[Place(i) % kBlock], Family(i)).Write();
}

std::vector<std::string> MakeAll(const MadeOptions& options) {
  const MadeDocuments made(options);
  std::vector<std::string> texts(options.count);
  for (uint64_t i = 0; i < options.count; ++i) texts[i] = made.Text(i);
  return texts;
}

}  // namespace twicetold::testing
