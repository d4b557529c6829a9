#!/bin/sh
# replay.sh TARGET...: every file of each committed corpus once more, under the sanitizers.
set -u
passed=0 failed=0
for t in "$@"; do
	n=$(find "tests/fuzz/corpus/$t" -type f 2>/dev/null | wc -l)
	if [ "$n" = 0 ]; then
		echo "FAIL $t: no corpus"
		failed=$((failed + 1))
	elif build/fuzz/"$t" -runs=0 "tests/fuzz/corpus/$t" >/tmp/replay.$$ 2>&1; then
		passed=$((passed + n))
	else
		echo "FAIL $t"
		tail -20 /tmp/replay.$$
		failed=$((failed + 1))
	fi
	rm -f /tmp/replay.$$
done
echo "$passed passed, $failed failed"
[ $failed = 0 ]
