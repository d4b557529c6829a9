#!/bin/bash
# threads.sh: whatever the number of threads, the release is the same, byte for byte.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}

[ -x build/bench/corpus ] || { fail "build/bench/corpus is missing: make bench-tools first"; finish; exit 1; }
build/bench/corpus 300 "$tmp/corpus"
cp -r tests/golden/templates "$tmp/templates"
mkdir "$tmp/assets"

# one NAME JOBS ARGUMENTS...
one() {
	name=$1 jobs=$2; shift 2
	"$B/cee" build --at 2026-11-21T12:00Z --jobs "$jobs" --out "$tmp/$name-$jobs" "$@" >"$tmp/log" 2>&1
	[ $? != 1 ]
}
for jobs in 1 2 3 8; do
	check "this site with $jobs" one own "$jobs" --no-compress
	check "a small site with $jobs" one small "$jobs" --content tests/golden/minimal/content --templates templates
	check "a large one with $jobs" one large "$jobs" --content "$tmp/corpus" --templates "$tmp/templates" --assets "$tmp/assets" --no-compress
done
for jobs in 2 3 8; do
	for name in own small large; do
		check "$name with $jobs is as with one" diff -r "$tmp/$name-1/current/" "$tmp/$name-$jobs/current/"
	done
done

# What is wrong is said in the same order.
cp -r tests/golden/minimal/content "$tmp/wrong"
for i in 1 2 3 4 5 6 7 8 9; do
	printf -- '---\ntitle: Page %s\ndescription: x\n---\n[nowhere](/no/%s/)\n<b>raw</b>\n' "$i" "$i" >"$tmp/wrong/pages/w$i.md"
done
for jobs in 1 2 3 8; do
	"$B/cee" build --content "$tmp/wrong" --jobs "$jobs" --out "$tmp/w" >"$tmp/said-$jobs" 2>&1
	check "mistakes are found with $jobs" grep -q 'wrong/pages/w9.md' "$tmp/said-$jobs"
	check "and said alike" cmp "$tmp/said-1" "$tmp/said-$jobs"
done
finish
