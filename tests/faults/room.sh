#!/bin/bash
# room.sh short|whole: the disk is full, or failing, at every call that changes a file in turn: the command says so and ends
# with 1, or manages without; readers see what they saw or the whole new release.  Then with room again it works.
# Where namespaces or root allow it, also a real small disk, filled to many thresholds.
set -u
cd "$(dirname "$0")/../.."
memory_will_do=1 # the errors are put in, and the small disk is one of its own
. tests/faults/lib.sh
top=$PWD
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }
set -- $(ls "$out/releases")
first=$1 second=$2

# sound STATUS: an error is said; what has been changed is whole either way
sound() {
	case $1 in
	0 | 4) ;;
	1) grep -q 'error: ' "$tmp/said" || { echo "failed without a word: $(cat "$tmp/said")"; return 1; } ;;
	*) echo "ended with $1: $(tail -3 "$tmp/said")"; return 1 ;;
	esac
	site_whole "$out"
}
now=1794000000
# each MODE ERROR STEP NAME COMMAND...: the fault at every STEPth call
each() {
	mode=$1 error=$2 step=$3 kind=$4
	shift 4
	now=$((now + 1)) # or there would be nothing left to do
	calls=$("$inject" count "${@/@/@$now}" 2>/dev/null)
	failed_runs=0 runs=0
	for n in $(seq "$((RANDOM % step + 1))" "$step" "${calls:-0}"); do
		now=$((now + 1)) runs=$((runs + 1))
		"$inject" $mode $n $error "${@/@/@$now}" >"$tmp/said" 2>&1
		rc=$?
		[ $rc != 1 ] || failed_runs=$((failed_runs + 1))
		check "$kind, $mode $error at call $n of $calls" sound $rc
	done
	echo "$kind, $mode $error: $runs of $calls calls, $failed_runs ended with an error"
	check "$kind, $mode $error: none failed, so no fault was put in" test $failed_runs -gt 0
}
# each_edit NAME COMMAND...: a command of authors: every file is as it was, or as it was to be, or not yet there
each_edit() {
	kind=$1
	shift
	from=tests/golden/minimal/content
	rm -rf "$tmp/content" && cp -r $from "$tmp/content"
	calls=$("$inject" count "$cee" "$@" 2>"$tmp/said") || { fail "$kind: $(cat "$tmp/said")"; return; }
	rm -rf "$tmp/done" && cp -r "$tmp/content" "$tmp/done"
	failed_runs=0
	for n in $(seq 1 "$calls"); do
		for fault in "full $n" "fail $n EIO" "kill $n"; do
			rm -rf "$tmp/content" && cp -r $from "$tmp/content"
			"$inject" $fault "$cee" "$@" >"$tmp/said" 2>&1
			[ $? = 0 ] || failed_runs=$((failed_runs + 1))
			bad=$(cd "$tmp/content" && find . -type f ! -name '*.tmp*' | while read -r f; do
				cmp -s "$f" "$top/$from/$f" || cmp -s "$f" "$tmp/done/$f" || echo "$f"
			done)
			check "$kind, $fault of $calls: $bad is neither old nor new" test -z "$bad"
		done
	done
	check "$kind: none failed, so no fault was put in" test $failed_runs -gt 0
}
if can_inject; then
	each full "" "$(pick 97 1)" "a build" "$cee" build $small --out "$out" --at @
	each fail EIO "$(pick 197 5)" "a build" "$cee" build $small --out "$out" --at @
	each fail EROFS "$(pick 197 5)" "a build" "$cee" build $small --out "$out" --at @
	each full "" "$(pick 4 1)" "publish" sh -c "$cee publish --out $out $first && $cee publish --out $out $second"
	each fail ENOSPC "$(pick 4 1)" "rollback" sh -c "$cee publish --out $out $second && $cee rollback --out $out"
	each_edit "cee new" new --content "$tmp/content" glossary Fault sources=leaflet
	each_edit "cee mv" mv --content "$tmp/content" "$tmp/content/faqs/why.md" "$tmp/content/faqs/why-so.md"
fi

# On a disk of its own, of more and more pages, until a build fits.
disk() {
	mkdir -p "$tmp/disk"
	for kib in $(seq "$(pick 700 64)" "$(pick 700 64)" 4096); do
		mount -t tmpfs -o size=${kib}k none "$tmp/disk" || return 1
		out=$tmp/disk/site
		"$cee" build $small --out "$out" --at 2026-11-01T00:00Z >"$tmp/said" 2>&1
		one=$?
		[ ! -e "$out/current" ] || release_whole "$out/current" || { echo "$kib KiB: not whole"; return 1; }
		"$cee" build $small --out "$out" --at 2026-11-02T00:00Z >"$tmp/said" 2>&1
		two=$?
		[ ! -e "$out/current" ] || release_whole "$out/current" || { echo "$kib KiB: not whole"; return 1; }
		[ $one != 1 ] || [ ! -e "$out/releases" ] || [ -z "$(ls "$out/releases")" ] ||
			{ echo "$kib KiB: failed, but there is a release"; return 1; }
		umount "$tmp/disk"
		tried=$((${tried:-0} + 1))
		[ $one = 0 ] || least=$((kib + 1))
		[ $two != 0 ] || { echo "a disk of ${least:-0} to $kib KiB: one build fits; tried $tried sizes"; return 0; }
	done
	echo "no build fits in 4 MiB"
	return 1
}
if unshare -rm true 2>/dev/null; then
	export -f disk release_whole files_whole pick
	export cee small tmp B extent
	check "a small disk" unshare -rm bash -c disk
else
	echo "skipped: a small disk needs user namespaces"
fi

check "with room again, the next build" build "$out" 2027-01-01T00:00Z
check "no stage is left" test -z "$(find "$out" -maxdepth 1 -name '.stage*')"
check "no half-written file is left" test -z "$(find "$out" -name '*.tmp*')"
: >"$tmp/known"
check "all is whole" site_whole "$out"
finish
