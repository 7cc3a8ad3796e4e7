#!/usr/bin/env python3
"""Who is who in the golden articles, against chains annotated by hand: B-cubed (Bagga and Baldwin 1998).

    bcubed.py [--binary build/extract] [--errors] [ARTICLE...]

Beside each tests/articles/NAME.txt, chains/NAME.tsv holds the mentions of people, companies, organizations and places and the
chain of each (chains/README.md says by which conventions). A mention counts as found where its span is exactly the annotated
one; types are not compared.

Precision is the mean over the program's mentions of the part of the mention's entity that is annotated as one chain with it;
recall the mean over the annotated mentions of the part of the mention's chain that the program holds to be one entity with it.
A mention that the other side lacks counts as wrong: 0 for itself, and nothing in common with the rest of its chain. Overall
figures are over the mentions of all articles, not means of the articles' figures. "names" leaves pronouns and noun phrases out
on both sides. --errors shows what is missed, what is too much and what is in a wrong chain.
"""
import argparse
import collections
import json
import pathlib
import subprocess

HERE = pathlib.Path(__file__).resolve().parent
TYPES = {"person", "company", "organization", "place"}


def annotated(path):
    """{span: chain} of a file of chains, {span: form}."""
    chains, forms = {}, {}
    for line in path.read_text(encoding="utf-8").splitlines():
        if line and not line.startswith("#"):
            chain, _, form, start, end, _ = line.split("\t")
            chains[int(start), int(end)] = chain
            forms[int(start), int(end)] = form
    return chains, forms


def found(binary, path):
    """The same of what the program says."""
    run = subprocess.run([binary, str(path)], capture_output=True, text=True, check=True)
    chains, forms = {}, {}
    for mention in json.loads(run.stdout)["mentions"]:
        if mention.get("entity") and mention["type"] in TYPES:
            span = mention["start"], mention["end"]
            chains[span], forms[span] = mention["entity"], mention["form"]
    return chains, forms


def members(chains):
    sets = collections.defaultdict(set)
    for span, chain in chains.items():
        sets[chain].add(span)
    return sets


def shares(ours, theirs):
    """Of each mention of ours, the part of its chain that they hold to be one with it."""
    sets, their_sets = members(ours), members(theirs)
    return [len(sets[chain] & their_sets[theirs[span]]) / len(sets[chain]) if span in theirs else 0.0 for span, chain in ours.items()]


def names_only(side):
    chains, forms = side
    return {span: chain for span, chain in chains.items() if forms[span] == "name"}


def rates(right, said, wanted):
    """Precision, recall and F1 of (sum over the program's, sum over the annotated ones), in percent."""
    p = 100 * right[0] / said if said else 0.0
    r = 100 * right[1] / wanted if wanted else 0.0
    return p, r, 2 * p * r / (p + r) if p + r else 0.0


class Tally:
    def __init__(self):
        self.sums = [0.0] * 5

    def add(self, gold, system):
        common = len(gold.keys() & system.keys())
        new = [common, len(system), len(gold), sum(shares(system, gold)), sum(shares(gold, system))]
        self.sums = [a + b for a, b in zip(self.sums, new)]
        return self

    def text(self):
        common, said, wanted, p, r = self.sums
        return "  ".join("%5.1f %5.1f %5.1f" % rates(pair, said, wanted) for pair in ((common, common), (p, r)))


def show_errors(text, gold, system):
    """Missed, too much, and of the mentions both have those whose entity is mostly another chain."""
    def at(span):
        return f"{text[max(0, span[0] - 12):span[0]]}[{text[slice(*span)]}]{text[span[1]:span[1] + 10]}".replace("\n", " ")
    sets = members(gold)
    for span in sorted(gold.keys() - system.keys()):
        print("    missed  ", at(span), gold[span])
    for span in sorted(system.keys() - gold.keys()):
        print("    too much", at(span), system[span])
    label = {}
    for entity, spans in members(system).items():
        count = collections.Counter(gold[span] for span in spans if span in gold)
        label[entity] = count.most_common(1)[0][0] if count else None
    for span in sorted(gold.keys() & system.keys()):
        if label[system[span]] != gold[span]:
            print("    chain   ", at(span), gold[span], "in", label[system[span]])
    for chain, spans in sets.items():
        entities = {system[span] for span in spans if span in system and label[system[span]] == chain}
        if len(entities) > 1:
            print("    torn    ", chain, [sorted({text[slice(*span)] for span in spans if system.get(span) == e}) for e in sorted(entities)])


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--binary", default="build/extract")
    parser.add_argument("--errors", action="store_true")
    parser.add_argument("articles", nargs="*")
    options = parser.parse_args()
    every, names = Tally(), Tally()
    print(f"{'':16} {'mentions P, R, F1':^18} {'B-cubed P, R, F1':^18} {'names: mentions':^19} {'names: B-cubed':^18}")
    for path in sorted((HERE / "articles" / "chains").glob("*.tsv")):
        if options.articles and path.stem not in options.articles:
            continue
        article = HERE / "articles" / (path.stem + ".txt")
        gold, system = annotated(path), found(options.binary, article)
        pairs = (gold[0], system[0]), (names_only(gold), names_only(system))
        print(f"{path.stem:16} {Tally().add(*pairs[0]).text()}  {Tally().add(*pairs[1]).text()}")
        every.add(*pairs[0])
        names.add(*pairs[1])
        if options.errors:
            show_errors(article.read_text(encoding="utf-8"), *pairs[0])
    print(f"{'all':16} {every.text()}  {names.text()}")


if __name__ == "__main__":
    main()
