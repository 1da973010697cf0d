"""One peer that thins out a file, in a process of its own: from JSON Lines to JSON Lines.

    python dedup_peer.py NAME INPUT OUTPUT FOLDER

INPUT has "id" and "text"; OUTPUT gets the lines that the peer keeps, FOLDER whatever it needs on the
way. Each peer runs as its own documentation has it, one task at a time, and at five words, 128 values
(datatrove: its own 14 x 8) and a threshold of .8 where it can be told these.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

from shingles import shingles_of

THRESHOLD = 0.8


def datasketch(source, kept, _):
    """The loop that most programs have: query, insert when nothing answers. Keeps the first."""
    from datasketch import MinHash, MinHashLSH

    lsh = MinHashLSH(threshold=THRESHOLD, num_perm=128)
    with open(source, encoding="utf-8") as lines, open(kept, "w", encoding="utf-8") as out:
        for number, line in enumerate(lines):
            sketch = MinHash(num_perm=128)
            sketch.update_batch([s.encode() for s in shingles_of(json.loads(line)["text"])])
            if not lsh.query(sketch):
                lsh.insert(number, sketch, check_duplication=False)
                out.write(line)


def text_dedup(source, kept, folder):
    """Its command, then its Arrow folder as JSON Lines."""
    os.environ.update(HF_HUB_OFFLINE="1", HF_DATASETS_OFFLINE="1", HF_HOME=str(folder / "home"))
    subprocess.run(
        [sys.executable, "-m", "text_dedup.minhash", "--path", "json", "--data_files", source,
         "--split", "train", "--column", "text", "--ngram", "5", "--num_perm", "128",
         "--threshold", str(THRESHOLD), "--num_proc", "1", "--cache_dir", str(folder / "cache"),
         "--output", str(folder / "kept")], check=True, stdout=sys.stderr)
    import datasets

    datasets.load_from_disk(str(folder / "kept")).to_json(kept, force_ascii=False)


def datatrove(source, kept, folder):
    """Its four steps on one file: signatures, buckets, clusters, filter."""
    from datatrove.executor.local import LocalPipelineExecutor
    from datatrove.pipeline.dedup import (MinhashDedupBuckets, MinhashDedupCluster,
                                          MinhashDedupFilter, MinhashDedupSignature)
    from datatrove.pipeline.dedup.minhash import MinhashConfig
    from datatrove.pipeline.readers import JsonlReader
    from datatrove.pipeline.writers import JsonlWriter

    config = MinhashConfig(n_grams=5)
    source = Path(source)
    at = {name: str(folder / name) for name in ("signatures", "buckets", "remove", "out")}
    reader = JsonlReader(str(source.parent), glob_pattern=source.name)
    steps = [
        ([reader, MinhashDedupSignature(output_folder=at["signatures"], config=config)], 1),
        ([MinhashDedupBuckets(input_folder=at["signatures"], output_folder=at["buckets"],
                              config=config)], config.num_buckets),
        ([MinhashDedupCluster(input_folder=at["buckets"], output_folder=at["remove"],
                              config=config)], 1),
        ([reader, MinhashDedupFilter(input_folder=at["remove"]),
          JsonlWriter(at["out"], output_filename="${rank}.jsonl", compression=None)], 1),
    ]
    for number, (pipeline, tasks) in enumerate(steps):
        LocalPipelineExecutor(pipeline, tasks=tasks, workers=1,
                              logging_dir=str(folder / f"log{number}")).run()
    Path(folder / "out" / "00000.jsonl").rename(kept)


if __name__ == "__main__":
    name, given, wanted, place = sys.argv[1:]
    {"datasketch": datasketch, "text-dedup": text_dedup, "datatrove": datatrove}[name](
        given, wanted, Path(place))
