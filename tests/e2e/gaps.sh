#!/bin/bash
# gaps.sh: a week of 20,000 searches at two processes, among them goods that the site lacks and people's own
# data.  cee gaps must find the goods, name their headings, and the store must hold none of the people.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=$PWD/build/${MODE:-release}
words=tests/e2e/gaps-words.tsv
people=tests/e2e/gaps-people.tsv
store=$tmp/gaps
js() { node tests/e2e/gaps.js "$@"; }

js without $words content "$tmp/content" || exit 1
"$B/cee" build --no-compress --content "$tmp/content" --out "$tmp/site" >"$tmp/log" 2>&1
[ $? = 0 ] || [ $? = 4 ] || { cat "$tmp/log"; fail "the content without the words does not build"; finish; exit 1; }
db=$tmp/site/current/search.db

searchers=
start() { # DAY STORE OPTION...: two processes on one store
	local day=$1 file=$2
	shift 2
	searchers=
	for k in 1 2; do
		"$B/cee-search" --threads 2 --gaps "$file" --gaps-day "$day" "$@" --index "$db" "$tmp/s$k" 2>>"$tmp/search.log" &
		searchers="$searchers $!"
	done
	pids="$pids $searchers"
	wait_for 20 test -S "$tmp/s1" -a -S "$tmp/s2" || fail "cee-search did not start: $(cat "$tmp/search.log")"
}
stop() { # SIGNAL
	kill "-$1" $searchers
	wait $searchers 2>/dev/null
	rm -f "$tmp/s1" "$tmp/s2"
}

for day in 1 2 3 4 5 6 7; do
	n=2857
	[ $day = 7 ] && n=2858
	start "2026-11-1$day" "$store"
	check "day $day: every search is answered" test "$(js day $words $people tests/gold/products.tsv $day $n "$tmp/s1" "$tmp/s2")" = $n
	[ $day = 7 ] && js failing $words "$tmp/s1" >"$tmp/failing"
	# In the middle of the week the processes are killed: nothing that was written is lost.
	if [ $day = 4 ]; then stop KILL; else stop TERM; fi
done
check "nothing to report: $(cat "$tmp/search.log")" test ! -s "$tmp/search.log"

check "the store has nothing of these people" js absent $people "$store"
check "every line of it is a record" test -z "$(grep -vE '^2026-11-1[1-7] [napw] [0-9a-f]{16} (-|[a-z-]+)( [a-z]+)*$' "$store")"
check "the key is nobody else's" test "$(stat -c %a "$store.key")" = 600

"$B/cee" gaps --json --index "$db" --content "$tmp/content" "$store" >"$tmp/report.json"
check "cee gaps finds something" test $? = 0
js judge $words "$tmp/report.json" "$tmp/failing" >"$tmp/judged" 2>"$tmp/wrong"
cat "$tmp/judged"
[ "${VERBOSE:-}" ] && cp -r "$tmp/site" "$tmp/content" "$tmp/failing" "$store" "$tmp/report.json" "$tmp/wrong" "$VERBOSE"
finish
