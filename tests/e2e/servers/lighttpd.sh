# lighttpd.sh: how servers.sh starts lighttpd: Debian's own file, and the shipped ones where it includes such.
server_needs=lighttpd
server_has="br"
server_own='q=%FF%FE' # it refuses that by itself
server_start() {
	mkdir -p "$tmp/uploads"
	sed -e "s|/run/cee/search.sock|$sock|" -e "s|/srv/cee/site/current|$site|" -e "s|/var/log/lighttpd|$tmp/logs|" \
		-e "s|/etc/lighttpd/cee.lua|$top/src/pkg/lighttpd/cee.lua|" "$top/src/pkg/lighttpd/cee.conf" >"$tmp/cee.conf"
	sed -e "s|^server.port .*|server.port = $port\nserver.bind = \"127.0.0.1\"|" -e '/^server.\(user\|group\)name/d' \
		-e "s|/run/lighttpd.pid|$tmp/lighttpd.pid|" -e "s|/var/cache/lighttpd|$tmp|" -e '/use-ipv6/d' \
		-e "s|/var/log/lighttpd|$tmp/logs|" -e "s|/etc/lighttpd/conf-enabled/\*.conf|$tmp/cee.conf|" \
		/etc/lighttpd/lighttpd.conf >"$tmp/lighttpd.conf"
	exec lighttpd -D -f "$tmp/lighttpd.conf"
}
