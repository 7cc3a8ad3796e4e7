#!/usr/bin/python3
"""Names found by this program and by the peers that a user would pick instead, on the development corpora.

    bench.py [--binary build/extract] [--corpora ../shared] [--documents 400]

Chinese: jieba's tags; English: compromise. For each corpus and type: F1 (exact) of both and the difference in points;
at the end the seconds of both for all the texts. The first documents of each corpus are read.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import time

BUILD = pathlib.Path("build/peers")
HERE = pathlib.Path(__file__).parent
PEERS = {"zh": ("jieba", ["/usr/bin/python3", str(HERE / "jieba_names.py")]),
         "en": ("compromise", ["node", str(HERE / "compromise.js")])}
ONE_KIND = ["--map", "company=org", "--map", "organization=org", "--map", "date=-", "--map", "money=-"]
TYPES = ("person", "org", "place")


def f1(corpora, gold, found):
    scored = subprocess.run([sys.executable, str(corpora / "score.py"), str(gold), str(found), "--json", *ONE_KIND],
                            capture_output=True, text=True, check=True)
    return {kind: row["f1"] for kind, row in json.loads(scored.stdout)["types"].items()}


def seconds(command, **streams):
    begin = time.perf_counter()
    subprocess.run(command, check=True, **streams)
    return time.perf_counter() - begin


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--binary", default="build/extract")
    arguments.add_argument("--corpora", type=pathlib.Path, default=pathlib.Path("../shared"))
    arguments.add_argument("--documents", type=int, default=400, help="of each corpus")
    options = arguments.parse_args()
    if not (options.corpora / "score.py").is_file():
        sys.exit("bench-peers: no corpora in %s: there is nothing to measure" % options.corpora)
    BUILD.mkdir(parents=True, exist_ok=True)
    gold, ours, theirs = (BUILD / name for name in ("gold.jsonl", "extract.jsonl", "peer.jsonl"))
    spent = {language: [0.0, 0.0] for language in PEERS}
    print("%-24s %-8s %9s %14s %12s" % ("corpus", "type", "extract", "peer", "difference"))
    for corpus in sorted((options.corpora / "dev/ner").glob("*.jsonl")):
        lines = corpus.read_text(encoding="utf-8").splitlines()[:options.documents]
        language = json.loads(lines[0])["lang"]
        if language not in PEERS:
            continue
        gold.write_text("\n".join(lines) + "\n", encoding="utf-8")
        name, command = PEERS[language]
        spent[language][0] += seconds([sys.executable, str(options.corpora / "predict.py"), str(gold), str(ours),
                                       "--bin", options.binary, "--jobs", "1"], stderr=subprocess.DEVNULL)
        with gold.open("rb") as texts, theirs.open("wb") as out:
            spent[language][1] += seconds(command, stdin=texts, stdout=out)
        mine, other = f1(options.corpora, gold, ours), f1(options.corpora, gold, theirs)
        for kind in TYPES:
            if mine.get(kind) is not None:
                print("%-24s %-8s %9.1f %14s %+12.1f" % (corpus.stem, kind, 100 * mine[kind], "%s %.1f" % (name, 100 * (other.get(kind) or 0)),
                                                         100 * (mine[kind] - (other.get(kind) or 0))), flush=True)
    for language, (mine, other) in spent.items():
        print("seconds, %s: extract %.1f, %s %.1f (%.1f times)" % (language, mine, PEERS[language][0], other, other / mine))


if __name__ == "__main__":
    main()
