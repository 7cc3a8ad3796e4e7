# What must hold for every text, with the shipped rules: on the golden articles.
load helpers
setup_file() {
    : "${EXTRACT:=build/extract}"
    EXTRACT=$(realpath "$EXTRACT")
    ROOT=$(realpath "$BATS_TEST_DIRNAME/../..")
    export EXTRACT ROOT
    cd "$ROOT/tests/articles"
    "$EXTRACT" ./*.txt > "$BATS_FILE_TMPDIR/all.json"
}
setup() {
    cd "$BATS_TEST_TMPDIR"
    ALL=$BATS_FILE_TMPDIR/all.json
}

# Findings without offsets and ids: types, texts, values; events with what takes part in them.
findings() {
    jq -c --argjson skip "${1:-0}" '(.mentions | map({key: .id, value: .}) | from_entries) as $m
        | {m: [.mentions[] | select(.start >= $skip) | [.start - $skip, .end - $skip, .type, .text, .value]],
           e: [.events[] | [.type, .date.value, .modality, [.arguments[] | [.role, $m[.mention].text]]]]}'
}

@test "the same bytes on one thread, on eight, and at a second run" {
    cd "$ROOT/tests/articles"
    "$EXTRACT" -j8 ./*.txt | cmp - "$ALL"
    "$EXTRACT" -j1 ./*.txt | cmp - "$ALL"
}

@test "a document's output does not depend on those before it" {
    cd "$ROOT/tests/articles"
    for article in $(ls -r ./*.txt); do echo "$article"; done | xargs "$EXTRACT" | tac | cmp - "$ALL"
}

# data/: the shipped rules under other names, so that they are read in the reverse order.
reversed_rules() {
    mkdir data
    ln -s "$ROOT/gazetteers" data/gazetteers
    number=100
    for file in $(find "$ROOT/rules" -name '*.yaml' -o -name '*.tsv' | sort -r); do
        number=$((number + 1))
        folder=data/$(dirname "${file#"$ROOT"/}") name=$(basename "$file")
        [ "$name" = weights.tsv ] || name=$number-$name
        mkdir -p "$folder"
        cp "$file" "$folder/$name"
    done
}

# Shows where they differ, article by article.
same_output() {
    cmp "$1" "$ALL" && return
    for i in $(seq "$(wc -l < "$ALL")"); do
        diff <(sed -n "${i}p" "$ALL" | jq .) <(sed -n "${i}p" "$1" | jq .) | head -n 6
    done | head -n 40
    return 1
}

@test "the same bytes with the files of rules in another order" {
    reversed_rules
    cd "$ROOT/tests/articles"
    EXTRACT_DATA=$BATS_TEST_TMPDIR/data "$EXTRACT" --no-cache ./*.txt > "$BATS_TEST_TMPDIR/other.json"
    same_output "$BATS_TEST_TMPDIR/other.json"
}

@test "a nameless sentence in front shifts every offset by its length, and changes nothing else" {
    cat > zh.txt <<< '星河科技2019年以12亿元收购了蓝鲸数据。王小明担任董事长，他在发布会上说，公司今年收入增长20%。'
    cat > en.txt <<< 'Microsoft bought Bluewhale Data for $12 million in 2019. John Smith became its chairman, and he said sales rose 20 percent.'
    { printf '天气很好。'; cat zh.txt; } > zh2.txt
    { printf 'It was cold and wet. '; cat en.txt; } > en2.txt
    "$EXTRACT" zh.txt | findings 0 > a
    "$EXTRACT" zh2.txt | findings 5 > b
    diff <(jq . a) <(jq . b)
    [ "$(jq '.m | length' a)" -gt 3 ]
    "$EXTRACT" en.txt | findings 0 > a
    "$EXTRACT" en2.txt | findings 21 > b
    diff <(jq . a) <(jq . b)
    [ "$(jq '.m | length' a)" -gt 3 ]
}

@test "the same amount in figures, in words and in English" {
    printf '公司投资3200万美元。\n' > a.txt
    printf '公司投资三千二百万美元。\n' > b.txt
    printf '公司投資３２００萬美元。\n' > c.txt
    printf 'The company invested $32 million.\n' > d.txt
    printf 'The company invested thirty-two million dollars.\n' > e.txt
    for file in a b c d e; do
        "$EXTRACT" "$file.txt" | jq -e '[.mentions[] | select(.type == "money") | {value, currency}] == [{value: 32000000, currency: "USD"}]' \
            || { echo "$file"; "$EXTRACT" "$file.txt"; false; }
    done
}

@test "full width, traditional characters and case: the same findings" {
    printf '微软公司2019年收购了谷歌。\n' > a.txt
    printf '微軟公司２０１９年收購了谷歌。\n' > b.txt
    "$EXTRACT" a.txt | jq -c '[.mentions[] | [.start, .end, .type, .value]], [.events[].type]' > a
    "$EXTRACT" b.txt | jq -c '[.mentions[] | [.start, .end, .type, .value]], [.events[].type]' > b
    diff a b
}

# OpenCC turns each article into the other script, character by character: offsets stay.
@test "traditional text has the same findings as its simplified twin" {
    places() { "$EXTRACT" "$1" | jq -c '[.mentions[] | [.start, .end, .type, .value]], [.entities[].mentions], [.events[] | [.type, .status, .date.value]]'; }
    for article in "$ROOT"/tests/articles/{demo,zh-*,mix-*,zht-*}.txt; do
        case $article in */zht-*) to=t2s ;; *) to=s2t ;; esac
        opencc -c "$to.json" -i "$article" -o twin.txt
        if cmp -s "$article" twin.txt; then echo "$article is its own twin"; false; fi
        places "$article" > a
        places twin.txt > b
        diff a b || { echo "$article"; false; }
    done
}

@test "line ends and a byte-order mark change no finding" {
    for article in demo en-court zht-quake; do
        "$EXTRACT" "$ROOT/tests/articles/$article.txt" | jq -c '[.mentions[].text], [.events[].type]' > a
        { printf '\xef\xbb\xbf'; sed 's/$/\r/' "$ROOT/tests/articles/$article.txt"; } > "$article.txt"
        "$EXTRACT" "$article.txt" | jq -c '[.mentions[].text], [.events[].type]' > b
        diff a b
    done
}

@test "--explain leaves out nothing and changes no event; every mention and event has its why" {
    cd "$ROOT/tests/articles"
    "$EXTRACT" --explain ./*.txt > "$BATS_TEST_TMPDIR/why.json"
    cd "$BATS_TEST_TMPDIR"
    jq -c '[.events[] | [.type, .summary, .date.value, .modality]], [.entities[].name]' "$ALL" > a
    jq -c '[.events[] | [.type, .summary, .date.value, .modality]], [.entities[].name]' why.json > b
    diff a b
    paste -d '\n' "$ALL" why.json | jq -se '[_nwise(2)] | all((.[0].mentions | map([.start, .end, .type, .value]))
        - (.[1].mentions | map([.start, .end, .type, .value])) == [])'
    jq -se 'all(.[]; all(.mentions[], .events[]; has("why")))' why.json
}

# TEXT TYPE DATE: what the events of the type are dated with.
dated() {
    printf '%s\n' "$1" > told.txt
    "$EXTRACT" -d 2026-11-24 told.txt | jq -r --arg type "$2" '[.events[] | select(.type == $type) | .date.value] | tostring' | grep -Fx "[$3]"
}

@test "what has happened did not happen on a day to come" {
    dated 'Google said on Monday that a deal would close by the end of March. Google shares rose 3.1%.' price_move '"2026-11-23"'
}

@test "a stretch of years looked back on dates no act" {
    dated 'Google agreed to pay a $27 million fine to settle claims that it failed to report defects between 2013 and 2018.' fine '"2026-11-24"'
}

@test "the place of a dateline takes part in nothing, also where the date is given" {
    printf '中新社成都6月2日电 四川省应急管理厅通报，甘孜州发生5.3级地震。截至2日8时，地震已造成3人死亡。\n' > told.txt
    "$EXTRACT" -d 2024-06-02 told.txt | jq -e '[.mentions[] | select(.text == "成都") | .id] as $place
        | [.events[].arguments[] | select(.mention as $m | $place | index($m))] == []'
}
