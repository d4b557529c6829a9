#!/bin/bash
# nginx.sh: the real thing end to end.  nginx and cee-search on Unix sockets in a temporary folder;
# every row of cases.tsv; then an index replaced under load, and a graceful end.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
chmod 755 "$tmp"
cp -a site "$tmp/site" || exit 1

"$B/cee-search" --threads 2 --mode 666 --index "$tmp/site/current/search.db" "$tmp/cee.sock" 2>"$tmp/search.log" &
search=$!
pids="$pids $search"
sed -e "s|@DIR@|$tmp|g" -e "s|@SITE@|$tmp/site|g" -e 's|@KEEP@|4|' tests/e2e/nginx.conf.in >"$tmp/nginx.conf"
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
pids="$pids $!"
get() { curl -s --max-time 20 --unix-socket "$tmp/http.sock" "$@"; }
wait_for 20 get -f -o /dev/null http://localhost/healthz || {
	cat "$tmp/search.log" "$tmp/error.log"
	fail "nginx and cee-search did not come up"
	finish
	exit 1
}

while IFS=$'\t' read -r method path status text body type; do
	case $method in '' | '#'*) continue ;; esac
	args=(-o "$tmp/body" -w '%{http_code}' -X "$method")
	if [ "${body:--}" != - ]; then
		printf '%b' "$body" >"$tmp/send"
		args+=(--data-binary "@$tmp/send" -H "Content-Type: $type")
	fi
	got=$(get "${args[@]}" "http://localhost$path")
	if [ "$got" != "$status" ]; then
		fail "$method $path: status $got, not $status"
	elif [ "$text" != - ] && ! grep -qE -- "$text" "$tmp/body"; then
		fail "$method $path: no $text in the answer"
	else
		ok
	fi
done <tests/e2e/cases.tsv

etag=$(get -o /dev/null -D - 'http://localhost/api/v1/find?q=sofa' | tr -d '\r' | sed -n 's/^ETag: //p')
check "304 for a known ETag" test "$(get -o /dev/null -w '%{http_code}' -H "If-None-Match: $etag" \
	'http://localhost/api/v1/find?q=sofa')" = 304
check "HEAD has no body" test "$(get -I 'http://localhost/api/v1/find?q=sofa' | tail -1 | tr -d '\r\n')" = ""
check "a long query is refused" test "$(get -o /dev/null -w '%{http_code}' \
	"http://localhost/api/v1/find?q=$(head -c 3000 /dev/zero | tr '\0' a)")" = 414

# An index replaced 100 times while requests come in: none may fail.
cp "$tmp/site/current/search.db" "$tmp/a.db"
(
	for _ in $(seq 400); do
		get -o /dev/null -w '%{http_code}\n' 'http://localhost/api/v1/find?q=steel+screws'
	done >"$tmp/codes"
) &
load=$!
db=$(readlink -f "$tmp/site/current/search.db")
swaps=0
while kill -0 $load 2>/dev/null && [ $swaps -lt 100 ]; do
	cp "$tmp/a.db" "$tmp/next.db" && mv "$tmp/next.db" "$db"
	swaps=$((swaps + 1))
	sleep 0.02
done
wait $load
check "every request answered while the index was replaced $swaps times" \
	test "$(grep -c '^200$' "$tmp/codes")" = 400
echo garbage >"$tmp/next.db" && mv "$tmp/next.db" "$db"
check "a broken index is not taken" get -f -o /dev/null 'http://localhost/api/v1/find?q=sofa'

kill -TERM $search
wait_for 10 sh -c "! kill -0 $search 2>/dev/null" || fail "cee-search did not stop on SIGTERM"
wait $search
check "cee-search ends with 0 on SIGTERM" test $? = 0
check "its socket is gone" test ! -e "$tmp/cee.sock"
[ $failed = 0 ] || tail -5 "$tmp/search.log"
finish
