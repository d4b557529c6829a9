#!/bin/bash
# diff.sh: cee diff says what a change of the content does to answers, names and Centers, before readers
# see it, and changes nothing itself.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
cee=$PWD/build/${MODE:-release}/cee
cp -r content templates "$tmp/"
[ -d build/assets ] && mkdir "$tmp/build" && cp -r build/assets "$tmp/build/"
mkdir -p "$tmp/tests/gold"
# A few of each kind: enough to see that all are asked.
for f in products questions pinned; do head -40 "tests/gold/$f.tsv" >"$tmp/tests/gold/$f.tsv"; done
cd "$tmp" || exit 1
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
export SOURCE_DATE_EPOCH=1795305600
status() { want=$1; shift; "$cee" "$@" >out 2>&1; rc=$?; [ $rc = "$want" ] || { echo "status $rc"; cat out; return 1; }; }
has() { grep -qF -e "$1" out || { cat out; return 1; }; }
# json FILTER: what jq says of the last answer is true
json() { jq -e "$1" out >/dev/null || { cat out; return 1; }; }
list=content/scopes/63.md
name() { sed -i "/^## 6307/,/^- /s/^- /- $1, /" $list; }
restore() { cp "$tmp/63.md" $list; }
cp $list "$tmp/63.md"

check "without a release" status 1 diff
check "says what is missing" has "there is no release yet to compare with; cee build makes one"
check "a release" status 0 build --no-compress
check "nothing changed" status 0 diff
check "says so" has "0 headings with another Center, 0 names gained, 0 lost, 0 of 117 queries"
tree=$(cd site && find releases published current -printf '%p %T@ %l\n' | sort | sha256sum)
check "what was asked is kept" test "$(ls site/.diff-cache | wc -l)" = 1

name "dog collar with name tag"
check "a name for 6307 of what was another's" status 5 diff
check "is named" has '+ 6307 "dog collar with name tag"'
check "with its file" has "$list:$(grep -n '^- dog collar with name tag' $list | cut -d: -f1)"
check "and what it takes" has '"dog collar with name tag"'
check "to whom" has "after:  6307"
check "the same from the cache" status 5 diff --json
check "as JSON" json '.gained == [{"heading":"6307","code":"6307","name":"dog collar with name tag","kind":"name","file":"content/scopes/63.md","line":.gained[0].line}]
	and ([.answers[] | select(.query == "dog collar with name tag")][0] | .before.heading != "6307" and .after.heading == "6307")'
sed -i 's/./&x/' site/.diff-cache/* 2>/dev/null
cp out damaged
check "a damaged cache" status 5 diff --json
check "changes nothing" cmp out damaged
restore

printf 'query\thts\tstyle\nknee brace velcro\t6307\tshop\n' >mine.tsv
name "knee brace velcro"
check "files of one's own" status 5 diff --json --queries mine.tsv
check "are asked, and judged" json '[.answers[] | select(.file == "mine.tsv")] | length == 1 and .[0].after.right == true'
check "a file of no queries" status 1 diff --queries content/site.yml
restore

sed -i '/^  *[^ ].*pet ramp cover/s/, pet ramp cover//; s/, pet ramp cover//' $list
check "a name lost" status 5 diff --json
check "is named" json '.lost[0].name == "pet ramp cover"'
restore

sed -i 's/^center: apparel-footwear-textiles/center: machinery/' $list
check "a Center changed" status 5 diff
check "of a heading" has "6307 Other made up textile articles"
check "from and to" has "Apparel, Footwear & Textiles -> Machinery"
restore

cp content/answers/adapter.md "$tmp/adapter.md"
sed -i '0,/label: /s//label: Other /' content/answers/adapter.md
check "a pinned answer" status 5 diff --json
check "is named" json '.pinned | index("adapt") != null or index("adapter") != null'
cp "$tmp/adapter.md" content/answers/adapter.md

sed -i 's/^title:/titel:/' $list
check "mistakes come first" status 1 diff
check "with their place" has "$list:3:1: error: unknown key"
restore
check "the site is as it was" test "$tree" = "$(cd site && find releases published current -printf '%p %T@ %l\n' | sort | sha256sum)"

check "git: no repository" status 1 diff HEAD
check "says so" has 'git knows no revision "HEAD"'
git init -q . && git add content && git commit -qm one
name "knee brace velcro"
check "against a revision" status 5 diff HEAD
check "is named" has "against revision $(git rev-parse HEAD | cut -c1-12): "
check "its names" has '+ 6307 "knee brace velcro"'
git add content && git commit -qm two
check "the same revision" status 0 diff HEAD
check "one before" status 5 diff HEAD~1
check "an unknown one" status 1 diff nowhere
check "an option is none" status 1 diff -- --output=x
check "nothing was written" test ! -e x
check "against a file" status 5 diff --against site/current/search.db
check "two at once" status 2 diff --against site/current/search.db HEAD
check "nothing is left behind" test -z "$(find /tmp -maxdepth 1 -name 'cee-diff-*' -user "$(id -un)" -newer mine.tsv 2>/dev/null)"
cd / && finish
