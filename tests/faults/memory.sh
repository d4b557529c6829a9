#!/bin/bash
# memory.sh short|whole: a cap on memory.  With what the manual says a responder needs, the largest requests and changes of the
# index together do not end it; with too little it does not start, or ends with a word and without a wrong answer.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
if [ "${MODE:-release}" = asan ]; then
	echo "skipped: sanitizers take terabytes of addresses"
	ok
	finish
	exit
fi
# The site's own index, which is what the figures are about.
live=$tmp/live
mkdir "$live"
good=$(readlink -f "${SITE:-site}/current")
release=$(basename "$good")
good=$good/search.db
put() { cp "$good" "$live/new" && mv "$live/new" "$live/search.db"; }
put || { fail "there is no site"; finish; exit 1; }

# Whole: 8 MiB, 10,000 lines, all distinct; and one that is too long.
awk 'BEGIN { printf "list="; for (i = 0; i < 9900; i++) { printf "%04d.%02d,%d,%d", 6100 + i % 90, i % 97, i, i * 7
	for (k = 0; k < 80; k++) printf "+goods"; printf "%%0A" } }' | head -c 8000000 >"$tmp/list"
form=application/x-www-form-urlencoded
large() { # one list, and what became of it
	began=$SECONDS
	status=$(peer post /account/ $form "$tmp/list" 2>/dev/null | head -c 12 | tr -d '\r\n')
	# A request that has not arrived after ten seconds is cut off, as it is to be.
	[ -n "$status" ] || [ $((SECONDS - began)) -lt 10 ] || status=late
	echo "${status:-cut}" >>"$tmp/large" # in one piece: many do it at once
}
mib=$((2 * 256))
before="prlimit --data=$((mib * 1048576))"
responder "$live/search.db"
before=
peer get /find/ q=socks >"$tmp/right" 2>/dev/null
check "an answer to compare with" grep -q '^Status: 200' "$tmp/right"
visitors 4 "$questions"
for round in $(seq "$(pick 2 15)"); do
	lists=
	for i in $(seq "$(pick 8 24)"); do large & lists="$lists $!"; done
	put
	wait $lists
	put
done
# As many as would fill it all, were all held at once.
peer bodies 100 1 /account/ $form "$tmp/list" >"$tmp/bodies" 2>&1
visited
echo "$mib MiB: 100 bodies $(tr '\n' ' ' <"$tmp/bodies")lists $(sort "$tmp/large" | uniq -c | tr -s '\n ' ' ')visitors $(tr '\n' ' ' <"$tmp/visited") peak $(sed -n \
	's/^VmHWM:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$responder/status") KiB"
check "256 MiB a thread: alive" alive
check "256 MiB a thread: lists are answered" grep -q '^Status: 200' "$tmp/large"
check "256 MiB a thread: or a clear 503, 413" test -z "$(grep -v '^Status: \(200\|503\|413\)\|^late' "$tmp/large")"
check "256 MiB a thread: 100 bodies at once, a 503 for what has no room: $(tr '\n' ' ' <"$tmp/bodies")" awk '
	$1 == 200 || $1 == 503 || $1 == "late" { n += $2 } $1 != 200 { busy += $2 } END { exit !(n == 100 && busy > 0) }' "$tmp/bodies"
check "256 MiB a thread: no visitor was cut off" test "$(happened cut)" = 0 -a "$(happened 500)" = 0 -a "$(happened differs)" = 0
check "256 MiB a thread: afterwards" answers_from "$release"
alive && responder_ends

# Less and less: a start that fails says so; one that succeeds answers, until it ends with a word.
for kib in $(seq "$(pick 20000 4000)" "$(pick 115000 6000)" 256000); do
	: >"$tmp/responder"
	rm -f "$sock"
	prlimit --data=$((kib * 1024)) "$B/cee-search" --threads 1 --no-sandbox --index "$live/search.db" "$sock" \
		2>"$tmp/responder" &
	responder=$!
	wait_for 10 sh -c "[ -S $sock ] || ! kill -0 $responder"
	if [ -S "$sock" ] && alive; then
		peer get /find/ q=socks >"$tmp/body" 2>/dev/null
		large
		put
		alive && wait_for 3 answers_from "$release"
	fi
	if alive; then
		up=$((${up:-0} + 1))
		check "$kib KiB: the right answer, or a 503" sh -c "cmp -s '$tmp/body' '$tmp/right' || grep -q '^Status: 503' '$tmp/body'"
		responder_ends
	else
		wait "$responder" 2>/dev/null
		down=$((${down:-0} + 1))
		check "$kib KiB: ends with a word: $(tail -1 "$tmp/responder")" grep -qi 'memory\|cannot' "$tmp/responder"
	fi
done
echo "small caps: ${down:-0} ended, ${up:-0} went on"
check "small caps: both were seen" test "${down:-0}" -gt 0 -a "${up:-0}" -gt 0
finish
