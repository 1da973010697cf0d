#ifndef TWICETOLD_TEXT_SPEAKING_H_
#define TWICETOLD_TEXT_SPEAKING_H_

// Words that say that somebody speaks: said, sagte, a déclaré, заявил, 述べた. A part of
// attribution.cc.
//
// The table only settles which of several candidates names a speaker, and lets the sentence beside
// a quotation count; a quotation with words around it in its own sentence needs no table. So it
// has the common verbs of news in some twenty languages and no more.

#include <cstddef>
#include <string_view>

#include "twicetold/text/words.h"

namespace twicetold {

// True when one of the words [begin, end) of `words`, which was cut from `text`, is such a word.
bool NamesSpeaking(std::string_view text, const Words& words, size_t begin, size_t end);

}  // namespace twicetold

#endif  // TWICETOLD_TEXT_SPEAKING_H_
