# lib.sh - what the tests of faults share.  Source it from the root of the tree; $1 is "short" or "whole".
# With memory_will_do set before, files are in memory where it has room, since builds wait long for a disk.
if [ -n "${memory_will_do:-}" ] && [ -z "${TMPDIR:-}" ] &&
	[ "$(df -k --output=avail /dev/shm 2>/dev/null | tail -1)" -gt 2000000 ] 2>/dev/null; then
	export TMPDIR=/dev/shm
fi
. tests/lib.sh
B=build/${MODE:-release}
cee=$B/cee
inject=$B/faults/inject
extent=${1:-short}
RANDOM=7
mkdir "$tmp/none"
small="--content tests/golden/minimal/content --templates tests/golden/templates --assets $tmp/none"

# pick SHORT WHOLE: the one for this extent
pick() { if [ "$extent" = whole ]; then echo "$2"; else echo "$1"; fi; }
# can_inject: false, said, where nothing may be traced
can_inject() {
	"$inject" kill 1 true 2>/dev/null
	[ $? != 77 ] || { echo "skipped: this machine does not let one process trace another"; return 1; }
}

# build OUT AT [OPTION...]: of the small content; exit 4, a later build is due, is good
build() {
	out=$1 at=$2
	shift 2
	"$cee" build $small --out "$out" --at "$at" "$@" >"$tmp/said" 2>&1
	rc=$?
	[ $rc = 0 ] || [ $rc = 4 ]
}

# files_whole DIR: its files are those of its manifest, all of them and byte for byte; no folder is empty
files_whole() {
	(cd "$1" && awk 'length($1) == 64 { print $1 "  " $3 }' manifest >"$tmp/sums" && [ -s "$tmp/sums" ] &&
		sha256sum --quiet --strict -c "$tmp/sums" && [ "$(find . -type f | wc -l)" = $(($(wc -l <"$tmp/sums") + 1)) ] &&
		[ -z "$(find . -type d -empty)" ])
}
# release_whole DIR: so they are; its index is sound and answers
release_whole() {
	files_whole "$1" &&
		[ "$(sqlite3 "file:$1/search.db?immutable=1" 'PRAGMA integrity_check')" = ok ] &&
		"$B/cee-search" --check --index "$1/search.db" >/dev/null
}
# site_whole OUT: what readers see is whole, and so is every release that could be published
site_whole() {
	release_whole "$1/current" || { echo "the current release is not whole"; return 1; }
	for r in "$1"/releases/*; do
		if grep -qsxF "$r" "$tmp/known"; then # its files may be shared with one that was changed since
			files_whole "$r" || { echo "${r##*/} is not whole any more"; return 1; }
			continue
		fi
		release_whole "$r" || { echo "${r##*/} is not whole"; return 1; }
		echo "$r" >>"$tmp/known"
	done
}

# responder INDEX [OPTION...]: started on $sock; its standard error is in $tmp/responder
sock=$tmp/search.sock
responder() {
	index=$1
	shift
	# A process that has been asked to end leaves its socket file to nobody.
	$before "$B/cee-search" --threads 2 "$@" --index "$index" "$sock" 2>>"$tmp/responder" 9>&- &
	responder=$!
	pids="$pids $responder"
	wait_for 20 test -S "$sock" || { fail "the responder did not start: $(tail -3 "$tmp/responder")"; return 1; }
}
before=
alive() { kill -0 "$responder" 2>/dev/null; }
responder_ends() { kill "$responder"; wait "$responder"; }
peer() { node tests/e2e/fcgi_peer.js "$sock" "$@"; }
# release_now: the release that the responder answers from
release_now() { peer get /healthz 2>/dev/null | sed -n 's/.*"release":"\([^"]*\)".*/\1/p'; }
answers_from() { [ "$(release_now)" = "$1" ]; }

# visitors N FILE: that many ask, from now until they are told; visited: they have been told, and what happened is in
# $tmp/visited, a line "STATUS COUNT" each
visitors() {
	mkfifo "$tmp/until" 2>/dev/null
	node tests/e2e/fcgi_peer.js "$sock" load "$1" "$2" <"$tmp/until" >"$tmp/visited" 2>&1 &
	visitors=$!
	pids="$pids $visitors"
	exec 9>"$tmp/until"
}
visited() {
	exec 9>&-
	wait "$visitors"
}
happened() { awk -v what="$1" '$1 == what { n = $2 } END { print n + 0 }' "$tmp/visited"; }
questions=$tmp/questions
cat >"$questions" <<'Q'
/find/?q=socks
/api/v1/find?q=shoes
/api/v1/find?q=what+is+a+center
/api/v1/suggest?q=so
/api/v1/codes?c=6109.10&c=8471
/find/?q=zzzqqq
Q
