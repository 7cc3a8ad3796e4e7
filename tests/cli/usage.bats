# Options, help, exit statuses, where output goes.
load helpers
setup_file() { make_data; }
setup() { make_folder; }

@test "--help goes to standard output, begins with an example and lists every option" {
    extract --help
    ends_with 0
    lines_told 0
    [ "${lines[0]}" = "extract article.txt > events.json" ]
    for option in date format output input jobs types offsets pretty explain at rules gazetteers check list keep-going \
        no-cache help version; do
        written "--$option"
    done
    written "Exit status"
}

@test "-h is --help, and needs no rules" {
    EXTRACT_DATA=$PWD/nowhere extract -h
    ends_with 0
    written "usage: extract"
}

@test "--version is the header's" {
    extract --version
    ends_with 0
    [ "$output" = "extract $(sed -n 's/^#define EXTRACT_VERSION "\(.*\)"/\1/p' "$BATS_TEST_DIRNAME/../../include/extract.h")" ]
}

@test "an unknown option: one line with the nearest one, status 2, nothing on standard output" {
    extract --formt json a.txt
    fails 2 "unknown option '--formt'; did you mean --format?"
    [ -z "$output" ]
    extract --explian a.txt
    fails 2 "did you mean --explain?"
    extract --gazeteer . a.txt
    fails 2 "did you mean --gazetteers?"
    extract -x a.txt
    fails 2 "unknown option '-x'"
}

@test "a wrong value of an option: one line that says what is right, status 2" {
    extract --format xml a.txt
    fails 2 "--format: unknown value 'xml'; there is json"
    extract --input pdf a.txt
    fails 2 "--input: unknown value 'pdf'; there is auto"
    extract --offsets words a.txt
    fails 2 "--offsets: unknown value 'words'; there is codepoint, byte, utf16"
    extract --list everything
    fails 2 "--list: unknown value 'everything'"
    extract --types person,firm a.txt
    fails 2 "unknown type 'firm'"
    extract --jobs many a.txt
    fails 2 "'many' is no number"
    extract --jobs -3 a.txt
    fails 2 "'-3' is no number"
    extract --pretty=yes a.txt
    fails 2 "--pretty takes no value"
    extract a.txt --date
    fails 2 "--date needs a value"
    extract --at 3 a.txt
    fails 2 "--at belongs to --explain"
}

@test "--date: what is no date, status 2" {
    for date in yesterday 2024/05/12 12-05-2024 24 ''; do
        extract --date "$date" a.txt
        fails 2 "is no date: write 2024-05-12"
    done
}

@test "--date: what the calendar does not have, status 2" {
    for date in 2024-13-01 2024-02-30 2023-02-29 2024-05-12T25:00; do
        extract --date "$date" a.txt
        fails 2 "is no date: write 2024-05-12"
    done
}

@test "--date is the document's date, of each of its forms" {
    for date in 2024-05-12 2024-05-12T08:30 2024-05 2024; do
        extract --date "$date" a.txt
        ends_with 0
        holds ".document.date | .basis == \"given\" and (.value | startswith(\"$date\"))"
    done
    extract -d 2024-05-12 a.txt
    holds '.mentions[] | select(.text == "昨日") | .value == "2024-05-11"'
}

@test "standard input, as - and as no file" {
    extract - < a.txt
    ends_with 0
    holds '.document.id == "-" and (.mentions | length) == 8'
    first=$output
    extract < a.txt
    [ "$output" = "$first" ]
}

@test "-- ends the options; a file may be called --help" {
    cp a.txt ./--help
    extract -- --help
    ends_with 0
    holds '.document.id == "--help"'
}

@test "an option's value in the same word and in the next" {
    extract -d2024-05-12 a.txt
    first=$output
    extract --date=2024-05-12 a.txt
    [ "$output" = "$first" ]
    extract a.txt -d 2024-05-12
    [ "$output" = "$first" ]
}

@test "a missing file: one line, status 1; a folder too" {
    extract nowhere.txt
    fails 1 "nowhere.txt: No such file or directory"
    extract .
    fails 1 ".: Is a directory"
}

@test "a file that may not be read: one line, status 1" {
    [ "$(id -u)" -ne 0 ] || skip "root may read everything"
    chmod 000 a.txt
    extract a.txt
    fails 1 "a.txt: Permission denied"
}

@test "several files: a document a line, in their order; one that fails does not stop the others" {
    printf 'Bluewhale Data closed.\n' > b.txt
    extract a.txt nowhere.txt b.txt
    fails 1 "nowhere.txt"
    [ "${#lines[@]}" -eq 2 ]
    [ "$(jq -r .document.id <<< "$output" | tr '\n' ' ')" = "a.txt b.txt " ]
}

@test "the id does not depend on where the file lies" {
    mkdir deep
    cp a.txt deep/
    extract a.txt
    first=$output
    extract deep/a.txt
    [ "$output" = "$first" ]
}

@test "-o writes the file, and standard output stays empty" {
    extract a.txt
    first=$output
    extract -o out.json a.txt
    ends_with 0
    [ -z "$output" ]
    [ "$(cat out.json)" = "$first" ]
}

@test "-o to a place that can't be written: one line, status 1" {
    extract -o nowhere/out.json a.txt
    fails 1 "nowhere/out.json: can't be written: No such file or directory"
    extract -o . a.txt
    fails 1 ".: can't be written: Is a directory"
}

@test "a full disk: one line, status 1" {
    run --separate-stderr sh -c '"$EXTRACT" a.txt > /dev/full'
    fails 1 "standard output: can't be written: No space left on device"
    extract -o /dev/full a.txt
    fails 1 "/dev/full: can't be written: No space left on device"
}

@test "a full disk with much output, and on several threads" {
    for i in $(seq 40); do cat a.txt; done > long.txt
    run --separate-stderr sh -c '"$EXTRACT" -j4 long.txt long.txt long.txt long.txt > /dev/full'
    fails 1 "standard output: can't be written: No space left on device"
}

@test "a closed pipe: one line, status 1, no signal" {
    for i in $(seq 400); do cat a.txt; done > long.txt
    run --separate-stderr bash -c '"$EXTRACT" long.txt | head -c 1 > /dev/null; exit "${PIPESTATUS[0]}"'
    fails 1 "standard output: can't be written: Broken pipe"
}

@test "no folder with rules: one line, status 3" {
    EXTRACT_DATA=$PWD/nowhere extract a.txt
    ends_with 3
    told "nowhere/rules: can't be read: No such file or directory"
}

@test "--pretty is the same for machines" {
    extract a.txt
    plain=$(jq -c . <<< "$output")
    extract --pretty a.txt
    ends_with 0
    [ "${#lines[@]}" -gt 20 ]
    [ "$(jq -c . <<< "$output")" = "$plain" ]
}

@test "--types: only these mentions" {
    printf '2019年，星河科技、王小明和12亿元。\n' > b.txt
    extract b.txt
    holds '([.mentions[].type] | unique) == ["company", "date", "money", "person"]'
    extract --types company,money b.txt
    ends_with 0
    holds '([.mentions[].type] | unique) == ["company", "money"]'
    holds '[.entities[].type] == ["company"]'
    extract --types date b.txt
    holds '([.mentions[].type] | unique) == ["date"] and .entities == []'
}

@test "--offsets counts code points, bytes or UTF-16 units" {
    printf '😀星河科技收购蓝鲸数据。\n' > e.txt
    extract e.txt
    holds '.mentions[0] | .start == 1 and .end == 5'
    extract --offsets byte e.txt
    holds '.mentions[0] | .start == 4 and .end == 16'
    extract --offsets utf16 e.txt
    holds '.mentions[0] | .start == 2 and .end == 6'
}

@test "-f text is a table, without colour where the output is no terminal" {
    extract -f text a.txt
    ends_with 0
    written "2019"
    written "Galaxy Tech"
    [[ $output != *$'\e'* ]]
}

@test "a terminal gets the table, in colour unless NO_COLOR or TERM=dumb says no" {
    command -v script || skip "no script(1)"
    TERM=xterm run script -qec '"$EXTRACT" a.txt' /dev/null
    [[ $output != '{'* ]]
    [[ $output == *"Galaxy Tech"* ]]
    [[ $output == *$'\e['* ]]
    TERM=xterm NO_COLOR=1 run script -qec '"$EXTRACT" a.txt' /dev/null
    [[ $output == *"Galaxy Tech"* ]]
    [[ $output != *$'\e['* ]]
    TERM=dumb run script -qec '"$EXTRACT" a.txt' /dev/null
    [[ $output != *$'\e['* ]]
}

@test "the same bytes on one thread and on eight, and at a second run" {
    for i in $(seq 30); do { printf '第%s篇\n\n' "$i"; cat a.txt; } > "n$i.txt"; done
    "$EXTRACT" n*.txt > one
    "$EXTRACT" -j8 n*.txt > eight
    "$EXTRACT" -j8 n*.txt > again
    [ "$(wc -l < one)" -eq 30 ]
    cmp one eight
    cmp eight again
}

@test "the same bytes in every locale and time zone" {
    "$EXTRACT" a.txt > here
    LC_ALL=C TZ=Asia/Tokyo "$EXTRACT" a.txt > there
    LC_ALL=C.UTF-8 TZ=America/New_York "$EXTRACT" a.txt > elsewhere
    cmp here there
    cmp here elsewhere
}

@test "--list types, events, rules, gazetteers" {
    extract --list types
    ends_with 0
    [ "${lines[0]}" = person ]
    extract --list events
    ends_with 0
    [ "$output" = acquisition ]
    extract --list rules
    written "rules"
    extract --list gazetteers
    written "entries"
}

@test "--explain gives the file and line of rules and entries, and the evidence" {
    extract --explain a.txt
    ends_with 0
    rule=$(grep -n 'id: zh.money.test' "$EXTRACT_DATA/rules/zh/base.yaml" | cut -d: -f1)
    holds "[.. | objects | select(.rule? == \"zh.money.test\" and .file? == \"rules/zh/base.yaml:$rule\")] | length == 1"
    entry=$(grep -n '^星河科技' "$EXTRACT_DATA/gazetteers/zh/names.tsv" | cut -d: -f1)
    holds "[.mentions[] | select(.text == \"星河科技\")][0].why | .entry == \"gazetteers/zh/names.tsv:$entry\" and (.evidence | length) > 0"
    holds '[.mentions[] | select(.text == "星河科技")][0].why.over[0].text == "星河"'
    holds '[.events[] | select(has("why"))] | length == 2'
}

@test "--explain --at says why there is something, and why there is nothing" {
    extract --explain --at 1 a.txt
    ends_with 0
    written "company '星河科技' 0-4"
    written "gazetteers/zh/names.tsv:2"
    written "entry.length"
    written "lost to"
    printf '他说星河很亮。\n' > b.txt
    extract --explain --at 2 b.txt
    ends_with 0
    written "entry.weak"
    written "not taken"
    extract --explain --at 9999 b.txt
    ends_with 0
    [ -n "$output" ]
}
