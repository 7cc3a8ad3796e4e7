# Encodings, damaged files, JSONL.
load helpers
setup_file() { make_data; }
setup() {
    make_folder
    extract a.txt
    EXPECTED=$(jq -c '[.mentions[] | {type, text, value}]' <<< "$output")
}

# The same mentions as in the UTF-8 file, without a word on stderr.
same_mentions() {
    ends_with 0
    lines_told 0
    [ "$(jq -c '[.mentions[] | {type, text, value}]' <<< "$output")" = "$EXPECTED" ]
}

@test "UTF-8 with a byte-order mark: offsets count behind it" {
    { printf '\xef\xbb\xbf'; cat a.txt; } > b.txt
    extract b.txt
    same_mentions
    holds '.mentions[0].start == 0'
}

@test "CRLF and CR line ends" {
    sed 's/$/\r/' a.txt > b.txt
    extract b.txt
    same_mentions
    tr '\n' '\r' < a.txt > c.txt
    extract c.txt
    same_mentions
}

@test "GB18030" {
    iconv -f UTF-8 -t GB18030 a.txt > b.txt
    extract b.txt
    same_mentions
}

@test "Big5" {
    printf '星河科技於十二日宣布，以新台幣十二億元收購藍鯨數據，這是該公司成立以來最大的一筆交易。\n' > t.txt
    cp -r "$EXTRACT_DATA/gazetteers/any" .
    extract t.txt
    expected=$(mentions)
    iconv -f UTF-8 -t BIG5 t.txt > b.txt
    extract b.txt
    ends_with 0
    [ -n "$expected" ]
    [ "$(mentions)" = "$expected" ]
}

@test "UTF-16 and UTF-32, both orders, with a byte-order mark" {
    for encoding in UTF-16LE UTF-16BE UTF-32LE UTF-32BE; do
        { printf '\xef\xbb\xbf'; cat a.txt; } | iconv -f UTF-8 -t "$encoding" > b.txt
        extract b.txt
        same_mentions
    done
}

@test "UTF-16 without a byte-order mark" {
    iconv -f UTF-8 -t UTF-16LE a.txt > b.txt
    extract b.txt
    same_mentions
}

@test "an empty file: one line, status 1; the others go on" {
    : > empty.txt
    extract empty.txt a.txt
    fails 1 "empty.txt"
    [ "${#lines[@]}" -eq 1 ]
}

@test "a file of blanks is a document without findings" {
    printf ' \n\t\n\n' > blank.txt
    extract blank.txt
    ends_with 0
    holds '.mentions == [] and .events == [] and .warnings == []'
}

@test "binary files: one line that says what they are, status 1" {
    extract "$EXTRACT"
    fails 1 "this is a program, not text"
    printf '%%PDF-1.4 and more' > a.pdf
    extract a.pdf
    fails 1 "a.pdf: this is a PDF file, not text"
    head -c 4000 /dev/urandom > noise.bin
    printf '\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7' >> noise.bin
    printf '\0\1\2\3\4\5\6\7\0\1\2\3\4\5\6\7' > control.bin
    extract control.bin
    fails 1 "control.bin: binary data, not text"
}

@test "truncated UTF-8: replaced, with a warning and its offset" {
    printf '星河科技收购蓝鲸数据\xe6\x95' > b.txt
    extract b.txt
    ends_with 0
    holds '.warnings | length == 1 and .[0].offset == 10 and (.[0].message | test("UTF-8"))'
    [ "$(mentions)" = "星河科技 蓝鲸数据" ]
}

@test "invalid UTF-8: replaced, with a warning that counts and gives the first offset" {
    printf '星河科技今天宣布\xff\xfe收购蓝鲸数据，\xc0\xaf价格没有公布。\n' > b.txt
    extract b.txt
    ends_with 0
    holds '.warnings[0].offset == 8 and (.warnings[0].message | test("^[1-9][0-9]* ill-formed"))'
    holds '[.mentions[] | select(.text == "蓝鲸数据")][0].start == 12'
}

@test "surrogates and overlong forms in UTF-8 are replaced; the output is valid UTF-8" {
    printf '星河科技\xed\xa0\x80和\xe0\x80\x80以及\xf5\x80\x80\x80蓝鲸数据宣布合作。\n' > b.txt
    "$EXTRACT" b.txt > out
    iconv -f UTF-8 -t UTF-8 out > /dev/null
    jq -e '.warnings[0].offset == 4' out
}

@test "a NUL, and other control characters, in the text: the output stays JSON" {
    printf '星河科技\0收购\001蓝鲸数据。这里还有很多别的文字，所以这是一个文本文件而不是别的东西，请放心阅读。\n' > b.txt
    "$EXTRACT" b.txt > out
    jq -e '.version == 1' out
}

@test "quotation marks, backslashes and line ends in names come out as JSON" {
    mkdir more
    printf 'name\ttype\nA"B\\C\tcompany\n' > more/a.tsv
    printf 'Yesterday A"B\\C bought it.\n' > b.txt
    extract --gazetteers more b.txt
    ends_with 0
    holds '.mentions[0].text == "A\"B\\C"'
}

@test "JSONL: id, text, date, title; a number as id; no id" {
    printf '%s\n' '{"id":"x","text":"工厂昨日开工。","date":"2024-05-12","title":"开工"}' '{"id":7,"text":"星河科技"}' \
        '{"text":"蓝鲸数据"}' > n.jsonl
    extract n.jsonl
    ends_with 0
    [ "${#lines[@]}" -eq 3 ]
    [ "$(jq -r .document.id <<< "$output" | tr '\n' ' ')" = "x 7 3 " ]
    jq -se '.[0].document.date == {value: "2024-05-12", basis: "given"} and .[0].document.title == "开工"' <<< "$output"
    jq -se '[.[0].mentions[] | select(.text == "昨日").value] == ["2024-05-11"]' <<< "$output"
}

@test "JSONL: bad lines are told with file and line, the others go on, status 1" {
    printf '%s\n' '{"id":1,"text":"星河科技"}' 'no json' '' '[1]' '{"id":2}' '{"id":3,"text":"蓝鲸数据"}' '{"id":4,"text":"x"' > n.jsonl
    extract n.jsonl
    ends_with 1
    lines_told 4
    told "n.jsonl:2:"
    told "n.jsonl:4:"
    told "n.jsonl:5:"
    told "n.jsonl:7:"
    not_told "n.jsonl:3:"
    [ "${#lines[@]}" -eq 2 ]
    [ "$(jq -r .document.id <<< "$output" | tr '\n' ' ')" = "1 3 " ]
}

@test "JSONL: a date that is none is told with its line" {
    printf '%s\n' '{"id":1,"text":"昨日开工","date":"soon"}' '{"id":2,"text":"昨日开工","date":"2024-02-30"}' > n.jsonl
    extract n.jsonl
    show
    if [ "$status" -eq 0 ]; then
        jq -se 'all(.warnings | length == 1)' <<< "$output"
    else
        told "n.jsonl:1:"
        told "n.jsonl:2:"
    fi
}

@test "JSONL: --input jsonl for any name, --input text for a .jsonl; standard input" {
    printf '{"id":"x","text":"星河科技"}\n' > lines.txt
    extract --input jsonl lines.txt
    holds '.document.id == "x"'
    extract --input jsonl < lines.txt
    holds '.document.id == "x"'
    cp lines.txt lines.jsonl
    extract --input text lines.jsonl
    holds '.document.id == "lines.jsonl"'
}

@test "JSONL: CRLF, no line end at the end, a byte-order mark" {
    printf '\xef\xbb\xbf{"id":"x","text":"星河科技"}\r\n{"id":"y","text":"蓝鲸数据"}' > n.jsonl
    extract n.jsonl
    ends_with 0
    [ "$(jq -r .document.id <<< "$output" | tr '\n' ' ')" = "x y " ]
}

@test "JSONL: the same bytes on one thread and on eight" {
    for i in $(seq 300); do printf '{"id":%s,"text":"第%s次，星河科技以%s亿元收购蓝鲸数据。"}\n' "$i" "$i" "$i"; done > n.jsonl
    "$EXTRACT" n.jsonl > one
    "$EXTRACT" -j8 n.jsonl > eight
    [ "$(wc -l < one)" -eq 300 ]
    cmp one eight
}
