#!/bin/bash
# Every test, under AddressSanitizer and UndefinedBehaviorSanitizer. The last line is "N passed, N failed"; the exit status
# is 1 where something failed. Needs what `make test-deps` installs, no network, and writes only below $B (build).
#   FUZZ_SECONDS=15     how long each of four fuzz targets runs (two at a time); 0: not at all
set -u
cd "$(dirname "$0")/.."
# The same folder is always called the same: make takes the headers that an object needs by the object's name.
B=$(realpath -m --relative-to=. "${B:-build}")
ASAN=$B/asan RELEASE=$B/release LOG=$B/test-logs PREFIX=$(realpath -m "$B/prefix-test")
CC=$(command -v clang || command -v gcc)
CFLAGS="-O1 -g -fsanitize=address,undefined -fno-omit-frame-pointer -fno-sanitize-recover=undefined"
LIBS=$(sed -n 's/^LIBS *:= *//p' Makefile)
export EXTRACT_CACHE=$(realpath -m "$B/cache") EXTRACT=$PWD/$ASAN/extract UBSAN_OPTIONS=print_stacktrace=1
export ASAN_OPTIONS=detect_leaks=1:strict_string_checks=1 LC_ALL=C.UTF-8
unset MAKEFLAGS MFLAGS MAKELEVEL EXTRACT_DATA
passed=0 failed=0
rm -rf "$LOG"
mkdir -p "$LOG" "$EXTRACT_CACHE"

finish() { echo "$passed passed, $failed failed"; [ "$failed" -eq 0 ]; exit; }
pass() { passed=$((passed + ${1:-1})); }
miss() { failed=$((failed + ${2:-1})); echo "FAILED: $1"; }
# NAME LOG: one failure, with the end of what it wrote.
miss_log() { miss "$1"; tail -n 40 "$2" | sed 's/^/    /'; }
# NAME COMMAND…: one check.
check() {
    local name=$1
    shift
    if "$@" > "$LOG/check" 2>&1; then pass; else miss_log "$name" "$LOG/check"; fi
}
# NAME LOG: lines that begin "ok" or "not ok", with what belongs to them below.
count_tap() {
    local good bad
    good=$(grep -c '^ok' "$2") bad=$(grep -c '^not ok' "$2")
    pass "$good"
    [ "$bad" -eq 0 ] || { miss "$1" "$bad"; grep -A 24 '^not ok' "$2" | grep -v '^ok' | cut -c -400 | sed 's/^/    /'; }
    [ $((good + bad)) -gt 0 ] || miss_log "$1: nothing ran" "$2"
}
section() { printf '== %-50s %4d s\n' "$1" "$SECONDS"; }

section "build"
make -s B="$ASAN" CC="$CC" CFLAGS="$CFLAGS" LDFLAGS="-fsanitize=address,undefined" -j"$(nproc)" > "$LOG/build" 2>&1 \
    || { miss_log "build with sanitizers" "$LOG/build"; finish; }
if grep -q 'warning:' "$LOG/build"; then miss_log "build without warnings" "$LOG/build"; else pass; fi
rm -rf "$PREFIX"
check "make install" make -s B="$RELEASE" PREFIX="$PREFIX" -j"$(nproc)" install

section "unit tests"
mkdir -p "$ASAN/tests"
for source in tests/unit/test_*.c; do
    name=$(basename "$source" .c)
    # shellcheck disable=SC2086
    "$CC" $CFLAGS -std=c11 -Wall -Wextra -Iinclude -Isrc -Itests/unit -o "$ASAN/tests/$name" "$source" "$ASAN/libextract.a" \
        $LIBS -lcmocka > "$LOG/$name" 2>&1 || { miss_log "$name: build" "$LOG/$name"; continue; }
    CMOCKA_MESSAGE_OUTPUT=TAP "$ASAN/tests/$name" > "$LOG/$name" 2>&1
    status=$?
    count_tap "$name" "$LOG/$name"
    grep -q '^not ok' "$LOG/$name" || [ "$status" -eq 0 ] || miss_log "$name: exit status $status" "$LOG/$name"
done

section "the installed library and program"
export PKG_CONFIG_PATH=$PREFIX/lib/pkgconfig
# shellcheck disable=SC2046
check "example.c compiles with pkg-config" "$CC" -std=c11 -Wall -Wextra -Werror -o "$B/example" tests/example.c \
    $(pkg-config --cflags --libs extract)
check "example.c prints events" bash -c "LD_LIBRARY_PATH='$PREFIX/lib' '$B/example' tests/articles/demo.txt | grep acquisition"
# shellcheck disable=SC2046
check "example.c links statically" "$CC" -o "$B/example-static" tests/example.c -I"$PREFIX/include" "$PREFIX/lib/libextract.a" $LIBS
check "the header is C++ too" "$CC" -x c++ -Wall -Wextra -fsyntax-only include/extract.h
check "the installed program finds its data" bash -c "cd / && '$PREFIX/bin/extract' '$PWD/tests/articles/demo.txt' | grep -q '\"events\":\\[{'"
check "the manual page is installed" test -s "$PREFIX/share/man/man1/extract.1"
for option in $("$EXTRACT" --help | grep -oE -e '--[a-z-]+' | sort -u); do
    check "the manual page has $option" grep -qE -e "Fl (. , Fl )?-${option#--}( |\$)" src/cli/extract.1
done

section "learning weights"
# shellcheck disable=SC2086
check "the trainer compiles" "$CC" $CFLAGS -std=c11 -Wall -Wextra -Werror -Iinclude -Isrc -o "$ASAN/tune" tests/tune/tune.c "$ASAN/libextract.a" $LIBS
check "the trainer learns, and the same each time" tests/tune/test.sh "$ASAN/tune" "$EXTRACT" "$LOG/tune"

section "examples of the rules"
"$EXTRACT" --check > "$LOG/examples" 2> "$LOG/examples.told"
if read -r _ _ examples _ bad _ < "$LOG/examples" && [ -n "${bad:-}" ]; then
    pass $((examples > bad ? examples - bad : 0))
    [ "$bad" -eq 0 ] || { miss "examples of the rules" "$bad"; head -n 40 "$LOG/examples.told" | sed 's/^/    /'; }
else
    miss_log "extract --check" "$LOG/examples.told"
fi

section "golden articles"
tests/articles/compare.py --binary "$EXTRACT" > "$LOG/golden" 2>&1
pass "$(grep -c '^ok ' "$LOG/golden")"
bad=$(grep -c '^differs ' "$LOG/golden")
[ "$bad" -eq 0 ] || { miss "golden articles (make golden shows all)" "$bad"; grep -v '^ok ' "$LOG/golden" | head -n 60 | cut -c -200 | sed 's/^/    /'; }
[ -s "$LOG/golden" ] || miss "golden articles: compare.py says nothing"

section "facts, plans and denials"
tests/modality/test.sh "$EXTRACT" > "$LOG/modality" 2>&1 || miss_log "moods of events: under 95 %, or a fact that is none" "$LOG/modality"
pass "$(grep -c '^ok ' "$LOG/modality")"
tail -n 1 "$LOG/modality"

section "the schema"
# NAME TEXTS OPTIONS FILES…: valid ones and others, as validate.py counts them.
validate() {
    local name=$1
    shift
    tests/schema/validate.py "$@" > "$LOG/schema" 2> "$LOG/schema.told"
    read -r good _ bad _ < <(tail -n 1 "$LOG/schema") || { miss_log "$name" "$LOG/schema.told"; return; }
    pass "$good"
    [ "$bad" -eq 0 ] || { miss "$name" "$bad"; head -n 30 "$LOG/schema.told" | cut -c -300 | sed 's/^/    /'; }
}
compgen -G 'tests/articles/*.json' > /dev/null && validate "golden JSON by the schema" --text tests/articles tests/articles/*.json
for unit in codepoint byte utf16; do
    mkdir -p "$LOG/$unit"
    for article in tests/articles/*.txt; do
        "$EXTRACT" --offsets "$unit" "$article" > "$LOG/$unit/$(basename "$article" .txt).json" 2>> "$LOG/run.told" \
            || miss_log "$article" "$LOG/run.told"
    done
done
validate "output by the schema" --text tests/articles "$LOG"/codepoint/*.json
validate "output by the schema, offsets in bytes" --text tests/articles --offsets byte "$LOG"/byte/*.json
validate "output by the schema, offsets in UTF-16" --text tests/articles --offsets utf16 "$LOG"/utf16/*.json

"$EXTRACT" --merge -j2 tests/pairs/*.txt > "$LOG/merged.json" 2>> "$LOG/run.told" || miss_log "--merge" "$LOG/run.told"
validate "merges by the schema" --text tests/pairs "$LOG/merged.json"

section "pairs of articles, merged"
tests/merge.py --binary "$EXTRACT" pairs > "$LOG/pairs" 2>&1
pass "$(grep -c '^ok ' "$LOG/pairs")"
bad=$(grep -c '^differs ' "$LOG/pairs")
[ "$bad" -eq 0 ] || { miss "pairs of articles (tests/merge.py pairs)" "$bad"; grep -v '^ok ' "$LOG/pairs" | head -n 40 | cut -c -300 | sed 's/^/    /'; }
grep -q '^ok ' "$LOG/pairs" || miss_log "pairs of articles: nothing ran" "$LOG/pairs"

section "the command line, properties"
for file in tests/cli/*.bats; do
    bats --tap "$file" > "$LOG/$(basename "$file")" 2>&1 &
    [ "$(jobs -rp | wc -l)" -lt 2 ] || wait -n
done
wait
for file in tests/cli/*.bats; do count_tap "$(basename "$file")" "$LOG/$(basename "$file")"; done

section "pathological inputs"
python3 tests/regress/pathological.py "$RELEASE/extract" "$EXTRACT" > "$LOG/pathological" 2>&1
count_tap "pathological inputs" "$LOG/pathological"

section "fuzzing, and what was found by it before"
if [ "${FUZZ_SECONDS:-15}" -gt 0 ]; then
    B=$B tests/fuzz/run.sh "${FUZZ_SECONDS:-15}" > "$LOG/fuzz" 2>&1
    count_tap "fuzzing" "$LOG/fuzz"
fi
section "done"
finish
