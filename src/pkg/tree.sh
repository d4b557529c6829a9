#!/bin/sh
# tree.sh DIR [VERSION]: the sources as they stand, tracked files only, in DIR, with their version and
# time in DIR/src/pkg/RELEASED.  In a tarball of make dist, which has no git, everything but what make made.
set -eu
dir=$1
cd "$(dirname "$0")/../.."
version=${2:-$(src/pkg/version.sh)}
epoch=$(src/pkg/version.sh epoch)
rm -rf "$dir"
mkdir -p "$dir"
if git rev-parse --git-dir >/dev/null 2>&1 && [ ! -f src/pkg/RELEASED ]; then
	git ls-files -z | xargs -0 sh -c 'for f; do [ ! -e "$f" ] || printf "%s\0" "$f"; done' sh
else
	find . -path ./build -prune -o -path './site/*' ! -name .gitignore -prune -o -name node_modules -prune -o \
		\( -type f -o -type l \) -print0
fi | tar -cf - --null -T - | tar -xf - -C "$dir"
echo "$version $epoch" >"$dir/src/pkg/RELEASED"
