#!/bin/bash
# help.sh: cee help lists commands and tasks, prints a task's part of the manual, finds it by a word.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
cee=build/${MODE:-release}/cee
guide=content/README.md
# help STATUS TEXT ARGUMENT...: exit status, and TEXT in what is said
help() {
	want=$1 text=$2
	shift 2
	"$cee" help "$@" >"$tmp/out" 2>&1
	status=$?
	check "help $*: exit $status" test $status = "$want"
	check "help $*: no \"$text\" in: $(head -3 "$tmp/out")" grep -qF -- "$text" "$tmp/out"
}

help 0 '  build     '
"$cee" help | grep -P '^\t' | awk '{ print $1 }' >"$tmp/tasks"
# A browser makes the same names of the titles; those within examples are none.
awk '/^```/ { fenced = !fenced } !fenced && sub(/^## /, "") { gsub(/[^A-Za-z0-9]+/, "-"); print tolower($0) }' $guide >"$tmp/titles"
check "tasks are the manual's titles: $(diff "$tmp/tasks" "$tmp/titles")" cmp "$tmp/tasks" "$tmp/titles"
check "there are tasks" test "$(wc -l <"$tmp/tasks")" -ge 18
while read -r task; do
	help 0 '' "$task"
	check "$task: no fence is printed" sh -c "! grep -q '^\`\`\`' '$tmp/out'"
	check "$task: only its own part" test "$(grep -c '^## ' "$tmp/out")" = 0
done <"$tmp/tasks"
help 0 'Retire an address' retire
help 0 'usage: cee mv ' mv
help 0 'Publish' publish # a task stands before the command of its name
help 2 'did you mean "add-a-name"?' ad-a-name
help 2 'cee help lists them' xyzzy
help 2 'cee help lists them' a # several have it
help 2 'usage: cee help [TASK]' a b
"$cee" --help >"$tmp/out"
check "--help lists commands alone" sh -c "! grep -q add-a-name '$tmp/out'"
"$cee" >/dev/null 2>&1
check "no command is wrong usage" test $? = 2
check "the last line ends the part" test "$("$cee" help roll-back | tail -1)" = "$(sed -n '/^## Roll back/,/^## See what/p' $guide | grep . | tail -2 | head -1)"
finish
