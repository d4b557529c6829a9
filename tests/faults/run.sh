#!/bin/bash
# run.sh short|whole [TEST...]: the tests of faults, a line of tests.txt each.  "short" is for make test.
set -u
cd "$(dirname "$0")/../.."
extent=${1:-short}
[ $# = 0 ] || shift
passed=0 failed=0
while IFS=$'\t' read -r name seconds what; do
	case $name in '' | '#'*) continue ;; esac
	[ $# = 0 ] || case " $* " in *" $name "*) ;; *) continue ;; esac
	began=$SECONDS
	said=$(timeout "$seconds" tests/faults/"$name".sh "$extent" 2>&1 </dev/null)
	rc=$?
	line=$(grep -E '^[0-9]+ passed, [0-9]+ failed$' <<<"$said" | tail -1)
	if [ -z "$line" ]; then
		line="0 passed, 1 failed"
		said="$said
FAIL $name ended with $rc and no count"
	fi
	grep -vE '^[0-9]+ passed, [0-9]+ failed$|Aborted|Killed' <<<"$said" | sed 's/^/  /'
	echo "$name: $line ($((SECONDS - began)) s): $what"
	set +u
	p=${line%% passed*} f=${line##*, }
	passed=$((passed + p)) failed=$((failed + ${f%% *}))
	set -u
done <tests/faults/tests.txt
echo "$passed passed, $failed failed"
[ $failed = 0 ] && [ $passed -gt 0 ]
