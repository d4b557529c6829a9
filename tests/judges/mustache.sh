#!/bin/sh
# mustache.sh: judges of the view layer that we did not write: the Mustache specification, where it
# is present beside the repository, and npm mustache.  MODE= as for make.  VALGRIND= is not used.
set -eu
cd "$(dirname "$0")/../.."
MODE=${MODE:-debug}
spec=${MUSTACHE_SPEC:-../shared/vectors/mustache-spec}
b=build/$MODE
driver=$b/judges/mustache_driver

make -s MODE="$MODE" "$driver"
log=$(mktemp)
trap 'rm -f "$log"' EXIT

passed=0 failed=0
# Show what a judge says, and add its "N passed, M failed" up.
run() {
	node "$@" >"$log" 2>&1 || true
	cat "$log"
	line=$(sed -n 's/^\([0-9]*\) passed, \([0-9]*\) failed.*/\1 \2/p' "$log" | tail -1)
	if [ -n "$line" ]; then
		passed=$((passed + ${line% *}))
		failed=$((failed + ${line#* }))
	else
		failed=$((failed + 1))
	fi
}

if [ -d "$spec" ]; then
	run tests/judges/mustache-spec.js "$driver" "$spec"
else
	echo "SKIP the Mustache specification: no $spec"
fi
tests/npm.sh tests/judges >&2
run tests/judges/mustache-random.js "$driver"
echo "$passed passed, $failed failed"
[ "$failed" = 0 ] && [ "$passed" -gt 0 ]
