#!/bin/bash
# docs.sh: manual pages are sound and agree with the programs; README's files and commands exist.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}

for page in src/man/*.[1-8]; do
	out=$(mandoc -T lint -W warning "$page" 2>&1)
	check "$page: $out" test -z "$out"
done

# Every long option of a program stands in its page, and every .Fl of the page in its code.
options() { grep -hoE '\{ "[a-z-]+", (no|required|optional)_argument' "$@" | sed 's/{ "\([^"]*\)".*/\1/' | sort -u; }
documented() { grep -hoE 'Fl -[a-z-]+' "$1" | sed 's/Fl -//' | sort -u; }
agree() {
	page=$1
	shift
	diff <(options "$@") <(documented "$page") >"$tmp/diff"
	check "$page: options differ from the code: $(tr '\n' ' ' <"$tmp/diff")" test ! -s "$tmp/diff"
}
agree src/man/cee.1 src/cmd/cmd_*.c
agree src/man/cee-search.8 src/cmd/cee-search.c

# Subcommands: the program's own list against the page's.
diff <("$B/cee" help | sed -n 's/^  \([a-z]*\) .*/\1/p' | sort) \
	<(sed -n 's/^\.It Cm \([a-z]*\)$/\1/p' src/man/cee.1 | sort) >"$tmp/diff"
check "cee.1: subcommands differ: $(tr '\n' ' ' <"$tmp/diff")" test ! -s "$tmp/diff"

# Every front-matter key of the schema is in cee-content(5).
for key in $(grep -hoE '\.name = "[a-z_]+"' src/model/tables.c | sed 's/.*"\(.*\)"/\1/' | sort -u); do
	check "cee-content.5 lacks $key" grep -qw -- "$key" src/man/cee-content.5
done

# EXAMPLES of cee(1) run as they stand, but for the build, which the suites run everywhere.
sed -n '/^\.Sh EXAMPLES/,/^\.Sh DIAG/p' src/man/cee.1 | sed -n 's/^\(\.Dl \)\{0,1\}\$ cee //p' |
	grep -v -e '^build' -e '^rollback' | while read -r line; do
	eval "$B/cee $line" >"$tmp/out" 2>&1 || echo "cee $line"
done >"$tmp/failed"
check "examples of cee.1 fail: $(cat "$tmp/failed")" test ! -s "$tmp/failed"

# Files that README names are there; so are the make targets.
for file in $(grep -oE '\]\([^)#]+\)' README.md | tr -d '])(' | grep -v '^http'); do
	check "README names $file" test -e "$file"
done
for target in $(grep -oE '\bmake [a-z]+' README.md | awk '{print $2}' | sort -u); do
	check "README names make $target" grep -qE "^$target:" Makefile src/mk/*.mk
done
finish
