"""One peer in a process of its own: reads documents, times it, writes what it found.

    python peer.py NAME DOCUMENTS FOUND BANDSxROWS...

Prints a JSON object: for each band plan the seconds of each part (median of the rounds), and memory.
Every peer gets its fastest call for a batch, one thread, and a garbage collector that is off while
the clock runs. The file FOUND.BANDSxROWS gets a line "i j" for each candidate pair, or "i" for each
flagged document from a call that only says which documents have a likeness. Documents are tokenised
and sketched some hundred at a time, so that no peer need hold the shingles of all.
"""

import gc
import importlib.metadata
import json
import statistics
import sys
from itertools import groupby
from time import perf_counter

from shingles import read_documents, shingles_of

ROUNDS = 3


class Datasketch:
    package = "datasketch"
    documents_at_once = 500
    arguments = {}

    def __init__(self):
        import datasketch

        self.datasketch = datasketch

    def size(self, plan):
        """How many values a sketch must have for a plan. Sketches of one size are made once."""
        return 128

    def sketch(self, sets, size):
        encoded = ([shingle.encode() for shingle in shingles] for shingles in sets)
        return list(self.datasketch.MinHash.generator(encoded, num_perm=size, **self.arguments))

    def find(self, batches, plan):
        """For each document the documents that share a bucket, or whether there is one."""
        sketches = [sketch for batch in batches for sketch in batch]
        lsh = self.datasketch.MinHashLSH(num_perm=128, params=plan)
        for i, sketch in enumerate(sketches):
            lsh.insert(i, sketch, check_duplication=False)
        return [lsh.query(sketch) for sketch in sketches]


class DatasketchLegacy(Datasketch):
    """The arithmetic of every release before 2.0: 61 bits and a remainder."""

    arguments = {"scheme": "legacy"}


class Rensa:
    """All shingles of a document (R-MinHash), not the sampling mode ("rho")."""

    package = "rensa"
    documents_at_once = 500

    def __init__(self):
        import rensa

        self.rensa = rensa

    def size(self, plan):
        return plan[0] * plan[1]  # an index must use all values of a sketch

    def sketch(self, sets, size):
        return self.rensa.RMinHash.from_token_sets(sets, num_perm=size, seed=42)

    def index(self, plan):
        return self.rensa.RMinHashLSH(0.8, self.size(plan), plan[0])

    def find(self, batches, plan):
        index = self.index(plan)
        sketches = [sketch for batch in batches for sketch in batch]
        index.insert_many(sketches)
        return index.query_all(sketches)


class RensaFlags(Rensa):
    documents_at_once = None  # all: flags are given for one whole matrix

    def sketch(self, sets, size):
        return self.rensa.RMinHash.digest_matrix_from_token_sets(sets, num_perm=size, seed=42)

    def find(self, batches, plan):
        (matrix,) = batches
        return self.index(plan).query_duplicate_flags_matrix_one_shot(matrix)


class FastSketch:
    package = "fastsketchlsh"
    documents_at_once = 500

    def __init__(self):
        import FastSketchLSH
        import numpy

        self.module = FastSketchLSH
        self.numpy = numpy
        self.sketcher = FastSketchLSH.FastSimilaritySketch(size=128)

    def size(self, plan):
        return 128  # a power of two; an index of fewer values gets the first ones

    def sketch(self, sets, size):
        return self.sketcher.batch(sets, num_threads=1)

    def index_and_sketches(self, batches, plan):
        bands, rows = plan
        used = self.numpy.concatenate(batches)[:, : bands * rows]
        index = self.module.LSH(num_perm=bands * rows, num_bands=bands, num_threads=1)
        return index, self.numpy.ascontiguousarray(used)

    def find(self, batches, plan):
        index, sketches = self.index_and_sketches(batches, plan)
        index.insert(sketches)
        keys, ends = index.query(sketches, format="csr")
        keys, ends = keys.tolist(), ends.tolist()
        return [keys[begin:end] for begin, end in zip(ends, ends[1:])]


class FastSketchFlags(FastSketch):
    def find(self, batches, plan):
        index, sketches = self.index_and_sketches(batches, plan)
        return index.insert_and_query_duplicates(sketches).tolist()


PEERS = {
    "datasketch": Datasketch,
    "datasketch-legacy": DatasketchLegacy,
    "rensa": Rensa,
    "rensa-flags": RensaFlags,
    "fastsketchlsh": FastSketch,
    "fastsketchlsh-flags": FastSketchFlags,
}


def memory(field):
    """VmRSS (now) or VmHWM (at most) of this process, in bytes."""
    with open("/proc/self/status", encoding="ascii") as lines:
        return next(int(line.split()[1]) * 1024 for line in lines if line.startswith(field))


def sketch_all(peer, texts, size):
    """The sketches of all texts in batches, and the seconds of their two parts."""
    at_once = peer.documents_at_once or len(texts)
    seconds = {"tokenise": 0.0, "sketch": 0.0}
    batches = []
    for begin in range(0, len(texts), at_once):
        start = perf_counter()
        sets = [shingles_of(text) for text in texts[begin : begin + at_once]]
        between = perf_counter()
        batches.append(peer.sketch(sets, size))
        seconds["sketch"] += perf_counter() - between
        seconds["tokenise"] += between - start
    return batches, seconds


def run_plans(peer, texts, size, plans):
    """{plan: (seconds of each round, what was found)} for plans of sketches of one size."""
    rounds = {plan: [] for plan in plans}
    found = {}
    for _ in range(ROUNDS):
        gc.collect()
        batches, seconds = sketch_all(peer, texts, size)
        for plan in plans:
            found.pop(plan, None)
            start = perf_counter()
            found[plan] = peer.find(batches, plan)
            rounds[plan].append({**seconds, "find": perf_counter() - start})
    return {plan: (rounds[plan], found[plan]) for plan in plans}


def write_found(path, found):
    """Lines of pairs i < j, each once, or of flagged documents."""
    with open(path, "w", encoding="ascii") as file:
        for i, what in enumerate(found):
            if isinstance(what, (bool, int)):
                if what:
                    file.write(f"{i}\n")
            else:
                file.writelines(f"{i} {j}\n" for j in sorted(set(what)) if j > i)


def main():
    name, documents, found_file, *plans = sys.argv[1:]
    peer = PEERS[name]()
    texts = read_documents(documents)
    gc.collect()
    gc.freeze()
    gc.disable()
    with open("/proc/self/clear_refs", "w", encoding="ascii") as file:
        file.write("5")  # VmHWM begins again at what is held now
    before = memory("VmRSS")
    results = {}
    pairs_of_numbers = [tuple(map(int, plan.split("x"))) for plan in plans]
    for size, group in groupby(sorted(pairs_of_numbers, key=peer.size), key=peer.size):
        for plan, (rounds, found) in run_plans(peer, texts, size, list(group)).items():
            label = f"{plan[0]}x{plan[1]}"
            write_found(f"{found_file}.{label}", found)
            results[label] = {part: statistics.median(r[part] for r in rounds) for part in rounds[0]}
            results[label]["total"] = statistics.median(sum(r.values()) for r in rounds)
            results[label]["rounds"] = rounds
    print(json.dumps({"version": importlib.metadata.version(peer.package), "plans": results,
                      "memory": memory("VmHWM") - before}))


main()
