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
locked=$(for l in src/web src/wasm tests/judges tests/browser; do
	sed -n 's/^    "node_modules\/\(.*\)": {$/\1/p' $l/package-lock.json
done | sed 's/.*node_modules\///; s/.*\///' | sort -u)
# The table of cee-security(7): every source package, and on the release that it is about its version.
node -e 'for (const c of JSON.parse(require("fs").readFileSync(0)).components)
	if (c.scope === "required" && c.properties && c.properties[0].name === "cee:source") console.log(c.properties[0].value)' \
	<"$tmp/1" | sort -u | while read -r source version; do
	said=$(sed -n "s/^\.It $source Ta \([^ ]*\) Ta .*/\1/p" src/man/cee-security.7)
	plain=${version#*:}
	[ "$said" = "${plain%-*}" ] || { [ -n "$said" ] && ! grep -q bookworm /etc/os-release; } ||
		echo "FAIL cee-security(7) says \"$said\" of $source, which is $version here"
done >"$tmp/wrong"
cat "$tmp/wrong"
[ ! -s "$tmp/wrong" ] || { echo "0 passed, 1 failed"; exit 1; }
exec node tests/judges/sbom.js "$tmp/1" cee cee-search $libraries $locked
