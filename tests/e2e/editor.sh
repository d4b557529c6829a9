#!/bin/bash
# editor.sh: the editor's manual, content/README.md, is true: every example of every task does what it
# says, every message of its table is said, and what cee new refers to is there.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
cee=$PWD/build/${MODE:-release}/cee
guide=content/README.md

SOURCE_DATE_EPOCH=1795269600 "$cee" build --no-compress --out "$tmp/site" >"$tmp/log" 2>&1
status=$?
check "the site builds: $(tail -3 "$tmp/log")" test $status = 0
node tests/e2e/editor.js $guide content "$tmp/site" "$cee" >"$tmp/examples" 2>&1
status=$?
check "the examples: $(grep -v -e ' passed, ' -e '^skipped' "$tmp/examples")" test $status = 0
grep '^skipped' "$tmp/examples"

# What cee new writes refers to tasks by their titles.
tr -d '\n' <src/cmd/new_kind.c | sed 's/"[[:space:]]*"//g; s/\\n# / /g' | grep -oE '\\"[A-Z][^"\\]*\\"' | tr -d '\\"' | sort -u | while read -r title; do
	grep -qxF "## $title" $guide || echo "$title"
done >"$tmp/titles"
check "cee new names parts that are not there: $(cat "$tmp/titles")" test ! -s "$tmp/titles"

# The table of messages: each is planted, each is said.
cp -r content "$tmp/content"
cd "$tmp" || exit 1
edit() { sed -i "$2" "content/$1" || fail "sed of $1"; }
said() {
	"$cee" check --content content --templates "$top/templates" --assets "$top/build/assets" --at 2028-01-15T12:00Z >"$tmp/said" 2>&1
	cat "$tmp/said" >>"$tmp/all"
}
edit faqs/strollers.md 's/^topic:/topik: codes\n&/'
edit faqs/tires.md 's/^sources: .*/sources: [cbp-broshure]/'
edit faqs/gloves.md 's/^centers: .*/centers: [base-metal]/'
edit faqs/glass.md '$a See [this](/faq/glas/).'
edit scopes/87.md 's/^- e-scooter, /- e-scooter, , /'
edit scopes/87.md 's/^  - code: "8716"/  - {code: "8715", center: machinery, basis: inferred, source: cbp-brochure}\n&/'
edit faqs/printers.md '/^reviewed:/d'
edit faqs/drones.md '0,/^---$/!{0,/^---$/d}'
edit pages/privacy.md 's/^title: .*/title: "Privacy/'
edit faqs/catair.md 's/^reviewed: .*/reviewed: 2026-13-21/'
edit faqs/umbrellas-and-artificial-flowers.md '$a It\x27s here: \x92.'
said
rm -r content && cp -r "$top/content" content
edit faqs/what-is-ctpat.md 's/^reviewed:/draft: true\n&/'
edit faqs/tires.md '$a See [drones](/faq/drones/#nowhere).'
edit faqs/glass.md '$a ![](/images/x.png) and [click here](/faq/drones/).'
mkdir content/pages/glass
printf -- '---\ntitle: A\ndescription: B\nreviewed: 2026-11-21\n---\nC.\n' | tee content/pages/glass/index.md >content/pages/glass.md
edit scopes/87.md 's/^- e-scooter, /- e-scooter,powered widget, /'
edit scopes/87.md 's/^- moped, /\nred widget\n\n&/'
edit answers/bag.md 's/^queries:/&\n  - gadget/'
edit scopes/87.md 's/^- motor bike, /-motor bike, /'
edit centers/machinery.md 's/^reviewed:/draft: true\n&/'
edit faqs/drones.md '$a \\[this] (/faq/glass/)'
said
rm -r content && cp -r "$top/content" content
edit scopes/87.md 's/^- e-scooter, /- e-scooter, escooter, powered widget, /'
edit scopes/87.md 's/^- es: motocicleta, /- es: motocicleta, bicicleta electrica de montana, camion de carga ligero, /'
edit scopes/61.md '0,/^- /s/^- /- powered widget, /'
edit scopes/82.md 's/^## 8201 .*/&\n\nA tool.\n\n- spade\n\n## 8299 Widget tools/'
edit scopes/82.md '/^## 8299/,/^## 8202/{/^## /!d}'
edit scopes/82.md 's/^## 8299.*/&\n\nWidgets of steel.\n\n- blue widget, blue widgets, green widget\n/'
said
sed -n '/^| it says/,/^$/p' "$top/$guide" | sed -n '3,$p' | sed -n 's/^| \(.*\) | [^|]* |$/\1/p' >"$tmp/messages"
check "the table is there" test "$(wc -l <"$tmp/messages")" -ge 10
while IFS= read -r m; do
	# "..." is anything, and so is what stands in quotes or is a figure
	re=$(printf '%s' "$m" | sed -e 's/[]*^$+?(){}|\\.[]/\\&/g' -e 's/\\\.\\\.\\\./.*/g' -e 's/"[^"]*"/".*"/g' -e 's/[0-9][0-9]*/[0-9]+/g')
	re=${re%% / *} # one of several
	check "no message \"$m\"" grep -qE -- "(error|warning): ($re|.* $re)" "$tmp/all"
done <"$tmp/messages"
finish
