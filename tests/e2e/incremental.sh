#!/bin/bash
# incremental.sh: whatever was edited in whatever order, a build after others gives what a first one gives,
# byte for byte.  Edits are drawn at random from fixed seeds.
set -u
cd "$(dirname "$0")/../.."
# Hundreds of sites are made and removed: in memory, where there is room for it.
room=$(df -Pk /dev/shm 2>/dev/null | awk 'NR == 2 { print $4 }')
[ -n "${TMPDIR:-}" ] || [ "${room:-0}" -lt 4000000 ] || [ ! -w /dev/shm ] || export TMPDIR=/dev/shm
. tests/lib.sh
B=build/${MODE:-release}
top=$(pwd)
[ -x build/bench/corpus ] || { fail "build/bench/corpus is missing: make bench-tools first"; finish; exit 1; }

build() { # OUT
	"$B/cee" build --content content.tmp/content --templates content.tmp/templates --assets content.tmp/assets \
		--at "$at" $compress --out "$1" >"$tmp/log" 2>&1
	[ $? != 1 ]
}
# fill COMMAND...: as many builds as are kept and one, so that each after them is made of the oldest release
fill() {
	was=$at
	for n in 10 11 12 13 14 15 16 17 18 19 20; do
		at=2026-11-01T12:00:${n}Z
		"$@" || return 1
	done
	at=$was
	[ "$(ls grown/releases | wc -l)" = 10 ]
}
# draw N: a number below it into $drawn; not in a subshell, where bash draws numbers of its own.
draw() { drawn=$((RANDOM % $1)); }
page() { draw 20; f=$(printf 'content/pages/s0000/p%06d.md' "$drawn"); }
new() { f=$(find content/pages -name 'new*.md' | LC_ALL=C sort | sed -n "$((RANDOM % 2 + 1))p"); } # one that nothing links to
edit() { # says what it did in $did
	draw 15
	case $drawn in
	0 | 1) page; printf '\nMore words, %s.\n' $RANDOM >>"$f"; did="text of $f" ;;
	2) page; sed -i "s/^title: .*/title: Title $RANDOM/" "$f"; did="title of $f" ;;
	3) page; g=$f; f=content/pages/s0000/new$RANDOM.md; sed "s/^title: .*/title: New $RANDOM/" "$g" >"$f"; did="new $f" ;;
	4) page; touch "$f"; did="times of $f" ;;
	5) page; cp "$f" "$tmp/same" && cat "$tmp/same" >"$f"; did="the same in $f" ;;
	6) page; cp -p "$f" "$tmp/times" && sed -i '$ s/e/a/' "$f" && touch -r "$tmp/times" "$f"; did="behind its times $f" ;;
	7) printf '{{! %s }}<p>%s</p>\n' $RANDOM $RANDOM >>templates/page.mustache; did="a template" ;;
	8) sed -i "s/^title: .*/title: Site $RANDOM/" content/site.yml; did="site.yml" ;;
	9) printf 'body { margin: %spx }\n' $RANDOM >templates/assets/style.css; did="an asset" ;;
	10) printf -- '---\nterm: Word%s\nreviewed: 2026-11-01\nsources: [bench]\n---\nA word.\n' $RANDOM >content/glossary/word$((RANDOM % 3)).md; did="a term" ;;
	11) did=nothing ;;
	12) new; rm -f "$f"; did="removed $f" ;;
	13) new; [ -z "$f" ] || { g=${f%.md}; mkdir -p "$g" && mv "$f" "$g/new.md"; }; did="a folder of $f" ;;
	14) page; sed -i -e '/^redirect_from/d' -e "1a redirect_from: [/was/$((RANDOM % 3))$((RANDOM % 2))/]" "$f"; did="a redirect to $f" ;;
	esac
}

for seed in 1 2 3; do
	RANDOM=$seed
	work=$tmp/$seed
	mkdir -p "$work/content.tmp/assets" && cd "$work" || exit 1
	"$top/build/bench/corpus" 20 content.tmp/content
	mkdir content.tmp/content/glossary
	cp -r "$top/tests/golden/templates" content.tmp/templates
	B=$top/build/${MODE:-release} at=2026-11-21T12:00Z
	compress=--no-compress
	[ $seed != 2 ] || compress=
	check "seed $seed: a first build" build grown
	check "seed $seed: as many as are kept: $(head -1 "$tmp/log")" fill build grown
	for step in $(seq 20); do
		cd content.tmp || exit 1
		edit
		cd .. || exit 1
		draw 6
		[ "$drawn" != 0 ] || at=2026-11-21T12:0$((step % 10)):00Z
		rm -f grown/published # a first build has none, and pages go here
		check "seed $seed, step $step ($did): it builds: $(head -1 "$tmp/log")" build grown
		check "seed $seed, step $step: so does a first one" build "clean$step"
		check "seed $seed, step $step ($did): they are the same" diff -r grown/current/ "clean$step/current/"
		check "seed $seed, step $step: under the same name" test "$(readlink grown/current)" = "$(readlink "clean$step/current")"
		rm -rf "clean$step"
	done
	# With nothing edited nothing is made: neither the release nor what leads to it is new.
	sleep 0.1
	check "seed $seed: built again" build grown
	before=$(stat -Lc '%i %Y' grown/current/manifest)$(stat -c '%i %z' grown/current)
	check "seed $seed: and again" build grown
	check "seed $seed: nothing was made" test "$(stat -Lc '%i %Y' grown/current/manifest)$(stat -c '%i %z' grown/current)" = "$before"
	cd "$top" || exit 1
done
# This project's own content and templates: every kind of file, two languages, mistakes, and their mending.
# The list of published addresses is no part of it: a first build has none.
both() { # ARGUMENT...: build grown/ and $first the same way; the same must be said and made
	rm -f grown/published
	build grown "$@"; was=$?
	sed 's/grown/OUT/g' "$tmp/log" >"$tmp/said"
	build "$first" "$@"; is=$?
	sed "s/$first/OUT/g" "$tmp/log" | diff "$tmp/said" - && [ "$was" = "$is" ] || return 1
	case $is in 0 | 4) built=yes ;; *) built=no; return 0 ;; esac # 4: a later build is due
	diff -r grown/current/ "$first/current/" &&
		[ "$(readlink grown/current)" = "$(readlink "$first/current")" ]
}
build() { # OUT ARGUMENT...
	"$B/cee" build --content content.tmp/content --templates content.tmp/templates --assets content.tmp/assets \
		--at "$at" --no-compress --out "$@" >"$tmp/out" 2>"$tmp/log"
}
any() { # DIR: a file of it into $f
	draw "$(find "$1" -name '*.md' | wc -l)"
	f=$(find "$1" -name '*.md' | LC_ALL=C sort | sed -n "$((drawn + 1))p")
}
own_edit() {
	draw 4
	set -- centers scopes faqs pages glossary answers changes
	[ "$drawn" = 0 ] && d=. || { draw 7; shift "$drawn"; d=$1; }
	any "content/$d"
	draw 17
	case $drawn in
	0 | 1) printf '\nMore words, %s.\n' $RANDOM >>"$f"; did="text of $f" ;;
	2 | 3) sed -i -E "2,9s/^(title|question|term|name|summary): .*/\\1: Other $RANDOM/" "$f"; did="title of $f" ;;
	4) sed -i '1a draft: true' "$f"; did="draft $f" ;;
	5) rm "$f"; did="removed $f" ;;
	6) mv "$f" "$(dirname "$f")/other$RANDOM.md"; did="moved $f" ;;
	7) sed -i -E "0,/title: /s/title: .*/title: Source $RANDOM/" content/sources.yml; f=content/sources.yml did=$f ;;
	8) sed -i "s/^title: .*/title: Site $RANDOM/" content/site.yml; f=content/site.yml did=$f ;;
	9) f=templates/$(ls templates | grep mustache | sed -n "$((RANDOM % 18 + 1))p"); printf '{{! %s }}\n' $RANDOM >>"$f"; did=$f ;;
	10) f=templates/partials/card.mustache; [ -f "$f" ] || f=templates/layout.mustache; sed -i "s/<a /<a data-n=\"$RANDOM\" /" "$f"; did=$f ;;
	11) touch "$f"; did="times of $f" ;;
	12) at=2026-1$((RANDOM % 3))-2$((RANDOM % 9))T12:00Z; did="at $at" ;;
	13) printf '[gone](/nowhere/%s/)\n' $RANDOM >>"$f"; did="a dead link in $f" ;;
	14) printf '<b>no</b>\n' >>"$f"; did="a mistake in $f" ;;
	15) printf 'body { margin: %spx }\n' $RANDOM >>assets/other.css; f=assets/other.css did=$f ;;
	16) any content/pages; sed -i '1a redirect_from: [/was/'$RANDOM'/]' "$f"; did="a redirect to $f" ;;
	esac
}
for seed in ${INCREMENTAL_SEEDS:-4}; do
	RANDOM=$seed
	work=$tmp/$seed
	mkdir -p "$work/content.tmp" && cd "$work" || exit 1
	cp -rp "$top/content" "$top/templates" content.tmp/
	cp -rp "$top/build/assets" content.tmp/assets
	cp -rp content.tmp content.kept
	B=$top/build/${MODE:-release} at=2026-11-21T12:00Z first=clean built=
	check "own content, seed $seed: a first build" both --no-index
	check "own content, seed $seed: there is one" test "$built" = yes
	check "own content, seed $seed: as many as are kept" fill build grown --no-index
	for step in $(seq 16); do
		cd content.tmp || exit 1
		own_edit
		cd .. || exit 1
		first=again$step
		draw 10
		[ "$drawn" = 0 ] && index= || index=--no-index
		check "own content, seed $seed, step $step ($did): the same" both $index
		if [ "$built" = no ]; then # mended by taking it back
			rm -rf content.tmp && cp -rp content.kept content.tmp
			first=mended$step
			check "own content, seed $seed, step $step ($did): mended" both $index
		else
			rm -rf content.kept && cp -rp content.tmp content.kept
		fi
		rm -rf again* mended*
	done
	cd "$top" || exit 1
done
finish
