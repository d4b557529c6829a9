#!/bin/bash
# index.sh short|whole: search.db damaged in every way that a disk, a copy or a hand can: the check for deploy scripts refuses
# it, a start with it fails with a message, and a responder that has a good one goes on with that, whether the bad
# one comes by rename or the good one is spoilt in place.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
build "$tmp/site" 2026-11-01T00:00Z && build "$tmp/next" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }
good=$(readlink -f "$tmp/site/current")/search.db
next=$(readlink -f "$tmp/next/current")/search.db
old=$(basename "$(dirname "$good")") new=$(basename "$(dirname "$next")")
size=$(stat -c %s "$good")
mkdir "$tmp/live"
live=$tmp/live/search.db

at() { dd of="$1" bs=1 seek="$2" conv=notrunc status=none; }
# flip FILE BYTE BIT
flip() {
	byte=$(od -An -tu1 -j "$2" -N 1 "$1")
	printf "\\x$(printf %x $((byte ^ (1 << $3))))" | at "$1" "$2"
}
bad=$tmp/bad.db
# Each makes $bad out of the good one.
truncated() { head -c "$1" "$good" >"$bad"; }
flipped() { cp "$good" "$bad" && flip "$bad" "$1" "$2"; }
empty() { : >"$bad"; }
text() { echo "Not found" >"$bad"; }
folder() { mkdir "$bad"; }
pipe() { mkfifo "$bad"; }
dangling() { ln -s "$tmp/nowhere" "$bad"; }
endless() { ln -s /dev/zero "$bad"; }
version() { cp "$good" "$bad" && printf '\0\0\0\7' | at "$bad" 60; }
database() { sqlite3 "$bad" 'CREATE TABLE t (a); INSERT INTO t VALUES (1)'; }
zeros() { cp "$good" "$bad" && dd if=/dev/zero of="$bad" bs=4096 seek=$((size / 8192)) count=4 conv=notrunc status=none; }
longer() { cp "$good" "$bad" && echo "more" >>"$bad"; }

refused() {
	timeout 20 "$B/cee-search" --check --index "$bad" >"$tmp/said" 2>&1
	[ $? = 1 ] && grep -q 'error: ' "$tmp/said" || { echo "check: $(cat "$tmp/said")"; return 1; }
}
not_started() {
	timeout 20 "$B/cee-search" --index "$bad" "$tmp/other.sock" >"$tmp/said" 2>&1
	[ $? = 1 ] && grep -q 'error: ' "$tmp/said"
}
# case COMMAND...: the damage, looked at by all three
kinds=0
damage() {
	"$@"
	kinds=$((kinds + 1))
	check "refused: $*" refused
	if [ $((kinds % ${each:-1})) = 0 ]; then
		check "no start: $*" not_started
		mv -T "$bad" "$live" 2>/dev/null || { rm -rf "$live"; mv -T "$bad" "$live"; }
		check "the last good one answers: $*" answers_from "$old"
		check "alive: $*" alive
		cp "$good" "$tmp/again" && { [ ! -d "$live" ] || rm -rf "$live"; } && mv -T "$tmp/again" "$live"
	fi
	rm -rf "$bad"
}

cp "$good" "$live"
# One thread: with more, one that nobody asks has still the release before.
responder "$live" --threads 1
for d in empty text folder pipe dangling endless version database zeros longer; do damage $d; done
for n in $(seq "$(pick 9 100)"); do
	each=$(pick 5 10) damage truncated $((RANDOM * 32768 % size + RANDOM % 4096))
done
# Every byte of SQLite's header, then everywhere.
for n in $(seq 0 "$(pick 33 1)" 99); do each=$(pick 2 20) damage flipped "$n" $((RANDOM % 8)); done
for n in $(seq "$(pick 12 900)"); do each=$(pick 6 50) damage flipped $(((RANDOM * 32768 + RANDOM) % size)) $((RANDOM % 8)); done
check "the next good one is taken" sh -c "cp $next $tmp/again && mv $tmp/again $live"
check "and answers" wait_for 5 answers_from "$new"

# Spoilt in place, while visitors ask: whoever has it open has it whole.
visitors 4 "$questions"
sleep 0.3
for n in $(seq "$(pick 10 200)"); do flip "$live" $(((RANDOM * 32768 + RANDOM) % size)) $((RANDOM % 8)); done
check "bits turned in place: it answers" answers_from "$new"
truncate -s 8192 "$live"
check "cut short in place: it answers" answers_from "$new"
truncate -s 0 "$live"
check "emptied in place: it answers" answers_from "$new"
head -c "$size" /dev/zero >"$live"
check "zeros in place: it answers" answers_from "$new"
visited
check "no visitor noticed: $(tr '\n' ' ' <"$tmp/visited")" test "$(happened 200)" -gt 20 -a "$(happened cut)" = 0 \
	-a "$(happened differs)" = 0 -a "$(happened 503)" = 0 -a "$(happened 500)" = 0
check "good again" sh -c "cp $good $tmp/again && mv $tmp/again $live"
check "the good one is taken" wait_for 5 answers_from "$old"
check "alive at the end" alive
check "each damage was said once, not at every request" test "$(grep -c 'going on with' "$tmp/responder")" -le $((kinds * 2 + 40))
responder_ends
echo "$kinds damaged files"
finish
