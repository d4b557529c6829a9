#!/bin/bash
# import.sh: an export of the tariff schedule, from the file to the heading's page, the answer to a code and
# the comparison of two editions; what is wrong with a file; what a failure leaves.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
B=$top/build/${MODE:-release}
hts=$top/tests/e2e/hts
export SOURCE_DATE_EPOCH=1795262400	# 2026-11-21
cp -r tests/golden/minimal/content "$tmp/" && cp -r templates "$tmp/" || exit 1
mkdir "$tmp/build" && cp -r build/assets "$tmp/build/" && cd "$tmp" || exit 1
kept=content/.hts/lines.tsv
index=site/current/search.db
builds() { "$B/cee" build >"$tmp/out" 2>&1; s=$?; [ $s = 0 ] || [ $s = 4 ] || { cat "$tmp/out"; return 1; }; }
note() { "$B/cee" codes --json --index $index "$1" | jq -r '.codes[0] | .status + ": " + .note'; }
import() { "$B/cee" import hts "$@" >"$tmp/out" 2>&1 || { cat "$tmp/out"; return 1; }; }
says() { check "$1 is answered: $(note "$1")" test "$(note "$1")" = "$2"; }

# Without an import everything is as it was.
check "a build without" builds
before=$(readlink site/current)
says 6109.10.00.10 "ok: Decided by its chapter; whether line 6109100010 exists was not checked."
check "no lines in the index" test "$(sqlite3 $index 'SELECT count(*) FROM line')" = 0
check "no lines on the page" test "$(grep -c schedule site/current/public/hts/6109/index.html)" = "$(grep -c 'tariff schedule<' site/current/public/hts/6109/index.html)"

# What is wrong is said with its line, and nothing is kept.
refused() {	# WHAT STDERR, from the file "bad"
	"$B/cee" import hts bad >"$tmp/out" 2>"$tmp/err"
	check "$1: exit status" test $? = 1
	check "$1: $(cat "$tmp/err")" grep -qF "$2" "$tmp/err"
	check "$1 keeps nothing" test ! -e $kept
}
sed '1s/Indent/Level/' "$hts/first.csv" >bad && refused "a column gone" 'bad:1: error: no column "Indent"'
sed '5s/6109.10.00.10/6109.10.1/' "$hts/first.csv" >bad && refused "a bad number" 'bad:5: error: "6109.10.1" is no tariff number'
sed '3s/"1"/"x"/' "$hts/first.csv" >bad && refused "a bad indent" 'bad:3: error: "x" is no indent'
sed '8s/6109.90/6110.90/' "$hts/first.csv" >bad && refused "a wrong parent" 'bad:8: error: 611090 stands under 6109 (line 2)'
sed '6s/6109.10.00.20/6109.10.00.10/' "$hts/first.csv" >bad && refused "a number twice" 'bad:6: error: 6109100010 stands on line 5 already'
sed '4s/$/"/' "$hts/first.csv" >bad && refused "a stray quote" 'bad:4:'
head -5 "$hts/first.csv" >bad && refused "a part of the schedule" 'bad: error: holds 1 of the 3 headings in scopes/'
head -c 900 "$hts/first.json" >bad && refused "a JSON file cut short" 'not closed'
sed 's/"htsno": "7326",/"number": "7326",/' "$hts/first.json" >bad
refused "JSON without a number" "bad:$(awk '/^ *{$/ { at = NR } /"number"/ { print at; exit }' bad): error: no \"htsno\""
printf 'PK\003\004xlsx' >bad && refused "a spreadsheet" 'neither CSV nor JSON'
check "no file" test "$("$B/cee" import hts missing.csv 2>&1 | head -1)" = "missing.csv: error: cannot open: No such file or directory"
for args in "" "hts" "csv $hts/first.csv" "hts a b" "hts --diff a" "hts --json a"; do
	"$B/cee" import $args >/dev/null 2>&1
	check "usage: import $args" test $? = 2
done

# Imported: CSV and JSON give the same rows.
check "the JSON export" import "$hts/first.json"
tail -n +6 $kept >json.rows
check "the CSV export" import --edition "Edition 1" "$hts/first.csv"
check "the same rows" cmp -s json.rows <(tail -n +6 $kept)
check "its header" test "$(head -5 $kept | tr '\t\n' ' ;')" = \
	"cee-hts 1;edition Edition 1;source first.csv;sha256 $(sha256sum <"$hts/first.csv" | cut -d' ' -f1);imported 2026-11-21;"
check "markup and entities are gone" test "$(grep -c -e '<' -e '&[a-z]*;' $kept)" = 0
check "a row" grep -qxF "$(printf '7326901000\t2\tWith a mass of 5 kg or more per m2')" $kept
check "git ignores it" grep -qx '/content/.hts/' "$top/.gitignore"

# The next build knows it; the same bytes each time.
check "a build with" builds
check "another release" test "$(readlink site/current)" != "$before"
says 6109.10.00.10 "ok: 6109.10.00.10 is: Light tops that are knitted > Of cotton fibre > For grown people > Without any print.  Decided by its chapter."
says 6109.10 "ok: 6109.10 is: Light tops that are knitted > Of cotton fibre.  Decided by its chapter."
says 7319.00 "ok: 7319.00 is: Needles for sewing by hand.  Decided by its heading."
says 7326.90.10 "ok: 7326.90.10 is: Further things made of iron > Other > With a mass of 5 kg or more per m2.  Decided by its subheading."
says 6109.10.00.12 "ok: The imported edition (Edition 1) has no line 6109.10.00.12; the nearest is 6109.10.00.10: Light tops that are knitted > Of cotton fibre > For grown people > Without any print.  Decided by its chapter."
page=site/current/public/hts/6109/index.html
check "the page has its lines" test "$(xmllint --html --xpath 'count(//table[contains(@class,"cee-schedule")]/tbody/tr)' "$page" 2>/dev/null)" = 9
check "indented" test "$(xmllint --html --xpath 'string(//tr[th="6109.10.00.20"]/td/@class)' "$page" 2>/dev/null)" = in3
check "escaped" grep -qF 'Printed &amp; dyed, with a &quot;picture&quot;' "$page"
check "its words are searched" test "$("$B/cee" find --json --index $index quiviut | jq -r '.headings[0].code')" = 6109
cp -r site/current/ once && rm -rf site && check "built again" builds
check "the same bytes" diff -r once site/current/

# A failure leaves the former one; so does a damaged file the release.
cp $kept former
head -5 "$hts/second.csv" >bad
"$B/cee" import hts bad >/dev/null 2>&1
check "a failed import leaves the former edition" cmp -s former $kept
release=$(readlink site/current)
printf 'cee-hts 1\n' >$kept
check "a damaged edition is an error" sh -c "'$B/cee' build 2>&1 | grep -q 'import it again'"
check "and the release stays" test "$(readlink site/current)" = "$release"
check "and can be imported again" import --edition "Edition 1" "$hts/first.csv"
check "as it was" cmp -s former $kept

# Two editions compared, by people and by programs; the kept one is one of them.
"$B/cee" import hts --diff $kept "$hts/second.csv" >diff.txt
check "a comparison" test $? = 0
check "in words: $(cat diff.txt)" test "$(cat diff.txt)" = "Edition 1 to second
new lines: 3
  6115  Socks, knitted
  6115.10.00.00  Of all fibres
  7420.10.00.00  A heading that nobody maps
lines gone: 1
  6109.10.00.30  For children
lines with another text: 1
  6109.10.00.20  For grown people > Printed & dyed, with a \"picture\"
    now: For grown people > Printed or dyed
headings that no rule gives a Center: 7420
headings without a section in scopes/: 6115, 7420"
"$B/cee" import hts --diff --json "$hts/first.json" "$hts/second.csv" >diff.json
check "as JSON" test "$(jq -c '[(.new, .gone, .retitled | map(.code)), .unmapped, .unwritten, .to.headings]' diff.json)" = \
	'[["6115","6115100000","7420100000"],["6109100030"],["6109100020"],["7420"],["6115","7420"],5]'
check "nothing was imported" cmp -s former $kept
check "no change, no lines" test "$("$B/cee" import hts --diff "$hts/first.csv" "$hts/first.json" | grep -c '^  ')" = 0

# The official export, where a copy is at hand, against the rows that others drew from it.
real=$top/../shared/reference/usitc-export-2026-rev4.csv
if [ -r "$real" ]; then
	rm -rf content site && cp -r "$top/content" . && rm -rf content/.hts
	check "the official export" import "$real"
	rows=$top/../shared/reference/hts-rows.tsv
	tail -n +7 $kept >got
	sed -e 's/\xe2\x80\x8b//g' -e 's/[: ]*$//' "$rows" >want
	check "its rows: $(diff got want | head -3)" cmp -s got want
	check "it is itself" test "$("$B/cee" import hts --diff $kept "$real" | grep -c '^  ')" = 0
	check "a build with all of it" builds
	wrong=$(cut -f1 "$top/../shared/reference/hts-lines.tsv" | head -9000 | "$B/cee" codes --json --index $index - |
		jq '[.codes[] | select(.status != "ok" or (.note | contains(" is: ") | not))] | length')
	check "$wrong of its lines are not known" test "$wrong" = 0
else
	echo "skipped: no copy of the official export beside the repository"
fi
cd / && finish
