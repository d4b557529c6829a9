#include "cmd/watch.h"

#include <errno.h>
#include <poll.h>
#include <stdlib.h>
#include <string.h>
#include <sys/inotify.h>
#include <unistd.h>

#include "base/arena.h"
#include "base/fs.h"

#define QUIET_MS 50 /* an editor's save is several events; one build is enough */
#define MAX_DIRS 1024 /* directories watched; content/ has a dozen */

struct watch {
	struct arena arena;
	int fd;
	const char *path[MAX_DIRS]; /* by watch descriptor, which count from 1 */
	unsigned n;
};

static int
add(struct diag *d, struct watch *w, const char *dir)
{
	struct fs_list names;
	size_t i;
	int id = inotify_add_watch(w->fd, dir,
	    IN_CLOSE_WRITE | IN_MOVED_FROM | IN_MOVED_TO | IN_CREATE | IN_DELETE | IN_ONLYDIR);

	if (id < 0 || id >= MAX_DIRS)
		return diag_error(d, (struct loc){ dir, 0, 0 }, "cannot watch: %s",
		    id < 0 ? strerror(errno) : "too many directories");
	w->path[id] = arena_strdup(&w->arena, dir);
	w->n++;
	if (fs_names(d, &w->arena, dir, &names) != 0)
		return -1;
	for (i = 0; i < names.n; i++) {
		const char *below = fs_join(&w->arena, dir, names.path[i]);

		if (names.path[i][0] != '.' && strcmp(names.path[i], "node_modules") != 0 &&
		    fs_is_dir(below) && add(d, w, below) != 0)
			return -1;
	}
	return 0;
}

struct watch *
watch_open(struct diag *d, const char *const *dirs, unsigned n)
{
	struct watch *w = xalloc(sizeof(*w));
	unsigned i;

	memset(w, 0, sizeof(*w));
	arena_init(&w->arena, 0);
	w->fd = inotify_init1(IN_CLOEXEC | IN_NONBLOCK);
	if (w->fd < 0) {
		(void)diag_error(d, (struct loc){ NULL, 0, 0 }, "cannot watch files: %s",
		    strerror(errno)); /* NULL says it */
		watch_close(w);
		return NULL;
	}
	for (i = 0; i < n; i++) {
		if (add(d, w, dirs[i]) != 0) {
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
	arena_free(&w->arena);
	free(w);
}

/* Editors' own files (hidden, backups, swap files) are no change. */
static bool
counts(const struct inotify_event *e)
{
	size_t n = e->len > 0 ? strlen(e->name) : 0;

	return n > 0 && e->name[0] != '.' && e->name[n - 1] != '~' && e->name[0] != '#' &&
	       strstr(e->name, ".tmp") == NULL;
}

/* Read what is there; a new directory is watched from now on. */
static bool
drain(struct watch *w)
{
	_Alignas(struct inotify_event) char room[8192];
	bool changed = false;
	struct diag d;
	ssize_t n;

	diag_init(&d);
	while ((n = read(w->fd, room, sizeof(room))) > 0) {
		const char *p = room;

		while (p < room + n) {
			struct inotify_event e;
			const struct inotify_event *full = (const void *)p;

			memcpy(&e, p, sizeof(e));
			if (counts(full)) {
				changed = true;
				if ((e.mask & IN_ISDIR) != 0 &&
				    (e.mask & (IN_CREATE | IN_MOVED_TO)) != 0 && e.wd > 0 &&
				    e.wd < MAX_DIRS && w->path[e.wd] != NULL)
					(void)add(&d, w,
					    fs_join(&w->arena, w->path[e.wd],
						full->name)); /* gone again: no matter */
			}
			p += sizeof(e) + e.len;
		}
	}
	diag_free(&d);
	return changed;
}

bool
watch_wait(struct watch *w)
{
	struct pollfd p = { .fd = w->fd, .events = POLLIN };
	bool changed = false;

	for (;;) {
		int n = poll(&p, 1, changed ? QUIET_MS : -1);

		if (n < 0)
			return false; /* a signal */
		if (n == 0)
			return true;
		if (drain(w))
			changed = true;
	}
}
