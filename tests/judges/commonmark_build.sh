#!/bin/sh
# commonmark_build.sh: build the driver of the markup layer in MODE and print its path.
set -eu
cd "$(dirname "$0")/../.."
mode=${MODE:-debug}
out=build/$mode/judges/commonmark_driver
${MAKE:-make} -s MODE="$mode" "$out" >&2
echo "$out"
