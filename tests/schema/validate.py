#!/usr/bin/env python3
"""Check what extract wrote: against events.schema.json or, for a merge, merged.schema.json, and against what a schema cannot say.

    validate.py [--text DIR] [--offsets code-point|byte|utf16] FILE...

A FILE holds one JSON document, or one a line. `--text DIR`: the articles stand there under the last part of their
document's id, and every mention and trigger must be the text at its offsets. Needs python3-jsonschema.
Exit status: 0 all valid, 1 some not, 2 wrong use.
"""
import argparse
import json
import os
import re
import sys
import warnings
from decimal import Decimal

import jsonschema

HERE = os.path.dirname(os.path.abspath(__file__))
# One unit of an encoding's bytes an offset; UTF-32 has one code point a unit.
ENCODINGS = {"code-point": ("utf-32-le", 4), "byte": ("utf-8", 1), "utf16": ("utf-16-le", 2)}


def no_duplicates(pairs):
    """An object as a dict; a key that stands in it twice is a mistake, which json would pass over."""
    keys = [key for key, _ in pairs]
    if len(set(keys)) != len(keys):
        raise ValueError("a key stands twice in one object: %s" % sorted(k for k in keys if keys.count(k) > 1)[0])
    return dict(pairs)


def no_constant(name):
    raise ValueError("%s is no JSON" % name)


def parse(text):
    """Numbers with a point stay exact decimals; NaN is refused."""
    return json.loads(text, object_pairs_hook=no_duplicates, parse_float=Decimal, parse_constant=no_constant)


def documents(path):
    """The JSON documents of a file: one, or one a line."""
    with open(path, encoding="utf-8", newline="") as file:
        text = file.read()
    try:
        return [parse(text)]
    except json.JSONDecodeError:
        return [parse(line) for line in text.split("\n") if line.strip()]


def number_of(identifier):
    return int(identifier[1:])


def check_ids(output):
    """Ids count from 1 in their order, and every id that is pointed at is there."""
    known = {}
    for section, letter in (("entities", "e"), ("mentions", "m"), ("events", "v")):
        known[letter] = [each["id"] for each in output[section]]
        if known[letter] != ["%s%d" % (letter, i + 1) for i in range(len(known[letter]))]:
            yield "%s: ids do not count from 1" % section

    def missing(value, where, pointers):
        if isinstance(value, dict):
            for key, inner in value.items():
                if key in pointers and isinstance(inner, str):
                    if inner not in known[inner[0]]:
                        yield "%s/%s: %s is not there" % (where, key, inner)
                elif key not in ("why", "attributes"):
                    yield from missing(inner, "%s/%s" % (where, key), pointers)
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                yield from missing(inner, "%s/%d" % (where, i), pointers)

    for section in ("document", "entities", "mentions", "events", "timeline", "relations"):
        yield from missing(output[section], section, ("from", "to") if section == "relations" else ("entity", "mention", "event"))


def check_entities(output):
    """A mention names its entity, and the entity lists it."""
    listed = {}
    for entity in output["entities"]:
        for mention in entity["mentions"]:
            listed.setdefault(mention, set()).add(entity["id"])
    named = {m["id"]: {m["entity"]} for m in output["mentions"] if "entity" in m}
    for mention in sorted(set(listed) | set(named), key=number_of):
        if listed.get(mention) != named.get(mention):
            yield "%s: its entity is %s, but it is listed by %s" % (
                mention, sorted(named.get(mention, ())), sorted(listed.get(mention, ())))


def check_order(output):
    """Mentions in the order of the text, each with its end behind its begin; each event once in the timeline."""
    before = 0
    for mention in output["mentions"]:
        if not before <= mention["start"] < mention["end"]:
            yield "%s: %d-%d is out of order" % (mention["id"], mention["start"], mention["end"])
        before = mention["start"]
    if [place["order"] for place in output["timeline"]] != list(range(1, len(output["timeline"]) + 1)):
        yield "timeline: the order does not count from 1"
    told, placed = sorted(e["id"] for e in output["events"]), sorted(p["event"] for p in output["timeline"])
    if told != placed:
        yield "timeline: has not each event once"
    dates = {event["id"]: event.get("date", {}).get("value") for event in output["events"]}
    for place in output["timeline"]:
        if place.get("date") != dates.get(place["event"]):
            yield "timeline/%d: its date is not that of %s" % (place["order"] - 1, place["event"])
    for event in output["events"]:
        for told in event["told"]:
            if not told["sentence"]["start"] <= told["trigger"]["start"] < told["trigger"]["end"] <= told["sentence"]["end"]:
                yield "%s: its trigger stands outside of its sentence" % event["id"]


def check_values(output):
    """Intervals that run forwards. Days compare as text."""
    plain = re.compile(r"^\d{4}-")
    for each in output["mentions"] + [dict(e["date"], id=e["id"]) for e in output["events"] if "date" in e]:
        begin, until = each.get("begin"), each.get("until")
        if begin and until and plain.match(begin) and plain.match(until) and begin[:10] > until[:10]:
            yield "%s: begins %s after it ends %s" % (each["id"], begin, until)
        if "min" in each and each["min"] > each["max"]:
            yield "%s: min is more than max" % each["id"]


def article(directory, identifier):
    """The text as extract reads it, or None where it is no UTF-8 file of that folder."""
    path = os.path.join(directory, os.path.basename(identifier))
    if not os.path.isfile(path):
        return None
    with open(path, "rb") as file:
        raw = file.read()
    text = raw.decode("utf-8-sig", errors="replace").replace("\0", "\ufffd")
    return None if raw[:2] in (b"\xff\xfe", b"\xfe\xff") else text


def check_text(output, directory, offsets):
    """Every mention and trigger is what stands at its offsets."""
    text = article(directory, output["document"]["id"])
    if text is None:
        yield "document: no text %s in %s" % (output["document"]["id"], directory)
        return
    encoding, width = ENCODINGS[offsets]
    units = text.encode(encoding)
    pieces = [(m["id"], m) for m in output["mentions"]]
    pieces += [(e["id"], told["trigger"]) for e in output["events"] for told in e["told"]]
    for identifier, piece in pieces:
        found = units[piece["start"] * width:piece["end"] * width].decode(encoding, errors="replace")
        if found != piece["text"]:
            yield "%s: %d-%d is %r, not %r" % (identifier, piece["start"], piece["end"], found, piece["text"])


def as_floats(value):
    """jsonschema takes a Decimal for no number: as the schema sees it, it is a float."""
    if isinstance(value, Decimal):
        return float(value)
    if isinstance(value, dict):
        return {key: as_floats(inner) for key, inner in value.items()}
    return [as_floats(inner) for inner in value] if isinstance(value, list) else value


def schema_errors(validator, output):
    for error in sorted(validator.iter_errors(as_floats(output)), key=lambda e: [str(part) for part in e.absolute_path]):
        yield "%s: %s" % ("/".join(str(part) for part in error.absolute_path), error.message[:300])


def check_merge_ids(output):
    """Ids count from 1 in their order, and every id that is pointed at is there."""
    known = {letter: ["%s%d" % (letter, i + 1) for i in range(len(output[section]))]
             for section, letter in (("documents", "d"), ("entities", "e"), ("events", "v"))}
    for section, letter in (("documents", "d"), ("entities", "e"), ("events", "v")):
        if [each["id"] for each in output[section]] != known[letter]:
            yield "%s: ids do not count from 1" % section

    def walk(value, where):
        if isinstance(value, dict):
            for key, inner in value.items():
                pointer = key in ("document", "entity", "event") or (key in ("from", "to") and where.startswith("relations"))
                for identifier in inner if key == "documents" and where else [inner] if pointer else ():
                    if identifier not in known.get(identifier[0], ()):
                        yield "%s/%s: %s is not there" % (where, key, identifier)
                if key != "attributes":
                    yield from walk(inner, "%s/%s" % (where, key) if where else key)
        elif isinstance(value, list):
            for i, inner in enumerate(value):
                yield from walk(inner, "%s/%d" % (where, i))
    yield from walk(output, "")


def check_merge_events(output):
    """Each event once in the timeline, with its date; what all documents say is what some document says."""
    if [place["order"] for place in output["timeline"]] != list(range(1, len(output["timeline"]) + 1)):
        yield "timeline: the order does not count from 1"
    events = {event["id"]: event for event in output["events"]}
    if sorted(events) != sorted(place["event"] for place in output["timeline"]):
        yield "timeline: has not each event once"
        return
    for place in output["timeline"]:
        if place.get("date") != events[place["event"]].get("date", {}).get("value"):
            yield "timeline/%d: its date is not that of %s" % (place["order"] - 1, place["event"])
    for event in output["events"]:
        tellers = [a["document"] for a in event["accounts"]]
        if tellers != sorted(tellers, key=number_of):
            yield "%s: its accounts are out of order" % event["id"]
        for argument in event["arguments"]:
            if not set(argument["documents"]) <= set(tellers):
                yield "%s: %s of a document that does not tell it" % (event["id"], argument["role"])
        if "date" in event and event["date"]["value"] not in [a.get("date", {}).get("value") for a in event["accounts"]]:
            yield "%s: a date that no document tells" % event["id"]


def check_merge_text(output, directory):
    """Everything that an account quotes stands in its document at its offsets (code points alone)."""
    texts = {d["id"]: article(directory, d["name"]) for d in output["documents"]}
    for event in output["events"]:
        for account in event["accounts"]:
            text = texts[account["document"]]
            for piece in account["arguments"] + [t["trigger"] for t in account["told"]]:
                if text is not None and text[piece["start"]:piece["end"]] != piece["text"]:
                    yield "%s: %d-%d of %s is not %r" % (event["id"], piece["start"], piece["end"], account["document"], piece["text"])


def mistakes(validators, output, options):
    merged = isinstance(output, dict) and "documents" in output
    found = list(schema_errors(validators["merged" if merged else "events"], output))
    if found:
        return found
    if merged:
        found = list(check_merge_ids(output)) + list(check_merge_events(output))
        return found + list(check_merge_text(output, options.text) if options.text and options.offsets == "code-point" else ())
    for check in (check_ids, check_entities, check_order, check_values):
        found += check(output)
    if options.text:
        found += check_text(output, options.text, options.offsets)
    return found


def main():
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--text", metavar="DIR", help="the folder of the articles: check the texts of mentions too")
    parser.add_argument("--offsets", choices=sorted(ENCODINGS), default="code-point")
    parser.add_argument("files", nargs="+", metavar="FILE")
    options = parser.parse_args()
    warnings.simplefilter("ignore", DeprecationWarning)        # RefResolver: its successor is not in Debian 12
    schemas = {}
    for name in ("events", "merged"):
        with open(os.path.join(HERE, name + ".schema.json"), encoding="utf-8") as file:
            schemas[name] = json.load(file)
        jsonschema.Draft7Validator.check_schema(schemas[name])
    store = {schema["$id"]: schema for schema in schemas.values()}
    validators = {name: jsonschema.Draft7Validator(schema, resolver=jsonschema.RefResolver.from_schema(schema, store=store))
                  for name, schema in schemas.items()}
    valid = invalid = 0
    for path in options.files:
        try:
            outputs = documents(path)
        except (OSError, ValueError) as error:
            outputs = []
            found = [str(error)]
        else:
            found = [] if outputs else ["no JSON document"]
        for output in outputs:
            found += mistakes(validators, output, options)
        for mistake in found:
            print("%s: %s" % (path, mistake), file=sys.stderr)
        valid, invalid = valid + (not found), invalid + bool(found)
    print("%d valid, %d invalid" % (valid, invalid))
    return 1 if invalid else 0


if __name__ == "__main__":
    sys.exit(main())
