/*
 * fuzz_path.c - any bytes as a URL path, in a tree with links that lead out of it.
 *
 * Properties: a file that is opened lies below the root, says the kernel, and is none of those
 * that are hidden or outside; a redirect goes to a path of one slash at its beginning,
 * encoded, and ends in a slash; it leads to a directory, and asking again with its target does
 * not redirect.
 */
#include <fcntl.h>
#include <string.h>
#include <sys/stat.h>

#include "base/buf.h"
#include "base/diag.h"
#include "base/fs.h"
#include "fuzz.h"
#include "net/static.h"

static void
must(int fact)
{
	if (!fact)
		abort();
}

static void
put(int dir, const char *name, const char *text)
{
	int fd = openat(dir, name, O_CREAT | O_WRONLY | O_CLOEXEC, 0600);

	must(fd >= 0 && write(fd, text, strlen(text)) == (ssize_t)strlen(text));
	must(close(fd) == 0);
}

static char top[64]; /* the tree's folder; the root is r/ in it */

static void
clean(void)
{
	struct diag d;

	diag_init(&d);
	(void)fs_remove(&d, top); /* the process ends: what stays, stays */
	diag_free(&d);
}

static int
make_root(void)
{
	int root, dir;

	(void)snprintf(top, sizeof(top), "/tmp/fuzz-path-XXXXXX");
	must(mkdtemp(top) != NULL && atexit(clean) == 0);
	dir = open(top, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	must(dir >= 0);
	put(dir, "secret", "S");
	must(mkdirat(dir, "r", 0700) == 0);
	root = openat(dir, "r", O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	must(root >= 0);
	put(root, "index.html", "i");
	put(root, "404.html", "4");
	put(root, "a", "a");
	put(root, ".h", "H");
	put(root, "..h", "H");
	put(root, "\\", "H");
	must(mkdirat(root, "d", 0700) == 0);
	put(root, "d/index.html", "i");
	put(root, "d/ b", "b");
	must(mkdirat(root, ".g", 0700) == 0);
	put(root, ".g/a", "H");
	must(symlinkat("../secret", root, "l") == 0);
	must(symlinkat("..", root, "u") == 0);
	must(symlinkat("../..", root, "d/u") == 0);
	must(symlinkat("/", root, "s") == 0);
	must(symlinkat("d", root, "e") == 0);
	(void)close(dir); /* read only */
	return root;
}

static void
check_inside(const struct static_file *f)
{
	char link[64], target[4096], byte = 0;
	ssize_t n;

	(void)snprintf(link, sizeof(link), "/proc/self/fd/%d", f->fd);
	n = readlink(link, target, sizeof(target) - 1);
	must(n > 0);
	target[n] = '\0';
	must(strncmp(target, top, strlen(top)) == 0);
	must(strncmp(target + strlen(top), "/r/", 3) == 0);
	must(strstr(target, "/.") == NULL && strchr(target, '\\') == NULL);
	must(read(f->fd, &byte, 1) == 1 && byte != 'S' && byte != 'H');
}

static void
check_redirect(int root, struct str path)
{
	struct buf to = BUF_INIT;
	struct static_file f;
	size_t i;

	static_location(&to, path, STR(""));
	must(to.n >= 3 && to.p[0] == '/' && to.p[1] != '/' && to.p[to.n - 1] == '/');
	for (i = 0; i < to.n; i++)
		must(to.p[i] > 0x20 && to.p[i] < 0x7f && to.p[i] != '\\' && to.p[i] != '?');
	static_find(root, STR("GET"), buf_str(&to), &f);
	must(f.status == 200 || f.status == 404);
	if (f.fd >= 0)
		(void)close(f.fd); /* read only */
	buf_free(&to);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	static int root = -1;
	const struct str path = { (const char *)data, n };
	struct static_file f;

	if (root < 0)
		root = make_root();
	static_find(root, STR("GET"), path, &f);
	must(f.status == 200 || f.status == 301 || f.status == 404);
	must((f.fd >= 0) == (f.status != 301)); /* the tree has a 404.html */
	if (f.status == 301)
		check_redirect(root, path);
	if (f.fd >= 0) {
		check_inside(&f);
		must(strlen(f.etag) > 2 && f.content_type != NULL && f.size == 1);
		(void)close(f.fd); /* read only */
	}
	return 0;
}
