#include "render/release.h"

#include <errno.h>
#include <fcntl.h>
#include <string.h>
#include <sys/file.h>
#include <time.h>
#include <unistd.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/near.h"
#include "render/manifest.h"
#include "render/published.h"

static int
fail(struct diag *d, const char *path, const char *what)
{
	return diag_error(
	    d, (struct loc){ path, 0, 0 }, "cannot %s: %s", what, strerror(errno));
}

bool
release_is_id(const char *s)
{
	static const char shape[] = "00000000T000000Z-xxxxxxxx";
	size_t i;

	for (i = 0; shape[i] != '\0'; i++) {
		bool hex = s[i] >= 'a' && s[i] <= 'f';

		if (shape[i] == '0'   ? !ascii_isdigit(s[i])
		    : shape[i] == 'x' ? !ascii_isdigit(s[i]) && !hex
				      : s[i] != shape[i])
			return false;
	}
	return s[i] == '\0';
}

const char *
release_current(struct arena *a, const char *out)
{
	char target[64];
	const char *id;
	ssize_t n = readlink(fs_join(a, out, "current"), target, sizeof(target) - 1);

	if (n <= 0)
		return NULL;
	target[n] = '\0';
	if (!str_starts(str_of(target), "releases/"))
		return NULL;
	id = target + strlen("releases/");
	return release_is_id(id) ? arena_strdup(a, id) : NULL;
}

int
release_lock(struct diag *d, const char *out)
{
	const struct timespec pause = { .tv_nsec = 100000000 };
	struct arena a;
	char *path;
	int fd = -1, tries;

	arena_init(&a, 0);
	path = fs_join(&a, out, ".lock");
	if (fs_mkdirs(d, out) != 0)
		goto out;
	fd = open(path, O_RDWR | O_CREAT | O_CLOEXEC, 0644);
	if (fd < 0) {
		(void)fail(d, path, "open"); /* -1 below */
		goto out;
	}
	for (tries = 0; flock(fd, LOCK_EX | LOCK_NB) != 0; tries++) {
		if (errno != EWOULDBLOCK && errno != EINTR)
			(void)fail(d, path, "lock"); /* -1 below */
		else if (tries == RELEASE_WAIT_S * 10)
			(void)diag_error(d, (struct loc){ path, 0, 0 }, /* -1 below */
			    "another build has held the lock for %d seconds", RELEASE_WAIT_S);
		else {
			(void)nanosleep(&pause, NULL); /* cut short: asked again sooner */
			continue;
		}
		(void)close(fd); /* nothing was written */
		fd = -1;
		break;
	}
out:
	arena_free(&a);
	return fd;
}

int
release_swap(struct diag *d, const char *out, const char *id)
{
	struct arena a;
	char *target, *tmp, *link;
	int rc;

	arena_init(&a, 0);
	target = fs_join(&a, "releases", id);
	tmp = fs_join(&a, out, ".stage-current");
	link = fs_join(&a, out, "current");
	rc = fs_remove(d, tmp);
	if (rc == 0 && symlink(target, tmp) != 0)
		rc = fail(d, tmp, "make symbolic link");
	if (rc == 0 && rename(tmp, link) != 0) {
		rc = fail(d, link, "replace");
		(void)unlink(tmp); /* the rename's error is the one reported */
	}
	if (rc == 0)
		rc = fs_sync(d, out);
	arena_free(&a);
	return rc;
}

int
release_sweep(struct diag *d, const char *out)
{
	struct arena a;
	struct fs_list names;
	size_t i;
	int rc;

	arena_init(&a, 0);
	rc = fs_names(d, &a, out, &names);
	for (i = 0; rc == 0 && i < names.n; i++)
		if (str_starts(str_of(names.path[i]), ".stage-"))
			rc = fs_remove(d, fs_join(&a, out, names.path[i]));
	arena_free(&a);
	return rc;
}

/* The ids below OUT, oldest first. */
static int
ids(struct diag *d, struct arena *a, const char *out, struct fs_list *l)
{
	size_t i, n = 0;

	if (fs_names(d, a, fs_join(a, out, "releases"), l) != 0)
		return -1;
	for (i = 0; i < l->n; i++)
		if (release_is_id(l->path[i]))
			l->path[n++] = l->path[i];
	l->n = n;
	return 0;
}

void
release_time(char out[RELEASE_TIME], int64_t at)
{
	struct buf when = BUF_INIT;
	size_t i, n = 0;

	/* "2026-11-21T14:00:00Z" without its separators */
	time_iso(&when, at);
	for (i = 0; i < when.n && n < RELEASE_TIME - 1; i++)
		if (when.p[i] != '-' && when.p[i] != ':')
			out[n++] = when.p[i];
	out[n] = '\0';
	buf_free(&when);
}

const char *
release_leaving(struct arena *a, const char *out, int64_t at)
{
	const char *current = release_current(a, out), *leaving = NULL;
	char now[RELEASE_TIME];
	struct diag unread;
	struct fs_list l;
	size_t i;

	release_time(now, at);
	diag_init(&unread);
	if (ids(&unread, a, out, &l) != 0)
		l.n = 0;
	diag_free(&unread);
	for (i = 0; leaving == NULL && i + RELEASE_KEEP <= l.n; i++)
		if ((current == NULL || strcmp(current, l.path[i]) != 0) &&
		    strncmp(l.path[i], now, RELEASE_TIME - 1) <= 0)
			leaving = l.path[i];
	return leaving;
}

int
release_prune(struct diag *d, const char *out, const char *made)
{
	struct arena a;
	struct fs_list l;
	const char *current;
	size_t i;
	int rc;

	arena_init(&a, 0);
	current = release_current(&a, out);
	rc = ids(d, &a, out, &l);
	for (i = 0; rc == 0 && i + RELEASE_KEEP < l.n; i++) {
		char *path = arena_printf(&a, "%s/releases/%s", out, l.path[i]);
		char *dead = arena_printf(&a, "%s/.stage-%s", out, l.path[i]);

		if (strcmp(made, l.path[i]) == 0 ||
		    (current != NULL && strcmp(current, l.path[i]) == 0))
			continue;
		/* Out of the list in one step: half a release is never one of them. */
		if (rename(path, dead) != 0)
			rc = fail(d, path, "remove");
		else
			rc = fs_remove(d, dead);
	}
	arena_free(&a);
	return rc;
}

int
release_list(struct diag *d, struct arena *a, const char *out, struct release_list *list)
{
	const char *current = release_current(a, out);
	struct fs_list l;
	size_t i;

	*list = (struct release_list){ .n = 0 };
	if (ids(d, a, out, &l) != 0)
		return -1;
	list->v = arena_alloc(a, (l.n + 1) * sizeof(*list->v));
	for (i = l.n; i-- > 0;) {
		char *path = arena_printf(a, "%s/releases/%s/manifest", out, l.path[i]);
		struct release *r = &list->v[list->n];
		struct manifest m;
		struct diag unread;

		diag_init(&unread);
		if (manifest_read(&unread, a, path, &m) == 0) {
			*r = (struct release){ .id = l.path[i],
				.built = m.built,
				.mapping = m.mapping,
				.revision = m.revision,
				.figures = m.figures,
				.n_figures = m.n_figures,
				.files = m.n,
				.current = current != NULL && strcmp(current, l.path[i]) == 0 };
			list->n++;
		} else {
			diag_warn(d, (struct loc){ path, 0, 0 }, "release %s passed over: %s",
			    l.path[i], unread.msgs[0].text);
		}
		diag_free(&unread);
	}
	return 0;
}

static int
unknown(struct diag *d, struct arena *a, const char *out, const char *id,
    const struct release_list *list)
{
	struct loc loc = { fs_join(a, out, "releases"), 0, 0 };
	const char **names = arena_alloc(a, (list->n + 1) * sizeof(*names)), *near;
	size_t i;

	for (i = 0; i < list->n; i++)
		names[i] = list->v[i].id;
	near = near_best(str_of(id), names, list->n);
	if (near != NULL)
		return diag_error(d, loc, "no release \"%s\"; did you mean \"%s\"?", id, near);
	return diag_error(d, loc, "no release \"%s\" among the %zu that are kept", id, list->n);
}

/* The id to go to: ID itself, or the newest before the current one. */
static const char *
pick(struct diag *d, struct arena *a, const char *out, const char *id)
{
	struct loc loc = { fs_join(a, out, "releases"), 0, 0 };
	const char *current = release_current(a, out);
	struct release_list list;
	size_t i;

	if (release_list(d, a, out, &list) != 0)
		return NULL;
	if (id == NULL && current == NULL) {
		(void)diag_error(
		    d, loc, "no current release to go back from"); /* NULL says it */
		return NULL;
	}
	for (i = 0; i < list.n; i++)
		if (id != NULL ? strcmp(list.v[i].id, id) == 0
			       : strcmp(list.v[i].id, current) < 0)
			return list.v[i].id;
	if (id != NULL)
		(void)unknown(d, a, out, id, &list); /* NULL says it */
	else
		(void)diag_error(d, loc, "no release older than the current one, %s", /* same */
		    current);
	return NULL;
}

/* Readers have its addresses now. */
static int
record(struct diag *d, struct arena *a, const char *out, const char *id)
{
	struct manifest m;

	if (manifest_read(d, a, arena_printf(a, "%s/releases/%s/manifest", out, id), &m) != 0)
		return -1;
	return published_record(d, out, &m);
}

int
release_rollback(struct diag *d, const char *out, const char *id, char now[RELEASE_ID])
{
	struct arena a;
	const char *to;
	int lock, rc = -1;

	lock = release_lock(d, out);
	if (lock < 0)
		return -1;
	arena_init(&a, 0);
	to = pick(d, &a, out, id);
	if (to != NULL)
		rc = release_swap(d, out, to);
	if (rc == 0)
		rc = record(d, &a, out, to);
	if (rc == 0)
		memcpy(now, to, RELEASE_ID);
	arena_free(&a);
	(void)close(lock); /* holds no data */
	return rc;
}

int
release_publish(struct diag *d, const char *out, const char *id)
{
	char now[RELEASE_ID];

	return release_rollback(d, out, id, now);
}
