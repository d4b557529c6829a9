#!/bin/sh
# campaign.sh SECONDS TARGET...: each target for SECONDS of CPU time, idle, JOBS (1) at a time; a row of figures each.
#
# What a target finds is kept in $FUZZ_DIR/corpus/TARGET, so that the next run goes on from there; an input that breaks it
# in $FUZZ_DIR/found/TARGET, and the target is started again.  libFuzzer's clock is the wall's, and a machine that does
# something else makes an input look slow: one that needs less than SLOW seconds of CPU time alone is none.
# Ends with 1 if something was found.
set -u
dir=${FUZZ_DIR:-build/fuzz} slow=5 ticks=$(getconf CLK_TCK)

# cpu PID: the seconds of CPU time that it has used
cpu() {
	sed 's/.*) //' "/proc/$1/stat" 2>/dev/null | awk -v t="$ticks" '{ print int(($12 + $13) / t); n = 1 } END { if (!n) print 0 }'
}

# covered LOG: edges and features at its last line
covered() {
	awk '/ cov: / { for (i = 1; i < NF; i++) { if ($i == "cov:") c = $(i + 1); if ($i == "ft:") f = $(i + 1) } }
		END { print c + 0, f + 0 }' "$1"
}

# judge TARGET FILE: is what it found more than a busy machine?
judge() {
	case ${2##*/} in
	timeout-* | slow-unit-*) ! prlimit --cpu=$slow "$dir/$1" -timeout=600 "$2" >/dev/null 2>&1 ;;
	*) : ;;
	esac
}

# one SECONDS TARGET: a row; 1 if something was found
one() {
	seconds=$1 t=$2 log=$dir/$2.log used=0 units=0 half= start='' found=0
	mkdir -p "$dir/corpus/$t" "$dir/found/$t"
	dict=tests/fuzz/dict/$t.dict
	while [ "$used" -lt "$seconds" ]; do
		before=$(ls "$dir/found/$t")
		chrt -i 0 nice -n 19 "$dir/$t" -rss_limit_mb=2048 -timeout=20 -print_final_stats=1 \
			-artifact_prefix="$dir/found/$t/" $([ ! -f "$dict" ] || echo "-dict=$dict") \
			"$dir/corpus/$t" "tests/fuzz/corpus/$t" >/dev/null 2>"$log" &
		pid=$! now=0
		while kill -0 $pid 2>/dev/null; do
			sleep 1
			n=$(cpu $pid)
			[ "$n" -le "$now" ] || now=$n
			[ -n "$start" ] || ! grep -q INITED "$log" || start=$(covered "$log")
			[ -n "$half" ] || [ $((used + now)) -lt $((seconds / 2)) ] || half=$(covered "$log")
			[ $((used + now)) -lt "$seconds" ] || kill -INT $pid 2>/dev/null
		done
		wait $pid
		used=$((used + now + (now == 0)))
		units=$((units + $(awk '/number_of_executed_units/ { n = $2 } END { print n + 0 }' "$log")))
		for f in $(ls "$dir/found/$t"); do
			case " $(echo $before) " in *" $f "*) continue ;; esac
			if judge "$t" "$dir/found/$t/$f"; then
				echo "$t: $dir/found/$t/$f: $(grep -m1 -E 'does not hold|runtime error|ERROR: ' "$log")" >&2
				cp "$log" "$dir/found/$t.$f.log"
				found=$((found + 1))
			else
				rm -f "$dir/found/$t/$f"
			fi
		done
		[ "$found" -lt 20 ] || break
	done
	printf '%-10s %10d %6d  %-14s %-14s %-14s %5d %5d\n' "$t" "$units" "$used" "${start:-?}" "${half:-?}" "$(covered "$log")" \
		"$(ls "$dir/corpus/$t" | wc -l)" "$found"
	[ "$found" = 0 ]
}

if [ "$1" = -1 ]; then
	one "$2" "$3"
	exit
fi
seconds=$1
shift
printf '%-10s %10s %6s  %-14s %-14s %-14s %5s %5s\n' target executions 'CPU s' 'seeds' 'half' 'end' files found
echo "           (edges and features covered: by the seeds, at half time, at the end)"
printf '%s\n' "$@" | xargs -n 1 -P "${JOBS:-1}" "$0" -1 "$seconds"
