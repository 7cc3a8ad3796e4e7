# What the tests of the command line share. EXTRACT is the program; DATA is a copy of the small model in tests/cli/data.
bats_require_minimum_version 1.5.0

# Once a file: the small model, with the shipped weights (the program knows which names there must be).
make_data() {
    : "${EXTRACT:=build/extract}"
    EXTRACT=$(realpath "$EXTRACT")
    cp -r "$BATS_TEST_DIRNAME/data" "$BATS_FILE_TMPDIR/data"
    cp "$BATS_TEST_DIRNAME/../../rules/weights.tsv" "$BATS_FILE_TMPDIR/data/rules/"
    export EXTRACT EXTRACT_DATA=$BATS_FILE_TMPDIR/data EXTRACT_CACHE=$BATS_FILE_TMPDIR/cache
    unset NO_COLOR XDG_CACHE_HOME
}

# Each test stands in a folder of its own, with one article.
make_folder() {
    cd "$BATS_TEST_TMPDIR"
    printf '星河科技昨日以12亿元收购蓝鲸数据。\n\nGalaxy Tech bought Bluewhale Data in 2019 for 12 million euros.\n' > a.txt
}

# The program's own file of the model: changed as a test likes, without the others' seeing it.
own_data() {
    cp -r "$EXTRACT_DATA" data
    export EXTRACT_DATA=$PWD/data
}

extract() { run --separate-stderr "$EXTRACT" "$@"; }

# Shown only where the test fails.
show() { printf 'status %s\n--- output\n%s\n--- stderr\n%s\n' "$status" "${output:0:600}" "$stderr"; }

ends_with() { show; [ "$status" -eq "$1" ]; }

# So many lines on stderr.
lines_told() { show; [ "${#stderr_lines[@]}" -eq "$1" ]; }

# The text stands on stderr, or in the output.
told() { show; [[ $stderr == *"$1"* ]]; }
not_told() { show; [[ $stderr != *"$1"* ]]; }
written() { show; [[ $output == *"$1"* ]]; }

# Fails with the status, with one line on stderr that holds the text.
fails() { ends_with "$1" && lines_told 1 && told "$2"; }

# A jq expression that is true of (each document of) the output.
holds() { show; jq -e "$1" <<< "$output" > /dev/null; }

# The texts of the mentions, with a blank between.
mentions() { jq -r '[.mentions[].text] | join(" ")' <<< "$output"; }
