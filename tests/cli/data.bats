# Rules and gazetteers: mistakes with their places, the user's own, the cache.
load helpers
setup_file() { make_data; }
setup() {
    make_folder
    mkdir rules gazetteers
}

# A rule file of one rule, whose pattern is the argument, in single quotation marks: it begins in column 13 of line 5.
rule_with() {
    printf "language: zh\nrules:\n  - id: %s\n    type: product\n    match: '%s'\n    weight: 5\n    examples:\n      - {text: 甲乙, finds: 甲乙}\n" \
        "${2:-zh.product.test}" "$1" > "rules/${3:-a}.yaml"
}

use_rules() { extract --rules rules a.txt; }
use_gazetteers() { extract --gazetteers gazetteers a.txt; }

# Refused: nothing is written, the place and what is wrong stand in the first line, then one line that it is refused.
refused() {
    ends_with 3
    [ -z "$output" ]
    [[ ${stderr_lines[0]} == "$1"* ]]
    [[ ${stderr_lines[0]} == *"$2"* ]]
}

# --- rules ---------------------------------------------------------------------------------------------------------------

@test "a bad pattern: file:line:column of the slip, status 3" {
    rule_with '甲乙)丙'
    use_rules
    refused "rules/a.yaml:5:15: " "closing parenthesis"
    rule_with '甲{2,1}乙'
    use_rules
    refused "rules/a.yaml:5:17: " "numbers out of order"
    rule_with '甲乙**+丙'
    use_rules
    refused "rules/a.yaml:5:15: " "quantifier"
}

@test "the column counts behind a {name} as the author wrote it" {
    printf "language: zh\ntables:\n  colour: {红: r, 绿: g, 蓝: b}\nrules:\n  - id: zh.product.test\n    type: product\n    match: '{colour}{colour}甲)'\n    examples:\n      - {text: 红绿甲, finds: 红绿甲}\n" > rules/a.yaml
    use_rules
    refused "rules/a.yaml:7:30: " "closing parenthesis"
}

@test "an unknown key: the nearest one, status 3" {
    printf "language: zh\nrules:\n  - id: zh.product.test\n    type: product\n    mach: '甲乙'\n" > rules/a.yaml
    use_rules
    refused "rules/a.yaml:5:5: " "unknown key 'mach': did you mean 'match'?"
    printf "langauge: zh\n" > rules/a.yaml
    use_rules
    ends_with 3
    told "rules/a.yaml:1:1: "
    told "language"
}

@test "an id used twice: both places, status 3" {
    rule_with '甲乙' zh.product.test a
    rule_with '甲乙' zh.product.test b
    use_rules
    ends_with 3
    told "rules/b.yaml:3:5: the id 'zh.product.test' is used twice; the first is in rules/a.yaml:3"
}

@test "no examples, no match, no id, an unknown type, an unknown group: status 3" {
    rule_with '甲乙'
    sed -i '/examples/,$d' rules/a.yaml
    use_rules
    refused "rules/a.yaml:3:5: " "no examples"
    rule_with '甲乙'
    sed -i '/match/d' rules/a.yaml
    use_rules
    refused "rules/a.yaml:3:5: " "needs a 'match'"
    rule_with '甲乙'
    sed -i 's/- id: zh.product.test/- why: none/' rules/a.yaml
    use_rules
    refused "rules/a.yaml:3:5: " "needs an 'id'"
    rule_with '甲乙'
    sed -i 's/type: product/type: produkt/' rules/a.yaml
    use_rules
    refused "rules/a.yaml:4:11: " "unknown type 'produkt'"
    rule_with '(?<colour>甲)乙'
    use_rules
    refused "rules/a.yaml:5:13: " "no group is called 'colour'"
}

@test "a pattern that matches the empty text, status 3" {
    rule_with '(?:甲乙)?'
    use_rules
    refused "rules/a.yaml:5:13: " "matches the empty text"
}

@test "a pattern without a literal that would run everywhere, status 3" {
    rule_with '.+'
    use_rules
    refused "rules/a.yaml:5:13: " "no literal"
}

@test "an unknown {name}, status 3" {
    rule_with '甲{nothing}'
    use_rules
    refused "rules/a.yaml:5:14: " "{nothing}: no table, pattern, word class or role has this name"
}

@test "a summary names a role that the event does not have" {
    printf "event: walk\nroles:\n  walker: {types: [person], required: true}\nsummary:\n  zh: '{runner}散步'\nzh:\n  trigger: [散步]\n  patterns: ['{walker}{trigger}']\n  examples: [{text: 李明散步, trigger: 散步}]\n" > rules/a.yaml
    use_rules
    refused "rules/a.yaml:5:8: " "{runner}: the event has no role of this name"
}

@test "a rule that takes a number and its scale apart" {
    printf "language: zh\ntables:\n  my_scale: {万: 1e4, 亿: 1e8}\n  my_coin: {金币: XGC}\nrules:\n  - id: zh.money.coins\n    type: money\n    match: '(?<number>\\\\d+(?:\\\\.\\\\d+)?)(?<scale>{my_scale})?(?<currency>{my_coin})'\n    weight: 5\n    examples:\n      - {text: 赏1.2亿金币, finds: 1.2亿金币}\n" > rules/a.yaml
    printf '赏1.2亿金币。\n' > coins.txt
    extract --rules rules coins.txt
    ends_with 0
    echo "$output" | jq -e '[.mentions[] | select(.text == "1.2亿金币" and .value == 120000000 and .currency == "XGC")] | length == 1'
}

@test "a file that is no YAML; an empty one; a key twice: status 3" {
    printf 'language: zh\nrules: [\n' > rules/a.yaml
    use_rules
    ends_with 3
    told "rules/a.yaml:"
    told "not YAML"
    : > rules/a.yaml
    use_rules
    refused "rules/a.yaml: " "empty"
    printf 'language: zh\nlanguage: en\n' > rules/a.yaml
    use_rules
    refused "rules/a.yaml:2:1: " "a second time"
}

@test "every mistake is told, not only the first" {
    rule_with '甲乙)' zh.product.one a
    rule_with '甲{nothing}' zh.product.two b
    printf 'name\ttype\nA\n' > gazetteers/a.tsv
    extract --rules rules --gazetteers gazetteers a.txt
    ends_with 3
    told "rules/a.yaml:5:"
    told "rules/b.yaml:5:"
    told "gazetteers/a.tsv:2:"
}

@test "a folder that is not there, status 3" {
    extract --rules nowhere a.txt
    ends_with 3
    told "nowhere: can't be read: No such file or directory"
    extract --gazetteers nowhere a.txt
    ends_with 3
    told "nowhere: can't be read: No such file or directory"
}

@test "--keep-going leaves out what is wrong, tells it, and goes on" {
    rule_with '甲乙)' zh.product.one a
    rule_with '戊己' zh.product.two b
    printf 'name\ttype\n无列\n远山矿业\tcompany\n' > gazetteers/a.tsv
    printf '远山矿业买了戊己。\n' > b.txt
    extract --keep-going --rules rules --gazetteers gazetteers b.txt
    ends_with 0
    lines_told 2
    told "rules/a.yaml:5:"
    told "gazetteers/a.tsv:2:"
    [ "$(mentions)" = "远山矿业 戊己" ]
    extract --keep-going --rules rules --gazetteers gazetteers b.txt
    lines_told 2
}

@test "--check is right about rules that are right" {
    extract --check
    ends_with 0
    lines_told 0
    written " rules, "
    written "examples, 0 failed"
}

@test "--check tells the example and the counter-example that fail, with their places, status 3" {
    rule_with '甲乙'
    printf '    counter:\n      - 这里有甲乙\n' >> rules/a.yaml
    sed -i 's/finds: 甲乙/finds: 甲/' rules/a.yaml
    extract --rules rules --check
    ends_with 3
    told "rules/a.yaml:8:9: zh.product.test: this example"
    told "rules/a.yaml:10:9: zh.product.test: this counter-example"
    written "2 failed"
}

@test "--check tells mistakes in files too, status 3" {
    rule_with '甲乙)'
    extract --rules rules --check
    ends_with 3
    told "rules/a.yaml:5:"
}

@test "--check needs no folder with the names of examples" {
    own_data
    rm -r data/rules/examples
    extract --check
    ends_with 0
}

# --- gazetteers ------------------------------------------------------------------------------------------------------------

@test "too few columns: file:line:column and what was expected, status 3" {
    printf 'name\ttype\n甲乙\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:2:" "1 column, expected at least 2"
}

@test "an unknown type, a bad weight, a bad frequency, an empty name: status 3" {
    printf 'name\ttype\n甲乙\tfirm\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:2:4: " "unknown type 'firm'"
    printf 'word\tclass\tweight\n甲\tsurname\tx1\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:2:11: " "'x1' is no number, in the column 'weight'"
    printf 'word\tfrequency\n甲\t-1\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:2:3: " "frequency"
    printf 'name\ttype\n\tperson\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:2:1: " "the name is empty"
}

@test "a first line that names no columns, status 3" {
    printf '甲乙\tcompany\n' > gazetteers/a.tsv
    use_gazetteers
    refused "gazetteers/a.tsv:1:1: " "the first line must name the columns"
}

@test "text that is no UTF-8 in a gazetteer or a rule, status 3" {
    printf 'name\ttype\n\xff\xfe\tperson\n' > gazetteers/a.tsv
    use_gazetteers
    ends_with 3
    told "gazetteers/a.tsv:2:"
    rule_with $'\xff甲'
    use_rules
    ends_with 3
    told "rules/a.yaml:"
}

@test "a byte-order mark, CRLF, comments, blank lines, blanks in names, more columns" {
    printf '\xef\xbb\xbf# ours\r\nname\ttype\taliases\tsector\r\n\r\nNorth Star\tcompany\tNSTAR|~Star\tmining\r\n' > gazetteers/a.tsv
    printf 'North Star and NSTAR agreed.\n' > b.txt
    extract --gazetteers gazetteers b.txt
    ends_with 0
    lines_told 0
    [ "$(mentions)" = "North Star NSTAR" ]
    holds '.entities[0].attributes == {sector: "mining"}'
}

# --- the user's own ----------------------------------------------------------------------------------------------------------

@test "a rule counts at the next run; edited, again at the next; removed, no more" {
    printf '这是戊己和庚辛。\n' > b.txt
    extract --rules rules b.txt
    [ "$(mentions)" = "" ]
    rule_with '戊己' zh.product.one a
    extract --rules rules b.txt
    [ "$(mentions)" = "戊己" ]
    sed -i 's/戊己/庚辛/' rules/a.yaml
    extract --rules rules b.txt
    [ "$(mentions)" = "庚辛" ]
    rm rules/a.yaml
    extract --rules rules b.txt
    [ "$(mentions)" = "" ]
}

@test "a name counts at the next run; edited, again at the next" {
    printf '戊己和庚辛合作。\n' > b.txt
    printf 'name\ttype\n戊己\tcompany\n' > gazetteers/a.tsv
    extract --gazetteers gazetteers b.txt
    [ "$(mentions)" = "戊己" ]
    sed -i 's/戊己/庚辛/' gazetteers/a.tsv
    extract --gazetteers gazetteers b.txt
    [ "$(mentions)" = "庚辛" ]
    printf '戊己\tperson\n' >> gazetteers/a.tsv
    extract --gazetteers gazetteers b.txt
    [ "$(mentions)" = "戊己 庚辛" ]
}

@test "a file in the shipped folders counts at the next run too" {
    own_data
    printf '戊己和庚辛合作。\n' > b.txt
    extract b.txt
    [ "$(mentions)" = "" ]
    printf 'name\ttype\n戊己\tcompany\n' > data/gazetteers/zh/more.tsv
    extract b.txt
    [ "$(mentions)" = "戊己" ]
    rule_with '庚辛'
    cp rules/a.yaml data/rules/zh/more.yaml
    extract b.txt
    [ "$(mentions)" = "戊己 庚辛" ]
}

@test "a user's rule replaces the shipped one of the same id" {
    extract a.txt
    [[ $(mentions) == *"12亿元"* ]]
    rule_with '绝无此物' zh.money.test
    use_rules
    ends_with 0
    [[ $(mentions) != *"12亿元"* ]]
    [[ $(mentions) == *"昨日"* ]]
}

@test "of two user folders the later one wins" {
    mkdir other
    printf '这是戊己和庚辛。\n' > b.txt
    rule_with '戊己'
    sed 's/戊己/庚辛/' rules/a.yaml > other/a.yaml
    extract --rules rules --rules other b.txt
    [ "$(mentions)" = "庚辛" ]
    extract --rules other --rules rules b.txt
    [ "$(mentions)" = "戊己" ]
}

@test "a user's own entry outranks the shipped one" {
    printf 'name\ttype\tticker\n蓝鲸数据\torganization\tXX:1\n' > gazetteers/a.tsv
    printf '今年蓝鲸数据开工。\n' > b.txt
    extract --gazetteers gazetteers b.txt
    ends_with 0
    holds '[.mentions[] | select(.text == "蓝鲸数据")][0].type == "organization"'
}

@test "files that are no rules and no gazetteers are left alone; folders below count" {
    mkdir -p rules/deep/er gazetteers/deep
    printf 'garbage: [\n' > rules/notes.txt
    printf 'garbage\n' > gazetteers/notes.md
    printf 'garbage: [\n' > rules/.hidden.yaml
    rule_with '戊己'
    mv rules/a.yaml rules/deep/er/
    printf 'name\ttype\n庚辛\tcompany\n' > gazetteers/deep/a.tsv
    printf '这是戊己和庚辛。\n' > b.txt
    extract --rules rules --gazetteers gazetteers b.txt
    ends_with 0
    [ "$(mentions)" = "戊己 庚辛" ]
}

# --- the cache ---------------------------------------------------------------------------------------------------------------

# Loads from the cache, or not.
is_cached() { "$EXTRACT" "$@" --list gazetteers | grep -q 'from the cache'; }

@test "the second run is from the cache, an edit makes the next one not" {
    own_data
    export EXTRACT_CACHE=$PWD/cache
    run is_cached; [ "$status" -eq 1 ]
    is_cached
    touch -d '2001-01-01' data/gazetteers/zh/names.tsv
    run is_cached; [ "$status" -eq 1 ]
    is_cached
    printf '# more\n' >> data/rules/zh/base.yaml
    run is_cached; [ "$status" -eq 1 ]
    is_cached
    mv data/rules/zh/base.yaml data/rules/zh/renamed.yaml
    run is_cached; [ "$status" -eq 1 ]
}

@test "--no-cache reads none and writes none" {
    export EXTRACT_CACHE=$PWD/cache
    "$EXTRACT" --no-cache a.txt
    [ ! -e cache ]
    is_cached || is_cached
    run is_cached --no-cache
    [ "$status" -eq 1 ]
}

# FILE OFFSET: another byte there.
flip() {
    python3 - "$1" "$2" <<-'P'
		import sys
		with open(sys.argv[1], "r+b") as file:
		    file.seek(int(sys.argv[2]))
		    byte = file.read(1)[0]
		    file.seek(int(sys.argv[2]))
		    file.write(bytes([byte ^ 0x5a]))
	P
}

@test "a cache with flipped bytes is made anew; a flipped pattern is not used" {
    own_data
    export EXTRACT_CACHE=$PWD/cache
    extract a.txt
    expected=$output
    file=$(echo cache/model-*.bin)
    size=$(stat -c %s "$file")
    checked=$(od -A n -t u8 -j 32 -N 8 "$file")      # image.c: the compiled patterns stand behind
    [ "$checked" -lt "$size" ]
    for at in 0 9 17 25 33 50 1000 $((checked / 2)) $((checked - 1)); do
        flip "$file" "$at"
        run is_cached; [ "$status" -eq 1 ]
        is_cached
    done
    for ((at = checked; at < size; at += 97)); do flip "$file" "$at"; done
    is_cached
    extract a.txt
    ends_with 0
    [ "$output" = "$expected" ]
}

@test "a truncated, an empty and an extended cache is made anew" {
    own_data
    export EXTRACT_CACHE=$PWD/cache
    extract a.txt
    expected=$output
    file=$(echo cache/model-*.bin)
    for size in 0 1 100 5000 $(($(stat -c %s "$file") - 1)) $(($(stat -c %s "$file") + 1)); do
        truncate -s "$size" "$file"
        extract a.txt
        ends_with 0
        lines_told 0
        [ "$output" = "$expected" ]
        is_cached
    done
}

@test "a folder for the cache that can't be written, or is a file: it works all the same" {
    extract a.txt
    expected=$output
    : > file
    EXTRACT_CACHE=$PWD/file extract a.txt
    ends_with 0
    lines_told 0
    [ "$output" = "$expected" ]
    EXTRACT_CACHE=/proc/nowhere extract a.txt
    ends_with 0
    lines_told 0
    [ "$output" = "$expected" ]
}

@test "without any home: it works all the same" {
    extract a.txt
    expected=$output
    run --separate-stderr env -u EXTRACT_CACHE -u HOME "$EXTRACT" a.txt
    ends_with 0
    [ "$output" = "$expected" ]
}

@test "nothing is left beside the cache, and what had mistakes is not kept" {
    own_data
    export EXTRACT_CACHE=$PWD/cache
    extract a.txt
    [ "$(find cache -type f | wc -l)" -eq 1 ]
    printf 'name\ttype\n无列\n' > gazetteers/a.tsv
    extract --keep-going --gazetteers gazetteers a.txt
    ends_with 0
    [ "$(find cache -type f | wc -l)" -eq 1 ]
}

@test "eight runs at once share a cache" {
    own_data
    export EXTRACT_CACHE=$PWD/cache
    for i in 1 2 3 4 5 6 7 8; do "$EXTRACT" a.txt > "out$i" & done
    wait
    for i in 2 3 4 5 6 7 8; do cmp out1 "out$i"; done
    is_cached
}
