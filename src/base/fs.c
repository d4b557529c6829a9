#include "base/fs.h"

#include <dirent.h>
#include <errno.h>
#include <fcntl.h>
#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/sort.h"

/* The clock of a file system's times may be so much behind. */
#define CLOCK_NS 50000000
#define FS_MAX_DEPTH 32 /* of a walk: a loop of bind mounts ends somewhere */

static int
fail(struct diag *d, const char *path, const char *what)
{
	return diag_error(
	    d, (struct loc){ path, 0, 0 }, "cannot %s: %s", what, strerror(errno));
}

static int64_t
nanoseconds(struct timespec t)
{
	return (int64_t)t.tv_sec * 1000000000 + t.tv_nsec;
}

/* The stamp of a file that was NOW, or after, as ST says. */
static void
stamp(struct fs_stamp *out, const struct stat *st, const struct timespec *now)
{
	*out = (struct fs_stamp){ .size = (int64_t)st->st_size,
		.mtime_ns = nanoseconds(st->st_mtim),
		.ctime_ns = nanoseconds(st->st_ctim),
		.inode = (uint64_t)st->st_ino };
	out->settled = out->ctime_ns + CLOCK_NS <= nanoseconds(*now);
}

int
fs_read(struct diag *d, struct buf *out, const char *path, size_t limit)
{
	return fs_read_stamped(d, out, path, limit, NULL);
}

int
fs_read_stamped(
    struct diag *d, struct buf *out, const char *path, size_t limit, struct fs_stamp *as)
{
	struct timespec now;
	size_t start = out->n;
	struct stat st;
	ssize_t got;
	int fd, rc = -1;

	(void)clock_gettime(CLOCK_REALTIME, &now); /* cannot fail on Linux; before the look */
	fd =
	    open(path, O_RDONLY | O_CLOEXEC | O_NONBLOCK); /* a pipe must not keep us waiting */
	if (fd < 0)
		return fail(d, path, "open");
	if (fstat(fd, &st) != 0) {
		rc = fail(d, path, "stat");
		goto out;
	}
	if (!S_ISREG(st.st_mode)) {
		rc = diag_error(d, (struct loc){ path, 0, 0 }, "not a regular file");
		goto out;
	}
	if (as != NULL)
		stamp(as, &st, &now);
	if (st.st_size > 0 && (uintmax_t)st.st_size <= limit)
		buf_reserve(out, (size_t)st.st_size + 1);
	for (;;) {
		if (out->cap - out->n < 4096)
			buf_reserve(out, 4096);
		got = read(fd, out->p + out->n, out->cap - out->n - 1);
		if (got < 0 && errno == EINTR)
			continue;
		if (got < 0) {
			rc = fail(d, path, "read");
			goto out;
		}
		if (got == 0)
			break;
		out->n += (size_t)got;
		out->p[out->n] = '\0';
		if (out->n - start > limit) {
			rc = diag_error(d, (struct loc){ path, 0, 0 },
			    "file is larger than the limit of %zu KiB", limit / 1024);
			goto out;
		}
		if (out->n - start == (size_t)st.st_size)
			break; /* less than was asked for: nothing follows */
	}
	rc = 0;
out:
	(void)close(fd); /* read only: nothing to lose */
	return rc;
}

static int
write_all(int fd, struct str s)
{
	while (s.n > 0) {
		ssize_t put = write(fd, s.p, s.n);

		if (put < 0 && errno == EINTR)
			continue;
		if (put < 0)
			return -1;
		s = str_skip(s, (size_t)put);
	}
	return 0;
}

int
fs_write(struct diag *d, const char *path, struct str bytes)
{
	struct buf tmp = BUF_INIT;
	int fd, rc = -1;

	buf_addf(&tmp, "%s.tmp%ld", path, (long)getpid());
	fd = open(tmp.p, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0644);
	if (fd < 0) {
		rc = fail(d, path, "write");
		goto out;
	}
	if (write_all(fd, bytes) != 0) {
		rc = fail(d, path, "write");
		(void)close(fd); /* the write's error is the one reported */
		(void)unlink(tmp.p);
		goto out;
	}
	if (close(fd) != 0 || rename(tmp.p, path) != 0) {
		rc = fail(d, path, "write");
		(void)unlink(tmp.p);
		goto out;
	}
	rc = 0;
out:
	buf_free(&tmp);
	return rc;
}

int
fs_sync(struct diag *d, const char *path)
{
	int fd = open(path, O_RDONLY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return fail(d, path, "open");
	if (fsync(fd) != 0 && errno != EINVAL && errno != EROFS)
		rc = fail(d, path, "flush");
	(void)close(fd); /* synced, or reported */
	return rc;
}

int
fs_mkdirs(struct diag *d, const char *path)
{
	struct buf b = BUF_INIT;
	size_t i;
	int rc = 0;

	buf_adds(&b, path);
	for (i = 1; i <= b.n && rc == 0; i++) {
		char c = b.p[i];

		if (c != '/' && c != '\0')
			continue;
		b.p[i] = '\0';
		if (mkdir(b.p, 0755) != 0 && (errno != EEXIST || !fs_is_dir(b.p))) {
			errno =
			    errno == EEXIST ? ENOTDIR : errno; /* something else has the name */
			rc = fail(d, b.p, "make directory");
		}
		b.p[i] = c;
	}
	buf_free(&b);
	return rc;
}

int
fs_mkdirs_for(struct diag *d, const char *path)
{
	const char *slash = strrchr(path, '/');
	struct buf b = BUF_INIT;
	int rc;

	if (slash == NULL || slash == path)
		return 0;
	buf_add(&b, path, (size_t)(slash - path));
	rc = fs_mkdirs(d, b.p);
	buf_free(&b);
	return rc;
}

bool
fs_exists(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0;
}

bool
fs_is_dir(const char *path)
{
	struct stat st;

	return stat(path, &st) == 0 && S_ISDIR(st.st_mode);
}

bool
fs_inside(const char *root, const char *path)
{
	char *in = realpath(root, NULL), *at = realpath(path, NULL);
	bool inside = true;
	size_t n;

	if (in != NULL && at != NULL) {
		n = strcmp(in, "/") != 0 ? strlen(in) : 0;
		inside = strncmp(in, at, n) == 0 && (at[n] == '/' || at[n] == '\0');
	}
	free(in);
	free(at);
	return inside;
}

static int
leads_out(struct diag *d, const char *root, const char *path)
{
	return diag_error(
	    d, (struct loc){ path, 0, 0 }, "a symbolic link that leads out of %s", root);
}

int
fs_read_inside(
    struct diag *d, struct buf *out, const char *root, const char *path, size_t limit)
{
	return fs_inside(root, path) ? fs_read(d, out, path, limit) : leads_out(d, root, path);
}

bool
fs_stamp(const char *path, struct fs_stamp *out)
{
	struct timespec now;
	struct stat st;

	(void)clock_gettime(CLOCK_REALTIME, &now); /* cannot fail on Linux; before the look */
	if (stat(path, &st) != 0 || !S_ISREG(st.st_mode))
		return false;
	stamp(out, &st, &now);
	return true;
}

/* The bytes of PATH that name its folder. */
static size_t
folder_of(const char *path)
{
	const char *slash = strrchr(path, '/');

	return slash != NULL ? (size_t)(slash - path) : 0;
}

static bool
same_folder(const char *a, const char *b)
{
	size_t n = folder_of(a);

	return n == folder_of(b) && memcmp(a, b, n) == 0;
}

void
fs_stamps(const char *root, char *const *path, size_t n, struct fs_stamp *out)
{
	int top = open(root, O_PATH | O_DIRECTORY | O_CLOEXEC), in = -1;
	struct buf folder = BUF_INIT;
	struct timespec now;
	struct stat st;
	size_t i, skip;

	(void)clock_gettime(CLOCK_REALTIME, &now); /* cannot fail on Linux; before any look */
	for (i = 0; i < n; i++) {
		if (in >= 0 && !same_folder(path[i - 1], path[i])) {
			(void)close(in); /* a directory */
			in = -1;
		}
		/* Several looks into one folder find it once. */
		if (in < 0 && i + 1 < n && same_folder(path[i], path[i + 1]) &&
		    folder_of(path[i]) > 0) {
			buf_clear(&folder);
			buf_add(&folder, path[i], folder_of(path[i]));
			in = openat(top, folder.p, O_PATH | O_DIRECTORY | O_CLOEXEC);
		}
		skip = in >= 0 ? folder_of(path[i]) + 1 : 0;
		if (fstatat(in >= 0 ? in : top, path[i] + skip, &st, 0) == 0 &&
		    S_ISREG(st.st_mode))
			stamp(&out[i], &st, &now);
		else
			out[i] = (struct fs_stamp){ .size = -1 };
	}
	if (in >= 0)
		(void)close(in); /* same */
	if (top >= 0)
		(void)close(top); /* same */
	buf_free(&folder);
}

bool
fs_stamp_same(const struct fs_stamp *a, const struct fs_stamp *b)
{
	return a->settled && a->size == b->size && a->mtime_ns == b->mtime_ns &&
	       a->ctime_ns == b->ctime_ns && a->inode == b->inode;
}

static int
by_bytes(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
list_add(struct arena *a, struct fs_list *l, char *s)
{
	l->path = arena_grow(a, l->path, l->n, &l->cap, sizeof(*l->path));
	l->path[l->n++] = s;
}

static void
list_sort(struct fs_list *l)
{
	sort_by(l->path, l->n, sizeof(*l->path), by_bytes);
}

/* Before each name stands what the directory says it is: a look at each costs more than all the rest. */
enum named { NAMED_FILE = 'f', NAMED_DIR = 'd', NAMED_OTHER = '?' };

static int
names_of(struct diag *d, struct arena *a, const char *dir, struct fs_list *out)
{
	const struct dirent *e;
	DIR *h;

	*out = (struct fs_list){ .n = 0 };
	h = opendir(dir);
	if (h == NULL)
		return errno == ENOENT ? 0 : fail(d, dir, "list");
	while ((e = readdir(h)) != NULL)
		if (strcmp(e->d_name, ".") != 0 && strcmp(e->d_name, "..") != 0) {
			size_t n = strlen(e->d_name) + 1;
			char *s = arena_alloc(a, n + 1);

			s[0] = (char)(e->d_type == DT_REG   ? NAMED_FILE
				      : e->d_type == DT_DIR ? NAMED_DIR
							    : NAMED_OTHER);
			memcpy(s + 1, e->d_name, n);
			list_add(a, out, s + 1);
		}
	(void)closedir(h); /* read only */
	list_sort(out);
	return 0;
}

int
fs_names(struct diag *d, struct arena *a, const char *dir, struct fs_list *out)
{
	return names_of(d, a, dir, out);
}

char *
fs_join(struct arena *a, const char *dir, const char *name)
{
	return arena_join(a, dir, dir[0] != '\0' ? "/" : "", name);
}

static int walk(struct diag *, struct arena *, const char *root, const char *below, int depth,
    struct fs_list *out);

/* The entry FULL of which its directory does not tell what it is; PATH below ROOT. */
static int
walk_entry(struct diag *d, struct arena *a, const char *root, char *path, int depth,
    struct fs_list *out)
{
	const char *full = fs_join(a, root, path);
	struct stat st, link;

	if (lstat(full, &st) != 0 || (S_ISLNK(st.st_mode) && stat(full, &link) != 0))
		return fail(d, full, "read");
	if (S_ISLNK(st.st_mode)) {
		if (!fs_inside(root, full))
			return leads_out(d, root, full);
		st = link;
	}
	if (S_ISDIR(st.st_mode))
		return walk(d, a, root, path, depth + 1, out);
	if (S_ISREG(st.st_mode))
		list_add(a, out, path);
	return 0;
}

static int
walk(struct diag *d, struct arena *a, const char *root, const char *below, int depth,
    struct fs_list *out)
{
	const char *dir = below[0] != '\0' ? fs_join(a, root, below) : root;
	struct fs_list others = { .n = 0 };
	const struct dirent *e;
	size_t i;
	DIR *h;

	if (depth > FS_MAX_DEPTH)
		return diag_error(d, (struct loc){ dir, 0, 0 }, "directories nested too deep");
	h = opendir(dir);
	if (h == NULL)
		return fail(d, dir, "list");
	while ((e = readdir(h)) != NULL) {
		const char *name = e->d_name;

		if (name[0] == '.' || name[0] == '#' || name[strlen(name) - 1] == '~')
			continue;
		list_add(a, e->d_type == DT_REG ? out : &others, fs_join(a, below, name));
	}
	(void)closedir(h); /* read only */
	list_sort(&others);
	for (i = 0; i < others.n; i++)
		if (walk_entry(d, a, root, others.path[i], depth, out) != 0)
			return -1;
	return 0;
}

int
fs_walk(struct diag *d, struct arena *a, const char *root, struct fs_list *out)
{
	*out = (struct fs_list){ .n = 0 };
	if (!fs_is_dir(root))
		return diag_error(d, (struct loc){ root, 0, 0 }, "no such directory");
	if (walk(d, a, root, "", 0, out) != 0)
		return -1;
	list_sort(out);
	return 0;
}

static int
remove_file(struct diag *d, const char *path)
{
	return unlink(path) != 0 && errno != ENOENT ? fail(d, path, "remove") : 0;
}

static int
remove_dir(struct diag *d, const char *path)
{
	struct arena a;
	struct fs_list names;
	size_t i;
	int rc;

	arena_init(&a, 0);
	rc = names_of(d, &a, path, &names);
	for (i = 0; rc == 0 && i < names.n; i++) {
		const char *inner = fs_join(&a, path, names.path[i]);

		switch (names.path[i][-1]) {
		case NAMED_FILE:
			rc = remove_file(d, inner);
			break;
		case NAMED_DIR:
			rc = remove_dir(d, inner);
			break;
		default:
			rc = fs_remove(d, inner);
		}
	}
	arena_free(&a);
	if (rc == 0 && rmdir(path) != 0 && errno != ENOENT)
		rc = fail(d, path, "remove");
	return rc;
}

int
fs_remove(struct diag *d, const char *path)
{
	struct stat st;

	if (lstat(path, &st) != 0)
		return errno == ENOENT ? 0 : fail(d, path, "remove");
	return S_ISDIR(st.st_mode) ? remove_dir(d, path) : remove_file(d, path);
}
