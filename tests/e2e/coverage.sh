#!/bin/bash
# coverage.sh: cee coverage finds what was planted, in text, JSON and a page that a checker passes.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
cee=$PWD/build/${MODE:-release}/cee
mkdir "$tmp/t" && cd "$tmp/t" || exit 1
mkdir -p content/{centers,scopes,faqs,pages,answers}
cat >content/site.yml <<'Y'
title: Which Center?
short_title: Centers
description: Where goods go.
base_url: https://example.gov
agency: Customs
official_banner: false
mailbox: cee@example.gov
mapping_date: 2026-11-21
time_zone: America/New_York
topics:
  - {id: basics, title: Basics}
sections:
  - {id: XI, title: Textiles}
Y
printf 'dated:\n  title: The rule\n  date: 2016-05-01\nundated:\n  title: A leaflet\n' >content/sources.yml
printf -- '---\nnumber: 1\nname: Textiles <&>\nsummary: Cloth\ncity: Town\nfield_office: Office\nindustries: [Cloth]\nsources: dated\nreviewed: 2026-11-21\n---\nCloth.\n' >content/centers/textiles.md
cat >content/scopes/61.md <<'M'
---
chapter: 61
title: Clothing
section: XI
center: textiles
basis: stated
source: dated
reviewed: 2026-11-21
exceptions:
  - {code: "6102", center: textiles, basis: inferred, source: dated}
  - {code: "6103-6104", center: textiles, basis: stated, source: undated}
  - {code: "6105", center: textiles, basis: inferred, source: [undated]}
---
## 6101 Coats

- coat, parka, cape, cloak, anorak, windbreaker, ski jacket, overcoat
- es: abrigo

## 6102 Cloaks

- pelerine, poncho
- es: capa, capote

## 6103 Nothing

It has no names.

## 6105 Shirts

- shirt, polo shirt, blouse, tunic, dress shirt, work shirt, sport shirt, golf shirt
M
faq() { printf -- '---\nquestion: %s\nalso_asked: ["%s"]\ntopic: basics\nsources: dated\nreviewed: %s\n%s---\n%s\n' "$2" "$3" "$4" "$5" "$6" >"content/faqs/$1.md"; }
faq found 'What is a duty rate?' 'How much duty?' 2026-11-20 '' 'It is a duty rate.'
faq half 'What is liquidation?' '6101' 2025-11-22 'owner: Trade office\nreview_by: 2026-11-21\n' 'It ends an entry.'
faq lost '6105' '6101' 2025-11-21 'owner: Port office\nreview_by: 2026-11-20\n' 'It is so.'
sed -i 's/\\n/\n/g' content/faqs/*.md
printf -- '---\ntitle: Home <b>\ndescription: The first page\nreviewed: 2020-01-02\nreview_by: 2021-01-01\n---\nHello.\n' >content/pages/index.md
printf -- '---\nqueries: [zebra]\naction: decline\nreason: No zebra & co.\nreviewed: 2026-11-21\nowner: Port office\nreview_by: 2026-10-01\n---\nNo.\n' >content/answers/zebra.md
# Not on the site: neither unread nor overdue.
printf -- '---\ntitle: Old\ndescription: Old page\ndraft: true\nreviewed: 2001-01-02\nreview_by: 2002-01-01\n---\nHello.\n' >content/pages/old.md
at="--at 2026-11-21T12:00Z"

"$cee" coverage $at >"$tmp/out" 2>&1
status=$?
check "loads: $(cat "$tmp/out")" test $status = 0
has() { grep -qxF -- "$1" "$tmp/out"; }
check "the share of named headings" has '##########----------     2 of     4  Headings with 8 names or more'
check "of Spanish names" has '##########----------     2 of     4  Headings with Spanish names'
check "of dated sources" has '#####---------------     1 of     4  Headings whose Center a dated source supports'
check "of pages read" has '##############------     5 of     7  Pages read within a year'
check "of reviews" has '###########---------     4 of     7  Pages whose review is not overdue'
check "questions were not tried" has 'Questions were not tried: --index says in which search.db.'
check "few names" has 'HEADINGS WITH FEW NAMES: 2'
check "two names" has '  content/scopes/61.md:19: 6102 Cloaks: 2'
check "no name" has '  content/scopes/61.md:24: 6103 Nothing: 0'
check "unread" has 'PAGES THAT NOBODY HAS READ FOR A YEAR: 2'
check "oldest first" test "$(grep -A1 '^PAGES THAT' "$tmp/out" | tail -1)" = '  last read 2020-01-02  content/pages/index.md'
check "a year to the day" has '  last read 2025-11-21  content/faqs/lost.md'
sed -n '/^REVIEWS/,/^$/p' "$tmp/out" >"$tmp/overdue"
cat >"$tmp/want" <<'T'
REVIEWS THAT ARE OVERDUE, BY OWNER: 3
  Port office
    due 2026-10-01  content/answers/zebra.md
    due 2026-11-20  content/faqs/lost.md
  nobody named
    due 2021-01-01  content/pages/index.md

T
check "by owner: $(cat "$tmp/overdue")" cmp "$tmp/overdue" "$tmp/want"
check "rules" has 'RULES THAT REST ON LITTLE: 3'
check "inferred" has '  6102              content/scopes/61.md:10: inferred'
check "undated" has '  6103-6104         content/scopes/61.md:11: no dated source'
check "both" has '  6105              content/scopes/61.md:12: inferred, no dated source'

"$cee" build --no-compress --templates "$top/tests/golden/templates" --assets none $at >"$tmp/log" 2>&1
status=$?
check "builds: $(cat "$tmp/log")" test $status = 0
"$cee" coverage $at --index site/current/search.db >"$tmp/out" 2>&1
check "two of three are reached" has '#############-------     2 of     3  Questions that a search reaches'
check "none reaches one" has '  content/faqs/lost.md: "6105"'
check "forms that lead elsewhere" has 'FORMS OF QUESTIONS THAT LEAD ELSEWHERE: 1'
check "the form" has '  content/faqs/half.md: "6101"'
"$cee" coverage $at --index none.db >"$tmp/out" 2>&1
check "no index is an error" test $? = 1
check "said so" grep -q 'none.db: error: cannot open' "$tmp/out"

"$cee" coverage $at --json --index site/current/search.db >"$tmp/json"
check "JSON: lists" test "$(jq -c '[.few_names, .unread, .overdue, .thin, .questions | length]' "$tmp/json")" = '[2,2,3,3,3]'
check "JSON: a chapter" test "$(jq -c '.chapters[0] | [.chapter, .headings, .enough_names, .few_names, .no_names, .spanish_names, .stated, .inferred, .undated, .sound]' "$tmp/json")" = '["61",4,2,1,1,2,2,2,2,1]'
check "JSON: the missed" test "$(jq -c '.questions[] | select(.file == "content/faqs/half.md") | .missed' "$tmp/json")" = '["6101"]'
"$cee" coverage $at --json | jq -e 'has("questions") | not' >/dev/null
check "JSON: no questions without an index" test $? = 0

"$cee" coverage $at --index site/current/search.db --html "$tmp/page.html" >"$tmp/out"
check "a page" grep -q "^wrote " "$tmp/out"
check "names are escaped" grep -q 'Home &lt;b&gt;' "$tmp/page.html"
check "no style in an attribute, no script" sh -c "! grep -qiE ' style=|<script| on[a-z]+=' '$tmp/page.html'"
check "whole addresses" grep -q 'href="https://example.gov/hts/61/"' "$tmp/page.html"
check "bars" grep -q '<rect x="0" width="80" height="16" fill="#2378c3"/>' "$tmp/page.html"
vnu=$top/tests/browser/node_modules/vnu-jar/build/dist/vnu.jar
if [ -e "$vnu" ] && command -v java >/dev/null; then
	java -jar "$vnu" --errors-only "$tmp/page.html" >"$tmp/vnu" 2>&1
	check "the page is valid: $(cat "$tmp/vnu")" test ! -s "$tmp/vnu"
else
	echo "skipped: the page was not checked as HTML: tests/browser has no vnu-jar"
fi
check "JSON and a page at once is wrong usage" sh -c "'$cee' coverage --json --html x >/dev/null 2>&1; test \$? = 2"
finish
