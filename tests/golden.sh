#!/bin/sh
# golden.sh [CASE...]: build small sites and compare all that comes of it with what is written down.
#
#	tests/golden/CASE/args		arguments of "cee build" but --out, from the case's directory;
#					without it: the case's content/ at noon, with the templates
#					of the case, or else those of tests/golden/templates
#	tests/golden/CASE/first		arguments of a build into the same place before it
#	tests/golden/CASE/stderr	what it says, and CASE/stdout but for the first line
#	tests/golden/CASE/status	exit status; without it: 0
#	tests/golden/CASE/expect/	files of the release
#	tests/golden/CASE/files		the list of them; then expect/ need hold only some
#	tests/golden/CASE/judged	instead of both, check-site.sh judges the site
#
# A failing build must leave site/current as it was.  Every release must agree with its manifest
# and, built twice, with itself.  UPDATE=1 writes the expectations anew.  Run from the root.
set -u
mode=${MODE:-debug}
top=$(pwd)
cee=$top/build/$mode/cee
golden=$top/tests/golden
[ -x "$cee" ] || { echo "golden.sh: no $cee; run make MODE=$mode first" >&2; exit 1; }
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
unset SOURCE_DATE_EPOCH
passed=0 failed=0 why=

fault() { why="$why
  $*"; }

# expected FILE ACTUAL: compare, or with UPDATE=1 write down; an empty file needs no expectation.
expected() {
	if [ -n "${UPDATE:-}" ]; then
		if [ -s "$2" ]; then cp "$2" "$1"; else rm -f "$1"; fi
	elif ! diff -u "$([ -e "$1" ] && echo "$1" || echo /dev/null)" "$2" >"$work/diff"; then
		fault "${1##*/} differs:"; fault "$(head -30 "$work/diff")"
	fi
}

# tree OUT DIR: the files of the current release that content and templates alone decide; compressed
# copies, which the library's version decides too, are judged by what they hold.
tree() {
	mkdir -p "$2"
	(cd "$1/current/" && find . -type f ! -name search.db ! -name SHA256SUMS ! -name openapi.json ! -name manifest \
	    ! -name '*.gz' ! -name '*.br' -print) |
	while read -r f; do
		mkdir -p "$2/$(dirname "$f")" && cp "$1/current/$f" "$2/$f"
	done
}

manifest_agrees() {
	(cd "$1" && awk 'length($1) == 64 { print $1 "  " $3 }' manifest | sha256sum --check --quiet &&
	    find . -type f ! -name manifest | sed 's|^\./||' | LC_ALL=C sort >"$work/there" &&
	    awk 'length($1) == 64 { print $3 }' manifest | cmp - "$work/there") >"$work/sum" 2>&1 ||
		fault "manifest: $(head -5 "$work/sum")"
}

# Every gzip copy holds what it is a copy of, and every text file of 1 KiB has its two.
copies_agree() {
	(cd "$1/public" && find . -name '*.gz' | while read -r f; do
		gzip -dc "$f" | cmp - "${f%.gz}" || echo "$f"
	done
	find . -type f -size +1023c -regex '.*\.\(html\|css\|js\|json\|csv\|xml\|svg\|txt\)' |
	while read -r f; do
		[ -e "$f.gz" ] && [ -e "$f.br" ] || echo "no copies of $f"
	done) >"$work/copies" 2>&1
	[ ! -s "$work/copies" ] || fault "copies: $(head -5 "$work/copies")"
}

run_case() {
	dir=$golden/$1
	out=$work/$1/site
	why=
	mkdir -p "$work/$1"
	cd "$dir" || return
	templates=../templates
	[ -d templates ] && templates=templates
	args="--content content --templates $templates --at 2026-11-21T12:00:00Z"
	[ -e args ] && args=$(cat args)
	want=0
	[ -e status ] && want=$(cat status)
	if [ -e first ]; then
		# shellcheck disable=SC2046 # words are meant
		"$cee" build $(cat first) --out "$out" >"$work/log" 2>&1 || [ $? = 4 ] ||
			fault "first build: $(cat "$work/log")"
	fi
	before=$(readlink "$out/current")
	# shellcheck disable=SC2086
	"$cee" build $args --out "$out" >"$work/all" 2>"$work/err"
	got=$?
	sed "s|$out|OUT|g" "$work/err" >"$work/stderr"
	sed 1d "$work/all" >"$work/stdout"
	if [ -n "${UPDATE:-}" ]; then
		if [ $got = 0 ]; then rm -f status; else echo $got >status; fi
	elif [ $got != "$want" ]; then
		fault "exit status $got, expected $want"
	fi
	expected "$dir/stderr" "$work/stderr"
	expected "$dir/stdout" "$work/stdout"
	if [ $got = 0 ] || [ $got = 4 ]; then
		manifest_agrees "$out/current/"
		copies_agree "$out/current"
		# shellcheck disable=SC2086
		"$cee" build $args --out "$work/$1/again" >"$work/log" 2>&1
		diff -r "$out/current/" "$work/$1/again/current/" >"$work/diff" ||
			fault "built twice, it differs: $(head -5 "$work/diff")"
		if [ -e judged ]; then
			"$golden/check-site.sh" "$out/current/public" >"$work/diff" 2>&1 ||
				fault "$(head -30 "$work/diff")"
		else
			tree "$out" "$work/$1/tree"
			if [ -e files ]; then
				(cd "$work/$1/tree" && find . -type f | LC_ALL=C sort) >"$work/files"
				expected "$dir/files" "$work/files"
				(cd "$work/$1/tree" && find . -type f) | while read -r f; do
					[ -e "expect/$f" ] || rm "$work/$1/tree/$f"
				done
				find "$work/$1/tree" -type d -empty -delete
			fi
			if [ -n "${UPDATE:-}" ]; then
				rm -rf expect && cp -r "$work/$1/tree" expect
			else
				diff -ru expect "$work/$1/tree" >"$work/diff" ||
					fault "$(head -60 "$work/diff")"
			fi
		fi
	else
		[ "$(readlink "$out/current")" = "$before" ] || fault "site/current was changed"
		[ -z "$(find "$out" -name '.stage*' 2>/dev/null)" ] || fault "a stage was left"
	fi
	cd "$top" || exit 1
	if [ -z "$why" ]; then
		passed=$((passed + 1))
	else
		failed=$((failed + 1))
		printf 'FAIL %s:%s\n' "$1" "$why"
	fi
}

[ $# -gt 0 ] || set -- $(cd "$golden" && for d in */; do d=${d%/}
    [ -d "$d/content" ] || [ -e "$d/args" ] && echo "$d"; done)
for name in "$@"; do
	run_case "$name"
done
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
