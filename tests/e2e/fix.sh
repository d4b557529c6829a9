#!/bin/sh
# fix.sh: cee check --fix shows what it would change, changes it when told to, never what a page says,
# and puts every file back when more would be wrong.  MODE= as for make.  Run from the root.
set -u
cee=$(pwd)/build/${MODE:-debug}/cee
golden=$(pwd)/tests/golden
base=$(pwd)/tests/e2e/mistakes/base
work=$(mktemp -d) || exit 1
trap 'rm -rf "$work"' EXIT
passed=0 failed=0
check() {
	if [ "$1" = 0 ]; then passed=$((passed + 1)); return; fi
	failed=$((failed + 1))
	shift
	echo "FAIL $*"
}
fresh() {
	rm -rf "$work/tree" "$work/old"
	mkdir "$work/tree"
	cp -r "$golden/minimal/content" "$golden/templates" "$work/tree/"
	cp -r "$base/." "$work/tree/"
	cd "$work/tree" || exit 1
}
run() {
	"$cee" check --content content --templates templates --assets none --at 2026-11-21T12:00:00Z \
	    "$@" >"$work/out" 2>"$work/err" </dev/null
}

fresh
page() {
	printf -- '---\n%s\ndescription: What the site keeps of its readers, which is nothing.\n%s\n---\n%s' "$@"
}
page 'title: Fees: what to pay' 'reviewed: 2026-1-7' 'Nothing  
is kept. 

    code 
See [the list](https://goods.example/faq/).' >content/pages/privacy.md
page 'titel: "Access"' 'reviewed: 2026-11-17' 'All of it.
' | sed 's/$/\r/' >content/pages/accessibility.md
printf '\357\273\277' | cat - content/faqs/why.md >why && mv why content/faqs/why.md
cp -r content "$work/old"

run --fix
check $((1 - $?)) "errors, and --fix alone ends with 0"
diff -r content "$work/old" >"$work/diff"; check $? "--fix alone changed a file"
grep -q 'nothing was changed' "$work/out"; check $? "it does not say that nothing was changed"
# The difference is one that patch makes.
mkdir "$work/patched"
cp -r content "$work/patched/"
sed -n '/^--- /,/^nothing was/p' "$work/out" | sed '$d' |
    (cd "$work/patched" && patch --binary -s -p0) >"$work/patch" 2>&1
check $? "patch refuses the difference: $(cat "$work/patch")"

run --fix --yes
check $? "after the mends: $(cat "$work/err")"
diff -r content "$work/patched/content" >"$work/diff"; check $? "what was shown was not what was done: $(cat "$work/diff")"
# Only now is the page read as a whole.
run --fix --yes
check $? "after more mends: $(cat "$work/err")"
page 'title: "Fees: what to pay"' 'reviewed: 2026-01-07' 'Nothing  
is kept.

    code 
See [the list](/faq/).
' >"$work/want"
cmp -s "$work/want" content/pages/privacy.md; check $? "privacy.md: $(diff "$work/want" content/pages/privacy.md)"
page 'title: "Access"' 'reviewed: 2026-11-17' 'All of it.
' >"$work/want"
cmp -s "$work/want" content/pages/accessibility.md
check $? "accessibility.md: $(diff "$work/want" content/pages/accessibility.md)"
cmp -s "$golden/minimal/content/faqs/why.md" content/faqs/why.md; check $? "why.md is not as it was before its mark"
run --fix --yes
grep -q 'nothing that has one mend only' "$work/out"; check $? "mended twice: $(cat "$work/out")"

# A mend that uncovers a mistake: the page that could not be read has another.
fresh
printf -- '---\ntitel: A\ndescription: short\nreviewed: 2026-11-17\n---\n[x y](/no/) [z w](/nor/)\n' >content/pages/privacy.md
cp -r content "$work/old"
run --fix --yes
check $((1 - $?)) "more errors, and it ends with 0"
diff -r content "$work/old" >"$work/diff"; check $? "files were not put back: $(cat "$work/diff")"
run --fix --yes --format json
[ $? = 2 ]; check $? "--fix takes --format"
run --yes
[ $? = 2 ]; check $? "--yes without --fix"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
