#include "twicetold/text/icu_words.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "twicetold/base/hash.h"
#include "twicetold/base/span.h"
#include "twicetold/text/character_kind.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_cutter.h"

namespace twicetold {
namespace {

constexpr size_t kMaxUnbrokenBytes = 1024;

constexpr bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

constexpr char AsciiLowerCase(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c + ('a' - 'A')) : c;
}

const icu::Normalizer2& Folding() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) std::abort();  // ICU was installed without its data
  return *folding;
}

struct CharacterAt {
  char32_t code_point;
  uint32_t length;
  uint8_t kind;  // with the bits beside it
};

CharacterAt ReadCharacter(std::string_view text, size_t at) {
  const Utf8Character c = ReadUtf8(text, at);
  const uint8_t kind =
      c.code_point < 0x80 ? kBoundaryBit : PageOf(c.code_point).kinds[c.code_point % 256];
  return {c.code_point, c.length, kind};
}

// What a short segment folds to, in pieces that each stand for bytes of it.
struct FoldedSegment {
  struct Piece {
    uint8_t size;  // folded bytes
    Span source;   // bytes of the segment
    bool changed;
  };

  bool Add(std::string_view piece, Span source, bool changed) {
    if (pieces_used == pieces.size() || folded_used + piece.size() > folded.size()) return false;
    piece.copy(folded.data() + folded_used, piece.size());
    folded_used += piece.size();
    pieces[pieces_used++] = {static_cast<uint8_t>(piece.size()), source, changed};
    return true;
  }

  std::array<char, 16> segment{};
  size_t segment_size = 0;  // 0: nothing is kept here
  std::array<Piece, 4> pieces;
  size_t pieces_used = 0;
  std::array<char, 24> folded;
  size_t folded_used = 0;
};

}  // namespace

class IcuWords::Folder {
 public:
  Folder(uint64_t seed, WordSink& sink) : folding_(Folding()), cutter_(seed, sink) {}

  size_t Split(std::string_view text, size_t begin);

 private:
  static constexpr size_t kSegmentsKept = 256;

  void AddSegment(std::string_view segment, size_t begin);
  void FoldSegment(std::string_view segment, size_t begin, FoldedSegment* kept);
  void AddFolded(std::string_view folded, Span source, bool changed);

  const icu::Normalizer2& folding_;
  WordCutter cutter_;
  icu::Edits edits_;
  std::string folded_;
  std::array<FoldedSegment, kSegmentsKept> kept_;  // each where the hash of its bytes says
};

IcuWords::IcuWords(uint64_t seed, WordSink& sink) : seed_(seed), sink_(sink) {}
IcuWords::~IcuWords() = default;

size_t IcuWords::Split(std::string_view text, size_t begin) {
  if (folder_ == nullptr) folder_ = std::make_unique<Folder>(seed_, sink_);
  return folder_->Split(text, begin);
}

// Ends where the quick way can go on: before a character that it knows, behind a separator or, if
// that character begins a spaceless word, behind any other that it knows.
size_t IcuWords::Folder::Split(std::string_view text, size_t begin) {
  bool after_separator = false;
  bool after_known = false;  // a character of a known kind that is not the first one
  for (size_t at = begin; at < text.size();) {
    const CharacterAt first = ReadCharacter(text, at);
    const auto kind = static_cast<CharacterKind>(first.kind & kKindBits);
    const bool ascii = first.code_point < 0x80;
    if ((after_separator && (ascii || kind != CharacterKind::kOther)) ||
        (after_known && kind == CharacterKind::kSpaceless)) {
      cutter_.Close();
      return at;
    }
    size_t last = at;
    CharacterAt character = first;
    size_t end = at + first.length;
    while (end < text.size() && end - at < kMaxUnbrokenBytes) {
      const CharacterAt next = ReadCharacter(text, end);
      if ((next.kind & kBoundaryBit) != 0) break;
      character = next;
      last = end;
      end += next.length;
    }
    const bool single = last == at;
    if (single && ascii) {
      const char folded = AsciiLowerCase(text[at]);
      cutter_.Add(static_cast<char32_t>(folded), std::string_view(&folded, 1), Span{at, end});
    } else if (single && kind == CharacterKind::kSeparator) {
      cutter_.Close();
    } else if (single && kind != CharacterKind::kOther && (first.kind & kChangesBit) == 0) {
      cutter_.Add(first.code_point, text.substr(at, end - at), Span{at, end});
    } else {
      AddSegment(text.substr(at, end - at), at);
    }
    after_separator =
        single && (ascii ? !IsAsciiWord(text[at]) : kind == CharacterKind::kSeparator);
    after_known = (character.kind & kKnownBit) != 0 && last > begin;
    at = end;
  }
  cutter_.Close();
  return text.size();
}

// A segment that begins at `begin` of the text.
void IcuWords::Folder::AddSegment(std::string_view segment, size_t begin) {
  if (segment.size() > FoldedSegment{}.segment.size()) return FoldSegment(segment, begin, nullptr);
  FoldedSegment& kept = kept_[Hash64(segment, 0) % kSegmentsKept];
  if (std::string_view(kept.segment.data(), kept.segment_size) != segment) {
    return FoldSegment(segment, begin, &kept);
  }
  size_t done = 0;
  for (size_t i = 0; i < kept.pieces_used; ++i) {
    const FoldedSegment::Piece& piece = kept.pieces[i];
    AddFolded(std::string_view(kept.folded.data() + done, piece.size),
              Span{begin + piece.source.begin, begin + piece.source.end}, piece.changed);
    done += piece.size;
  }
}

// Has ICU fold it, and keeps what comes of it in `kept`, if there is such a place and room.
void IcuWords::Folder::FoldSegment(std::string_view segment, size_t begin, FoldedSegment* kept) {
  folded_.clear();
  edits_.reset();
  icu::StringByteSink<std::string> sink(&folded_);
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(segment.data(), static_cast<int32_t>(segment.size()));
  folding_.normalizeUTF8(0, piece, sink, &edits_, error);
  if (U_FAILURE(error)) std::abort();  // out of memory; nothing in a text makes it fail

  if (kept != nullptr) *kept = FoldedSegment{};
  bool all_kept = kept != nullptr;
  // Fine edits are as small as ICU knows them: one a character that folds alone.
  icu::Edits::Iterator edit = edits_.getFineIterator();
  while (edit.next(error)) {
    const auto source = static_cast<uint64_t>(edit.sourceIndex());
    const Span span{source, source + static_cast<uint64_t>(edit.oldLength())};
    const std::string_view folded = std::string_view(folded_).substr(
        static_cast<size_t>(edit.destinationIndex()), static_cast<size_t>(edit.newLength()));
    AddFolded(folded, Span{begin + span.begin, begin + span.end}, edit.hasChange());
    all_kept = all_kept && kept->Add(folded, span, edit.hasChange());
  }
  if (!all_kept) return;
  segment.copy(kept->segment.data(), segment.size());
  kept->segment_size = segment.size();
}

// Hands on folded text. If changed it stands as a whole for `source`, else it is its bytes.
void IcuWords::Folder::AddFolded(std::string_view folded, Span source, bool changed) {
  for (size_t i = 0; i < folded.size();) {
    const Utf8Character c = ReadUtf8(folded, i);
    const Span own{source.begin + i, source.begin + i + c.length};
    cutter_.Add(c.code_point, folded.substr(i, c.length), changed ? source : own);
    i += c.length;
  }
}

}  // namespace twicetold
