#!/bin/bash
# packages.sh [deb|dist|container|reproducible...]: the Debian packages, the tarball and the Containerfile, each in
# a bare machine of its own.  Needs root, debootstrap and Debian's mirror; starts no service outside.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
. tests/e2e/bare.sh
if ! bare_possible; then
	echo "skipped: packages need root, debootstrap and namespaces"
	ok
	finish
	exit
fi
trap 'remove_bares; cleanup' EXIT
bare_base || { fail "a bare machine"; finish; exit 1; }
run() { "$@" >"$tmp/log" 2>&1 || { tail -15 "$tmp/log"; return 1; }; }

# With CEE_WORK a folder that stays, so that the next run compiles only what has changed.
if [ -n "${CEE_WORK:-}" ]; then
	work=$CEE_WORK
	mkdir -p "$work"
	export REUSE=1
else
	work=$(mktemp -d /var/tmp/cee-packages.XXXXXX)
	bares=$work
fi
build() { # build DIR [VERSION]: packages of the tree in DIR
	run src/pkg/deb.sh "$@"
}
packages() { # packages DIR: those that a user installs
	ls "$1"/cee_*.deb "$1"/cee-search_*.deb "$1"/cee-site_*.deb "$1"/cee-nginx_*.deb
}

# What serves in a bare machine without an init: the unit's command, with a socket of its own in place of systemd's.
cat >"$work/services" <<'S'
unit() { sed -n "s/^$1=//p" /lib/systemd/system/cee-search.service; }
install -d -o cee -g www-data -m 755 /run/cee
nginx || exit 1
$(unit ExecStartPre) >/dev/null || exit 1
rm -f /run/cee/search.sock
start=$(unit ExecStart)
setpriv --reuid="$(unit User)" --regid=www-data --clear-groups ${start% -} --mode 660 /run/cee/search.sock &
for i in $(seq 100); do [ -S /run/cee/search.sock ] && break; sleep 0.1; done
get() { curl -s --max-time 20 -o /tmp/body -w '%{http_code}' -H 'Host: localhost' "http://127.0.0.1$1"; }
# has PATH TEXT: answered with 200, and TEXT is in it
has() {
	status=$(get "$1")
	[ "$status" = 200 ] && grep -q "$2" /tmp/body || { echo "GET $1: $status, no \"$2\""; head -c 300 /tmp/body; exit 1; }
}
S

deb() {
	check "packages build" build "$work/n" 1.0 || return
	check "lintian finds no error" lint
	new_bare
	cp "$work/services" "$bare/root/services"
	snapshot "$bare" >"$work/before"
	mkdir "$bare/n" "$bare/m"
	cp $(packages "$work/n") "$bare/n/"
	check "apt installs them" run in_bare "$bare" 'apt-get install -y -qq --no-install-recommends curl nginx-light &&
		apt-get install -y -qq --no-install-recommends /n/*.deb'
	check "the units are there, and not enabled" test -f "$bare/lib/systemd/system/cee-search.socket" -a \
		! -e "$bare/etc/systemd/system/sockets.target.wants/cee-search.socket"
	check "no service was started" test ! -s "$bare/run/nginx.pid" -a ! -e "$bare/run/cee/search.sock"
	first=$(readlink "$bare/var/lib/cee/site/current")
	check "a release is in service" test -f "$bare/var/lib/cee/site/$first/search.db"
	check "its files are those of its manifest" manifest "$bare/var/lib/cee/site/current"
	check "nginx serves pages and answers" run lone_bare "$bare" '. /root/services
		has / "What do you import"; has /find/?q=dog+leash Center; has /api/v1/codes?c=6109.10 "\"heading\":\"6109\""
		has /healthz "'"${first#releases/}"'"'
	check "the tool builds a site from the installed content" run lone_bare "$bare" 'cee build --content \
		/usr/share/cee/content --templates /usr/share/cee/templates --assets /usr/share/cee/assets --out /tmp/site ||
		[ $? = 4 ]'
	check "manual pages are installed" test -f "$bare/usr/share/man/man1/cee.1.gz" -a -f "$bare/usr/share/man/man8/cee-search.8.gz"

	# N+1 has another text, so another release; a visitor asks all the while.
	check "the next version builds" next_version
	cp $(packages "$work/m") "$bare/m/"
	check "upgraded under requests: none fails, and the new release answers" run lone_bare "$bare" '. /root/services
		(n=0; while [ ! -e /tmp/stop ]; do
			for p in / /find/?q=dog+leash /healthz; do
				s=$(get $p); [ "$s" = 200 ] || echo "$p $s" >>/tmp/failures; n=$((n + 1))
			done
			sleep 0.1 # below the limit of nginx
		done; echo $n >/tmp/requests) & asks=$!
		apt-get install -y -qq --no-install-recommends /m/*.deb || exit 1
		sleep 1; : >/tmp/stop; wait $asks
		echo "requests during the upgrade: $(cat /tmp/requests)"
		[ ! -e /tmp/failures ] || { echo "failed:"; sort /tmp/failures | uniq -c; exit 1; }
		now=$(readlink /var/lib/cee/site/current)
		[ "$now" != "'"$first"'" ] || { echo "still the first release"; exit 1; }
		has /healthz "${now#releases/}"'
	grep -h '^requests' "$tmp/log"
	check "the release before is kept" test -d "$bare/var/lib/cee/site/$first"
	check "and can be put back" run lone_bare "$bare" 'cee rollback --out /var/lib/cee/site &&
		[ "$(readlink /var/lib/cee/site/current)" = "'"$first"'" ]'
	check "a release that was built by hand stays through an upgrade" run lone_bare "$bare" '
		cd /usr/share/cee && cee build --content content --templates templates --assets assets \
			--at 2030-01-01 --out /var/lib/cee/site; [ $? = 0 ] || [ $? = 4 ] || exit 1
		mine=$(readlink /var/lib/cee/site/current)
		apt-get install -y -qq --reinstall /m/cee-site_*.deb || exit 1
		[ "$(readlink /var/lib/cee/site/current)" = "$mine" ]'

	check "removed, the release stays" run in_bare "$bare" 'apt-get remove -y -qq cee cee-search cee-site cee-nginx &&
		[ -f /var/lib/cee/site/current/search.db ] && [ ! -e /usr/bin/cee ] && [ ! -e /etc/nginx/sites-enabled/cee ]'
	check "nginx goes on without them" run in_bare "$bare" 'nginx -t -q'
	check "purged, nothing stays" run in_bare "$bare" 'apt-get purge -y -qq cee cee-search cee-site cee-nginx'
	rm -rf "$bare/n" "$bare/m"
	snapshot "$bare" | LC_ALL=C comm -13 "$work/before" - | grep -E '/\.?cee' >"$work/after"
	check "left behind: $(tr '\n' ' ' <"$work/after")" test ! -s "$work/after"
}

lint() {
	command -v lintian >/dev/null || { echo "skipped: lintian is not installed"; return 0; }
	run lintian --allow-root --fail-on error "$work"/n/cee_*.deb "$work"/n/cee-search_*.deb "$work"/n/cee-nginx_*.deb \
		"$work"/n/cee-site_*.deb
}
snapshot() { (cd "$1" && find etc usr var/lib -xdev \( -path var/lib/apt -o -path var/lib/dpkg \) -prune -o -print | LC_ALL=C sort); }
manifest() { (cd "$1" && awk 'length($1) == 64 { print $1 "  " $3 }' manifest | sha256sum --quiet --strict -c); }
next_version() {
	run src/pkg/tree.sh "$work/next" 1.1 || return
	echo "1.1 $(($(src/pkg/version.sh epoch) + 3600))" >"$work/next/src/pkg/RELEASED"
	page=$(ls "$work"/next/content/faqs/*.md | head -1)
	printf '\nThis sentence is in the next version.\n' >>"$page"
	mkdir -p "$work/m"
	[ -d "$work/m/cee" ] || cp -a "$work/n/cee" "$work/m/cee"
	REUSE=1 run "$work/next/src/pkg/deb.sh" "$work/m" 1.1
}

dist() {
	check "the tarball is made" run make dist VERSION=1.0
	new_bare
	check "it builds and answers from itself" run in_bare "$bare" "mkdir /src && exit 0"
	tar -C "$bare/src" --strip-components=1 -xzf build/cee-1.0.tar.gz
	check "make run SMOKE=1 there" run in_bare "$bare" 'apt-get install -y -qq --no-install-recommends make >/dev/null &&
		cd /src && make run SMOKE=1'
	check "make dist there gives the same tarball" run in_bare "$bare" 'cd /src && make dist VERSION=1.0'
	check "byte for byte" cmp build/cee-1.0.tar.gz "$bare/src/build/cee-1.0.tar.gz"
	rm -f build/cee-1.0.tar.gz
}

# Two users, places, PATHs with another Python first, umasks, time zones, locales, numbers of jobs: the same packages.
reproducible() {
	mkdir -p "$work/one" "$work/another/place" "$work/another/home" "$work/another/bin"
	# Somebody else has the tarball's sources, as they are now, and a Python that knows no packages.
	check "the sources for somebody else" run src/pkg/tree.sh "$work/another/tree" 1.0
	check "the first build" build "$work/one" 1.0
	printf '#!/bin/sh\nexec /usr/bin/python3 -I -S "$@"\n' >"$work/another/bin/python3"
	chmod 755 "$work" "$work/another" "$work/another/bin/python3"
	chown -R nobody:nogroup "$work/another"
	(umask 027; run setpriv --reuid=nobody --regid=nogroup --clear-groups env HOME="$work/another/home" USER=nobody \
		LOGNAME=nobody PATH="$work/another/bin:/usr/local/bin:/usr/bin:/bin" TMPDIR="$work/another/home" \
		TZ=Asia/Tokyo LC_ALL=C.UTF-8 MAKEFLAGS=-j1 "$work/another/tree/src/pkg/deb.sh" "$work/another/place" 1.0)
	check "the second build" test -f "$work/another/place/cee_1.0_$(dpkg --print-architecture).deb"
	for p in "$work"/one/*.deb; do
		check "two builds differ: ${p##*/}" cmp "$p" "$work/another/place/${p##*/}"
	done
}

# Each line of the Containerfile, in a bare machine in place of its image.
container() {
	stage= user=root dir=/ cmd= stages=
	joined=$(sed -e ':a' -e '/\\$/{N; s/\\\n//; ba' -e '}' src/pkg/container/Containerfile)
	while IFS= read -r line; do
		read -r word rest <<<"$line"
		case $word in
		'' | '#'*) ;;
		FROM)
			new_bare; stage=$bare; dir=/
			case $rest in *' AS '*) eval "stage_${rest##* AS }=\$bare" ;; esac ;;
		WORKDIR) dir=$rest; mkdir -p "$stage$dir" ;;
		RUN) check "RUN $rest" run in_bare "$stage" "cd $dir && $rest" ;;
		COPY)
			from=.
			case $rest in --from=*)
				name=${rest%% *}; rest=${rest#* }
				eval "from=\$stage_${name#--from=}" ;;
			esac
			src=${rest% *} to=${rest##* }
			case $to in .) to=$dir/ ;; esac
			if [ "$from$src" = .. ]; then run src/pkg/tree.sh "$stage$dir"
			elif [ "${to%/}" != "$to" ]; then mkdir -p "$stage$to"; cp -a "$from/$src/." "$stage$to"
			else cp -a "$from/$src" "$stage$to"; fi || fail "$line" ;;
		USER) user=$rest ;;
		CMD) cmd=$(jq -r 'join(" ")' <<<"$rest") ;;
		EXPOSE) port=$rest ;;
		STOPSIGNAL) ;;
		*) fail "unknown instruction: $line" ;;
		esac
	done <<<"$joined"
	new=$bare
	check "as $user: $cmd serves on $port" run lone_bare "$stage" "chmod 1777 /tmp
		setpriv --reuid=$user --regid=$user --clear-groups $cmd & pid=\$!
		ask() { perl -MIO::Socket::INET -e '\$s = IO::Socket::INET->new(PeerAddr => \"127.0.0.1:$port\") or exit 1;
			print \$s \"GET \$ARGV[0] HTTP/1.0\r\nHost: site\r\n\r\n\"; local \$/; \$_ = <\$s>;
			exit(/^HTTP.1.1 200/ && index(\$_, \$ARGV[1]) >= 0 ? 0 : 1)' \"\$1\" \"\$2\"; }
		for i in \$(seq 100); do ask / 'What do you import' && break; sleep 0.1; done
		ask / 'What do you import' && ask '/find/?q=dog+leash' Center && ask /healthz release || exit 1
		kill \$pid; wait \$pid; for i in \$(seq 50); do pgrep nginx >/dev/null 2>&1 || break; sleep 0.1; done; ! ask / ''"
}

for part in ${*:-deb dist reproducible container}; do $part; done
finish
