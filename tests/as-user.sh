#!/bin/sh
# as-user.sh COMMAND...: run a suite without privileges.  Started as root, it goes on as "nobody" with a
# home of its own; where that user cannot read the tree, it says so and goes on as it is.
set -eu
if [ "$(id -u)" != 0 ]; then
	exec "$@"
fi
if ! setpriv --reuid=nobody --regid=nogroup --clear-groups test -r Makefile 2>/dev/null; then
	echo "skipped: running without privileges, since \"nobody\" cannot read $(pwd)" >&2
	exec "$@"
fi
home=$(mktemp -d)
chown nobody:nogroup "$home"
trap 'rm -rf "$home"' EXIT
setpriv --reuid=nobody --regid=nogroup --clear-groups \
	env HOME="$home" TMPDIR="$home" "$@"
