#!/bin/bash
# kill.sh [N]: N builds (default 20), each killed after a random moment; after each, site/current is a
# whole release: its manifest's files are all there, byte for byte, and its index answers.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
n=${1:-20}
B=build/${MODE:-release}
out=$tmp/site
"$B/cee" build --out "$out" --at 2026-11-21T00:00Z >/dev/null || { fail "the first build"; finish; exit 1; }
start=$(date +%s%N)
"$B/cee" build --out "$out" --at 2026-11-21T00:00:01Z >/dev/null || { fail "the second build"; finish; exit 1; }
whole=$((($(date +%s%N) - start) / 1000))	# microseconds of one build
RANDOM=7
for i in $(seq "$n"); do
	at=$((1795000000 + i))
	"$B/cee" build --out "$out" --at "@$at" >/dev/null 2>&1 &
	pid=$!
	us=$((RANDOM * whole / 32768 * 12 / 10))
	sleep "$(printf '%d.%06d' $((us / 1000000)) $((us % 1000000)))"
	kill -9 $pid 2>/dev/null
	wait $pid 2>/dev/null
	bad=$(cd "$out/current/" && awk 'length($1) == 64 { print $1 "  " $3 }' manifest | sha256sum --quiet --strict -c 2>&1 | head -3)
	if [ -n "$bad" ]; then
		fail "build $i, killed after $us us: not whole: $bad"
	elif ! "$B/cee" find --index "$out/current/search.db" sofa >/dev/null; then
		fail "build $i, killed after $us us: the index does not answer"
	else
		ok
	fi
done
check "the next build cleans up" "$B/cee" build --out "$out" --at 2026-11-22T00:00Z
check "no stage is left" test -z "$(find "$out" -maxdepth 1 -name '.stage*')"
finish
