#ifndef TWICETOLD_TEXT_CHARACTER_BLOCK_H_
#define TWICETOLD_TEXT_CHARACTER_BLOCK_H_

// From what the characters of a block are to where its words are: 64 bytes at a time, a bit a byte.
//
// A mark belongs to a word only after one, and a letter is cut off only from a spaceless word: what
// a character does depends on the one before it, through any number of marks. But a row of marks
// acts as one, and so does the carry of an addition: 1 added where the row begins comes out where
// it ends. So a block takes a fixed number of operations, whatever is in it.
//
// Tested through words.h, against tests/reference/words_reference.cc.

#include <bit>
#include <cstddef>
#include <cstdint>

namespace twicetold {

// The characters of a block that are not ASCII. Bit i speaks of the one that begins at byte i.
struct CharacterBlock {
  uint64_t leads = 0;  // there is one
  uint64_t three = 0;  // of three bytes or more
  uint64_t four = 0;   // of four

  // What it is (CharacterKind): the bits of its kind.
  uint64_t bases = 0;
  uint64_t marks = 0;
  uint64_t spaceless = 0;
  uint64_t sound_marks = 0;
  uint64_t sorted = 0;
  uint64_t changes = 0;

  // All bytes of the characters of `some`, and those in the next block.
  uint64_t Bytes(uint64_t some) const {
    return some | (some << 1) | ((some & three) << 2) | ((some & four) << 3);
  }
  uint64_t BytesBeyond(uint64_t some) const {
    return (some >> 63) | ((some & three) >> 62) | ((some & four) >> 61);
  }
  // The bytes behind the characters of `some`, and those of them in the next block.
  uint64_t Ends(uint64_t some) const {
    return ((some & ~three) << 2) | ((some & three & ~four) << 3) | ((some & four) << 4);
  }
  uint64_t EndsBeyond(uint64_t some) const {
    return ((some & ~three) >> 62) | ((some & three & ~four) >> 61) | ((some & four) >> 60);
  }

  // Forgets the characters outside of `places`.
  void Keep(uint64_t places) {
    leads &= places;
    bases &= places;
    marks &= places;
    spaceless &= places;
    sound_marks &= places;
    sorted &= places;
    changes &= places;
  }
};

// Goes over the blocks of a text in order and keeps what reaches from one into the next.
class WordJoiner {
 public:
  struct Bits {
    uint64_t words;  // bytes that are part of a word
    uint64_t cuts;   // bytes of words that begin one though the byte before is part of one
  };

  // Bytes of this block that belong to a character of the one before.
  uint64_t begun() const { return begun_; }
  // Bytes of this block where a sorted mark of the one before ends.
  uint64_t sorted_ends() const { return sorted_ends_; }
  bool after_spaceless() const { return spaceless_ != 0; }

  // The words of a block of nothing but ASCII, of which `ascii` are the letters and digits. Not to
  // be called after a spaceless word; then they may be cut.
  [[gnu::always_inline]] uint64_t JoinAscii(uint64_t ascii) {
    word_ = ascii >> 63;
    begun_ = 0;
    sorted_ends_ = 0;
    return ascii;
  }

  // The words of a block without marks and spaceless words. Likewise.
  [[gnu::always_inline]] uint64_t JoinLetters(uint64_t ascii, const CharacterBlock& block) {
    const uint64_t begun_word = word_ != 0 ? begun_ : 0;
    const uint64_t words = ascii | block.Bytes(block.bases) | begun_word;
    begun_ = block.BytesBeyond(block.leads);
    sorted_ends_ = 0;
    word_ = words >> 63;
    return words;
  }

  // Any block.
  [[gnu::always_inline]] Bits Join(uint64_t ascii, const CharacterBlock& block) {
    const uint64_t begun_word = word_ != 0 ? begun_ : 0;
    const uint64_t begun_spaceless = spaceless_ != 0 ? begun_ : 0;
    const uint64_t marks = block.Bytes(block.marks);
    const uint64_t bases = ascii | block.Bytes(block.bases) | begun_word;
    const uint64_t joined = Rows((bases << 1) | word_, marks);
    const uint64_t words = bases | joined;

    const uint64_t spaceless_leads = block.spaceless & (block.bases | (block.marks & joined));
    const uint64_t begins = block.Bytes(spaceless_leads) | begun_spaceless;
    const uint64_t extends =
        block.Bytes((block.marks & ~block.spaceless & joined) | block.sound_marks);
    const uint64_t spaceless = begins | Rows((begins << 1) | spaceless_, extends);
    const uint64_t after_spaceless = (spaceless << 1) | spaceless_;
    const uint64_t others = ascii | (block.bases & ~block.spaceless);

    begun_ = block.BytesBeyond(block.leads);
    sorted_ends_ = block.EndsBeyond(block.sorted);
    word_ = words >> 63;
    spaceless_ = spaceless >> 63;
    return {words, spaceless_leads | (after_spaceless & others)};
  }

 private:
  // Of the rows of ones in `rows` those that have a bit of `begins` where they begin. A bit of
  // `begins` elsewhere in a row must not be.
  static uint64_t Rows(uint64_t begins, uint64_t rows) { return rows & ~(rows + (begins & rows)); }

  uint64_t begun_ = 0;
  uint64_t sorted_ends_ = 0;
  uint64_t word_ = 0;       // 1 when the last byte is part of a word
  uint64_t spaceless_ = 0;  // 1 when it is part of a spaceless one
};

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_CHARACTER_BLOCK_H_
