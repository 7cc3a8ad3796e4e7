#!/usr/bin/env python3
"""How the events of single sentences stand to the world: facts, plans, denials, what others say.

    run.py [--binary build/extract] [--least 95] FILE…

A line of a file is a sentence, a tab, and what it tells, separated by "; ": the event's type and its mood, where both may
have alternatives (`ruling|fine actual|asked`), then `status=` and `source=` where they are to be tested (`source=-`: nobody).
Moods: actual, the modalities of the JSON, `negative` (its polarity), `none` (no event of the type), `any`. What stands in
brackets may be told as well, by itself as a fact. Anything else that is told as a fact is none.

Prints a line `ok` or `not ok` for each sentence (not ok alone without --all), then "N of M right, K told as a fact though none";
status 1 where fewer than --least percent are right, or a fact is none.
"""
import argparse
import json
import pathlib
import subprocess
import sys
import tempfile


def read_claim(text):
    """One expected event."""
    may = text.startswith("(")
    fields = text.strip("()").split(" ", 2)
    claim = {"may": may, "types": set(fields[0].split("|")), "moods": {"actual"}, "status": None, "source": None}
    if len(fields) > 1:
        claim["moods"] = set(fields[1].split("|"))
    rest = fields[2] if len(fields) > 2 else ""
    for name in ("source", "status"):           # a source may hold blanks, and stands last
        if name + "=" in rest:
            rest, claim[name] = rest.split(name + "=", 1)
            claim[name] = claim[name].strip()
    return claim


def read_sentences(path):
    sentences = []
    for number, line in enumerate(path.read_text(encoding="utf-8").splitlines(), 1):
        if not line or line.startswith("#"):
            continue
        text, tab, claims = line.partition("\t")
        if not tab:
            sys.exit("%s:%d: no tab" % (path, number))
        sentences.append({"place": "%s:%d" % (path.name, number), "text": text,
                          "claims": [read_claim(claim) for claim in claims.split("; ")]})
    return sentences


def moods_of(event):
    moods = {event["modality"]} - {"actual"}
    if event["polarity"] == "negative":
        moods.add("negative")
    return moods or {"actual"}


def names_of(document, source):
    """Every name of who says so, and the words that stand there."""
    names = {mention["text"] for mention in document["mentions"] if mention["id"] == source.get("mention")}
    for entity in document["entities"]:
        if entity["id"] == source.get("entity"):
            names |= {entity["name"], *entity.get("aliases", ())}
    return names


def fits(claim, event, document):
    if event["type"] not in claim["types"]:
        return False
    if "any" not in claim["moods"] and not claim["moods"] & moods_of(event):
        return False
    if claim["status"] and event.get("status") != claim["status"]:
        return False
    if not claim["source"]:
        return True
    names = names_of(document, event["source"]) if "source" in event else {"-"}
    return claim["source"] in names


def judge(sentence, document):
    """What is missing or wrong, and the facts that are none."""
    wrong, false = [], []
    for claim in sentence["claims"]:
        of_type = [e for e in document["events"] if e["type"] in claim["types"]]
        if claim["may"] or (not of_type and claim["moods"] & {"none", "any"}):
            continue
        if not any(fits(claim, event, document) for event in of_type):
            wrong.append("expected %s %s" % ("|".join(sorted(claim["types"])), "|".join(sorted(claim["moods"]))))
    for event in document["events"]:
        known = [c for c in sentence["claims"] if event["type"] in c["types"]]
        moods = moods_of(event)
        if moods == {"actual"} and not any(c["moods"] & {"actual", "any"} for c in known):
            false.append("%s told as a fact" % event["type"])
    return wrong, false


def show(document):
    return "; ".join("%s[%s] %s%s%s" % (e["type"], e["told"][0]["trigger"]["text"], "|".join(sorted(moods_of(e))),
                                        " status=" + e["status"] if "status" in e else "",
                                        " source=" + "|".join(sorted(names_of(document, e["source"]))) if "source" in e else "")
                     for e in document["events"])


def run(binary, sentences):
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, sentence in enumerate(sentences):
            file.write(json.dumps({"id": str(number), "text": sentence["text"]}, ensure_ascii=False) + "\n")
        file.flush()
        ran = subprocess.run([binary, "--input", "jsonl", "--format", "jsonl", file.name], capture_output=True, text=True,
                             check=True)
    documents = {int(d["document"]["id"]): d for d in map(json.loads, ran.stdout.splitlines())}
    return [documents[number] for number in range(len(sentences))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--binary", default="build/extract")
    arguments.add_argument("--least", type=float, default=95, help="percent of the sentences")
    arguments.add_argument("--all", action="store_true", help="also print what is right")
    arguments.add_argument("files", nargs="+", type=pathlib.Path)
    options = arguments.parse_args()
    sentences = [sentence for path in options.files for sentence in read_sentences(path)]
    right = facts = 0
    for sentence, document in zip(sentences, run(options.binary, sentences)):
        wrong, false = judge(sentence, document)
        facts += len(false)
        right += not wrong and not false
        if wrong or false:
            print("not ok %s %s\n    %s; found: %s" % (sentence["place"], sentence["text"], "; ".join(wrong + false), show(document)))
        elif options.all:
            print("ok %s %s\n    found: %s" % (sentence["place"], sentence["text"], show(document)))
    print("%d of %d right, %d told as a fact though none" % (right, len(sentences), facts))
    return 100 * right < options.least * len(sentences) or facts > 0


if __name__ == "__main__":
    sys.exit(main())
