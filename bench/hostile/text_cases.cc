#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/hostile/cases.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/word_hash.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

std::string Repeat(std::string_view piece, size_t bytes) {
  std::string text;
  text.reserve(bytes + piece.size());
  while (text.size() < bytes) text += piece;
  return text;
}

// A text, and what its words are: so many of these, over and over.
struct MadeText {
  std::string text;
  std::vector<std::string> folded;
  size_t words = 0;
};

std::string Unlike(const char* what, size_t got, size_t wanted) {
  return std::string(what) + ": " + std::to_string(got) + " instead of " + std::to_string(wanted);
}

// The hashes must be those of `made.folded`, again and again.
std::string CheckHashes(const MadeText& made, std::span<const uint64_t> hashes) {
  if (hashes.size() != made.words) return Unlike("words", hashes.size(), made.words);
  if (made.folded.empty()) return "";
  std::vector<uint64_t> wanted;
  for (const std::string& word : made.folded) wanted.push_back(HashWord(word, WordHashKeys(0)));
  for (size_t i = 0; i < hashes.size(); ++i) {
    if (hashes[i] != wanted[i % wanted.size()]) return "word " + std::to_string(i) + " is another";
  }
  return "";
}

using Maker = std::function<MadeText(size_t)>;

std::function<Work(size_t)> Hashing(const Maker& make) {
  return [make](size_t size) -> Work {
    const auto made = std::make_shared<MadeText>(make(size));
    return [made] {
      WordHasher hasher(0);
      return CheckHashes(*made, hasher.Hash(made->text));
    };
  };
}

std::function<Work(size_t)> Splitting(const Maker& make) {
  return [make](size_t size) -> Work {
    const auto made = std::make_shared<MadeText>(make(size));
    return [made] { return CheckHashes(*made, SplitWords(made->text, 0).hashes()); };
  };
}

std::function<Work(size_t)> Decoding(const Maker& make) {
  return [make](size_t size) -> Work {
    const auto made = std::make_shared<MadeText>(make(size));
    return [made]() -> std::string {
      const auto decoded = Decode(made->text);
      if (!decoded.ok()) return std::string(decoded.status().message());
      return decoded->text == made->text ? "" : "the text is another";
    };
  };
}

MadeText EmptyLines(size_t lines) { return {std::string(lines, '\n'), {}, 0}; }

MadeText OneWord(size_t bytes) {
  std::string word(bytes, 'q');
  return {word, {word}, 1};
}

MadeText AsciiMarks(size_t bytes) { return {Repeat("...,,;:!?()[]{}--\"'", bytes), {}, 0}; }

// Quotes, dashes and an ellipsis of print.
MadeText PrintedMarks(size_t bytes) {
  return {Repeat("\u201C\u2026\u201D\u2014\u2019\u2013", bytes), {}, 0};
}

// Long words, so that the hashes of 4 GB fit where the text does.
MadeText ManyWords(size_t bytes) {
  constexpr std::string_view kPiece = "Misunderstanding responsibilities; ";
  const size_t pieces = bytes / kPiece.size();
  return {
      Repeat(kPiece, pieces * kPiece.size()), {"misunderstanding", "responsibilities"}, pieces * 2};
}

// One letter and a mark on it, and another, without an end.
MadeText PiledMarks(size_t bytes) {
  std::string text = "q";
  text += Repeat("\u0323", bytes);
  return {text, {text}, 1};
}

// A capital I with a dot folds to three bytes from two: nothing can be folded in place.
MadeText GrowingLetters(size_t bytes) {
  const std::string text = Repeat("\u0130", bytes);
  return {text, {Repeat("i\u0307", text.size() / 2 * 3)}, 1};
}

// Each character that folds in place stands beside one that does not.
MadeText Alternating(size_t bytes) {
  constexpr std::string_view kPiece = "a \u00BD ";  // one half: "1", a slash, "2"
  const size_t pieces = bytes / kPiece.size();
  return {Repeat(kPiece, pieces * kPiece.size()), {"a", "1", "2"}, pieces * 3};
}

// Nothing but what folding drops.
MadeText Invisible(size_t bytes) { return {Repeat("\u200B\u00AD\u2060", bytes), {}, 0}; }

MadeText SpacelessRun(size_t bytes) {
  const size_t characters = bytes / 3;
  return {Repeat("\u6F22", characters * 3), {"\u6F22"}, characters};
}

}  // namespace

std::vector<HostileCase> TextCases() {
  constexpr size_t kMillion = 1'000'000;
  const auto bytes = [](std::string input, std::string does, size_t size, double most,
                        std::function<Work(size_t)> prepare) {
    return HostileCase{std::move(input), std::move(does), size, "bytes", std::move(prepare), most};
  };
  return {
      {"empty lines", "Decode", 10 * kMillion, "lines", Decoding(EmptyLines), 24},
      {"empty lines", "SplitWords", 10 * kMillion, "lines", Splitting(EmptyLines), 1},
      bytes("one word", "WordHasher", 500 * kMillion, 3, Hashing(OneWord)),
      bytes("one word", "SplitWords", 500 * kMillion, 5, Splitting(OneWord)),
      bytes("one word", "Decode", 500 * kMillion, 3, Decoding(OneWord)),
      bytes("ASCII punctuation", "WordHasher", 500 * kMillion, 0.1, Hashing(AsciiMarks)),
      bytes("ASCII punctuation", "SplitWords", 500 * kMillion, 0.1, Splitting(AsciiMarks)),
      bytes("printed punctuation", "WordHasher", 500 * kMillion, 0.1, Hashing(PrintedMarks)),
      bytes("printed punctuation", "Decode", 200 * kMillion, 6, Decoding(PrintedMarks)),
      bytes("one text above 4 GiB", "WordHasher", 4400 * kMillion, 2, Hashing(ManyWords)),
      bytes("combining marks", "WordHasher", 20 * kMillion, 12, Hashing(PiledMarks)),
      bytes("letters that grow", "WordHasher", 20 * kMillion, 12, Hashing(GrowingLetters)),
      bytes("folded in place, and not", "WordHasher", 20 * kMillion, 20, Hashing(Alternating)),
      bytes("invisible characters", "WordHasher", 100 * kMillion, 1, Hashing(Invisible)),
      bytes("one run of Han", "WordHasher", 300 * kMillion, 8, Hashing(SpacelessRun)),
  };
}

}  // namespace twicetold::bench
