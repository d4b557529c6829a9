#!/bin/sh
# check-site.sh PUBLIC_DIR: judge a built site as readers and crawlers meet it.  Every element that
# opens closes; every link and asset leads to a file; titles and descriptions are there and unique;
# nothing is written into the page that a strict policy forbids, or comes from another site.
set -u
cd "$1" || exit 2
tmp=$(mktemp -d) || exit 2
trap 'rm -rf "$tmp"' EXIT
bad=0
complain() { echo "$1"; bad=$((bad + 1)); }

find . -name '*.html' | sort >"$tmp/pages"
n=$(wc -l <"$tmp/pages")
[ "$n" -gt 0 ] || { echo "no pages in $1"; exit 1; }

for f in feed.xml sitemap.xml opensearch.xml; do
	xmllint --noout --nonet "$f" 2>"$tmp/xml" || complain "$f: $(head -3 "$tmp/xml")"
done

# One tag a line, with the page it is on.
xargs awk '
FNR == 1 { text = "" }
{ s = $0
  while (match(s, /<[a-zA-Z!\/][^>]*>/)) {
	print FILENAME "\t" substr(s, RSTART, RLENGTH)
	s = substr(s, RSTART + RLENGTH)
  } }' <"$tmp/pages" >"$tmp/tags"

# Elements close in the order in which they opened.
awk -F'\t' '
function done() { if (n > 0) print page ": not closed: <" open[n] ">"; n = 0 }
$1 != page { done(); page = $1 }
$2 ~ /^<!/ || $2 ~ /^<(meta|link|input|br|hr|img|wbr|source|col)[ \/>]/ || $2 ~ /\/>$/ { next }
{ name = $2; sub(/^<\/?/, "", name); sub(/[ >].*/, "", name) }
$2 ~ /^<\// {
	if (n == 0 || open[n] != name) print page ": </" name "> closes <" (n ? open[n] : "nothing") ">"
	if (n > 0) n--
	next
}
{ open[++n] = name }
END { done() }' "$tmp/tags" >"$tmp/nesting"
[ -s "$tmp/nesting" ] && complain "$(head -10 "$tmp/nesting")"

# Structure that each page must have, once.
awk -F'\t' -v list="$tmp/pages" '
$2 ~ /^<h1[ >]/ { h1[$1]++ }
$2 ~ /^<main[ >]/ { main[$1]++ }
$2 ~ /^<title>/ { title[$1]++ }
$2 ~ /^<html lang="[a-z]+">/ { lang[$1]++ }
$2 ~ /^<header[ >]/ { header[$1]++ }
$2 ~ /^<footer[ >]/ { footer[$1]++ }
$2 ~ /^<meta http-equiv="refresh"/ { moved[$1] = 1 }
$2 ~ /^<a class="usa-skipnav" href="#main">/ { skip[$1]++ }
$2 ~ /^<form class="usa-search[^"]*" action="(\/es)?\/find\/#answer" method="get"/ { form[$1]++ }
$2 ~ /^<meta name="description" content=".........+"\/>/ { desc[$1]++ }
$2 ~ /^<link rel="canonical"/ { canon[$1]++ }
$2 == "<script type=\"application/ld+json\">" || $2 ~ /^<script src="\/assets\/[a-z0-9.]+" defer>$/ { next }
$2 ~ /^<(script|style|iframe|object|embed|base)[ >]/ || $2 ~ / (style|on[a-z]+)="/ {
	print $1 ": not for a strict content security policy: " $2 }
$2 ~ /^<(img|link rel="(stylesheet|icon)").* (src|href)="[a-z]*:?\/\// { print $1 ": from elsewhere: " $2 }
END {
	while ((getline page < list) > 0) {
		if (h1[page] != 1) print page ": " h1[page] + 0 " h1"
		if (main[page] != 1) print page ": " main[page] + 0 " main"
		if (title[page] != 1) print page ": " title[page] + 0 " title"
		if (lang[page] != 1) print page ": no lang"
		if (moved[page]) continue
		if (header[page] != 1 || footer[page] != 1) print page ": header or footer"
		if (skip[page] != 1) print page ": no skip link"
		if (form[page] != 1) print page ": no search in the header"
		if (desc[page] != 1) print page ": no description"
		if (canon[page] != 1 && page !~ /^\.\/(es\/)?404\.html$/) print page ": no canonical link"
	}
}' "$tmp/tags" >"$tmp/structure"
[ -s "$tmp/structure" ] && complain "$(head -20 "$tmp/structure")"

# Titles of 20 characters and more; titles and descriptions that no two pages of a language share.
xargs grep -L 'name="robots" content="noindex"' <"$tmp/pages" >"$tmp/real"
for what in 'title>' 'meta name="description"'; do
	for pages in '' -v; do	# a language's own
		grep $pages '^\./es/' "$tmp/real" | xargs -r grep -h "^<$what" | sort | uniq -d
	done >"$tmp/twice"
	[ -s "$tmp/twice" ] && complain "twice: $(head -5 "$tmp/twice")"
done
xargs grep -H '^<title>.\{0,19\}</title>' <"$tmp/real" >"$tmp/short" && complain "short: $(head -5 "$tmp/short")"

# Ids are unique in their page; every link within the site leads to a file, and to an id in it.
sed -n 's/^\([^\t]*\)\t.* id="\([^"]*\)".*/\1\t\2/p' "$tmp/tags" | sort >"$tmp/ids"
uniq -d "$tmp/ids" >"$tmp/twice"
[ -s "$tmp/twice" ] && complain "id twice: $(head -5 "$tmp/twice")"
sed -n 's/^\([^\t]*\)\t.* \(href\|src\|action\|aria-labelledby\|aria-describedby\|for\)="\([^"]*\)".*/\1\t\2\t\3/p' \
    "$tmp/tags" >"$tmp/links"
find . -type f | sort >"$tmp/files"
awk -F'\t' -v files="$tmp/files" -v ids="$tmp/ids" '
BEGIN {
	while ((getline f < files) > 0) there[f] = 1
	while ((getline l < ids) > 0) { split(l, p, "\t"); id[p[1] "#" p[2]] = 1 }
}
$2 !~ /^(href|src|action)$/ {
	n = split($3, each, " ")
	for (i = 1; i <= n; i++) if (!(($1 "#" each[i]) in id)) print $1 ": no id " each[i] " for " $2
	next
}
$3 ~ /^[a-z]+:/ { next }
{
	hash = index($3, "#"); path = hash ? substr($3, 1, hash - 1) : $3; part = hash ? substr($3, hash + 1) : ""
	sub(/\?.*/, "", path)
	if (path == "") file = $1
	else if (path ~ /\/$/) file = "." path "index.html"
	else file = "." path
	if (path == "/data/search.db" && !(file in there)) next	# a build without an index
	if (!(file in there)) print $1 ": leads nowhere: " $3
	else if (part != "" && !((file "#" part) in id)) print $1 ": no such part: " $3
}' "$tmp/links" >"$tmp/nowhere"
[ -s "$tmp/nowhere" ] && complain "$(sort -u "$tmp/nowhere" | head -20)"
[ -s "$tmp/links" ] || complain "no links were read"

# The sitemap names exactly the pages that search engines may list.
xmllint --xpath '//*[local-name()="loc"]/text()' sitemap.xml | sed 's|^[a-z]*://[^/]*||' | sort >"$tmp/map"
sed 's|^\.||; s|index\.html$||' "$tmp/real" | sort | diff "$tmp/map" - >"$tmp/diff" ||
	complain "sitemap: $(head -5 "$tmp/diff")"

[ "$bad" = 0 ] && echo "$n pages sound"
[ "$bad" = 0 ]
