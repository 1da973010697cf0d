#include "twicetold/pipeline/text_keys.h"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <span>
#include <string_view>
#include <vector>

#include "twicetold/base/prefetch.h"
#include "twicetold/lsh/band_keys.h"
#include "twicetold/lsh/band_plan.h"
#include "twicetold/lsh/key_join.h"
#include "twicetold/pipeline/copies.h"
#include "twicetold/pipeline/text_shingler.h"
#include "twicetold/pipeline/text_sketcher.h"
#include "twicetold/recipe/recipe.h"
#include "twicetold/sketch/sketch.h"

namespace twicetold {

template <typename Key>
TextKeys<Key>::TextKeys(size_t count, const BandPlan& plan)
    : plan_(plan),
      count_(count),
      stride_(BandStride(count)),
      keys_(std::make_unique_for_overwrite<Key[]>(stride_ * plan.bands)),
      copy_keys_(std::make_unique_for_overwrite<uint64_t[]>(count)) {}

template <typename Key>
void TextKeys<Key>::Set(uint32_t text, std::span<const uint16_t> signature, uint64_t copy_key) {
  // Its keys go to as many places far apart as there are bands, and each line would be waited for.
  constexpr size_t kLine = 64;
  if (text % (kLine / sizeof(Key)) == 0) {
    for (size_t band = 0; band < plan_.bands; ++band) {
      PrefetchToWrite(keys_.get() + band * stride_ + text, 2 * kLine);
    }
  }
  MakeBandKeys(signature, plan_, keys_.get() + text, stride_);
  copy_keys_[text] = copy_key;
}

template <typename Key>
void TextKeys<Key>::Keep(std::span<const uint32_t> texts) {
  const auto keep = [&](auto* keys) {
    for (size_t i = 0; i < texts.size(); ++i) keys[i] = keys[texts[i]];
  };
  for (size_t band = 0; band < plan_.bands; ++band) keep(keys_.get() + band * stride_);
  keep(copy_keys_.get());
  count_ = texts.size();
}

template <typename Key>
void TextKeys<Key>::SetLonely(uint32_t text) {
  for (size_t band = 0; band < plan_.bands; ++band) {
    keys_[band * stride_ + text] = LonelyKey<Key>(text);
  }
  copy_keys_[text] = LonelyKey<uint64_t>(text);
}

template <typename Key>
std::span<const uint64_t> TextKeys<Key>::OfCopies() const {
  return {copy_keys_.get(), count_};
}

template <typename Key>
std::vector<Buckets> TextKeys<Key>::Join(int threads) const {
  return JoinBands(keys_.get(), count_, stride_, plan_.bands, threads);
}

template <typename Key>
TextKeys<Key> MakeTextKeys(std::span<const std::string_view> texts, const Recipe& recipe,
                           const Sketcher& sketcher, int threads, std::span<uint8_t> has_words) {
  const std::vector<size_t> groups =
      GroupByBytes(texts.size(), [&](size_t i) { return texts[i].size(); });
  TextKeys<Key> keys(texts.size(), recipe.Plan());
  std::fill(has_words.begin(), has_words.end(), uint8_t{0});
  ForEachWithWorker(
      groups.size() - 1, threads, [&] { return TextSketcher(recipe, sketcher); },
      [&](TextSketcher& sketch, size_t group) {
        const size_t begin = groups[group];
        sketch.Sketch(texts.subspan(begin, groups[group + 1] - begin),
                      [&](const SketchedText& text) {
                        const size_t number = begin + text.place;
                        has_words[number] = 1;
                        keys.Set(static_cast<uint32_t>(number), text.signature,
                                 CopyKey(text.shingles.size(), text.shingle_sum));
                      });
      });
  return keys;
}

template class TextKeys<uint32_t>;
template class TextKeys<uint64_t>;
template TextKeys<uint32_t> MakeTextKeys(std::span<const std::string_view> texts,
                                         const Recipe& recipe, const Sketcher& sketcher,
                                         int threads, std::span<uint8_t> has_words);
template TextKeys<uint64_t> MakeTextKeys(std::span<const std::string_view> texts,
                                         const Recipe& recipe, const Sketcher& sketcher,
                                         int threads, std::span<uint8_t> has_words);

}  // namespace twicetold
