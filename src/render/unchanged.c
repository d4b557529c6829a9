#include "render/unchanged.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/date.h"
#include "base/fs.h"
#include "base/hash.h"
#include "base/record.h"
#include "base/work.h"
#include "render/release.h"

/* Files that are worth a second thread, and that one looks at in one go. */
#define MANY 1000
#define PIECE 128

/* What a release depends on beside the directories that its build is given. */
static const char *const others[] = { "/proc/self/exe", "/usr/share/wordnet/data.noun",
	"/usr/share/wordnet/index.noun", "/usr/share/zoneinfo/tzdata.zi" };

/* The files below a directory, or, ROOT NULL, some that have nothing to do with each other. */
struct looked {
	const char *root;
	struct site_files files;
	struct fs_stamp *stamps;
	const char **hash; /* of what the times of each do not settle; NULL: they do */
	struct arena *arenas; /* of each thread, for those */
};

enum {
	LOOKED_OTHERS,
	LOOKED_CONTENT,
	LOOKED_TEMPLATES,
	LOOKED_ASSETS,
	LOOKED_SEARCH,
	LOOKED__MAX
};

struct unchanged {
	struct arena arena;
	const struct build_options *opt;
	bool sound; /* all could be looked at */
	struct buf text; /* the options, and the name of each file */
	struct looked looked[LOOKED__MAX];
	size_t n; /* files in all */
	struct arena *arenas; /* of each thread */
	unsigned jobs;
};

/* The record: one of these, then entries of the release's own files and of all others, then the text, then hashes. */
struct head {
	uint64_t n, n_text, n_hashes, pages, files, bytes;
	int64_t at;
	char zone[64]; /* of the site, in which its days begin */
	char release[RELEASE_ID];
	char revision[128];
};

struct entry {
	int64_t size, mtime_ns, ctime_ns;
	uint64_t inode, settled;
};

/* The release is its manifest, and so is the list of what was published. */
#define OWN 2

static const char *
full(struct arena *a, const struct looked *l, size_t i)
{
	return l->root != NULL ? fs_join(a, l->root, l->files.list.path[i])
			       : l->files.list.path[i];
}

/* On any thread. */
static void
look_at(void *looked, unsigned thread, size_t piece)
{
	struct looked *l = looked;
	size_t n = l->files.list.n, i = piece * PIECE, end = n - i > PIECE ? i + PIECE : n;
	struct arena *a = &l->arenas[thread];
	char sha[HASH_HEX];
	uint64_t size;

	fs_stamps(
	    l->root != NULL ? l->root : ".", &l->files.list.path[i], end - i, &l->stamps[i]);
	for (; i < end; i++)
		if (l->stamps[i].size >= 0 && !l->stamps[i].settled)
			l->hash[i] = hash_file(sha, full(a, l, i), &size) == 0
					 ? arena_strdup(a, sha)
					 : "";
}

/* All of L, whose list is there. */
static void
look(struct unchanged *u, struct looked *l)
{
	size_t n = l->files.list.n, i;

	l->stamps = arena_alloc(&u->arena, (n + 1) * sizeof(*l->stamps));
	l->files.stamps = l->stamps;
	l->hash = arena_alloc(&u->arena, (n + 1) * sizeof(*l->hash));
	l->arenas = u->arenas;
	work_each(n > MANY ? u->jobs : 1, (n + PIECE - 1) / PIECE, look_at, l);
	buf_adds(&u->text, l->root != NULL ? l->root : "");
	buf_addc(&u->text, '\0');
	for (i = 0; i < n; i++) {
		buf_adds(&u->text, l->files.list.path[i]);
		buf_addc(&u->text, '\0');
		u->sound &= l->hash[i] == NULL || l->hash[i][0] != '\0';
	}
	u->n += n;
}

static void
add_dir(struct unchanged *u, struct looked *l, const char *dir)
{
	struct diag unread;

	diag_init(&unread);
	l->root = dir != NULL ? dir : "";
	if (dir == NULL || !fs_is_dir(dir))
		buf_adds(&u->text, "none");
	else if (fs_walk(&unread, &u->arena, dir, &l->files.list) != 0)
		u->sound = false;
	look(u, l);
	diag_free(&unread);
}

static void
add_others(struct unchanged *u, struct looked *l, const char *one_more)
{
	size_t n = sizeof(others) / sizeof(others[0]), i;

	l->files.list.path = arena_alloc(&u->arena, (n + 1) * sizeof(*l->files.list.path));
	for (i = 0; i < n; i++)
		l->files.list.path[i] = arena_strdup(&u->arena, others[i]);
	l->files.list.path[n] = arena_strdup(&u->arena, one_more);
	l->files.list.n = n + 1;
	look(u, l);
}

struct unchanged *
unchanged_look(const struct build_options *o)
{
	struct unchanged *u = xalloc(sizeof(*u));
	unsigned i;

	*u = (struct unchanged){ .opt = o, .text = BUF_INIT, .jobs = work_threads(o->jobs) };
	arena_init(&u->arena, 0);
	/* Such a build is not the current release's, or measures what is not looked at here. */
	u->sound = !o->stage && !o->preview && o->measure == NULL;
	if (!u->sound)
		return u;
	u->arenas = arena_alloc(&u->arena, u->jobs * sizeof(*u->arenas));
	for (i = 0; i < u->jobs; i++)
		arena_init(&u->arenas[i], 0);
	if (o->now)
		buf_adds(&u->text, "now");
	else
		buf_addf(&u->text, "at %" PRId64, o->at);
	buf_addf(&u->text, " index %d compress %d static %d revision %s\n",
	    o->index != NULL ? o->index_version : 0, o->compress, o->static_search != NULL,
	    o->revision != NULL ? o->revision : "");
	add_others(
	    u, &u->looked[LOOKED_OTHERS], fs_join(&u->arena, o->content, ".hts/lines.tsv"));
	add_dir(u, &u->looked[LOOKED_CONTENT], o->content);
	add_dir(u, &u->looked[LOOKED_TEMPLATES], o->templates);
	add_dir(u, &u->looked[LOOKED_ASSETS], o->assets);
	add_dir(u, &u->looked[LOOKED_SEARCH], o->static_search);
	return u;
}

void
unchanged_free(struct unchanged *u)
{
	unsigned i;

	if (u == NULL)
		return;
	for (i = 0; u->arenas != NULL && i < u->jobs; i++)
		arena_free(&u->arenas[i]);
	buf_free(&u->text);
	arena_free(&u->arena);
	free(u);
}

const struct site_files *
unchanged_content(const struct unchanged *u)
{
	return u->sound ? &u->looked[LOOKED_CONTENT].files : NULL;
}

static char *
inputs_path(struct arena *a, const struct unchanged *u)
{
	return fs_join(a, u->opt->out, ".inputs");
}

static bool
look_at_own(
    struct arena *a, const struct unchanged *u, const char *id, struct fs_stamp own[OWN])
{
	return fs_stamp(arena_printf(a, "%s/releases/%s/manifest", u->opt->out, id), &own[0]) &&
	       fs_stamp(fs_join(a, u->opt->out, "published"), &own[1]);
}

/* But for what tells whether that settles it. */
static bool
same_stamp(const struct entry *e, const struct fs_stamp *s)
{
	return e->size == s->size && e->mtime_ns == s->mtime_ns && e->ctime_ns == s->ctime_ns &&
	       e->inode == s->inode;
}

/* Were times not to settle the bytes then, their hash WAS does now. */
static bool
same_bytes(struct arena *a, const struct looked *l, size_t i, const char *was)
{
	char sha[HASH_HEX];
	uint64_t size;

	if (l->hash[i] != NULL)
		return strcmp(was, l->hash[i]) == 0;
	return hash_file(sha, full(a, l, i), &size) == 0 && strcmp(was, sha) == 0;
}

/* E: of every file; HASHES: N of them, of those that were not settled. */
static bool
same_files(const struct unchanged *u, struct arena *a, const struct entry *e,
    const char *hashes, size_t n)
{
	size_t i, k;

	for (k = 0; k < LOOKED__MAX; k++) {
		const struct looked *l = &u->looked[k];

		for (i = 0; i < l->files.list.n; i++, e++) {
			if (!same_stamp(e, &l->stamps[i]))
				return false;
			if (e->settled != 0 || e->size < 0)
				continue;
			if (n == 0 || !same_bytes(a, l, i, hashes))
				return false;
			hashes += HASH_HEX;
			n--;
		}
	}
	return n == 0;
}

/* Of two builds with no stated time the second may be the first over again if they are of one day. */
static bool
same_time(const struct build_options *o, const struct head *h)
{
	return !o->now || (h->at <= o->at && date_cmp(time_date(h->at, h->zone),
						 time_date(o->at, h->zone)) == 0);
}

/* Does the record, which outlives H, tell of release ID and of what there is now? */
static bool
same(const struct unchanged *u, struct arena *a, const char *id, struct str was, struct head *h)
{
	const struct entry *e;
	struct fs_stamp own[OWN];
	struct str text;

	if (was.n < sizeof(*h))
		return false;
	memcpy(h, was.p, sizeof(*h));
	was = str_skip(was, sizeof(*h));
	if (h->n != u->n || h->n_text != u->text.n ||
	    was.n != (OWN + h->n) * sizeof(*e) + h->n_text + h->n_hashes * HASH_HEX ||
	    h->release[RELEASE_ID - 1] != '\0' || strcmp(h->release, id) != 0 ||
	    h->zone[sizeof(h->zone) - 1] != '\0' || !same_time(u->opt, h))
		return false;
	e = (const struct entry *)(const void *)was.p; /* it is aligned */
	text = str_skip(was, (OWN + h->n) * sizeof(*e));
	return memcmp(text.p, u->text.p, h->n_text) == 0 && look_at_own(a, u, id, own) &&
	       same_stamp(&e[0], &own[0]) && same_stamp(&e[1], &own[1]) &&
	       same_files(u, a, e + OWN, text.p + h->n_text, h->n_hashes);
}

bool
unchanged_is(const struct unchanged *u, struct build_report *r)
{
	struct buf was = BUF_INIT;
	struct arena a;
	struct head h;
	const char *id;
	bool is;

	if (!u->sound || u->opt->clean)
		return false;
	arena_init(&a, 0);
	id = release_current(&a, u->opt->out);
	is = id != NULL && record_read(&was, inputs_path(&a, u)) &&
	     same(u, &a, id, str_skip(buf_str(&was), RECORD_HEAD), &h);
	if (is) {
		r->pages_unchanged = h.pages;
		r->n_files = h.files;
		r->bytes = h.bytes;
		r->release = arena_strdup(&r->arena, id);
		r->before = r->release;
		h.revision[sizeof(h.revision) - 1] = '\0';
		r->revision =
		    h.revision[0] != '\0' ? arena_strdup(&r->arena, h.revision) : NULL;
		r->time_zone = "UTC"; /* no time is told */
	}
	buf_free(&was);
	arena_free(&a);
	return is;
}

static void
add_entry(struct buf *out, const struct fs_stamp *s)
{
	const struct entry e = { s->size, s->mtime_ns, s->ctime_ns, s->inode, s->settled };

	buf_add(out, &e, sizeof(e));
}

static void
write_record(const struct unchanged *u, struct arena *a, const struct build_report *r,
    const struct fs_stamp own[OWN])
{
	struct buf out = BUF_INIT, hashes = BUF_INIT;
	struct head h;
	size_t i, k;

	memset(&h, 0, sizeof(h));
	h.n = u->n;
	h.n_text = u->text.n;
	h.pages = r->pages_new + r->pages_changed + r->pages_unchanged;
	h.files = r->n_files;
	h.bytes = r->bytes;
	h.at = u->opt->at;
	memcpy(h.zone, r->time_zone, strlen(r->time_zone)); /* it fits: see below */
	memcpy(h.release, r->release, RELEASE_ID);
	if (r->revision != NULL)
		memcpy(h.revision, r->revision, strlen(r->revision)); /* it fits: see below */
	for (k = 0; k < LOOKED__MAX; k++)
		for (i = 0; i < u->looked[k].files.list.n; i++)
			if (u->looked[k].hash[i] != NULL)
				buf_add(&hashes, u->looked[k].hash[i], HASH_HEX);
	h.n_hashes = hashes.n / HASH_HEX;
	record_begin(&out);
	buf_add(&out, &h, sizeof(h));
	add_entry(&out, &own[0]);
	add_entry(&out, &own[1]);
	for (k = 0; k < LOOKED__MAX; k++)
		for (i = 0; i < u->looked[k].files.list.n; i++)
			add_entry(&out, &u->looked[k].stamps[i]);
	buf_addstr(&out, buf_str(&u->text));
	buf_addstr(&out, buf_str(&hashes));
	(void)record_write(&out, inputs_path(a, u)); /* else: built again */
	buf_free(&out);
	buf_free(&hashes);
}

void
unchanged_keep(const struct unchanged *u, const struct build_report *r)
{
	struct fs_stamp own[OWN];
	struct diag unread;
	struct arena a;

	diag_init(&unread);
	arena_init(&a, 0);
	/* What is held back, and when it is due, is told at every build. */
	if (u->sound && r->release != NULL && r->n_held == 0 && r->next_due == 0 &&
	    strlen(r->time_zone) < sizeof(((struct head *)NULL)->zone) &&
	    (r->revision == NULL ||
		strlen(r->revision) < sizeof(((struct head *)NULL)->revision)) &&
	    look_at_own(&a, u, r->release, own))
		write_record(u, &a, r, own);
	else if (u->sound)
		(void)fs_remove(&unread, inputs_path(&a, u)); /* it is of another release now */
	arena_free(&a);
	diag_free(&unread);
}
