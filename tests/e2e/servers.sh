#!/bin/bash
# servers.sh [SERVER...]: the configurations of src/pkg/ as shipped, each in its web server, without privileges, on
# a loopback port: every row of cases.tsv and servers/cases.tsv, security headers, caching, compressed copies,
# limits, the helper away, and that nothing a visitor typed is in a log.  SITE= another folder than site.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
B=$top/build/${MODE:-release}
room=$tmp
site=$room/site
chmod 755 "$room"
cp -a "$(readlink -f "${SITE:-site}/current")" "$site" || exit 1
echo '/old/place/ /faq/' >>"$site/redirects.map"
public=$site/public
# Of a release made with --static-search; what it holds does not matter here.
worker=assets/search-worker.0123456789abcdef.js
echo '"use strict";' >"$public/$worker"
css=$(cd "$public" && find assets -name 'style.*.css' | head -1)
sed -n 's/^add_header \([A-Za-z-]*\) .*/\1/p' src/pkg/nginx/cee-headers.conf | sort >"$room/wanted"

free_port() {
	while port=$((RANDOM % 20000 + 20000)) && (exec 3<>"/dev/tcp/127.0.0.1/$port") 2>/dev/null; do :; done
}
get() { curl -s --max-time 20 "$@"; }
status() { get -o "$tmp/body" -D "$tmp/head" -w '%{http_code}' "$@"; }
up() { [ "$(status "$base$1")" != 000 ]; }
says() { grep -qiE -- "^$1" <(tr -d '\r' <"$tmp/head"); }
answered() { [ "$(status "$base$1")" = 200 ]; }
has() { case " $server_has " in *" $1 "*) ;; *) return 1 ;; esac }

# One responder, started and stopped as the tests go.
helper_start() {
	"$B/cee-search" --threads 2 --mode 666 --index "$site/search.db" "$sock" 2>>"$room/search.log" &
	helper=$!
	pids="$pids $helper"
	wait_for 20 test -S "$sock" || fail "cee-search did not come up: $(tail -1 "$room/search.log")"
}
helper_stop() { kill "$helper"; wait "$helper"; }

# Rows of a case file (see cases.tsv), each against $base.
rows() {
	while IFS=$'\t' read -r method path want text body type; do
		case $method in '' | '#'*) continue ;; esac
		args=(-X "$method" --path-as-is)
		if [ "${body:--}" != - ]; then
			printf '%b' "$body" >"$tmp/send"
			args+=(--data-binary "@$tmp/send" -H "Content-Type: $type")
		elif [ "$method" = POST ]; then
			args+=(-H 'Content-Length: 0')
		fi
		got=$(status "${args[@]}" "$base$path")
		if ! [[ $got =~ ^$want$ ]]; then
			fail "$server: $method $path: status $got, not $want"
		elif [ "$text" != - ] && ! [[ $path =~ ${server_own:--} ]] &&
			! grep -qE -- "$text" "$tmp/body"; then
			fail "$server: $method $path: no $text in the answer"
		else
			ok
		fi
	done <"$1"
}

secured() { # PATH: each security header once, with nginx's value
	status "$base$1" >/dev/null
	tr -d '\r' <"$tmp/head" | grep -ioE "^($(paste -sd'|' "$room/wanted")):" | tr -d : | tr A-Z a-z | sort >"$tmp/names"
	tr A-Z a-z <"$room/wanted" | sort | cmp -s - "$tmp/names" &&
		says "content-security-policy: default-src 'none'; script-src 'self'; .*frame-ancestors 'none'$"
}

unzip_copy() { case $1 in gzip) gzip -dc ;; br) node -e 'process.stdin.pipe(require("zlib")
	.createBrotliDecompress()).pipe(process.stdout)' ;; esac }
arrives() { # CODING PATH FILE SUFFIX: the copy that the build made, byte for byte
	get -D "$tmp/head" -o "$tmp/body" -H "Accept-Encoding: $1" "$base$2"
	says "content-encoding: $1$" && says 'vary:.*accept-encoding' && cmp -s "$tmp/body" "$public/$3.$4" &&
		unzip_copy "$1" <"$tmp/body" | cmp -s - "$public/$3"
}

files() {
	while read -r path file type; do
		check "$server: $path arrives as gzip" arrives gzip "$path" "$file" gz
		check "$server: $path as gzip is $type" says "content-type: $type"
		! has br || check "$server: $path arrives as br" arrives 'br' "$path" "$file" br
		! has br || check "$server: $path as br is $type" says "content-type: $type"
		check "$server: $path arrives as it is" test "$(status "$base$path")" = 200
		check "$server: $path has no coding" sh -c "! grep -qi '^content-encoding' '$tmp/head'"
		check "$server: $path is the file" cmp -s "$tmp/body" "$public/$file"
		check "$server: $path is $type" says "content-type: $type"
	done <<-T
		/ index.html text/html
		/hts/6109/ hts/6109/index.html text/html
		/data/mapping.csv data/mapping.csv text/csv
		/data/mapping.json data/mapping.json application/json
		/feed.xml feed.xml (text|application)/xml
		/$css $css text/css
	T
	status "$base/" >/dev/null
	check "$server: pages are asked for anew" says 'cache-control: no-cache$'
	etag=$(tr -d '\r' <"$tmp/head" | sed -n 's/^[Ee][Tt]ag: //p')
	check "$server: 304 for a page that is known" test "$(status -H "If-None-Match: $etag" "$base/")" = 304
	status "$base/$css" >/dev/null
	check "$server: assets are kept for good" says 'cache-control: public, max-age=31536000, immutable$'
	status "$base/old/place/" >/dev/null
	check "$server: an old address leads on" says 'location: (http://[^/]*)?/faq/$'
	for path in / /nothing-here/ "/$css" '/find/?q=sofa' /api/v1/nothing /contact/ /old/place/; do
		check "$server: security headers of $path" secured "$path"
	done
	status "$base/$worker" >/dev/null
	check "$server: the search's worker may run WebAssembly" says "content-security-policy: default-src 'none'; script-src 'self' 'wasm-unsafe-eval'; connect-src 'self'"
	check "$server: and has one policy" test "$(grep -ci '^content-security-policy' "$tmp/head")" = 1
	check "$server: it is kept for good" says 'cache-control: public, max-age=31536000, immutable$'
	for name in $(grep -v Content-Security-Policy "$room/wanted"); do
		check "$server: it has $name" test "$(grep -ci "^$name:" "$tmp/head")" = 1
	done
}

answers() {
	status "$base/api/v1/find?q=sofa" >/dev/null
	etag=$(tr -d '\r' <"$tmp/head" | sed -n 's/^[Ee][Tt]ag: //p')
	check "$server: 304 for an answer that is known" test \
		"$(status -H "If-None-Match: $etag" "$base/api/v1/find?q=sofa")" = 304
	status "$base/find/?q=sofa" >/dev/null
	check "$server: an answer has one Cache-Control" test "$(grep -ci '^cache-control: public, max-age=300' "$tmp/head") $(
		grep -ci '^cache-control' "$tmp/head")" = "1 1"
	check "$server: an answer in Spanish" test "$(status "$base/es/find/?q=silla") $(
		grep -c '<html lang="es">' "$tmp/body")" = "200 1"
	check "$server: a list in Spanish" test "$(status -d list=6109 "$base/es/account/") $(
		grep -c '<html lang="es">' "$tmp/body")" = "200 1"
	check "$server: a letter in Spanish" test "$(status -d 'topic=x&goods=silla' "$base/es/contact/") $(
		grep -c '<html lang="es">' "$tmp/body")" = "422 1"
	check "$server: a missing page in Spanish" test "$(status "$base/es/nothing-here/") $(
		grep -c '<html lang="es">' "$tmp/body")" = "404 1"
	check "$server: HEAD of an answer" test "$(status -I "$base/find/?q=sofa")" = 200
	check "$server: HEAD has no body" test "$(get -I "$base/find/?q=sofa" | tail -1 | tr -d '\r\n')" = ""
	check "$server: a long query is refused" test \
		"$(status "$base/api/v1/find?q=$(head -c 3000 /dev/zero | tr '\0' a)")" = 414
	check "$server: headers without end are refused" test "$(status -H "X-Long: $(head -c 70000 /dev/zero |
		tr '\0' a)" "$base/find/?q=x")" -ge 400
	if has cache; then
		rm -f "$tmp/first" "$tmp/second"
		status "$base/find/?q=cache+me" >/dev/null
		cp "$tmp/head" "$tmp/first"
		helper_stop
		check "$server: the same question is answered from the cache" test "$(status "$base/find/?q=cache+me")" = 200
		check "$server: with its headers, once each" secured "/find/?q=cache+me"
		check "$server: another one is not" test "$(status "$base/find/?q=cache+other")" = 503
		check "$server: nor is a letter" test "$(status -d question=x "$base/contact/")" = 503
		helper_start
	fi
}

# The largest list passes, one byte more does not; letters are short.
limits() {
	{ echo list=; yes "$(printf '6109%8000s')"; } | head -c $((8 * 1024 * 1024)) >"$tmp/large"
	got=$(status -H Expect: --data-binary "@$tmp/large" "$base/account/")
	check "$server: a list of 8 MiB is read (status $got)" test "$got" = 200
	echo >>"$tmp/large"
	got=$(status -H Expect: --data-binary "@$tmp/large" "$base/account/")
	check "$server: one of a byte more is not (status $got)" test "$got" = 413
	head -c 70000 /dev/zero | tr '\0' a >"$tmp/large"
	got=$(status -H Expect: --data-binary "@$tmp/large" "$base/contact/")
	check "$server: a letter of 70,000 bytes is refused (status $got)" test "$got" = 413
	if has rate; then
		server_stop
		ratelimit=20 && go && unset ratelimit
		seq 200 | sed "s|.*|url = \"$base/find/?q=flood&n=&\"\noutput = /dev/null|" >"$tmp/urls"
		get --parallel --parallel-max 8 -K "$tmp/urls" -w '%{http_code}\n' >"$tmp/codes"
		check "$server: a flood gets 429 ($(sort "$tmp/codes" | uniq -c | tr '\n' ' '))" grep -q 429 "$tmp/codes"
		check "$server: and some answers" grep -q 200 "$tmp/codes"
		server_stop
		go
	fi
}

away() {
	helper_stop
	for path in '/find/?q=resting+sofa' '/find/?new' /account/ '/find/thanks/?q=x' '/es/find/?q=resting+silla' \
	    /es/account/ '/es/find/thanks/?q=x'; do
		check "$server: $path without helper is 503" test "$(status "$base$path")" = 503
		check "$server: $path without helper leads on" grep -qE 'search is resting|<main' "$tmp/body"
		check "$server: $path without helper is not kept" says 'cache-control: no-(store|cache)$'
		check "$server: $path without helper has its headers" secured "$path"
	done
	check "$server: POST without helper is 503" test "$(status -d 'list=resting+sofa' "$base/account/")" = 503
	check "$server: a letter without helper is 503" test "$(status -d 'goods=resting+sofa' "$base/contact/")" = 503
	check "$server: nor one in Spanish" test "$(status -d 'goods=resting+silla' "$base/es/contact/")" = 503
	status "$base/es/find/?q=resting+mesa" >/dev/null
	check "$server: /es/find/ without helper says so in Spanish" grep -q '<html lang="es">' "$tmp/body"
	check "$server: the API without helper is 503" test "$(status "$base/api/v1/find?q=resting")" -ge 502
	check "$server: files without helper" test "$(status "$base/hts/6109/")" = 200
	helper_start
	check "$server: back within three seconds" wait_for 3 answered '/find/?q=resting+bed'
}

go() {
	(server_start) >>"$tmp/logs/out.log" 2>&1 &
	server_pid=$!
	pids="$pids $server_pid"
	wait_for 20 up / || {
		fail "$server did not come up"
		tail -5 "$tmp"/logs/*
		return 1
	}
}
server_stop() { kill "$server_pid"; wait "$server_pid" 2>/dev/null; }

for server in ${*:-nginx apache lighttpd caddy}; do
	server_own=
	. "tests/e2e/servers/$server.sh"
	before=$passed/$failed
	if ! command -v "$server_needs" >/dev/null; then
		fail "$server: no $server_needs here; make deps-servers installs it"
		continue
	fi
	tmp=$room/$server
	sock=$tmp/cee.sock
	mkdir -p "$tmp/logs"
	free_port
	base=http://127.0.0.1:$port
	helper_start
	if go; then
		rows tests/e2e/cases.tsv
		rows tests/e2e/servers/cases.tsv
		files
		answers
		limits
		away
		check "$server: nothing typed is in a log: $(grep -rhoE '.{20}(sofa|leash|epic).{20}' "$tmp/logs" | head -2)" \
			sh -c "! grep -rqE 'sofa|leash|olive|pic.*s.26' '$tmp/logs'"
		server_stop
	fi
	helper_stop
	echo "$server: from $before to $passed/$failed"
done
tmp=$room
finish
