#!/bin/bash
# static.sh: a release made with --static-search behind servers of files alone, busybox httpd and nginx, and a
# real browser that searches in it.  MODE= as for make; SERVE=1 leaves it up to look at.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
chmod 755 "$tmp"
[ -f build/wasm/assets/search.wasm ] || { echo "build/wasm/assets is not there: make wasm"; exit 1; }
"$B/cee" build --static-search --no-compress --out "$tmp/site" >/dev/null || [ $? = 4 ] || exit 1
public=$tmp/site/current/public

# Two ports that nobody has.
read -r port strict < <(node -e '
	const net = require("net"), a = net.createServer(), b = net.createServer();
	a.listen(+process.argv[1] || 0, "127.0.0.1", () => b.listen(0, "127.0.0.1", () => {
		console.log(a.address().port, b.address().port); a.close(); b.close(); }));' "${PORT:-0}")
# nginx: the server block as shipped, for this place.
sed -e "s|listen 80;|listen 127.0.0.1:$strict;|" -e "s|/srv/cee/site/current/public|$public|" \
	-e "s|snippets/|$PWD/src/pkg/nginx/|" src/pkg/nginx/cee-static.conf >"$tmp/up.conf"
: >"$tmp/down.conf"
: >"$tmp/http.conf"
sed "s|@DIR@|$tmp|g" tests/browser/nginx.conf.in >"$tmp/nginx.conf"
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
pids="$pids $!"
busybox httpd -f -p "127.0.0.1:$port" -h "$public" &
httpd=$!
pids="$pids $httpd"
for p in $port $strict; do
	wait_for 20 curl -sf -o /dev/null "http://127.0.0.1:$p/" || { cat "$tmp/error.log"; fail "port $p"; finish; exit 1; }
done
export BASE=http://127.0.0.1:$port STRICT=http://127.0.0.1:$strict HTTPD=$httpd
[ -z "${SERVE:-}" ] || { echo "$BASE, nginx: $STRICT"; wait; }
shots=build/shots
mkdir -p $shots 2>/dev/null
[ ! -w $shots ] || export SHOTS=$PWD/$shots
node tests/browser/static.js
