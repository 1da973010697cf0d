#!/usr/bin/env python3
"""What the comparison stands on: shingles, pieces, exact pairs and scores."""

import random
import tempfile
import unittest

from compare import score
from dedup import judge, measured
from documents import pieces
from exact import exact_pairs
from shingles import shingles_of, words_of


def resemblance(a, b):
    """By the definition, on the shingles themselves."""
    a, b = set(shingles_of(a)), set(shingles_of(b))
    return len(a & b) / len(a | b) if a or b else 0.0


def random_texts(seed):
    """Short texts, many of them edited copies of an earlier one, and one without words."""
    draw = random.Random(seed)
    texts = [" ... "]
    for _ in range(120):
        words = [f"w{draw.randrange(30)}" for _ in range(draw.randrange(1, 40))]
        if draw.random() < 0.6 and texts[-1] != " ... ":
            words = draw.choice(texts[1:]).split()
            words[draw.randrange(len(words))] = f"w{draw.randrange(30)}"
        texts.append(" ".join(words))
    return texts


class JudgeTest(unittest.TestCase):
    """Copies, records that nobody stands for, and a chain of texts."""

    words = "one two three four five six seven eight nine ten".split()

    def chain(self):
        """Each resembles the next to 5/7 or more, the ends do not resemble each other."""
        long = [f"w{i}" for i in range(40)]
        return [" ".join(long[start:start + 30]) for start in (0, 2, 4, 6, 8)]

    def test_copies_gone_and_kept(self):
        texts = [" ".join(self.words)] * 2 + ["something else altogether", ""]
        self.assertEqual(judge(texts, {0, 2, 3})["wrongly_gone"], 0)
        self.assertEqual(judge(texts, {0, 2, 3})["left"], 0)
        self.assertEqual(judge(texts, {0, 1, 2, 3})["left"], 1)
        nobody = judge(texts, {2, 3})
        self.assertEqual((nobody["gone"], nobody["wrongly_gone"], nobody["left"]), (2, 2, 0))

    def test_what_went_by_a_chain_went_wrongly(self):
        texts = self.chain()
        self.assertGreaterEqual(resemblance(texts[0], texts[1]), 0.8)
        self.assertLess(resemblance(texts[0], texts[2]), 0.8)
        self.assertGreaterEqual(resemblance(texts[0], texts[2]), 0.7)
        verdict = judge(texts, {0})
        self.assertEqual((verdict["wrongly_gone"], verdict["wrongly_gone_lenient"]), (3, 2))
        self.assertEqual(judge(texts, {0, 2, 4})["wrongly_gone"], 0)

    def test_a_command_is_measured_or_told_to_have_failed(self):
        run = measured("a loop", ["python3", "-c", "sum(range(3000000))"])
        self.assertGreater(run["processor"], 0)
        self.assertIsNone(measured("nothing", ["false"]))


class ShinglesTest(unittest.TestCase):
    def test_words_are_folded_letters_and_digits(self):
        self.assertEqual(words_of("Don't STOP_it, 3.5!"), ["don", "t", "stop", "it", "3", "5"])
        self.assertEqual(words_of("Stra\u00dfe \ufb01n \u2014 \u00c9t\u00e9"),
                         ["strasse", "fin", "\u00e9t\u00e9"])

    def test_a_short_text_is_one_shingle_and_none_without_words(self):
        self.assertEqual(shingles_of("Of three words."), ["of three words"])
        self.assertEqual(shingles_of("a b c d e f"), ["a b c d e", "b c d e f"])
        self.assertEqual(shingles_of(" ... "), [])


class ExactPairsTest(unittest.TestCase):
    def test_agrees_with_comparing_all(self):
        for seed in range(2):
            texts = random_texts(seed)
            for threshold in (0.5, 0.8, 1.0):
                by_definition = {
                    (i, j) for j in range(len(texts)) for i in range(j)
                    if resemblance(texts[i], texts[j]) >= threshold}
                self.assertTrue(by_definition)
                pairs = exact_pairs(texts, threshold)
                self.assertEqual(set(pairs), by_definition)
                for (i, j), (shared, union) in pairs.items():
                    self.assertEqual(shared / union, resemblance(texts[i], texts[j]))


class PiecesTest(unittest.TestCase):
    def test_hold_all_words_but_a_short_end_and_fit(self):
        text = " ".join(f"word{i}\u00e9" for i in range(200))
        cut = list(pieces(text, 100))
        self.assertTrue(text.startswith(" ".join(cut)))
        self.assertLessEqual(len(text) - len(" ".join(cut)), 51)
        self.assertTrue(all(50 < len(piece.encode()) <= 100 for piece in cut))

    def test_a_near_duplicate_has_the_same_first_pieces(self):
        text = "x y z " * 100
        self.assertEqual(list(pieces(text, 60))[0], list(pieces(text + "more", 60))[0])


class ScoreTest(unittest.TestCase):
    EXACT = {(0, 1): (4, 5), (2, 3): (5, 5)}

    def score_of(self, lines):
        with tempfile.NamedTemporaryFile("w") as file:
            file.write(lines)
            file.flush()
            return score(file.name, self.EXACT)

    def test_pairs(self):
        self.assertEqual(self.score_of("0 1\n0 2\n0 3\n1 2\n"),
                         {"recall": 0.5, "precision": 0.25, "found": 4})

    def test_flagged_documents(self):
        self.assertEqual(self.score_of("0\n1\n2\n7\n"),
                         {"recall": 0.75, "precision": 0.75, "found": 4})

    def test_nothing_found(self):
        self.assertEqual(self.score_of(""), {"recall": 0.0, "precision": 1.0, "found": 0})


if __name__ == "__main__":
    unittest.main()
