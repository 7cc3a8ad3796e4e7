# The worked examples of README.md, as a newcomer would try them.
setup() {
    : "${EXTRACT:=build/extract}"
    DIR=$BATS_TEST_TMPDIR
    tests/cli/readme-examples.py README.md "$DIR" > "$DIR/written"
}

@test "README shows a gazetteer and two rule files" {
    [ "$(wc -l < "$DIR/written")" -eq 3 ]
}

@test "README: the name counts at the next run, with its alias and attributes" {
    printf '云帆动力周一发布财报。分析师看好Skysail Motors。\n' > "$DIR/a.txt"
    run "$EXTRACT" --gazetteers "$DIR/gazetteers/mine" "$DIR/a.txt"
    [ "$status" -eq 0 ]
    echo "$output" | jq -e '[.entities[] | select(.name == "云帆动力" and .aliases == ["Skysail Motors"] and .attributes.ticker == "SSE:600999")] | length == 1'
}

@test "README: a weak alias counts only beside the full name" {
    printf '云帆高挂，众人出海。\n' > "$DIR/a.txt"
    run "$EXTRACT" --gazetteers "$DIR/gazetteers/mine" "$DIR/a.txt"
    echo "$output" | jq -e '[.entities[] | select(.name == "云帆")] | length == 0'
    printf '云帆动力周一发布财报。云帆股价上涨。\n' > "$DIR/b.txt"
    run "$EXTRACT" --gazetteers "$DIR/gazetteers/mine" "$DIR/b.txt"
    echo "$output" | jq -e '[.entities[] | select(.name == "云帆动力" and .aliases == ["云帆"])] | length == 1'
}

@test "README: the rules' examples come out, and the rules count" {
    run "$EXTRACT" --rules "$DIR/rules/mine" --gazetteers "$DIR/gazetteers/mine" --check
    [ "$status" -eq 0 ]
    [[ $output == *" 0 failed" ]]
    printf '乘坐CA1831航班的旅客都已下机。云帆动力上月获得专利。\n' > "$DIR/a.txt"
    run "$EXTRACT" --rules "$DIR/rules/mine" --gazetteers "$DIR/gazetteers/mine" "$DIR/a.txt"
    [ "$status" -eq 0 ]
    echo "$output" | jq -e '[.mentions[] | select(.rule == "any.product.flight" and .text == "CA1831")] | length == 1'
    echo "$output" | jq -e '[.events[] | select(.type == "patent_grant" and .summary == "云帆动力取得专利")] | length == 1'
}

@test "README: what it shows below a command is what the command prints" {
    shown=0
    while IFS= read -r options; do
        # shellcheck disable=SC2086
        "$EXTRACT" $options > "$DIR/printed"
        awk -v mark="<!-- run: $options -->" '$0 == mark { on = 2; next } on == 2 { on = 1; next } on && !/^(    |$)/ { exit }
            on { lines[++n] = substr($0, 5) } END { while (lines[n] == "") n--; for (i = 1; i <= n; i++) print lines[i] }' README.md > "$DIR/shown"
        head -n "$(wc -l < "$DIR/shown")" "$DIR/printed" | diff "$DIR/shown" -
        shown=$((shown + 1))
    done < <(sed -n 's/^<!-- run: \(.*\) -->$/\1/p' README.md)
    [ "$shown" -ge 1 ]
}
