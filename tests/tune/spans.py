#!/usr/bin/env python3
"""Join articles with the names that stand in them:  spans.py ARTICLES.jsonl SPANS.tsv > CORPUS.jsonl

SPANS.tsv holds no text: a line is the article's id, how much of it was read (code points), the CRC-32 of that as UTF-8, and the names
as BEGIN-END:TYPE. Articles that are not those that were read are left out, with a message.
"""
import json, sys, zlib

TYPES = ['person', 'company', 'organization', 'place']


def main(articles, spans):
    with open(articles, encoding='utf-8') as lines:
        texts = {a['id']: a for a in map(json.loads, lines)}
    with open(spans, encoding='utf-8') as rows:
        next(rows)
        for row in rows:
            name, length, crc, names = row.rstrip('\n').split('\t')
            text = texts.get(name, {'text': ''})['text'][:int(length)]
            if zlib.crc32(text.encode()) != int(crc):
                print(f'{spans}: {name} is missing, or is not the article that was read', file=sys.stderr)
                continue
            entities = []
            for part in names.split():
                where, kind = part.split(':')
                begin, end = map(int, where.split('-'))
                entities.append({'start': begin, 'end': end, 'type': kind})
            print(json.dumps({'id': name, 'lang': texts[name].get('lang'), 'text': text, 'types': TYPES, 'entities': entities}, ensure_ascii=False))


if __name__ == '__main__':
    main(*sys.argv[1:])
