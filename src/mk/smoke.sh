#!/bin/sh
# smoke.sh CEE: build and serve the site on a free port, ask it a few things, say what came, stop.
set -eu
cee=$1
dir=$(mktemp -d)
pid=
trap 'status=$?; [ -z "$pid" ] || { kill "$pid" 2>/dev/null; wait "$pid" 2>/dev/null; } || true
	rm -rf "$dir"; exit $status' EXIT INT TERM

"$cee" serve --port 0 >"$dir/log" 2>&1 &
pid=$!
url=
for _ in $(seq 300); do
	url=$(sed -n 's|.*\(http://127\.0\.0\.1:[0-9]*\).*|\1|p' "$dir/log" | head -1)
	[ -z "$url" ] || break
	kill -0 "$pid" 2>/dev/null || { cat "$dir/log" >&2; exit 1; }
	sleep 0.1
done
[ -n "$url" ] || { echo "smoke: the server did not start" >&2; cat "$dir/log" >&2; exit 1; }

# ask PATH TEXT: the page must be there and hold TEXT.
ask() {
	status=$(curl -s -o "$dir/body" -w '%{http_code}' "$url$1")
	if [ "$status" != 200 ] || ! grep -q "$2" "$dir/body"; then
		echo "smoke: GET $1 gave $status without \"$2\"" >&2
		head -c 2000 "$dir/body" >&2
		exit 1
	fi
	echo "GET $1: $status, $(wc -c <"$dir/body") bytes, \"$2\" found"
}
ask / 'What do you import'
center=$(curl -s "$url/sitemap.xml" | sed -n 's|.*<loc>[^<]*\(/centers/[a-z-][a-z-]*/\)</loc>.*|\1|p' | head -1)
ask "$center" '<h1'
ask '/find/?q=dog+leash' 'Center'
ask '/api/v1/codes?c=6109.10' '"heading":"6109"'
echo "smoke: all answered"
