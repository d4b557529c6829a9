#!/bin/sh
# ci.sh check [REV]: what a merge request has to pass, and what it would change against REV.
# ci.sh publish: what happens on the main branch.  The settings are those of release.sh.
set -eu
cee=${CEE:-cee}
publish=$(cd "$(dirname "$0")" && pwd)
case ${1:-} in
check)
	"$cee" check --assets "${CEE_ASSETS:-build/assets}"
	[ $# -lt 2 ] || {
		status=0
		"$cee" diff "$2" || status=$?
		# 5: there are differences, which is what a change is for.
		[ "$status" = 0 ] || [ "$status" = 5 ]
	}
	;;
publish) "$publish/release.sh" ;;
*) echo "usage: ci.sh check [REV] | publish" >&2; exit 2 ;;
esac
