#!/bin/bash
# units.sh: the systemd units of src/pkg/systemd: sound, closed (exposure at most 1.0), and what they hand over,
# a listening socket as standard input, is what cee-search takes.  No init runs here.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
B=$PWD/build/${MODE:-release}
units=$PWD/src/pkg/systemd
chmod 755 "$tmp"

systemd-analyze security --offline=true --threshold=10 "$units/cee-search.service" >"$tmp/security" 2>&1
check "exposure: $(tail -1 "$tmp/security")" test $? = 0
check "nothing in it is unknown: $(head -1 "$tmp/security")" sh -c "! grep -qi -e ignoring -e unknown '$tmp/security'"
# With the places of this machine every line must be understood.
for unit in cee-search.service cee-search.socket; do
	sed -e "s|/usr/sbin/cee-search|$B/cee-search|" -e '/^Documentation/d' "$units/$unit" >"$tmp/$unit"
done
why=$(cd "$tmp" && systemd-analyze verify ./cee-search.service ./cee-search.socket 2>&1 | grep cee-search)
check "verified: $why" test -z "$why"
mkdir -p "$tmp/root/etc"
systemd-sysusers --root="$tmp/root" "$units/cee.sysusers" >"$tmp/users" 2>&1
check "the user is made: $(cat "$tmp/users")" grep -q '^cee:.*:/nonexistent:' "$tmp/root/etc/passwd"
check "who publishes is another: $(cat "$tmp/users")" sh -c "grep -q '^cee-publish:' '$tmp/root/etc/passwd' &&
	grep -q '^User=cee-publish$' src/pkg/publish/cee-release.service"
check "units, users and folders agree" sh -c "grep -q '^User=cee$' '$units/cee-search.service' &&
	grep -q '^SocketUser=cee$' '$units/cee-search.socket' && grep -q '^d /run/cee ' '$units/cee.tmpfiles' &&
	grep -q '^ListenStream=/run/cee/search.sock$' '$units/cee-search.socket'"

# The command of the unit, on a socket that is handed over; a real answer by way of nginx is in nginx.sh.
cp -a site "$tmp/site" || exit 1
command=$(sed -n 's/^ExecStart=//p' "$units/cee-search.service" |
	sed -e "s|/usr/sbin/cee-search|$B/cee-search|" -e "s|/srv/cee/site|$tmp/site|")
systemd-socket-activate --inetd --listen="$tmp/search.sock" \
	${command% -} --metrics "$tmp/metrics.sock" --mode 600 - 2>"$tmp/log" &
manager=$!
pids="$pids $manager"
wait_for 20 test -S "$tmp/search.sock"
cat >"$tmp/nginx.conf" <<C
daemon off;
pid $tmp/nginx.pid;
error_log $tmp/error.log;
events { worker_connections 64; }
http {
	access_log off;
	client_body_temp_path $tmp/t1;
	proxy_temp_path $tmp/t2;
	fastcgi_temp_path $tmp/t3;
	uwsgi_temp_path $tmp/t4;
	scgi_temp_path $tmp/t5;
	server {
		listen unix:$tmp/http.sock;
		fastcgi_param REQUEST_METHOD \$request_method;
		fastcgi_param DOCUMENT_URI \$document_uri;
		fastcgi_param QUERY_STRING \$query_string;
		location / { fastcgi_pass unix:$tmp/search.sock; }
	}
}
C
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
pids="$pids $!"
get() { curl -s --max-time 20 --unix-socket "$tmp/http.sock" "$@"; }
check "an answer by an inherited socket" wait_for 20 get -f -o /dev/null 'http://localhost/find/?q=sofa'
[ "${MODE:-release}" = asan ] || check "it says that it is in the sandbox: $(tail -2 "$tmp/log")" \
	grep -q 'in the sandbox: seccomp' "$tmp/log"
# The process as the kernel sees it.
if [ "${MODE:-release}" != asan ]; then
	proc=/proc/$manager/status # --inetd replaces the manager by the service
	for line in 'NoNewPrivs:	1' 'Seccomp:	2'; do
		check "the kernel says $line" grep -q "^$line" "$proc"
	done
	check "no core file" grep -qE '^Max core file size +0 +0 ' "/proc/$manager/limits"
fi
# What it counts: five answers, one query that is too long, one request that the parser refuses.
metrics() { curl -s --max-time 20 --unix-socket "$tmp/metrics.sock" http://localhost/metrics; }
count() { metrics | awk -v name="$1" '$1 == name { n = $2 } END { print n + 0 }'; }
before=$(count 'cee_requests_total{status="200"}')
timed=$(count cee_answer_seconds_count)
for n in 1 2 3 4 5; do get -o /dev/null "http://localhost/find/?q=metricsofa+$n"; done
get -o /dev/null "http://localhost/find/?q=$(head -c 3000 /dev/zero | tr '\0' a)"
get -o /dev/null "http://localhost/find/$(head -c 7000 /dev/zero | tr '\0' a)?q=$(head -c 7000 /dev/zero | tr '\0' a)" \
	-H "X: $(head -c 3000 /dev/zero | tr '\0' a)"
check "five answers are counted" test "$(count 'cee_requests_total{status="200"}')" = $((before + 5))
check "a query too long is counted" test "$(count 'cee_requests_total{status="414"}')" = 1
check "all are timed" test "$(count cee_answer_seconds_count)" -ge $((timed + 6))
check "the last bucket holds all" test "$(count 'cee_answer_seconds_bucket{le="+Inf"}')" = "$(count cee_answer_seconds_count)"
check "the age of the index is told" test "$(count cee_index_age_seconds)" -gt 0
metrics >"$tmp/metrics"
check "every line is Prometheus text" sh -c "! grep -vE \
	'^(# (HELP [a-z_]+ .+|TYPE [a-z_]+ (counter|gauge|histogram))|[a-z_]+([{][a-z]+=\"[^\"]+\"[}])? [0-9.]+)\$' '$tmp/metrics'"
check "nothing typed is in the metrics or the log" sh -c "! grep -q metricsofa '$tmp/metrics' '$tmp/log'"
check "the site does not show them" test "$(get -o /dev/null -w '%{http_code}' http://localhost/metrics)" = 404
health=$(curl -s --unix-socket "$tmp/metrics.sock" http://localhost/healthz)
check "/healthz has release and age: $health" sh -c "echo '$health' | jq -e '.release != null and .age_s >= 0' >/dev/null"
kill -HUP $manager
check "SIGHUP ends nothing" get -f -o /dev/null http://localhost/healthz
kill -TERM $manager
wait $manager
check "SIGTERM ends it in order" test $? = 0
check "the socket stays for the next" test -S "$tmp/search.sock"
finish
