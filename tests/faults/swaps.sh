#!/bin/bash
# swaps.sh short|whole: under load, the index is replaced again and again (10,000 times, or for five minutes), with SIGHUP in
# between; and the responder is told to end, and started again.  Each answer is whole and of one release.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }
set -- $(ls "$out/releases")

responder "$out/current/search.db"
visitors 8 "$questions"
swaps=$(pick 300 10000) began=$SECONDS n=0
while [ $n -lt "$swaps" ] && [ $((SECONDS - began)) -lt 300 ]; do
	n=$((n + 1)) id=$1
	[ $((n % 2)) = 0 ] || id=$2
	ln -s "releases/$id" "$out/.next" && mv -T "$out/.next" "$out/current"
	[ $((n % 7)) != 0 ] || kill -HUP "$responder"
done
visited
echo "$n swaps in $((SECONDS - began)) s, $(grep -c 'going on with' "$tmp/responder") not taken; $(tr '\n' ' ' <"$tmp/visited")"
check "swaps: each visitor got a whole answer of one release" test "$(happened 200)" -gt 500 -a "$(happened cut)" = 0 -a \
	"$(happened differs)" = 0 -a "$(happened refused)" = 0 -a "$(happened 500)" = 0 -a "$(happened 503)" = 0
check "swaps: both releases answered" test "$(happened releases)" = 2
check "swaps: the last one answers" answers_from "$id"
check "swaps: none was refused" test "$(grep -c 'going on with' "$tmp/responder")" = 0
kib=$(sed -n 's/^VmRSS:[^0-9]*\([0-9]*\) kB/\1/p' "/proc/$responder/status")
files=$(ls "/proc/$responder/fd" 2>/dev/null | wc -l) # it is not dumpable: root alone sees them
check "swaps: memory does not grow, $kib KiB" test "$kib" -lt 200000
check "swaps: nor do descriptors, $files" test "$files" -lt 40
responder_ends

# Told to end under load: what was asked is answered, who comes then finds nobody, and comes again.
mkdir "$tmp/ends"
responder "$out/current/search.db"
visitors 8 "$questions"
for n in $(seq "$(pick 6 100)"); do
	sleep 0.1
	kill -TERM "$responder"
	wait "$responder"
	rc=$?
	check "end $n: in order" test $rc = 0
	responder "$out/current/search.db"
done
sleep 0.3
visited
echo "$n ends: $(tr '\n' ' ' <"$tmp/visited")"
check "ends: whoever was let in was answered" test "$(happened 200)" -gt 20 -a "$(happened cut)" = 0 -a \
	"$(happened differs)" = 0 -a "$(happened 500)" = 0 -a "$(happened 503)" = 0
# Killed outright: who was in is cut off, whoever comes next is served by the next one.
visitors 8 "$questions"
for n in $(seq "$(pick 3 30)"); do
	sleep 0.1
	kill -KILL "$responder"
	wait "$responder" 2>/dev/null
	responder "$out/current/search.db" # its socket file was left behind
done
sleep 0.3
visited
check "killed: answered again, none wrong: $(tr '\n' ' ' <"$tmp/visited")" test "$(happened 200)" -gt 20 -a \
	"$(happened differs)" = 0 -a "$(happened 500)" = 0
responder_ends
finish
