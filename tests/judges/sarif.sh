#!/bin/sh
# sarif.sh: what cee check --format sarif writes of every mistake of tests/e2e/mistakes, judged by the
# schema of SARIF 2.1.0 and held against --format json.  MODE= as for make.
set -eu
cd "$(dirname "$0")/../.."
out=$(mktemp -d)
trap 'rm -rf "$out"' EXIT
tests/npm.sh tests/judges
KEEP=$out MODE=${MODE:-release} tests/e2e/mistakes.sh >"$out/log" || { tail -20 "$out/log"; exit 1; }
node tests/judges/sarif.js "$out"
