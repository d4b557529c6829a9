#!/bin/bash
# compressed.sh: every compressed copy of the built site holds its file, judged by gzip and by Node's
# Brotli; none is larger; a build that is told so makes none, and the preview never does.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=build/${MODE:-release}
public=site/current/public

copies=$(find -H "$public/" -name '*.gz' | wc -l)
check "the site has copies, $copies" test "$copies" -gt 100
check "as many of each kind" test "$(find -H "$public/" -name '*.br' | wc -l)" = "$copies"
find -H "$public/" -name '*.gz' | while read -r f; do
	gzip -dc "$f" | cmp -s - "${f%.gz}" || echo "$f"
done >"$tmp/bad"
check "gzip copies that hold something else: $(head -3 "$tmp/bad")" test ! -s "$tmp/bad"
node - "$public" >"$tmp/bad" <<'EOF'
const fs = require('fs'), path = require('path'), zlib = require('zlib');
let n = 0;
const walk = (dir) => fs.readdirSync(dir, { withFileTypes: true }).forEach((e) => {
	const file = path.join(dir, e.name);
	if (e.isDirectory())
		return walk(file);
	if (!file.endsWith('.br'))
		return;
	n++;
	const copy = fs.readFileSync(file), whole = fs.readFileSync(file.slice(0, -3));
	if (copy.length >= whole.length || !zlib.brotliDecompressSync(copy).equals(whole))
		console.log(file);
});
walk(process.argv[2]);
if (n === 0)
	console.log('none were read');
EOF
check "Brotli copies that hold something else: $(head -3 "$tmp/bad")" test ! -s "$tmp/bad"

# A small site: with copies, without, and with them again under the same name.
small() { "$B/cee" build --content tests/golden/minimal/content --templates templates \
	--at 2026-11-21T12:00Z --out "$tmp/small" "$@" >/dev/null 2>&1; [ $? != 1 ]; }
count() { find -H "$tmp/small/current/" -name '*.gz' -o -name '*.br' | wc -l; }
check "a small site builds" small
check "it has copies" test "$(count)" -gt 0
id=$(readlink "$tmp/small/current")
check "it builds without copies" small --no-compress
check "it has none then" test "$(count)" = 0
check "under the same name" test "$(readlink "$tmp/small/current")" = "$id"
check "it builds with copies again" small
check "it has them again" test "$(count)" -gt 0
check "the manifest knows them" sh -c "cd '$tmp/small/current/' &&
	awk 'NR > 5 {print \$1 \"  \" \$3}' manifest | sha256sum --check --quiet && grep -q 'index.html.br\$' manifest"

cp -r tests/golden/minimal/content "$tmp/content"
"$B/cee" serve --content "$tmp/content" --out "$tmp/preview" --port 0 >"$tmp/log" 2>&1 &
pids="$pids $!"
check "the preview starts" wait_for 60 grep -q 'http://127' "$tmp/log"
check "the preview has no copies" test -z "$(find -H "$tmp/preview/current/" -name '*.gz' -o -name '*.br')"
finish
