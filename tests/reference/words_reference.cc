#include "tests/reference/words_reference.h"

#include <unicode/brkiter.h>
#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/locid.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>
#include <unicode/uchar.h>
#include <unicode/uniset.h>
#include <unicode/unistr.h>

#include <cstdlib>
#include <memory>

#include "twicetold/base/hash.h"

namespace twicetold::testing {
namespace {

void Require(UErrorCode error) {
  if (U_FAILURE(error)) std::abort();
}

icu::UnicodeSet Characters(const char* pattern) {
  UErrorCode error = U_ZERO_ERROR;
  icu::UnicodeSet characters(icu::UnicodeString::fromUTF8(pattern), error);
  Require(error);
  characters.freeze();
  return characters;
}

struct Folded {
  icu::UnicodeString text;
  std::vector<Span> source;  // one a UTF-16 unit of text
};

// The source span of each byte of the folded text, from the edits of one call over all of it.
std::vector<Span> SourceOfBytes(const icu::Edits& edits) {
  std::vector<Span> source;
  UErrorCode error = U_ZERO_ERROR;
  icu::Edits::Iterator edit = edits.getFineIterator();
  while (edit.next(error)) {
    const auto begin = static_cast<uint64_t>(edit.sourceIndex());
    for (uint64_t i = 0; i < static_cast<uint64_t>(edit.newLength()); ++i) {
      source.push_back(edit.hasChange()
                           ? Span{begin, begin + static_cast<uint64_t>(edit.oldLength())}
                           : Span{begin + i, begin + i + 1});
    }
  }
  Require(error);
  return source;
}

Folded Fold(std::string_view text) {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  Require(error);
  std::string bytes;
  icu::StringByteSink<std::string> sink(&bytes);
  icu::Edits edits;
  folding->normalizeUTF8(0, icu::StringPiece(text.data(), static_cast<int32_t>(text.size())), sink,
                         &edits, error);
  Require(error);
  const std::vector<Span> source = SourceOfBytes(edits);

  // Byte after byte: one that is no continuation begins a character.
  Folded folded;
  for (size_t begin = 0; begin < bytes.size();) {
    size_t end = begin + 1;
    while (end < bytes.size() && (bytes[end] & 0xC0) == 0x80) ++end;
    const icu::UnicodeString character = icu::UnicodeString::fromUTF8(
        icu::StringPiece(bytes.data() + begin, static_cast<int32_t>(end - begin)));
    folded.text.append(character);
    folded.source.insert(folded.source.end(), static_cast<size_t>(character.length()),
                         Span{source[begin].begin, source[end - 1].end});
    begin = end;
  }
  return folded;
}

// The units of one maximal run of letters, digits and marks, cut at its grapheme clusters.
std::vector<int32_t> ClusterEnds(const icu::UnicodeString& run, icu::BreakIterator* clusters) {
  std::vector<int32_t> ends;
  clusters->setText(run);
  clusters->first();
  for (int32_t end = clusters->next(); end != icu::BreakIterator::DONE; end = clusters->next()) {
    ends.push_back(end);
  }
  return ends;
}

class Scanner {
 public:
  explicit Scanner(const Folded& folded) : folded_(folded) {
    UErrorCode error = U_ZERO_ERROR;
    clusters_.reset(icu::BreakIterator::createCharacterInstance(icu::Locale::getRoot(), error));
    Require(error);
  }

  std::vector<ReferenceWord> Words() {
    const icu::UnicodeString& text = folded_.text;
    int32_t i = 0;
    while (i < text.length()) {
      const int32_t begin = i;
      while (i < text.length() && word_characters_.contains(text.char32At(i))) {
        if (i == begin && marks_.contains(text.char32At(i))) break;
        i = text.moveIndex32(i, 1);
      }
      if (i == begin) {
        i = text.moveIndex32(i, 1);
      } else {
        AddRun(begin, i);
      }
    }
    return std::move(words_);
  }

 private:
  void AddRun(int32_t begin, int32_t end) {
    const icu::UnicodeString run = folded_.text.tempSubStringBetween(begin, end);
    int32_t cluster = 0;
    int32_t plain = 0;  // where a row of clusters begins that are not spaceless
    bool after_spaceless = false;
    for (const int32_t cluster_end : ClusterEnds(run, clusters_.get())) {
      const UChar32 first = run.char32At(cluster);
      const bool spaceless = spaceless_.contains(first) || (first == 0x30FC && after_spaceless);
      if (spaceless) {
        if (plain < cluster) AddWord(begin + plain, begin + cluster, false);
        AddWord(begin + cluster, begin + cluster_end, true);
        plain = cluster_end;
      }
      after_spaceless = spaceless;
      cluster = cluster_end;
    }
    if (begin + plain < end) AddWord(begin + plain, end, false);
  }

  void AddWord(int32_t begin, int32_t end, bool spaceless) {
    ReferenceWord word;
    folded_.text.tempSubStringBetween(begin, end).toUTF8String(word.folded);
    word.span = Span{folded_.source[static_cast<size_t>(begin)].begin,
                     folded_.source[static_cast<size_t>(end) - 1].end};
    word.spaceless = spaceless;
    words_.push_back(std::move(word));
  }

  const Folded& folded_;
  const icu::UnicodeSet word_characters_ = Characters("[[:L:][:N:][:M:]]");
  const icu::UnicodeSet marks_ = Characters("[:M:]");
  const icu::UnicodeSet spaceless_ = Characters(
      "[[:sc=Han:][:sc=Hiragana:][:sc=Katakana:][:sc=Thai:][:sc=Lao:][:sc=Khmer:]"
      "[:sc=Myanmar:]]");
  std::unique_ptr<icu::BreakIterator> clusters_;
  std::vector<ReferenceWord> words_;
};

}  // namespace

uint64_t ReferenceWordHash(std::string_view folded, uint64_t seed) {
  if (folded.size() > 16) return Hash64(folded, seed);
  uint64_t halves[2] = {0, 0};
  for (size_t i = folded.size(); i-- > 0;) {
    halves[i / 8] = halves[i / 8] * 256 + static_cast<unsigned char>(folded[i]);
  }
  const uint64_t key0 = Mix64(seed + 0x9e3779b97f4a7c15U);
  const uint64_t key1 = Mix64(seed + 0x9e3779b97f4a7c15U + 0x9e3779b97f4a7c15U);
  const uint64_t v = halves[0] ^ key0;
  const uint64_t w = halves[1] ^ key1;
  uint64_t h = (v % 0x100000000U) * 0x9e3779b1U;
  h = h + (v / 0x100000000U) * 0x5851f42dU;
  h = h + (w % 0x100000000U) * 0xbf58476dU;
  h = h + (w / 0x100000000U) * 0x94d049bbU;
  h = (h ^ (h >> 32)) * 0xbf58476d1ce4e5b9U;
  return h ^ (h >> 32);
}

std::vector<ReferenceWord> ReferenceWords(std::string_view text) {
  const Folded folded = Fold(text);
  return Scanner(folded).Words();
}

}  // namespace twicetold::testing
