// Two ways that give the same words: text is folded in place as far as that goes (word_chunk.h),
// which for most text is all of it, and by ICU from where it does not to where it does again
// (icu_words.h). They hand over where no word is open. Where hashes are all that is asked for, text
// of ASCII and the marks of print is not even folded first (HashPlainWords).
//
// Tested against tests/reference/words_reference.cc.

#include "twicetold/text/words.h"

#include <array>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <cstring>
#include <functional>
#include <memory>
#include <new>
#include <span>
#include <string_view>
#include <utility>

#include "twicetold/base/span.h"
#include "twicetold/text/character_kind.h"
#include "twicetold/text/icu_words.h"
#include "twicetold/text/plain_words_kernel.h"
#include "twicetold/text/utf8.h"
#include "twicetold/text/word_block_kernel.h"
#include "twicetold/text/word_chunk.h"
#include "twicetold/text/word_cutter.h"
#include "twicetold/text/word_hash.h"

namespace twicetold {
namespace {

constexpr size_t kMostHashes = WordChunk::kMostWords + 16;  // of a chunk, as the kernel writes them

// All of `text` from `begin` on, where no word is open: chunks go to add_chunk(chunk, begin), words
// of the rest to the sink of `icu`. before_chunk(begin) may take what comes before a chunk and
// returns where that ends.
template <typename BeforeChunk, typename AddChunk>
void Tokenise(std::string_view text, size_t begin, WordChunk& chunk, IcuWords& icu,
              BeforeChunk before_chunk, AddChunk add_chunk) {
  // Where as much as this was taken before a chunk, the next is soon taken again: an accent in
  // English.
  constexpr size_t kShortChunk = 256;  // bytes
  while (begin < text.size()) {
    const size_t taken_from = begin;
    begin = before_chunk(begin);
    if (begin == text.size()) return;
    const bool shortly = begin - taken_from >= kShortChunk;
    const size_t end = chunk.Fold(text, begin, shortly ? kShortChunk : WordChunk::kMostBytes);
    if (end > begin) add_chunk(chunk, begin);
    // A chunk ends at a separator, which is the first of the next one, too: nothing is gained by
    // asking ICU when it only was full.
    begin = end < text.size() && chunk.stopped() ? icu.Split(text, end) : end;
  }
}

// What a word that begins with `first` weighs. A sound mark that is cut off from what is before it
// is spaceless as that is.
Weight WeightOfWord(char32_t first, bool cut) {
  const CharacterPage& page = PageOf(first);
  const bool sound_mark = (page.kinds[first % 256] & kSoundMarkBit) != 0;
  return cut && sound_mark ? Weight::kCharacter : page.weights[first % 256];
}

}  // namespace

// Adds words with all that is known of them, to arrays that are made large enough once: by how many
// words the first chunk had, the rest of the text will have about as many a byte. Where it has more
// they grow as vectors do.
class WordSplitter : public WordSink {
 public:
  WordSplitter(uint64_t seed, Words& words) : keys_(seed), words_(words), icu_(seed, *this) {}

  void Split(std::string_view text) {
    Tokenise(text, 0, chunk_, icu_, std::identity(),
             [&](const WordChunk& chunk, size_t begin) { AddChunk(text, chunk, begin); });
  }

  void Add(uint64_t hash, Span span, std::string_view folded, Weight weight) override {
    words_.Append(hash, span, folded, weight);
  }

 private:
  // Words of up to so many bytes are copied as so many, whatever is behind them.
  static constexpr size_t kCopiedAtOnce = 16;

  void AddChunk(std::string_view text, const WordChunk& chunk, size_t chunk_begin) {
    const size_t count = HashWordBlocks(chunk.folded(), chunk.word_bits(), chunk.cut_bits(),
                                        chunk.blocks(), keys_, hashes_.data());
    if (words_.empty()) Reserve(text.size(), count, chunk_begin + chunk.size());
    size_t word = words_.size();
    size_t folded_end = words_.folded_.size();
    words_.hashes_.insert(words_.hashes_.end(), hashes_.data(), hashes_.data() + count);
    words_.spans_.resize(word + count);
    words_.folded_ends_.resize(word + count);
    words_.weights_.resize(word + count, Weight::kWord);
    words_.folded_.resize(folded_end + chunk.size() + kCopiedAtOnce);
    char* const folded = words_.folded_.data();
    chunk.ForEachWord([&](size_t begin, size_t end) {
      const char* const from = chunk.folded() + begin;
      if (end - begin <= kCopiedAtOnce) {
        std::memcpy(folded + folded_end, from, kCopiedAtOnce);
      } else {
        std::memcpy(folded + folded_end, from, end - begin);
      }
      folded_end += end - begin;
      words_.folded_ends_[word] = folded_end;
      words_.spans_[word] = Span{chunk_begin + begin, chunk_begin + end};
      const bool ascii = static_cast<unsigned char>(*from) < 0x80;
      if (!ascii) {
        const char32_t first = ReadUtf8(text, chunk_begin + begin).code_point;
        words_.weights_[word] = WeightOfWord(first, chunk.IsCut(begin));
      }
      ++word;
    });
    words_.folded_.resize(folded_end);
  }

  // For a text of `size` bytes that has `count` words up to `done`.
  void Reserve(size_t size, size_t count, size_t done) {
    const size_t rest = size - done;
    const size_t words = count + rest / done * count + rest % done * count / done;
    const size_t most = done == size ? words : words + words / 8;
    words_.hashes_.reserve(most);
    words_.spans_.reserve(most);
    words_.folded_ends_.reserve(most);
    words_.weights_.reserve(most);
    words_.folded_.reserve(size + kCopiedAtOnce);
  }

  const WordHashKeys keys_;
  Words& words_;
  IcuWords icu_;
  WordChunk chunk_;
  std::array<uint64_t, kMostHashes> hashes_;
};

// Adds hashes to a buffer that grows as needed and is never cleared.
class WordHasher::Tokeniser : public WordSink {
 public:
  explicit Tokeniser(uint64_t seed) : keys_(seed), icu_(seed, *this) {}

  std::span<const uint64_t> Hash(std::string_view text) {
    count_ = 0;
    Append(text, 0);
    return {hashes_.get(), count_};
  }

  std::span<const uint64_t> Hash(std::span<const std::string_view> texts, std::span<size_t> ends) {
    count_ = 0;
    for (size_t done = 0; done < texts.size();) {
      const std::span<const std::string_view> rest = texts.subspan(done);
      Reserve(kMostHashes);
      const size_t before = count_;
      const PlainWords plain = HashPlainWords(rest, keys_, hashes_.get() + before,
                                              capacity_ - before, ends.data() + done);
      for (size_t& end : ends.subspan(done, plain.texts)) end += before;
      count_ += plain.count;
      done += plain.texts;
      if (done == texts.size()) break;
      Append(texts[done], plain.end);
      ends[done++] = count_;
    }
    return {hashes_.get(), count_};
  }

  void Add(uint64_t hash, Span /*span*/, std::string_view /*folded*/, Weight /*weight*/) override {
    Reserve(1);
    hashes_[count_++] = hash;
  }

 private:
  struct Free {
    void operator()(uint64_t* hashes) const { std::free(hashes); }
  };

  // Adds the words of `text` from `begin` on, where none is open.
  void Append(std::string_view text, size_t begin) {
    const auto hash_plain = [&](size_t from) {
      Reserve(kMostHashes);
      const std::string_view rest = text.substr(from);
      size_t end = 0;
      const PlainWords done =
          HashPlainWords({&rest, 1}, keys_, hashes_.get() + count_, capacity_ - count_, &end);
      count_ += done.count;
      return from + (done.texts == 1 ? rest.size() : done.end);
    };
    Tokenise(text, begin, chunk_, icu_, hash_plain, [&](const WordChunk& chunk, size_t) {
      Reserve(kMostHashes);
      count_ += HashWordBlocks(chunk.folded(), chunk.word_bits(), chunk.cut_bits(), chunk.blocks(),
                               keys_, hashes_.get() + count_);
    });
  }

  // Makes room for `more` hashes. Not by a vector: where there are gigabytes of them, the system
  // moves pages, and they are not there twice for a moment.
  void Reserve(size_t more) {
    if (count_ + more <= capacity_) return;
    const size_t capacity = 2 * (count_ + more);
    void* const grown = std::realloc(hashes_.get(), capacity * sizeof(uint64_t));
    if (grown == nullptr) throw std::bad_alloc();
    static_cast<void>(hashes_.release());
    hashes_.reset(static_cast<uint64_t*>(grown));
    capacity_ = capacity;
  }

  const WordHashKeys keys_;
  IcuWords icu_;
  WordChunk chunk_;
  std::unique_ptr<uint64_t[], Free> hashes_;
  size_t count_ = 0;
  size_t capacity_ = 0;
};

WordHasher::WordHasher(uint64_t seed) : tokeniser_(std::make_unique<Tokeniser>(seed)) {}
WordHasher::~WordHasher() = default;
WordHasher::WordHasher(WordHasher&&) noexcept = default;
WordHasher& WordHasher::operator=(WordHasher&&) noexcept = default;

std::span<const uint64_t> WordHasher::Hash(std::string_view text) { return tokeniser_->Hash(text); }

std::span<const uint64_t> WordHasher::Hash(std::span<const std::string_view> texts,
                                           std::span<size_t> ends) {
  return tokeniser_->Hash(texts, ends);
}

// Keeps folded text chunk by chunk, as it is, and where in it words are.
class WordFolder::Tokeniser : public WordSink {
 public:
  explicit Tokeniser(uint64_t seed) : keys_(seed), icu_(seed, *this) {}

  void Fold(std::string_view text, FoldedWords& words) {
    words_ = &words;
    words.hashes_.clear();
    words.places_.clear();
    words.folded_.clear();
    Tokenise(text, 0, chunk_, icu_, std::identity(),
             [&](const WordChunk& chunk, size_t) { AddChunk(chunk); });
  }

  void Add(uint64_t hash, Span /*span*/, std::string_view folded, Weight /*weight*/) override {
    words_->hashes_.push_back(hash);
    words_->places_.push_back(
        {static_cast<uint32_t>(words_->folded_.size()), static_cast<uint32_t>(folded.size())});
    words_->folded_.append(folded);
  }

 private:
  void AddChunk(const WordChunk& chunk) {
    const size_t count = HashWordBlocks(chunk.folded(), chunk.word_bits(), chunk.cut_bits(),
                                        chunk.blocks(), keys_, hashes_.data());
    words_->hashes_.insert(words_->hashes_.end(), hashes_.data(), hashes_.data() + count);
    const auto base = static_cast<uint32_t>(words_->folded_.size());
    words_->folded_.append(chunk.folded(), chunk.blocks() * kWordBlockBytes);
    const size_t known = words_->places_.size();
    words_->places_.resize(known + count);
    FoldedWords::Place* place = words_->places_.data() + known;
    chunk.ForEachWord([&](size_t begin, size_t end) {
      *place++ = {base + static_cast<uint32_t>(begin), static_cast<uint32_t>(end - begin)};
    });
  }

  const WordHashKeys keys_;
  IcuWords icu_;
  WordChunk chunk_;
  FoldedWords* words_ = nullptr;
  std::array<uint64_t, kMostHashes> hashes_;
};

WordFolder::WordFolder(uint64_t seed) : tokeniser_(std::make_unique<Tokeniser>(seed)) {}
WordFolder::~WordFolder() = default;
WordFolder::WordFolder(WordFolder&&) noexcept = default;
WordFolder& WordFolder::operator=(WordFolder&&) noexcept = default;

void WordFolder::Fold(std::string_view text, FoldedWords& words) { tokeniser_->Fold(text, words); }

void Words::Append(uint64_t hash, Span span, std::string_view folded, Weight weight) {
  hashes_.push_back(hash);
  spans_.push_back(span);
  folded_.append(folded);
  folded_ends_.push_back(folded_.size());
  weights_.push_back(weight);
}

Words SplitWords(std::string_view text, uint64_t seed) {
  Words words;
  WordSplitter(seed, words).Split(text);
  return words;
}

uint64_t QuarterWords(const Words& words, size_t begin, size_t end) {
  uint64_t quarters = 0;
  for (size_t i = begin; i < end; ++i) quarters += static_cast<uint64_t>(words.weight(i));
  return quarters;
}

}  // namespace twicetold
