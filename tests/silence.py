#!/usr/bin/env python3
"""How often names are found where there are none: in sentences of the development corpora that hold no marked name.

    silence.py [--binary build/extract] [--corpora ../shared] [--sentences 1000] [--show N]

Each such sentence is read as a document of its own; what counts is a person, company, organization or place that is
said to be a name. For each corpus a line: sentences, those with a name, percent. Not each of them is false: corpora
leave names unmarked too, above all in half sentences, so read them (--show). The corpora stand beside the project and
are no part of it: without them there is nothing to measure, and this says so. Of either language the same number of
sentences is taken, spread evenly over its corpora, always the same ones.
"""
import argparse
import json
import pathlib
import re
import subprocess
import sys
import tempfile

NAMES = {"person", "company", "organization", "org", "place", "other"}
FOUND = {"person", "company", "organization", "place"}
SENTENCE = {"zh": re.compile(r"[^。！？；\n]+[。！？；]?"), "en": re.compile(r"(?:[^.!?\n]|[.!?](?![\s\"”’)]))+[.!?]*")}
SHORTEST = {"zh": 8, "en": 30}      # characters: less is a heading, or a piece that the corpus tore off


def is_whole(document):
    """Whether the corpus marks people, bodies and places, all of them."""
    types = set(document["types"])
    return {"person", "place"} <= types and types & {"company", "organization", "org"} and not NAMES & set(document.get("partial", ()))


def silent_sentences(path):
    """The sentences of a corpus that touch no marked name, and the corpus's language."""
    sentences, language = {}, None
    for line in path.open(encoding="utf-8"):
        document = json.loads(line)
        if not is_whole(document):
            continue
        language, text = document["lang"], document["text"]
        marked = [(e["start"], e["end"]) for e in document["entities"] if e["type"] in NAMES]
        for match in SENTENCE[language].finditer(text):
            sentence = match.group().strip()
            if len(sentence) >= SHORTEST[language] and not any(s < match.end() and e > match.start() for s, e in marked):
                sentences[sentence] = True
    return list(sentences), language


def spread(items, number):
    """So many of the items, at even distances."""
    return items if len(items) <= number else [items[i * len(items) // number] for i in range(number)]


def shared_out(corpora, number):
    """As many sentences of each corpus; what a small one lacks, the others make up for."""
    left, out = number, {}
    for place, (name, sentences) in enumerate(sorted(corpora.items(), key=lambda item: len(item[1]))):
        out[name] = spread(sentences, left // (len(corpora) - place))
        left -= len(out[name])
    return out


def names_found(binary, sentences, language):
    """For each sentence the names found in it: (type, text)."""
    with tempfile.NamedTemporaryFile("w", suffix=".jsonl", encoding="utf-8") as file:
        for number, sentence in enumerate(sentences):
            file.write(json.dumps({"id": str(number), "lang": language, "text": sentence}, ensure_ascii=False) + "\n")
        file.flush()
        ran = subprocess.run([binary, "--input", "jsonl", "--format", "jsonl", file.name], capture_output=True, text=True,
                             check=True)
    found = {}
    for line in ran.stdout.splitlines():
        document = json.loads(line)
        found[int(document["document"]["id"])] = [(m["type"], m["text"]) for m in document.get("mentions", ())
                                                  if m["type"] in FOUND and m.get("form") == "name"]
    return [found[number] for number in range(len(sentences))]


def main():
    arguments = argparse.ArgumentParser(description=__doc__.split("\n", 1)[0])
    arguments.add_argument("--binary", default="build/extract")
    arguments.add_argument("--corpora", type=pathlib.Path, default=pathlib.Path("../shared"))
    arguments.add_argument("--sentences", type=int, default=1000, help="of each language")
    arguments.add_argument("--show", type=int, default=0, metavar="N", help="examples of each corpus")
    options = arguments.parse_args()
    by_language = {"zh": {}, "en": {}}
    for path in sorted((options.corpora / "dev/ner").glob("*.jsonl")):
        sentences, language = silent_sentences(path)
        if sentences:
            by_language[language][path.stem] = sentences
    if not any(by_language.values()):
        sys.exit("silence: no corpora in %s: there is nothing to measure" % options.corpora)
    print("%-28s%10s%12s%10s" % ("corpus", "sentences", "with a name", "percent"))
    read = wrong = 0
    for language, corpora in by_language.items():
        for name, sentences in sorted(shared_out(corpora, options.sentences).items()):
            found = names_found(options.binary, sentences, language)
            noisy = [(sentence, names) for sentence, names in zip(sentences, found) if names]
            read, wrong = read + len(sentences), wrong + len(noisy)
            print("%-28s%10d%12d%10.1f" % (name, len(sentences), len(noisy), 100 * len(noisy) / len(sentences)))
            for sentence, names in spread(noisy, options.show):
                print("    %s | %s" % (", ".join("%s %s" % pair for pair in names), sentence))
    print("%-28s%10d%12d%10.1f" % ("all", read, wrong, 100 * wrong / read))


if __name__ == "__main__":
    main()
