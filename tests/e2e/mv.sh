#!/bin/bash
# mv.sh: moving a content file mends links, leaves a redirect, and can be taken back.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
cee=$PWD/build/${MODE:-release}/cee
mkdir "$tmp/t" && cd "$tmp/t" || exit 1
mkdir -p content/{centers,scopes,faqs,pages/about,glossary,answers}
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
cat >content/sources.yml <<'Y'
brochure:
  title: The brochure
  date: 2016-05
  url: https://example.gov/b
Y
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
Ask [what it is](../faqs/what.md#part-one), or [again](/faq/what/), or [here](/faq/what/?x#part-one).
Not [this](/faq/whatever/).
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
## 6109 T-shirts

See [what](../faqs/what.md).

- t-shirt, tee
Y
faq() { printf -- '---\nquestion: %s?\ntopic: basics\nsources: brochure\nreviewed: 2026-11-21\n%s---\nIt is.\n\n## Part one\n\nMore [about](../pages/about/us.md) and [a term](../glossary/entry.md).\n' "$1" "${2:-}"; }
faq What >content/faqs/what.md
faq Whatever >content/faqs/whatever.md
printf -- '---\nterm: Entry\nsources: brochure\nreviewed: 2026-11-21\n---\nA filing; see [what](../faqs/what.md).\n' >content/glossary/entry.md
printf -- '---\ntitle: Home\ndescription: The first page\nreviewed: 2026-11-21\n---\nRead [entry](/glossary/#entry) or [entry](../glossary/entry.md).\n' >content/pages/index.md
printf -- '---\ntitle: About us\ndescription: Who we are\nreviewed: 2026-11-21\n---\nAsk [what](../../faqs/what.md).\n' >content/pages/about/us.md
printf -- '---\nqueries: [what]\naction: ask\nreason: it may be many things\nchoices:\n  - {label: This, url: /faq/what/}\n  - {label: That, url: "/faq/whatever/"}\nreviewed: 2026-11-21\nreview_by: 2027-11-21\n---\nWhich?\n' >content/answers/what.md
cp -r content before
mv_() { "$cee" mv --at 2026-11-22 "$@" >out 2>err || { [ -n "${V:-}" ] && cat err; return 1; }; }
says() { grep -qF -e "$1" "$2" || { cat "$2"; return 1; }; }
has() { grep -qF -e "$1" "content/$2" || { cat "content/$2"; return 1; }; }
# A page that was moved and moved back keeps a redirect: somebody may have the address between.
as_before() { diff -r -I '^redirect_from:' before content; }

check "a dry run" mv_ --dry-run faqs/what.md why
check "tells the redirect" says "/faq/what/ sends readers on to /faq/why/" out
check "and changes nothing" as_before
check "moved" mv_ content/faqs/what.md /faq/why/
check "the old file is gone" test ! -e content/faqs/what.md
check "the redirect is written" has "redirect_from: [/faq/what/]" faqs/why.md
check "a relative link with a fragment" has "](../faqs/why.md#part-one)" centers/textiles.md
check "an absolute link" has "[again](/faq/why/)" centers/textiles.md
check "an absolute link with query and fragment" has "[here](/faq/why/?x#part-one)" centers/textiles.md
check "a longer address is another" has "[this](/faq/whatever/)" centers/textiles.md
check "a link in a scope" has "](../faqs/why.md)" scopes/61.md
check "a choice of a pinned answer" has "{label: This, url: /faq/why/}" answers/what.md
check "another choice stays" has 'url: "/faq/whatever/"' answers/what.md
check "back again" mv_ faqs/why.md what
check "is as it was but for the redirect" as_before
check "into another folder" mv_ pages/about/us.md pages/who/we/are
check "its own links bend" has "](../../../faqs/what.md)" pages/who/we/are.md
check "links to it bend" has "](../pages/who/we/are.md)" faqs/what.md
check "its old address leads on" has "redirect_from: [/about/us/]" pages/who/we/are.md
check "and back" mv_ /who/we/are/ /about/us/
rmdir content/pages/who/we content/pages/who
check "as it was" as_before
check "a term" mv_ '/glossary/#entry' entry-summary
check "has no redirect" sh -c '! grep -q redirect_from content/glossary/entry-summary.md'
check "its absolute links bend" has "(/glossary/#entry-summary)" pages/index.md
check "its relative links bend" has "(../glossary/entry-summary.md)" pages/index.md
check "back" mv_ glossary/entry-summary.md glossary/entry.md
check "as before" as_before
# A translation goes with its English file; links to both are mended, in both languages.
sed -i 's|^More |More [here](/es/faq/what/) and |' content/faqs/whatever.md
printf -- '---\nquestion: "¿Qué?"\ntranslated: 2026-11-21\n---\nEso. Vea [más](whatever.md) y [yo](/es/faq/what/).\n' >content/faqs/what.es.md
printf -- '---\nquestion: "¿Sea lo que sea?"\ntranslated: 2026-11-21\n---\nVea [qué](what.es.md), [qué](/es/faq/what/) y [what](/faq/what/).\n' >content/faqs/whatever.es.md
rm -r before; cp -r content before
check "with a translation" mv_ faqs/what.md faqs/why.md
check "says both" says "moved content/faqs/what.es.md to content/faqs/why.es.md" out
check "the translation is there" has "[más](whatever.md)" faqs/why.es.md
check "and where it was not" test ! -e content/faqs/what.es.md
check "its link to itself" has "[yo](/es/faq/why/)" faqs/why.es.md
check "a link to it from English" has "[here](/es/faq/why/)" faqs/whatever.md
check "and from Spanish" has "[qué](why.es.md), [qué](/es/faq/why/) y [what](/faq/why/)" faqs/whatever.es.md
check "redirects for both" has "redirect_from: [/faq/what/, /es/faq/what/]" faqs/why.md
check "back by its Spanish address" mv_ /es/faq/why/ what
check "as before" as_before
no() { what=$1 message=$2; shift 2; if mv_ "$@"; then fail "$what"; else check "$what" says "$message" err; fi; check "$what: unchanged" as_before; }
no "not there" 'faqs/wat.md: error: no such content file or address; did you mean "faqs/what.md"?' faqs/wat.md x
no "there already" 'content/faqs/whatever.md: error: is there already' faqs/what.md whatever
no "a Center" "its short name in every rule" centers/textiles.md cloth
no "a chapter" "a chapter's file name is its number" scopes/61.md 62
no "another kind" "a question stays below faqs/" faqs/what.md glossary/what.md
no "a translation's name" "name the English file" faqs/what.md faqs/why.es.md
no "a translation in the way" 'content/faqs/whatever.md: error: is there already' faqs/what.md whatever
no "a bad name" 'joined by "-", such as "two-words"' faqs/what.md Two_Words
sed -i 's/^reviewed:/redirect_from: [\/faq\/whence\/]\nreviewed:/' content/faqs/whatever.md; rm -r before; cp -r content before
no "an address that another page claims" "every file is as it was" faqs/what.md whence
cd / && finish
