# The places of the packages, in files that are written for a site of one's own.
s|/srv/cee/site|/var/lib/cee/site|g
s|/usr/local/|/usr/|g
# Beside Debian's own default site, ours needs a name: the machine's, until somebody says another.
/listen 80;/{
a\
	server_name localhost $hostname; # the public name goes here
}
