#!/bin/sh
# release.sh [--due]: build a release from content/ and templates/ here, and bring it to its readers.
#
#	CEE	the program (cee)		CEE_ASSETS	--assets of cee build (build/assets)
#	CEE_OUT	directory of releases (site)	CEE_EVAL	files of queries for --eval, spaces between
#	CEE_TO	where push.sh brings it; unset: readers are served from CEE_OUT
#
# With --due nothing is done before the time at which the last build said that the next one is due; so it
# may run every few minutes.  A failed build leaves everything as it was, and ends this with its status.
set -eu
cee=${CEE:-cee}
out=${CEE_OUT:-site}
here=$(cd "$(dirname "$0")" && pwd)
due=$out/due

if [ "${1:-}" = --due ]; then
	when=$(cat "$due" 2>/dev/null || true)
	[ -n "$when" ] || exit 0
	# Such times sort as texts.
	now=$(date -u +%Y-%m-%dT%H:%M:%SZ)
	[ "$(printf '%s\n%s\n' "$when" "$now" | LC_ALL=C sort | head -1)" = "$when" ] || exit 0
elif [ $# -gt 0 ]; then
	echo "usage: release.sh [--due]" >&2
	exit 2
fi

set -- --out "$out" --assets "${CEE_ASSETS:-build/assets}"
for file in ${CEE_EVAL:-}; do set -- "$@" --eval "$file"; done
status=0
report=$("$cee" build --json "$@") || status=$?
# 4: all went well, and a later build is due.
[ "$status" = 0 ] || [ "$status" = 4 ] || exit "$status"
printf '%s\n' "$report" | sed -n 's/.*"next_due":"\([^"]*\)".*/\1/p' >"$due.new"
mv "$due.new" "$due"
"$cee" releases --out "$out" | sed -n 's/^\* /published: /p'
[ -z "${CEE_TO:-}" ] || "$here/push.sh" "$out" "$CEE_TO"
