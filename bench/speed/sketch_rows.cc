#include <benchmark/benchmark.h>

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "bench/speed/row.h"
#include "bench/speed/stages.h"
#include "bench/speed/texts.h"
#include "tests/reference/sketch_reference.h"
#include "twicetold/base/simd.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/pipeline/text_sketcher.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/shingle/shingle.h"
#include "twicetold/sketch/sketch.h"
#include "twicetold/text/words.h"

namespace twicetold::bench {
namespace {

constexpr size_t kChecked = 100;  // documents

// What a stage takes that does not begin with text: numbers of all documents end to end.
struct Numbers {
  std::vector<uint64_t> all;
  std::vector<size_t> ends;

  void Add(std::span<const uint64_t> numbers) {
    all.insert(all.end(), numbers.begin(), numbers.end());
    ends.push_back(all.size());
  }
  std::span<const uint64_t> operator[](size_t i) const {
    const size_t begin = i == 0 ? 0 : ends[i - 1];
    return std::span(all).subspan(begin, ends[i] - begin);
  }
};

Sketcher MakeSketcher(uint32_t size) {
  return *Sketcher::Create({SketchMethod::kOnePermutation, size, 0});
}

Recipe RecipeOf(const Sketcher& sketcher) {
  Recipe recipe;
  recipe.sketch = sketcher.options();
  return recipe;
}

void CheckSketches(const Texts& texts, const Sketcher& sketcher) {
  TextSketcher text_sketcher(RecipeOf(sketcher), sketcher);
  const auto check = [&](const SketchedText& text) {
    const auto& [place, shingles, sum, signature] = text;
    const Words words = SplitWords(texts.views[place], 0);
    Require(shingles.size() == ShingleCount(words.size(), kShingleWords), "a count of shingles");
    for (size_t s = 0; s < shingles.size() && words.size() >= kShingleWords; ++s) {
      const std::span<const uint64_t> run(words.hashes().data() + s, kShingleWords);
      Require(shingles[s] == ShingleHash(run), "a shingle");
    }
    const std::vector<uint16_t> expected =
        reference::SketchOnePermutation(shingles, sketcher.options().size, 0);
    Require(std::ranges::equal(signature, expected), "a signature");
    std::vector<uint16_t> alone(sketcher.options().size);
    sketcher.Sketch(shingles, alone);
    Require(alone == expected, "a signature made alone");
  };
  text_sketcher.Sketch(std::span(texts.views).first(std::min(kChecked, texts.views.size())), check);
}

void AddShingles(Kind kind, bool real, size_t bytes) {
  AddRow(RowName("shingles", NameOf(kind, real), bytes), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    CheckSketches(texts, MakeSketcher(128));
    WordHasher hasher(0);
    Numbers words;
    for (const std::string_view text : texts.views) words.Add(hasher.Hash(text));
    std::vector<uint64_t> shingles(words.all.size() + 1);
    for (auto _ : state) {
      for (size_t i = 0; i < words.ends.size(); ++i) {
        ShingleWords(words[i], kShingleWords, shingles.data());
        benchmark::DoNotOptimize(shingles.data());
      }
    }
    Count(state, words.all.size() * sizeof(uint64_t), words.all.size());
  });
}

void AddSketch(Kind kind, bool real, size_t bytes, const std::string& target) {
  const std::string name = RowName("sketch", NameOf(kind, real), bytes);
  AddRow(name + (target.empty() ? "" : "/" + target), [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    const OnTarget on(target);
    const Sketcher sketcher = MakeSketcher(128);
    CheckSketches(texts, sketcher);
    TextShingler shingler((Recipe()));
    std::vector<uint64_t> of_text;
    Numbers shingles;
    for (const std::string_view text : texts.views) {
      shingler.Shingle(text, of_text);
      shingles.Add(of_text);
    }
    std::vector<uint16_t> signature(128);
    for (auto _ : state) {
      for (size_t i = 0; i < shingles.ends.size(); ++i) {
        sketcher.Sketch(shingles[i], signature);
        benchmark::DoNotOptimize(signature.data());
      }
    }
    Count(state, shingles.all.size() * sizeof(uint64_t), shingles.all.size());
  });
}

void AddTextToSketch(Kind kind, bool real, size_t bytes, uint32_t size, const std::string& more,
                     const std::string& target) {
  AddRow(RowName("text_to_sketch", NameOf(kind, real), bytes) + more, [=](benchmark::State& state) {
    const Texts& texts = TextsOf(kind, real, bytes);
    const OnTarget on(target);
    const Sketcher sketcher = MakeSketcher(size);
    CheckSketches(texts, sketcher);
    TextSketcher text_sketcher(RecipeOf(sketcher), sketcher);
    const auto take = [](const SketchedText& text) {
      benchmark::DoNotOptimize(text.signature.data());
    };
    for (auto _ : state) text_sketcher.Sketch(texts.stream, take);
    Count(state, texts.stream_bytes, texts.stream.size());
  });
}

}  // namespace

void RegisterSketches() {
  const bool best = HaveRealTexts();
  for (const bool real : {true, false}) {
    if (real && !HaveRealTexts()) continue;
    for (const Kind kind : kKinds) {
      for (const size_t bytes : kDocumentBytes) AddTextToSketch(kind, real, bytes, 128, "", "");
    }
  }
  for (const size_t bytes : kDocumentBytes) {
    AddShingles(Kind::kAscii, best, bytes);
    AddSketch(Kind::kAscii, best, bytes, "");
    AddTextToSketch(Kind::kAscii, best, bytes, 256, "/size-256", "");
  }
  for (const std::string& target : SimdTargets()) {
    AddSketch(Kind::kAscii, best, 2600, target);
    AddTextToSketch(Kind::kAscii, best, 2600, 128, "/" + target, target);
  }
}

}  // namespace twicetold::bench
