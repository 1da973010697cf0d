#include "twicetold/text/icu_words.h"

#include <unicode/bytestream.h>
#include <unicode/edits.h>
#include <unicode/normalizer2.h>
#include <unicode/stringpiece.h>

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string>
#include <string_view>

#include "twicetold/base/span.h"
#include "twicetold/text/character_kind.h"
#include "twicetold/text/utf8.h"

namespace twicetold {
namespace {

constexpr size_t kBlockBytes = size_t{1} << 16;
constexpr size_t kMaxUnbrokenBytes = 1024;

constexpr bool IsAscii(char c) { return static_cast<unsigned char>(c) < 0x80; }
constexpr bool IsAsciiWord(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
}

const icu::Normalizer2& Folding() {
  UErrorCode error = U_ZERO_ERROR;
  const icu::Normalizer2* const folding = icu::Normalizer2::getNFKCCasefoldInstance(error);
  if (U_FAILURE(error)) std::abort();  // ICU was installed without its data
  return *folding;
}

}  // namespace

class IcuWords::Folder {
 public:
  Folder(uint64_t seed, WordSink& sink) : folding_(Folding()), cutter_(seed, sink) {}

  size_t Split(std::string_view text, size_t begin);

 private:
  struct End {
    size_t place;
    bool between_words;  // no word is open there
  };
  End BlockEnd(std::string_view text, size_t begin) const;
  void SplitBlock(std::string_view text, Span block);
  void AddFolded(std::string_view folded, Span source, bool changed);

  const icu::Normalizer2& folding_;
  WordCutter cutter_;
  icu::Edits edits_;
  std::string folded_block_;
};

IcuWords::IcuWords(uint64_t seed, WordSink& sink) : seed_(seed), sink_(sink) {}
IcuWords::~IcuWords() = default;

size_t IcuWords::Split(std::string_view text, size_t begin) {
  if (folder_ == nullptr) folder_ = std::make_unique<Folder>(seed_, sink_);
  return folder_->Split(text, begin);
}

size_t IcuWords::Folder::Split(std::string_view text, size_t begin) {
  while (begin < text.size()) {
    const End end = BlockEnd(text, begin);
    SplitBlock(text, Span{begin, end.place});
    begin = end.place;
    if (end.between_words) break;
  }
  cutter_.Close();
  return begin;
}

// The end of a block that begins at `begin`: between an ASCII separator and an ASCII character, or
// before a spaceless word that follows a character of a known kind, where the quick way can go on;
// or at the first normalization boundary after kBlockBytes; or after kMaxUnbrokenBytes without one.
IcuWords::Folder::End IcuWords::Folder::BlockEnd(std::string_view text, size_t begin) const {
  size_t boundary = begin;
  bool after_known = false;  // the character before is of a known kind, and is not ASCII
  for (size_t i = begin; i < text.size();) {
    const size_t here = i;
    bool is_boundary = true;
    if (IsAscii(text[i])) {
      ++i;
      const bool after_separator =
          here > begin && IsAscii(text[here - 1]) && !IsAsciiWord(text[here - 1]);
      if (after_separator) return {here, true};
      after_known = false;
    } else {
      const Utf8Character c = ReadUtf8(text, i);
      i += c.length;
      const CharacterKind kind = KindOf(c.code_point);
      if (kind == CharacterKind::kSpaceless && after_known) return {here, true};
      after_known = kind != CharacterKind::kOther && here > begin;
      is_boundary = folding_.hasBoundaryBefore(static_cast<UChar32>(c.code_point));
    }
    if (is_boundary) {
      boundary = here;
      if (here - begin >= kBlockBytes) return {here, false};
    } else if (here - boundary >= kMaxUnbrokenBytes) {
      return {here, false};
    }
  }
  return {text.size(), true};
}

void IcuWords::Folder::SplitBlock(std::string_view text, Span block) {
  folded_block_.clear();
  edits_.reset();
  icu::StringByteSink<std::string> sink(&folded_block_);
  UErrorCode error = U_ZERO_ERROR;
  const icu::StringPiece piece(text.data() + block.begin, static_cast<int32_t>(block.size()));
  folding_.normalizeUTF8(0, piece, sink, &edits_, error);
  if (U_FAILURE(error)) std::abort();  // out of memory; nothing in a text makes it fail

  // Fine edits are as small as ICU knows them: one a character that folds alone.
  icu::Edits::Iterator edit = edits_.getFineIterator();
  while (edit.next(error)) {
    const uint64_t source = block.begin + static_cast<uint64_t>(edit.sourceIndex());
    const Span span{source, source + static_cast<uint64_t>(edit.oldLength())};
    const std::string_view folded = std::string_view(folded_block_)
                                        .substr(static_cast<size_t>(edit.destinationIndex()),
                                                static_cast<size_t>(edit.newLength()));
    AddFolded(folded, span, edit.hasChange());
  }
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
