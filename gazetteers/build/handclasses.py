"""Expands the hand-written class lists (hand_classes_*.txt) to TSV, one file a group of classes."""
import os
from common import HERE, num, rows, write_tsv

FILES = {'title_person': 'title', 'honorific': 'title', 'company_suffix': 'company', 'company_head': 'company', 'company_tail': 'company', 'org_tail': 'organization', 'org_head': 'organization',
         'place_head': 'place', 'abbreviation': 'abbreviation', 'demonym': 'demonym', 'function_word': 'function', 'no_name': 'function', 'generation': 'function', 'governs': 'function', 'own_subject': 'function', 'told_first': 'function', 'reports': 'function', 'noun_person': 'noun', 'noun_company': 'noun', 'noun_organization': 'noun', 'noun_place': 'noun', 'noun_product': 'noun', 'phrase_stop': 'noun', 'phrase_article': 'noun', 'plain_acronym': 'acronym', 'shouted_word': 'acronym'}


def build(fold):
    for lang in ('zh', 'en'):
        best = {}
        with open(os.path.join(HERE, 'hand_classes_%s.txt' % lang), encoding='utf-8') as f:
            for n, line in enumerate(f, 1):
                line = line.strip()
                if not line or line.startswith('#'):
                    continue
                head, _, body = line.partition('|')
                cls, weight = head.split()
                for w in (body.split() if lang == 'zh' else body.split(';')):
                    w = w.strip()
                    if w and w not in ('|',):
                        key = (w, cls)
                        best[key] = max(best.get(key, -9), float(weight))
        groups = {}
        for (w, cls), x in best.items():
            groups.setdefault(FILES.get(cls, 'context'), []).append((w, cls, num(x)))
        for g, table in groups.items():
            write_tsv('%s/classes_%s.tsv' % (lang, g), ['word', 'class', 'weight'], table)
