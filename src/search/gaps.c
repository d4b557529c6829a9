#include "search/gaps.h"

#include <errno.h>
#include <fcntl.h>
#include <pthread.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <time.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/hash.h"
#include "search/answer.h"
#include "search/gaps_form.h"

#define KEY 32 /* bytes */
#define SLOTS 32768ul /* of the table, a power of two */
#define SLOTS_USED (SLOTS / 4 * 3) /* different queries that are counted at a time */
#define CHUNK (64ul * 1024) /* bytes read at a time */
#define OPEN_TRIES 8 /* while others put a smaller file in its place */

/* How often a hash was seen. */
struct sight {
	uint64_t hash; /* 0: a free slot */
	int32_t first, last; /* days */
	int32_t written; /* the day its words were last written; 0: never */
	uint32_t n; /* since first */
};

enum trouble { TROUBLE_NONE, TROUBLE_WRITE, TROUBLE_FULL, TROUBLE_MANY };

struct gaps {
	int fd;
	char *path;
	unsigned min;
	int64_t day; /* 0: ask the clock */
	off_t max;
	unsigned char key[KEY];
	pthread_mutex_t lock; /* of all below */
	off_t seen; /* bytes of the file that are in the table */
	bool torn; /* the file does not end with a line's end */
	enum trouble said;
	struct sight *slots;
	size_t used;
};

static int
failed(struct diag *d, const char *path, const char *what)
{
	return diag_error(
	    d, (struct loc){ path, 0, 0 }, "cannot %s: %s", what, strerror(errno));
}

/* The first key that is there wins, whoever made it: link() never replaces. */
static int
make_key(struct diag *d, const char *path)
{
	unsigned char key[KEY];
	struct buf own = BUF_INIT;
	int fd, rc = -1;

	buf_addf(&own, "%s.%ld", path, (long)getpid());
	fd = open(own.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd < 0) {
		(void)failed(d, own.p, "make the key");
	} else {
		if (getrandom(key, KEY, 0) != KEY || write(fd, key, KEY) != KEY ||
		    fsync(fd) != 0 || (link(own.p, path) != 0 && errno != EEXIST))
			(void)failed(d, path, "make the key");
		else
			rc = 0;
		(void)close(fd); /* synced */
		(void)unlink(own.p); /* ours; the other name stays */
	}
	buf_free(&own);
	return rc;
}

static int
read_key(struct diag *d, struct gaps *g)
{
	struct buf path = BUF_INIT;
	ssize_t n = -1;
	int fd, rc = -1;

	buf_addf(&path, "%s.key", g->path);
	fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd < 0 && errno == ENOENT && make_key(d, path.p) == 0)
		fd = open(path.p, O_RDONLY | O_CLOEXEC | O_NOFOLLOW);
	if (fd >= 0) {
		n = read(fd, g->key, KEY);
		(void)close(fd); /* only read */
	}
	if (n == KEY)
		rc = 0;
	else if (n >= 0)
		(void)diag_error(d, (struct loc){ path.p, 0, 0 }, "not a key of %d bytes", KEY);
	else
		(void)failed(d, path.p, "read the key");
	buf_free(&path);
	return rc;
}

/* Open it and hold it shared; gaps_prune() puts another file in its place only when nobody holds it. */
static int
open_file(struct diag *d, struct gaps *g)
{
	struct stat own, there;
	int i;

	for (i = 0; i < OPEN_TRIES; i++) {
		g->fd = open(g->path,
		    O_RDWR | O_APPEND | O_CREAT | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK, 0640);
		if (g->fd < 0 || fstat(g->fd, &own) != 0)
			return failed(d, g->path, "open it");
		if (!S_ISREG(own.st_mode))
			return diag_error(
			    d, (struct loc){ g->path, 0, 0 }, "expected an ordinary file");
		if (flock(g->fd, LOCK_SH) != 0)
			return failed(d, g->path, "lock it");
		if (stat(g->path, &there) == 0 && there.st_ino == own.st_ino &&
		    there.st_dev == own.st_dev)
			return 0;
		(void)close(g->fd); /* another stands in its place by now */
		g->fd = -1;
	}
	return diag_error(d, (struct loc){ g->path, 0, 0 }, "replaced again and again");
}

static int64_t
today(const struct gaps *g)
{
	return g->day != 0 ? g->day : (int64_t)time(NULL) / 86400;
}

static struct sight *
slot_of(struct gaps *g, uint64_t hash)
{
	size_t i = (size_t)hash & (SLOTS - 1);

	while (g->slots[i].hash != 0 && g->slots[i].hash != hash)
		i = (i + 1) & (SLOTS - 1);
	return &g->slots[i];
}

/* Make room: forget what was last seen before the window. */
static void
forget_old(struct gaps *g, int64_t day)
{
	struct sight *old = g->slots;
	size_t i;

	g->slots = xalloc(SLOTS * sizeof(*g->slots));
	memset(g->slots, 0, SLOTS * sizeof(*g->slots));
	g->used = 0;
	for (i = 0; i < SLOTS; i++) {
		if (old[i].hash == 0 || old[i].last + GAPS_WINDOW < day)
			continue;
		*slot_of(g, old[i].hash) = old[i];
		g->used++;
	}
	free(old);
}

static void
count(struct gaps *g, const struct gaps_line *l)
{
	struct sight *s = slot_of(g, l->hash);

	if (s->hash == 0) {
		if (g->used >= SLOTS_USED)
			return;
		g->used++;
		*s = (struct sight){ .hash = l->hash, .first = (int32_t)l->day };
	}
	if (l->day - s->first > GAPS_WINDOW) {
		s->first = (int32_t)l->day;
		s->n = 0;
	}
	s->n++;
	s->last = (int32_t)l->day;
	if (l->text.n > 0)
		s->written = (int32_t)l->day;
}

/* Whole lines of BYTES into the table; returns how many bytes they have. */
static size_t
take_lines(struct gaps *g, struct str bytes)
{
	struct gaps_line l;
	size_t done = 0, n;

	while ((n = str_chr(bytes, '\n')) < bytes.n) {
		if (gaps_line_read((struct str){ bytes.p, n }, &l) && l.hash != 0)
			count(g, &l);
		bytes = str_skip(bytes, n + 1);
		done += n + 1;
	}
	return done;
}

/* Read what this and other processes have added. */
static void
catch_up(struct gaps *g)
{
	char *chunk = NULL;
	struct stat st;
	ssize_t n;
	size_t done;

	if (fstat(g->fd, &st) != 0 || st.st_size == g->seen)
		return;
	if (st.st_size < g->seen) { /* somebody emptied it by hand */
		memset(g->slots, 0, SLOTS * sizeof(*g->slots));
		g->used = 0;
		g->seen = 0;
	}
	chunk = xalloc(CHUNK);
	for (;;) {
		n = pread(g->fd, chunk, CHUNK, g->seen);
		if (n <= 0)
			break;
		done = take_lines(g, (struct str){ chunk, (size_t)n });
		if (done == 0 && (size_t)n == CHUNK)
			done = CHUNK; /* no line is as long: damage */
		g->torn = done < (size_t)n;
		g->seen += (off_t)done;
		if (done == 0 || (size_t)n < CHUNK)
			break;
	}
	free(chunk);
}

struct gaps *
gaps_open(struct diag *d, const struct gaps_options *o)
{
	struct gaps *g = xalloc(sizeof(*g));
	size_t dropped;

	*g = (struct gaps){ .fd = -1,
		.min = o->min > 0 ? o->min : GAPS_MIN,
		.day = o->day,
		.max = (off_t)(o->max_bytes > 0 ? o->max_bytes : GAPS_BYTES) };
	g->path = xalloc(strlen(o->path) + 1);
	memcpy(g->path, o->path, strlen(o->path) + 1);
	(void)pthread_mutex_init(&g->lock, NULL); /* cannot fail without attributes */
	g->slots = xalloc(SLOTS * sizeof(*g->slots));
	memset(g->slots, 0, SLOTS * sizeof(*g->slots));
	if (gaps_prune(d, o->path, today(g), &dropped) != 0 || open_file(d, g) != 0 ||
	    read_key(d, g) != 0) {
		gaps_close(g);
		return NULL;
	}
	catch_up(g);
	return g;
}

void
gaps_close(struct gaps *g)
{
	if (g == NULL)
		return;
	if (g->fd >= 0)
		(void)close(g->fd); /* every line was checked when it was written */
	(void)pthread_mutex_destroy(&g->lock);
	free(g->slots);
	free(g->path);
	free(g);
}

static uint64_t
hash_of(const struct gaps *g, const char *form)
{
	char hex[HASH_HEX];
	struct buf b = BUF_INIT;
	uint64_t v;

	buf_add(&b, g->key, KEY);
	buf_adds(&b, form);
	hash_hex(hex, buf_str(&b));
	buf_free(&b);
	hex[16] = '\0';
	v = strtoull(hex, NULL, 16);
	return v != 0 ? v : 1; /* 0 is a free slot */
}

static void
say(struct gaps *g, enum trouble t, const char *why)
{
	if (g->said == t)
		return;
	g->said = t;
	if (t != TROUBLE_NONE)
		(void)fprintf(stderr, "cee-search: %s: %s; searches go on, uncounted\n",
		    g->path, why); /* nobody else to tell */
}

/* May the words be written with this sighting? */
static bool
is_released(const struct gaps *g, const struct sight *s, int64_t day)
{
	bool first = day - s->first > GAPS_WINDOW;

	return s->hash != 0 && !first && s->n + 1 >= g->min && s->first < day &&
	       (s->written == 0 || day - s->written > GAPS_WINDOW);
}

static void
add_line(struct gaps *g, const struct gaps_line *l)
{
	struct buf b = BUF_INIT;
	ssize_t n;

	if (g->torn)
		buf_addc(&b, '\n'); /* ends what somebody could not finish */
	gaps_line_write(&b, l);
	if (g->seen + (off_t)b.n > g->max) {
		say(g, TROUBLE_FULL, "the file has reached its greatest size");
	} else {
		do
			n = write(g->fd, b.p, b.n);
		while (n < 0 && errno == EINTR);
		if (n == (ssize_t)b.n)
			say(g, TROUBLE_NONE, NULL);
		else
			say(g, TROUBLE_WRITE, n < 0 ? strerror(errno) : "written in part only");
	}
	buf_free(&b);
}

void
gaps_note(struct gaps *g, struct arena *a, const struct store *store, enum gaps_kind kind,
    struct str query, struct str expected)
{
	const char *form = gaps_form(a, store, query);
	struct gaps_line l = { .day = today(g), .kind = kind, .expected = expected };
	const struct sight *s;

	if (form == NULL)
		return;
	l.hash = hash_of(g, form);
	(void)pthread_mutex_lock(&g->lock); /* a plain mutex: cannot fail */
	catch_up(g);
	s = slot_of(g, l.hash);
	if (s->hash == 0 && g->used >= SLOTS_USED) {
		forget_old(g, l.day);
		s = slot_of(g, l.hash);
	}
	if (s->hash == 0 && g->used >= SLOTS_USED) {
		say(g, TROUBLE_MANY, "too many different queries failed in four weeks");
	} else {
		if (is_released(g, s, l.day))
			l.text = str_of(form);
		add_line(g, &l);
	}
	(void)pthread_mutex_unlock(&g->lock);
}

bool
gaps_kind_of(const struct answer *an, enum gaps_kind *out)
{
	switch (an->kind) {
	case ANSWER_NONE:
		*out = GAPS_NOTHING;
		return an->query.n > 0;
	case ANSWER_QUESTION:
		*out = an->n_headings > 0 ? GAPS_ASKED : GAPS_NOTHING;
		return an->n_headings > 0 ? an->label == LABEL_ASK : an->pages.n == 0;
	case ANSWER_VAGUE:
		*out = GAPS_ASKED;
		return true;
	case ANSWER_PRODUCT:
		*out = GAPS_UNSURE;
		return an->label == LABEL_PROBABLY;
	case ANSWER_CODE:
	case ANSWER_CODES:
	case ANSWER_PINNED:
		break;
	}
	return false;
}
