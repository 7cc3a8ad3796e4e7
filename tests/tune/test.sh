#!/bin/bash
# What a word beside eight names teaches:  test.sh TUNE EXTRACT FOLDER. The same lines each time; and with them another name is found.
set -eu
cd "$(dirname "$0")/../.."
mkdir -p "$3/rules"
"$1" . 4 person:tests/tune/example.jsonl > "$3/rules/weights.tsv" &
"$1" . 4 person:tests/tune/example.jsonl > "$3/again.tsv"
wait $!
cmp "$3/rules/weights.tsv" "$3/again.tsv"
grep -q '^person:before=colleague	' "$3/rules/weights.tsv"
if grep -qi 'vorlig\|zarnow' "$3/rules/weights.tsv"; then echo "a name of the corpus came out"; exit 1; fi
printf 'learnt\t1\twhat is learnt here counts in full\n' >> "$3/rules/weights.tsv"
echo 'They asked colleague Brunkel about the tide.' > "$3/a.txt"
"$2" "$3/a.txt" | jq -e '.mentions | all(.text != "Brunkel")'
"$2" --rules "$3/rules" "$3/a.txt" | jq -e '.mentions | any(.text == "Brunkel" and .type == "person")'
