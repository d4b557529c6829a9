#!/bin/bash
# new.sh: cee new writes valid files of every kind, asks for what is missing, and refuses what is there.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
cee=$PWD/build/${MODE:-release}/cee
mkdir "$tmp/t" && cd "$tmp/t" || exit 1
mkdir -p content/{centers,scopes,faqs,pages/about,glossary,answers} templates
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
  - {id: duties, title: Duties}
sections:
  - {id: XI, title: Textiles}
Y
printf 'brochure:\n  title: The brochure\nrule:\n  title: The rule\n' >content/sources.yml
cat >content/centers/textiles.md <<'Y'
---
number: 4
name: Textiles
summary: Goods
city: Town
field_office: Office
industries: [Goods]
sources: brochure
reviewed: 2026-11-21
---
Clothing and cloth.
Y
cat >content/scopes/61.md <<'Y'
---
chapter: 61
title: Clothing
section: XI
center: textiles
basis: stated
source: brochure
reviewed: 2026-11-21
---
Knitted.

## 6109 T-shirts

Tops.

- t-shirt, tee, singlet, tank top, undershirt, vest, camisole, muscle shirt
Y
printf -- '---\ntitle: Home\ndescription: Home of it all\nreviewed: 2026-11-21\n---\nHello.\n' >content/pages/index.md
cat >content/faqs/what.md <<'Y'
---
question: What is a Center?
also_asked: [What does CEE mean?]
topic: basics
sources: brochure
reviewed: 2026-11-21
draft: true
---
An office.
Y
at=2026-12-01T02:30:00Z # still November 30 in New York

# One case: the exit status, a pattern of what is said, the arguments.
try() { # STATUS PATTERN ARGUMENT...
	want=$1 pattern=$2
	shift 2
	"$cee" new --at $at "$@" </dev/null >"$tmp/out" 2>&1
	got=$?
	if [ $got != "$want" ]; then
		fail "cee new $*: exit $got, not $want: $(cat "$tmp/out")"
	elif ! grep -qE -- "$pattern" "$tmp/out"; then
		fail "cee new $*: no \"$pattern\" in: $(cat "$tmp/out")"
	else
		ok
	fi
}

cp -r content before
try 1 'did you mean "faq"' fqa 'What?'
try 1 'nothing new is called "zebra"; expected one of center, scope' zebra
try 1 'give topic=...: a topic of site.yml' faq 'How long?' sources=rule
try 1 'give sources=' faq 'How long?' topic=basics
try 1 'no "basic" in site.yml; did you mean "basics"' faq 'How long?' topic=basic sources=rule
try 1 'no "rules" in sources.yml; did you mean "rule"' faq 'How long?' topic=basics sources=rules
try 1 'no "textile" in centers/; did you mean "textiles"' faq 'How long?' topic=basics sources=rule centers=textile
try 1 'has no key "topics"; did you mean "topic"' faq 'How long?' topics=basics
try 1 'question is given twice' faq 'How long?' question=Why topic=basics
try 1 'question must be one line' faq $'How\nlong?' topic=basics sources=rule
try 1 'topic is empty' faq 'How long?' topic= sources=rule
try 1 'faqs/what.md:2:11: error: "What is a Center\?" is here already \(not on the site now\)' faq 'Centers: what are they?' topic=basics sources=rule
try 1 'faqs/what.md:3:14: .* is here already' faq 'Mean, what does CEE' topic=basics sources=rule
try 1 'scopes/61.md: error: is there already; add the heading' scope Clothing chapter=61 section=XI center=textiles basis=stated source=rule heading='6110 Sweaters' names=sweater
try 1 'scopes/61.md:.*heading 6109 is here already' scope Cloth chapter=62 section=XI center=textiles basis=stated source=rule heading='6109 Sweaters' names=sweater
try 1 'not written: see above' scope Cloth chapter=62 section=XI center=textiles basis=stated source=rule heading='6301 Rugs' names=rug
try 1 'did you mean "inferred"' scope Cloth chapter=62 section=XI center=textiles basis=infered source=rule heading='6201 Coats' names=coat
try 1 'number 4|"4" is here already' center Metals number=4 summary=Metal city=Town field_office=Office industries=Metal sources=rule
try 1 'two choices' answer gadget action=ask reason='Anything.' choices='A | 6109'
try 1 'needs what it says and where' answer gadget action=ask reason='Anything.' choices=A
try 1 'no heading 9999' answer gadget action=answer reason='Anything.' heading=9999
try 1 'leads nowhere' answer gadget action=ask reason='Anything.' choices='A | /no/' choices='B | 6109'
try 1 'path: "../../x" must be' page Fees description='What it costs.' path=../../x
try 1 'path: "/x" must be' page Fees description='What it costs.' path=/x
try 1 'path: "a/b" must be' faq 'How long?' topic=basics sources=rule path=a/b
try 1 'no word for a file' page '???' description='What it costs.'
try 1 'reviewed' glossary Entry sources=rule reviewed=yesterday
try 1 'is no time' --at noon faq 'How long?'
check "nothing was written" diff -r before content

try 0 '^wrote content/faqs/how-long-is-it.md$' faq 'How long is it: "days"?' topic=duties sources=rule,brochure also_asked='Which day?' also_asked='#1: when \ why' path=how-long-is-it
try 0 'faqs/can-it-be-that-a-question-is-so-long-that-its-file-must-have.md' faq 'Can it be that a question is so long that its file must have a shorter name?' topic=basics sources=rule
try 0 'It is on the site' faq 'Is it live?' topic=basics sources=rule body='It is.'
try 0 'is a draft' faq 'Centers: what are they?' --anyway topic=basics sources=rule
try 0 glossary/entry-summary.md glossary 'Entry summary' sources=rule also=CBPF
try 0 pages/about/fees.md page 'Fees' description='What it costs.' path=about/fees
try 0 changes/goods-move.md change 'Goods move' sources=rule headings=6109
try 0 answers/gadget.md answer gadget queries='any gadget' action=ask reason='Anything.' choices='Shirts | 6109' choices='Cloth | textiles' choices='Other | red shirt' choices='All | /products/'
try 0 centers/base-metals.md center 'Base Metals' number=5 summary=Metal city='Town, "Iowa"' field_office=Office industries='Steel: all' sources=rule
try 0 scopes/62.md scope 'Clothing, woven' chapter=62 section=XI center=textiles basis=stated source=rule heading='6201 Coats' names='coat, parka, cape, cloak, anorak, windbreaker, ski jacket, overcoat'

front() { sed -n '2,/^---$/p' "$1"; }
check "a title with a colon and quotes" grep -qxF 'question: "How long is it: \"days\"?"' content/faqs/how-long-is-it.md
check "today, where the site is" grep -qxF 'reviewed: 2026-11-30' content/faqs/how-long-is-it.md
check "a draft" grep -qxF 'draft: true' content/faqs/how-long-is-it.md
check "no draft with a body" sh -c '! grep -q "^draft" content/faqs/is-it-live.md'
check "optional keys stand as hints" grep -q '^# review_by: ' content/faqs/how-long-is-it.md
check "the lists" grep -qxF 'sources: [rule, brochure]' content/faqs/how-long-is-it.md
check "a choice that is a Center" grep -qxF '    center: textiles' content/answers/gadget.md
check "a choice that is a heading" grep -qxF '    heading: "6109"' content/answers/gadget.md
check "a choice that is a path" grep -qxF '    url: "/products/"' content/answers/gadget.md
check "a choice that is a query" grep -qxF '    query: red shirt' content/answers/gadget.md
check "a change has a date" grep -qxF 'date: 2026-11-30' content/changes/goods-move.md

"$cee" check --at $at --templates templates >"$tmp/check" 2>&1
check "drafts are sound: $(cat "$tmp/check")" sh -c "! grep -q 'content/.*error' '$tmp/check'"
# On the site, each is sound too.
rm content/faqs/centers-what-are-they.md
find content -name '*.md' -exec sed -i '/^draft: true$/d' {} +
"$cee" check --at $at --templates templates >"$tmp/check" 2>&1
check "without the draft line too: $(cat "$tmp/check")" sh -c "! grep -q 'content/.*error' '$tmp/check'"
try 1 'faqs/how-long-is-it.md:.*is here already' faq 'Which days?' topic=basics sources=rule
try 1 'is there already; change it, or give path' glossary 'Summary entry' sources=rule path=entry-summary

# Asked: a wrong answer is asked again, an empty line ends a list.
printf '%s\n' 'Who pays?' 'Who is to pay?' 'Whose bill?' '' 'tax' 'duties' 'brochure, rule' |
	"$cee" new --at $at --ask faq >"$tmp/out" 2>&1
check "asked" test $? = 0
check "asked again" grep -q 'no "tax" in site.yml' "$tmp/out"
check "each with its help" grep -q 'topic (a topic of site.yml): ' "$tmp/out"
check "a list" grep -qxF '  - "Whose bill?"' content/faqs/who-pays.md
check "the second topic" grep -qxF 'topic: duties' content/faqs/who-pays.md
printf 'Who asks?\n' | "$cee" new --at $at --ask faq >"$tmp/out" 2>&1
check "an input that ends" test $? = 1
check "says where" grep -q 'the input ended before also_asked' "$tmp/out"
check "and writes nothing" test ! -e content/faqs/who-asks.md

# Another file's mistake does not stand in the way, and is not taken for the new one's.
printf -- '---\nterm: Bad\n' >content/glossary/bad.md
try 0 'wrote content/glossary/good.md' glossary Good sources=rule

# The words of a file in Spanish: refused by the check until there are some.
rm content/glossary/bad.md
try 1 'did you mean "faqs/what.md"' translation faqs/wat.md
try 1 'name the English file' translation
try 1 'have no translations' translation glossary/good.md
try 0 'wrote content/faqs/who-pays.es.md' translation faqs/who-pays.md
try 1 'is there already' translation /faq/who-pays/
try 1 'a translation; name the English file, "faqs/who-pays.md"' translation faqs/who-pays.es.md
check "its English stands above its keys" grep -qx -A1 '# Who pays?' content/faqs/who-pays.es.md
check "its day" grep -qE "^translated: [0-9]{4}-[0-9]{2}-[0-9]{2}$" content/faqs/who-pays.es.md
check "an optional list is a comment" grep -qx '#   - Whose bill?' content/faqs/who-pays.es.md
"$cee" check --at $at >"$tmp/out" 2>&1
check "the check refuses it" grep -q 'who-pays.es.md:.*question is empty' "$tmp/out"
sed -i 's/^question:$/question: "¿Quién paga?"/' content/faqs/who-pays.es.md
"$cee" check --at $at >"$tmp/out" 2>&1
check "and without a text" grep -q 'who-pays.es.md: error: has no text' "$tmp/out"
echo 'El importador.' >>content/faqs/who-pays.es.md
"$cee" check --at $at >"$tmp/out" 2>&1
check "then no longer" sh -c "! grep -q who-pays.es.md '$tmp/out'"
check "kinds are listed" sh -c "'$cee' new | grep -q '^glossary *glossary/: term'"
finish
