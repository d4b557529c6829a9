#!/bin/bash
# dates.sh: what is a draft, not yet due, expired or removed is nowhere in the release: not in pages,
# lists, feeds, sitemap, data, nor in the index, what it answers and what it suggests.  Of each type.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
B=$PWD/build/${MODE:-release}
mkdir "$tmp/t" && cd "$tmp/t" || exit 1
mkdir -p content/{centers,scopes,faqs,pages,glossary,answers,changes}
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
printf 'rule:\n  title: The rule\n  date: 2016-05-01\n' >content/sources.yml
# put FILE, the front matter's lines and the body on standard input
put() { cat >"content/$1"; }
center() { printf -- '---\nnumber: %s\nname: %s\nsummary: %s goods\ncity: Town\nfield_office: Office\nindustries: [%s]\nsources: rule\nreviewed: 2026-11-21\n---\nIt has %s.\n' "$1" "$2" "$2" "$2" "$2"; }
faq() { printf -- '---\nquestion: What is %s?\nalso_asked: [Who knows %s?]\ntopic: basics\nsources: rule\nreviewed: 2026-11-21\n---\nIt is %s.\n' "$1" "$1" "$1"; }
term() { printf -- '---\nterm: %s\nsources: rule\nreviewed: 2026-11-21\n---\nA %s.\n' "$1" "$1"; }
scope() { printf -- '---\nchapter: %s\ntitle: Goods of %s\nsection: XI\ncenter: textiles\nbasis: stated\nsource: rule\nreviewed: 2026-11-21\n---\n## %s01 Things of %s\n\nMade of %s.\n\n- %s, big %s, %s set\n- es: %s grande\n' "$1" "$2" "$1" "$2" "$2" "$2" "$2" "$2" "$2"; }
change() { printf -- '---\ndate: 2026-11-01\ntitle: %s moves\nsources: rule\nreviewed: 2026-11-21\n---\nIt was %s.\n' "$1" "$1"; }
page() { printf -- '---\ntitle: About %s\ndescription: All about %s\nreviewed: 2026-11-21\nredirect_from: /old-%s/\n---\nThis is %s.\n' "$1" "$1" "$1" "$1"; }
answer() { printf -- '---\nqueries: [%s]\naction: decline\nreason: No %s here.\nreviewed: 2026-11-21\n---\nNot %s.\n' "$1" "$1" "$1"; }
center 1 Textiles | put centers/textiles.md
faq cloth | put faqs/cloth.md
term Weft | put glossary/weft.md
scope 61 shirt | put scopes/61.md
change Yarn | put changes/yarn.md
printf -- '---\ntitle: Home\ndescription: The first page\nreviewed: 2026-11-21\n---\nHello.\n' | put pages/index.md
answer zebra | put answers/zebra.md
types="center:centers/zqcenter.md scope:scopes/62.md faq:faqs/zqfaq.md page:pages/zqpage.md term:glossary/zqterm.md answer:answers/zqanswer.md change:changes/zqchange.md"
fill() {
	center 9 zqcenter | put centers/zqcenter.md
	scope 62 zqscope | put scopes/62.md
	faq zqfaq | put faqs/zqfaq.md
	page zqpage | put pages/zqpage.md
	term zqterm | put glossary/zqterm.md
	answer zqanswer | put answers/zqanswer.md
	change zqchange | put changes/zqchange.md
}

before=2026-12-01T13:59:59Z at=2026-12-01T14:00:00Z # nine in New York
# build TIME: into site/, its words in $tmp/out
build() { "$B/cee" build --no-compress --templates "$top/tests/golden/templates" --assets none --at "$1" >"$tmp/out" 2>&1; status=$?; }
# everything that the release holds, as text: what fts5 keeps compressed is asked for
words_of() {
	for t in fts_heading fts_page fts_line; do
		sqlite3 -batch ":memory:" "ATTACH 'file:site/current/search.db?mode=ro' AS d;
			CREATE VIRTUAL TABLE temp.v USING fts5vocab(d, $t, row); SELECT term FROM temp.v;"
	done
	find -L site/current -name '*zq*'
	grep -raoih 'zq[a-z]*' site/current/
}
found() { words_of 2>"$tmp/err" | grep -iF -c "zq$1"; }
# suggest WORD: what an index suggests, through the responder
suggest() {
	"$B/cee-search" --index site/current/search.db "$tmp/cee.sock" 2>/dev/null &
	responder=$!
	pids=$responder
	wait_for 10 test -S "$tmp/cee.sock"
	node "$top/tests/e2e/fcgi_peer.js" "$tmp/cee.sock" get /api/v1/suggest "q=$1"
	kill $responder && wait $responder
	pids=
	rm -f "$tmp/cee.sock"
}
# asked TYPE: does the index answer with what the file of that type says?
asked() {
	"$B/cee" find --json "zq$1" >"$tmp/answer" 2>&1
	jq -e --arg t "$1" '[.centers[]?.slug, .headings[]?.title, .pages[]?.title, .says.message, .message,
	    (.choices[]?.label)] | map(select(. != null and (ascii_downcase | contains("zq" + $t)))) | length > 0' "$tmp/answer" >"$tmp/jq"
}

fill
build $at
check "the whole site: $(cat "$tmp/out")" test $status = 0
for t in $types; do
	check "${t%%:*} is in the release" test "$(found "${t%%:*}")" -gt 0
done
for t in center scope faq page term answer; do
	if asked $t; then ok; else fail "$t does not answer: $(cat "$tmp/answer")"; fi
done
check "names are suggested" sh -c "echo '$(suggest zqs)' | grep -q zqscope"
check "the moved page leads on" grep -rq old-zqpage site/current/redirects.map

for t in $types; do
	type=${t%%:*} file=${t#*:}
	for how in draft later expired removed; do
		fill
		[ $how = removed ] && [ $type = faq ] && build $at # else it went with the build before
		case $how in
		draft) line='draft: true' ;;
		later) line='publish_on: 2026-12-01 09:00' ;;
		expired) line='expires_on: 2026-12-01 09:00' ;;
		removed) line= ;;
		esac
		time=$before
		[ $how = expired ] && time=$at
		sed -i "s/^reviewed:/$line\n&/" "content/$file"
		[ $how = removed ] && rm "content/$file"
		[ $how = removed ] && case $type in
		center) gone=/centers/zqcenter/ ;; scope) gone='/hts/62/, /hts/6201/' ;; faq) gone=/faq/zqfaq/ ;;
		page) gone='/zqpage/, /old-zqpage/' ;; *) gone= ;;
		esac && [ -n "$gone" ] && sed -i "/^gone:/d; \$a gone: [$gone]" content/site.yml
		build $time
		want=0
		[ $how = later ] && want=4
		check "$type, $how: exit $status: $(cat "$tmp/out")" test $status = $want
		check "$type, $how: $(words_of 2>/dev/null | grep -iF "zq$type" | head -3) is left" test "$(found $type)" = 0
		asked $type && fail "$type, $how: the index answers: $(cat "$tmp/answer")"
		case $how:$type in
		draft:center | draft:scope | draft:faq | draft:page | removed:faq)
			check "$type, $how: the page that went is named with its file" grep -qE "^  /[^ ]+  content/$file$" "$tmp/out" ;;
		esac
		case $how in
		draft) check "$type: said to be a draft" grep -q "^held back: content/$file: a draft" "$tmp/out" ;;
		later) check "$type: said until when" grep -qxF "held back: content/$file: until December 1, 2026, 09:00 (New York time)" "$tmp/out" ;;
		expired) check "$type: said since when" grep -qxF "expired: content/$file: on December 1, 2026, 09:00 (New York time)" "$tmp/out" ;;
		esac
		if [ $how = later ]; then
			check "$type: the next build is told" grep -qxF "the next build is due on December 1, 2026, 09:00 (New York time), which is 2026-12-01T14:00:00Z" "$tmp/out"
			build $at
			check "$type: there at nine" test "$(found $type)" -gt 0
			check "$type: nothing more is due" test $status = 0
		fi
		sed -i '/^gone:/d' content/site.yml
	done
	# Back, so that the next type's build takes only its own away.
	fill
	build $at
done
rm content/scopes/62.md
sed -i '$a gone: [/hts/62/, /hts/6201/]' content/site.yml
build $at
check "what is gone is not suggested" sh -c "! echo '$(suggest zqs)' | grep -q zqscope"
fill

# A rule's days are due dates as well; what waits is told with its line.
sed -i '/^gone:/d' content/site.yml
sed -i 's/^reviewed: .*/&\nexceptions:\n  - code: "6101"\n    center: zqcenter\n    basis: stated\n    source: rule\n    since: 2026-12-05\n    until: 2027-01-01/' content/scopes/61.md
build $at
check "a rule to come: exit $status" test $status = 4
check "is told: $(cat "$tmp/out")" grep -qxF 'held back: content/scopes/61.md:10: the rule that 6101 goes to zqcenter, until December 5, 2026, 00:00 (New York time)' "$tmp/out"
check "is due" grep -q '^the next build is due on December 5, 2026, 00:00 (New York time), which is 2026-12-05T05:00:00Z$' "$tmp/out"
check "does not hold yet" test "$("$B/cee" codes --json 6101 | jq -r '.codes[0].center')" = textiles
build 2026-12-05T05:00:00Z
check "holds on its day" test "$("$B/cee" codes --json 6101 | jq -r '.codes[0].center')" = zqcenter
check "its end is due" grep -q 'which is 2027-01-01T05:00:00Z$' "$tmp/out"
build 2027-01-01T05:00:00Z
check "no longer holds" test "$("$B/cee" codes --json 6101 | jq -r '.codes[0].center')" = textiles
check "then nothing is due" test $status = 0
finish
