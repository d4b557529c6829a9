#!/bin/bash
# suites.sh MODE: run every suite of tests/suites.txt, show the output of those that fail, and sum up.
set -u
export MODE=$1
# Sanitizers answer with an exit status of their own.
export ASAN_OPTIONS=exitcode=99:detect_leaks=1 UBSAN_OPTIONS=print_stacktrace=1
# Suites make and remove whole sites again and again: in memory, where it has room and runs programs.
shm=/dev/shm/cee.$$
if [ -z "${TMPDIR:-}" ] && cp /bin/true $shm 2>/dev/null && $shm 2>/dev/null &&
	[ "$(df -k --output=avail /dev/shm | tail -1)" -ge 4000000 ]; then
	export TMPDIR=/dev/shm
fi
rm -f $shm
log=$(mktemp)
trap 'rm -f "$log"' EXIT
passed=0 failed=0 broken=
while IFS=$'\t' read -r name command; do
	case $name in '' | '#'*) continue ;; esac
	start=$SECONDS
	# A suite that hangs is a suite that failed.
	timeout "${SUITE_SECONDS:-1200}" $command >"$log" 2>&1 </dev/null
	status=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed' "$log" | tail -1)
	grep -h '^skipped' "$log" || true
	if [ $status != 0 ] || [ -z "$line" ]; then
		echo "FAIL $name (status $status)"
		tail -40 "$log"
		failed=$((failed + 1))
		broken="$broken $name"
	fi
	[ -z "$line" ] || { passed=$((passed + ${line%% passed*})); echo "$name: $line ($((SECONDS - start)) s)"; }
done <tests/suites.txt
[ -z "$broken" ] || echo "failed suites:$broken"
echo "$passed passed, $failed failed"
[ $failed = 0 ]
