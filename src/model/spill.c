#include "model/spill.h"

#include <errno.h>
#include <fcntl.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/mman.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hash.h"
#include "model/kept_page.h"

/* Addresses, not memory: a million pages of 16 KiB. */
#define ROOM ((size_t)1 << (sizeof(size_t) > 4 ? 34 : 29))
/* Pages that are looked at before memory is given back: some MiB of them. */
#define SEEN_MAX 256

struct spill {
	int fd;
	char *map; /* ROOM bytes, of which those below END are there */
	bool texts;
	atomic_size_t end;
	atomic_bool failed; /* something could not be written */
	atomic_uint seen;
};

/* In DIR or the nearest directory above it that is there. */
static int
open_nameless(const char *dir)
{
	struct arena a;
	char *path, *slash;
	int fd;

	arena_init(&a, 0);
	path = arena_strdup(&a, dir);
	for (;;) {
		fd = open(path, O_TMPFILE | O_RDWR | O_CLOEXEC, 0644);
		if (fd >= 0 || errno != ENOENT)
			break;
		slash = strrchr(path, '/');
		if (slash != NULL && slash != path)
			*slash = '\0';
		else if (strcmp(path, ".") != 0 && slash == NULL)
			path = arena_strdup(&a, ".");
		else
			break;
	}
	arena_free(&a);
	return fd;
}

struct spill *
spill_open(const char *dir, bool texts)
{
	int fd = open_nameless(dir);
	struct spill *s;
	char *map;

	if (fd < 0)
		return NULL;
	map = mmap(NULL, ROOM, PROT_READ, MAP_SHARED, fd, 0);
	if (map == MAP_FAILED) {
		(void)close(fd); /* holds nothing */
		return NULL;
	}
	s = xalloc(sizeof(*s));
	*s = (struct spill){ .fd = fd, .map = map, .texts = texts };
	return s;
}

void
spill_close(struct spill *s)
{
	if (s == NULL)
		return;
	(void)munmap(s->map, ROOM); /* ours: cannot fail */
	(void)close(s->fd); /* has its name, or is of no use */
	free(s);
}

static bool
write_at(int fd, struct str bytes, size_t at)
{
	ssize_t n;

	while (bytes.n > 0) {
		n = pwrite(fd, bytes.p, bytes.n, (off_t)at);
		if (n < 0 && errno == EINTR)
			continue;
		if (n <= 0)
			return false;
		bytes = str_skip(bytes, (size_t)n);
		at += (size_t)n;
	}
	return true;
}

bool
spill_put(struct spill *s, struct buf *scratch, struct arena *a, struct page *p)
{
	const struct markdown_doc was = p->doc;
	size_t at, doc;

	buf_clear(scratch);
	if (!kept_page_write(scratch, p, s->texts, &doc))
		return false;
	at = atomic_fetch_add(&s->end, scratch->n);
	if (at > ROOM || scratch->n > ROOM - at || !write_at(s->fd, buf_str(scratch), at)) {
		atomic_store(&s->failed, true);
		return false;
	}
	if (!kept_page_doc(str_skip(buf_str(scratch), doc), s->map + at + doc, a, p)) {
		p->doc = was; /* cannot be: it was written just now */
		p->lists = STR("");
		return false;
	}
	p->spilled = (struct page_place){ at, scratch->n, hash_sum(buf_str(scratch)) };
	return true;
}

void
spill_seen(struct spill *s)
{
	if (s != NULL && atomic_fetch_add(&s->seen, 1) % SEEN_MAX == SEEN_MAX - 1)
		(void)madvise(s->map, ROOM, MADV_DONTNEED); /* else they stay */
}

bool
spill_name(struct spill *s, const char *path)
{
	char fd[64];

	(void)snprintf(fd, sizeof(fd), "/proc/self/fd/%d", s->fd); /* fits */
	return !atomic_load(&s->failed) &&
	       linkat(AT_FDCWD, fd, AT_FDCWD, path, AT_SYMLINK_FOLLOW) == 0;
}
