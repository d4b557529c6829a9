#!/bin/bash
# clock.sh short|whole: the clock jumps.  A build does not follow it into the past; whoever serves goes by a clock that
# only runs on.  With Debian's faketime.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
fake=$(ls /usr/lib/*/faketime/libfaketimeMT.so.1 2>/dev/null | head -1)
if [ -z "$fake" ] || [ "${MODE:-release}" = asan ]; then
	echo "skipped: no faketime, or sanitizers, which want to be loaded first"
	ok
	finish
	exit
fi
out=$tmp/site
# at TIME COMMAND...: with the clock at that time
at() {
	time=$1
	shift
	env -u SOURCE_DATE_EPOCH LD_PRELOAD="$fake" NO_FAKE_STAT=1 FAKETIME="@$time" "$@" >"$tmp/said" 2>&1
	rc=$?
	[ $rc = 0 ] || [ $rc = 4 ]
}
now() { readlink "$out/current"; }
new="$cee build $small --out $out"
check "a build: $(cat "$tmp/said" 2>/dev/null)" at "2026-11-05 12:00:00" $new
first=$(now)
check "later that day, with nothing edited" at "2026-11-05 23:30:00" $new
check "the release stays" test "$(now)" = "$first"
check "a day later, which may have other dates to tell" at "2026-11-06 12:00:00" $new
check "it is another" test "$(now)" != "$first"
rm -r "$out"
check "a build again" at "2026-11-05 12:00:00" $new
first=$(now)
for past in "1970-01-01 00:00:10" "2000-01-01 00:00:00" "2026-11-03 00:00:00"; do
	check "a build in $past" test "$(at "$past" $new; echo $?)" = 1
	check "says why" grep -q 'error: the clock says' "$tmp/said"
	check "the release stays" test "$(now)" = "$first" -a -z "$(ls -d "$out"/.stage-* 2>/dev/null)"
done
check "a minute back is no matter" at "2026-11-05 11:59:00" $new
check "and that is in service" test "$(now)" != "$first"
check "one that was meant" at "2000-01-01 00:00:00" $new --at 2026-11-01T00:00Z
check "a jump ahead" at "2099-01-01 00:00:00" $new
check "whole" site_whole "$out"
far=$(now)
check "back from there, not by itself" test "$(at "2026-11-06 12:00:00" $new; echo $?)" = 1
check "but when asked to" at "2026-11-06 12:00:00" $new --at 2026-11-06T12:00Z
check "it is another" test "$(now)" != "$far"
for n in $(seq 12); do at "2026-11-06 12:00:00" $new --at @$((1600000000 - n)) --stage; done
staged=$(sed -n 's/^release \([^:]*\):.*/\1/p' "$tmp/said")
check "one that was staged with an old date is there to publish" silent "$cee" publish --out "$out" "$staged"
check "all are whole" site_whole "$out"

# The responder, while the wall clock jumps by decades.  Without its sandbox, in which the library could not read the time.
echo "+0" >"$tmp/time"
before="env LD_PRELOAD=$fake FAKETIME_TIMESTAMP_FILE=$tmp/time FAKETIME_NO_CACHE=1 FAKETIME_DONT_FAKE_MONOTONIC=1"
responder "$out/current/search.db" --no-sandbox --metrics "$tmp/metrics.sock"
visitors 4 "$questions"
sleep 0.3
for jump in +10y -30y +0 -3600 +1d -20y +0; do
	echo "$jump" >"$tmp/time"
	sleep "$(pick 0.2 2)"
done
# A peer in the middle of a request is not cut off by it.
peer half 1 1 >"$tmp/half" &
half=$!
sleep 0.3
echo "+10y" >"$tmp/time"
wait $half
check "half a request is waited for: $(cat "$tmp/half")" grep -q '^0 of 1 closed' "$tmp/half"
check "the age of the index follows the clock" test "$(curl -s --unix-socket "$tmp/metrics.sock" http://localhost/metrics |
	sed -n 's/^cee_index_age_seconds //p')" -gt 300000000
visited
check "no visitor noticed: $(tr '\n' ' ' <"$tmp/visited")" test "$(happened 200)" -gt 20 -a "$(happened cut)" = 0 \
	-a "$(happened differs)" = 0 -a "$(happened 503)" = 0 -a "$(happened 500)" = 0 -a "$(happened refused)" = 0
responder_ends
finish
