#!/bin/bash
# serve.sh: the preview server rebuilds on a change, keeps the last good site on a mistake, stops cleanly.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=$PWD/build/${MODE:-release}
conf=$PWD/src/pkg/nginx/cee-headers.conf
cp -r content templates "$tmp/" && mkdir "$tmp/build" && cp -r build/assets "$tmp/build/" && cd "$tmp" || exit 1
"$B/cee" serve --port 0 >"$tmp/log" 2>"$tmp/err" &
server=$!
pids="$pids $server"
wait_for 60 grep -q 'http://127' "$tmp/log" || { cat "$tmp/err"; fail "no start"; finish; exit 1; }
url=$(sed -n 's|.*\(http://127\.0\.0\.1:[0-9]*\).*|\1|p' "$tmp/log" | head -1)
has() { curl -s "$url$1" | grep -q "$2"; }
check "home" has / 'What do you import'
check "search" has '/find/?q=sofa' 'Consumer Products'
# The security headers of nginx and of the preview say the same.
sed -n 's/^add_header \([^ ]*\) "\{0,1\}\([^"]*\)"\{0,1\} always;$/\1: \2/p' "$conf" | sort >"$tmp/wanted"
curl -s -o /dev/null -D - "$url/" | tr -d '\r' | grep -E "^($(cut -d: -f1 "$tmp/wanted" | paste -sd'|')):" | sort >"$tmp/got"
check "security headers, as in nginx" cmp "$tmp/wanted" "$tmp/got"
check "live reload script" has / /_live/live.js
sed -i 's/^summary: .*/summary: Changed words for a test of the server/' content/centers/machinery.md
check "a change shows" wait_for 30 has /centers/machinery/ 'Changed words'
sed -i 's/^summary:/sumary:/' content/centers/machinery.md
check "a mistake is said with its place" wait_for 30 grep -q 'content/centers/machinery.md:[0-9]*:1: error: unknown key "sumary"; did you mean "summary"' "$tmp/err"
check "and the last good site stays" has /centers/machinery/ 'Changed words'
sed -i 's/^sumary:/summary:/; s/Changed words/Other words/' content/centers/machinery.md
check "mended, it goes on" wait_for 30 has /centers/machinery/ 'Other words'
check "another host name is refused" test "$(curl -s -o /dev/null -w '%{http_code}' -H 'Host: evil.example' "$url/")" != 200
kill -INT $server
wait_for 10 sh -c "! kill -0 $server 2>/dev/null" || fail "Ctrl-C did not stop it"
wait $server
check "it ends with 0" test $? = 0
cd / && finish
