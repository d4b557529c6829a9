# bare.sh - bare Debian systems in folders, for tests that install packages.  Source it as root, after lib.sh.
#
# The first is made once by debootstrap, from the mirror that this machine uses, and kept in $CEE_BARE
# (/var/tmp/cee-bare); each test works on copies.  Nothing in them can start a service by itself.
# in_bare has the network, for apt; lone_bare has none but a loopback of its own, and its processes
# end with it.
bare_cache=${CEE_BARE:-/var/tmp/cee-bare}
bares=

bare_possible() {
	[ "$(id -u)" = 0 ] && command -v debootstrap >/dev/null && unshare -mpn --fork true 2>/dev/null
}

bare_base() {
	[ ! -e "$bare_cache/.ready" ] || return 0
	mirror=$(cat /etc/apt/sources.list /etc/apt/sources.list.d/* 2>/dev/null |
		awk '/^URIs:/ { print $2; exit } /^deb / { for (i = 2; i <= NF; i++) if ($i ~ /:\/\//) { print $i; exit } }')
	rm -rf --one-file-system "$bare_cache"
	debootstrap --variant=minbase bookworm "$bare_cache" "$mirror" >"$tmp/debootstrap" 2>&1 ||
		{ tail -5 "$tmp/debootstrap"; return 1; }
	rm -f "$bare_cache/etc/apt/sources.list"
	cp -a /etc/apt/sources.list* "$bare_cache/etc/apt/" 2>/dev/null
	cp /etc/apt/apt.conf.d/99* "$bare_cache/etc/apt/apt.conf.d/" 2>/dev/null
	cp /etc/resolv.conf /etc/hosts "$bare_cache/etc/"
	in_bare "$bare_cache" 'apt-get update -qq && apt-get install -y -qq --no-install-recommends ca-certificates' \
		>"$tmp/debootstrap" 2>&1 || { tail -5 "$tmp/debootstrap"; return 1; }
	cp /etc/ssl/certs/ca-certificates.crt "$bare_cache/etc/ssl/certs/"
	touch "$bare_cache/.ready"
}

# new_bare: a copy; its folder is then in $bare
new_bare() {
	bare=$(mktemp -d /var/tmp/cee-machine.XXXXXX)
	bares="$bares $bare"
	cp -a "$bare_cache/." "$bare/"
	printf '#!/bin/sh\nexit 101\n' >"$bare/usr/sbin/policy-rc.d"
	chmod 755 "$bare/usr/sbin/policy-rc.d"
}

# enter_bare DIR COMMAND: within a mount namespace, so that nothing stays mounted whatever happens
enter_bare='
	mount --make-rprivate /
	mount -t proc proc "$1/proc"
	mount --rbind /dev "$1/dev"
	exec chroot "$1" /usr/bin/env -i HOME=/root LANG=C.UTF-8 DEBIAN_FRONTEND=noninteractive \
		PATH=/usr/local/sbin:/usr/local/bin:/usr/sbin:/usr/bin:/sbin:/bin $3 sh -c "$2"'
in_bare() { unshare -mp --fork sh -c "$enter_bare" sh "$1" "$2" "NODE_EXTRA_CA_CERTS=/etc/ssl/certs/ca-certificates.crt" </dev/null; }
lone_bare() { unshare -mpn --kill-child --fork sh -c "ip link set lo up; $enter_bare" sh "$1" "$2" "" </dev/null; }

remove_bares() { for b in $bares; do rm -rf --one-file-system "$b"; done; bares=; }
