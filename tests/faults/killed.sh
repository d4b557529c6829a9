#!/bin/bash
# killed.sh short|whole: SIGKILL in front of the calls by which a build, a publish and a rollback change files: a build's each
# once, the others' each twice, or two dozen.  After each, what readers see is whole, and so is every release in the
# list.  The content is small, since it is the calls that differ and not the files; 25 builds of the site itself are killed
# by the clock, so that it is more than 500 in all.
set -u
cd "$(dirname "$0")/../.."
memory_will_do=1 # what a killed process has written stays with the kernel
. tests/faults/lib.sh
can_inject || { ok; finish; exit; }
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }

# kills WHAT TIMES COMMAND...: each with the clock a second on, where the command has @ in it; TIMES "2x": each call twice
now=1794000000 killed=0 missed=0
kills() {
	kind=$1 times=$2
	shift 2
	calls=$("$inject" count "${@/@/@$now}" 2>/dev/null)
	[ "${calls:-0}" -gt 3 ] || { fail "$kind: $calls calls"; return; }
	case $times in *x) times=$((${times%x} * calls)) ;; esac
	so_far=$killed
	# In a random order, so that what one leaves to the next is another thing each time.
	for n in $(for i in $(seq $((times / calls + 1))); do seq "$calls" | shuf --random-source=<(yes "$i$kind"); done | head -n "$times"); do
		now=$((now + 1))
		"$inject" kill $n "${@/@/@$now}" >/dev/null 2>&1
		[ $? = 137 ] && killed=$((killed + 1)) || missed=$((missed + 1))
		check "$kind killed before its call $n of $calls" site_whole "$out"
	done
	echo "$kind: $calls calls that change files, killed $((killed - so_far)) times"
}
kills "build" "$(pick 12 1x)" "$cee" build $small --out "$out" --at @
kills "a build that is not published" "$(pick 3 50)" "$cee" build $small --stage --out "$out" --at @
set -- $(ls "$out/releases" | head -2)
# Each from the other one, so that there is something to do.
kills "publish" "$(pick 4 2x)" sh -c "$cee publish --out $out $1; $cee publish --out $out $2"
kills "rollback" "$(pick 4 2x)" sh -c "$cee publish --out $out $2; $cee rollback --out $out"
# By the clock too, on the real content; "make test" has its own 20.
if [ "$extent" = whole ]; then
	tests/e2e/kill.sh 25 >"$tmp/timed" 2>&1
	rc=$?
	check "builds of the site, killed after random times: $(grep FAIL "$tmp/timed")" test $rc = 0
	killed=$((killed + 25))
fi
check "the next build cleans up" build "$out" 2027-01-01T00:00Z
check "no stage is left" test -z "$(find "$out" -maxdepth 1 -name '.stage*')"
check "the site is whole" site_whole "$out"
: >"$tmp/known"
check "and so is every release of before" site_whole "$out"
echo "killed $killed times; ended before the call came: $missed times"
check "most were killed" test $((missed * 2)) -lt "$killed"
finish
