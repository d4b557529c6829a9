#!/bin/bash
# lists.sh: lists of 8 MiB that are made to be slow are read in time that grows with their size, within 10 s of CPU.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
index=site/current/search.db
[ -f $index ] || { echo "FAIL no index: make site"; exit 1; }
size=$((8 * 1024 * 1024))
# fill UNIT: UNIT again and again, 8 MiB
fill() { yes "$1" | tr -d '\n' | head -c $size; }
# lines UNIT: the same in lines of 900 bytes
lines() { yes "$(yes "$1" | tr -d '\n' | head -c 900)" | head -c $size; }
# reads NAME: the list in $tmp/list, with a clock and a memory cap
reads() {
	(
		case $B in *asan) ulimit -t 100 ;; *) ulimit -t 10 -v 4000000 ;; esac
		exec "$B/cee" codes --json --index $index "$tmp/list"
	) >"$tmp/out" 2>"$tmp/err"
	status=$?
	check "$1: status $status $(head -c 200 "$tmp/err")" test $status -lt 4
}
while IFS= read -r unit; do
	fill "$unit" >"$tmp/list"
	reads "a line of $unit"
	lines "$unit" >"$tmp/list"
	reads "lines of $unit"
done <<'U'
"a,
"
""
"a"b,
,
;
6109,
6109-9700,
1,234.5
"6109"x;
HTS,
U
yes '"' | head -c $size >"$tmp/list"
reads "a quote a line"
{ yes '"' | head -4000; fill x; } >"$tmp/list"
reads "quotes, then a long line"
yes '"a,' | head -c $size >"$tmp/list"
reads "an open field a line"
yes 0101-9700 | head -c $size >"$tmp/list"
reads "the whole schedule a line"
finish
