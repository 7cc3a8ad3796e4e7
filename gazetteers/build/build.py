#!/usr/bin/env python3
"""Makes the shipped gazetteers from the facts.

    python3 gazetteers/build/build.py ../shared/facts

Files written by hand (see SOURCES.md) are read where they bear on the rest, and left as they are.
"""
import sys

import common
from common import Fold, Words, ppm, write_tsv

STOP_FIRST = set('''Will May April June August Art Bill Mark Grant Chase Rich Frank Pat Sue Rob Drew Bob Hope Faith Joy Grace Dawn Rose Summer Autumn Winter
    America China London Paris Berlin Israel Asia Dallas Houston Boston Phoenix Denver Brooklyn Virginia Georgia Carolina Dakota Montana Jordan Kenya India Ireland
    Princess Prince King Queen Major Baron Duke Earl Judge Dean Pope Marshall General Bishop Justice Mercedes Porsche Lexus Tesla Chanel Armani Harley Royal
    Amazon Nike Messiah Legend Maverick Ace Blue Star Sky Ocean River Lake Forest Storm Rain Man Son Young Long An In The So See My Do Day Wade
    Male Female Infant Baby Unknown Unnamed Mister Monday Tuesday Wednesday Thursday Friday Saturday Sunday January February March July September October November December
    Journey Heaven Harmony Genesis Trinity Nevaeh Treasure Precious Cash Stone Rock Golden Silver Pearl Ruby Crystal Amber Ivory Hunter Carter Mason'''.split())
KEEP_FIRST = set('Bill Mark Frank Rob Bob Grace Dawn Rose Hope Grant Chase Drew Pat Sue Will Rich Art Carter Mason Hunter Dean Jordan Virginia Georgia April June May Marshall Young Ruby Amber Pearl Crystal Faith Joy Earl'.split())
STOP_LAST = set('''The And Of In On At To For From An As By Or If So Man Men Day Week Month Year House Street Road Park City Town County State Bank Court Church School
    China America England France Germany Japan Israel Iran Texas California London Paris Berlin Rome Monday Friday Sunday March May June August Justice People Money'''.split())


def main():
    common.FACTS = sys.argv[1] if len(sys.argv) > 1 else '../shared/facts'
    steps = sys.argv[2].split(',') if len(sys.argv) > 2 else ['fold', 'classes', 'names', 'words']
    fold, words = Fold(), Words()
    strong = set()
    if 'fold' in steps:
        write_tsv('any/fold.tsv', ['from', 'to'], fold.map.items())
    if 'classes' in steps:
        import classes
        classes.zh(words, fold)
        places = set(r['en'] for r in common.rows('places_world_cities.tsv') if int(r['population'] or 0) > 300000)
        places |= set(r['en'] for r in common.rows('countries.tsv'))
        import handclasses
        handclasses.build(fold)
        classes.en(words, STOP_FIRST - KEEP_FIRST, STOP_LAST, places)
    if 'names' in steps:
        import names
        names.build(words, fold)
    if 'words' in steps:
        import wordlists
        wordlists.build(words)


if __name__ == '__main__':
    main()
