#!/bin/sh
# layers.sh: every include in src/ follows the arrows between layers, and each foreign header is
# included only by the file that owns it.
set -u
awk '
BEGIN {
	allow["base"] = "base"
	allow["words"] = "words base"
	allow["view"] = "view base"
	allow["markup"] = "markup base"
	allow["model"] = "model base markup"
	allow["render"] = "render base view markup model"
	allow["db"] = "db base"
	allow["index"] = "index base words markup model db"
	allow["search"] = "search base words view db"
	allow["net"] = "net base"
	allow["cmd"] = "cmd base words view markup model render db index search net"
	allow["wasm"] = "wasm base words db index search"
	own["cmark.h"] = "src/markup/"
	own["yaml.h"] = "src/model/front.c"
	own["sqlite3.h"] = "src/db/ src/wasm/memory.c"
	own["microhttpd.h"] = "src/net/http.c"
	own["seccomp.h"] = "src/net/sandbox.c"
	own["utf8proc.h"] = "src/base/utf8.c src/wasm/fold"
	own["sha2.h"] = "src/base/hash.c"
	own["zlib.h"] = "src/render/compress.c"
	own["brotli/encode.h"] = "src/render/compress.c"
	own["libstemmer.h"] = "src/words/terms.c src/wasm/stem.c"
}
{ split(FILENAME, part, "/"); layer = part[2] }
/^#include "/ {
	split($2, q, "\""); split(q[2], dir, "/"); n++
	if (q[2] ~ /\.sql\.h$/)
		next
	if (index(" " allow[layer] " ", " " dir[1] " ") == 0) {
		printf "%s:%d: layer %s may not include %s\n", FILENAME, FNR, layer, q[2]; bad++
	}
}
/^#include </ {
	split($2, q, "[<>]"); n++
	owned = q[2] in own ? split(own[q[2]], owner, " ") : 0
	theirs = owned > 0
	for (i = 1; i <= owned; i++)
		if (index(FILENAME, owner[i]) == 1)
			theirs = 0
	if (theirs) {
		printf "%s:%d: only %s may include <%s>\n", FILENAME, FNR, own[q[2]], q[2]; bad++
	}
}
/&(lt|gt|amp|quot);|\\\\u00/ {
	if (FILENAME !~ /^src\/base\/(escape|jsonw)\.c$/ && FILENAME !~ /\.h$/) {
		printf "%s:%d: entities and \\u escapes are written in escape.c and jsonw.c only\n", FILENAME, FNR
		bad++
	}
}
END {
	printf "layers: %d includes, %d wrong\n", n, bad
	exit bad > 0 || n == 0
}' $(find src -name '*.[ch]' | sort)
