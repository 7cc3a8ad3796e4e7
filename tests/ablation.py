#!/usr/bin/env python3
"""What each gazetteer and each rule file earns: the program runs over development corpora without it.

    ablation.py [--binary build/extract] [--corpora ../shared] [--bytes 250000] [FILE…]

For each file (all by default) a line: how many points of F1 (exact) are lost without it, for people, bodies, places
and all mentions, in either language; for rules of events, the points of triggers and of arguments. A negative number
is harm. The corpora and their scorers stand beside the project and are no part of it: without them there is nothing
to measure, and this says so. A sample of each corpus is read, always the same one.
"""
import argparse
import json
import os
import pathlib
import subprocess
import sys
import tempfile

COLUMNS = ("person", "org", "place", "all")
ONE_KIND = ("--map", "company=org", "--map", "organization=org")     # some corpora tell companies from other bodies
BUILD = pathlib.Path("build/ablation")


def sample(folder, name, keep, size):
    """The first documents of each corpus, up to `size` bytes of text, as one corpus."""
    path = BUILD / name
    with path.open("w", encoding="utf-8") as out:
        for corpus in sorted(folder.glob("*.jsonl")):
            left = size
            for line in corpus.open(encoding="utf-8"):
                document = json.loads(line)
                if not keep(document):
                    continue
                left -= len(document["text"].encode())
                if left < 0:
                    break
                document["id"] = corpus.stem + "/" + document["id"]
                out.write(json.dumps(document, ensure_ascii=False) + "\n")
    return path


def is_whole(document, language):
    """Corpora that mark only some of their names give no precision."""
    return document["lang"] == language and document["types"] and not set(document.get("partial", ())) & set(COLUMNS)


def data_without(folder, left_out):
    """A folder like the project's rules and gazetteers, of links, without one file; of a class that rules name, one row stays."""
    for kind in ("rules", "gazetteers"):
        for path in pathlib.Path(kind).rglob("*"):
            if path.suffix not in (".yaml", ".tsv"):
                continue
            copy = folder / path
            copy.parent.mkdir(parents=True, exist_ok=True)
            if path != left_out:
                copy.symlink_to(path.resolve())
            elif path.name.startswith("classes_"):
                rows = [row for row in path.read_text(encoding="utf-8").splitlines() if row and not row.startswith("#")]
                copy.write_text("\n".join(rows[:2]) + "\n", encoding="utf-8")


class Bench:
    """Runs the program over the samples and scores what it finds."""

    def __init__(self, binary, corpora, size):
        self.binary, self.corpora = binary, corpora
        self.names = {language: sample(corpora / "dev/ner", language + ".jsonl", lambda d, l=language: is_whole(d, l), size)
                      for language in ("zh", "en")}
        self.events = sample(corpora / "dev/events", "events.jsonl", lambda d: d.get("events"), size)

    def run(self, gold, data, scorer, predict=(), score=()):
        with tempfile.TemporaryDirectory() as scratch:
            found = os.path.join(scratch, "found.jsonl")
            environment = dict(os.environ, EXTRACT_DATA=str(data), EXTRACT_CACHE=scratch)
            command = [sys.executable, str(self.corpora / "predict.py"), str(gold), found, "--bin", self.binary, *predict]
            ran = subprocess.run(command, env=environment, capture_output=True, text=True, check=False)
            if ran.returncode or '"exit": 0' not in ran.stderr:
                return None
            scored = subprocess.run([sys.executable, str(self.corpora / scorer), str(gold), found, "--json", *score],
                                    capture_output=True, text=True, check=True)
            return json.loads(scored.stdout)

    def scores(self, data, events):
        """F1 in points by column; None where the data does not stand without the file."""
        out = {}
        for language, gold in self.names.items():
            got = self.run(gold, data, "score.py", score=ONE_KIND)
            if got is None:
                return None
            rows = dict(got["types"], all=got["all"])
            out.update({(language, column): 100 * (rows[column]["f1"] or 0) for column in COLUMNS})
        if events:
            got = self.run(self.events, data, "score_events.py", predict=("--events",))
            if got is None:
                return None
            out.update({("event", part): 100 * got[part]["f1"] for part in ("events", "arguments_role")})
        return out


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--binary", default="build/extract")
    arguments.add_argument("--corpora", type=pathlib.Path, default=pathlib.Path("../shared"))
    arguments.add_argument("--bytes", type=int, default=250_000, help="of text of each corpus")
    arguments.add_argument("files", nargs="*", type=pathlib.Path)
    options = arguments.parse_args()
    if not (options.corpora / "score.py").is_file():
        sys.exit("ablation: no corpora in %s: there is nothing to measure" % options.corpora)
    BUILD.mkdir(parents=True, exist_ok=True)
    files = options.files or sorted(path for kind in ("gazetteers", "rules") for path in pathlib.Path(kind).rglob("*")
                                    if path.suffix in (".tsv", ".yaml") and path.parts[1] != "examples")
    bench = Bench(options.binary, options.corpora, options.bytes)
    whole = bench.scores(pathlib.Path.cwd(), True)
    heads = list(whole)
    print("%-44s" % "points of F1 lost without" + "".join("%9s" % "-".join(head)[:8] for head in heads))
    print("%-44s" % "(with everything)" + "".join("%9.2f" % whole[head] for head in heads), flush=True)
    for path in files:
        with tempfile.TemporaryDirectory() as scratch:
            data_without(pathlib.Path(scratch), path)
            part = bench.scores(pathlib.Path(scratch), path.parts[0] == "rules" and path.parts[1] in ("events", "cues"))
        cells = ["%9s" % ("." if head not in part else "%.2f" % (whole[head] - part[head])) for head in heads] if part else \
            ["   others build on it"]
        print("%-44s" % path + "".join(cells), flush=True)


if __name__ == "__main__":
    main()
