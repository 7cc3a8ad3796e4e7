#!/bin/bash
# Fuzz the readers of documents, rules, gazetteers and JSON that is merged: run.sh SECONDS for each of them. Inputs that found something new are
# kept in build/fuzz/corpus; one that crashes, hangs or leaks is written to build/fuzz/found, and its trace is shown.
# The last lines tell "ok" or "not ok" of each target, and of each file in tests/regress, which are run first.
set -u
cd "$(dirname "$0")/../.."
seconds=${1:-60}
B=$(realpath -m --relative-to=. "${B:-build}")/fuzz
flags="-O1 -g -fsanitize=fuzzer-no-link,address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined"
unset MAKEFLAGS MFLAGS MAKELEVEL
make -s B="$B" CC=clang CFLAGS="$flags" -j"$(nproc)" "$B/libextract.a" > "$B.log" 2>&1 || { cat "$B.log"; echo "not ok fuzz: build"; exit 1; }
libs=$(sed -n 's/^LIBS *:= *//p' Makefile)
failed=0
export EXTRACT_CACHE=${EXTRACT_CACHE:-$(realpath -m "${B%/fuzz}/cache")} UBSAN_OPTIONS=print_stacktrace=1

verdict() {     # STATUS NAME LOG
    [ "$1" -eq 0 ] && { echo "ok $2"; return; }
    echo "not ok $2"
    grep -a -v -E '^#[0-9]+|^INFO|^stat::|^0x|^MS:|^Base64' "$3" | tail -n 60 | sed 's/^/    /'
    failed=1
}

# The folder of small rules and gazetteers that the target has for itself.
small_data() {
    rm -rf "$B/data-$1"
    cp -r tests/cli/data "$B/data-$1"
    cp rules/weights.tsv "$B/data-$1/rules/"
    echo "$B/data-$1"
}

run_target() {
    local target=$1 program=$B/fuzz_$1 log=$B/$1.log options="-timeout=20 -rss_limit_mb=4096 -artifact_prefix=$B/found/"
    FUZZ_DATA=$(small_data "$target")
    # Documents meet the shipped model: it has what is to be tested.
    export FUZZ_DATA FUZZ_MODEL=$PWD
    # shellcheck disable=SC2086
    clang ${flags/fuzzer-no-link/fuzzer} -std=c11 -Iinclude -Isrc -Wl,--wrap=fold_build -o "$program" "tests/fuzz/fuzz_$target.c" \
        "$B/libextract.a" $libs > "$log" 2>&1 || { verdict 1 "fuzz $target: build" "$log"; return 1; }
    for input in tests/regress/"$target"/*; do
        [ -f "$input" ] || continue
        "$program" $options "$input" > "$log" 2>&1
        verdict $? "regress $target/$(basename "$input")" "$log"
    done
    "$program" $options -max_len=2000 -max_total_time="$seconds" "$B/corpus/$target" "tests/fuzz/seeds/$target" > "$log" 2>&1
    verdict $? "fuzz $target: $(sed -n 's/^#\([0-9]*\).*DONE.*/\1 inputs/p' "$log" | tail -n 1)" "$log"
    return $failed
}

mkdir -p "$B/found" "$B"/corpus/{document,rules,gazetteer,merge}
run_target document & one=$!
run_target rules & two=$!
run_target gazetteer || failed=1
wait $one || failed=1
run_target merge || failed=1
wait $two || failed=1
exit $failed
