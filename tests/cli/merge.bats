# --merge: one timeline of many documents, with the shipped rules, on the made pairs of articles.
load helpers
setup_file() {
    : "${EXTRACT:=build/extract}"
    EXTRACT=$(realpath "$EXTRACT")
    PAIRS=$(realpath "$BATS_TEST_DIRNAME/../pairs")
    export EXTRACT PAIRS
}
setup() {
    cp "$PAIRS"/*.txt "$BATS_TEST_TMPDIR"
    cd "$BATS_TEST_TMPDIR"
}

@test "one JSON object, each event once, with every document that tells it" {
    extract --merge mix-deal-1.txt mix-deal-2.txt
    ends_with 0
    lines_told 0
    [ "$(wc -l <<< "$output")" -eq 1 ]
    holds '.version == 1 and (.documents | length) == 2'
    holds '[.events[] | select(.type == "acquisition" and ([.accounts[].document] | unique) == ["d1", "d2"])] | length == 1'
    holds '[.events[].accounts[].told[]] | all(.trigger.end > .trigger.start)'
}

@test "the order of the files does not matter; nor do threads; nor a file given twice" {
    "$EXTRACT" --merge ./*.txt > a
    ls -r ./*.txt | xargs "$EXTRACT" --merge > b
    "$EXTRACT" --merge -j8 ./*.txt > c
    "$EXTRACT" --merge ./*.txt zh-deal-1.txt > d
    cmp a b && cmp a c && cmp a d
    [ "$(jq '.events | length' a)" -gt 20 ]
}

@test "contradictory dates and amounts are listed, with who says what" {
    extract --merge zh-deal-1.txt zh-deal-2.txt
    holds '[.events[] | .contradictions[]? | select(.about == "price") | [.told[].value]] == [[840000000, 910000000]]'
    holds '[.events[] | select(.contradictions)] | length == 1'
    extract --merge -f text zh-deal-1.txt zh-deal-2.txt
    written "price: 8.4亿元 (d1) or 9.1亿元 (d2)"
}

@test "JSON made before, of documents and of merges: the same as from the texts" {
    "$EXTRACT" --merge ./*.txt > all
    "$EXTRACT" ./*.txt > each.jsonl
    "$EXTRACT" --merge each.jsonl > from-lines
    cmp all from-lines
    "$EXTRACT" --merge zh-*.txt > zh.json
    "$EXTRACT" en-arrests-1.txt > one.json
    "$EXTRACT" --merge en-arrests-2.txt en-q*.txt en-suits-*.txt > en.json
    "$EXTRACT" --merge mix-*.txt zh.json one.json en.json > nested
    "$EXTRACT" --merge nested all > again
    jq -S '[.events[] | {type, date: .date.value, told: [.accounts[].told[].trigger] | sort}] | sort' all > x
    jq -S '[.events[] | {type, date: .date.value, told: [.accounts[].told[].trigger] | sort}] | sort' nested > y
    diff x y
    cmp all again
}

@test "JSONL: the documents of one batch" {
    for f in mix-quake-1 mix-quake-2; do jq -Rsc --arg id "$f" '{id: $id, text: .}' "$f.txt"; done > batch.jsonl
    extract --merge batch.jsonl
    ends_with 0
    holds '[.documents[].name] == ["mix-quake-1", "mix-quake-2"]'
    holds '[.events[] | select((.accounts | length) == 2)] | length == 1'
}

@test "text: a table of all documents" {
    extract --merge -f text mix-quake-1.txt mix-quake-2.txt
    ends_with 0
    written "d1  2024-11-08  智利发生6.9级地震致9人死亡"
    written "[d1 d2]"
    written "2 documents, 3 events"
}

@test "one document alone; a document without events; an empty one among others" {
    extract --merge zh-deal-1.txt
    ends_with 0
    holds '.events | length == 2'
    printf '天气很好。\n' > fine.txt
    extract --merge fine.txt
    ends_with 0
    holds '(.documents | length) == 1 and .events == [] and .timeline == []'
    : > empty.txt
    extract --merge zh-deal-1.txt empty.txt zh-deal-2.txt
    ends_with 1
    told "empty.txt: empty"
    holds '.documents | length == 2'
}

@test "JSON that is no output of ours: told with its name, the rest is merged, status 1" {
    printf '{"version": 1, "document": {"id": "a"}, "events": [{"id": "v1"}], "timeline": [{"event": "v1"}]}\n' > bad.json
    printf '{"version": 1, "document": {"id": "a"\n' > torn.json
    extract --merge bad.json zh-deal-1.txt torn.json
    ends_with 1
    lines_told 2
    told "bad.json: "
    told "torn.json: "
    holds '.documents | length == 1'
}

@test "--merge --explain is wrong use" {
    extract --merge --explain zh-deal-1.txt
    fails 2 "--merge"
}

@test "offsets in the unit asked for" {
    extract --merge --offsets byte zh-deal-1.txt
    at=$(jq '[.events[].accounts[].told[].trigger] | map(select(.text == "创立"))[0].start' <<< "$output")
    [ "$(tail -c +$((at + 1)) zh-deal-1.txt | head -c 6)" = "创立" ]
}

@test "rules/_acts: any act is told beside the events, and its examples come out" {
    acts=$(realpath "$BATS_TEST_DIRNAME/../../rules/_acts")
    printf 'John Smith praised Mary Brown. Mary Brown thanked Microsoft on May 3, 2024.\n' > acts.txt
    extract acts.txt
    holds '[.events[] | select(.type == "act")] == []'
    extract --merge --rules "$acts" acts.txt
    holds '[.events[] | select(.type == "act") | .summary] == ["John Smith praised Mary Brown", "Mary Brown thanked Microsoft"]'
    extract --rules "$acts" --check
    ends_with 0
    written " 0 failed"
}
