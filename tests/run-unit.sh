#!/bin/sh
# run-unit.sh TEST...: run each unit test from the top of the tree, show what failed, and sum up.
# $VALGRIND is put before each.
set -u
[ $# -gt 0 ] || { echo "no unit tests to run" >&2; exit 1; }
dir=$(mktemp -d)
trap 'rm -rf "$dir"' EXIT
passed=0 failed=0
for t in "$@"; do
	log=$dir/$(basename "$t").log
	if ${VALGRIND:-} "$t" >"$log" 2>&1; then
		n=$(sed -n 's/^\[  PASSED  \] \([0-9]*\) test.*/\1/p' "$log" | awk '{s+=$1} END{print s+0}')
		if [ "$n" = 0 ]; then
			echo "FAIL $t: ran nothing"
			failed=$((failed + 1))
		else
			passed=$((passed + n))
		fi
		grep -h '^skipped' "$log" || true
	else
		echo "FAIL $t"
		grep -v -E '^\[ +(RUN|OK) +\]' "$log" | tail -30
		failed=$((failed + 1))
	fi
done
echo "$passed passed, $failed failed"
[ "$failed" = 0 ]
