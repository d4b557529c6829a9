#!/bin/bash
# data.sh: the page /data/ tells of each file what is in it, no more and no less, and what the pages
# say to machines is true.  Judged by jq, sqlite3, sha256sum and Node.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
public=site/current/public
data=$public/data
page=$data/index.html

# table CAPTION_ID: its rows, a line each, cells apart by tabs, tags gone.
table() {
	sed -n "/<table [^>]*id=\"$1\"/,/<\/table>/p" "$page" | grep '^<tr><t[dh]' | grep -v '<thead>' |
		sed -e 's|</t[dh]><t[dh][^>]*>|\t|g' -e 's|<[^>]*>||g'
}

(cd "$data" && sha256sum --check --quiet SHA256SUMS) >"$tmp/sums" 2>&1
check "SHA256SUMS: $(head -3 "$tmp/sums")" test ! -s "$tmp/sums"
check "of every file" test "$(wc -l <"$data/SHA256SUMS")" = 4
while IFS=$'\t' read -r name _ bytes sha; do
	check "the page's checksum of $name" grep -q "^$sha  $name\$" "$data/SHA256SUMS"
	check "the page's size of $name" test "$(echo "$bytes" | tr -d ,)" = "$(stat -c %s "$data/$name")"
done < <(table sizes)
check "a row for each file" test "$(table sizes | wc -l)" = 4

check "columns of mapping.csv" test "$(table csv-columns | cut -f1 | paste -sd,)" = \
	"$(head -1 "$data/mapping.csv" | tr -d '\r')"
# Every key of mapping.json is documented in its list, and every documented one is there.
{
	table json-keys | awk -F'\t' '$1 == "both" { print "rules", $2; print "headings", $2; next } { print $1, $2 }'
	printf 'sources %s\n' title date url
} | sort >"$tmp/told"
{
	for list in centers rules headings; do jq -r ".$list[] | keys[]" "$data/mapping.json" | sort -u | sed "s/^/$list /"; done
	jq -r '(.rules[], .headings[]).sources[] | keys[]' "$data/mapping.json" | sort -u | sed 's/^/sources /'
} | sort >"$tmp/there"
check "keys of mapping.json: $(diff "$tmp/told" "$tmp/there")" cmp -s "$tmp/told" "$tmp/there"
check "and no other lists" test "$(jq -r 'keys | join(" ")' "$data/mapping.json")" = "centers headings mapping_date rules"

# The two files say the same, in the same order; every line has its basis, its source and a date.
jq -r '.mapping_date as $m | (.rules[] | ["rule", .from, .to, .center, .basis, $m, .since // "", .until // ""]),
	(.headings[] | ["heading", .code, .code, .center, .basis, $m]) | join("|")' "$data/mapping.json" |
	sed 's/|*$//' >"$tmp/json"
sqlite3 :memory: '.mode csv' ".import $data/mapping.csv m" '.mode list' \
	"select kind, \"from\", \"to\", center, basis, mapping_date, case kind when 'rule' then since else '' end,
	case kind when 'rule' then until else '' end from m" | sed 's/|*$//' >"$tmp/csv"
check "mapping.csv and mapping.json agree" cmp -s "$tmp/csv" "$tmp/json"
check "more than a thousand lines of it" test "$(wc -l <"$tmp/csv")" -gt 1000
check "every line has a source" test "$(sqlite3 :memory: '.mode csv' ".import $data/mapping.csv m" \
	"select count(*) from m where source = '' or basis not in ('stated', 'industry-scope', 'inferred')")" = 0

db() { sqlite3 "$data/search.db" "$@"; }
check "the version of search.db" grep -q "Its tables have version $(db 'pragma user_version')," "$page"
check "its release" grep -q "<code>$(db "select value from meta where key = 'release'")</code>" "$page"
while IFS=$'\t' read -r name _ columns; do
	for column in $(echo "$columns" | sed 's/([^)]*)//g' | tr ',' ' '); do
		check "search.db: $name.$column" test "$(db "select count(*) from pragma_table_info('$name')
			where name = '$column'")" = 1
	done
done < <(table db-tables)
check "tables are documented" test "$(table db-tables | wc -l)" -gt 5
for word in $(db "select name from sqlite_schema where name in ('wordnet', 'real_word')"); do
	check "the licence of $word" grep -q "<code>$word</code>" "$page"
done
check "WordNet's licence is there" grep -rq 'WordNet 3.0 Copyright 2006 by Princeton University' "$public/assets/licenses/"

check "openapi.json is JSON" test "$(jq '.openapi == "3.1.0" and (.paths | length) > 4' "$data/openapi.json")" = true
for path in $(jq -r '.paths | keys[]' "$data/openapi.json"); do
	check "the page names $path" grep -q "<code>[A-Z]* $path" "$page"
done

node tests/judges/jsonld.js "$public" >"$tmp/jsonld"
status=$?
check "what pages say to machines: $(cat "$tmp/jsonld")" test $status = 0
tail -1 "$tmp/jsonld" | sed 's/^/JSON-LD: /; s/passed,/checks passed,/'
finish
