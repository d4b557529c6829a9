#!/bin/bash
# quick.sh: does the bench run, and say all it should?  Nothing about time.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh

check "the bench runs" sh -c "BENCH_QUICK=1 BENCH_DIR='$tmp' BENCH_OUT='$tmp/out' node tests/bench/bench.js >'$tmp/log' 2>&1"
check "it prints its report" cmp -s "$tmp/log" "$tmp/out/report.txt"
for k in limit limit+fts cee cee+index; do
	check "$k is in it" silent jq -e --arg k "$k j1" '.sizes["200"][$k].wall > 0' "$tmp/out/report.json"
done
check "ratios are in it" silent jq -e '.ratios["200"] | length > 5 and all(. > 0)' "$tmp/out/report.json"
check "the search is in it" silent jq -e '.search.own.product.n > 0' "$tmp/out/report.json"
check "nothing is left behind" test -z "$(find "$tmp" -maxdepth 1 -name 'bench-*')"

# The same number of pages is the same corpus.
build/bench/corpus 20 "$tmp/a" && build/bench/corpus 20 "$tmp/b"
check "the corpus is the same twice" diff -r "$tmp/a" "$tmp/b"
check "of so many pages" test "$(find "$tmp/a/pages" -name 'p*.md' | wc -l)" = 20
finish
