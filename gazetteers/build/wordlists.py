"""Ordinary words with their frequency in a million, without the words that are mainly names."""
import os
import re

from common import OUT, has_han, ppm, read_tsv, write_tsv

STRONG_NAMES = None
MAINLY_NAMES = set('''john james jack david michael peter paul george thomas robert richard william charles henry edward joseph simon adam alan andrew anna anne barbara ben brian carol chris christine
    daniel diana donald douglas elizabeth emily emma eric francis fred gary helen ian jane jean jeff jennifer jeremy jerry jim joan joe jonathan karen kate kathy keith kelly kenneth kevin larry laura lee linda lisa
    louis lucy margaret maria martha martin mary matt matthew mike nancy nicholas nick nicole oliver pamela patricia patrick phil philip rachel ralph raymond rebecca roger ronald ross roy russell ryan sam samantha sandra
    sara sarah scott sean sharon stephanie stephen steve steven stuart susan ted terry tim timothy tom tony victor victoria vincent walter wayne jimmy johnny johnnie jacob joshua hannah jessica josh alex albert alfred
    benjamin bobby clark craig dan danny dave derek don duncan evan gordon graham howard hugh ivan jason jay julia julian justin leo leonard lewis luke malcolm marcus maurice max neil norman oscar pete randall rick robin rod sally samuel stanley trevor
    warren johnson anderson thompson wilson davis harris jackson jones smith williams taylor murray allen musk trump obama biden clinton bush putin macron merkel nixon reagan thatcher churchill lenin stalin hitler
    london paris berlin moscow tokyo beijing shanghai boston chicago houston dallas austin seattle miami detroit denver phoenix washington california texas florida virginia carolina georgia america china india japan
    russia france germany italy spain canada mexico brazil australia england scotland ireland wales britain israel iran iraq syria egypt turkey africa europe asia google microsoft facebook twitter amazon'''.split())
MAINLY_NAMES -= {'turkey', 'max', 'jay', 'rod', 'rick', 'robin', 'bush', 'don', 'josh', 'ross', 'phoenix', 'jean', 'amazon', 'nick', 'mark', 'jack', 'musk', 'trump'} - {'musk', 'trump'}


def strong_forms():
    if STRONG_NAMES is not None:
        return STRONG_NAMES
    out = set()
    for base, _, files in os.walk(OUT):
        if base.endswith('build'):
            continue
        for f in files:
            if f.endswith('.tsv'):
                for r in read_tsv(os.path.join(base, f)):
                    if 'name' in r and 'type' in r:
                        for n in [r['name']] + r.get('aliases', '').split('|'):
                            if n and not n.startswith('~'):
                                out.add(n)
    return out


def build(words):
    strong = strong_forms()
    lower = set(s.lower() for s in strong)
    table = []
    for w, f in words.zh.items():
        if not re.match(r'^[\u3400-\u9fff]+$', w) or w in strong or len(w) > 6:
            continue
        table.append((f, w))
    table.sort(key=lambda x: (-x[0], x[1]))
    write_tsv('zh/words.tsv', ['word', 'frequency'], [(w, ppm(f)) for f, w in table[:90000]])
    table = []
    for w, size in words.en_size.items():
        f = words.en.get(w, 0)
        if not re.match(r"^[a-z]+(?:[-'][a-z]+)*$", w) or w in MAINLY_NAMES or w in lower and size > 35:
            continue
        if len(w) == 1 and w not in ('a', 'i', 'o'):
            continue
        if size > 70 and f < 0.1 or f < 0.02:
            continue
        table.append((f, w))
    have = set(w for _, w in table)
    for w in 'monday tuesday wednesday thursday friday saturday sunday january february march april may june july august september october november december'.split():
        if w not in have:
            table.append((words.en.get(w, 50), w))
    table.sort(key=lambda x: (-x[0], x[1]))
    write_tsv('en/words.tsv', ['word', 'frequency'], [(w, ppm(f)) for f, w in table[:40000]])
