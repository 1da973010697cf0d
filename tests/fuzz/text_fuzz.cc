// Any bytes, decoded and split into words: what holds for every text must hold for these.

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "tests/reference/words_reference.h"
#include "twicetold/base/simd.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold {
namespace {

void Require(bool holds) {
  if (!holds) std::abort();
}

void RequireValidUtf8(std::string_view text) {
  for (size_t i = 0; i < text.size();) {
    const Utf8Character c = ReadUtf8(text, i);
    Require(c.valid);
    i += c.length;
  }
}

// `words` of a text of `size` bytes: in order, inside it, none empty, hashed from their bytes.
void RequireSound(const Words& words, size_t size, uint64_t seed) {
  Span last;
  for (size_t i = 0; i < words.size(); ++i) {
    const Span span = words.span(i);
    Require(last.begin <= span.begin && last.end <= span.end);
    Require(span.begin < span.end && span.end <= size);
    Require(!words.folded(i).empty());
    Require(words.hash(i) == HashWord(words.folded(i), WordHashKeys(seed)));
    last = span;
  }
}

void RequireSound(const DecodedText& decoded, std::string_view bytes) {
  RequireValidUtf8(decoded.text);
  Require(decoded.text.find('\r') == std::string::npos);
  Require(decoded.encoding != Encoding::kDetect);
  Require(decoded.to_source.text_size() == decoded.text.size());
  Require(decoded.positions.size() == bytes.size());
  Span last;
  for (uint64_t i = 0; i < decoded.text.size(); ++i) {
    const Span source = decoded.to_source.ToSource(Span{i, i + 1});
    Require(source.begin < source.end && source.end <= bytes.size());
    Require(last.begin <= source.begin && last.end <= source.end);
    last = source;
  }
  Position before;
  for (uint64_t byte = 0; byte <= bytes.size(); ++byte) {
    const Position position = decoded.positions.At(byte);
    Require(position.byte <= byte && position.chars <= position.utf16);
    Require(before.chars <= position.chars && before.line <= position.line);
    before = position;
  }
}

// The lines of a text, hashed together, as each alone.
void RequireLinesAreAsAlone(std::string_view text, WordHasher& hasher, uint64_t seed) {
  std::vector<std::string_view> lines;
  for (size_t begin = 0, end = 0; begin <= text.size(); begin = end + 1) {
    end = std::min(text.find('\n', begin), text.size());
    lines.push_back(text.substr(begin, end - begin));
  }
  std::vector<size_t> ends(lines.size());
  const std::span<const uint64_t> hashes = hasher.Hash(lines, ends);
  static WordHasher alone(seed);
  size_t begin = 0;
  for (size_t i = 0; i < lines.size(); ++i) {
    Require(begin <= ends[i] && ends[i] <= hashes.size());
    Require(std::ranges::equal(alone.Hash(lines[i]), hashes.subspan(begin, ends[i] - begin)));
    begin = ends[i];
  }
  Require(begin == hashes.size());
}

// As the reference has them, and the same hashes on every target.
void RequireTheSameEverywhere(std::string_view text, const Words& words, uint64_t seed) {
  if (text.size() < 5000) {  // the reference is slow where marks are many
    const std::vector<testing::ReferenceWord> expected = testing::ReferenceWords(text);
    Require(expected.size() == words.size());
    for (size_t i = 0; i < words.size(); ++i) {
      Require(words.folded(i) == expected[i].folded && words.span(i) == expected[i].span);
    }
  }
  static WordHasher hasher(seed);
  for (const std::string& target : SimdTargets()) {
    Require(ForceSimdTarget(target).ok());
    Require(std::ranges::equal(hasher.Hash(text), words.hashes()));
    RequireLinesAreAsAlone(text, hasher, seed);
  }
  Require(ForceSimdTarget("auto").ok());
}

void Try(std::string_view bytes, Encoding encoding) {
  constexpr uint64_t kSeed = 1;
  const absl::StatusOr<DecodedText> decoded = Decode(bytes, encoding);
  if (!decoded.ok()) {
    Require(encoding == Encoding::kDetect && !decoded.status().message().empty());
    return;
  }
  RequireSound(*decoded, bytes);
  const Words words = SplitWords(decoded->text, kSeed);
  RequireSound(words, decoded->text.size(), kSeed);
  RequireTheSameEverywhere(decoded->text, words, kSeed);
}

}  // namespace
}  // namespace twicetold

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* data, size_t size) {
  using twicetold::Encoding;
  const std::string_view bytes(reinterpret_cast<const char*>(data), size);
  for (const Encoding encoding : {Encoding::kDetect, Encoding::kUtf8, Encoding::kUtf16LittleEndian,
                                  Encoding::kUtf16BigEndian, Encoding::kWindows1252}) {
    twicetold::Try(bytes, encoding);
  }
  const twicetold::Words words = twicetold::SplitWords(bytes, 1);  // ill-formed bytes and all
  twicetold::RequireSound(words, size, 1);
  return 0;
}
