"""Words and shingles as a Python program makes them, by the rule of text/words.h.

A text is folded by NFKC and case folding; a word is a run of letters and digits; a shingle is five
words in a row, and a text of fewer words is one shingle of all it has. Two differences from our
rule, neither of which occurs in English news: combining marks that NFKC leaves on their own end a
word here and belong to it there, and scripts that write no spaces are cut into graphemes there.
"""

import json
import re
import unicodedata

WORDS_OF_SHINGLE = 5
_WORD = re.compile(r"[^\W_]+")


def words_of(text):
    """The folded words of a text, in order."""
    if text.isascii():
        return _WORD.findall(text.lower())
    return _WORD.findall(unicodedata.normalize("NFKC", unicodedata.normalize("NFKC", text).casefold()))


def shingles_of(text):
    """The shingles of a text as strings, in order and with repetitions; none without words."""
    words = words_of(text)
    if len(words) < WORDS_OF_SHINGLE:
        return [" ".join(words)] if words else []
    return list(map(" ".join, zip(words, words[1:], words[2:], words[3:], words[4:])))


def read_documents(path):
    """The texts of a JSON Lines file, in order."""
    with open(path, encoding="utf-8") as lines:
        return [json.loads(line)["text"] for line in lines]
