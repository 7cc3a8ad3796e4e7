"""Places: countries, regions, divisions of China, cities and subdivisions of the world."""
import os
import re

from common import HERE, has_han, rows
from store import STRONG, WEAK_PLACES

ISO_QID = dict(x.split('=') for x in '''US=Q30 CN=Q148 GB=Q145 JP=Q17 DE=Q183 FR=Q142 IT=Q38 RU=Q159 IN=Q668 BR=Q155 CA=Q16 AU=Q408 KR=Q884 KP=Q423 UA=Q212 TW=Q865 HK=Q8646 MO=Q14773 SG=Q334 MY=Q833
TH=Q869 VN=Q881 ID=Q252 PH=Q928 PK=Q843 BD=Q902 LK=Q854 NP=Q837 MM=Q836 KH=Q424 LA=Q819 MN=Q711 KZ=Q232 UZ=Q265 TM=Q874 KG=Q813 TJ=Q863 AF=Q889 IR=Q794 IQ=Q796 SY=Q858 LB=Q822 IL=Q801 PS=Q219060 JO=Q810 SA=Q851
YE=Q805 OM=Q842 AE=Q878 QA=Q846 BH=Q398 KW=Q817 TR=Q43 EG=Q79 LY=Q1016 TN=Q948 DZ=Q262 MA=Q1028 SD=Q1049 SS=Q958 ET=Q115 ER=Q986 SO=Q1045 DJ=Q977 KE=Q114 UG=Q1036 TZ=Q924 RW=Q1037 BI=Q967 CD=Q974 CG=Q971 GA=Q1000
CM=Q1009 NG=Q1033 NE=Q1032 TD=Q657 ML=Q912 BF=Q965 SN=Q1041 GM=Q1005 GN=Q1006 GW=Q1007 SL=Q1044 LR=Q1014 CI=Q1008 GH=Q117 TG=Q945 BJ=Q962 MR=Q1025 ZA=Q258 NA=Q1030 BW=Q963 ZW=Q954 ZM=Q953 MW=Q1020 MZ=Q1029 AO=Q916
MG=Q1019 MU=Q1027 ES=Q29 PT=Q45 NL=Q55 BE=Q31 LU=Q32 CH=Q39 AT=Q40 IE=Q27 IS=Q189 NO=Q20 SE=Q34 DK=Q35 FI=Q33 EE=Q191 LV=Q211 LT=Q37 PL=Q36 CZ=Q213 SK=Q214 HU=Q28 RO=Q218 BG=Q219 GR=Q41 CY=Q229 MT=Q233 AL=Q222
MK=Q221 RS=Q403 ME=Q236 BA=Q225 HR=Q224 SI=Q215 MD=Q217 BY=Q184 GE=Q230 AM=Q399 AZ=Q227 MX=Q96 GT=Q774 BZ=Q242 HN=Q783 SV=Q792 NI=Q811 CR=Q800 PA=Q804 CU=Q241 JM=Q766 HT=Q790 DO=Q786 TT=Q754 BS=Q778 CO=Q739
VE=Q717 EC=Q736 PE=Q419 BO=Q750 CL=Q298 AR=Q414 PY=Q733 UY=Q77 GY=Q734 SR=Q730 NZ=Q664 FJ=Q712 PG=Q691 VA=Q237 MC=Q235 SM=Q238 AD=Q228 LI=Q347'''.split())

# our own short forms, strong unless marked; the one-character forms come from the facts and are weak
EXTRA = {'US': '美利坚合众国;United States;United States of America;U.S.;US;USA;U.S.A.;America', 'GB': '大不列颠;联合王国;United Kingdom;UK;U.K.;Britain;Great Britain',
         'CN': '中华人民共和国;China;PRC;People\'s Republic of China;中国大陆;~神州;~华', 'RU': '俄罗斯联邦;俄国;俄方;Russia', 'KR': '大韩民国;南韩;South Korea;Republic of Korea', 'KP': '北韩;North Korea;DPRK',
         'JP': '日方;Japan', 'TW': '台湾省;中国台湾;台湾地区;Taiwan;Chinese Taipei;中华台北', 'HK': '中国香港;香港特区;香港特别行政区;Hong Kong', 'MO': '中国澳门;澳门特区;澳门特别行政区;Macau;Macao', 'AE': '阿联酋;UAE;United Arab Emirates',
         'SA': '沙特;沙特阿拉伯;Saudi Arabia;~Saudi', 'VN': '越南', 'LA': '老挝;Laos', 'MM': '缅甸;Myanmar;Burma', 'KH': '柬埔寨', 'DE': '德意志;Germany', 'CZ': '捷克;捷克共和国;Czechia;Czech Republic',
         'CD': '刚果民主共和国;民主刚果;刚果(金);DR Congo;Democratic Republic of Congo;Democratic Republic of the Congo;DRC', 'CG': '刚果共和国;刚果(布);~刚果;Republic of the Congo;~Congo', 'CI': '科特迪瓦;Ivory Coast;Côte d\'Ivoire', 'SZ': '斯威士兰;Eswatini;Swaziland', 'TR': '土耳其;Turkey;Türkiye;Turkiye',
         'PS': '巴勒斯坦;Palestine;Palestinian Territories;State of Palestine', 'MK': '北马其顿;North Macedonia', 'TL': '东帝汶;East Timor;Timor-Leste', 'VA': '梵蒂冈;Vatican;Vatican City', 'SY': '叙利亚;Syria', 'IR': '伊朗;Iran', 'NL': '荷兰;Netherlands;The Netherlands;Holland',
         'BA': '波黑;波斯尼亚和黑塞哥维那;波斯尼亚;Bosnia;Bosnia and Herzegovina', 'PG': '巴布亚新几内亚;巴新;Papua New Guinea', 'BN': '文莱;Brunei', 'FK': '马尔维纳斯群岛;马岛;福克兰群岛;Falkland Islands;Falklands', 'IE': '爱尔兰;Ireland', 'NZ': '新西兰;纽西兰;New Zealand', 'AU': '澳大利亚;澳洲;Australia', 'CF': '中非共和国;Central African Republic',
         'DO': '多米尼加;多米尼加共和国;Dominican Republic', 'TT': '特立尼达和多巴哥;Trinidad and Tobago', 'AG': '安提瓜和巴布达;Antigua and Barbuda', 'ST': '圣多美和普林西比;São Tomé and Príncipe;Sao Tome and Principe', 'KN': '圣基茨和尼维斯;Saint Kitts and Nevis;St. Kitts and Nevis', 'VC': '圣文森特和格林纳丁斯;Saint Vincent and the Grenadines', 'LC': '圣卢西亚;Saint Lucia;St. Lucia', 'XK': '科索沃;Kosovo', 'PR': '波多黎各;Puerto Rico', 'GL': '格陵兰;格陵兰岛;Greenland'}
NOT_COUNTRY = {'Jersey', 'Guernsey', '日方', '俄方', '教廷', '美帝', '星洲', 'St. Martin', '圣诞岛', 'Christmas Island', '关岛', '狮子山', '英格兰', '诺鲁', '多米尼加'}
SKIP = {'EU', 'EZ', 'UN', 'ZZ', 'XA', 'XB', 'QO', 'EA', 'IC', 'AC', 'CP', 'DG', 'TA', 'CQ'}


def official(form):
    """Official and other long forms of the facts stem from an ODbL source."""
    return bool(re.search(r'(共和国|王国|公国|联邦|合众国|酋长国|大公国|民众国|独立国|联合体|之国|国$)', form) if has_han(form) else re.search(r'\b(of|Republic|Kingdom|Commonwealth|State|Federation|Emirates|Confederation|Country|Territory|Islamic|Union|Nation|Principality|Sultanate|Grand)\b', form))


def countries(store):
    for r in rows('countries.tsv'):
        iso = r['iso2']
        if iso in SKIP or not r['zh']:
            continue
        id = ISO_QID.get(iso, 'iso:' + iso)
        zh = re.sub('（(.*)）', r'(\1)', r['zh'])
        extra = EXTRA.get(iso, '').split(';') if iso in EXTRA else []
        weak = [x[1:] for x in extra if x.startswith('~')]
        extra = [x.lstrip('~') for x in extra]
        short = [z for z in r['zh_aliases'].split('|') if z and z == store.judge.fold(z) and not official(z) and '（' not in z]
        names = [zh] + ([r['en']] if ' - ' not in r['en'] and '(' not in r['en'] else []) + extra + short
        one = [c for c in r['zh_one_char'].split('|') if c]
        if iso in ('KP',):
            one += ['朝']
        names += one
        kind = 'country' if len(r['iso3']) else ''
        # a country's name is no ordinary word, whatever the lists of words say; capitals tell Turkey from turkey
        store.add('any/countries.tsv', 'place', names, id=id, weak=weak + one, strong=[n for n in names if n not in weak + one and n not in NOT_COUNTRY], country=iso, sector='country')
        store.places.update(n for n in names if not has_han(n))
        store.place_names.update(names)
        odbl = [z for z in r['zh_aliases'].split('|') if z and z == store.judge.fold(z) and official(z) and '（' not in z] + [e for e in r['en_aliases'].split('|') if e and official(e) and '(' not in e]
        odbl = [n for n in odbl if n not in names and not n.startswith('Country of')]
        if odbl:
            store.add('any/places_odbl.tsv', 'place', odbl, id=id, country=iso, main=False)
    for r in rows('regions_un_m49.tsv'):
        if r['zh'] in ('世界', '美洲北部', '密克罗尼西亚地区', '中非'):
            continue
        store.add('any/places.tsv', 'place', [r['zh'], r['en']] + {'非洲': ['非洲大陆'], '欧洲': ['欧洲大陆']}.get(r['zh'], []), id='m49:' + r['code'], sector='region')


CITY_FIX = {'geonames:1806299': '', }
CITY_EN_DROP = {'Amoy': 'Xiamen'}
CN_FORM = re.compile('(市|地区|自治州|盟|自治县|县|区|自治旗|旗|林区|特区|新区)$')


def china(store):
    """Divisions with short forms; English from the cities' list where the Chinese agrees."""
    english = {}
    for r in rows('places_world_cities.tsv'):
        if r['country'] == 'CN' and r['zh'] and int(r['population'] or 0) >= 100000:
            for z in [r['zh']] + r['zh_aliases'].split('|'):
                z = store.judge.fold(z).replace('沉阳', '沈阳')
                if z:
                    english.setdefault(z, (r['en'], r['id'], [a for a in r['en_aliases'].split('|') if a]))
    level = {'province': 0, 'prefecture': 1, 'county': 2}
    seen_short = {}
    table = [r for r in rows('places_cn_divisions.tsv')]
    table.sort(key=lambda r: (level.get(r['type'], 3), r['id'], r['name']))
    extra_en = {'北京市': 'Beijing', '上海市': 'Shanghai', '天津市': 'Tianjin', '重庆市': 'Chongqing', '河北省': 'Hebei', '山西省': 'Shanxi', '内蒙古自治区': 'Inner Mongolia', '辽宁省': 'Liaoning', '吉林省': 'Jilin', '黑龙江省': 'Heilongjiang',
                '江苏省': 'Jiangsu', '浙江省': 'Zhejiang', '安徽省': 'Anhui', '福建省': 'Fujian', '江西省': 'Jiangxi', '山东省': 'Shandong', '河南省': 'Henan', '湖北省': 'Hubei', '湖南省': 'Hunan', '广东省': 'Guangdong', '广西壮族自治区': 'Guangxi',
                '海南省': 'Hainan', '四川省': 'Sichuan', '贵州省': 'Guizhou', '云南省': 'Yunnan', '西藏自治区': 'Tibet', '陕西省': 'Shaanxi', '甘肃省': 'Gansu', '青海省': 'Qinghai', '宁夏回族自治区': 'Ningxia', '新疆维吾尔自治区': 'Xinjiang', '厦门市': 'Xiamen',
                '中山市': 'Zhongshan', '沈阳市': 'Shenyang', '西安市': "Xi'an", '泰安市': "Tai'an", '台北市': 'Taipei', '高雄市': 'Kaohsiung', '台中市': 'Taichung', '台南市': 'Tainan', '新北市': 'New Taipei', '桃园市': 'Taoyuan', '新竹市': 'Hsinchu', '徐州市': 'Xuzhou', '昆山市': 'Kunshan', '义乌市': 'Yiwu', '拉萨市': 'Lhasa', '喀什地区': 'Kashgar', '许昌市': 'Xuchang', '信阳市': 'Xinyang', '三亚市': 'Sanya', '合肥市': 'Hefei', '珠海市': 'Zhuhai', '温州市': 'Wenzhou'}
    prov = {}
    for r in table:
        n = r['name']
        if r['type'] == 'province' and n[:2] in ('台湾', '澳门', '香港'):
            continue
        short = r['short'] or {'内蒙古自治区': '内蒙古'}.get(n, '')
        names, weak = [n], []
        if short and len(short) >= 2:
            names.append(short)
            if r['ambiguous'] == '1' and r['type'] != 'province' and store.judge.weak(short, 'place'):
                weak.append(short)
            if short in WEAK_PLACES:
                weak.append(short)
            if r['type'] == 'county' and short in store.judge.given:
                weak.append(short)
            if r['type'] == 'county' and (len(short) == 2 and n.endswith(('区', '新区')) and store.judge.words.zh.get(short, 0) > 0):
                weak.append(short)
            if short in seen_short:
                if r['type'] == 'county' and n.endswith('区'):
                    weak.append(short)
        if short and n.endswith('自治州'):
            names.append(short + '州')              # 甘孜州, as the news writes it
        for c in r['one_char'].split('|'):
            if c:
                names.append(c)
                weak.append(c)
        if len(n) <= 2:
            weak.append(n)
        if short:
            seen_short[short] = n
        en = extra_en.get(n)
        id = None
        hit = english.get(n) or (english.get(short) if r['type'] == 'prefecture' else None)
        if hit and r['type'] in ('prefecture', 'county', 'province'):
            id = hit[1]
            if not en:
                en = hit[0].replace('’', "'")
                if en in ('Amoy', 'Guankou'):
                    en = None
        if en:
            names.append(en)
            if not n.endswith(('省', '自治区')) and r['type'] == 'county' and ' ' not in en and store.judge.weak(en, 'place'):
                weak.append(en)
        id = id or ('gb:' + r['id'].ljust(6, '0') if r['id'] else None)
        strong = [short] if r['type'] == 'province' and short else []
        store.add('zh/divisions.tsv', 'place', names, id=id, weak=weak, strong=strong, country='TW' if r['parent'] == '台湾省' else 'CN', parent=r['parent'], sector=r['type'])
        store.places.update(x for x in names if not has_han(x))
        store.place_names.update(names)
        if id:
            store.cn_ids.add(id)


ZH_CITY = {'New York': '纽约', 'Vienna': '维也纳', 'Singapore': '', 'Rome': '罗马', 'Santo Domingo': '圣多明各', 'León': '莱昂', 'Nizhny Novgorod': '下诺夫哥罗德', 'Quezon City': '奎松城', 'Giza': '吉萨', 'Saitama': '埼玉',
           'The Bronx': '布朗克斯', 'Brooklyn': '布鲁克林', 'Borough of Queens': '皇后区', 'Santiago': '圣地亚哥', 'San Diego': '圣迭戈', 'Chittagong': '吉大港', 'Ho Chi Minh City': '胡志明市', 'Mexico City': '墨西哥城', 'Alexandria': '亚历山大港', 'Riyadh': '利雅得', 'Nairobi': '内罗毕',
           'Makassar': '望加锡', 'Houston': '休斯顿', 'Addis Ababa': '亚的斯亚贝巴', 'Guatemala City': '危地马拉城', 'Montevideo': '蒙得维的亚', 'Lusaka': '卢萨卡', 'Jakarta': '雅加达', 'Kuwait City': '科威特城', 'Naples': '那不勒斯', 'Tbilisi': '第比利斯', 'Tripoli': '的黎波里', 'Zürich': '苏黎世', 'Geneva': '日内瓦', 'Frankfurt am Main': '法兰克福', 'Odessa': '敖德萨', 'Lviv': '利沃夫', 'Seoul': '首尔', 'Osaka': '大阪', 'Nagoya': '名古屋', 'Sapporo': '札幌', 'Busan': '釜山', 'Incheon': '仁川', 'Daegu': '大邱', 'Tokyo': '东京', 'Kyiv': '基辅'}
EN_CITY = {'Borough of Queens': 'Queens', 'Makkah al Mukarramah': 'Mecca', 'Frankfurt am Main': 'Frankfurt', 'Zürich': 'Zurich', 'Sharjah city': 'Sharjah', 'Washington, D.C.': 'Washington', 'Suwon-si': 'Suwon', 'Kaohsiung City': 'Kaohsiung', 'Washington D. C.': 'Washington'}


def cities(store):
    done = set()
    for r in rows('places_world_cities.tsv'):
        pop = int(r['population'] or 0)
        if pop < 100000 or r['country'] in ('CN', 'TW', 'HK', 'MO', 'SG') or r['id'] in store.cn_ids:
            continue
        en = r['en'].replace('’', "'")
        if re.search(r'[ʼ‘ʿ]|^(Al |Ra\'s|Al-)', en) and pop < 2000000 and not r['zh']:
            continue
        zh = [store.judge.fold(z) for z in [r['zh']] + r['zh_aliases'].split('|') if z]
        if r['en'] in ZH_CITY:
            zh = [ZH_CITY[r['en']]] if ZH_CITY[r['en']] else []
            zh += [z for z in [store.judge.fold(z) for z in [r['zh']] + r['zh_aliases'].split('|')] if z and z not in zh and r['zh'] and r['en'] not in ('Seoul',)]
        forms = []
        for z in zh:
            s = re.sub('(广域市|特别市|市|都|区)$', '', z) if len(z) >= 3 else z
            if s in ('胡志', '沃') or len(s) < 2 or z in ('墨西哥城',):
                s = z
            if re.search('(街道|镇|乡)$', s):
                continue
            forms += [s, z] if s != z else [z]
        forms = list(dict.fromkeys(f for f in forms if has_han(f) and not re.search(r'[A-Za-z（(]', f)))
        enn = [EN_CITY.get(en, en)]
        plain = store.plain(enn[0])
        if plain != enn[0]:
            enn.append(plain)
        if EN_CITY.get(en, en) != en and pop:
            enn.append(en)
        enn += [a for a in r['en_aliases'].split('|') if a and len(a) > 3 and pop >= 300000][:3]
        weak = []
        for n in enn:
            single = ' ' not in n
            personal = n in store.judge.first or n in store.judge.last
            if single and (personal and pop < 1500000 or r['ambiguous'] == '1' and n.lower() in store.judge.words.en_size and pop < 1000000):
                weak.append(n)
        strong = [n for n in enn if pop >= 1000000 and n not in ('Nice', 'Mobile', 'Reading', 'Surat', 'Salvador', 'Santiago')]
        from store import STRONG, WEAK
        strong += [n for n in enn if n in STRONG]
        weak = [n for n in weak if n not in STRONG]
        weak += [f for f in forms if len(f) == 2 and store.judge.words.zh.get(f, 0) > 0 and f not in STRONG and pop < 1500000]
        weak += [n for n in enn if len(n) <= 3 and n not in STRONG]
        # a town that is called like a person, a club or a thing
        weak += [f for f in forms if f in WEAK_PLACES or f in store.judge.foreign and pop < 700000 and f not in STRONG]
        names = forms[:3] + enn
        kept = [n for n in names if (n, r['country']) not in done or True]
        # a smaller namesake of a well-known city is weak
        for n in names:
            if n in store.city_names and store.city_names[n] > pop:
                weak.append(n)
            else:
                store.city_names[n] = pop
        strong = [s for s in strong if s not in weak]
        store.add('any/cities.tsv', 'place', kept, id=r['id'], weak=weak, strong=strong, country=r['country'], sector='city', main=not weak)
        store.places.update(n for n in enn if pop > 100000)
        store.place_names.update(forms)


NOT_SUBDIVISION = {'Jewish', 'Somali', 'Portuguesa', 'Amhara', 'Central', 'Northern', 'Southern', 'Eastern', 'Western', 'North', 'South', 'East', 'West', 'Centre', 'Capital', 'Plateau', 'Coast', 'Littoral', 'Pisa', 'Sabah'}
WELL_KNOWN = {'US', 'CA', 'AU', 'GB', 'IN', 'DE', 'JP', 'KR'}       # whose parts the news names without saying what they are


def subdivisions(store):
    for r in rows('subdivisions_world.tsv'):
        n = r['en'].replace('’', "'")
        if r['country'] in ('CN', 'TW', 'HK', 'MO') or n in store.city_names or len(n) < 4:
            continue
        if r['country'] not in ('US', 'CA', 'AU', 'GB', 'JP', 'KR', 'IN', 'DE', 'FR', 'IT', 'ES', 'RU', 'UA', 'BR', 'MX', 'ID', 'PH', 'PK', 'TR', 'IR', 'IQ', 'SY', 'NG', 'ZA', 'CH', 'AT', 'NL', 'BE', 'PL', 'AR', 'CO', 'VE', 'MY', 'TH', 'VN', 'EG', 'ET', 'AF', 'YE', 'IL', 'KZ', 'SE', 'NO', 'FI', 'DK', 'PE', 'CL'):
            continue
        weak = []
        from store import STRONG
        if ' ' not in n and n not in STRONG and (n in store.judge.first or n in store.judge.last or r['ambiguous'] == '1'):
            weak.append(n)
        if n == 'Washington' or r['country'] == 'GB' and len(n) < 6:
            weak.append(n)
        if n in store.demonyms or n in NOT_SUBDIVISION:
            continue
        if r['country'] not in WELL_KNOWN and ' ' not in n and (len(n) <= 5 or n.lower() in store.judge.words.en_size) and n not in STRONG:
            weak.append(n)
        store.add('en/subdivisions.tsv', 'place', [n], id='iso:' + r['id'], weak=weak, country=r['country'], sector='subdivision', main=False)
        store.places.add(n)
    for r in rows('subdivisions_world_odbl.tsv'):
        z = r['zh']
        if r['country'] in ('CN', 'TW', 'HK', 'MO') or not z or not has_han(z) or len(z) < 2 or re.search('[A-Za-z（(]', z):
            continue
        if r['country'] not in ('US', 'CA', 'AU', 'JP', 'KR', 'IN', 'DE', 'IT', 'ES', 'RU', 'UA', 'BR', 'MX', 'ID', 'MY', 'VN', 'PK', 'TR', 'IR', 'SY', 'CH', 'AT', 'NL', 'BE', 'ZA', 'NG', 'AF', 'IQ', 'FR'):
            continue
        names = [z]
        s = re.sub('(自由州|联邦区|自治区|自治州|大区|地区|州|省|府|县|都|邦|郡)$', '', z)
        weak = []
        if s != z and len(s) >= 2 and r['country'] != 'KR':
            names.append(s)
            # much of the Chinese side is translated by machine (蝙蝠侠 for Batman): the short form counts only where it is well known
            if r['country'] not in ('JP', 'US', 'CA', 'AU') and s not in STRONG or store.judge.weak(s, 'place') or s in store.judge.foreign and r['country'] != 'US':
                weak.append(s)
        if store.find('place', z):
            continue
        if s == z and (r['country'] not in ('JP', 'US', 'CA', 'AU') and z not in STRONG or store.judge.weak(z, 'place')):
            weak.append(z)
        store.add('any/places_odbl.tsv', 'place', names, id='iso:' + r['id'], weak=weak, country=r['country'], sector='subdivision', main=False)


def build(store):
    import classes
    store.plain = classes.plain
    store.cn_ids, store.city_names = set(), {}
    countries(store)
    china(store)
    cities(store)
    subdivisions(store)
