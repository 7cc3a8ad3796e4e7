#!/usr/bin/env python3
"""Run extract on the articles beside this file and compare with NAME.json.

usage: compare.py [--binary build/extract] [--write] [--brief] [--show] [NAME …]

Prints `ok NAME` or `differs NAME` for each article and, below the latter, what differs: ids are replaced by
what they stand for, so that one mention more does not show as a hundred changed numbers. --write takes the
output over, --brief leaves out the differences, --show prints the output as the comparison reads it.
Exit status: 0 all alike (or written), 1 a difference, a missing file or a failure, 2 wrong use.
"""
import argparse
import difflib
import json
import pathlib
import subprocess
import sys

HERE = pathlib.Path(__file__).resolve().parent


def run(binary, article):
    """The program's output for one article: (bytes, message)."""
    done = subprocess.run([binary, "-f", "json", "--pretty", article.name], cwd=HERE, capture_output=True)
    if done.returncode:
        return None, done.stderr.decode("utf-8", "replace").strip() or f"exit status {done.returncode}"
    return done.stdout, done.stderr.decode("utf-8", "replace").strip()


def fields(thing, leave_out):
    parts = []
    for key, value in thing.items():
        if key not in leave_out:
            parts.append(f"{key}={value if isinstance(value, str) else json.dumps(value, ensure_ascii=False)}")
    return " ".join(parts)


def place(span):
    return f"{span['start']}-{span['end']}"


class Reader:
    """The output as lines in which every id is replaced by what it names."""

    def __init__(self, output):
        self.output = output
        self.mentions = {m["id"]: m for m in output["mentions"]}
        self.entities = {e["id"]: e for e in output["entities"]}
        self.events = {v["id"]: v for v in output["events"]}

    def mention(self, key):
        m = self.mentions.get(key)
        return f"{m['text']!r}@{place(m)}" if m else str(key)

    def entity(self, key):
        return self.entities[key]["name"] if key in self.entities else str(key)

    def event(self, key):
        v = self.events.get(key)
        if not v:
            return str(key)
        return v["type"] + "@" + ",".join(place(t["trigger"]) for t in v["told"])

    def who(self, thing):
        names = []
        if "entity" in thing:
            names.append(self.entity(thing["entity"]))
        if "mention" in thing:
            names.append(self.mention(thing["mention"]))
        return " ".join(names) or fields(thing, ("role",))

    def date(self, date):
        basis = f" from {self.mention(date['mention'])}" if "mention" in date else ""
        return fields(date, ("mention",)) + basis

    def lines(self):
        yield "document " + fields(self.output["document"], ())
        for e in self.output["entities"]:
            where = " ".join(place(self.mentions[m]) for m in e["mentions"] if m in self.mentions)
            yield f"entity {e['type']} {e['name']} {fields(e, ('id', 'type', 'name', 'mentions'))} at {where}"
        for m in self.output["mentions"]:
            of = f" of {self.entity(m['entity'])}" if "entity" in m else ""
            left_out = ("id", "type", "start", "end", "text", "entity", "confidence")
            yield f"mention {place(m)} {m['type']} {m['text']!r}{of} {fields(m, left_out)}"
        for v in self.output["events"]:
            yield from self.event_lines(v)
        for t in self.output["timeline"]:
            yield f"timeline {t['order']} {self.event(t['event'])} {fields(t, ('order', 'event'))}".rstrip()
        for r in self.output["relations"]:
            yield f"relation {r['type']} {self.event(r['from'])} -> {self.event(r['to'])} {r['basis']}"
        for w in self.output["warnings"]:
            yield "warning " + json.dumps(w, ensure_ascii=False)

    def event_lines(self, v):
        head = f"event {self.event(v['id'])}"
        known = ("id", "type", "date", "arguments", "source", "told", "history", "confidence")
        yield f"{head} {fields(v, known)}"
        if "date" in v:
            yield f"{head} date {self.date(v['date'])}"
        for a in v["arguments"]:
            yield f"{head} {a['role']}: {self.who(a)}"
        if "source" in v:
            yield f"{head} source: {self.who(v['source'])}"
        for h in v.get("history", ()):
            shown = {k: (self.date(x) if k == "date" and isinstance(x, dict) else
                         self.who(x) if k == "source" and isinstance(x, dict) else x) for k, x in h.items()}
            yield f"{head} history {fields(shown, ())}"
        for t in v["told"]:
            yield f"{head} told {place(t['trigger'])} {t['trigger']['text']!r} by {t.get('rule', '')}"


def differences(expected, actual):
    """Lines that tell how the two outputs differ, for a reader."""
    try:
        old, new = list(Reader(json.loads(expected)).lines()), list(Reader(json.loads(actual)).lines())
    except (ValueError, KeyError, TypeError) as error:
        return [f"can't be read as the output of extract: {error!r}"]
    out = [line for line in difflib.unified_diff(old, new, lineterm="", n=0) if not line.startswith(("---", "+++", "@@"))]
    if not out:
        old, new = expected.decode("utf-8", "replace").splitlines(), actual.decode("utf-8", "replace").splitlines()
        raw = [line for line in difflib.unified_diff(old, new, lineterm="", n=0)
               if not line.startswith(("---", "+++", "@@"))]
        out = [f"the same findings, but {len(raw)} lines of JSON differ (confidence, ids or layout), as here:"] + raw[:6]
    return out


def compare(binary, name, options):
    article, golden = HERE / f"{name}.txt", HERE / f"{name}.json"
    actual, message = run(binary, article)
    if actual is None:
        print(f"differs {name}\n    {message}")
        return False
    if options.show:
        print("\n".join(Reader(json.loads(actual)).lines()))
    if options.write:
        if not golden.exists() or golden.read_bytes() != actual:
            golden.write_bytes(actual)
            print(f"written {name}")
        else:
            print(f"ok {name}")
        return True
    expected = golden.read_bytes() if golden.exists() else None
    if expected == actual:
        print(f"ok {name}")
        return True
    print(f"differs {name}")
    if expected is None:
        print(f"    {golden.name} is missing")
    elif not options.brief:
        for line in differences(expected, actual):
            print(f"    {line}")
    return False


def main():
    parser = argparse.ArgumentParser(description="Compare extract's output on the golden articles with what is expected.")
    parser.add_argument("--binary", default=str(HERE.parent.parent / "build" / "extract"))
    parser.add_argument("--write", action="store_true", help="take the output over as what is expected")
    parser.add_argument("--brief", action="store_true", help="only one line per article")
    parser.add_argument("--show", action="store_true", help="print the output as the comparison reads it")
    parser.add_argument("names", nargs="*", metavar="NAME", help="articles (default: all)")
    options = parser.parse_args()
    binary = pathlib.Path(options.binary)
    if not binary.is_file():
        parser.error(f"{binary} is no program: build it first, or name it with --binary")
    articles = sorted(path.stem for path in HERE.glob("*.txt"))
    names = [pathlib.Path(n).stem for n in options.names] or articles
    for name in names:
        if name not in articles:
            parser.error(f"there is no article {name}.txt")
    if not names:
        parser.error("there are no articles")
    alike = [compare(str(binary.resolve()), name, options) for name in names]
    return 0 if all(alike) else 1


if __name__ == "__main__":
    sys.exit(main())
