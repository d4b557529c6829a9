#!/bin/bash
# repro.sh: the same content, templates and time give the same bytes.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
for i in 1 2; do
	"$B/cee" build --out "$tmp/$i" --at 2026-11-21T12:00Z >/dev/null || fail "build $i"
done
check "two builds are the same" diff -r "$tmp/1/current/" "$tmp/2/current/"
check "under the same name" test "$(readlink "$tmp/1/current")" = "$(readlink "$tmp/2/current")"
check "the index is sound" test "$(sqlite3 "$tmp/1/current/search.db" 'pragma integrity_check')" = ok
finish
