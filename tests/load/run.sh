#!/bin/bash
# run.sh: how much nginx and cee-search, configured as shipped, take: pages, answers, suggestions and codes at 1, 8, 64 and 512
# connections; three times what they can take; all beside nginx's own cost of a file, and that of the same questions asked
# in one process without any server, in one run.  SECONDS_EACH=3; report in build/load.json and on standard output.  No figure decides whether this passes: it fails
# when an answer fails, times out, or is refused without being told when to come again.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
B=$top/build/${MODE:-release}
each=${SECONDS_EACH:-3}
chmod 755 "$tmp"
ulimit -n "$(ulimit -Hn)"
cp -al "$(readlink -f "${SITE:-site}/current")" "$tmp/site" 2>/dev/null ||
	{ rm -rf "$tmp/site" && cp -a "$(readlink -f "${SITE:-site}/current")" "$tmp/site"; } || # of another file system
	{ fail "there is no site"; finish; exit 1; }
cores=$(nproc)

# What is asked: our own gold, and words and codes out of it.
gold=tests/gold/products.tsv
encode() { jq -rR '@uri'; }
tail -n +2 $gold | cut -f1 | encode | sed 's|^|/find/?q=|' >"$tmp/answers"
head -50 "$tmp/answers" >"$tmp/popular" # in the cache after the first time
sed 's|/find/?|/api/v1/find?|' "$tmp/answers" >"$tmp/json"
tail -n +2 $gold | cut -f1 | awk '{ print substr($0, 1, 3 + NR % 6) }' | encode | sed 's|^|/api/v1/suggest?q=|' >"$tmp/suggestions"
tail -n +2 $gold | cut -f2 | tr '|' '\n' | awk '{ l = l "&c=" $1 } NR % 20 == 0 { print "/api/v1/codes?" substr(l, 2); l = "" }' >"$tmp/codes"
(cd "$tmp/site/public" && find hts faq centers -name index.html | sed 's|^|/|; s|index.html$||') >"$tmp/pages"
awk '{ print length, $0 }' "$tmp/answers" | sort -rn | head -400 | cut -d' ' -f2- >"$tmp/long"

# nginx as shipped, but for places, the limits of one address, which is all we have, and where said the cache.
port() { while p=$((RANDOM % 20000 + 20000)) && (exec 3<>"/dev/tcp/127.0.0.1/$p") 2>/dev/null; do :; done; echo $p; }
cold=$(port) warm=$(port)
user=
[ "$(id -u)" != 0 ] || user="user root;"
server() { # PORT CACHE
	sed -e "s|listen 80;|listen 127.0.0.1:$1 backlog=4096;|" -e "s|/run/cee/search.sock|$tmp/search.sock|" \
		-e "s|upstream cee {|upstream cee$1 {|; s|fastcgi_pass cee;|fastcgi_pass cee$1;|" \
		-e "s|/srv/cee/site/current|$tmp/site|" -e "s|snippets/|$top/src/pkg/nginx/|" \
		-e "s|fastcgi_cache cee_answers;|fastcgi_cache $2;|" -e "s|limit_conn cee_peers 64|limit_conn cee_peers 60000|" -e "s|burst=60 |burst=60000 |" \
		src/pkg/nginx/cee.conf
}
cat >"$tmp/nginx.conf" <<C
$user
daemon off;
pid $tmp/nginx.pid;
error_log $tmp/error.log;
worker_processes auto;
worker_rlimit_nofile $(ulimit -n);
events { worker_connections 16384; }
http {
	include /etc/nginx/mime.types;
	default_type application/octet-stream;
	client_body_temp_path $tmp/t1;
	proxy_temp_path $tmp/t2;
	fastcgi_temp_path $tmp/t3;
	uwsgi_temp_path $tmp/t4;
	scgi_temp_path $tmp/t5;
$(sed -e "s|/run/nginx-cee|$tmp/cache|" -e "s|/etc/nginx/cee-redirects|$tmp/moved|" -e "s|rate=20r/s|rate=1000000r/s|" src/pkg/nginx/cee-http.conf)
$(server $cold off)
$(server $warm cee_answers)
}
C
nginx -c "$tmp/nginx.conf" -e "$tmp/error.log" &
nginx=$!
pids="$pids $nginx"
search() { # THREADS
	"$B/cee-search" --threads "$1" --mode 666 --index "$tmp/site/search.db" "$tmp/search.sock" 2>>"$tmp/search.log" &
	search=$!
	pids="$pids $search"
	wait_for 20 test -S "$tmp/search.sock"
}
search "$cores"
up() { curl -sf -o /dev/null "http://127.0.0.1:$cold/find/?q=socks"; }
wait_for 20 up || { cat "$tmp/error.log" "$tmp/search.log"; fail "nginx and cee-search"; finish; exit 1; }
# Warm up, and the file that is as large as an answer.
head -300 "$tmp/answers" | sed "s|^|url = \"http://127.0.0.1:$cold|; s|$|\"|; a output = \"/dev/null\"" >"$tmp/curl"
size=$(curl -s -K "$tmp/curl" -w '%{size_download}\n' | sort -n | awk '{ v[NR] = $1 } END { print v[int((NR + 1) / 2)] }')
mkdir "$tmp/site/public/load"
head -c "$size" /dev/urandom >"$tmp/site/public/load/same.html"
echo /load/same.html >"$tmp/file"
echo /healthz >"$tmp/health"

ticks=$(getconf CLK_TCK)
# cpu PID: seconds that it and its children have used
cpu() { for p in $1 $(pgrep -P "$1"); do cut -d' ' -f14,15 "/proc/$p/stat"; done | awk -v t="$ticks" '{ n += $1 + $2 } END { printf "%.2f", n / t }'; }
# measure NAME FILE PORT CONNECTIONS SECONDS [RATE]: a row of the report; RATE requests are begun a second
measure() {
	n0=$(cpu $nginx) s0=$(cpu $search)
	NAME=$1 ASK=$tmp/$2 CONNECTIONS=$4 env ${6:+RATE=$6} wrk -t1 -c"$4" -d"$5s" --timeout 10s -s tests/load/ask.lua \
		"http://127.0.0.1:$3" 2>&1 | grep '^{' >"$tmp/row" || { fail "$1: wrk said nothing"; return; }
	jq -c --argjson n "$(echo "$(cpu $nginx) - $n0" | bc)" --argjson s "$(echo "$(cpu $search) - $s0" | bc)" \
		'([.requests, 1] | max) as $r | . + {per_second: (.requests / .seconds | floor), nginx_us: ($n * 1e6 / $r), search_us: ($s * 1e6 / $r)}' \
		"$tmp/row" >>"$tmp/rows"
}
for c in ${CONNECTIONS:-1 8 64 512}; do
	measure file file $cold $c "$each"
	measure pages pages $cold $c "$each"
	measure health health $cold $c "$each"
	measure answers answers $cold $c "$each"
	measure json json $cold $c "$each"
	measure suggestions suggestions $cold $c "$each"
	measure codes codes $cold $c "$each"
	measure cached popular $warm $c "$each"
done
# Who waits for longer than half a second is told so; where nobody waited, nobody may be.
bad=$(jq -c 'select((.failed > 0 and .max_us < 500000) or .timeouts > 0) | [.name, .connections, .failed, .timeouts]' "$tmp/rows")
check "an answer failed: $bad" test -z "$bad"

# The same questions without a server, in one process.
for asked in answers json suggestions codes; do
	build/bench/search "$tmp/site/search.db" --lines "$tmp/$asked" | jq -R --arg name $asked 'split(" ") | select(.[0] == "lines") | .[1:] | map(tonumber) |
		{ name: $name, n: .[0], p50_us: .[1], p95_us: .[2], p99_us: .[3], cpu_us: .[4] }' >>"$tmp/inside"
done
check "the questions without a server" test "$(jq -s 'map(select(.n > 0)) | length' "$tmp/inside")" = 4

# Too many: one thread, the longest queries, three times as many begun a second as it can answer, whether or not the
# others are answered.  For that there must be connections for all that wait, which they do for half a second; and when more are
# answered than before, as on a machine that others use, it was not three times as many, and is done again.
kill "$search"
wait "$search" 2>/dev/null
search 1
measure long long $cold 32 "$each"
# What a whole processor's time is enough for counts, where others use the machine.
capacity=$(tail -1 "$tmp/rows" | jq '[.per_second, (if .search_us > 0 then 1e6 / .search_us | floor else 0 end), 1] | max')
for try in 1 2 3; do
	many=$((capacity * 3))
	[ $many -lt $((($(ulimit -n) - 500) / 2)) ] || many=$((($(ulimit -n) - 500) / 2))
	[ $many -gt 64 ] || many=64
	[ $try = 1 ] || sed -i '$d' "$tmp/rows"
	measure overload long $cold $many $((each * 3)) $((capacity * 3))
	first=$(curl -s -o /dev/null --max-time 10 -w '{"status":%{http_code},"seconds":%{time_total}}' "http://127.0.0.1:$cold$(head -1 "$tmp/long")")
	overload=$(tail -1 "$tmp/rows")
	answered=$(jq '.ok / .seconds | floor' <<<"$overload")
	[ $((answered * 5)) -gt $((capacity * 6)) ] || break
	capacity=$answered
done
measure recovered long $cold 8 2
recovered=$(tail -1 "$tmp/rows")
check "overload: none timed out: $overload" silent jq -e '.timeouts == 0' <<<"$overload"
check "overload: none but 200 and 503: $overload" silent jq -e '.other == 0' <<<"$overload"
check "overload: who cannot be answered soon is told: $overload" silent jq -e '.busy > 0 or .sent < .ok * 1.2' <<<"$overload"
check "overload: each 503 says when to come again: $overload" silent jq -e '.busy_without_retry == 0' <<<"$overload"
check "overload: answers go on: $overload" silent jq -e '.ok > 0' <<<"$overload"
# Here too, who waits for longer than half a second may be told so.
check "overload: the first request afterwards: $first" silent jq -e '.status == 200 or (.status == 503 and .seconds >= 0.5)' <<<"$first"
check "overload: at once afterwards: $recovered" silent jq -e '.timeouts == 0 and (.failed == 0 or .max_us >= 500000)' <<<"$recovered"

mkdir -p build
jq -n --slurpfile rows "$tmp/rows" --slurpfile inside "$tmp/inside" --argjson first "$first" --argjson size "$size" --argjson capacity "$capacity" \
	--arg cpu "$(sed -n 's/^model name[^:]*: //p' /proc/cpuinfo | head -1)" --argjson cores "$cores" \
	--arg nginx "$(nginx -v 2>&1 | sed 's|.*/||')" --arg sqlite "$(sqlite3 --version 2>/dev/null | cut -d' ' -f1)" '
	def row(n; c): $rows[] | select(.name == n and .connections == c);
	def cost: .nginx_us + .search_us;
	def inside(n): $inside[] | select(.name == n) | .cpu_us;
	{ machine: { cpu: $cpu, cores: $cores, kernel: "'"$(uname -r)"'" }, nginx: $nginx, sqlite: $sqlite, answer_bytes: $size,
	  rows: $rows, in_process: $inside,
	  overload: ($rows[] | select(.name == "overload") | { capacity: $capacity, offered: (.sent / .seconds), answered: (.ok / .seconds),
	    told: (.busy / .seconds), first_afterwards: $first }),
	  ratios: {
	    answer_to_file_cpu_8: ((row("answers"; 8) | cost) / (row("file"; 8) | cost)),
	    answer_to_file_throughput_8: (row("file"; 8).per_second / row("answers"; 8).per_second),
	    health_to_file_cpu_8: ((row("health"; 8) | cost) / (row("file"; 8) | cost)),
	    cached_to_file_cpu_8: ((row("cached"; 8) | cost) / (row("file"; 8) | cost)),
	    suggestion_to_file_cpu_8: ((row("suggestions"; 8) | cost) / (row("file"; 8) | cost)),
	    codes_to_file_cpu_8: ((row("codes"; 8) | cost) / (row("file"; 8) | cost)),
	    answer_to_in_process_cpu_8: ((row("answers"; 8) | cost) / inside("answers")),
	    answer_to_in_process_throughput_8: (1e6 * $cores / inside("answers") / row("answers"; 8).per_second),
	    json_to_in_process_cpu_8: ((row("json"; 8) | cost) / inside("json")),
	    suggestion_to_in_process_cpu_8: ((row("suggestions"; 8) | cost) / inside("suggestions")),
	    codes_to_in_process_cpu_8: ((row("codes"; 8) | cost) / inside("codes")),
	    answers_per_second_and_core: (1e6 / (row("answers"; 8) | cost)),
	    pages_per_second_and_core: (1e6 / (row("pages"; 8) | cost)),
	    cached_per_second_and_core: (1e6 / (row("cached"; 8) | cost)),
	    suggestions_per_second_and_core: (1e6 / (row("suggestions"; 8) | cost)) } }' >build/load.json || fail "the report"
jq -r '"\(.machine.cpu), \(.machine.cores) processors, nginx \(.nginx); an answer has \(.answer_bytes) bytes",
	"name connections per_second p50_us p99_us nginx_cpu_us search_cpu_us failed",
	(.rows[] | [.name, .connections, .per_second, .p50_us, .p99_us, (.nginx_us | round), (.search_us | round), .failed] |
	map(tostring) | join(" "))' build/load.json | { IFS= read -r l; echo "$l"; column -t; }
jq -r '(.in_process[] | "in process: \(.name) \(.n), p50 \(.p50_us) us, p99 \(.p99_us) us, processor \(.cpu_us | round) us each"),
	(.overload as $o | .rows[] | select(.name == "overload") |
	"overload: \($o.capacity) a second can be answered; offered \($o.offered | floor) a second, \($o.offered / $o.capacity * 10 | round / 10) times that, " +
	"for \(.seconds | round) s over \(.connections) connections: \(.sent) in all",
	"overload: answered \(.ok) (\($o.answered | floor) a second), told to come again \(.busy), of them \(.busy_without_retry) without Retry-After, " +
	"other \(.other), timeouts \(.timeouts), cut \(.socket_errors), under way at the end \(.sent - .ok - .busy - .other)",
	"overload: p50 \(.p50_us / 1000 | floor) ms, p99 \(.p99_us / 1000 | floor) ms, longest \(.max_us / 1000 | floor) ms",
	"overload: the first request afterwards: \($o.first_afterwards.status) in \($o.first_afterwards.seconds * 1000 | floor) ms"),
	(.rows[] | select(.name == "recovered") | "overload: two seconds afterwards: \(.per_second) answered a second, \(.failed) refused, " +
	"p50 \(.p50_us / 1000 * 10 | round / 10) ms, p99 \(.p99_us / 1000 * 10 | round / 10) ms"),
	(.ratios | to_entries[] | "\(.key) \(.value * 100 | round / 100)")' build/load.json
tests/load/plan.sh || fail "the plan"
finish
