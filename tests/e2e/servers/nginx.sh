# nginx.sh: how servers.sh starts nginx around the shipped files.  $tmp, $top, $port, $site, $sock are set.
server_needs=nginx
server_has="rate cache br"
server_start() {
	brotli=/usr/lib/nginx/modules/ngx_http_brotli_static_module.so
	if [ -e $brotli ]; then
		echo "load_module $brotli;"
	else
		server_has=${server_has% br}
	fi >"$tmp/nginx.conf"
	[ -n "${ratelimit:-}" ] || ratelimit=10000
	sed -e "s|/run/nginx-cee|$tmp/cache|" -e "s|/etc/nginx/cee-redirects|$tmp/moved|" -e "s|rate=20r/s|rate=${ratelimit}r/s|" \
		"$top/src/pkg/nginx/cee-http.conf" >"$tmp/http.conf"
	sed -e "s|/run/cee/search.sock|$sock|" -e "s|listen 80;|listen 127.0.0.1:$port;|" \
		-e "s|/srv/cee/site/current|$site|" -e "s|snippets/|$top/src/pkg/nginx/|" \
		-e "${brotli:+s|#brotli|brotli|}" "$top/src/pkg/nginx/cee.conf" >"$tmp/site.conf"
	[ -e "$brotli" ] || sed -i 's|brotli_static|#&|' "$tmp/site.conf"
	sed 's/$/;/' "$site/redirects.map" >"$tmp/moved.map"
	cat >>"$tmp/nginx.conf" <<-C
		daemon off;
		pid $tmp/nginx.pid;
		error_log $tmp/logs/error.log;
		worker_processes 2;
		events { worker_connections 256; }
		http {
			include /etc/nginx/mime.types;
			default_type application/octet-stream;
			client_body_temp_path $tmp/t1;
			proxy_temp_path $tmp/t2;
			fastcgi_temp_path $tmp/t3;
			uwsgi_temp_path $tmp/t4;
			scgi_temp_path $tmp/t5;
			include $tmp/http.conf;
			include $tmp/site.conf;
		}
	C
	exec nginx -c "$tmp/nginx.conf" -e "$tmp/logs/error.log"
}
