"""What every build step stands on: reading the facts, writing sorted TSV, and which forms are ordinary words."""
import csv
import math
import os
import re
import unicodedata

HERE = os.path.dirname(os.path.abspath(__file__))
OUT = os.path.dirname(HERE)
FACTS = None


def rows(name):
    """Rows of a facts file as dictionaries."""
    with open(os.path.join(FACTS, name), encoding='utf-8', newline='') as f:
        head = f.readline().rstrip('\n').split('\t')
        for line in f:
            cells = line.rstrip('\n').split('\t')
            cells += [''] * (len(head) - len(cells))
            yield dict(zip(head, cells))


def read_tsv(path):
    """Rows of one of our own TSV files (comments skipped), or nothing if it isn't there."""
    if not os.path.exists(path):
        return
    with open(path, encoding='utf-8') as f:
        head = None
        for line in f:
            line = line.rstrip('\n')
            if not line or line.startswith('#'):
                continue
            cells = line.split('\t')
            if head is None:
                head = cells
                continue
            cells += [''] * (len(head) - len(cells))
            yield dict(zip(head, cells))


def write_tsv(path, columns, table, comment=None):
    """Writes sorted unique rows below gazetteers/; columns that are empty in every row are dropped."""
    table = sorted(set(tuple(clean(c) for c in r) for r in table))
    keep = [i for i, c in enumerate(columns) if i < 2 or any(r[i] for r in table)]
    full = os.path.join(OUT, path)
    os.makedirs(os.path.dirname(full), exist_ok=True)
    with open(full, 'w', encoding='utf-8', newline='\n') as f:
        f.write('\t'.join(columns[i] for i in keep) + '\n')
        if comment:
            f.write('# ' + comment + '\n')
        for r in table:
            f.write('\t'.join(r[i] for i in keep).rstrip('\t') + '\n')
    print('%-36s %7d rows %9d bytes' % (path, len(table), os.path.getsize(full)))


def clean(s):
    return re.sub(r'\s+', ' ', unicodedata.normalize('NFC', str(s))).strip()


def has_han(s):
    return any('\u3400' <= c <= '\u9fff' or '\U00020000' <= c <= '\U0003134f' for c in s)


def clamp(x, low, high):
    return max(low, min(high, x))


class Fold:
    """Traditional to simplified, one character each."""

    def __init__(self):
        self.map = {}
        for r in rows('opencc_t2s_chars.tsv'):
            f, t = r['traditional'], r['simplified'].split('|')[0]
            if len(f) == 1 and len(t) == 1 and f != t:
                self.map[f] = t
        for f, t in (('乾', '干'), ('著', '着'), ('瞭', '了'), ('藉', '借'), ('麼', '么'), ('夥', '伙'), ('徵', '征')):
            self.map[f] = t

    def __call__(self, s):
        return ''.join(self.map.get(c, c) for c in s)


LEAST = 60       # how often a word of the hand list is taken to be seen that the list of words lacks


def wordset_zh():
    """Ordinary words that the tags of the list would leave out."""
    with open(os.path.join(HERE, 'hand_ordinary_zh.txt'), encoding='utf-8') as f:
        return [w for line in f if not line.startswith('#') for w in line.split()]


class Words:
    """Ordinary words of both languages with their frequency in a million."""

    NAME_TAGS = {'nr', 'nrt', 'nrfg', 'ns', 'nt', 'nz'}

    def __init__(self):
        self.zh, self.zh_all, self.zh_char = {}, {}, {}
        total = 0
        for r in rows('words_zh.tsv'):
            n = int(r['freq'])
            total += n
            self.zh_all[r['word']] = (n, r['pos'])
            for c in r['word']:
                self.zh_char[c] = self.zh_char.get(c, 0) + n
            if r['pos'] not in self.NAME_TAGS and has_han(r['word']):
                self.zh[r['word']] = n
        for w in wordset_zh():
            self.zh[w] = max(self.zh_all.setdefault(w, (LEAST, 'n'))[0], LEAST)
        self.zh_total = total
        for w in self.zh:
            self.zh[w] = self.zh[w] * 1e6 / total
        for c in self.zh_char:
            self.zh_char[c] = self.zh_char[c] * 1e6 / total
        self.en, self.en_size = {}, {}
        for r in rows('words_en.tsv'):
            self.en[r['word']] = 10 ** (float(r['zipf'] or 1) - 3)
            if r['scowl_size']:
                self.en_size[r['word']] = int(r['scowl_size'])

    def ordinary_en(self, s, size=60):
        """Is this a single English word that is also an ordinary one?"""
        return self.en_size.get(s.lower(), 99) <= size

    def ordinary_zh(self, s, ppm=0.15):
        return self.zh.get(s, 0) >= ppm


def slug(s):
    s = unicodedata.normalize('NFKD', s)
    s = ''.join(c for c in s if not unicodedata.combining(c)).lower()
    s = re.sub(r'&', ' and ', s)
    s = re.sub(r'[^a-z0-9\u3400-\u9fff]+', '-', s).strip('-')
    return s


def num(x):
    """A weight as it is written: two decimals at most."""
    s = '%.2f' % x
    s = s.rstrip('0').rstrip('.')
    return '0' if s in ('', '-0') else s


def ppm(x):
    return num(x) if x < 10 else '%.1f' % x if x < 100 else '%d' % x
