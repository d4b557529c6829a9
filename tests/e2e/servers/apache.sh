# apache.sh: how servers.sh starts Apache httpd around the shipped files.
server_needs=apache2
server_has="cache br"
server_start() {
	mkdir -p "$tmp/cache"
	{
		echo "ServerName localhost
ServerRoot $tmp
PidFile $tmp/apache.pid
DefaultRuntimeDir $tmp
Mutex file:$tmp default
Listen 127.0.0.1:$port
Define APACHE_LOG_DIR $tmp/logs
ErrorLog $tmp/logs/error.log
<Directory />
	AllowOverride None
	Require all denied
</Directory>"
		for m in mpm_event authz_core mime dir alias deflate filter headers rewrite expires env setenvif \
			proxy proxy_fcgi reqtimeout cache cache_disk negotiation; do
			echo "LoadModule ${m}_module /usr/lib/apache2/modules/mod_$m.so"
		done
		echo "Include /etc/apache2/mods-available/mime.conf
Include /etc/apache2/mods-available/deflate.conf"
		sed -e "s|/run/cee/search.sock|$sock|" -e "s|VirtualHost \*:80|VirtualHost *:$port|" \
			-e "s|/srv/cee/site/current|$site|" -e "s|cee-headers.conf|$top/src/pkg/apache/&|" \
			-e "s|/run/apache2/cee|$tmp/cache|" "$top/src/pkg/apache/cee.conf"
	} >"$tmp/apache.conf"
	exec apache2 -f "$tmp/apache.conf" -DFOREGROUND
}
