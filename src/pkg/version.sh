#!/bin/sh
# version.sh [epoch]: the version of this tree, such as 0.9+20261122.031500, or its time in seconds since
# 1970.  Both follow from the last commit; a tarball has them in src/pkg/RELEASED, which `make dist` writes.
set -eu
cd "$(dirname "$0")/../.."
if [ -f src/pkg/RELEASED ]; then
	read -r version epoch <src/pkg/RELEASED
elif epoch=$(git log -1 --format=%ct 2>/dev/null); then
	version=$(cat src/pkg/VERSION)+$(date -u -d "@$epoch" +%Y%m%d.%H%M%S)
else
	echo "version.sh: neither a git clone nor a tarball of make dist" >&2
	exit 1
fi
[ "${1:-}" != epoch ] || version=$epoch
echo "$version"
