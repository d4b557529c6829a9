#include "net/static.h"

#include <fcntl.h>
#include <inttypes.h>
#include <stdio.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/escape.h"
#include "base/lang.h"
#include "base/url.h"

#define INDEX "index.html"
#define NOT_FOUND "404.html"

const char *
static_type(struct str name)
{
	static const struct {
		const char *extension, *type;
	} table[] = {
		{ ".html", "text/html; charset=utf-8" },
		{ ".css", "text/css; charset=utf-8" },
		{ ".js", "text/javascript; charset=utf-8" },
		{ ".json", "application/json" },
		{ ".csv", "text/csv; charset=utf-8" },
		{ ".txt", "text/plain; charset=utf-8" },
		{ ".md", "text/markdown; charset=utf-8" },
		{ ".xml", "application/xml" },
		{ ".svg", "image/svg+xml" },
		{ ".png", "image/png" },
		{ ".jpg", "image/jpeg" },
		{ ".jpeg", "image/jpeg" },
		{ ".gif", "image/gif" },
		{ ".webp", "image/webp" },
		{ ".ico", "image/x-icon" },
		{ ".woff2", "font/woff2" },
		{ ".woff", "font/woff" },
		{ ".ttf", "font/ttf" },
		{ ".wasm", "application/wasm" },
		{ ".pdf", "application/pdf" },
		{ ".yaml", "application/yaml" },
		{ ".yml", "application/yaml" },
		{ ".webmanifest", "application/manifest+json" },
		{ ".gz", "application/gzip" },
		{ ".zip", "application/zip" },
		{ ".db", "application/vnd.sqlite3" },
	};
	size_t i;

	for (i = 0; i < sizeof(table) / sizeof(table[0]); i++)
		if (str_ends(name, table[i].extension))
			return table[i].type;
	return "application/octet-stream";
}

static bool
acceptable(struct str component)
{
	size_t i;

	if (component.n == 0 || component.p[0] == '.')
		return false;
	for (i = 0; i < component.n; i++) {
		unsigned char c = (unsigned char)component.p[i];

		if (c < 0x20 || c == 0x7f || c == '\\')
			return false;
	}
	return true;
}

/* Open one component in DIR; -1 when it is a link or not there. */
static int
open_in(int dir, struct str component, int flags)
{
	struct buf name = BUF_INIT;
	int fd;

	buf_addstr(&name, component); /* ends in NUL; acceptable() saw that it holds none */
	fd = openat(dir, name.p, flags | O_NOFOLLOW | O_CLOEXEC);
	buf_free(&name);
	return fd;
}

/* Walk PATH, decoded and without its first slash, to its last directory; *NAME is what is left,
 * "" when PATH ends in a slash.  A descriptor of the caller's, or -1. */
static int
walk(int root, struct str path, struct str *name)
{
	int dir = openat(root, ".", O_PATH | O_DIRECTORY | O_CLOEXEC), next;
	size_t slash;

	while (dir >= 0) {
		slash = str_chr(path, '/');
		*name = (struct str){ path.p, slash };
		if (slash == path.n && (path.n == 0 || acceptable(*name)))
			return dir;
		next = acceptable(*name) ? open_in(dir, *name, O_PATH | O_DIRECTORY) : -1;
		(void)close(dir); /* O_PATH: nothing to lose */
		dir = next;
		path = str_skip(path, slash + 1);
	}
	return -1;
}

/* Open NAME in DIR for reading, if it is a file; *IS_DIR tells a directory apart. */
static int
open_file(int dir, struct str name, struct static_file *out, bool *is_dir)
{
	struct stat st;
	/* O_NONBLOCK: a FIFO must not make us wait */
	int fd = open_in(dir, name, O_RDONLY | O_NONBLOCK);

	*is_dir = false;
	if (fd < 0)
		return -1;
	if (fstat(fd, &st) != 0 || !S_ISREG(st.st_mode)) {
		*is_dir = S_ISDIR(st.st_mode);
		(void)close(fd); /* read only */
		return -1;
	}
	out->fd = fd;
	out->size = (uint64_t)st.st_size;
	out->content_type = static_type(name);
	/* cannot be cut: three numbers of 16 digits and one of 8 */
	(void)snprintf(out->etag, sizeof(out->etag),
	    "\"%" PRIx64 "-%" PRIx64 "-%" PRIx64 ".%lx\"", (uint64_t)st.st_ino,
	    (uint64_t)st.st_size, (uint64_t)st.st_mtim.tv_sec,
	    (unsigned long)st.st_mtim.tv_nsec);
	return 0;
}

static int
find(int root, struct str path, struct static_file *out)
{
	struct str name;
	bool is_dir;
	int dir, rc;

	if (path.n == 0 || path.p[0] != '/')
		return 404;
	dir = walk(root, str_skip(path, 1), &name);
	if (dir < 0)
		return 404;
	rc = open_file(dir, name.n > 0 ? name : STR(INDEX), out, &is_dir);
	(void)close(dir); /* O_PATH */
	if (rc == 0)
		return 200;
	return is_dir && name.n > 0 ? 301 : 404;
}

/* The page for what is not there, in the language of PATH where there is one; or there is none. */
static void
open_missing(int root, struct str path, struct static_file *out)
{
	enum lang lang = lang_of_path(path);
	struct buf page = BUF_INIT;
	struct str name;
	bool is_dir;
	int dir = -1, rc = -1;

	if (lang != LANG_EN) {
		buf_addf(&page, "%s/" NOT_FOUND, lang_info[lang].prefix + 1);
		dir = walk(root, buf_str(&page), &name);
	}
	if (dir >= 0) {
		rc = open_file(dir, name, out, &is_dir);
		(void)close(dir); /* O_PATH */
	}
	if (rc != 0)
		(void)open_file(root, STR(NOT_FOUND), out, &is_dir);
	buf_free(&page);
}

void
static_find(int root, struct str method, struct str path, struct static_file *out)
{
	struct buf decoded = BUF_INIT;

	*out = (struct static_file){ .status = 405, .fd = -1 };
	if (!str_is(method, "GET") && !str_is(method, "HEAD"))
		return;
	url_decode(&decoded, path, false);
	out->status = find(root, buf_str(&decoded), out);
	if (out->status == 404)
		open_missing(root, buf_str(&decoded), out);
	buf_free(&decoded);
}

void
static_location(struct buf *out, struct str path, struct str query)
{
	struct buf decoded = BUF_INIT;

	/* Decoded and encoded anew, so that no byte of the request stands raw in a header. */
	url_decode(&decoded, path, false);
	escape_url_path(out, buf_str(&decoded));
	buf_free(&decoded);
	buf_addc(out, '/');
	if (query.n > 0) {
		buf_addc(out, '?');
		buf_addstr(out, query);
	}
}

bool
static_matches(struct str value, const char *etag)
{
	struct str one;

	while (str_split(&value, ',', &one)) {
		one = str_trim(one);
		if (str_starts(one, "W/"))
			one = str_skip(one, 2);
		if (str_is(one, "*") || str_is(one, etag))
			return true;
	}
	return false;
}
