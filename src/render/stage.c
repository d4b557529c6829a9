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
#include "render/frame.h"
#include "render/manifest.h"
#include "render/release.h"

struct stage {
	struct arena arena;
	const char *out, *dir; /* output directory; this stage in it */
	int lock;
	int fd, old_fd; /* of this stage's directory, and of the current release's; -1: none */
	struct timespec old_time; /* when its manifest was written, after all else of it */
	bool finished;
	int64_t at;
	struct manifest manifest; /* of this release */
	size_t n_sealed; /* of its files, which were there at the seal and are sorted */
	struct manifest old; /* of the current one; empty: there is none */
	const char *old_dir; /* NULL: there is none */
	struct frame *frame; /* of which it is made; NULL: of nothing */
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
	struct stat st;

	if (id == NULL)
		return;
	/* A release that cannot be read is no reason not to make a better one. */
	diag_init(&unread);
	s->old_dir = arena_printf(&s->arena, "%s/releases/%s", s->out, id);
	if (manifest_read(
		&unread, &s->arena, fs_join(&s->arena, s->old_dir, "manifest"), &s->old) != 0)
		s->old_dir = NULL;
	diag_free(&unread);
	if (s->old_dir == NULL)
		return;
	manifest_index(&s->arena, &s->old);
	s->old_fd = open(s->old_dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->old_fd >= 0 && fstatat(s->old_fd, "manifest", &st, 0) == 0)
		s->old_time = st.st_mtim;
}

/* With the release that would go as soon as this one comes. */
static void
open_frame(struct stage *s, unsigned jobs)
{
	const char *id = release_leaving(&s->arena, s->out, s->at);

	if (id != NULL)
		s->frame = frame_take(s->out, id, s->dir, jobs);
}

struct stage *
stage_open(struct diag *d, const char *out, int64_t at, struct date mapping, unsigned jobs)
{
	struct stage *s;
	int lock = release_lock(d, out);

	if (lock < 0)
		return NULL;
	s = xalloc(sizeof(*s));
	*s = (struct stage){ .lock = lock, .at = at, .fd = -1, .old_fd = -1 };
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
	    fs_mkdirs(d, fs_join(&s->arena, out, "releases")) != 0) {
		stage_close(s);
		return NULL;
	}
	open_frame(s, jobs);
	if (fs_mkdirs(d, fs_join(&s->arena, s->dir, "public")) != 0) {
		stage_close(s);
		return NULL;
	}
	s->fd = open(s->dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (s->fd < 0) {
		(void)fail(d, s->dir, "open"); /* NULL says it */
		stage_close(s);
		return NULL;
	}
	open_old(s);
	return s;
}

/* A line of what the id is the hash of. */
static void
digest(struct stage *s, const char *what, const char *sha, const char *name)
{
	buf_adds(&s->digest, what);
	buf_adds(&s->digest, sha);
	buf_addc(&s->digest, ' ');
	buf_adds(&s->digest, name);
	buf_addc(&s->digest, '\n');
}

void
stage_input(struct stage *s, const char *name, struct str bytes)
{
	char sha[HASH_HEX];

	hash_hex(sha, bytes);
	stage_input_hash(s, name, sha);
}

void
stage_input_hash(struct stage *s, const char *name, const char *sha)
{
	assert(s->manifest.id == NULL);
	digest(s, "in ", sha, name);
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
	const struct manifest sealed = { .files = s->manifest.files, .n = s->n_sealed };
	struct stat st;

	return manifest_find(&sealed, path) != NULL ||
	       (!frame_stale(s->frame, path) && fstatat(s->fd, path, &st, 0) == 0);
}

const struct manifest *
stage_manifest(const struct stage *s)
{
	return &s->manifest;
}

static struct manifest_file *
add(struct stage *s, const char *path, uint64_t size)
{
	struct manifest *m = &s->manifest;
	struct manifest_file *f;

	m->files = arena_grow(&s->arena, m->files, m->n, &m->cap, sizeof(*m->files));
	f = &m->files[m->n++];
	f->path = arena_strdup(&s->arena, path);
	f->size = size;
	return f;
}

/* Does the current release say that it holds SIZE bytes with the hash SHA in the file that its manifest calls
 * OLD?  Releases are never changed; WRITTEN: this one may have been. */
static bool
says_same(const struct stage *s, const struct manifest_file *old, const char *sha,
    uint64_t size, bool *written)
{
	struct stat st;

	if (old == NULL || s->old_fd < 0 || old->size != size || strcmp(old->sha, sha) != 0 ||
	    fstatat(s->old_fd, old->path, &st, AT_SYMLINK_NOFOLLOW) != 0 ||
	    !S_ISREG(st.st_mode) || (uint64_t)st.st_size != size)
		return false;
	*written = st.st_mtim.tv_sec > s->old_time.tv_sec ||
		   (st.st_mtim.tv_sec == s->old_time.tv_sec &&
		       st.st_mtim.tv_nsec > s->old_time.tv_nsec);
	return true;
}

/* Does it hold these BYTES?  One that was written to is read. */
static bool
same(const struct stage *s, struct buf *scratch, const struct manifest_file *old,
    const char *sha, struct str bytes)
{
	struct diag unread;
	bool eq, written;

	if (!says_same(s, old, sha, bytes.n, &written))
		return false;
	if (!written)
		return true;
	diag_init(&unread);
	buf_clear(scratch);
	buf_addf(scratch, "%s/%s", s->old_dir, old->path);
	{
		struct buf had = BUF_INIT;

		eq = fs_read(&unread, &had, scratch->p, bytes.n) == 0 &&
		     str_eq(buf_str(&had), bytes);
		buf_free(&had);
	}
	diag_free(&unread);
	return eq;
}

static bool
is_page(const char *path)
{
	return str_starts(str_of(path), "public/") && str_ends(str_of(path), ".html");
}

/* Make the directory of PATH.  Nearly every page has one of its own in one that is there. */
static int
make_parent(const struct stage *s, struct diag *d, struct buf *scratch, const char *path)
{
	const char *slash = strrchr(path, '/');

	if (slash == NULL)
		return 0;
	buf_clear(scratch);
	buf_add(scratch, path, (size_t)(slash - path));
	if (mkdirat(s->fd, scratch->p, 0755) == 0 || errno == EEXIST)
		return 0;
	return fs_mkdirs_for(d, full(scratch, s->dir, path));
}

/* Write a new file; TAKEN: there is one.  Nobody looks here before all is there, so that no other
 * name is needed meanwhile. */
static int
write_new(
    const struct stage *s, struct diag *d, const char *path, struct str bytes, bool *taken)
{
	int fd = openat(s->fd, path, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0644);
	ssize_t n;

	if (fd < 0 && errno == EEXIST) {
		*taken = true;
		return 0;
	}
	if (fd < 0)
		return fail(d, path, "write");
	while (bytes.n > 0) {
		n = write(fd, bytes.p, bytes.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0) {
			(void)fail(d, path, "write"); /* -1 below */
			(void)close(fd); /* the write's error is the one reported */
			return -1;
		}
		bytes = str_skip(bytes, (size_t)n);
	}
	return close(fd) != 0 ? fail(d, path, "write") : 0;
}

int
stage_make(const struct stage *s, struct diag *d, struct buf *scratch, const char *path,
    struct str bytes, struct stage_made *m)
{
	const struct manifest_file *old = manifest_find(&s->old, path);
	bool there;

	*m = (struct stage_made){
		.path = path, .size = bytes.n, .fate = old != NULL ? STAGE_CHANGED : STAGE_NEW
	};
	hash_hex(m->sha, bytes);
	there = frame_holds(s->frame, path, m->sha, bytes.n);
	m->taken = !frame_claim(s->frame, path, there);
	if (there || m->taken) {
		if (old != NULL && strcmp(old->sha, m->sha) == 0)
			m->fate = STAGE_SAME;
		return 0;
	}
	if (same(s, scratch, old, m->sha, bytes))
		m->fate = STAGE_SAME;
	if (make_parent(s, d, scratch, path) != 0)
		return -1;
	if (m->fate == STAGE_SAME) {
		if (linkat(s->old_fd, path, s->fd, path, 0) == 0)
			return 0;
		m->taken = errno == EEXIST;
		if (m->taken)
			return 0;
		/* File systems limit the number of links, so a copy will do as well. */
	}
	return write_new(s, d, path, bytes, &m->taken);
}

bool
stage_make_again(const struct stage *s, struct buf *scratch, const char *path, const char *sha,
    uint64_t size, struct stage_made *m)
{
	const struct manifest_file *old = manifest_find(&s->old, path);
	struct diag unread;
	bool written, made, there = frame_holds(s->frame, path, sha, size);

	if (old == NULL || strcmp(old->sha, sha) != 0)
		return false;
	if (!there && (!says_same(s, old, sha, size, &written) || written))
		return false;
	*m = (struct stage_made){ .path = path, .size = size, .fate = STAGE_SAME };
	memcpy(m->sha, old->sha, sizeof(m->sha));
	m->taken = !frame_claim(s->frame, path, there);
	if (there || m->taken)
		return true;
	diag_init(&unread);
	made = make_parent(s, &unread, scratch, path) == 0 &&
	       linkat(s->old_fd, path, s->fd, path, 0) == 0;
	m->taken = !made && errno == EEXIST;
	diag_free(&unread);
	if (!made && !m->taken)
		frame_give_back(s->frame, path);
	return made || m->taken;
}

void
stage_note(struct stage *s, const struct stage_made *m)
{
	struct manifest_file *f = add(s, m->path, m->size);

	memcpy(f->sha, m->sha, sizeof(f->sha));
	s->fate = m->fate;
	if (is_page(m->path))
		s->pages[m->fate]++;
}

int
stage_put(struct stage *s, struct diag *d, const char *path, struct str bytes)
{
	struct stage_made m;

	if (stage_make(s, d, &s->bytes, path, bytes, &m) != 0)
		return -1;
	if (m.taken)
		return diag_error(d, (struct loc){ path, 0, 0 },
		    "two things want to be at this address of the site");
	stage_note(s, &m);
	return 0;
}

const char *
stage_seal(struct stage *s)
{
	char sha[HASH_HEX], time[RELEASE_TIME];
	size_t i;

	if (s->manifest.id != NULL)
		return s->manifest.id;
	manifest_sort(&s->manifest);
	s->n_sealed = s->manifest.n;
	for (i = 0; i < s->manifest.n; i++)
		digest(s, "out ", s->manifest.files[i].sha, s->manifest.files[i].path);
	hash_hex(sha, buf_str(&s->digest));
	release_time(time, s->at);
	s->manifest.id = arena_printf(&s->arena, "%s-%.8s", time, sha);
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
	uint64_t size;

	if (hash_file(sha, full(&s->from, s->dir, path), &size) != 0)
		return fail(d, path, "read");
	memcpy(add(s, path, size)->sha, sha, sizeof(sha));
	(void)frame_claim(s->frame, path, true); /* nobody else made it */
	if (also == NULL)
		return 0;
	if (!frame_claim(s->frame, also, false)) {
		errno = EEXIST;
		return fail(d, also, "link");
	}
	if (make_parent(s, d, &s->bytes, also) != 0)
		return -1;
	if (linkat(s->fd, path, s->fd, also, 0) != 0) {
		bool taken = false;

		buf_clear(&s->bytes);
		if (fs_read(d, &s->bytes, full(&s->from, s->dir, path), size) != 0 ||
		    write_new(s, d, also, buf_str(&s->bytes), &taken) != 0)
			return -1;
		if (taken)
			return fail(d, also, "link");
	}
	memcpy(add(s, also, size)->sha, sha, sizeof(sha));
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

/* Take the copy at PATH from the current release, if it holds what its manifest says; else PATH is free. */
static bool
share_copy(struct stage *s, const char *path, bool as_it_was)
{
	const struct manifest_file *old = as_it_was ? manifest_find(&s->old, path) : NULL;
	bool there = old != NULL && frame_holds(s->frame, path, old->sha, old->size), written;

	(void)frame_claim(s->frame, path, there); /* an author's was asked for before */
	if (old == NULL)
		return false;
	if (!there && (!says_same(s, old, old->sha, old->size, &written) || written ||
			  linkat(s->old_fd, path, s->fd, path, 0) != 0))
		return false;
	memcpy(add(s, path, old->size)->sha, old->sha, sizeof(old->sha));
	return true;
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
		j.want[k] = !stage_has(s, copy) && !share_copy(s, copy, as_it_was);
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
	rc = frame_end(d, s->frame);
	if (rc == 0)
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
		rc = release_prune(d, s->out, s->manifest.id);
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
	if (s->fd >= 0)
		(void)close(s->fd); /* a directory, read only */
	if (s->old_fd >= 0)
		(void)close(s->old_fd); /* same */
	(void)close(s->lock); /* holds no data */
	frame_free(s->frame);
	buf_free(&s->digest);
	buf_free(&s->from);
	buf_free(&s->to);
	buf_free(&s->bytes);
	arena_free(&s->arena);
	free(s);
}
