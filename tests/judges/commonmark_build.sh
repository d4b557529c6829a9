#!/bin/sh
# commonmark_build.sh: build the driver of the markup layer in MODE and print its path.
set -eu
cd "$(dirname "$0")/../.."
mode=${MODE:-debug}
flags=
case $mode in
asan) flags="-fsanitize=address,undefined -fno-sanitize-recover=all" ;;
cov) flags=--coverage ;;
esac
lib=build/$mode/lib
${MAKE:-make} -s MODE="$mode" "$lib/libmarkup.a" "$lib/libbase.a" >&2
out=build/$mode/judges/commonmark_driver
mkdir -p "${out%/*}"
# shellcheck disable=SC2046,SC2086  # lists of flags
${CC:-gcc} -std=c11 -g -Wall -Wextra -Werror -Isrc -D_GNU_SOURCE $flags -o "$out" \
	tests/judges/commonmark_driver.c "$lib/libmarkup.a" "$lib/libbase.a" \
	$(pkg-config --libs libcmark libutf8proc libmd) -pthread >&2
echo "$out"
