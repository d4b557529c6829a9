#include "render/stage.h"

#include <assert.h>
#include <errno.h>
#include <fcntl.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "render/compress.h"
#include "render/manifest.h"
#include "render/release.h"

/* The search index of 100,000 pages is half of it. */
#define ADOPT_MAX (512ul * 1024 * 1024)

struct stage {
	struct arena arena;
	const char *out, *dir; /* output directory; this stage in it */
	int lock;
	bool finished;
	int64_t at;
	struct manifest manifest; /* of this release */
	struct manifest old; /* of the current one; empty: there is none */
	const char *old_dir; /* NULL: there is none */
	struct buf digest; /* what the id is the hash of */
	struct buf from, to, bytes; /* scratch */
	size_t pages[STAGE__MAX];
	enum stage_fate fate; /* of the file put last */
};

static int
fail(struct diag *d, const char *path, const char *what)
{
	return diag_error(
	    d, (struct loc){ path, 0, 0 }, "cannot %s: %s", what, strerror(errno));
}

static void
open_old(struct stage *s)
{
	const char *id = release_current(&s->arena, s->out);
	struct diag unread;

	if (id == NULL)
		return;
	/* A release that cannot be read is no reason not to make a better one. */
	diag_init(&unread);
	s->old_dir = arena_printf(&s->arena, "%s/releases/%s", s->out, id);
	if (manifest_read(
		&unread, &s->arena, fs_join(&s->arena, s->old_dir, "manifest"), &s->old) != 0)
		s->old_dir = NULL;
	diag_free(&unread);
}

struct stage *
stage_open(struct diag *d, const char *out, int64_t at, struct date mapping)
{
	struct stage *s;
	int lock = release_lock(d, out);

	if (lock < 0)
		return NULL;
	s = xalloc(sizeof(*s));
	*s = (struct stage){ .lock = lock, .at = at };
	arena_init(&s->arena, 0);
	s->out = arena_strdup(&s->arena, out);
	s->dir = arena_printf(&s->arena, "%s/.stage-%ld", out, (long)getpid());
	buf_init(&s->digest);
	buf_init(&s->from);
	buf_init(&s->to);
	buf_init(&s->bytes);
	date_iso(&s->to, mapping);
	s->manifest.mapping = arena_strdup(&s->arena, s->to.p);
	buf_clear(&s->to);
	time_iso(&s->to, at);
	s->manifest.built = arena_strdup(&s->arena, s->to.p);
	if (release_sweep(d, out) != 0 ||
	    fs_mkdirs(d, fs_join(&s->arena, out, "releases")) != 0 ||
	    fs_mkdirs(d, fs_join(&s->arena, s->dir, "public")) != 0) {
		stage_close(s);
		return NULL;
	}
	open_old(s);
	return s;
}

void
stage_input(struct stage *s, const char *name, struct str bytes)
{
	char sha[HASH_HEX];

	assert(s->manifest.id == NULL);
	hash_hex(sha, bytes);
	buf_addf(&s->digest, "in %s %s\n", sha, name);
}

void
stage_inputs_hash(const struct stage *s, char out[HASH_HEX])
{
	hash_hex(out, buf_str(&s->digest));
}

void
stage_carry(
    struct stage *s, const char *revision, const struct manifest_figure *figures, size_t n)
{
	s->manifest.revision = revision;
	s->manifest.figures = figures;
	s->manifest.n_figures = n;
}

enum stage_fate
stage_fate(const struct stage *s)
{
	return s->fate;
}

const struct manifest *
stage_old(const struct stage *s)
{
	return &s->old;
}

/* DIR "/" PATH in B; good until B is used again. */
static const char *
full(struct buf *b, const char *dir, const char *path)
{
	buf_clear(b);
	buf_addf(b, "%s/%s", dir, path);
	return b->p;
}

bool
stage_has(const struct stage *s, const char *path)
{
	struct buf b = BUF_INIT;
	bool has = fs_exists(full(&b, s->dir, path));

	buf_free(&b);
	return has;
}

const struct manifest *
stage_manifest(const struct stage *s)
{
	return &s->manifest;
}

static struct manifest_file *
add(struct stage *s, const char *path, size_t size)
{
	struct manifest *m = &s->manifest;
	struct manifest_file *f;

	m->files = arena_grow(&s->arena, m->files, m->n, &m->cap, sizeof(*m->files));
	f = &m->files[m->n++];
	f->path = arena_strdup(&s->arena, path);
	f->size = size;
	return f;
}

/* Does the current release hold these bytes in the file that its manifest calls OLD? */
static bool
same(struct stage *s, const struct manifest_file *old, struct str bytes)
{
	struct diag unread;
	bool eq;

	if (old == NULL || old->size != bytes.n ||
	    !fs_exists(full(&s->from, s->old_dir, old->path)))
		return false;
	diag_init(&unread);
	buf_clear(&s->bytes);
	eq = fs_read(&unread, &s->bytes, s->from.p, bytes.n) == 0 &&
	     str_eq(buf_str(&s->bytes), bytes);
	diag_free(&unread);
	return eq;
}

static bool
is_page(const char *path)
{
	return str_starts(str_of(path), "public/") && str_ends(str_of(path), ".html");
}

/* Make the directory of s->to.  Nearly every page has one of its own in one that is there. */
static int
make_parent(struct stage *s, struct diag *d)
{
	char *slash = strrchr(s->to.p, '/');
	bool there;

	*slash = '\0';
	there = mkdir(s->to.p, 0755) == 0 || errno == EEXIST;
	*slash = '/';
	return there ? 0 : fs_mkdirs_for(d, s->to.p);
}

static int
put_bytes(struct stage *s, struct diag *d, const char *path, struct str bytes)
{
	if (make_parent(s, d) != 0)
		return -1;
	if (fs_exists(s->to.p))
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "two things want to be at this address of the site");
	return fs_write(d, s->to.p, bytes);
}

int
stage_put(struct stage *s, struct diag *d, const char *path, struct str bytes)
{
	const struct manifest_file *old = manifest_find(&s->old, path);
	struct manifest_file *f;
	enum stage_fate fate = old != NULL ? STAGE_CHANGED : STAGE_NEW;

	(void)full(&s->to, s->dir, path);
	if (same(s, old, bytes)) {
		fate = STAGE_SAME;
		/* File systems limit the number of links, so a copy will do as well. */
		if (make_parent(s, d) != 0 ||
		    (link(s->from.p, s->to.p) != 0 && put_bytes(s, d, path, bytes) != 0))
			return -1;
	} else if (put_bytes(s, d, path, bytes) != 0) {
		return -1;
	}
	f = add(s, path, bytes.n);
	if (fate == STAGE_SAME)
		memcpy(f->sha, old->sha, sizeof(f->sha));
	else
		hash_hex(f->sha, bytes);
	s->fate = fate;
	if (is_page(path))
		s->pages[fate]++;
	return 0;
}

const char *
stage_seal(struct stage *s)
{
	struct buf when = BUF_INIT;
	char sha[HASH_HEX], id[RELEASE_ID];
	size_t i, n = 0;

	if (s->manifest.id != NULL)
		return s->manifest.id;
	manifest_sort(&s->manifest);
	for (i = 0; i < s->manifest.n; i++)
		buf_addf(&s->digest, "out %s %s\n", s->manifest.files[i].sha,
		    s->manifest.files[i].path);
	hash_hex(sha, buf_str(&s->digest));
	/* "2026-11-21T14:00:00Z" without its separators */
	time_iso(&when, s->at);
	for (i = 0; i < when.n && n < 16; i++)
		if (when.p[i] != '-' && when.p[i] != ':')
			id[n++] = when.p[i];
	buf_free(&when);
	(void)snprintf(id + n, sizeof(id) - n, "-%.8s", sha); /* fits: 16 + 9 + NUL */
	s->manifest.id = arena_strdup(&s->arena, id);
	assert(release_is_id(s->manifest.id));
	return s->manifest.id;
}

const char *
stage_path(struct stage *s, const char *path)
{
	return fs_join(&s->arena, s->dir, path);
}

int
stage_adopt(struct stage *s, struct diag *d, const char *path, const char *also)
{
	char sha[HASH_HEX];

	buf_clear(&s->bytes);
	if (fs_read(d, &s->bytes, full(&s->from, s->dir, path), ADOPT_MAX) != 0)
		return -1;
	hash_hex(sha, buf_str(&s->bytes));
	memcpy(add(s, path, s->bytes.n)->sha, sha, sizeof(sha));
	if (also == NULL)
		return 0;
	(void)full(&s->to, s->dir, also);
	if (make_parent(s, d) != 0 ||
	    (link(s->from.p, s->to.p) != 0 && put_bytes(s, d, also, buf_str(&s->bytes)) != 0))
		return -1;
	memcpy(add(s, also, s->bytes.n)->sha, sha, sizeof(sha));
	return 0;
}

const struct manifest_file *
stage_file(const struct stage *s, const char *path)
{
	size_t i;

	/* Not sorted while files are added; asked for a handful. */
	for (i = 0; i < s->manifest.n; i++)
		if (strcmp(s->manifest.files[i].path, path) == 0)
			return &s->manifest.files[i];
	return NULL;
}

/* Take the copy at PATH from the current release, if it holds what its manifest says. */
static bool
share_copy(struct stage *s, const char *path)
{
	const struct manifest_file *old = manifest_find(&s->old, path);
	char sha[HASH_HEX];
	struct diag unread;
	bool ok;

	if (old == NULL)
		return false;
	diag_init(&unread);
	buf_clear(&s->bytes);
	ok = fs_read(&unread, &s->bytes, full(&s->from, s->old_dir, path), old->size) == 0;
	if (ok) {
		hash_hex(sha, buf_str(&s->bytes));
		ok = strcmp(sha, old->sha) == 0 &&
		     link(s->from.p, full(&s->to, s->dir, path)) == 0;
	}
	diag_free(&unread);
	if (ok)
		memcpy(add(s, path, old->size)->sha, old->sha, sizeof(old->sha));
	return ok;
}

/* What is left to do for file F, whose path outlives the stage's other files. */
static struct compress_job
compress_job(struct stage *s, const struct manifest_file *f)
{
	struct compress_job j = { .path = f->path, .size = f->size };
	const struct manifest_file *old = manifest_find(&s->old, f->path);
	bool as_it_was = old != NULL && strcmp(old->sha, f->sha) == 0;
	enum compress_kind k;

	for (k = 0; k < COMPRESS__MAX; k++) {
		const char *copy = arena_printf(&s->arena, "%s%s", j.path, compress_suffix[k]);

		/* An author may have put one there. */
		j.want[k] = !fs_exists(full(&s->to, s->dir, copy)) &&
			    !(as_it_was && share_copy(s, copy));
	}
	return j;
}

int
stage_compress(struct stage *s, struct diag *d)
{
	size_t i, n = 0, files = s->manifest.n;
	struct compress_job *jobs = arena_alloc(&s->arena, (files + 1) * sizeof(*jobs));
	enum compress_kind k;
	int rc;

	for (i = 0; i < files; i++) {
		struct manifest_file f = s->manifest.files[i]; /* sharing adds to them */

		if (!str_starts(str_of(f.path), "public/") || !compress_wants(f.path, f.size))
			continue;
		jobs[n] = compress_job(s, &f);
		for (k = 0; k < COMPRESS__MAX && !jobs[n].want[k]; k++)
			;
		if (k < COMPRESS__MAX)
			n++;
	}
	rc = compress_files(d, s->dir, jobs, n);
	for (i = 0; rc == 0 && i < n; i++)
		for (k = 0; k < COMPRESS__MAX; k++)
			if (jobs[i].made[k])
				memcpy(add(s,
					   arena_printf(&s->arena, "%s%s", jobs[i].path,
					       compress_suffix[k]),
					   jobs[i].bytes[k])
					   ->sha,
				    jobs[i].sha[k], HASH_HEX);
	return rc;
}

static void
count(const struct stage *s, struct stage_counts *c)
{
	size_t i;

	*c = (struct stage_counts){ .files = s->manifest.n };
	memcpy(c->pages, s->pages, sizeof(c->pages));
	for (i = 0; i < s->manifest.n; i++)
		c->bytes += s->manifest.files[i].size;
	for (i = 0; i < s->old.n; i++)
		if (is_page(s->old.files[i].path) &&
		    manifest_find(&s->manifest, s->old.files[i].path) == NULL)
			c->pages[STAGE_REMOVED]++;
}

/* Everything below OUT on disk before anything points at it. */
static int
flush(struct diag *d, const char *out)
{
	int fd = open(out, O_RDONLY | O_DIRECTORY | O_CLOEXEC), rc = 0;

	if (fd < 0)
		return fail(d, out, "open");
	if (syncfs(fd) != 0)
		rc = fail(d, out, "flush");
	(void)close(fd); /* synced, or reported */
	return rc;
}

/* Move the stage to its place among the releases. */
static int
move_in(struct stage *s, struct diag *d, struct str manifest)
{
	char *place = arena_printf(&s->arena, "%s/releases/%s", s->out, s->manifest.id);
	struct diag unread;
	bool eq;

	if (!fs_exists(place))
		return rename(s->dir, place) != 0 ? fail(d, place, "move the release to") : 0;
	diag_init(&unread);
	buf_clear(&s->bytes);
	eq = fs_read(&unread, &s->bytes, fs_join(&s->arena, place, "manifest"), manifest.n) ==
		 0 &&
	     str_eq(buf_str(&s->bytes), manifest);
	diag_free(&unread);
	if (!eq && renameat2(AT_FDCWD, s->dir, AT_FDCWD, place, RENAME_EXCHANGE) != 0)
		return fail(d, place, "exchange the release");
	return fs_remove(d, s->dir);
}

int
stage_finish(struct stage *s, struct diag *d, bool publish, struct stage_counts *counts)
{
	struct buf text = BUF_INIT;
	int rc;

	(void)stage_seal(s); /* the id stands in the manifest */
	manifest_sort(&s->manifest);
	manifest_format(&text, &s->manifest);
	rc = fs_write(d, stage_path(s, "manifest"), buf_str(&text));
	if (rc == 0)
		rc = flush(d, s->out);
	if (rc == 0)
		rc = move_in(s, d, buf_str(&text));
	if (rc == 0) {
		s->finished = true;
		rc = fs_sync(d, fs_join(&s->arena, s->out, "releases"));
	}
	if (rc == 0 && publish)
		rc = release_swap(d, s->out, s->manifest.id);
	if (rc == 0)
		rc = release_prune(d, s->out);
	count(s, counts);
	buf_free(&text);
	return rc;
}

void
stage_close(struct stage *s)
{
	struct diag unread;

	if (s == NULL)
		return;
	if (!s->finished) {
		/* Already failing; what cannot be removed now, the next build sweeps away. */
		diag_init(&unread);
		(void)fs_remove(&unread, s->dir);
		diag_free(&unread);
	}
	(void)close(s->lock); /* holds no data */
	buf_free(&s->digest);
	buf_free(&s->from);
	buf_free(&s->to);
	buf_free(&s->bytes);
	arena_free(&s->arena);
	free(s);
}
