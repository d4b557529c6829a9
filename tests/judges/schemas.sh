#!/bin/sh
# schemas.sh [openapi]: every JSON reply of many requests is what src/search/schemas/ says, judged by
# ajv: over the small index of the unit tests, and over site/current where the site is built; or, with
# openapi, the description of the API is sound and the replies are what it says.  MODE= as for make.
set -eu
cd "$(dirname "$0")/../.."
MODE=${MODE:-debug}
lib=build/$MODE/lib
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

${MAKE:-make} -s MODE="$MODE" "$lib/libsearch.a" "$lib/libview.a" "$lib/libwords.a" \
	"$lib/libdb.a" "$lib/libbase.a" >&2
flags=
case $MODE in
asan) flags="-fsanitize=address,undefined -fno-sanitize-recover=all" ;;
cov) flags=--coverage ;;
esac
# shellcheck disable=SC2046,SC2086  # lists of flags
${CC:-gcc} -std=c11 -g -Wall -Wextra -Werror -Isrc -D_GNU_SOURCE $flags -o "$out/api_driver" \
	tests/judges/api_driver.c "$lib/libsearch.a" "$lib/libview.a" "$lib/libwords.a" \
	"$lib/libdb.a" "$lib/libbase.a" $(pkg-config --libs sqlite3 libutf8proc nettle) -lstemmer -lm \
	-pthread >&2
tests/npm.sh tests/judges >&2
exec node "tests/judges/${1:-schemas}.js" "$out/api_driver" "$out/search.db"
