#!/bin/sh
# npm.sh DIR: install what DIR/package-lock.json names, once; again when it changes.
set -eu
cd "$1"
[ -f node_modules/.package-lock.json ] && cmp -s package-lock.json node_modules/.installed && exit 0
npm ci --ignore-scripts --no-audit --no-fund --loglevel=error
cp package-lock.json node_modules/.installed
