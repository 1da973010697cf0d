"""All pairs of documents whose shingle sets reach a resemblance, exactly and by no code of ours.

Sets hold numbers given to the shingles themselves, so nothing is hashed. Candidates share one of
the rarest shingles of each (the prefix filter of Bayardo, Ma and Srikant, "Scaling up all pairs
similarity search", WWW 2007): two sets that reach resemblance t share at least ceil(t n) of the n
of either, hence one of its n - ceil(t n) + 1 rarest. Every candidate is counted in full.
"""

import math
from collections import Counter, defaultdict

from shingles import shingles_of

_CHECKED_DOCUMENTS = 300  # of which all pairs are compared as well, to check the filter


class ShingleSet:
    """The distinct shingles of a document: how many, and the numbers of those others have too."""

    def __init__(self, shingles, number):
        self.size = len(shingles)
        self.shared = frozenset(number[s] for s in shingles if s in number)

    def resembling(self, other, threshold):
        """(shared, union) when their resemblance reaches the threshold, or None."""
        shared = len(self.shared & other.shared)
        union = self.size + other.size - shared
        return (shared, union) if shared and shared / union >= threshold else None

    def prefix(self, threshold):
        """The rarest, of which any resembling set has one. Shingles of no other document come
        first in the order and take their places, but cannot be found in a set."""
        alone = self.size - len(self.shared)
        length = self.size - math.ceil(threshold * self.size - 1e-9) + 1 - alone
        return sorted(self.shared)[: max(0, length)]


def shingle_sets(texts):
    """A ShingleSet of each text. Numbers are given from the rarest shingle to the commonest."""
    lists = [set(shingles_of(text)) for text in texts]
    frequency = Counter()
    for shingles in lists:
        frequency.update(shingles)
    order = sorted((s for s, count in frequency.items() if count > 1), key=frequency.get)
    number = {shingle: i for i, shingle in enumerate(order)}
    return [ShingleSet(shingles, number) for shingles in lists]


def exact_pairs(texts, threshold):
    """{(i, j): (shared, union)} of all pairs i < j that reach the threshold."""
    sets = shingle_sets(texts)
    pairs = {}
    holders = defaultdict(list)  # of a number: the documents so far that have it in their prefix
    for j, of_j in enumerate(sets):
        prefix = of_j.prefix(threshold)
        for i in set().union(*(holders[number] for number in prefix)):
            if not threshold * of_j.size - 1e-9 <= sets[i].size <= of_j.size / threshold + 1e-9:
                continue
            counts = sets[i].resembling(of_j, threshold)
            if counts:
                pairs[i, j] = counts
        for number in prefix:
            holders[number].append(j)
    _check(sets, pairs, threshold)
    return pairs


def _check(sets, pairs, threshold):
    """Compares every pair of some documents, most of which have one in `pairs`."""
    paired = sorted({document for pair in pairs for document in pair})[:_CHECKED_DOCUMENTS]
    some = sorted({*paired, *range(min(len(sets), _CHECKED_DOCUMENTS // 2))})
    for at, i in enumerate(some):
        for j in some[at + 1 :]:
            if pairs.get((i, j)) != sets[i].resembling(sets[j], threshold):
                raise SystemExit(f"exact pairs: documents {i} and {j} are wrong")
