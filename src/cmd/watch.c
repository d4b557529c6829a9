#include "cmd/watch.h"

#include <errno.h>
#include <fcntl.h>
#include <poll.h>
#include <stdbool.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

#define MAX_DEPTH 32 /* as fs_walk() */
#define MASK \
	(IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR | \
	    IN_DELETE_SELF | IN_MOVE_SELF)

/* A directory that is watched. */
struct place {
	int id; /* of inotify */
	unsigned root; /* below which of the directories */
	char *path; /* from malloc */
};

struct watch {
	int fd;
	const char *const *dirs;
	unsigned n_dirs;
	struct place *v;
	size_t n, cap;
};

static struct place *
place_of(struct watch *w, int id)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (w->v[i].id == id)
			return &w->v[i];
	return NULL;
}

static void
forget(struct watch *w, struct place *p)
{
	free(p->path);
	*p = w->v[--w->n];
}

static void
note(struct watch *w, int id, unsigned root, const char *path)
{
	struct place *p = place_of(w, id);

	if (p == NULL) {
		if (w->n == w->cap) {
			w->cap = w->cap > 0 ? 2 * w->cap : 64;
			w->v = xrealloc(w->v, w->cap * sizeof(*w->v));
		}
		p = &w->v[w->n++];
		p->path = NULL;
	}
	free(p->path); /* it was renamed */
	*p = (struct place){ id, root, strdup(path) };
	if (p->path == NULL)
		abort(); /* as xalloc() */
}

static bool
counts(const char *name)
{
	size_t n = strlen(name);

	if (strcmp(name, ".hts") == 0)
		return true;
	return n > 0 && name[0] != '.' && name[n - 1] != '~' && name[0] != '#' &&
	       strstr(name, ".tmp") == NULL && strcmp(name, "node_modules") != 0;
}

static int
add(struct diag *d, struct watch *w, unsigned root, const char *dir, int depth)
{
	struct fs_list names;
	struct arena a;
	size_t i;
	int id = inotify_add_watch(w->fd, dir, MASK), rc;

	if (id < 0)
		return diag_error(
		    d, (struct loc){ dir, 0, 0 }, "cannot watch: %s", strerror(errno));
	note(w, id, root, dir);
	arena_init(&a, 0);
	rc = fs_names(d, &a, dir, &names);
	for (i = 0; rc == 0 && depth < MAX_DEPTH && i < names.n; i++) {
		const char *below = fs_join(&a, dir, names.path[i]);

		if (counts(names.path[i]) && fs_is_dir(below))
			rc = add(d, w, root, below, depth + 1);
	}
	arena_free(&a);
	return rc;
}

struct watch *
watch_open(struct diag *d, const char *const *dirs, unsigned n)
{
	struct watch *w = xalloc(sizeof(*w));
	unsigned i;

	*w = (struct watch){ .dirs = dirs, .n_dirs = n };
	w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (w->fd < 0) {
		(void)diag_error(d, (struct loc){ NULL, 0, 0 }, "cannot watch files: %s",
		    strerror(errno)); /* NULL says it */
		watch_close(w);
		return NULL;
	}
	for (i = 0; i < n; i++) {
		if ((i == 0 || fs_is_dir(dirs[i])) && add(d, w, i, dirs[i], 0) != 0) {
			watch_close(w);
			return NULL;
		}
	}
	return w;
}

void
watch_close(struct watch *w)
{
	if (w == NULL)
		return;
	if (w->fd >= 0)
		(void)close(w->fd); /* nothing to lose */
	while (w->n > 0)
		free(w->v[--w->n].path);
	free(w->v);
	free(w);
}

int
watch_fd(const struct watch *w)
{
	return w->fd;
}

/* A file that was made is not written yet, unless it came as a link. */
static bool
is_whole(const char *dir, const char *name)
{
	struct arena a;
	struct stat st;
	bool whole;

	arena_init(&a, 0);
	whole = lstat(fs_join(&a, dir, name), &st) == 0 &&
		(S_ISLNK(st.st_mode) || (S_ISREG(st.st_mode) && st.st_nlink > 1));
	arena_free(&a);
	return whole;
}

/* What one event means; a new directory is watched from now on. */
static unsigned
take(struct watch *w, struct diag *d, const struct inotify_event *e, const char *name)
{
	struct place *p = place_of(w, e->wd);
	struct arena a;
	unsigned bit;

	if ((e->mask & IN_Q_OVERFLOW) != 0)
		return (1u << w->n_dirs) - 1;
	if (p == NULL)
		return 0;
	bit = 1u << p->root;
	if ((e->mask & IN_IGNORED) != 0) {
		forget(w, p);
		return bit;
	}
	if ((e->mask & IN_MOVE_SELF) != 0 && strcmp(p->path, w->dirs[p->root]) == 0) {
		(void)inotify_rm_watch(w->fd, e->wd); /* another stands there now, or none */
		return bit;
	}
	if (name == NULL || !counts(name))
		return 0;
	if ((e->mask & IN_CREATE) != 0 && (e->mask & IN_ISDIR) == 0 && !is_whole(p->path, name))
		return 0;
	if ((e->mask & IN_ISDIR) != 0 && (e->mask & (IN_CREATE | IN_MOVED_TO)) != 0) {
		arena_init(&a, 0);
		(void)add(d, w, p->root, fs_join(&a, p->path, name), 0); /* gone: no matter */
		arena_free(&a);
	}
	return bit;
}

static unsigned
drain(struct watch *w)
{
	_Alignas(struct inotify_event) char room[8192];
	unsigned changed = 0;
	struct diag d;
	ssize_t n;

	diag_init(&d);
	while ((n = read(w->fd, room, sizeof(room))) > 0) {
		const char *p = room;

		while (p < room + n) {
			struct inotify_event e;

			memcpy(&e, p, sizeof(e));
			changed |= take(w, &d, &e, e.len > 0 ? p + sizeof(e) : NULL);
			p += sizeof(e) + e.len;
		}
	}
	diag_free(&d);
	return changed;
}

static bool
lacks(const struct watch *w, unsigned root)
{
	size_t i;

	for (i = 0; i < w->n; i++)
		if (strcmp(w->v[i].path, w->dirs[root]) == 0)
			return false;
	return true;
}

bool
watch_lacks(const struct watch *w)
{
	unsigned i;

	for (i = 0; i < w->n_dirs; i++)
		if (lacks(w, i))
			return true;
	return false;
}

/* Directories that came, or came back. */
static unsigned
look_again(struct watch *w)
{
	unsigned i, changed = 0;
	struct diag d;

	diag_init(&d);
	for (i = 0; i < w->n_dirs; i++)
		if (lacks(w, i) && fs_is_dir(w->dirs[i]) && add(&d, w, i, w->dirs[i], 0) == 0)
			changed |= 1u << i;
	diag_free(&d);
	return changed;
}

static int64_t
now_ms(void)
{
	struct timespec t;

	(void)clock_gettime(CLOCK_MONOTONIC, &t); /* cannot fail on Linux */
	return (int64_t)t.tv_sec * 1000 + t.tv_nsec / 1000000;
}

unsigned
watch_take(struct watch *w)
{
	struct pollfd p = { .fd = w->fd, .events = POLLIN };
	unsigned changed = drain(w);
	int64_t until = now_ms() + WATCH_PATIENCE_MS;

	while (changed != 0 && now_ms() < until && poll(&p, 1, WATCH_QUIET_MS) > 0)
		changed |= drain(w);
	return changed | look_again(w);
}
