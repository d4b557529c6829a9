#!/bin/sh
# symbols.sh BUILD_DIR: what the binaries link says what they can do.  No unbounded string calls
# anywhere; the responder links neither the Markdown nor the YAML parser.
set -u
dir=$1
bad=0
for bin in "$dir/cee" "$dir/cee-search"; do
	found=$(nm -D --undefined-only "$bin" | awk '{print $2}' | sed 's/@.*//' |
	    grep -E '^(strcpy|strcat|strncpy|strncat|sprintf|vsprintf|strtok|atoi|gets)$')
	if [ -n "$found" ]; then
		echo "$bin uses $(echo $found)" >&2
		bad=1
	fi
done
if nm -D "$dir/cee-search" | grep -E 'cmark|yaml_|MHD_' >&2; then
	echo "$dir/cee-search links a parser or a server that it must not" >&2
	bad=1
fi
[ $bad = 0 ] && echo "symbols: clean"
exit $bad
