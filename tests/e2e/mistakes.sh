#!/bin/sh
# mistakes.sh [CASE...]: what cee check says of each mistake that people make, and that no mistake
# touches the site that readers have.
#
#	tests/e2e/mistakes/base/	small changes to the content of tests/golden/minimal, so that
#					nothing is to be said of it
#	tests/e2e/mistakes/CASE/	content/ and templates/: files put over the base; remove: a list
#					of files taken away; expected: all that is said; count: of how
#					many messages, when one mistake is more than one
#
# Each case alone, then with the next one that changes other files: neither may hide the other.
# KEEP=DIR keeps what it says as CASE.json and CASE.sarif there, for tests/judges/sarif.sh.
# UPDATE=1 writes the expectations anew.  MODE= as for make.  Run from the root.
set -u
mode=${MODE:-debug}
top=$(pwd)
cee=$top/build/$mode/cee
cases=$top/tests/e2e/mistakes
[ -x "$cee" ] || { echo "mistakes.sh: no $cee; run make MODE=$mode first" >&2; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH
at=2026-11-21T12:00:00Z
passed=0 failed=0

check() {
	if [ "$1" = 0 ]; then passed=$((passed + 1)); return; fi
	failed=$((failed + 1))
	shift
	echo "FAIL $*"
}

# tree CASE...: content and templates with the mistakes of the cases, in $work/tree
tree() {
	rm -rf "$work/tree"
	mkdir "$work/tree"
	cp -r "$top/tests/golden/minimal/content" "$top/tests/golden/templates" "$work/tree/"
	cp -r "$cases/base/." "$work/tree/"
	for c; do
		for part in content templates; do
			[ ! -d "$cases/$c/$part" ] || cp -r "$cases/$c/$part" "$work/tree/"
		done
		[ ! -e "$cases/$c/remove" ] || (cd "$work/tree" && xargs rm <"$cases/$c/remove")
	done
}

# files CASE: what it changes
files() {
	(cd "$cases/$1" && find content templates -type f 2>/dev/null; cat "$cases/$1/remove" 2>/dev/null)
}

say() {
	(cd "$work/tree" && "$cee" check --content content --templates templates --assets none --at $at)
}

as() {
	(cd "$work/tree" && "$cee" check --content content --templates templates --assets none --at $at \
	    --format "$1")
}

messages() { grep -E '^[^ ].*(error|warning|note): ' "$1"; }

# site: every byte of the live site, and where current points.  What builds write down for each other is none of it.
site() {
	(cd "$work" && readlink site/current && find -L site -type f -not -name '.kept*' -exec sha256sum {} + | LC_ALL=C sort)
}

alone() {
	tree "$1"
	say >"$work/out" 2>"$work/said"
	status=$?
	if [ -n "${UPDATE:-}" ]; then
		cp "$work/said" "$cases/$1/expected"
	elif ! diff -u "$cases/$1/expected" "$work/said" >"$work/diff"; then
		cat "$work/diff"
		check 1 "$1: it says something else"
	else
		check 0
	fi
	want=1
	[ ! -e "$cases/$1/count" ] || want=$(cat "$cases/$1/count")
	got=$(messages "$work/said" | wc -l)
	[ "$got" = "$want" ]; check $? "$1: $got messages, expected $want"
	messages "$work/said" | grep -q 'error: '
	errors=$?
	[ $status = $((1 - errors)) ]; check $? "$1: exit status $status"
	as json >"$work/json"
	! grep -q '"rule":"other"' "$work/json"; check $? "$1: a message of no known kind"
	if [ -n "${KEEP:-}" ]; then
		cp "$work/json" "$KEEP/$1.json"
		as sarif >"$KEEP/$1.sarif"
	fi
	[ $errors = 0 ] || return
	site >"$work/before"
	(cd "$work/tree" && "$cee" build --content content --templates templates --assets none --at $at \
	    --out "$work/site" --no-compress) >"$work/out" 2>&1
	status=$?
	[ $status = 1 ]; check $? "$1: a build ends with $status: $(head -3 "$work/out")"
	site >"$work/after"
	cmp -s "$work/before" "$work/after"; check $? "$1: the live site was touched"
}

# Both at once: every message of either, as it was.
together() {
	tree "$1" "$2"
	say >"$work/out" 2>"$work/said"
	cat "$cases/$1/expected" "$cases/$2/expected" >"$work/both"
	messages "$work/both" | LC_ALL=C sort >"$work/want"
	messages "$work/said" | LC_ALL=C sort >"$work/got"
	diff "$work/want" "$work/got" >"$work/diff"
	check $? "$1 and $2 together: $(cat "$work/diff")"
}

[ $# -gt 0 ] || set -- $(cd "$cases" && for c in [0-9]*/; do echo "${c%/}"; done)
tree
say >"$work/out" 2>"$work/said"
[ ! -s "$work/said" ]; check $? "the base is not sound: $(cat "$work/said")"
(cd "$work/tree" && "$cee" build --content content --templates templates --assets none --at $at \
    --out "$work/site" --no-compress) >"$work/out" 2>&1 || { cat "$work/out"; exit 1; }
for c; do
	alone "$c"
done
last=
for c; do
	if [ -n "$last" ] && [ -z "$( (files "$last"; files "$c") | sort | uniq -d)" ]; then
		together "$last" "$c"
	fi
	last=$c
done
echo "$passed passed, $failed failed ($# mistakes)"
[ $failed = 0 ] && [ $passed -gt 0 ]
