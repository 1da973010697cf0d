"""Twicetold and its peers on the same documents: prints one table, and what must hold.

bench/peers/run prepares and calls it; bench/peers/README.md says what is compared and how to read
the table. The exit status is 1 when something that must hold does not, or our pairs are not the
exact ones.
"""

import argparse
import datetime
import json
import os
import platform
import shlex
import subprocess
import sys
from concurrent.futures import ProcessPoolExecutor
from functools import partial
from pathlib import Path

import documents
from exact import exact_pairs
from shingles import read_documents

THRESHOLD = 0.8
RECALL = 0.99  # that a pair list must have to be held against ours
# The peer as peer.py knows it, how the table calls it, the band plan of its own that it comes with
# (for a threshold of .8, or the one its own example or benchmark uses).
PEERS = [
    ("datasketch-legacy", "datasketch, arithmetic of 1.x", "9x13"),
    ("datasketch", "datasketch", "9x13"),
    ("rensa", "Rensa, R-MinHash", "8x16"),
    ("rensa-flags", "Rensa, R-MinHash, flags", "8x16"),
    ("fastsketchlsh", "FastSketchLSH", "16x8"),
    ("fastsketchlsh-flags", "FastSketchLSH, flags", "16x8"),
]
PLANS = ["16x8", "18x7"]  # tried for RECALL, from the strictest
# Set of documents, least time of the peer at its own plan over ours with one thread.
MUST_BE_FASTER = {"datasketch-legacy": {"2600": 450, "300": 250},
                  "datasketch": {"2600": 450, "300": 250}}
ONE_THREAD = {**os.environ, "RAYON_NUM_THREADS": "1", "OMP_NUM_THREADS": "1",
              "OPENBLAS_NUM_THREADS": "1", "PYTHONDONTWRITEBYTECODE": "1"}


def score(found, exact):
    """Recall and precision of a file of pairs, or of flagged documents, and how many it has."""
    with open(found, encoding="ascii") as lines:
        rows = [tuple(map(int, line.split()[:2])) for line in lines]
    if rows and len(rows[0]) == 1:
        truth = {(document,) for pair in exact for document in pair}
    else:
        truth = set(exact)
    right = len(truth.intersection(rows))
    return {"recall": right / len(truth) if truth else 1.0,
            "precision": right / len(rows) if rows else 1.0, "found": len(rows)}


def counted_otherwise(found, exact):
    """How many of our pairs have other counts of shingles than the exact ones."""
    with open(found, encoding="ascii") as lines:
        rows = [tuple(map(int, line.split())) for line in lines]
    return sum(exact.get((a, b), (shared, union)) != (shared, union) for a, b, shared, union in rows)


def timed(label, command, prefix):
    """What a process of its own prints, or None with a message when it fails."""
    done = subprocess.run([*prefix, *map(str, command)], env=ONE_THREAD, capture_output=True,
                          text=True, check=False)
    if done.returncode == 0:
        return json.loads(done.stdout)
    reason = done.stderr.strip().splitlines()[-1:] or [f"status {done.returncode}"]
    print(f"peers: skipped: {label}: {reason[0]}", file=sys.stderr)
    return None


def ours(path, found, threads, options):
    """What our program prints."""
    result = timed("twicetold", [options.program, path, found, threads], options.through)
    if result is None:
        raise SystemExit("peers: there is nothing to compare with")
    return result


def our_rows(name, path, exact, options):
    rows = []
    for threads in (1, 2):
        found = f"{options.work}/found"
        result = ours(path, found, threads, options)
        rows.append({"set": name, "peer": "twicetold", "label": "twicetold, verified",
                     "threads": threads, "own": True, **result, **score(found, exact),
                     "counted_otherwise": counted_otherwise(found, exact)})
    return rows


def ours_beside(path, options):
    """Our seconds on one thread at this very time: machines change while a peer runs."""
    return ours(path, f"{options.work}/found", 1, options)["total"]


def textbook_rows(name, path, exact, options):
    """A textbook MinHash of ours in C++: a program beside ours with the same arguments."""
    program = Path(options.program).with_name("peer_textbook_bench")
    if not program.exists():
        return []
    found = f"{options.work}/found"
    result = timed("textbook MinHash", [program, path, found, 1], options.through)
    return [] if result is None else [
        {"set": name, "peer": "textbook", "label": "textbook MinHash in C++", "threads": 1,
         "own": True, **result, **score(found, exact)}]


def peer_rows(peer, name, path, exact, options):
    """The peer at its own plan, and at the first of PLANS that reaches RECALL (or the last)."""
    key, label, own_plan = peer
    plans = list(dict.fromkeys([own_plan, *PLANS]))
    found = f"{options.work}/found"
    result = timed(
        label, [options.python, Path(__file__).with_name("peer.py"), key, path, found, *plans],
        options.through)
    if result is None:
        return []
    rows = []
    for plan in plans:
        seconds = result["plans"][plan]
        rows.append({"set": name, "peer": key, "label": label, "threads": 1, "plan": plan,
                     "own": plan == own_plan, "version": result["version"],
                     "memory": result["memory"], **seconds, **score(f"{found}.{plan}", exact)})
    shown = [row for row in rows if row["own"]]
    if shown[0]["recall"] < RECALL:
        enough = [row for row in rows if row["recall"] >= RECALL]
        shown.append(enough[0] if enough else rows[-1])
    for row in rows:
        row["shown"] = row in shown
    return rows


def print_set(title, rows):
    print(f"\n{title}")
    print(f"{'':34} {'bands':>6} {'tokenise':>9} {'sketch':>8} {'find':>7} {'total':>8} "
          f"{'recall':>7} {'precision':>9} {'memory':>7} {'slower':>7} {'without':>8}")
    print(f"{'':34} {'x rows':>6} {'s':>9} {'s':>8} {'s':>7} {'s':>8} {'':>7} {'':>9} {'MB':>7} "
          f"{'than us':>7} {'tokens.':>8}")
    for row in rows:
        if not row.get("shown", True):
            continue
        label = row["label"] + (f", {row['threads']} threads" if row["threads"] > 1 else "")
        parts = (f"{row['tokenise']:9.3f} {row['sketch']:8.3f} {row['find']:7.3f}"
                 if "tokenise" in row else f"{'':9} {'':8} {'':7}")
        without = (f"{(row['sketch'] + row['find']) / row['ours']:7.1f}x" if "tokenise" in row else "")
        print(f"{label:34} {row.get('plan', ''):>6} {parts} {row['total']:8.4f} "
              f"{row['recall']:7.4f} {row['precision']:9.4f} {row['memory'] / 1e6:7.0f} "
              f"{row['total'] / row['ours']:6.1f}x {without:>8}")


def print_requirements(rows):
    """What must hold beside what was measured; whether all of it does."""
    wanted = []
    for row in rows:
        if row["peer"] == "twicetold" and row["threads"] == 1:
            wanted += [(f"{row['set']}: recall of exact pairs", RECALL, row["recall"]),
                       (f"{row['set']}: precision", 1, row["precision"])]
            wrong = row["counted_otherwise"]
            wanted += [(f"{row['set']}: share of our pairs counted exactly", 1,
                        1 - wrong / max(1, row["found"]))]
        must = MUST_BE_FASTER.get(row["peer"], {}).get(row["set"])
        if must and row["own"]:
            label = f"{row['set']}: times as fast as {row['label']} {row['version']}"
            wanted.append((label, must, row["total"] / row["ours"]))
    print(f"\n{'':60} {'must':>8} {'measured':>9}")
    for label, must, measured in wanted:
        verdict = "" if measured >= must else "  MISSED"
        print(f"{label:60} {must:8g} {measured:9.4g}{verdict}")
    return all(measured >= must for _, must, measured in wanted)


def read_options():
    parser = argparse.ArgumentParser(prog="bench/peers/run", description=__doc__)
    parser.add_argument("--output", help="also write all figures to this JSON file")
    parser.add_argument("--sets", default=",".join(documents.SETS),
                        help="which documents, by commas: %(default)s")
    parser.add_argument("--peers", default=",".join(key for key, _, _ in PEERS),
                        help="which peers, by commas: %(default)s")
    parser.add_argument("--through", type=shlex.split, default=[], metavar="COMMAND",
                        help="start each timed process through this command, such as 'taskset -c 1'")
    parser.add_argument("--program", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--python", required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.sets = options.sets.split(",")
    options.peers = options.peers.split(",")
    for given, known in ((options.sets, documents.SETS), (options.peers, [p[0] for p in PEERS])):
        if unknown := set(given) - set(known):
            parser.error(f"unknown: {', '.join(sorted(unknown))}")
    return options


def exact_pairs_of(path):
    return exact_pairs(read_documents(path), THRESHOLD)


def main():
    options = read_options()
    options.work.mkdir(parents=True, exist_ok=True)
    data = os.environ.get("TWICETOLD_DATA")
    sets = {name: documents.write_set(name, data, options.program, options.work)
            for name in options.sets}
    with ProcessPoolExecutor() as pool:
        exact = dict(zip(sets, pool.map(exact_pairs_of, [path for path, _ in sets.values()])))
    all_rows = []
    for name, (path, real) in sets.items():
        rows = our_rows(name, path, exact[name], options)
        for row in rows:
            row["ours"] = rows[0]["total"]
        others = [textbook_rows, *(partial(peer_rows, peer)
                                   for peer in PEERS if peer[0] in options.peers)]
        before = ours_beside(path, options)
        for measure in others:
            new_rows = measure(name, path, exact[name], options)
            after = ours_beside(path, options)
            for row in new_rows:
                row["ours"] = (before + after) / 2
            before = after
            rows += new_rows
        texts = read_documents(path)
        size = sum(len(text.encode()) for text in texts)
        kind = ("made documents" if not real else "press releases" if name == "whole"
                else "pieces of press releases")
        print_set(f"{name}: {len(texts)} {kind}, {size / 1e6:.1f} MB, {len(exact[name])} pairs of "
                  f"J >= {THRESHOLD}", rows)
        sys.stdout.flush()
        for row in rows:
            row.update(documents=len(texts), bytes=size, pairs=len(exact[name]), real=real)
        all_rows += rows
    holds = print_requirements(all_rows)
    if options.output:
        with open(options.output, "w", encoding="utf-8") as file:
            json.dump({"date": datetime.date.today().isoformat(), "machine": platform.machine(),
                       "processors": os.cpu_count(), "python": platform.python_version(),
                       "threshold": THRESHOLD, "rows": all_rows}, file, indent=1)
            file.write("\n")
    return 0 if holds else 1


if __name__ == "__main__":
    sys.exit(main())
