#!/bin/sh
# wasm.sh: the search for browsers (make wasm) answers as the responder does, byte for byte: every query of
# tests/gold, and what else addresses take, asked of both, of one release.  MODE= as for make.
set -eu
cd "$(dirname "$0")/../.."
MODE=${MODE:-debug}
driver=build/$MODE/judges/api_driver
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

[ -f build/wasm/assets/search.wasm ] || { echo "build/wasm/assets is not there: make wasm"; exit 1; }
"build/$MODE/cee" build --static-search --no-compress --out "$out/site" >/dev/null || [ $? = 4 ]
${MAKE:-make} -s MODE="$MODE" "$driver" >&2
# What stands in for libutf8proc there, held against it.
for part in fold.c ../../tests/judges/fold_driver.c; do
	renamed=
	[ $part != fold.c ] || renamed="-Dutf8proc_iterate=fold_iterate -Dutf8proc_encode_char=fold_encode_char
		-Dutf8proc_decompose_char=fold_decompose_char"
	# shellcheck disable=SC2086
	${CC:-gcc} -std=c11 -O1 -Wall -Wextra -Werror -Isrc -Ibuild/wasm/gen $renamed -c -o "$out/${part##*/}.o" \
		"src/wasm/$part"
done
# shellcheck disable=SC2046
${CC:-gcc} -o "$out/fold" "$out/fold.c.o" "$out/fold_driver.c.o" $(pkg-config --libs libutf8proc)
"$out/fold" || { echo "FAIL fold.c is not libutf8proc"; exit 1; }
exec node tests/judges/wasm.js "$driver" "$out/site/current"
