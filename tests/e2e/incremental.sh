#!/bin/bash
# incremental.sh: whatever was edited in whatever order, a build after others gives what a first one gives,
# byte for byte.  Edits are drawn at random from fixed seeds.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
top=$(pwd)

build() { # OUT
	"$B/cee" build --content content.tmp/content --templates content.tmp/templates --assets content.tmp/assets \
		--at "$at" --no-compress --out "$1" >"$tmp/log" 2>&1
	[ $? != 1 ]
}
page() { ls content/pages/s0000/*.md | sed -n "$((RANDOM % 20 + 1))p"; }
edit() {
	case $((RANDOM % 12)) in
	0 | 1) f=$(page) && printf '\nMore words, %s.\n' $RANDOM >>"$f"; echo "text of $f" ;;
	2) f=$(page) && sed -i "s/^title: .*/title: Title $RANDOM/" "$f"; echo "title of $f" ;;
	3) f=content/pages/s0000/new$RANDOM.md; sed "s/^title: .*/title: New $RANDOM/" "$(page)" >"$f"; echo "new $f" ;;
	4) f=$(page) && touch "$f"; echo "times of $f" ;;
	5) f=$(page) && cp "$f" "$tmp/same" && cat "$tmp/same" >"$f"; echo "the same in $f" ;;
	6) f=$(page) && cp -p "$f" "$tmp/times" && sed -i '$ s/e/a/' "$f" && touch -r "$tmp/times" "$f"; echo "behind its times $f" ;;
	7) printf '{{! %s }}<p>%s</p>\n' $RANDOM $RANDOM >>templates/page.mustache; echo "a template" ;;
	8) sed -i "s/^title: .*/title: Site $RANDOM/" content/site.yml; echo "site.yml" ;;
	9) printf 'body { margin: %spx }\n' $RANDOM >templates/assets/style.css; echo "an asset" ;;
	10) printf -- '---\nterm: Word%s\nreviewed: 2026-11-01\nsources: [bench]\n---\nA word.\n' $RANDOM >content/glossary/word$((RANDOM % 3)).md; echo "a term" ;;
	11) echo "nothing" ;;
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
	for step in 1 2 3 4 5 6 7 8; do
		did=$(cd content.tmp && edit && [ $((RANDOM % 3)) != 0 ] || edit)
		[ $((RANDOM % 4)) != 0 ] || at=2026-11-21T12:0$step:00Z
		check "seed $seed, step $step ($(echo $did)): it builds: $(head -1 "$tmp/log")" build grown
		check "seed $seed, step $step: so does a first one" build "clean$step"
		check "seed $seed, step $step ($(echo $did)): they are the same" diff -r grown/current/ "clean$step/current/"
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
