#!/bin/bash
# incremental.sh: whatever was edited in whatever order, a build after others gives what a first one gives,
# byte for byte.  Edits are drawn at random from fixed seeds.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
top=$(pwd)
[ -x build/bench/corpus ] || { fail "build/bench/corpus is missing: make bench-tools first"; finish; exit 1; }

build() { # OUT
	"$B/cee" build --content content.tmp/content --templates content.tmp/templates --assets content.tmp/assets \
		--at "$at" --no-compress --out "$1" >"$tmp/log" 2>&1
	[ $? != 1 ]
}
# draw N: a number below it into $drawn; not in a subshell, where bash draws numbers of its own.
draw() { drawn=$((RANDOM % $1)); }
page() { draw 20; f=$(printf 'content/pages/s0000/p%06d.md' "$drawn"); }
edit() { # says what it did in $did
	draw 12
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
	check "seed $seed: a first build" build grown
	for step in 1 2 3 4 5 6 7 8 9 10 11 12; do
		cd content.tmp || exit 1
		edit
		cd .. || exit 1
		draw 6
		[ "$drawn" != 0 ] || at=2026-11-21T12:0$((step % 10)):00Z
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
finish
