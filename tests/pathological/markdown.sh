#!/bin/sh
# markdown.sh: Markdown made to hurt, each up to the limit of a file, under a clock and a memory cap.
# A case passes when the parser answers in time: "ok" with HTML, "no" with a located error.
set -eu
cd "$(dirname "$0")/../.."
driver=$(tests/judges/commonmark_build.sh)
seconds=5		# of processor time for one parse; the worst measured is 0.7, with ASan
kib=600000		# of address space; the worst measured is 180,000
limit=524288		# LIMIT_CONTENT_FILE
[ "${MODE:-debug}" != asan ] || kib=unlimited	# ASan reserves terabytes
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
: >"$tmp/results"	# "passed" or "failed" for each case; run() may be in a subshell

# rep STRING [BYTES]: STRING again and again, cut at BYTES; awk's escapes hold
rep() {
	awk -v s="$1" -v n="${2:-$limit}" 'BEGIN {
		while (length(s) < n) s = s s
		printf "%s", substr(s, 1, n)
	}'
}

# run EXPECTED NAME: the Markdown is on standard input
run() {
	result=passed
	cat >"$tmp/body"
	{ wc -c <"$tmp/body" | tr -d ' '; cat "$tmp/body"; } >"$tmp/request"
	if (ulimit -t $seconds; ulimit -v $kib
	    exec "$driver" site <"$tmp/request" >"$tmp/answer" 2>"$tmp/messages"); then
		read -r status _ <"$tmp/answer" || status=none
	else
		status="ended with $?"
	fi
	case $1/$status in
	ok/0) ;;
	no/-1)
		if ! grep -qE '^input\.md:([0-9]+:){0,2} error: ' "$tmp/messages"; then
			echo "FAIL $2: refused without a place"
			result=failed
		fi ;;
	*)
		echo "FAIL $2: expected $1, got $status"
		head -3 "$tmp/messages"
		result=failed ;;
	esac
	echo $result >>"$tmp/results"
}

half=$((limit / 2))

# Brackets, emphasis, code.
rep '![[]()' | run no 'image openers among links'
{ rep '![' 7998; rep '[]()' $((limit - 7998)); } | run ok 'as many image openers as allowed, then links'
rep '[a' | run ok 'link openers'
rep 'a]' | run ok 'link closers'
{ rep '[' $half; rep ']' $half; } | run ok 'nested brackets'
rep '[ (](' | run ok 'brackets and parentheses'
rep '[a](<b' | run ok 'destinations left open'
rep '[a](b(((((' | run ok 'parentheses in destinations'
rep '[a][' | run ok 'labels left open'
rep '*a _b ' | run ok 'emphasis left open'
{ rep '*a **a ' $half; rep ' a** a*' $half; } | run ok 'nested emphasis'
{ printf 'a**b'; rep 'c* ' $half; } | run ok 'runs in threes'
rep '*a_ ' | run ok 'mismatched emphasis'
rep '**x [a*b**c*](d)' | run ok 'emphasis across links'
rep '*' | run ok 'one run of stars'
awk 'BEGIN { for (i = 1; i < 720; i++) { t = t "`"; printf "e%s", t } }' | run ok 'backticks of each length'

# Raw HTML: refused, but each only after it was scanned.
{ printf x; rep '<? '; } | head -c $limit | run ok 'instructions left open'
{ printf x; rep '<!-- '; } | head -c $limit | run ok 'comments left open'
{ printf x; rep '<!A '; } | head -c $limit | run ok 'declarations left open'
{ printf x; rep '<a b="'; } | head -c $limit | run ok 'attributes left open'
rep '<p>\n\n' | run no 'many raw blocks'

# Containers.
rep '> ' | run no 'quotation in quotation'
{ rep '>' $half; rep 'a*' $half; } | run no 'emphasis deep in quotations'
{ rep '- ' 60000; printf 'x'; rep '\n' $half; } | run no 'empty lines in nested lists'
awk 'BEGIN { for (i = 0; i < 60; i++) printf "%*s%s\n", 64 * i, "", \
    "- - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - - x"
    for (i = 0; i < 130000; i++) print "" }' | run no 'lists as deep as indentation buys, empty lines'
awk 'BEGIN { for (i = 0; i < 50; i++) printf "%*s* a\n", 2 * i, ""
    for (i = 0; i < 250000; i++) print "" }' | run ok 'lists as deep as allowed, empty lines'
rep '1. a\n\n' | run ok 'many items'
rep '* - + ' | run no 'three kinds of list'

# Link definitions.
{ printf '[a]: '; rep x 2000; printf '\n\n'; rep '[a] ' $half; } | run ok 'one long definition, many uses'
{ awk 'BEGIN { for (i = 0; i < 12000; i++) printf "[%d]: u\n", i }'; rep '\n[0] ' 60000; } |
	run ok 'many definitions'

# Headings.
rep '## a\n' 60000 | run ok '12,000 equal headings'
awk 'BEGIN { for (i = 2; i < 10000; i++) printf "## a %d\n", i
    for (i = 2; i < 10000; i++) printf "## a\n" }' | run ok 'headings that have the next suffix'
rep '#\n' | run ok 'empty headings'
rep 'a\n=\n' | run ok 'underlined headings'

# Tables.
{ rep '|a' 10001; echo; rep '|-' 10001; echo; rep '|b' 10001; } | run ok 'wide table'
{ printf 'a|b\n-|-\n'; rep 'c|d\n' 39000; } | run ok 'tall table'
{ rep '|a' 6000; printf '|\n'; rep '|-' 6000; printf '|\n'; rep 'x\n' 6000; } |
	run no '3,000 columns declared, 3,000 rows of one'
{ rep '|' 100; printf '\n'; rep '|-' 198; printf '|\n'; rep 'x\n' 400; } >"$tmp/one"
for _ in 1 2 3 4 5; do cat "$tmp/one"; printf '\n'; done | run no 'tables over the limit together'
rep 'a|b\n-|-\nc|d\n\n' 40000 | run ok 'many tables'
{ printf '|a|\n'; rep '|-|\n' 60000; } | run ok 'rows of dashes'
{ printf '> |a|\n'; rep '> |-|\n' 200000; } | run ok 'rows of dashes in a quotation'
rep '|' | run ok 'pipes'
{ printf 'a|b\n-|-\n'; rep '\\|' 200000; } | run ok 'escaped pipes'
rep 'Table: a\n\n' | run ok 'captions without tables'

# Bytes and sizes.
rep '\\' | run ok 'backslashes'
rep '&amp;' | run ok 'entities'
rep 'a\n' | run ok 'short lines'
rep 'x' | run ok 'one line as long as a file may be'
{ rep 'x'; printf x; } | run no 'one byte more'
head -c $limit /dev/zero | run ok 'NUL bytes'
{ rep 'x\n' 200000; printf '\377'; } | run no 'not UTF-8 at the end'

passed=$(grep -c passed "$tmp/results") || true
failed=$(grep -c failed "$tmp/results") || true
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
