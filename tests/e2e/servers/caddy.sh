# caddy.sh: how servers.sh starts Caddy around the shipped file.
server_needs=caddy
server_has="br"
server_start() {
	sed 's/^/redir /; s/$/ permanent/' "$site/redirects.map" >"$tmp/moved"
	sed -e "s|/run/cee/search.sock|$sock|" -e "s|/srv/cee/site/current|$site|" \
		-e "s|^:80 {|http://:$port {\n\tbind 127.0.0.1|" -e "s|/etc/caddy/cee-redirects|$tmp/moved|" \
		"$top/src/pkg/caddy/Caddyfile" >"$tmp/Caddyfile"
	HOME=$tmp exec caddy run --adapter caddyfile --config "$tmp/Caddyfile" 2>"$tmp/logs/error.log"
}
