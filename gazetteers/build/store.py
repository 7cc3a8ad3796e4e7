"""Entities while they are gathered: one id may be told by several sources, and each form is judged strong or weak once."""
import os
import re

from common import HERE, clean, has_han, slug

COLUMNS = ['name', 'type', 'aliases', 'id', 'country', 'ticker', 'sector', 'parent', 'role']

# Known ids of the entities that are told most often (facts of Wikidata, CC0).
QIDS = {}
for line in open(os.path.join(HERE, 'hand_qids.txt'), encoding='utf-8'):
    line = line.strip()
    if line and not line.startswith('#'):
        name, _, qid = line.rpartition(' ')
        QIDS[name] = qid


def wordset(name):
    out = set()
    for line in open(os.path.join(HERE, name), encoding='utf-8'):
        if not line.startswith('#'):
            out.update(w.strip() for w in line.strip().split(';') if w.strip())
    return out


WEAK = wordset('hand_weak.txt')        # forms that are weak whatever the lists say
STRONG = wordset('hand_strong.txt')    # forms that look like ordinary words, and are names in the news nearly always
DROP = wordset('hand_drop.txt')        # forms that are never shipped
WEAK_PLACES = set(w for line in open(os.path.join(HERE, 'hand_weak_places.txt'), encoding='utf-8') if not line.startswith('#') for w in line.split())
STRONG_FOLDED = set(s.lower() for s in STRONG)


class Judge:
    """Is a form weak: does it count only with support?"""

    def __init__(self, words, fold, first, last):
        self.words, self.fold, self.first, self.last = words, fold, first, last
        self.asked = {}

    def weak(self, form, kind):
        if form in WEAK:
            return True
        if form in STRONG:
            return False
        if has_han(form):
            f = self.fold(form)
            if len(f) == 1:
                return True
            return self.words.zh.get(f, 0) >= 0.15 and self.words.zh_all[f][1] != 'j'     # 简称 are names
        letters = re.sub(r'[^A-Za-z]', '', form)
        if len(letters) <= 2 and not re.search(r'\d{2}', form):
            return True
        if ' ' not in form and self.words.ordinary_en(form):
            return True
        if form.lower().startswith('the ') and self.words.ordinary_en(form[4:]):
            return True
        if kind != 'person' and ' ' not in form and (form in self.first or form in self.last):
            return True
        return False


    def phrase(self, form):
        """Are all words of a form ordinary ones, so that it may well stand in running text: Financial Institutions?"""
        parts = [w for w in form.split() if w.lower() not in ('of', 'and', 'the', 'for', '&', 'a', 'in')]
        return ' ' in form and len(parts) <= 3 and form not in STRONG and all(self.words.en_size.get(w.lower(), 99) <= 50 for w in parts)


class Store:
    def __init__(self, judge):
        self.judge = judge
        self.items = {}         # (id, type, file) -> row
        self.by_ticker = {}     # ticker -> (id, type)
        self.by_name = {}       # (type, folded name) -> id
        self.by_any = {}        # the same, of names that do not decide on identity elsewhere: the hand lists join them

    def key(self, kind, form):
        return kind, re.sub(r'[\s.,\-·’\']+', '', form.lower())

    def find(self, kind, *forms):
        for f in forms:
            if f:
                i = self.by_name.get(self.key(kind, f))
                if i:
                    return i
        return None

    def add(self, file, kind, names, id=None, weak=(), strong=(), ticker='', main=True, **attributes):
        """names: the first is the name, the others are aliases. weak: forms known to be weak."""
        names = [clean(n) for n in names]
        names = [n.replace('|', '/') for n in names if n and n not in DROP and not n.startswith('~')]
        names = list(dict.fromkeys(names))
        if not names:
            return None
        tickers = [t for t in ticker.split('|') if t]
        if id is None:
            for t in tickers:
                if t in self.by_ticker and self.by_ticker[t][1] == kind:
                    id = self.by_ticker[t][0]
            id = id or self.find(kind, *names[:1])
            if id is None:
                qid = next((QIDS[n] for n in names if n in QIDS), None)
                id = qid or (tickers[0] if tickers else 'x:' + (next((slug(n) for n in names if not has_han(n) and slug(n)), None) or slug(names[0])))
        for t in tickers:
            self.by_ticker.setdefault(t, (id, kind))
        row = self.items.setdefault((file, id or '\0' + names[0], kind), {'names': [], 'weak': set(), 'attributes': {}})
        for n in names:
            if n not in row['names']:
                row['names'].append(n)
            if n in strong:
                row['weak'].discard(n)          # even where an earlier list has it weak
            elif n in weak or self.judge.weak(n, kind):
                row['weak'].add(n)
            if n not in row['weak'] and (attributes.get('sector') == 'subdivision' or self.key(kind, n) not in self.by_any):
                self.by_any[self.key(kind, n)] = id
            if main and n not in row['weak']:
                self.by_name.setdefault(self.key(kind, n), id)
        a = row['attributes']
        if tickers:
            a['ticker'] = '|'.join(dict.fromkeys(a.get('ticker', '').split('|') + tickers)).strip('|')
        for k, v in attributes.items():
            if v and not a.get(k):
                a[k] = v
        return id

    def tables(self):
        """file -> rows; a form told strong in an earlier file for the same id isn't told again."""
        files = {}
        for (file, id, kind), row in self.items.items():
            names = row['names']
            mark = lambda n: '~' + n if n in row['weak'] else n
            a = row['attributes']
            files.setdefault(file, []).append([mark(names[0]), kind, '|'.join(mark(n) for n in names[1:]), '' if id.startswith('\0') else id] + [a.get(c, '') for c in COLUMNS[4:]])
        return files
