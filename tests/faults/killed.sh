#!/bin/bash
# killed.sh short|whole: SIGKILL in front of the calls by which a build, a publish and a rollback change files: a build's each
# once, the others' each twice; or two dozen, of a build those that move in what is ready.  After each, what readers see
# is whole, and so is every release in the list.  The content is small, since it is the calls that differ and not the
# files; 25 builds of the site itself are killed by the clock, so that it is more than 500 in all.
set -u
cd "$(dirname "$0")/../.."
memory_will_do=1 # what a killed process has written stays with the kernel
. tests/faults/lib.sh
can_inject || { ok; finish; exit; }
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }

# As many as are kept, so that each build is made of the oldest one, which is gone when it was killed.
now=1794000000
fill() {
	while [ "$(ls "$out/releases" | wc -l)" -lt 10 ]; do
		now=$((now + 1))
		build "$out" "@$now" || return 1
	done
}
check "as many as are kept" fill

# kills WHAT CALLS COMMAND...: each with the clock a second on, where the command has @ in it; CALLS: "all" of them in turn,
# "twice", the "last", or so many at random, each with what the one before it left
killed=0 missed=0
kills() {
	kind=$1 which=$2
	shift 2
	"${@/@/@$now}" >/dev/null 2>&1 # which removes what the last one left
	now=$((now + 1))
	calls=$("$inject" count "${@/@/@$now}" 2>/dev/null)
	[ "${calls:-0}" -gt 3 ] || { fail "$kind: $calls calls"; return; }
	so_far=$killed of_oldest=0
	for n in $(case $which in
		all) seq "$calls" ;;
		twice) seq "$calls"; seq "$calls" ;;
		last) seq $((calls - 15)) "$calls" ;;
		*) seq "$calls" | shuf --random-source=<(yes "$kind") | head -n "$which" ;;
		esac); do
		now=$((now + 1))
		case $which in all | last) rm -rf "$out"/.stage-* ;; esac # or it would be other calls
		case $kind in *build*) check "$kind: as many as are kept" fill ;; esac
		now=$((now + 1))
		"$inject" kill $n "${@/@/@$now}" >/dev/null 2>&1
		[ $? = 137 ] && killed=$((killed + 1)) || missed=$((missed + 1))
		# Its folder is that of a release which is none any more.
		case $kind in *build*)
			[ -z "$(find "$out" -maxdepth 2 -path '*/.stage-*/public')" ] || [ "$(ls "$out/releases" | wc -l)" != 9 ] ||
				of_oldest=$((of_oldest + 1)) ;;
		esac
		check "$kind killed before its call $n of $calls" site_whole "$out"
	done
	echo "$kind: $calls calls that change files, killed $((killed - so_far)) times, $of_oldest while it changed what was a release"
}
kills "build" "$(pick last all)" "$cee" build $small --out "$out" --at @
kills "build of the oldest release" "$(pick 20 200)" "$cee" build $small --out "$out" --at @
check "some of them while it was changed" test $of_oldest -gt 5
kills "a build that is not published" "$(pick 4 50)" "$cee" build $small --stage --out "$out" --at @
set -- $(ls "$out/releases" | head -2)
# Each from the other one, so that there is something to do.
kills "publish" "$(pick 4 twice)" sh -c "$cee publish --out $out $1; $cee publish --out $out $2"
kills "rollback" "$(pick 4 twice)" sh -c "$cee publish --out $out $2; $cee rollback --out $out"
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
