#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <set>
#include <span>
#include <string>
#include <string_view>
#include <tuple>
#include <vector>

#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "tests/reference/words_reference.h"
#include "twicetold/base/simd.h"
#include "twicetold/text/decode.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kCheckedBytes = size_t{1} << 19;

// The words of the first documents, by the reference.
void CheckWords(const Texts& texts) {
  WordHasher hasher(0);
  size_t bytes = 0;
  for (const std::string_view text : texts.views) {
    const Words split = SplitWords(text, 0);
    const std::span<const uint64_t> hashes = hasher.Hash(text);
    const std::vector<testing::ReferenceWord> wanted = testing::ReferenceWords(text);
    Require(split.size() == wanted.size() && hashes.size() == wanted.size(), "a count of words");
    for (size_t i = 0; i < wanted.size(); ++i) {
      const uint64_t hash = testing::ReferenceWordHash(wanted[i].folded, 0);
      Require(hashes[i] == hash && split.hash(i) == hash, "a word's hash");
      Require(split.folded(i) == wanted[i].folded && split.span(i) == wanted[i].span, "a word");
    }
    if ((bytes += text.size()) > kCheckedBytes) return;
  }
}

// Once for each target and set of texts.
void CheckWordsOnce(const Texts& texts) {
  static std::set<std::pair<std::string, const Texts*>> checked;
  if (checked.emplace(SimdTarget(), &texts).second) CheckWords(texts);
}

// What decoding gives for text that was UTF-8 already: no byte order mark, lines that end in LF.
std::string Plain(std::string_view text) {
  if (text.starts_with("\uFEFF")) text.remove_prefix(3);
  std::string plain;
  for (size_t i = 0; i < text.size(); ++i) {
    const bool before_lf = i + 1 < text.size() && text[i + 1] == '\n';
    if (text[i] == '\r' && before_lf) continue;
    plain += text[i] == '\r' ? '\n' : text[i];
  }
  return plain;
}

void AddDecode(Kind kind, bool real, size_t bytes) {
  AddRow(RowName("decode", NameOf(kind, real), bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    for (size_t i = 0; i < std::min<size_t>(200, texts.views.size()); ++i) {
      const auto decoded = Decode(texts.views[i], Encoding::kUtf8);
      Require(decoded.ok() && decoded->text == Plain(texts.views[i]), "a decoded text");
    }
    for (auto _ : state) {
      for (const std::string_view text : texts.stream) {
        benchmark::DoNotOptimize(Decode(text, Encoding::kUtf8)->text.data());
      }
    }
    Count(state, texts.stream_bytes, texts.stream.size());
  });
}

void AddWordHashes(Kind kind, bool real, size_t bytes, const std::string& target) {
  const std::string name = RowName("word_hashes", NameOf(kind, real), bytes);
  AddRow(name + (target.empty() ? "" : "/" + target), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    const OnTarget on(target);
    CheckWordsOnce(texts);
    WordHasher hasher(0);
    for (auto _ : state) {
      for (const std::string_view text : texts.stream) {
        benchmark::DoNotOptimize(hasher.Hash(text).data());
      }
    }
    Count(state, texts.stream_bytes, texts.stream.size());
  });
}

void AddSplitWords(Kind kind, bool real, size_t bytes) {
  AddRow(RowName("split_words", NameOf(kind, real), bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    CheckWordsOnce(texts);
    for (auto _ : state) {
      for (const std::string_view text : texts.stream) {
        benchmark::DoNotOptimize(SplitWords(text, 0).hashes().data());
      }
    }
    Count(state, texts.stream_bytes, texts.stream.size());
  });
}

}  // namespace

std::string RowName(std::string_view stage, std::string_view text, size_t bytes) {
  return std::string(stage) + "/" + std::string(text) + "/" + std::to_string(bytes);
}

void RegisterText() {
  for (const bool real : {true, false}) {
    if (real && !HaveRealTexts()) continue;
    for (const Kind kind : kKinds) {
      AddDecode(kind, real, 2600);
      AddSplitWords(kind, real, 2600);
      for (const size_t bytes : kDocumentBytes) AddWordHashes(kind, real, bytes, "");
    }
  }
  for (const std::string& target : SimdTargets()) {
    AddWordHashes(Kind::kAscii, HaveRealTexts(), 2600, target);
  }
}

}  // namespace twicetold::bench
