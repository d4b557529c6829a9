#!/bin/bash
# peers.sh short|whole: peers of the responder that hold on to what they have: 10,000 half-open connections, slow writers and
# readers, garbage, all descriptors used up.  Those that behave are answered; afterwards all is as before.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
build "$tmp/site" 2026-11-01T00:00Z && build "$tmp/next" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }
good=$(readlink -f "$tmp/site/current")/search.db
next=$(readlink -f "$tmp/next/current")/search.db
new=$(basename "$(dirname "$next")")
mkdir "$tmp/live"
live=$tmp/live/search.db
cp "$good" "$live"
many=$(pick 1500 10000)
ulimit -n $((many + 500)) 2>/dev/null || { many=$(($(ulimit -Hn) - 500)); ulimit -n "$(ulimit -Hn)"; }

kib() { sed -n "s/^$1:[^0-9]*\([0-9]*\) kB/\1/p" "/proc/$responder/status"; }
# quiet: visitors are served as if nothing had been
quiet() {
	peer load 4 "$questions" 1 >"$tmp/visited"
	[ "$(happened 200)" -gt 50 ] && [ "$(happened 503)" = 0 ] && [ "$(happened cut)" = 0 ] && [ "$(happened refused)" = 0 ]
}
responder "$live"
check "before" quiet
before_kib=$(kib VmRSS)

peer flood "$many" "$(pick 4 30)" >"$tmp/flood" 2>&1 &
flood=$!
sleep 1
visitors 4 "$questions"
wait $flood
sleep 1
visited
echo "$many half-open peers: $(cat "$tmp/flood"); visitors meanwhile: $(tr '\n' ' ' <"$tmp/visited")"
check "half-open peers: visitors were answered" test "$(happened 200)" -gt 20
check "half-open peers: none got a wrong or half an answer" test "$(happened differs)" = 0 -a "$(happened 500)" = 0 \
	-a "$(happened cut)" = 0
check "half-open peers: alive" alive
check "half-open peers: memory, $before_kib to $(kib VmHWM) KiB" test $(($(kib VmHWM) - before_kib)) -lt 102400
check "half-open peers: afterwards" quiet

peer slow "$(pick 100 400)" "$(pick 16 30)" /find/ q=socks >"$tmp/slow" 2>&1 &
slow=$!
sleep 0.5
visitors 4 "$questions"
wait $slow
visited
echo "slow peers: $(tr '\n' ';' <"$tmp/slow") visitors meanwhile: $(tr '\n' ' ' <"$tmp/visited")"
check "slow peers: no visitor noticed" test "$(happened 200)" -gt 50 -a "$(happened cut)" = 0 -a "$(happened refused)" = 0 \
	-a "$(happened differs)" = 0 -a "$(happened 503)" = 0
check "slow peers lose their connections" test "$(grep -c "^\([0-9]*\) of \1 slow" "$tmp/slow")" = 2
check "slow peers: afterwards" quiet

check "garbage" silent peer garbage "$(pick 100 5000)" 11
check "garbage: afterwards" quiet
responder_ends

# All descriptors used up: a new one waits, and a new index is taken once there are some again.
before="prlimit --nofile=24"
responder "$live" --threads 1
before=
visitors 2 "$questions"
sleep 0.3
peer half 40 "$(pick 4 8)" >"$tmp/half" 2>&1 &
half=$!
wait_for 20 grep -q 'cannot accept a connection' "$tmp/responder"
cp "$next" "$tmp/again" && mv "$tmp/again" "$live"
wait $half
check "out of descriptors: said" grep -q 'cannot accept a connection: Too many open files' "$tmp/responder"
check "out of descriptors: the new index could not be opened" grep -q 'going on with' "$tmp/responder"
check "out of descriptors: alive" alive
check "out of descriptors: the new index is taken later" wait_for 20 answers_from "$new"
visited
check "out of descriptors: visitors waited, and were answered: $(tr '\n' ' ' <"$tmp/visited")" test "$(happened 200)" -gt 20 \
	-a "$(happened differs)" = 0 -a "$(happened 500)" = 0
check "out of descriptors: afterwards" quiet
responder_ends
finish
