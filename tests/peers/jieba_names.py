"""Names by jieba's part-of-speech tags (Debian: python3-jieba): JSONL in and out as for compromise.js."""
import json
import logging
import sys

import jieba
from jieba import posseg

KINDS = {"nr": "person", "nrt": "person", "nrfg": "person", "ns": "place", "nt": "org"}


def names(text):
    at = 0
    for word, tag in posseg.cut(text):
        if tag in KINDS:
            yield {"start": at, "end": at + len(word), "type": KINDS[tag]}
        at += len(word)


jieba.setLogLevel(logging.ERROR)
for line in sys.stdin:
    document = json.loads(line)
    print(json.dumps({"id": document["id"], "entities": list(names(document["text"]))}))
