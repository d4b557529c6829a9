#!/bin/bash
# run.sh [PART...]: a copy of the site behind nginx and cee-search on loopback, and each part (all of them
# when none is named) against it.  MODE= as for make; SITE= another folder than site; SERVE=1 leaves it up
# to look at, at PORT=.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
chmod 755 "$tmp"

site=$(readlink -f "${SITE:-site}/current") && cp -a "$site" "$tmp/site" || exit 1

# Two ports that nobody has.
read -r port down < <(node -e '
	const net = require("net"), a = net.createServer(), b = net.createServer();
	a.listen(+process.argv[1] || 0, "127.0.0.1", () => b.listen(0, "127.0.0.1", () => {
		console.log(a.address().port, b.address().port); a.close(); b.close(); }));' "${PORT:-0}")
# serve NAME PORT SOCKET: the server block as shipped, for this place.
serve() {
	sed -e "s|unix:/run/cee/search.sock|unix:$3|" -e "s|listen 80;|listen 127.0.0.1:$2;|" \
		-e "s|/srv/cee/site/current|$tmp/site|" -e "s|snippets/|$PWD/src/pkg/nginx/|" \
		-e "s|upstream cee|upstream $1|" -e "s|fastcgi_pass cee|fastcgi_pass $1|" \
		src/pkg/nginx/cee.conf >"$tmp/$1.conf"
}
serve up "$port" "$tmp/cee.sock"
serve down "$down" "$tmp/nobody.sock"
sed -e "s|/run/nginx-cee|$tmp/cache|" -e 's|rate=20r/s|rate=10000r/s|' src/pkg/nginx/cee-http.conf >"$tmp/http.conf"
sed "s|@DIR@|$tmp|g" tests/browser/nginx.conf.in >"$tmp/nginx.conf"
"$B/cee-search" --threads 2 --mode 666 --index "$tmp/site/search.db" "$tmp/cee.sock" 2>"$tmp/search.log" &
pids="$pids $!"
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
pids="$pids $!"
if ! wait_for 20 curl -sf -o /dev/null "http://127.0.0.1:$port/healthz"; then
	cat "$tmp/search.log" "$tmp/error.log"
	fail "nginx and cee-search did not come up"
	finish
	exit 1
fi

export BASE=http://127.0.0.1:$port DOWN=http://127.0.0.1:$down PUBLIC=$tmp/site/public ROOM=$tmp
[ -z "${SERVE:-}" ] || { echo "$BASE (without responder: $DOWN)"; wait; }
# Pictures to look at, where this user may write.
shots=build/shots
mkdir -p $shots 2>/dev/null
[ ! -w $shots ] || export SHOTS=$PWD/$shots
for part in ${*:-pages behaviour plain print html links weight desk lighthouse}; do
	start=$SECONDS
	node "tests/browser/$part.js" >"$tmp/$part.log" 2>&1
	status=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' "$tmp/$part.log" | tail -1)
	grep -vE '^[0-9]+ passed, [0-9]+ failed$' "$tmp/$part.log" | head -200
	if [ -z "$line" ] || { [ $status != 0 ] && [ "${line%% failed}" = "${line%%, *}, 0" ]; }; then
		fail "$part ended with status $status"
	fi
	echo "$part: ${line:-nothing} ($((SECONDS - start)) s)"
	set -- ${line:-0 passed, 0 failed}
	passed=$((passed + $1)) failed=$((failed + $3))
done
finish
