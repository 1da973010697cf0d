"""`twicetold dedup` and other tools that thin out a file, from JSON Lines to JSON Lines.

    bench/peers/run --dedup [OPTION]...

For each tool: seconds, processor time and memory of all of its processes, how many records it keeps,
and whether what it did can be trusted, judged by the exact pairs of exact.py, which shares no code
with any of them:

- `wrongly gone`: records that went although no record that stays resembles them to .8. Tools cut
  words in ways of their own, so `at .7` says how many are wrong even by that.
- `left`: share of the pairs of resemblance .8 or more of which both stay.

A peer that cannot be run is skipped with a message. The exit status is 1 when ours breaks a law.
"""

import argparse
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import documents
from exact import exact_pairs
from shingles import read_documents

THRESHOLD = 0.8
LENIENT = 0.7
MOST_LEFT = 0.01
PEERS = ["datasketch", "text-dedup", "datatrove"]
MADE = {"made": (50000, 1300)}  # where the start of an interpreter counts for nothing
SETS = ["whole", *MADE]


def judge(texts, kept, pairs=None):
    """What the two laws say of the records kept, a set of numbers, and the pairs they rest on."""
    if pairs is None:
        pairs = exact_pairs(texts, LENIENT)
    near = {t: {number: set() for number in range(len(texts))} for t in (THRESHOLD, LENIENT)}
    left = 0
    true_pairs = 0
    for (a, b), (shared, union) in pairs.items():
        for threshold, others in near.items():
            if shared / union >= threshold:
                others[a].add(b)
                others[b].add(a)
        if shared / union >= THRESHOLD:
            true_pairs += 1
            left += a in kept and b in kept
    gone = [number for number in range(len(texts)) if number not in kept]
    wrongly = {t: sum(not (others[number] & kept) for number in gone)
               for t, others in near.items()}
    return {"kept": len(kept), "gone": len(gone), "pairs": true_pairs,
            "left": left / true_pairs if true_pairs else 0.0,
            "wrongly_gone": wrongly[THRESHOLD], "wrongly_gone_lenient": wrongly[LENIENT]}


def write_records(name, options):
    """The set as records with ids, its texts, and whether they are real."""
    if name in MADE:
        count, size = MADE[name]
        source = options.work / f"{name}-{count}-{size}.jsonl"
        if not source.exists():
            subprocess.run([options.program, "--make", str(count), str(size), source], check=True)
        real = False
    else:
        source, real = documents.write_set(name, os.environ.get("TWICETOLD_DATA"), options.program,
                                           options.work)
    texts = read_documents(source)
    path = options.work / "dedup" / f"{name}.jsonl"
    path.parent.mkdir(parents=True, exist_ok=True)
    with open(path, "w", encoding="utf-8") as file:
        for number, text in enumerate(texts):
            file.write(json.dumps({"id": str(number), "text": text}, ensure_ascii=False) + "\n")
    return path, texts, real


# Starts a command from a process that is small itself: a child's peak memory counts from its fork on.
_MEASURE = """
import json, resource, subprocess, sys, time
begin = time.perf_counter()
done = subprocess.run(sys.argv[1:], stdin=subprocess.DEVNULL, stdout=subprocess.DEVNULL,
                      stderr=subprocess.PIPE)
seconds = time.perf_counter() - begin
usage = resource.getrusage(resource.RUSAGE_CHILDREN)
reason = done.stderr.decode(errors="replace").strip().splitlines()[-1:] or [str(done.returncode)]
print(json.dumps({"failed": done.returncode and reason[0], "seconds": seconds,
                  "processor": usage.ru_utime + usage.ru_stime, "memory": usage.ru_maxrss * 1024}))
"""


def measured(label, command):
    """Seconds, processor time and peak memory (of its largest process) of a command and all that
    it starts; None, and a message, if it fails."""
    told = subprocess.run([sys.executable, "-c", _MEASURE, *map(str, command)], check=True,
                          capture_output=True, text=True)
    run = json.loads(told.stdout)
    failed = run.pop("failed")
    if not failed:
        return run
    print(f"peers: skipped: {label}: {failed}", file=sys.stderr)
    return None


def median_of(label, command, rounds):
    runs = [measured(label, command) for _ in range(rounds)]
    return None if None in runs else sorted(runs, key=lambda run: run["processor"])[rounds // 2]


def kept_of(path):
    with open(path, encoding="utf-8") as lines:
        return {int(json.loads(line)["id"]) for line in lines}


def rows_of(path, texts, options):
    pairs = exact_pairs(texts, LENIENT)
    rows = []
    kept = path.with_suffix(".kept")

    def add(label, row):
        if row is not None:
            rows.append({"set": path.stem, "tool": label, **row,
                         **judge(texts, kept_of(kept), pairs)})

    for threads in (1, 2):
        add(f"twicetold dedup, {threads} thread{'s'[:threads - 1]}",
            median_of("twicetold", [options.twicetold, "dedup", path, "--output", kept,
                                    "--threads", threads], 5))
    for peer in options.peers:
        folder = path.with_suffix(f".{peer}")
        shutil.rmtree(folder, ignore_errors=True)
        folder.mkdir()
        add(peer, measured(peer, [options.python, Path(__file__).with_name("dedup_peer.py"), peer,
                                  path, kept, folder]))
        shutil.rmtree(folder, ignore_errors=True)
    return rows


def print_rows(title, rows):
    print(f"\n{title}")
    print(f"{'':30} {'seconds':>8} {'processor':>9} {'times':>7} {'memory':>7} {'kept':>7} "
          f"{'wrongly':>8} {'at .7':>6} {'left':>8}")
    for row in rows:
        print(f"{row['tool']:30} {row['seconds']:8.2f} {row['processor']:9.2f} "
              f"{row['processor'] / rows[0]['processor']:6.1f}x {row['memory'] / 1e6:7.0f} "
              f"{row['kept']:7} {row['wrongly_gone']:8} {row['wrongly_gone_lenient']:6} "
              f"{row['left']:8.5f}")


def main():
    parser = argparse.ArgumentParser(prog="bench/peers/run --dedup", description=__doc__,
                                     formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--output", help="also write all figures to this JSON file")
    parser.add_argument("--sets", default=",".join(SETS), help="by commas: %(default)s")
    parser.add_argument("--peers", default=",".join(PEERS), help="by commas: %(default)s")
    for hidden in ("--program", "--twicetold", "--python"):
        parser.add_argument(hidden, required=True, help=argparse.SUPPRESS)
    parser.add_argument("--work", type=Path, required=True, help=argparse.SUPPRESS)
    options = parser.parse_args()
    options.peers = [peer for peer in options.peers.split(",") if peer]
    all_rows = []
    for name in options.sets.split(","):
        path, texts, real = write_records(name, options)
        rows = rows_of(path, texts, options)
        print_rows(f"{name}: {len(texts)} {'press releases' if real else 'made records'}, "
                   f"{path.stat().st_size / 1e6:.1f} MB, {rows[0]['pairs']} pairs of J >= .8", rows)
        sys.stdout.flush()
        all_rows += rows
    if options.output:
        Path(options.output).write_text(json.dumps(all_rows, indent=1) + "\n", encoding="utf-8")
    ours = [row for row in all_rows if row["tool"].startswith("twicetold")]
    return int(any(row["wrongly_gone"] > 0 or row["left"] > MOST_LEFT for row in ours))


if __name__ == "__main__":
    sys.exit(main())
