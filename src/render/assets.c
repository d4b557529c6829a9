#include "render/assets.h"

#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/limits.h"

static bool
is_sheet(const struct asset *s)
{
	return str_ends(str_of(s->name), ".css");
}

/* The last part of a path, where its folders end. */
static const char *
base_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? slash + 1 : path;
}

/* "img/flag.png" to "/assets/img/flag.0a1b2c3d.png"; a name without a suffix gets one. */
static const char *
url_of(struct arena *a, const char *name, struct str bytes)
{
	const char *dot = strrchr(base_of(name), '.');
	char sha[HASH_HEX];

	hash_hex(sha, bytes);
	if (dot == NULL)
		return arena_printf(a, "/assets/%s.%.8s", name, sha);
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

/* The asset that REFERENCE (without query and fragment) means in the sheet FROM; NULL: none. */
static const struct asset *
find(const struct assets *as, struct arena *a, const struct asset *from, struct str reference)
{
	size_t folder = (size_t)(base_of(from->name) - from->name), i;
	const char *name;

	while (str_starts(reference, "./"))
		reference = str_skip(reference, 2);
	while (str_starts(reference, "../")) {
		if (folder == 0)
			return NULL;
		for (folder--; folder > 0 && from->name[folder - 1] != '/'; folder--)
			;
		reference = str_skip(reference, 3);
	}
	name =
	    arena_printf(a, "%.*s%.*s", (int)folder, from->name, (int)reference.n, reference.p);
	for (i = 0; i < as->n; i++)
		if (strcmp(as->v[i].name, name) == 0)
			return &as->v[i];
	return NULL;
}

/* "data:...", "https://...", "//host", "/root" and "#part" are not files of ours. */
static bool
is_elsewhere(struct str reference)
{
	size_t colon = str_chr(reference, ':');

	return reference.n == 0 || reference.p[0] == '/' || reference.p[0] == '#' ||
	       colon < str_chr(reference, '/');
}

/* What stands in url(...): its start within TEXT, quotes left out; AFTER: past what was read. */
static struct str
reference_at(struct str text, size_t start, size_t *after)
{
	struct str in = str_skip(text, start);
	size_t end, skipped;

	for (skipped = 0; in.n > 0 && (in.p[0] == ' ' || in.p[0] == '\t'); skipped++)
		in = str_skip(in, 1);
	if (in.n > 0 && (in.p[0] == '"' || in.p[0] == '\'')) {
		end = str_chr(str_skip(in, 1), in.p[0]);
		in = str_skip(in, 1);
		skipped++;
	} else {
		end = str_chr(in, ')');
	}
	*after = start + skipped + end;
	return str_trim((struct str){ in.p, end });
}

static unsigned
line_of(struct str text, const char *at)
{
	unsigned line = 1;
	const char *p;

	for (p = text.p; p < at; p++)
		line += *p == '\n';
	return line;
}

/* Give every reference of the sheet S the published name of its file. */
static int
rewrite(struct diag *d, struct arena *a, const struct assets *as, struct asset *s)
{
	static const char opening[] = "url(";
	struct str text = s->bytes;
	struct buf out = BUF_INIT;
	size_t done = 0, at, after;
	int rc = 0;

	for (at = 0; at + sizeof(opening) - 1 <= text.n; at++) {
		struct str path;
		const struct asset *other;

		if (!str_starts(str_skip(text, at), opening))
			continue;
		path = reference_at(text, at + sizeof(opening) - 1, &after);
		at = after;
		if (is_elsewhere(path))
			continue;
		path.n = str_chr(path, '?');
		path.n = str_chr(path, '#');
		other = find(as, a, s, path);
		if (other == NULL || is_sheet(other)) {
			rc = diag_error(d, (struct loc){ s->file, line_of(text, path.p), 0 },
			    "url(%.*s) names %s", (int)path.n, path.p,
			    other == NULL ? "no file of the assets"
					  : "another style sheet; join the two");
			continue;
		}
		/* The folders stay as they are written, the last part changes. */
		while (path.n > 0 && path.p[path.n - 1] != '/')
			path.n--;
		buf_add(&out, text.p + done, (size_t)(path.p - text.p) + path.n - done);
		buf_adds(&out, base_of(other->url));
		done = (size_t)(path.p - text.p) + path.n + strlen(base_of(other->name));
	}
	buf_add(&out, text.p + done, text.n - done);
	s->bytes = (struct str){ arena_strndup(a, out.p, out.n), out.n };
	buf_free(&out);
	return rc;
}

static int
read_dir(struct diag *d, struct arena *a, const char *dir, struct assets *as)
{
	struct buf b = BUF_INIT;
	struct fs_list files;
	size_t i, j;
	int rc = 0;

	if (!fs_is_dir(dir))
		return 0;
	if (fs_walk(d, a, dir, &files) != 0)
		return -1;
	for (i = 0; i < files.n; i++) {
		struct asset s = { files.path[i], fs_join(a, dir, files.path[i]), NULL,
			STR("") };

		for (j = 0; j < as->n; j++)
			if (strcmp(as->v[j].name, s.name) == 0)
				rc = diag_error(d, (struct loc){ s.file, 0, 0 },
				    "has the name of %s", as->v[j].file);
		buf_clear(&b);
		if (fs_read(d, &b, s.file, LIMIT_ASSET_FILE) != 0) {
			rc = -1;
			continue;
		}
		s.bytes = (struct str){ arena_strndup(a, b.p, b.n), b.n };
		as->v = arena_grow(a, as->v, as->n, &as->cap, sizeof(*as->v));
		as->v[as->n++] = s;
	}
	buf_free(&b);
	return rc;
}

int
assets_load(
    struct diag *d, struct arena *a, const char *const *dirs, size_t n, struct assets *as)
{
	struct value *urls = value_map(a);
	size_t i;
	int rc = 0;

	*as = (struct assets){ .urls = urls };
	for (i = 0; i < n; i++)
		if (read_dir(d, a, dirs[i], as) != 0)
			rc = -1;
	/* Sheets come after the files whose names they hold. */
	for (i = 0; i < as->n; i++)
		if (!is_sheet(&as->v[i]))
			as->v[i].url = url_of(a, as->v[i].name, as->v[i].bytes);
	for (i = 0; i < as->n; i++) {
		struct asset *s = &as->v[i];

		if (is_sheet(s)) {
			if (rewrite(d, a, as, s) != 0)
				rc = -1;
			s->url = url_of(a, s->name, s->bytes);
		}
		value_set_cstr(urls, key_of(a, s->name), s->url);
	}
	return rc;
}
