"""The sets of documents that all are compared on: JSON Lines files under a work folder.

With real texts: half a year of press releases, whole, and the same cut into pieces. A text is cut
from its beginning, so that near-duplicates give near-duplicate pieces up to where one has more
than the other; that is how passages of corpora come to be compared too. Without: made documents.
"""

import json
import lzma
import subprocess
from pathlib import Path

REAL_TEXTS = "senate-press-2005h1.docs.jsonl.xz"
# Name: bytes of a piece (None: whole), most documents (None: all), and how many of which size are
# made when there are no real texts.
SETS = {
    "whole": (None, None, (8000, 3300)),
    "2600": (2600, None, (8000, 2600)),
    "300": (300, 20000, (20000, 300)),
}


def pieces(text, size):
    """A text cut at white space into pieces of at most so many bytes; none below half of that."""
    rest = text.encode()
    while len(rest) > size // 2:
        end = len(rest) if len(rest) <= size else rest.rfind(b" ", size // 2, size)
        if end < 0:
            return  # no text with words
        yield rest[:end].decode()
        rest = rest[end:].lstrip()


def write_set(name, data_folder, program, folder):
    """Writes a set, or finds it there, and returns its path and whether the texts are real."""
    size, most, (made, made_size) = SETS[name]
    real = Path(data_folder, REAL_TEXTS) if data_folder else None
    if real is None or not real.exists():
        path = folder / f"{name}-made.jsonl"
        subprocess.run([program, "--make", str(made), str(made_size), path], check=True)
        return path, False
    with lzma.open(real, "rt", encoding="utf-8") as lines:
        texts = [json.loads(line)["text"] for line in lines]
    if size:
        texts = [piece for text in texts for piece in pieces(text, size)]
    path = folder / f"{name}.jsonl"
    with open(path, "w", encoding="utf-8") as file:
        for text in texts[:most]:
            file.write(json.dumps({"text": text}, ensure_ascii=False) + "\n")
    return path, True
