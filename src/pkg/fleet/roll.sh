#!/bin/sh
# roll.sh SITE RELEASE HOST...: carry one release of SITE to each host in turn, over rsync and ssh, and put it into
# service there in one step.  A host that cannot be reached, that receives something else than the manifest says, or
# whose responder does not answer from the release in time, is named and left with what it had; the others
# go on.  Exits with 1 if there was one.  Run again, it mends what it can.
#	CEE_RSH		instead of ssh
#	CEE_SITE	the folder on the hosts, /var/lib/cee/site
#	CEE_HEALTHZ	on the hosts, http://127.0.0.1/healthz
set -u
[ $# -ge 3 ] || { sed -n '2,9s/^# \{0,1\}//p' "$0" >&2; exit 2; }
site=$1 id=$2
shift 2
rsh=${CEE_RSH:-ssh -o BatchMode=yes -o ConnectTimeout=5}
there=${CEE_SITE:-/var/lib/cee/site}
healthz=${CEE_HEALTHZ:-http://127.0.0.1/healthz}
[ -f "$site/releases/$id/manifest" ] || { echo "roll.sh: no release $id in $site" >&2; exit 2; }
case $id in *[!0-9A-Za-z-]*) echo "roll.sh: not an id: $id" >&2; exit 2 ;; esac

# What a host does with what arrived: nothing that readers see, until all of it is as the manifest says.
accept='
set -eu
cd "$1"
new=releases/.arriving-$2
[ ! -d "releases/$2" ] || new=releases/$2
if ! (cd "$new" && sed -n "s/^\([0-9a-f]\{64\}\) [0-9]* /\1  /p" manifest | sha256sum --quiet --strict -c) >&2 ||
    [ "$(sed -n "s/^id //p" "$new/manifest")" != "$2" ] ||
    ! cee-search --check --index "$new/search.db" >/dev/null; then
	echo "release $2 is not whole" >&2
	[ "$(readlink current)" = "$new" ] || rm -rf "$new"
	exit 1
fi
sync -f "$new"
[ "$new" = "releases/$2" ] || mv -T "$new" "releases/$2"

before=$(readlink current || true)
serve() {
	ln -sfn "$1" .current-roll
	mv -T .current-roll current
}
serve "releases/$2"
for i in $(seq 50); do
	curl -s --max-time 2 -H "Host: localhost" "$3" | grep -q "\"release\":\"$2\"" && exit 0
	[ -n "$before" ] || exit 0 # a first release: the services start after it
	sleep 0.1
done
echo "the responder does not answer from $2" >&2
serve "$before"
exit 1'

bad=0
for host; do
	if $rsh "$host" "mkdir -p '$there/releases'" &&
	    rsync -a --checksum --delete --timeout=60 --rsh="$rsh" --copy-dest=../../current/ \
		"$site/releases/$id/" "$host:$there/releases/.arriving-$id/" &&
	    printf '%s\n' "$accept" | $rsh "$host" "sh -s '$there' '$id' '$healthz'"; then
		echo "$host: $id"
	else
		echo "$host: left as it was" >&2
		bad=1
	fi
done
exit $bad
