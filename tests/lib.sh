# lib.sh - what the shell suites share: a temporary folder, counting, waiting.  Source it.
passed=0
failed=0
tmp=$(mktemp -d)
pids=
cleanup() {
	for p in $pids; do kill "$p" 2>/dev/null || true; done
	for p in $pids; do wait "$p" 2>/dev/null || true; done
	rm -rf "$tmp"
}
trap cleanup EXIT
trap 'exit 130' INT TERM
ok() { passed=$((passed + 1)); }
fail() { failed=$((failed + 1)); echo "FAIL $*"; }
# check WHAT COMMAND...: one case
check() { what=$1; shift; if "$@"; then ok; else fail "$what"; fi; }
# silent COMMAND...: for check, whose own word would go the way of its output
silent() { "$@" >/dev/null; }
# wait_for SECONDS COMMAND...: until it succeeds
wait_for() {
	end=$(($(date +%s) + $1)); shift
	until "$@" 2>/dev/null; do [ "$(date +%s)" -lt "$end" ] || return 1; sleep 0.05; done
}
finish() { echo "$passed passed, $failed failed"; [ "$failed" = 0 ] && [ "$passed" -gt 0 ]; }
