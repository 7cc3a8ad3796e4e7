"""Names: gathers the entities of every list, hand lists first, so that the same id is used everywhere."""
import glob
import os
import re

from common import OUT, HERE, clean, has_han, read_tsv, rows, slug, write_tsv
from store import COLUMNS, Judge, Store

CLUB_TYPE = 'organization'      # a football club is a team wherever a match is told
TEAM_TYPE = 'organization'      # teams of leagues and nations
TYPE = {'company': 'company', 'media': 'company', 'exchange': 'company', 'bank': 'company', 'brand': 'product', 'product': 'product', 'coin': 'product',
        'index': 'product', 'club': CLUB_TYPE}
TEAMS = re.compile('76人|凯尔特人|湖人|勇士|火箭|公牛|热火|马刺|尼克斯|篮网|猛龙|快船|太阳$|掘金|爵士|国王|开拓者|森林狼|雷霆|独行侠|灰熊|鹈鹕|骑士|活塞|步行者|老鹰|黄蜂|魔术|奇才|雄鹿|洋基|道奇')

# hand list of companies: forms that are better not the name, for they are seldom used
ODD = set('抱抱脸 缤趣 照片墙 油管 红迪网 色拉布 帕兰提尔 开放人工智能研究中心 深度思维 拜恩泰科 米斯特拉尔 比特币基地 比特梅克斯 芝麻开门 抹茶交易所 库币 卡考 卢西德 来福车 来赞达 小狐狸钱包 '
          '共识系统 赛富时 财捷 雪花公司 罗布乐思 声田 美卡多 安谋 慧与 克拉纳 安杜里尔 太空探索技术公司 简街 签名银行 双子星交易所 创世全球 泰达公司 酷澎 愿景基金 瑞波 微策略 维珍银河 生物新技术公司 深度求索 门头沟交易所 爱彼迎'.split())
KIND_FIX = {'TikTok': 'company', 'Temu': 'company', 'YouTube': 'company'}

SUFFIX_EN = re.compile(r"(?:,? (?:Inc|Inc\.|Incorporated|Corp|Corp\.|Corporation|Co|Co\.|Company|Ltd|Ltd\.|Limited|PLC|Plc|plc|p\.l\.c\.|LLC|L\.L\.C\.|LP|L\.P\.|N\.V\.|NV|S\.A\.|SA|AG|SE|S\.E\.|AB|ASA|A/S|Oyj|S\.p\.A\.|SpA|KGaA|GmbH|Bhd|Berhad|Tbk|\(publ\)|publ|"
                       r"K\.K\.|Public|Pty|Pte|SAB|de CV|S\.A\.B\.|de C\.V\.|Kabushiki Kaisha|Joint Stock|Holdings?|Group))+$|^PT ")


def strip_suffix(name):
    """A company's name without its legal form."""
    s = name
    while True:
        t = SUFFIX_EN.sub('', s).strip(' ,')
        if t == s or len(t) < 3:
            return s if len(t) < 3 else t
        # keep Group or Holdings when one word is left
        last = s[len(t):].strip(' ,')
        if last in ('Group', 'Holdings', 'Holding') and ' ' not in t:
            return s
        s = t


SUFFIX_MARKET = {'T': 'TSE', 'HK': 'HKEX', 'L': 'LSE', 'DE': 'XETRA', 'PA': 'EPA', 'KS': 'KRX', 'TW': 'TWSE', 'AX': 'ASX', 'SW': 'SIX', 'SI': 'SGX', 'MC': 'BME',
                 'MI': 'BIT', 'SR': 'TADAWUL', 'AS': 'AMS', 'TO': 'TSX', 'NS': 'NSE', 'BO': 'BSE', 'ST': 'STO', 'CO': 'CPH', 'OL': 'OSE', 'HE': 'HEL', 'BR': 'EBR',
                 'SA': 'B3', 'MX': 'BMV', 'KL': 'MYX', 'BK': 'SET', 'JK': 'IDX', 'TWO': 'TPEX', 'KQ': 'KOSDAQ', 'SS': 'SSE', 'SZ': 'SZSE', 'JO': 'JSE', 'VI': 'WBAG', 'NZ': 'NZX', 'IS': 'BIST',
                 'LS': 'ELI', 'AT': 'ATHEX', 'IR': 'ISE', 'TA': 'TASE', 'ME': 'MOEX', 'SN': 'BCS', 'BA': 'BCBA', 'WA': 'GPW', 'PR': 'PSE', 'BD': 'BUX', 'V': 'TSXV'}


def ticker_cn(code):
    return ('SSE:' if code[0] in '69' and code[:2] != '92' else 'BSE:' if code[0] in '84' or code[:2] == '92' else 'SZSE:') + code


def ticker(code, us):
    code = code.strip()
    if re.match(r'^\d{6}$', code):
        return ticker_cn(code)
    m = re.match(r'^(.+)\.([A-Z]{1,3})$', code)
    if m and m.group(2) in SUFFIX_MARKET:
        c = m.group(1)
        if m.group(2) == 'HK':
            c = c.zfill(4)[-5:].lstrip('0').zfill(4)
        return SUFFIX_MARKET[m.group(2)] + ':' + c
    if re.match(r'^[A-Z]{1,5}(\.[AB])?$', code):
        return us.get(code, 'NYSE') + ':' + code
    return ''


def hand_names(r, kind):
    """Name and aliases of a row of the facts' hand lists."""
    zh, en = r['zh'], r['en']
    za = [a for a in r['zh_aliases'].split('|') if a]
    ea = [a for a in r['en_aliases'].split('|') if a]
    za = [re.sub('^《(.*)》(?:杂志)?$', r'\1', a) for a in za]
    latin = bool(re.match(r'^[\x20-\x7e]+(公司|交易所|集团|平台|游戏|资本)?$', zh)) and not has_han(zh[0]) and zh[0] not in '0123456789' if zh else False
    if zh in ODD or (zh and latin and en):
        return [en] + [zh] + za + ea
    return [x for x in [zh, en] if x] + za + ea


def hand(store, us):
    """The facts' hand lists and our own."""
    for name, default in (('hand_companies.tsv', 'company'), ('hand_orgs.tsv', 'organization'), ('hand_crypto.tsv', 'product')):
        for r in rows(name):
            kind = TYPE.get(r['type'], 'organization' if default != 'company' else 'company')
            kind = KIND_FIX.get(r['en'], kind)
            if r['type'] == 'club' and (TEAMS.search(r['zh']) or r['country'] == 'US' and 'Miami' not in r['en']):
                kind = TEAM_TYPE
            if r['en'] in ('stablecoin', 'Ordinals'):
                continue
            parts = r['extra'].split('|')
            sector = parts[0] if parts and r['type'] in ('company',) else ''
            codes = []
            for p in parts[1:] if name == 'hand_companies.tsv' else []:
                codes += [ticker(c, us) for c in p.split(',')]
            names = hand_names(r, kind)
            # a coin that shares its name with the company that issues it goes by its symbol
            names = [n for n in names if not (r['type'] == 'coin' and n in ('Tether', 'Ripple', 'Terra'))]
            weak = []
            file = {'company': 'any/companies.tsv', 'organization': 'any/organizations.tsv', 'product': 'any/products.tsv'}[kind]
            symbol = r['extra'].split('|')[0] if r['type'] == 'coin' and len(r['extra'].split('|')[0]) >= 3 else ''
            if symbol and symbol not in names:
                names.append(symbol)
                if symbol not in ('BTC', 'ETH', 'XRP', 'USDT', 'USDC', 'DOGE', 'BNB', 'LTC', 'BCH', 'XLM', 'EOS', 'TRX', 'SHIB', 'XMR', 'ZEC', 'ETC'):
                    weak.append(symbol)
            if r['type'] == 'league' or r['type'] == 'index':
                sector = r['type']
            store.add(file, kind, names, weak=weak, ticker='|'.join(c for c in codes if c), country=r['country'], sector=sector)
    qids = {}
    for r in rows('people_politicians_zh_en.tsv'):
        if r['id'].startswith('Q') and r['en']:
            for e in [r['en']] + r['en_aliases'].split('|'):
                qids.setdefault(e, r['id'])
    for r in rows('people_us_congress.tsv'):
        if r['id'].startswith('Q'):
            for e in [r['name']] + r['aliases'].split('|'):
                qids.setdefault(e, r['id'])
    from store import QIDS
    for r in rows('hand_people.tsv'):
        names = hand_names(r, 'person')
        id = next((QIDS[n] for n in names if n in QIDS), None) or next((qids[n] for n in names if ' ' in n and n in qids), None)
        # family names of one Latin word are weak where the name is frequent (hand_weak.txt); given names of Chinese script are strong
        if r['zh'] in ('何一', '王兴', '李想'):
            pass
        weak = [r['zh']] if has_han(r['zh']) and len(r['zh']) == 2 else []
        store.add('any/people.tsv', 'person', names, id=id, weak=weak, country=r['country'], role=r['extra'].split('|')[0])


def ours(store, us):
    """hand_entities*.txt: type | names ; aliases | key=value ..."""
    for path in sorted(glob.glob(os.path.join(HERE, 'hand_entities*.txt'))):
        ours_of(store, us, path)


def ours_of(store, us, path):
    with open(path, encoding='utf-8') as f:
        for n, line in enumerate(f, 1):
            line = line.strip()
            if not line or line.startswith('#'):
                continue
            parts = [p.strip() for p in line.split('|')]
            kind = parts[0]
            names, weak, strong = [], [], []
            for x in parts[1].split(';'):
                x = x.strip()
                if x.startswith('~'):
                    x = x[1:]
                    weak.append(x)
                elif x.startswith('+'):
                    x = x[1:]
                    strong.append(x)
                if x:
                    names.append(x)
            a = {}
            for p in parts[2:]:
                for kv in p.split():
                    k, _, v = kv.partition('=')
                    a[k] = v.replace('_', ' ')
            t = ticker(a.pop('ticker', ''), us) if a.get('ticker') else ''
            id = a.pop('id', None)
            # the same entity may be in the facts' lists under any of its names
            known = [x for x in names if x not in weak]
            id = id or store.find(kind, *known) or kind == 'place' and next((store.by_any[k] for k in (store.key(kind, x) for x in known) if k in store.by_any), None) or None
            file = {'company': 'any/companies.tsv', 'organization': 'any/organizations.tsv', 'person': 'any/people.tsv', 'product': 'any/products.tsv', 'place': 'any/places.tsv'}[kind]
            store.add(file, kind, names, id=id, weak=weak, strong=strong, ticker=t, **a)


def companies(store, us, fold):
    for r in rows('companies_cn_ashare.tsv'):
        if re.match(r'^(PT|\*?ST|S\*?ST)', r['name']) or 'ST' == r['name'][:2]:
            short = re.sub(r'^(PT|\*?ST|S\*?ST)', '', r['name'])
        else:
            short = r['name']
        short = re.sub(r'[-]?[ABUWD]$', '', short) if re.search(r'[\u4e00-\u9fff][-]?[ABUWD]$', short) else short
        names = [short]
        weak = []
        aliases = [a for a in r['aliases'].split('|') if a]
        full = r['full_name']
        if full:
            names.append(full)
        for a in aliases:
            if a == full or a.endswith('公司') and not a.endswith('有限公司') and a != full:
                continue            # derived: full name without its form
            b = re.sub(r'^(PT|\*?ST|S\*?ST|N|XD|DR|XR)', '', a)
            b = re.sub(r'[-]?[ABUWD]$', '', b) if re.search(r'[\u4e00-\u9fff][-]?[ABUWD]$', b) else b
            if len(b) < 2 or b in names:
                continue
            names.append(b)
            if len(b) <= 2:
                weak.append(b)
        if r['status'] == 'delisted' and len(short) <= 3:
            weak.append(short)
        weak += [n for n in names if len(n) <= 2 or len(n) <= 4 and (n in store.place_names or n in store.judge.words.zh_all and store.judge.words.zh_all[n][1] in ('ns', 'nr', 'nz'))]
        weak += [n for n in names if n in store.place_names]
        en = r['en']
        if en:
            names.append(en)
            e = strip_suffix(re.sub(r',\s*Ltd', ', Ltd', en).replace('Co.,Ltd', 'Co., Ltd').replace('Co.,', 'Co.').replace('Joint-Stock', 'Joint Stock'))
            if e != en and ' ' in e:
                names.append(e)
        store.add('zh/companies_ashare.tsv', 'company', names, weak=weak, ticker=ticker_cn(r['ticker']), country='CN', sector=r['industry'],
                  main=r['status'] != 'delisted')
    for r in rows('companies_hk_listed.tsv'):
        t = 'HKEX:' + r['ticker'].lstrip('0').zfill(4)
        names, weak = [], [w for w in r['weak_aliases'].split('|') if w]
        zh = r['zh']
        if zh:
            zh = re.sub(r'[-－]?(S?W|B|SW|R)$', '', zh) if re.search(r'[\u4e00-\u9fff][-－]?(S?W|B|R)$', zh) else zh
            names.append(zh)
            s = re.sub(r'(股份)?有限公司$', '', zh)
            if s != zh and len(s) >= 3:
                names.append(s)
            if len(zh) <= 2:
                weak.append(zh)
        # reused codes: the Chinese list is older, so forms of both only where the row has both from one owner
        if r['en']:
            names.append(r['en'])
            for a in r['en_aliases'].split('|'):
                if a:
                    names.append(a)
                    if ' ' not in a:
                        weak.append(a)
        names = [n for n in names if n]
        known = store.by_ticker.get(t)
        if known and zh and not store.find('company', zh) and len(zh) <= 4:
            continue                # another owner of the code
        store.add('any/companies_hk.tsv', 'company', names, weak=weak, ticker=t, country='HK', sector=r['sector'])
    for r in rows('companies_us_listed.tsv'):
        t = us[r['ticker']] + ':' + r['ticker']
        names = [r['name']] + [a for a in r['aliases'].split('|') if a]
        weak = [a for a in r['weak_aliases'].split('|') if a]
        if re.search(r'Acquisition (Corp|Co|Company|Holdings)|SPAC|Acquisition$', names[0]) or re.search(r'\bTrust [IVX]+|ETF|Fund\b', names[0]):
            continue
        names = [n for n in names + weak]
        names = [n for n in names if len(re.sub('[^A-Za-z0-9]', '', n)) >= 3]
        for n in names:
            words = n.split()
            if len(words) == 1 and n not in store.judge.words.en and len(n) <= 3:
                weak.append(n)
            if len(words) == 1 and (store.judge.words.en.get(n.lower(), 0) > 3 or len(n) <= 4 or n.lower() in store.judge.words.en_size or n in store.places):
                weak.append(n)
            if store.judge.phrase(n):
                weak.append(n)
        country = {'United States': 'US', 'US?': ''}.get(r['country'], r['country'])
        store.add('en/companies_us.tsv', 'company', names, weak=weak, ticker=t, country=country, sector=r['extra'].split(';')[0] if ';' in r['extra'] else '')
    for r in rows('companies_world_listed.tsv'):
        if r['cap_class'] not in ('0', '1', '2') or r['lang'] != 'en':
            continue
        ts = []
        for x in r['ticker'].split('|'):
            m = re.match(r'^(.+)\.([A-Z]{1,3})$', x)
            if m and m.group(2) in SUFFIX_MARKET:
                ts.append(ticker(x, us) if m.group(2) == 'HK' else SUFFIX_MARKET[m.group(2)] + ':' + m.group(1))
            elif x in us:
                ts.append(us[x] + ':' + x)
        names = [r['name']] + [a for a in r['aliases'].split('|') if a]
        weak = [a for a in r['weak_aliases'].split('|') if a]
        if re.search(r'\b(ETF|Fund|UCITS|iShares|Index|Notes|Preferred|Depositary|Warrants?)\b', r['name']):
            continue
        names = [n for n in names if len(re.sub('[^A-Za-z0-9]', '', n)) >= 3]
        for n in names:
            if ' ' not in n and (store.judge.words.en.get(n.lower(), 0) > 1 or len(n) <= 4 or n.lower() in store.judge.words.en_size) or n in store.places or store.judge.phrase(n):
                weak.append(n)
        if not names:
            continue
        id = store.find('company', strip_suffix(r['name']), r['name'])
        ts = [t for t in ts if t][:2]
        if id and ts and not any(store.by_ticker.get(t, (id,))[0] == id for t in ts) and not id.startswith(('x:', 'Q')):
            id = None
        store.add('en/companies_world.tsv', 'company', names, id=id, weak=weak, ticker='|'.join(ts), country=r['country'], sector=r['sector'])
    for r in rows('banks_cn.tsv'):
        n = r['name']
        if len(n) < 4 or not n.endswith(('银行', '信用社', '联社', '联合社')):
            continue
        store.add('zh/banks.tsv', 'company', [n, n + '股份有限公司'] if n.endswith('银行') else [n], country='CN', sector='bank')
    for r in rows('crypto_exchanges.tsv'):
        n = r['name']
        if len(n) >= 4:
            store.add('any/companies.tsv', 'company', [n], weak=[n] if store.judge.words.en.get(n.lower(), 0) > 1 or n in ('Apex', 'Alpaca', 'Aster', 'Backpack', 'Bit2Me') else [], sector='crypto exchange')


NSI = {'amenity/bank|amenity/atm': 'company', 'shop/clothes': 'company', 'amenity/fast_food': 'company', 'shop/supermarket': 'company', 'amenity/restaurant': 'company', 'amenity/cafe': 'company',
       'amenity/fuel|advertising/totem': 'company', 'shop/convenience': 'company', 'tourism/hotel': 'company', 'office/insurance': 'company', 'shop/shoes': 'company', 'shop/electronics': 'company',
       'shop/furniture': 'company', 'shop/jewelry': 'company', 'shop/car': 'company', 'shop/mobile_phone': 'company', 'shop/department_store': 'company', 'shop/cosmetics': 'company',
       'shop/sports': 'company', 'shop/doityourself': 'company', 'shop/watches': 'company', 'shop/bag': 'company', 'office/telecommunication': 'company', 'office/financial': 'company',
       'amenity/pharmacy': 'company', 'shop/variety_store': 'company', 'shop/toys': 'company', 'amenity/car_rental': 'company', 'shop/wholesale': 'company', 'amenity/money_transfer': 'company', 'shop/books': 'company'}


def brands(store):
    """Of the suggestion index only what is known in Chinese too, or is a bank, an insurer or the like with an own word for a name."""
    for r in rows('brands_nsi.tsv'):
        kind = NSI.get(r['category'])
        if not kind or not r['id'].startswith('Q') or not r['en']:
            continue
        zh = r['zh']
        big = r['category'] in ('amenity/bank|amenity/atm', 'office/insurance', 'office/telecommunication', 'office/financial')
        if not zh and not big:
            continue
        names = ([zh] if zh else []) + [r['en']] + [a for a in r['zh_aliases'].split('|') if a and a == store.judge.fold(a)] + [a for a in r['en_aliases'].split('|') if a]
        names = [n for n in names if n and re.match(r'^[\x20-\x7e\u00c0-\u024f\u2019\u3400-\u9fff·]+$', n) and len(n) >= 2]
        weak = [n for n in names if not has_han(n) and ' ' not in n and (len(n) <= 4 or store.judge.words.en.get(n.lower(), 0) > 0.5)]
        weak += [n for n in names if has_han(n) and len(n) <= 2 or n in store.places or n in store.place_names or store.judge.phrase(n) or not has_han(n) and ' ' not in n and n.lower() in store.judge.words.en_size]
        if not names:
            continue
        id = store.find(kind, *[n for n in names if n not in weak]) or r['id']
        store.add('any/brands.tsv', kind, names, id=id, weak=weak, country=r['country'] if len(r['country']) == 2 and r['country'].isupper() and r['country'] != 'FX' else '', sector=re.sub(r'\|.*', '', r['category']).split('/')[-1])


PARTY = re.compile('Party|Movement|Front|Alliance|Union|League|Coalition|Congress|Assembly|Parliament|Senate|House of|Council|Democrat|Republican|Socialist|Communist|Liberal|Labour|Conservative|Green|Partido|Parti|Partei|Bloc|Block|Federation')
HEAD = re.compile('Agenc|Administration|Office|Bureau|Department|Commission|Board|Council|Service|Committee|Corps|Center|Centre|Institut|Authority|Court|Foundation|Bank|Corporation|Guard|Directorate|Division|Laborator|Museum|Library|Fund|Mint|Academy|Conference|Archives|Census|System|Command|University|College|Trust|Program|Treasury|House|Task Force')


def organizations(store):
    for r in rows('orgs_universities_cn.tsv'):
        names = [r['name']] + [a for a in r['aliases'].split('|') if a] + ([r['en']] if r['en'] else [])
        store.add('zh/universities.tsv', 'organization', names, id=store.find('organization', *names[:1]) or ('moe:' + r['id'] if r['id'] else None), country=r['country'], parent=r['place'] if r['place'] != r['country'] else '')
    for r in rows('orgs_universities_world.tsv'):
        n = r['name']
        if r['type'] != 'university' or r['ambiguous'] == '1' or len(n) < 8 or ' ' not in n or len(n) > 60:
            continue
        if r['country'] not in ('US', 'GB', 'CA', 'AU', 'NZ', 'IE', 'SG', 'HK', 'JP', 'KR', 'IN', 'DE', 'FR', 'NL', 'CH', 'SE', 'IL', 'ZA', 'IT', 'ES', 'DK', 'NO', 'FI', 'BE', 'AT', 'TW', 'RU', 'MY'):
            continue
        if not re.search(r'Universit|College|Institute|School|Academy|Polytechnic|Hochschule|École|Ecole', n):
            continue
        if re.search(r'Community College|Technical College|High School', n) or r['country'] in ('IN', 'RU', 'MY') and 'University' not in n:
            continue
        if re.search(r'^(University of [A-Z]\w+|[A-Z]\w+ University)$', n) and r['country'] not in ('US', 'GB', 'CA', 'AU'):
            continue
        a = [x for x in r['aliases'].split('|') if x and ' ' in x]
        store.add('en/universities.tsv', 'organization', [n] + a, weak=[x for x in [n] + a if store.judge.phrase(x)], id=store.find('organization', n), country=r['country'])
    for r in rows('orgs_parties_parliaments.tsv'):
        names = [x for x in [r['zh'], r['en']] if x] + [a for a in r['zh_aliases'].split('|') if a] + [a for a in r['en_aliases'].split('|') if a]
        names = [n for n in names if len(n) >= (2 if has_han(n) else 5) and not re.match(r'^(Independent|independent|无党派|独立|Others?|Unknown|Non)', n)]
        weak = [n for n in names if not has_han(n) and (' ' not in n or r['ambiguous'] == '1')]
        weak += [n for n in names if not has_han(n) and re.match(r"^(The )?(New |National |People's |Social |Christian |United |Liberal |Labou?r |Democratic |Republican |Progressive |Popular |Green |Socialist |Communist |Conservative |Justice |Unity |Freedom |Reform |Workers'? |Centre |Center |Independence |Coalition |Alliance |Union |Party |Movement |Front |for |of |and |the )*(Party|Movement|Alliance|Union|Front|Coalition|Democracy|Congress|Assembly|Parliament|Senate|National Assembly|House of Representatives|Freedom|Change|Labour|Liberals?|Democrats?|Greens?|Together)$", n)]
        weak += [n for n in names if has_han(n) and (len(n) <= 3 or re.match('^(国民|人民|民主|自由|社会|基督教|共和|进步|保守|劳动|统一|联合|民族|绿色?|工|公正|正义|团结|改革|新|左翼|独立|中央|自由民主|社会民主|民族民主|人民民主|社会主义|共产)+(党|联盟|阵线|运动|议会|大会|院)$', n))]
        # labels of a parliament's benches (Government, Opposition, Speaker) are no parties
        names = [n for n in names if has_han(n) or PARTY.search(n) or not all(w.lower() in store.judge.words.en_size for w in re.findall('[A-Za-z]+', n))]
        weak += [n for n in names if store.judge.phrase(n)]
        if not names or r['en'] and r['en'] not in names and not r['zh']:
            continue
        names.sort(key=lambda n: n in weak)
        store.add('any/parties.tsv', 'organization', names, id=store.find('organization', *names[:1]) or (r['id'] if r['id'].startswith('Q') else None), weak=weak, country=r['country'], sector=r['type'])
    for r in rows('orgs_us_agencies.tsv'):
        n = r['name'].rstrip(' ,')
        if ' ' not in n or r['ambiguous'] == '1' or n.startswith('.') or len(n) < 10:
            continue
        if not HEAD.search(n):
            continue
        generic = store.judge.phrase(n) and len(n.split()) <= 3 or re.match(r'^(Office of (the )?\w+|Department of \w+|Bureau of \w+|Board of \w+)$', n)
        a = [x.rstrip(' ,') for x in r['aliases'].split('|') if len(x) > 2]
        store.add('en/us_agencies.tsv', 'organization', [n] + a, id=store.find('organization', n), weak=[x for x in a if len(x) <= 4] + ([n] if generic else []), country='US', parent='' if r['parent'] in [n] + a else r['parent'])
    for r in rows('orgs_us_congress_committees.tsv'):
        n = re.sub(r' \(.*\)$', '', r['name'])
        store.add('en/us_agencies.tsv', 'organization', [n], country='US')
    for r in rows('orgs_football_clubs.tsv'):
        n = r['name']
        if r['ambiguous'] == '1' or len(n) < 5:
            continue
        names = [n] + [a for a in r['aliases'].split('|') if a and len(a) >= 4]
        short = [re.sub(r'^(FC|AC|AS|SC|CF|SV|VfB|VfL|TSV|1\. FC|SS|US|UD|CD|RC|RCD|FK|SK|NK|GNK|OGC|AJ) | (FC|AFC|SC|CF|AC|FK|SK|BK|IF|AS|SV)$', '', x) for x in names]
        names = list(dict.fromkeys(names + short))
        # a bare town is no club
        weak = [x for x in names if ' ' not in x or x == r['place'] or x in store.places]
        names = [x for x in names if x not in store.places and x != r['place'] and (len(x) >= 5)]
        if not names:
            continue
        store.add('en/clubs.tsv', CLUB_TYPE, names, id=store.find(CLUB_TYPE, *[x for x in names if x not in weak]), weak=weak, country=r['country'].replace('-', ' ').title(), sector='football club')


def people(store):
    for r in rows('people_us_congress.tsv'):
        names = [r['name']] + [a for a in r['aliases'].split('|') if a]
        role = r['extra'].split(';')[0]
        if ' ' not in names[0]:
            continue
        until = r['extra'].rsplit('until ', 1)[-1] if 'until' in r['extra'] else ''
        if until and until.isdigit() and int(until) < 1945 and role == 'Vice President':
            continue
        names = [n for n in names if len(n.split()) >= 2]
        id = store.find('person', *names) or (r['id'] if r['id'].startswith('Q') else 'bioguide:' + r['id'])
        store.add('en/people.tsv', 'person', names, id=id, country='US', role=role)
    for r in rows('people_world_leaders.tsv'):
        if len(r['name'].split()) < 2:
            continue
        store.add('en/people.tsv', 'person', [r['name']], id=store.find('person', r['name']), country=r['country'], role=r['extra'])
    for r in rows('people_billionaires.tsv'):
        n = re.sub(r' & family$', '', r['name'])
        if len(n.split()) < 2:
            continue
        store.add('en/people.tsv', 'person', [n], id=store.find('person', n), country=r['country'], role='billionaire')
    for r in rows('people_politicians_zh_en.tsv'):
        if not (r['zh'] and r['en']):
            continue
        zh = [a for a in [r['zh']] + r['zh_aliases'].split('|') if a and a == store.judge.fold(a)]
        if not zh and r['zh']:
            zh = [store.judge.fold(r['zh'])]
        zh = [z for z in zh if len(z) >= 3 and has_han(z) and '(' not in z and '（' not in z and ' ' not in z]
        en = [a for a in [r['en']] + r['en_aliases'].split('|') if a and len(a.split()) >= 2 and not a.isupper()]
        if not zh and not en:
            continue
        store.add('any/politicians.tsv', 'person', zh + en, id=store.find('person', *(en + zh)) or (r['id'] if r['id'].startswith('Q') else None), country=r['country'], role='politician')
    for r in rows('people_zh_historical.tsv'):
        n, f = r['name'], int(r['doc_freq'])
        if f < 400 or r['ambiguous'] == '1' or len(n) < 3 or len(n) > 4 or store.judge.weak(n, 'person') or n in store.place_names:
            continue
        if n[0] not in store.surnames and n[:2] not in store.surnames:
            continue
        if store.find('person', n):
            continue
        store.add('zh/people_history.tsv', 'person', [n], id='', main=False)


def read_classes(path, cls):
    return set(r['word'] for r in read_tsv(os.path.join(OUT, path)) if r['class'] == cls)


def build(words, fold):
    us = {}
    for r in rows('companies_us_listed.tsv'):
        us[r['ticker']] = 'NASDAQ' if r['exchange'].startswith('NASDAQ') else 'NYSE' if r['exchange'].startswith('NYSE') and 'MKT' not in r['exchange'] else (r['exchange'].split() or ['US'])[0].upper()
    first = set(r['word'] for r in read_tsv(os.path.join(OUT, 'en/classes_first_name.tsv')) if float(r['weight']) > 0.8)
    last = set(r['word'] for r in read_tsv(os.path.join(OUT, 'en/classes_last_name.tsv')) if float(r['weight']) > 0.25)
    judge = Judge(words, fold, first, last)
    store = Store(judge)
    store.surnames = read_classes('zh/classes_surname.tsv', 'surname')
    store.places, store.place_names = set(), set()
    store.demonyms = read_classes('en/classes_demonym.tsv', 'demonym')
    judge.given = set(r['given_name'] for r in rows('zh_given_names.tsv') if int(r['count']) >= 6)
    judge.foreign = set(r['name'] for r in rows('zh_foreign_names.tsv'))
    import places
    places.build(store)
    hand(store, us)
    ours(store, us)
    companies(store, us, fold)
    organizations(store)
    brands(store)
    people(store)
    # places by which bodies are called, for rules: what the lists have as a place for certain
    words_of = set()
    for (file, id, kind), row in store.items.items():
        if kind == 'place' and 'odbl' not in file and row['attributes'].get('sector') in ('country', 'city', 'province', 'prefecture', 'subdivision', 'region'):
            words_of.update(n for n in row['names'] if has_han(n) and 2 <= len(n) <= 4 and n not in row['weak'] and re.match('^[\u4e00-\u9fff]+$', n))
    write_tsv('zh/classes_place_word.tsv', ['word', 'class', 'weight'], [(n, 'place_word', '0.5') for n in words_of])
    total = 0
    strong = set()
    for file, table in sorted(store.tables().items()):
        write_tsv(file, COLUMNS, table)
        for r in table:
            for n in [r[0]] + r[2].split('|'):
                if n and not n.startswith('~'):
                    strong.add(n)
                    total += 1
    print('strong forms', len(strong))
    import wordlists
    wordlists.STRONG_NAMES = strong
