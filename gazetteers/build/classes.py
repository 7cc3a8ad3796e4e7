"""Word classes that are counted from lists: surnames, given names, transliteration characters, first and last names."""
import math
import re
import unicodedata

from common import clamp, has_han, num, read_tsv, rows, write_tsv, OUT
import os

MOST_TRANSLIT, MOST_SURNAMES = 450, 590
KNOWN_DOUBLE = '欧阳 司马 上官 诸葛 东方 皇甫 尉迟 公孙 慕容 令狐 司徒 端木 夏侯 轩辕 长孙 宇文 南宫 西门 独孤 百里 呼延 申屠 太史 闻人 澹台 公冶 濮阳 钟离 鲜于 闾丘 司空 万俟 赫连 完颜 纳兰 拓跋 第五 欧 冼'.split()
NEVER = set('的不了是在和有这那我你他她它们就也都很吗呢吧啊把被让给跟与或但而且并因所以如若则虽之其此该各每某什么怎谁哪几个些只另又再更最已曾将要能会可应请从向对于为')
NOT_GIVEN = {'先生', '某某', '大哥', '大姐', '女士', '小姐', '太太', '老师', '夫人', '同志', '师傅', '记者', '先锋', '之后', '大人', '老板', '姑娘',
             '奶奶', '爷爷', '哥哥', '姐姐', '弟弟', '妹妹', '妈妈', '爸爸', '叔叔', '阿姨', '主任', '书记', '教授', '校长', '局长', '总理', '主席', '医生', '律师'}

# in the list of foreign names, and seldom people's
NOT_FOREIGN = set('穆斯林 伊斯兰 维吾尔 奥斯卡 奥斯曼 香奈儿 雪铁龙 迪士尼 奥特曼 帕斯卡 法兰克 阿尔 巴特 罗斯 拉夫 特里 索比 加尔 温克 布斯 古丁 马林 卡特 诺尔 拉拉 卡伦 别克 可可 伯格 尔德 斯坦 马克 美元 欧元 高地 拉丁'.split())


def zh(words, fold):
    out = []
    # surnames: how often among people against how often the character stands alone as a word
    seen = set()
    for r in rows('zh_surnames.tsv'):
        s = fold(r['surname'])
        if s in seen or not has_han(s):
            continue
        p = float(r['ppm'] or 0)
        w = words.zh.get(s, 0)
        if len(s) == 1:
            if s in NEVER and s not in '于何和曾从应向':
                continue
            if p < 2 or (w > 100 and p < 60) or (w > 5 and p < 10):
                continue
            x = 0.6 * math.log((p + 1) / (w + 50)) - 1.3 + 0.15 * math.log10(p + 1)
        else:
            if r['in_cedict'] != '1' and p < 1:
                continue
            if w > 3:
                continue
            x = 0.9 + 0.25 * math.log10(p + 1) - 0.8 * math.log10(w + 1)
            if len(s) > 2:
                x = 0.3
        seen.add(s)
        out.append((s, 'surname', num(clamp(x, -1.5, 2))))
    for s in KNOWN_DOUBLE:
        if s not in seen:
            seen.add(s)
            out.append((s, 'surname', '0.5' if s in ('东方', '百里', '第五', '西门') else '1.2'))
    # the most frequent, and every surname of two characters that the hand list names
    rank = {fold(r['surname']): float(r['ppm'] or 0) for r in reversed(list(rows('zh_surnames.tsv')))}
    out = sorted(out, key=lambda o: (-(1e9 if o[0] in KNOWN_DOUBLE else rank.get(o[0], 0)), o[0]))[:MOST_SURNAMES]
    write_tsv('zh/classes_surname.tsv', ['word', 'class', 'weight'], out)

    out = []
    singles = 0
    given_chars = list(rows('zh_given_chars.tsv'))
    singles = sum(int(r['n_single'] or 0) for r in given_chars)
    seen = set()
    for r in given_chars:
        c = fold(r['char'])
        if c in seen or not has_han(c) or c in NEVER - set('之其若如可君与应向为和能将令曾') or c in '的不了是在吗呢':
            continue
        seen.add(c)
        p = float(r['ppm'] or 0)
        text = words.zh_char.get(c, 0.2)
        n = sum(int(r[k] or 0) for k in ('n_single', 'n_first', 'n_second'))
        if p < 3 and n < 3:
            continue
        x = 0.5 * math.log((p + 3) / (text + 20)) - 0.1
        x = clamp(x, -2, 1.5)
        if n >= 2 or p > 40:
            out.append((c, 'given', num(x)))
        ns = int(r['n_single'] or 0)
        if ns >= 2 or p > 300:
            ps = (ns + 0.5) * 1e6 / (singles + 1)
            alone = words.zh.get(c, 0)
            x = 0.45 * math.log((ps + 50) / (alone + 40)) - 0.7
            out.append((c, 'given_single', num(clamp(x, -2, 1.5))))
    for r in rows('zh_given_names.tsv'):
        g = fold(r['given_name'])
        n = int(r['count'])
        if len(g) != 2 or g in NOT_GIVEN or n < 3:
            continue
        w = words.zh.get(g, 0)
        x = 0.5 + 0.25 * math.log(n / 3)
        if r['ordinary_word'] == '1' or w > 0.3:
            x = x - 0.3 - 0.45 * math.log(w + 1)
            if w > 30 and n < 15:
                continue
        if any(c in '的不了是在' for c in g):
            continue
        out.append((g, 'given', num(clamp(x, -2, 1.5))))
    write_tsv('zh/classes_given.tsv', ['word', 'class', 'weight'], out)

    out = []
    table = list(rows('zh_transliteration_chars.tsv'))
    total = sum(int(r['total']) for r in table)
    firsts = sum(int(r['n_first']) for r in table)
    bad = NEVER - set('可加其什莫哈于之让给能多朵与其如若')
    for r in table:
        c = r['char']
        n, nf = int(r['total']), int(r['n_first'])
        if c in bad or c in '的不了是在和有这那我你他等说' or n < 4 or not has_han(c):
            continue
        text = words.zh_char.get(c, 0.2)
        x = 0.5 * math.log(n * 1e6 / total / (text + 30)) + 0.15 - (0.4 if n < 15 else 0)
        if x <= -1 and n < 25:
            continue
        out.append((c, 'translit', num(clamp(x, -1, 1.5))))
        if nf >= 3:
            x = 0.5 * math.log(nf * 1e6 / firsts / (text + 30)) + 0.1
            out.append((c, 'translit_first', num(clamp(x, -1, 1.5))))
    # a class of more than 600 members is matched by its shape alone; the rare characters would say little
    typical = sorted((r for r in table if any(o[:2] == (r['char'], 'translit') for o in out)), key=lambda r: -int(r['total']))[:MOST_TRANSLIT]
    typical = set(r['char'] for r in typical)
    out = [o for o in out if o[0] in typical]
    write_tsv('zh/classes_translit.tsv', ['word', 'class', 'weight'], {k[:2]: k for k in out}.values())

    # whole parts of foreign names; what is also a word, or a town of some size, is left to the characters
    towns = set(fold(z) for r in rows('places_world_cities.tsv') for z in [r['zh']] + r['zh_aliases'].split('|') if z)
    out = {}
    for r in rows('zh_foreign_names.tsv'):
        n = fold(r['name'])
        if r['ambiguous'] == '1' or len(n) > 6 or n in words.zh or n in towns or n in NOT_FOREIGN:
            continue
        out[n] = {2: 0, 3: 1, 4: 1.5}.get(len(n), 2)
    write_tsv('zh/classes_foreign_name.tsv', ['word', 'class', 'weight'], [(n, 'name_foreign', num(x)) for n, x in out.items()])

    out = {}
    for r in rows('ja_surnames.tsv'):
        s, n = fold(r['simplified']), int(r['count'])
        if n < 1500 or not has_han(s):
            continue
        x = 0.3 * math.log(n / 3000) + 0.3
        w = words.zh.get(s, 0)
        if len(s) == 1:
            x -= 1.2
        x -= 0.35 * math.log(w + 1)
        if w > 40 and len(s) == 1:
            continue
        if w > 15 and len(s) > 1:
            continue
        x = clamp(x, -1.5, 2)
        if out.get((s, 'surname_ja'), -9) < x:
            out[(s, 'surname_ja')] = x
    for r in rows('ja_given_names.tsv'):
        s, n = fold(r['simplified']), int(r['count'])
        w = words.zh.get(s, 0)
        if w > 10 and len(s) > 1 or w > 60:
            continue
        x = clamp(0.25 * math.log(n / 3000) - (0.8 if len(s) == 1 else 0) - 0.35 * math.log(w + 1), -1.5, 1.5)
        if out.get((s, 'given_ja'), -9) < x:
            out[(s, 'given_ja')] = x
    common_ko = set('金李朴崔郑姜赵尹张林韩吴徐申权黄安宋柳洪全高文孙梁裴白许南卢河沈郭成车朱具闵罗禹严元蔡千方孔池')
    for r in rows('ko_surnames.tsv'):
        s = fold(r['surname'])
        x = 1.0 if s in '金朴尹崔' else 0.5 if s in common_ko else 0.0
        x -= 0.2 * math.log(words.zh.get(s, 0) + 1) * (0.5 if s in common_ko else 1)
        out[(s, 'surname_ko')] = clamp(x, -1.5, 1.5)
    write_tsv('zh/classes_surname_foreign.tsv', ['word', 'class', 'weight'], [(a, b, num(x)) for (a, b), x in out.items()])


def plain(s):
    s = unicodedata.normalize('NFKD', s)
    return ''.join(c for c in s if not unicodedata.combining(c))


GOOD = re.compile(r"^[A-ZÀ-ÞŁŞŠŽČĆĐ][a-zß-ÿāăąćčĎďđēėęěğīįıķĺļľłńņňőœŕřśşšţťūůűųźżžșț']+(?:[-'’][A-Za-zÀ-ÿ][a-zß-ÿ]+)?$")


def en(words, stop_first, stop_last, places):
    def penalty(name):
        if name.lower() in words.en_size and words.en_size[name.lower()] <= 60:
            return 0.38 * math.log(1 + words.en.get(name.lower(), 0))
        return 0

    first = {}

    def add(table, name, x):
        if not GOOD.match(name) or len(name) < 2:
            return
        x = clamp(x, -1.5, 2)
        if table.get(name, -9) < x:
            table[name] = x

    for r in rows('en_first_names.tsv'):
        n = int(r['count_male']) + int(r['count_female'])
        since = int(r['count_since_1950'])
        if n < 4000:
            continue
        x = 0.22 * math.log(n / 1000) + 0.2 - penalty(r['name'])
        if r['name'] in places:
            x -= 0.5
        if r['name'].lower() in words.en_size and words.en_size[r['name'].lower()] <= 60 and x < -0.6 and n < 150000:
            continue
        add(first, r['name'], x)
    for r in rows('names_forenames_by_country.tsv'):
        for k in ('localized_name', 'romanized_name'):
            for name in re.split(r'[/,(]', r[k]):
                name = name.strip()
                p = penalty(name)
                if p < 1:
                    add(first, name, 1.0 - p)
                    add(first, plain(name), 1.0 - p)
    for r in rows('names_world.tsv'):
        if r['ambiguous'] == '1' or len(r['name']) < 4:
            continue
        k = len(r['countries'].split('|'))
        # names of one country only are mostly long tail; keep the better attested
        if 'first' in r['part'] and (k >= 3 or r['name'].lower() in words.en and k >= 2):
            add(first, r['name'], 0.3 + 0.15 * k - penalty(r['name']))
    for r in read_tsv(os.path.join(OUT, 'build', 'hand_first_names.txt')):
        add(first, r['word'], float(r['weight']))
    # pinyin of Chinese given names
    pinyin = {}
    for r in rows('zh_given_chars.tsv'):
        p = re.sub(r'\d', '', r['pinyin']).replace('ü', 'u').replace('v', 'u').replace(':', '')
        pinyin.setdefault(r['char'], p)
    count = {}
    for r in rows('zh_given_names.tsv'):
        g = r['given_name']
        if len(g) == 2 and g not in NOT_GIVEN and all(c in pinyin and pinyin[c] for c in g):
            a, b = pinyin[g[0]], pinyin[g[1]]
            name = a + ("'" if b[0] in 'aeo' else '') + b
            count[name] = count.get(name, 0) + int(r['count'])
    for name, n in count.items():
        if n >= 6 and len(name) >= 4 and name not in words.en_size:
            x = 0.4 + 0.15 * math.log(n)
            add(first, name.capitalize(), x)
            if "'" in name:
                add(first, name.replace("'", '').capitalize(), x - 0.1)
    for r in rows('en_pinyin_given_syllables.tsv'):
        s = r['syllable']
        if float(r['ppm']) > 1500 and s not in words.en_size and 2 <= len(s):
            add(first, s.capitalize(), 0.2)
    for s in stop_first:
        first.pop(s, None)
    write_tsv('en/classes_first_name.tsv', ['word', 'class', 'weight'], [(a, 'first_name', num(x)) for a, x in first.items()])

    last = {}
    for r in rows('en_surnames.tsv'):
        rank = int(r['rank'])
        name = r['surname']
        m = re.match(r'^(Mc|Mac|O)([a-z]{3,})$', name)
        if rank > 14000:
            break
        x = 1.6 - 0.19 * math.log(rank) - penalty(name)
        if name in places:
            x -= 0.5
        if penalty(name) and x < -0.6 and rank > 1200:
            continue
        add(last, name, x)
        if name.startswith('Mc') and len(name) > 4:
            variant = 'Mc' + name[2:].capitalize()
            last[variant] = clamp(x + 0.3, -1.5, 2)
        elif re.match(r"^O(brien|connor|neill?|reilly|donnell|hara|sullivan|keefe|leary|malley|rourke|toole|dell|neal|dwyer|shea|grady|connell|gorman|halloran|mara|hare)$", name):
            last["O'" + name[1:].capitalize()] = clamp(x + 0.3, -1.5, 2)
    for r in rows('names_surnames_by_country.tsv'):
        for k in ('localized_name', 'romanized_name'):
            for name in re.split(r'[/,(]', r[k]):
                name = name.strip()
                p = penalty(name)
                if p < 1:
                    add(last, name, 0.9 - p)
                    add(last, plain(name), 0.9 - p)
    for r in rows('names_world.tsv'):
        if r['ambiguous'] == '1' or len(r['name']) < 4:
            continue
        k = len(r['countries'].split('|'))
        if 'surname' in r['part'] and (k >= 2 and r['name'].lower() in words.en):
            add(last, r['name'], 0.1 + 0.12 * k - penalty(r['name']))
    for r in rows('en_chinese_surnames_romanised.tsv'):
        p, share = float(r['ppm'] or 0), float(r['share'] or 0)
        s = r['spelling'].capitalize()
        if p * share < 60 or r['spelling'] in words.en_size and p < 2000:
            continue
        add(last, s, 0.5 + 0.15 * math.log(p * share / 100) - penalty(s) * 0.5)
    for r in rows('ko_surnames.tsv'):
        for s in r['romanised'].split('|'):
            add(last, s, 0.5 - penalty(s) * 0.7)
    for r in read_tsv(os.path.join(OUT, 'build', 'hand_last_names.txt')):
        add(last, r['word'], float(r['weight']))
    for s in stop_last:
        last.pop(s, None)
    write_tsv('en/classes_last_name.tsv', ['word', 'class', 'weight'], [(a, 'last_name', num(x)) for a, x in last.items()])
