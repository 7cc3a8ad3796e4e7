#!/usr/bin/env python3
"""Measure `extract --merge` on development corpora and on the pairs of articles in tests/pairs. Standard library only.

    merge.py [--binary build/extract] [--corpora DIR] [--errors N] [WHAT …]        WHAT: chains, timelines, pairs (default: all)

chains     ecbplus_en: all its documents are merged at once. Scored are pairs of accounts (what a document tells of an event) from
           two documents: right where gold follows one event through both (`chain`). Only accounts whose trigger gold marks can
           be right or wrong; a pair of two look-alike stories (subtopics, or topics) counts as false whether marked or not.
timelines  semeval15_timeline_en: the documents of a topic are merged; the timeline of an entity is what it takes part in. F1 of
           temporal relations as in that task: each ordered event with its date, with those at the same place, with the next place;
           a relation is right where it follows from the other side's timeline. Micro-averaged over the timelines. Once with the
           shipped rules, and once with those of any act (rules/_acts), which is what the task asks for.
pairs      tests/pairs: what must be one event, what must stay apart, and what must be listed as contradicted (expected.json).
Exit status: 0, or 1 where a pair of tests/pairs is not as expected.
"""
import argparse
import collections
import itertools
import json
import os
import pathlib
import subprocess
import sys
import tempfile

ROOT = pathlib.Path(__file__).resolve().parent.parent


def load(path):
    with open(path, encoding="utf-8") as file:
        return [json.loads(line) for line in file if line.strip()]


def merge(binary, documents, options=()):
    """The merge of documents of a corpus."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8", delete=False) as file:
        for d in documents:
            line = {"id": d["id"], "text": d["text"]}
            if d.get("date"):
                line["date"] = d["date"][:10]
            file.write(json.dumps(line, ensure_ascii=False) + "\n")
    try:
        done = subprocess.run([binary, "--merge", "-j", str(os.cpu_count() or 1), "-f", "json", *options, file.name], capture_output=True, check=True)
    finally:
        os.unlink(file.name)
    return json.loads(done.stdout)


def overlaps(a, b):
    return min(a["end"], b["end"]) > max(a["start"], b["start"])


def f1(right, predicted, gold):
    p, r = right / predicted if predicted else 0.0, right / gold if gold else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


# --- chains -------------------------------------------------------------------------------------------------------------------


def gold_of(document, account):
    """The gold events that the account's triggers stand on; those outside of the annotated stretches (s…) have no chains through documents."""
    return [g for g in document["events"] if g.get("trigger") and g["id"][0] != "s" and any(overlaps(t["trigger"], g["trigger"]) for t in account["told"])]


def chains(binary, corpora, errors):
    documents = {d["id"]: d for d in load(corpora / "events" / "ecbplus_en.jsonl")}
    merged = merge(binary, documents.values())
    name = {d["id"]: d["name"] for d in merged["documents"]}
    accounts = []
    for event in merged["events"]:
        for a in event["accounts"]:
            d = documents[name[a["document"]]]
            chain = {(d["topic"], g["chain"]) for g in gold_of(d, a) if g.get("chain")}
            accounts.append(dict(a, event=event["id"], type=event["type"], doc=d["id"], story=(d["topic"], d["subtopic"]), chain=chain))
    marked = [a for a in accounts if a["chain"]]
    right = predicted = gold = other_type = stories = 0
    missed, false = [], []
    for a, b in itertools.combinations(marked, 2):
        if a["doc"] == b["doc"]:
            continue
        one, same = bool(a["chain"] & b["chain"]), a["event"] == b["event"]
        gold += one
        predicted += same
        right += one and same
        other_type += one and a["type"] != b["type"]
        if one and not same:
            missed.append((a, b))
        if same and not one:
            false.append((a, b))
    by_event = collections.defaultdict(list)
    for a in accounts:
        by_event[a["event"]].append(a)
    pairs = apart = 0
    for told in by_event.values():
        for a, b in itertools.combinations(told, 2):
            pairs += a["doc"] != b["doc"]
            if a["story"] != b["story"]:
                stories += 1
                apart += bool(a["chain"] and b["chain"])
                false.append((a, b))
    p, r, f = f1(right, predicted, gold)
    several = sum(len({a["doc"] for a in told}) > 1 for told in by_event.values())
    print(f"chains: {len(documents)} documents, {len(accounts)} accounts ({len(marked)} marked in gold), "
          f"{len(by_event)} events, {several} of them told in several documents")
    print(f"  marked pairs: {gold} in gold, {predicted} merged, {right} right: P {100 * p:.1f} R {100 * r:.1f} F1 {100 * f:.1f}")
    print(f"  of the pairs in gold {other_type} have two types in our output, which are never merged: R {100 * right / max(1, gold - other_type):.1f} of the others")
    print(f"  all pairs: {pairs} merged, {stories} of them from two stories ({100 * stories / max(1, pairs):.1f}%), {apart} of these marked in gold as two; "
          "the others are unmarked (a story may recall the other's)")

    def show(pair):
        for a in pair:
            print("      %-22s %-12s %-46s %s %s %s" % (a["doc"], a["type"], a["summary"][:46], a.get("date", {}).get("value"), a["modality"],
                                                         " ".join(c[1] for c in a["chain"])))
    for title, cases in (("missed", missed), ("false", false)):
        step = max(1, len(cases) // errors) if errors else 0
        for pair in cases[::step][:errors] if step else []:
            print("   " + title)
            show(pair)


# --- timelines ------------------------------------------------------------------------------------------------------------------


def relations(places):
    """Of a timeline, a list of (place, date, mentions): the relations that say all, and a test of what follows from them."""
    said, at, date = set(), {}, {}
    groups = collections.OrderedDict()
    for place, day, mentions in sorted(places, key=lambda p: p[0]):
        for m in mentions:
            groups.setdefault(place, []).append(m)
            at[m] = place
            if day:
                date[m] = day
                said.add(("date", m, day))
    order = list(groups.values())
    for group in order:
        for a, b in zip(group, group[1:]):
            said.add(("same", a, b))
    for a, b in zip(order, order[1:]):
        said.add(("before", a[-1], b[0]))

    def follows(relation):
        kind, a, b = relation
        if kind == "date":
            return date.get(a) == b
        if a not in at or b not in at:
            return False
        return at[a] == at[b] if kind == "same" else at[a] < at[b]
    return said, follows


def gold_places(timeline):
    return [(i["order"], i["date"], [(m["doc"], m["event"]) for m in i["mentions"]]) for i in timeline["items"] if i["order"] > 0]


def letters(name):
    return "".join(c for c in name.lower() if c.isalnum())


def wanted_entities(merged, target):
    """Those that go by the target's name (DaimlerChrysler for Daimler Chrysler); else the people of its last name."""
    named = {e["id"] for e in merged["entities"] if letters(target) in [letters(n) for n in [e["name"]] + e["aliases"]]}
    last = target.split()[-1]
    return named or {e["id"] for e in merged["entities"] if e["type"] == "person" and last in [n.split()[-1] for n in [e["name"]] + e["aliases"]]}


def system_places(merged, timeline, documents):
    """What an entity takes part in, in order; a mention goes by gold's name where gold marks it in this timeline."""
    wanted = wanted_entities(merged, timeline["entity"])
    marked = collections.defaultdict(list)
    for item in timeline["items"]:
        for m in item["mentions"]:
            marked[m["doc"]].append(m["event"])
    name = {d["id"]: d["name"] for d in merged["documents"]}
    events = {e["id"]: e for e in merged["events"]}
    places, last = [], None
    for t in merged["timeline"]:
        event = events[t["event"]]
        if not any(a.get("entity") in wanted for a in event["arguments"]):
            continue
        mentions = []
        for a in event["accounts"]:
            d = documents[name[a["document"]]]
            gold = {g["id"]: g for g in d["events"]}
            for told in a["told"]:
                hit = [g for g in marked[d["id"]] if g in gold and overlaps(told["trigger"], gold[g]["trigger"])]
                mentions.append((d["id"], hit[0] if hit else "%d" % told["trigger"]["start"]))
        day = (event.get("date") or {}).get("value")
        day = day.split("T")[0][:10] if day and day[0] != "X" and "_REF" not in day else None
        if not day:
            continue                    # neither dated nor ordered
        if day != last:
            places.append((len(places) + 1, day, []))
        places[-1][2].extend(m for m in mentions if m not in places[-1][2])
        last = day
    return places


# What is asked for is given, as in the task. A user would put what the shipped gazetteers do not have into one of his own.
PRODUCTS = ("iPhone 3G", "iPhone 4", "iPod", "iTunes store")


def targets(folder):
    with open(os.path.join(folder, "targets.tsv"), "w", encoding="utf-8") as file:
        file.write("name\ttype\n" + "".join(name + "\tproduct\n" for name in PRODUCTS))
    return ["--gazetteers", folder]


def timelines(binary, corpora, errors):
    documents = {d["id"]: d for d in load(corpora / "events" / "semeval15_timeline_en.jsonl")}
    gold = load(corpora / "timelines" / "semeval15_timeline_en.jsonl")
    for extra in (), ("--rules", str(ROOT / "rules" / "_acts")):
        one_set_of_timelines(binary, documents, gold, extra, errors)


def one_set_of_timelines(binary, documents, gold, extra, errors):
    with tempfile.TemporaryDirectory() as folder:
        options = targets(folder) + list(extra)
        merged = {topic: merge(binary, [d for d in documents.values() if d["topic"] == topic], options)
                  for topic in sorted({d["topic"] for d in documents.values()})}
    total = collections.Counter()
    for timeline in gold:
        places = system_places(merged[timeline["topic"]], timeline, documents)
        said, follows = relations(gold_places(timeline))
        ours, ours_follows = relations(places)
        mentions = {m for p in gold_places(timeline) for m in p[2]}
        found = {m for p in places for m in p[2]}
        row = collections.Counter(gold=len(said), ours=len(ours), right=sum(map(follows, ours)), recalled=sum(map(ours_follows, said)),
                                  mentions=len(mentions), found=len(mentions & found), predicted=len(found))
        total += row
        if errors:
            print("   %-28s events %3d of %3d, %3d found; relations %3d of %3d right, %3d of %3d recalled" % (
                timeline["entity"], row["found"], row["mentions"], row["predicted"], row["right"], row["ours"], row["recalled"], row["gold"]))
    p, r = total["right"] / max(1, total["ours"]), total["recalled"] / max(1, total["gold"])
    print(f"timelines{' with rules/_acts' if extra else ''}: {len(gold)} of one entity each; {total['found']} of {total['mentions']} ordered mentions of gold found, "
          f"{total['predicted']} predicted")
    print(f"  relations: P {100 * p:.1f} ({total['right']} of {total['ours']}) R {100 * r:.1f} ({total['recalled']} of {total['gold']}) "
          f"F1 {100 * (2 * p * r / (p + r) if p + r else 0):.1f}")


# --- pairs ----------------------------------------------------------------------------------------------------------------------


def pairs(binary, corpora, errors):
    folder = ROOT / "tests" / "pairs"
    bad = 0
    for case in json.loads((folder / "expected.json").read_text(encoding="utf-8")):
        ways = [case["documents"], case["documents"][::-1]]
        done = [subprocess.run([binary, "--merge", "-f", "json", *names], cwd=folder, capture_output=True, check=True).stdout for names in ways]
        problems = check_pair(folder, case, json.loads(done[0])) + (["not the same in the other order"] if done[0] != done[1] else [])
        print(("ok " if not problems else "differs ") + " ".join(case["documents"]))
        for problem in problems:
            print("    " + problem)
        bad += bool(problems)
    print(f"pairs: {bad} not as expected" if bad else "pairs: all as expected")
    return not bad


def check_pair(folder, case, merged):
    name = {d["id"]: d["name"] for d in merged["documents"]}
    texts = {n: (folder / n).read_text(encoding="utf-8") for n in case["documents"]}
    told = [(name[a["document"]], e["type"], t["trigger"], e["id"]) for e in merged["events"] for a in e["accounts"] for t in a["told"]]
    problems = []

    def event(document, kind, quote):
        """The event that is told by a trigger inside of the quotation."""
        if texts[document].count(quote) != 1:
            problems.append(f"{document}: {quote!r} stands there {texts[document].count(quote)} times")
            return None
        at = texts[document].index(quote)
        found = {e for d, k, t, e in told if d == document and k == kind and overlaps(t, {"start": at, "end": at + len(quote)})}
        if len(found) != 1:
            problems.append(f"{document}: {len(found)} events of type {kind} in {quote!r}")
            return None
        return found.pop()
    for places in case.get("one", ()):
        if len({event(*p) for p in places}) > 1:
            problems.append(f"two events, and should be one: {places}")
    for a, b in case.get("two", ()):
        if event(*a) == event(*b) is not None:
            problems.append(f"one event, and should be two: {a} {b}")
    several = [e for e in merged["events"] if len({a["document"] for a in e["accounts"]}) > 1]
    if len(several) != case["merged"]:
        problems.append(f"{len(several)} events in both documents, not {case['merged']}: " + "; ".join(e["type"] + " " + e["summary"] for e in several))
    said = sorted([e["type"], c["about"]] for e in several for c in e.get("contradictions", ()))
    if said != sorted(case.get("contradicted", [])):
        problems.append(f"contradictions: {said}, not {case.get('contradicted', [])}")
    return problems


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--binary", default=str(ROOT / "build" / "extract"))
    parser.add_argument("--corpora", type=pathlib.Path, default=ROOT.parent / "shared" / "dev")
    parser.add_argument("--errors", type=int, default=0, metavar="N", help="so many examples of each kind of error")
    parser.add_argument("what", nargs="*", choices=[[], "chains", "timelines", "pairs"])
    options = parser.parse_args()
    binary = str(pathlib.Path(options.binary).resolve())
    good = True
    for what in options.what or ("chains", "timelines", "pairs"):
        if what != "pairs" and not options.corpora.is_dir():
            print(f"{what}: skipped, there are no development corpora in {options.corpora}")
            continue
        good &= {"chains": chains, "timelines": timelines, "pairs": pairs}[what](binary, options.corpora, options.errors) is not False
    return 0 if good else 1


if __name__ == "__main__":
    sys.exit(main())
