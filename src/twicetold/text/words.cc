// Two paths that give the same words.
//
// Most text is ASCII, and most of what is not is the curly punctuation of print; there a word can
// be read off byte by byte. Everything else goes to ICU in blocks: one call folds a block and
// lists the edits it made, so each folded character is known to stand for certain source bytes. A
// WordCutter then cuts the folded characters into words. A block may end anywhere the folding
// of the two sides does not touch (a normalization boundary, UAX #15, section 9), also inside a
// word: the cutter keeps the open word from block to block, so nothing is ever folded twice and a
// single word of any length takes linear time.
//
// Limit: more than kMaxUnbrokenBytes without a normalization boundary (hundreds of combining marks
// on one letter; the Stream-Safe Text Format of UAX #15 allows 30) are folded in pieces of that
// size, since reordering marks takes time quadratic in their number. Marks are then not
// reordered across pieces. Where pieces begin depends on nothing but the sequence itself.
//
// Tested against tests/reference/words_reference.cc.

#include "twicetold/text/words.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <algorithm>
#include <cstdlib>

#include "twicetold/base/hash.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_cutter.h"

namespace twicetold {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 16;
constexpr size_t kMaxUnbrokenBytes = 1024;

constexpr bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool IsAsciiUpper(char c) { return c >= 'A' && c <= 'Z'; }
constexpr bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || IsAsciiUpper(c) || (c >= '0' && c <= '9');
}

// The length of the separator at text[i] if it is of the common kinds: ASCII, U+00A0, U+2010 to
// U+2016 (hyphens and dashes) and U+2018 to U+2027 (quotes, bullets, ellipsis); else 0. All of
// them fold to separators alone and have a normalization boundary before them. What follows may
// join them (a combining mark), but never to anything that is part of a word.
size_t CommonSeparatorLength(std::string_view text, size_t i) {
  if (IsAscii(text[i])) return IsAsciiWord(text[i]) ? 0 : 1;
  if (text.substr(i, 2) == "\xC2\xA0") return 2;
  if (text.size() - i < 3 || text.substr(i, 2) != "\xE2\x80") return 0;
  const auto last = static_cast<unsigned char>(text[i + 2]);
  return (last >= 0x90 && last <= 0x96) || (last >= 0x98 && last <= 0xA7) ? 3 : 0;
}

class Splitter {
 public:
  Splitter(std::string_view text, uint64_t seed, Words* words)
      : text_(text), seed_(seed), words_(words), cutter_(seed, words) {}

  void Run() {
    for (size_t position = 0; position < text_.size();) {
      if (!cutter_.has_open_word()) {
        position = SplitCommon(position);
        if (position == text_.size()) break;
      }
      const size_t end = BlockEnd(position);
      SplitBlock(position, end);
      position = end;
    }
    cutter_.Close();
  }

 private:
  // Appends the words from `begin`, a normalization boundary outside any word, as far as there
  // are only common separators and ASCII words between them. Returns where that ends, which is
  // again such a place.
  size_t SplitCommon(size_t begin) {
    size_t position = begin;
    size_t separator_begin = begin;  // of the one before `position`
    while (position < text_.size()) {
      if (const size_t length = CommonSeparatorLength(text_, position); length > 0) {
        separator_begin = position;
        position += length;
        continue;
      }
      const size_t word_begin = position;
      while (position < text_.size() && IsAsciiWord(text_[position])) ++position;
      // What follows may fold into the word, or into the separator.
      if (position == word_begin) return separator_begin;
      if (position < text_.size() && CommonSeparatorLength(text_, position) == 0) {
        return word_begin;
      }
      AppendAscii(word_begin, position);
    }
    return position;
  }

  void AppendAscii(size_t begin, size_t end) {
    ascii_.assign(text_.substr(begin, end - begin));
    for (char& c : ascii_) {
      if (IsAsciiUpper(c)) c = static_cast<char>(c - 'A' + 'a');
    }
    words_->Append(Hash64(ascii_, seed_), Span{begin, end}, ascii_);
  }

  // The end of a block that begins at `begin`: between an ASCII separator and an ASCII character,
  // where SplitCommon can go on; or at the first normalization boundary after kBlockBytes; or
  // after kMaxUnbrokenBytes without a boundary.
  size_t BlockEnd(size_t begin) const {
    size_t boundary = begin;
    for (size_t i = begin; i < text_.size();) {
      const size_t here = i;
      bool is_boundary = true;
      if (IsAscii(text_[i])) {
        ++i;
        if (here > begin && IsAscii(text_[here - 1]) && !IsAsciiWord(text_[here - 1])) return here;
      } else {
        const Utf8Character c = ReadUtf8(text_, i);
        i += c.length;
        is_boundary = folding_.hasBoundaryBefore(static_cast<UChar32>(c.code_point));
      }
      if (is_boundary) {
        boundary = here;
        if (here - begin >= kBlockBytes) return here;
      } else if (here - boundary >= kMaxUnbrokenBytes) {
        return here;
      }
    }
    return text_.size();
  }

  void SplitBlock(size_t begin, size_t end) {
    folded_block_.clear();
    edits_.reset();
    icu::StringByteSink<std::string> sink(&folded_block_);
    UErrorCode error = U_ZERO_ERROR;
    const icu::StringPiece block(text_.data() + begin, static_cast<int32_t>(end - begin));
    folding_.normalizeUTF8(0, block, sink, &edits_, error);
    if (U_FAILURE(error)) std::abort();  // out of memory; nothing in a text makes it fail

    // Fine edits are as small as ICU knows them: one a character that folds alone.
    icu::Edits::Iterator edit = edits_.getFineIterator();
    while (edit.next(error)) {
      const auto source = begin + static_cast<size_t>(edit.sourceIndex());
      const Span span{source, source + static_cast<size_t>(edit.oldLength())};
      const std::string_view folded = std::string_view(folded_block_)
                                          .substr(static_cast<size_t>(edit.destinationIndex()),
                                                  static_cast<size_t>(edit.newLength()));
      AddFolded(folded, span, edit.hasChange());
    }
  }

  // Hands on folded text. If changed it stands as a whole for `source`, else it is its bytes.
  void AddFolded(std::string_view folded, Span source, bool changed) {
    for (size_t i = 0; i < folded.size();) {
      const Utf8Character c = ReadUtf8(folded, i);
      const Span own{source.begin + i, source.begin + i + c.length};
      cutter_.Add(c.code_point, folded.substr(i, c.length), changed ? source : own);
      i += c.length;
    }
  }

  static const icu::Normalizer2& Folding() {
    UErrorCode error = U_ZERO_ERROR;
    const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
    if (U_FAILURE(error)) std::abort();  // ICU was installed without its data
    return *folding;
  }

  const std::string_view text_;
  const uint64_t seed_;
  Words* const words_;
  const icu::Normalizer2& folding_ = Folding();
  WordCutter cutter_;
  icu::Edits edits_;
  std::string folded_block_;
  std::string ascii_;
};

}  // namespace

void Words::Append(uint64_t hash, Span span, std::string_view folded, Weight weight) {
  hashes_.push_back(hash);
  spans_.push_back(span);
  folded_.append(folded);
  folded_ends_.push_back(folded_.size());
  weights_.push_back(weight);
}

Words SplitWords(std::string_view text, uint64_t seed) {
  Words words;
  Splitter(text, seed, &words).Run();
  return words;
}

uint64_t QuarterWords(const Words& words, size_t begin, size_t end) {
  uint64_t quarters = 0;
  for (size_t i = begin; i < end; ++i) quarters += static_cast<uint64_t>(words.weight(i));
  return quarters;
}

}  // namespace twicetold
