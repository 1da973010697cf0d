#ifndef TWICETOLD_TEXT_WORD_KIND_H_
#define TWICETOLD_TEXT_WORD_KIND_H_

// Which words of a text are numbers, and which are names.
//
// A number is a word with a decimal digit of any script; spelled ones ("twelve") are words like
// others. A name is known by its capital letter, where a capital says something: inside a sentence,
// among words in lower case, and not in a headline's row of capitals. A word that stands in such a
// place once is a name everywhere in the text, unless it also stands there in lower case. A short
// word with a capital and a full stop before a name ("Reps. Lind", "St. Marys") is none itself.
//
// Limits: scripts without capitals have no names here. German writes all nouns like names. A full
// stop behind a short word with a capital ("St.", "Gov.") is taken for an abbreviation's.

#include <cstdint>
#include <string_view>
#include <vector>

#include "twicetold/text/words.h"

namespace twicetold {

enum class WordKind : uint8_t { kPlain, kNumber, kName };

// The kind of each word; `words` are those of `text`. Linear time. Thread-safe.
std::vector<WordKind> KindsOfWords(std::string_view text, const Words& words);

// Whether word i goes on with the number that word i - 1 is: "1,500", "3.5" and "12/05" are two
// words each and one number. False for i = 0 and i = size.
bool GoesOnWithNumber(std::string_view text, const Words& words, size_t i);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_WORD_KIND_H_
