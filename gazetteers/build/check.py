#!/usr/bin/env python3
"""Sanity of the shipped gazetteers: every file parses, no duplicate or empty names, no strong name that is a frequent ordinary word.

    python3 gazetteers/build/check.py
"""
import os
import re
import sys
import unicodedata

OUT = os.path.dirname(os.path.dirname(os.path.abspath(__file__)))
TYPES = {'company', 'organization', 'person', 'place', 'product'}
FREQUENT_ZH, FREQUENT_EN = 2.0, 3.0        # a million
problems = 0
# names that are also ordinary words, where the capitals tell: the hand list of strong forms, and the countries
REVIEWED = set(w.strip() for line in open(os.path.join(OUT, 'build', 'hand_strong.txt'), encoding='utf-8') if not line.startswith('#') for w in line.split(';'))


def say(path, line, what):
    global problems
    problems += 1
    if problems <= 200:
        print('%s:%s: %s' % (os.path.relpath(path, os.path.dirname(OUT)), line, what))


def main():
    words = {}
    files = []
    for base, dirs, names in os.walk(OUT):
        dirs.sort()
        for n in sorted(names):
            if n.endswith('.tsv'):
                files.append(os.path.join(base, n))
    tables = {}
    for path in files:
        if os.path.basename(os.path.dirname(path)) not in ('zh', 'en', 'any'):
            say(path, 0, 'is in no folder of a language')
        with open(path, encoding='utf-8', newline='') as f:
            text = f.read()
        if '\r' in text or '\ufeff' in text or not text.endswith('\n'):
            say(path, 0, 'has CR, BOM, or no line end at its end')
        head = None
        table = []
        for i, line in enumerate(text.split('\n')[:-1], 1):
            if line.startswith('#') and head is not None:
                continue
            cells = line.split('\t')
            if head is None:
                head = cells
                continue
            if not line.strip():
                say(path, i, 'empty line')
                continue
            if len(cells) > len(head):
                say(path, i, 'more cells than columns')
            if any(c != c.strip() or '  ' in c for c in cells):
                say(path, i, 'blanks at the ends of a cell, or two in a row')
            if unicodedata.normalize('NFC', line) != line:
                say(path, i, 'not NFC')
            table.append((i, dict(zip(head, cells + [''] * (len(head) - len(cells))))))
        lines = [l for l in text.split('\n')[1:-1] if not l.startswith('#')]
        keys = [l.split('\t') for l in lines]
        if keys != sorted(keys):
            say(path, 0, 'not sorted')
        if len(set(lines)) != len(lines):
            say(path, 0, 'duplicate lines')
        tables[path] = (head, table)
    for path, (head, table) in tables.items():
        if head[:2] == ['word', 'frequency']:
            lang = os.path.basename(os.path.dirname(path))
            seen = set()
            for i, r in table:
                try:
                    words[lang, r['word']] = float(r['frequency'])
                except ValueError:
                    say(path, i, 'frequency is no number')
                if r['word'] in seen:
                    say(path, i, 'told twice: ' + r['word'])
                seen.add(r['word'])
    weights = {}
    total = 0
    for path, (head, table) in tables.items():
        lang = os.path.basename(os.path.dirname(path))
        if head[:2] == ['word', 'class']:
            for i, r in table:
                try:
                    w = float(r['weight'])
                    if not -3 <= w <= (8 if "context" in path else 3):
                        say(path, i, 'weight out of range')
                except ValueError:
                    say(path, i, 'weight is no number')
                k = (lang, r['word'], r['class'])
                if k in weights:
                    say(path, i, 'told twice: %s %s' % k[1:])
                weights[k] = w
                if not r['word'] or not r['class']:
                    say(path, i, 'empty cell')
        elif head[:2] == ['name', 'type']:
            for i, r in table:
                if r['type'] not in TYPES:
                    say(path, i, 'unknown type ' + r['type'])
                forms = [r['name']] + (r['aliases'].split('|') if r.get('aliases') else [])
                total += len(forms)
                if len(set(f.lstrip('~') for f in forms)) != len(forms):
                    say(path, i, 'a form is told twice')
                for f in forms:
                    bare = f.lstrip('~')
                    if not bare.strip() or bare != bare.strip() or f.startswith('~~'):
                        say(path, i, 'empty or badly marked form')
                    if f.startswith('~'):
                        continue
                    han = bool(re.search('[\u3400-\u9fff]', bare))
                    if len(bare) == 1 or not han and len(re.sub('[^A-Za-z0-9]', '', bare)) < 2:
                        say(path, i, 'one character, and not weak: ' + bare)
                    if han and words.get(('zh', bare), 0) >= FREQUENT_ZH or not han and words.get(('en', bare.lower()), 0) >= FREQUENT_EN and bare not in REVIEWED:
                        say(path, i, 'an ordinary word, and not weak: ' + bare)
    keys = {}
    for path, (head, table) in tables.items():
        if head[:2] == ['name', 'type']:
            for i, r in table:
                k = (r['name'].lstrip('~'), r['type'], r.get('id', ''))
                if k in keys and not r.get('id'):
                    say(path, i, 'told twice: %s, first in %s' % (k[0], keys[k]))
                if k in keys and keys[k].split(':')[0] == path:
                    say(path, i, 'told twice: %s' % k[0])
                keys.setdefault(k, '%s:%d' % (path, i))
    classes = {}
    for (lang, w, c) in weights:
        classes[lang, c] = classes.get((lang, c), 0) + 1
    size = 0
    for path, (head, table) in tables.items():
        size += os.path.getsize(path)
        if '-v' in sys.argv:
            print('%-34s %7d rows %9d bytes' % (os.path.relpath(path, OUT), len(table), os.path.getsize(path)))
    if '-v' in sys.argv:
        for k in sorted(classes):
            print('  %s %-22s %6d' % (k + (classes[k],)))
    print('%d files, %d bytes, %d forms of names, %d members of classes, %d words: %s' % (len(tables), size, total, len(weights), len(words), '%d problems' % problems if problems else 'fine'))
    return 1 if problems else 0


if __name__ == '__main__':
    sys.exit(main())
