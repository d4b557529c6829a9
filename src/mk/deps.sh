#!/bin/sh
# deps.sh PACKAGE...: install the Debian packages that are missing, as root or through sudo.
# No package may start a service: a policy-rc.d that says no stands there for the time it takes.
set -eu

# A Node.js that did not come from Debian serves as well.
other() {
	case $1 in
	nodejs) command -v node ;;
	npm) command -v npm ;;
	*) false ;;
	esac >/dev/null
}

missing=
for p in "$@"; do
	status=$(dpkg-query -W -f='${Status}' "$p" 2>/dev/null || true)
	[ "$status" = "install ok installed" ] || other "$p" || missing="$missing $p"
done
[ -n "$missing" ] || exit 0

if [ "$(id -u)" = 0 ]; then
	sudo=
elif command -v sudo >/dev/null && sudo -n true 2>/dev/null; then
	sudo=sudo
else
	echo "Some Debian packages are missing.  As root, type:" >&2
	echo "  apt-get update && apt-get install --no-install-recommends$missing" >&2
	exit 1
fi

policy=/usr/sbin/policy-rc.d
made=
if [ ! -e $policy ]; then
	made=yes
	printf '#!/bin/sh\nexit 101\n' | $sudo tee $policy >/dev/null
	$sudo chmod 755 $policy
fi
trap '[ -z "$made" ] || $sudo rm -f $policy' EXIT INT TERM

echo "installing:$missing"
export DEBIAN_FRONTEND=noninteractive
log=$(mktemp)
if ! { $sudo apt-get update -qq &&
    $sudo apt-get install -y -qq --no-install-recommends $missing; } >"$log" 2>&1; then
	tail -20 "$log" >&2
	rm -f "$log"
	echo "could not install:$missing" >&2
	exit 1
fi
rm -f "$log"
