#include "render/assets.h"

#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/limits.h"

/* "style.css" to "/assets/style.0a1b2c3d.css"; what has a folder or no suffix keeps its
 * name. */
static const char *
url_of(struct arena *a, const char *name, struct str bytes)
{
	const char *dot = strrchr(name, '.');
	char sha[HASH_HEX];

	if (strchr(name, '/') != NULL || dot == NULL)
		return arena_printf(a, "/assets/%s", name);
	hash_hex(sha, bytes);
	return arena_printf(a, "/assets/%.*s.%.8s%s", (int)(dot - name), name, sha, dot);
}

static const char *
key_of(struct arena *a, const char *name)
{
	char *key = arena_strdup(a, name);
	size_t i;

	for (i = 0; key[i] != '\0'; i++)
		if (!ascii_isalpha(key[i]) && !ascii_isdigit(key[i]))
			key[i] = '_';
	return key;
}

int
assets_load(struct diag *d, struct arena *a, const char *templates, struct assets *as)
{
	const char *dir = fs_join(a, templates, "assets");
	struct value *urls = value_map(a);
	struct buf b = BUF_INIT;
	struct fs_list files;
	size_t i;
	int rc = 0;

	*as = (struct assets){ .urls = urls };
	if (!fs_is_dir(dir))
		return 0;
	if (fs_walk(d, a, dir, &files) != 0)
		return -1;
	for (i = 0; i < files.n; i++) {
		struct asset *s;

		buf_clear(&b);
		if (fs_read(d, &b, fs_join(a, dir, files.path[i]), LIMIT_ASSET_FILE) != 0) {
			rc = -1;
			continue;
		}
		as->v = arena_grow(a, as->v, as->n, &as->cap, sizeof(*as->v));
		s = &as->v[as->n++];
		s->bytes = (struct str){ arena_strndup(a, b.p, b.n), b.n };
		s->url = url_of(a, files.path[i], s->bytes);
		value_set_cstr(urls, key_of(a, files.path[i]), s->url);
	}
	buf_free(&b);
	return rc;
}
