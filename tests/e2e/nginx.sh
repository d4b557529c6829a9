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
brotli=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
[ -e $brotli ] || brotli=
sed -e "s|@DIR@|$tmp|g" -e "s|@SITE@|$tmp/site|g" -e 's|@KEEP@|4|' -e "s|@TOP@|$PWD|g" \
	-e "s|@BROTLI_MODULE@|${brotli:+load_module $brotli;}|" -e "s|@BROTLI@|${brotli:+brotli_static on;}|" \
	tests/e2e/nginx.conf.in >"$tmp/nginx.conf"
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
pids="$pids $!"
get() { curl -s --max-time 20 --unix-socket "$tmp/http.sock" "$@"; }
wait_for 20 get -f -o /dev/null http://localhost/healthz || {
	cat "$tmp/search.log" "$tmp/error.log"
	fail "nginx and cee-search did not come up"
	finish
	exit 1
}

# What xmllint says of the main part of an answer: its templates write HTML that is XML, too.
well_formed() {
	sed -n '/<main/,/<\/main>/p' "$tmp/body" >"$tmp/part"
	xmllint --noout "$tmp/part" 2>&1 | head -3
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
	case $path in
	/find/*) why=$(well_formed) && check "$method $path is well-formed: $why" test -z "$why" ;;
	esac
done <tests/e2e/cases.tsv

# The same security headers, once each, on a page, a missing one, an asset, an answer and a problem.
css=$(get http://localhost/ | sed -n 's|.*href="\(/assets/style\.[0-9a-f]*\.css\)".*|\1|p')
sed -n 's/^add_header \([A-Za-z-]*\) .*/\1/p' src/pkg/nginx/cee-headers.conf | sort >"$tmp/wanted"
for path in / /nothing-here/ "$css" '/find/?q=sofa' '/api/v1/nothing'; do
	get -o /dev/null -D "$tmp/head" "http://localhost$path"
	grep -ioE "^($(paste -sd'|' "$tmp/wanted")):" "$tmp/head" | tr -d : | sort >"$tmp/names"
	check "security headers of $path" cmp "$tmp/wanted" "$tmp/names"
done
check "assets are kept for good" sh -c "curl -s --unix-socket '$tmp/http.sock' -o /dev/null -D - 'http://localhost$css' |
	grep -q '^Cache-Control: public, max-age=31536000, immutable'"

etag=$(get -o /dev/null -D - 'http://localhost/api/v1/find?q=sofa' | tr -d '\r' | sed -n 's/^ETag: //p')
check "304 for a known ETag" test "$(get -o /dev/null -w '%{http_code}' -H "If-None-Match: $etag" \
	'http://localhost/api/v1/find?q=sofa')" = 304
check "HEAD has no body" test "$(get -I 'http://localhost/api/v1/find?q=sofa' | tail -1 | tr -d '\r\n')" = ""
check "a long query is refused" test "$(get -o /dev/null -w '%{http_code}' \
	"http://localhost/api/v1/find?q=$(head -c 3000 /dev/zero | tr '\0' a)")" = 414

# The copies that the build compressed arrive as they are, and hold the file; who asks for none gets none.
unzip_copy() { case $1 in gzip) gzip -dc ;; br) node -e 'process.stdin.pipe(require("zlib")
	.createBrotliDecompress()).pipe(process.stdout)' ;; esac }
arrives() {
	get -D "$tmp/head" -o "$tmp/copy" -H "Accept-Encoding: $1" "http://localhost$2" &&
		grep -qi "^content-encoding: $1" "$tmp/head" && grep -qi '^vary: accept-encoding' "$tmp/head" &&
		cmp -s "$tmp/copy" "$public$3.${4}" && unzip_copy "$1" <"$tmp/copy" | cmp - "$public$3"
}
public=$tmp/site/current/public
css=$(cd "$public" && find assets -name 'style.*.css' | head -1)
for file in / /hts/6109/ /data/mapping.csv /data/mapping.json /feed.xml "/$css"; do
	case $file in */) path=${file}index.html ;; *) path=$file ;; esac
	check "$file arrives as gzip" arrives gzip "$file" "$path" gz
	[ -z "$brotli" ] || check "$file arrives as br" arrives br "$file" "$path" br
	get -D "$tmp/head" -o "$tmp/copy" "http://localhost$file"
	check "$file without Accept-Encoding" cmp "$tmp/copy" "$public$path"
	check "$file without Content-Encoding" sh -c "! grep -qi '^content-encoding' '$tmp/head'"
done
[ -n "$brotli" ] || echo "skipped: nginx has no brotli_static; the .br copies are judged by node in 'compressed'"

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
# The helper is away: its pages say so and lead on, whatever was asked.
for path in '/find/?q=sofa' /find/ '/account/' '/find/thanks/'; do
	check "$path without helper is 502" test "$(get -o "$tmp/body" -w '%{http_code}' "http://localhost$path")" = 502
	check "$path without helper leads on" grep -q 'The search is resting' "$tmp/body"
done
check "the static page is not found by its file name" test "$(get -o /dev/null -w '%{http_code}' http://localhost/find/index.html)" = 404
check "its socket is gone" test ! -e "$tmp/cee.sock"
[ $failed = 0 ] || tail -5 "$tmp/search.log"
finish
