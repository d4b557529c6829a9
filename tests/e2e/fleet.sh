#!/bin/bash
# fleet.sh: four machines and a balancer, made of network namespaces, under load: one cut off, one slow, one that
# receives a broken copy, one whose responder is killed, a release rolled out meanwhile; no visitor notices.
# Needs root, haproxy, rsync, nginx, curl and iproute2.  All traffic stays in the namespaces.
set -u
cd "$(dirname "$0")/../.."
top=$PWD
. tests/lib.sh
B=$top/build/${MODE:-release}
for tool in haproxy rsync nginx curl ip tc; do
	command -v $tool >/dev/null || missing="${missing:-} $tool"
done
if [ "$(id -u)" != 0 ] || [ -n "${missing:-}" ] || ! ip netns add cee-$$-probe 2>/dev/null; then
	echo "skipped: four machines need root, namespaces and haproxy rsync nginx curl iproute2"
	ok
	finish
	exit
fi
ip netns del cee-$$-probe
hosts="one two three four"
ns() { echo "cee-$$-$1"; }
chmod 755 "$tmp"
mkdir "$tmp/here"

# Everything that runs in a namespace ends with it.
end() {
	touch "$tmp/stop"
	for h in balancer $hosts; do
		for p in $(ip netns pids "$(ns "$h")" 2>/dev/null); do kill -9 "$p" 2>/dev/null; done
		ip netns del "$(ns "$h")" 2>/dev/null
	done
	cleanup
}
trap end EXIT

# on HOST COMMAND...: as ssh does it, on a machine whose own files are below $tmp/here
cat >"$tmp/rsh" <<S
#!/bin/sh
host=\$1
shift
export PATH=$B:\$PATH
# A broken copy: a bit of what arrived is turned, before the machine looks.
case "\$host \$*" in "three sh -s"*) if [ -e $tmp/break ]; then
	f=\$(ls -d $tmp/three/site/releases/.arriving-*/search.db)
	printf '\377' | dd of="\$f" bs=1 seek=500000 conv=notrunc status=none
fi ;; esac
exec ip netns exec cee-$$-\$host sh -c 'mount --bind $tmp/'\$host' $tmp/here && exec sh -c "\$1"' sh "\$*"
S
chmod 755 "$tmp/rsh"
on() { "$tmp/rsh" "$@"; }

ip netns add "$(ns balancer)"
b() { ip netns exec "$(ns balancer)" "$@"; }
b ip link set lo up
b ip link add name switch type bridge
b ip addr add 192.0.2.254/24 dev switch
b ip link set switch up
n=0
for h in $hosts; do
	n=$((n + 1))
	ip netns add "$(ns $h)"
	b ip link add "to-$h" type veth peer name eth0 netns "$(ns $h)"
	b ip link set "to-$h" master switch up
	ip netns exec "$(ns $h)" sh -c "ip link set lo up; ip addr add 192.0.2.$n/24 dev eth0; ip link set eth0 up"
	mkdir -p "$tmp/$h/site" "$tmp/$h/logs"
done

for day in 21 22 23; do
	"$B/cee" build --no-compress --out "$tmp/site" --at "2026-11-${day}T12:00Z" >"$tmp/build" 2>&1
done
ids=$(ls "$tmp/site/releases")
set -- $ids
A=$1 Z=$2 N=$3
export CEE_RSH=$tmp/rsh CEE_SITE=$tmp/here/site
roll() { src/pkg/fleet/roll.sh "$tmp/site" "$@" >"$tmp/roll" 2>&1; }
check "the first release reaches four machines" roll "$A" $hosts || cat "$tmp/roll"

sed -e "s|/run/nginx-cee|$tmp/here/cache|" -e "s|/etc/nginx/cee-redirects|$tmp/here/moved|" -e "s|rate=20r/s|rate=100000r/s|" \
	src/pkg/nginx/cee-http.conf >"$tmp/http.conf"
sed -e "s|/run/cee/search.sock|$tmp/here/search.sock|" -e "s|/srv/cee/site|$tmp/here/site|" \
	-e "s|snippets/|$top/src/pkg/nginx/|" src/pkg/nginx/cee.conf >"$tmp/site.conf"
cat >"$tmp/nginx.conf" <<C
user root;
daemon off;
pid $tmp/here/nginx.pid;
error_log $tmp/here/logs/error.log;
worker_processes 1;
events { worker_connections 256; }
http {
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	client_body_temp_path $tmp/here/t1;
	proxy_temp_path $tmp/here/t2;
	fastcgi_temp_path $tmp/here/t3;
	uwsgi_temp_path $tmp/here/t4;
	scgi_temp_path $tmp/here/t5;
	set_real_ip_from 192.0.2.254;
	real_ip_header X-Forwarded-For;
	include $tmp/http.conf;
	include $tmp/site.conf;
}
C
search() { on "$1" "exec cee-search --threads 1 --index $tmp/here/site/current/search.db $tmp/here/search.sock" 2>"$tmp/$1/logs/search" & }
for h in $hosts; do
	search $h
	on $h "exec nginx -c $tmp/nginx.conf -e $tmp/here/logs/error.log" &
done 2>/dev/null

# balance RELEASES: the shipped file, with these ids; as a reload where it runs already
balance() {
	sed "s/setenv CEE_RELEASES .*/setenv CEE_RELEASES \"$1\"/" src/pkg/haproxy/haproxy.cfg >"$tmp/haproxy.cfg"
	printf 'listen stats\n\tbind 192.0.2.254:8404\n\tstats enable\n\tstats uri /\n' >>"$tmp/haproxy.cfg"
	[ -z "${balancer:-}" ] || kill -USR2 "$balancer"
}
stats() { b curl -s --max-time 5 'http://192.0.2.254:8404/;csv'; }
up() { stats | awk -F, '$1 == "machines" && $2 != "BACKEND" && $18 ~ /^UP/ { printf "%s ", $2 }'; }
served() { stats | awk -F, -v h="$1" '$1 == "machines" && $2 == h { print $8 }'; }
are_up() { [ "$(up)" = "${1:+$1 }" ]; }
expect() { check "$1: in service should be $2; are $(up)" wait_for 20 are_up "$2"; }

balance "$A"
check "the shipped configuration is taken" haproxy -c -q -f "$tmp/haproxy.cfg"
ip netns exec "$(ns balancer)" haproxy -W -f "$tmp/haproxy.cfg" 2>"$tmp/haproxy.log" &
balancer=$!
disown "$balancer"
expect "at the start" "one two three four"
[ $failed = 0 ] || { for f in "$tmp/haproxy.log" "$tmp"/*/logs/*; do tail -n 5 "$f"; done; stats | head -3; b curl -si --max-time 5 http://192.0.2.1/healthz; finish; exit 1; }

# Visitors: six at a time, each asks again and again, and writes down what was not a 200.
visitor() {
	n=0
	while [ ! -e "$tmp/stop" ]; do
		for p in / '/find/?q=dog+leash' '/api/v1/codes?c=6109.10' '/hts/6109/' '/api/v1/suggest?q=sho'; do
			s=$(b curl -s -o /dev/null --max-time 20 -w '%{http_code}' "http://192.0.2.254$p")
			[ "$s" = 200 ] || echo "$(cat "$tmp/scene"): $p $s" >>"$tmp/failures"
			n=$((n + 1))
		done
	done
	echo $n >>"$tmp/asked"
}
: >"$tmp/failures"
scene() { echo "$1" >"$tmp/scene"; }
scene start
for v in 1 2 3 4 5 6; do visitor & visitors="${visitors:-} $!"; done
sleep 3

scene "one is cut off"
b ip link set to-one down
expect "cut off" "two three four"
sleep 2
b ip link set to-one up
expect "back" "one two three four"

scene "two is slow"
b tc qdisc add dev to-two root tbf rate 256kbit burst 4k latency 2s
ip netns exec "$(ns two)" tc qdisc add dev eth0 root tbf rate 256kbit burst 4k latency 2s
before="$(served two) $(served four)"
sleep 8
after="$(served two) $(served four)"
set -- $before $after
echo "while slow, machine two served $(($3 - $1)), machine four $(($4 - $2))"
check "the slow one serves less" test $((($3 - $1) * 2)) -lt $(($4 - $2))
b tc qdisc del dev to-two root
ip netns exec "$(ns two)" tc qdisc del dev eth0 root

scene "the responder of four is killed"
kill -9 $(for p in $(ip netns pids "$(ns four)"); do grep -lsx cee-search /proc/$p/comm; done | tr -dc '0-9\n')
expect "killed" "one two three"
rm -f "$tmp/four/search.sock"
search four
expect "started again" "one two three four"

scene "a release is rolled out; three receives it broken"
balance "$A|$Z"
touch "$tmp/break"
roll "$Z" $hosts
check "the roll-out reports the machine that refused" test $? = 1
check "and names it: $(cat "$tmp/roll")" grep -q '^three: left as it was' "$tmp/roll"
check "its release is the one before" test "$(readlink "$tmp/three/site/current")" = "releases/$A"
expect "mixed" "one two three four"
balance "$Z"
expect "the stale one is out" "one two four"
rm -f "$tmp/break"
check "run again, it is mended" roll "$Z" $hosts
expect "mended" "one two three four"

scene "cut off during a roll-out"
balance "$Z|$N"
expect "both allowed" "one two three four"
b ip link set to-one down
expect "cut off again" "two three four"
check "the others get it" roll "$N" two three four
balance "$N"
b ip link set to-one up
sleep 4
expect "back, but stale" "two three four"
check "it catches up" roll "$N" one
expect "at the end" "one two three four"

touch "$tmp/stop"
wait $visitors
echo "$(awk '{ n += $1 } END { print n }' "$tmp/asked") requests, $(wc -l <"$tmp/failures") failed"
check "requests failed: $(sort "$tmp/failures" | uniq -c | tr '\n' ';')" test ! -s "$tmp/failures"
finish
