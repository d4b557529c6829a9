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
said() { grep -v 'in the sandbox' "$tmp/search.log"; }
check "nothing to report: $(said)" test -z "$(said)"

check "the store has nothing of these people" js absent $people "$store"
check "every line of it is a record" test -z "$(grep -vE '^2026-11-1[1-7] [napw] [0-9a-f]{16} (-|[a-z-]+)( [a-z]+)*$' "$store")"
check "the key is nobody else's" test "$(stat -c %a "$store.key")" = 600

# A hundred searches for each word, and a store may have thousands: what they take is given back.
report() (
	[ "${MODE:-release}" = asan ] || ulimit -v 1000000
	exec "$B/cee" gaps --json --index "$db" --content "$tmp/content" "$@"
)
report "$store" >"$tmp/report.json"
check "cee gaps finds something" test $? = 0
js judge $words "$tmp/report.json" "$tmp/failing" >"$tmp/judged" 2>"$tmp/wrong"
check "planted words are found with their headings: $(cat "$tmp/wrong")" test $? = 0
cat "$tmp/judged"
[ -z "${KEEP:-}" ] || cp -r "$store" "$tmp/site" "$tmp/content" "$tmp/failing" "$tmp/report.json" "$tmp/wrong" "$KEEP"
check "the expected Center of wrong answers is counted" grep -q '"expected":{"base-metals":14}' "$tmp/report.json"
"$B/cee" gaps --index "$db" --content "$tmp/content" "$store" >"$tmp/report.txt"
check "text names file, line and Center" grep -qE "^  add below $tmp/content/scopes/[0-9]{2}.md:[0-9]+, under" "$tmp/report.txt"

# Files of two hosts are read as one; --since counts from a day on; without a store there is an error.
grep '^2026-11-1[1-3]' "$store" >"$tmp/host1"
sed -n '/ stethoscope$/p' "$store" >>"$tmp/host1"
cp "$tmp/host1" "$tmp/host2"
count() { node -e 'const r = JSON.parse(require("fs").readFileSync(0));
	console.log(r.groups.filter((g) => g.wordings[0].text === "stethoscope").map((g) => g.total)[0] || 0)'; }
one=$(report "$tmp/host1" | count)
two=$(report "$tmp/host1" "$tmp/host2" | count)
check "two hosts together: $one, $two" test "$one" -gt 0 -a "$two" = $((2 * one))
check "from a day on" test "$(report --since 2026-11-13 "$tmp/host1" | count)" -lt "$one"
report --since 2027-01-01 "$store" >/dev/null
check "nothing since then: exit 3" test $? = 3
report "$tmp/none" >/dev/null 2>&1
check "no such file: exit 1" test $? = 1

# The proposals pasted where they say: the site builds, and answers with those headings.
cp -r "$tmp/content" "$tmp/mended"
js paste "$tmp/report.json" "$tmp/mended" >/dev/null
"$B/cee" build --no-compress --content "$tmp/mended" --out "$tmp/site2" >"$tmp/log" 2>&1
rc=$?
check "the content with the pasted lines builds: $(tail -3 "$tmp/log")" test $rc = 0 -o $rc = 4
read -r good all <<<"$(js held "$tmp/report.json" "$tmp/site2/current/search.db" "$B/cee" 2>"$tmp/unheld")"
echo "$good of $all missing words have the pasted heading first"
check "pasted names have the effect that was said: $(cat "$tmp/unheld")" test $((100 * good)) -ge $((95 * all))
"$B/cee" gaps --json --index "$tmp/site2/current/search.db" --content "$tmp/mended" "$store" >"$tmp/after.json"
check "what was mended says so" test "$(grep -o '"mended":true' "$tmp/after.json" | wc -l)" -gt "$(grep -o '"mended":true' "$tmp/report.json" | wc -l)"

# A disk that is full (here a limit on the size of files): every search is answered, and one line says so.
: >"$tmp/search.log"
trap '' XFSZ
ulimit -Sf 4
start 2026-11-11 "$tmp/full"
ulimit -Sf unlimited
trap - XFSZ
check "every search is answered on a full disk" test "$(js day $words $people tests/gold/products.tsv 1 600 "$tmp/s1" "$tmp/s2")" = 600
stop TERM
check "each process says once that it does not count: $(said)" test "$(grep -c uncounted "$tmp/search.log")" = 2
check "no more is said" test "$(said | wc -l)" = 2
check "what was written before is whole" test -z "$(head -n -1 "$tmp/full" | grep -vE '^(2026-11-11 [napw] [0-9a-f]{16} (-|[a-z-]+)( [a-z]+)*)?$')"

# The page of the preview server, and no such page without a file.
"$B/cee" serve --port 0 --content "$tmp/mended" --out "$tmp/site2" --gaps "$store" >"$tmp/serve.log" 2>&1 &
pids="$pids $!"
wait_for 60 grep -q 'serving on' "$tmp/serve.log" || fail "cee serve did not start: $(cat "$tmp/serve.log")"
url=$(sed -n 's/^serving on \(http[^ ]*\) .*/\1/p' "$tmp/serve.log")
curl -s "${url}_gaps/" >"$tmp/page.html"
check "the page names the words" grep -q '<h2>stethoscope</h2>' "$tmp/page.html"
check "the page is well-formed" sh -c "xmllint --html --noout '$tmp/page.html' 2>&1 | grep -v 'Tag .* invalid' | grep -q error; test \$? = 1"

# Old lines go.
"$B/cee" gaps --prune --at 2026-12-20 "$store" >/dev/null
check "after four weeks only written words stay" test -s "$store" -a -z "$(cut -d' ' -f3 "$store" | sort -u |
	while read -r h; do grep -qE " $h [a-z-]+ [a-z]" "$store" || echo "$h"; done)"
"$B/cee" gaps --prune --at 2027-03-01 "$store" >/dev/null
check "after ninety days nothing does" test ! -s "$store"
finish
