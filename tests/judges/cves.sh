#!/bin/bash
# cves.sh: faults are told by version, and a file that says nothing is no file without faults.  The tracker is made up here.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
if ! command -v dpkg >/dev/null; then
	echo "skipped: no dpkg here"
	ok
	finish
	exit
fi
cat >"$tmp/bom" <<'J'
{"components": [
{"name": "libz", "scope": "required", "properties": [{"name": "cee:source", "value": "zlib 1:1.2.13.dfsg-1"}]},
{"name": "libc6", "scope": "required", "properties": [{"name": "cee:source", "value": "glibc 2.36-9+deb12u9"}]},
{"name": "x", "scope": "excluded", "properties": [{"name": "cee:source", "value": "only-for-tests 1"}]}]}
J
entry() { printf '"CVE-2099-%s": {"description": "%s\\nmore", "releases": {"bookworm": {%s}}}' "$@"; }
cat >"$tmp/tracker" <<J
{"zlib": {$(entry 1 'was mended' '"status": "resolved", "fixed_version": "1:1.2.13.dfsg-1", "urgency": "high"'),
$(entry 2 'never here' '"status": "resolved", "fixed_version": "0", "urgency": "not yet assigned"'),
$(entry 3 'waits' '"status": "open", "urgency": "low", "nodsa": "Minor issue"'),
$(entry 4 'nobody minds' '"status": "open", "urgency": "unimportant"'),
"CVE-2099-5": {"description": "elsewhere", "releases": {"sid": {"status": "open"}}}},
"only-for-tests": {$(entry 7 'not ours' '"status": "open", "urgency": "high"')},
"glibc": {$(entry 6 'an update' '"status": "resolved", "fixed_version": "2.36-9+deb12u10", "urgency": "not yet assigned"')}}
J
cves() { node src/pkg/cves.js "$@" >"$tmp/out" 2>"$tmp/err"; echo $?; }
check "an update is to be made" test "$(cves "$tmp/bom" "$tmp/tracker")" = 1
cat >"$tmp/wanted" <<'T'
glibc 2.36-9+deb12u9: CVE-2099-6: mended in 2.36-9+deb12u10: an update
zlib 1:1.2.13.dfsg-1: CVE-2099-3 (low): open, Minor issue: waits
2 source packages, 1 to be mended by an update, 1 open without one
T
check "what is said: $(diff "$tmp/wanted" "$tmp/out")" cmp -s "$tmp/wanted" "$tmp/out"
sed 's/deb12u9/deb12u10/' "$tmp/bom" >"$tmp/newer"
check "with it made, none is" test "$(cves "$tmp/newer" "$tmp/tracker")" = 0
check "what is open is said still" grep -q 'CVE-2099-3' "$tmp/out"
check "no file" test "$(cves "$tmp/bom" "$tmp/none")" = 2
echo '{}' >"$tmp/empty"
check "an empty one" test "$(cves "$tmp/bom" "$tmp/empty")" = 2
echo '<html>' >"$tmp/html"
check "a page in its place" test "$(cves "$tmp/bom" "$tmp/html")" = 2
check "an empty bill" test "$(cves "$tmp/empty" "$tmp/tracker")" = 2
B=build/${MODE:-release}
node src/pkg/sbom.js 1.0 1790000000 "$B/cee" "$B/cee-search" >"$tmp/real"
check "the real bill" test "$(cves "$tmp/real" "$tmp/tracker")" -le 1
finish
