#!/bin/sh
# deb.sh OUT [VERSION]: the Debian packages of this tree in OUT, built in a copy of it in OUT/cee.
# The same tree, version and build packages give the same bytes, wherever OUT is.  With REUSE=1 what
# an earlier call compiled in OUT is taken over, as make would.
set -eu
out=$1
here=$(cd "$(dirname "$0")" && pwd)
version=${2:-$("$here/version.sh")}
epoch=$("$here/version.sh" epoch)
mkdir -p "$out"
out=$(cd "$out" && pwd)
rm -f "$out"/cee*.deb "$out"/cee*.buildinfo "$out"/cee*.changes
rm -rf "$out/before"
[ -z "${REUSE:-}" ] || [ ! -d "$out/cee/build" ] || mv "$out/cee/build" "$out/before"
"$here/tree.sh" "$out/cee" "$version"
[ ! -d "$out/before" ] || mv "$out/before" "$out/cee/build"
cd "$out/cee"
cp -r src/pkg/debian debian
sed "s|@VERSION@|$version|; s|@DATE@|$(date -u -R -d "@$epoch")|" debian/changelog.in >debian/changelog
rm debian/changelog.in
# A clone around OUT is not this tree's.
export GIT_CEILING_DIRECTORIES="$out"
# -d: what is missing was installed by `make deps-deb`, where Node.js need not be Debian's.
dpkg-buildpackage -b -us -uc -d -nc
