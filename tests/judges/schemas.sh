#!/bin/sh
# schemas.sh [openapi]: every JSON reply of many requests is what src/search/schemas/ says, judged by
# ajv: over the small index of the unit tests, and over site/current where the site is built; or, with
# openapi, the description of the API is sound and the replies are what it says.  MODE= as for make.
set -eu
cd "$(dirname "$0")/../.."
MODE=${MODE:-debug}
driver=build/$MODE/judges/api_driver
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT

${MAKE:-make} -s MODE="$MODE" "$driver" >&2
tests/npm.sh tests/judges >&2
exec node "tests/judges/${1:-schemas}.js" "$driver" "$out/search.db"
