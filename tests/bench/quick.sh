#!/bin/bash
# quick.sh: does the bench run, and say all it should?  Nothing about time.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
report=$tmp/out/report.json
has() { jq -e "$@" "$report" >/dev/null 2>&1; }

check "the bench runs" sh -c "BENCH_QUICK=1 BENCH_DIR='$tmp' BENCH_OUT='$tmp/out' node tests/bench/bench.js >'$tmp/log' 2>'$tmp/said'"
[ "$failed" = 0 ] || tail -20 "$tmp/said"
check "it prints its report" cmp -s "$tmp/log" "$tmp/out/report.txt"
for k in limit limit+fts cee cee+index; do
	check "$k is in it" has --arg k "$k j1" '.sizes["200"][$k].wall > 0'
done
for k in "nothing" "one page" "one template"; do
	check "$k changed is in it" has --arg k "$k changed" '.sizes["200"] | (["cee j1 ", "cee+index j1 "][] + $k) as $c | .[$c].peak > 0'
done
check "ratios are in it" has '.ratios["200"] | length > 5 and all(. > 0)'
check "each bar is in it" has '.holds | length > 20 and all(.what and .limit)'
check "a bar of what was measured is judged" has '.holds[] | select(.what | startswith("this project")) | .held != null'
check "the preview is in it" has '.preview.median_ms > 0'
check "the search is in it" has '.search.product.n > 0 and .search["codes-10000"].n > 0 and .search.open.mib > 0'
check "the search at scale is in it" has '.scale | length == 2 and .[1].headings == 2 * .[0].headings and all(.product.n > 0)'
grep -q 'nginx is left out' "$tmp/said" || check "nginx is in it" has '.served.ratios.answer_to_file_cpu_8 > 0'
check "nothing is left behind" test -z "$(find "$tmp" -maxdepth 1 -name 'bench-*')"

# What there is no room for is left out, and said.
check "too many pages are left out" sh -c "BENCH_SIZES=900000000 BENCH_PARTS=builds BENCH_DIR='$tmp' BENCH_OUT='$tmp/out' \
	node tests/bench/bench.js 2>&1 | grep -q '^note: 900000000 pages left out: they need'"

# The same number of pages is the same corpus, and the same number of times the same index.
build/bench/corpus 20 "$tmp/a" && build/bench/corpus 20 "$tmp/b"
check "the corpus is the same twice" diff -r "$tmp/a" "$tmp/b"
check "of so many pages" test "$(find "$tmp/a/pages" -name 'p*.md' | wc -l)" = 20
"build/${MODE:-release}/cee" build --at 2026-11-22 --no-compress --out "$tmp/site" >/dev/null
for i in 1 2; do
	check "an index of three times this site" build/bench/scale -n 2 content "$tmp/site/current/search.db" 3 "$tmp/$i.db" >"$tmp/scaled"
done
check "is the same twice" cmp "$tmp/1.db" "$tmp/2.db"
check "and has so many headings" test "$(sqlite3 "$tmp/1.db" 'SELECT count(*) FROM heading')" = \
	$((3 * $(sqlite3 "$tmp/site/current/search.db" 'SELECT count(*) FROM heading')))
finish
