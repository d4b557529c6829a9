#!/bin/bash
# folders.sh short|whole: folders that may not be written, or go away: under a build, under the responder, under cee serve.
set -u
cd "$(dirname "$0")/../.."
. tests/faults/lib.sh
out=$tmp/site
build "$out" 2026-11-01T00:00Z && build "$out" 2026-11-02T00:00Z || { cat "$tmp/said"; fail "builds"; finish; exit 1; }
set -- $(ls "$out/releases")
first=$1 second=$2
cp -r tests/golden/minimal/content "$tmp/content"
chmod 755 "$tmp"

# Not to be written.  Root may write anything, so it goes on as somebody else.
as_nobody=
[ "$(id -u)" != 0 ] || as_nobody="setpriv --reuid=nobody --regid=nogroup --clear-groups"
refused() { # refused COMMAND...: with an error that is said, and the site as it was
	was=$(readlink "$out/current")
	"$@" >"$tmp/said" 2>&1
	[ $? = 1 ] && grep -q 'error: ' "$tmp/said" && [ "$(readlink "$out/current")" = "$was" ] && site_whole "$out" ||
		{ cat "$tmp/said"; return 1; }
}
for d in "$out" "$out/releases"; do
	[ -z "$as_nobody" ] || chown -R nobody:nogroup "$out"
	chmod 555 "$d"
	check "a build into ${d##*/}, read-only" refused $as_nobody "$cee" build $small --out "$out" --at 2026-11-03T00:00Z
	chmod 755 "$d"
done
chmod 555 "$out"
check "publish, read-only" refused $as_nobody "$cee" publish --out "$out" "$first"
check "rollback, read-only" refused $as_nobody "$cee" rollback --out "$out"
chmod 755 "$out"

# Gone.
check "a build without content" refused "$cee" build --content "$tmp/nowhere" --templates tests/golden/templates --out "$out"
check "a build without templates" refused "$cee" build --content "$tmp/content" --templates "$tmp/nowhere" --out "$out"
mkdir "$tmp/half" && cp -r "$tmp/content/." "$tmp/half/"
for i in $(seq "$(pick 2 40)"); do # while it reads
	"$cee" build --content "$tmp/half" --templates tests/golden/templates --assets "$tmp/none" --out "$out" \
		--at @$((1795000000 + i)) >"$tmp/said" 2>&1 &
	builder=$!
	sleep "0.0$((RANDOM % 90 + 10))"
	mv "$tmp/half" "$tmp/away"
	wait $builder
	mv "$tmp/away" "$tmp/half"
	check "a build whose content goes away" site_whole "$out"
done
for i in $(seq "$(pick 2 40)"); do # while it writes
	"$cee" build $small --out "$out" --at @$((1796000000 + i)) >"$tmp/said" 2>&1 &
	builder=$!
	sleep "0.0$((RANDOM % 90 + 10))"
	rm -rf "$out"/.stage-* 2>/dev/null
	wait $builder
	check "a build whose stage goes away" site_whole "$out"
done
check "then a build" build "$out" 2027-01-01T00:00Z
# Of so many builds the newest stay: the one before this is the other.
second=$(basename "$(readlink "$out/current")")
first=$(ls "$out/releases" | grep -vxF "$second" | tail -1)

# Under the responder.
responder "$out/current/search.db"
visitors 4 "$questions"
sleep 0.3
mv "$out/current" "$out/away"
sleep 0.3
check "without current, the last release answers" answers_from "$second"
mv "$out/away" "$out/current"
check "with it again, the same" answers_from "$second"
check "publish" silent "$cee" publish --out "$out" "$first"
check "a release published meanwhile is taken" wait_for 5 answers_from "$first"
mv "$out/releases/$first" "$out/gone"
# A thread that nobody has asked since has the one before.
check "its folder gone, it still answers" test -n "$(release_now)"
check "publish of the next" silent "$cee" publish --out "$out" "$second"
check "the next one is taken" wait_for 5 answers_from "$second"
mv "$out" "$tmp/site.away"
# A thread that was asked before the next one came, and not since, cannot see it now: it has one that was in service.
either() {
	case $(release_now) in "$first" | "$second") ;; *) return 1 ;; esac
}
check "without the whole site, a release that was in service answers" either
mv "$tmp/site.away" "$out"
chmod 000 "$out"
check "with a folder that may not be read, it answers" either
chmod 755 "$out"
visited
check "no visitor noticed: $(tr '\n' ' ' <"$tmp/visited")" test "$(happened 200)" -gt 20 -a "$(happened cut)" = 0 \
	-a "$(happened refused)" = 0 -a "$(happened differs)" = 0 -a "$(happened 503)" = 0 -a "$(happened 500)" = 0
responder_ends

# Under the preview, which shows an editor what was there last.
"$cee" serve --content "$tmp/content" --templates tests/golden/templates --assets "$tmp/none" --port 0 >"$tmp/serve" 2>&1 &
preview=$!
pids="$pids $preview"
wait_for 20 grep -q 'http://' "$tmp/serve"
base=$(grep -om1 'http://[0-9.:]*' "$tmp/serve")
shows() { curl -sf --max-time 10 "$base/" | grep -q '</html>'; }
check "the preview shows a page: $(cat "$tmp/serve")" wait_for 10 shows
mv "$tmp/content" "$tmp/content.away"
sleep 1
check "without content, it shows what was there last" shows
mv "$tmp/content.away" "$tmp/content"
check "with it again, it shows pages" wait_for 10 shows
finish
