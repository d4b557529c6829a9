#!/bin/bash
# killed.sh short|whole: SIGKILL in front of a random one of the calls by which a build, a publish and a rollback change
# files; in all 500, or two dozen.  After each, what readers see is whole, and so is every release in the list.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
can_inject || { ok; finish; exit; }
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }

# kills WHAT TIMES COMMAND...: each with the clock a second on, where the command has @ in it
now=1794000000
kills() {
	kind=$1 times=$2
	shift 2
	calls=$("$inject" count "${@/@/@$now}" 2>/dev/null)
	[ "${calls:-0}" -gt 3 ] || { fail "$kind: $calls calls"; return; }
	for i in $(seq "$times"); do
		n=$(((RANDOM * 32768 + RANDOM) % calls + 1)) now=$((now + 1))
		"$inject" kill $n "${@/@/@$now}" >/dev/null 2>&1
		[ $? = 137 ] || missed=$((${missed:-0} + 1))
		check "$kind killed before its call $n of $calls" site_whole "$out"
	done
	echo "$kind: $calls calls that change files, killed $times times"
}
kills build "$(pick 12 250)" "$cee" build $small --out "$out" --at @
kills "a build that is not published" "$(pick 3 50)" "$cee" build $small --stage --out "$out" --at @
set -- $(ls "$out/releases" | head -2)
for id in $1 $2; do
	# From the other one, so that there is something to do.
	kills "publish" "$(pick 2 25)" sh -c "$cee publish --out $out $1; $cee publish --out $out $2"
done
kills "rollback" "$(pick 4 50)" sh -c "$cee publish --out $out $2; $cee rollback --out $out"
# By the clock too, on the real content; "make test" has its own 20.
if [ "$extent" = whole ]; then
	check "builds of the site, killed after random times" tests/e2e/kill.sh 100 >"$tmp/timed"
	grep FAIL "$tmp/timed"
fi
check "the next build cleans up" build "$out" 2027-01-01T00:00Z
check "no stage is left" test -z "$(find "$out" -maxdepth 1 -name '.stage*')"
check "the site is whole" site_whole "$out"
: >"$tmp/known"
check "and so is every release of before" site_whole "$out"
echo "ended before the call came: ${missed:-0}"
finish
