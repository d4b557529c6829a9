#include "render/unchanged.h"

#include <inttypes.h>
#include <stdlib.h>
#include <string.h>

#include "base/fs.h"
#include "base/hash.h"
#include "base/work.h"
#include "render/manifest.h"
#include "render/release.h"

/* 100,000 lines of 120 bytes and to spare. */
#define INPUTS_MAX (64ul * 1024 * 1024)
/* Files that are worth a second thread. */
#define MANY 1000
/* What a release depends on beside the directories that its build is given. */
static const char *const others[] = { "/proc/self/exe", "/usr/share/wordnet/data.noun",
	"/usr/share/wordnet/index.noun", "/usr/share/zoneinfo/tzdata.zi" };

struct unchanged {
	struct arena arena;
	const struct build_options *opt;
	bool sound; /* all could be looked at */
	struct buf options; /* a line */
	struct buf files; /* "path size mtime ctime inode", a line each */
};

static void
add_line(struct buf *out, const char *path, const struct fs_stamp *st)
{
	buf_addf(out, "%s\t%" PRId64 " %" PRId64 " %" PRId64 " %" PRIu64 "\n", path, st->size,
	    st->mtime_ns, st->ctime_ns, st->inode);
}

/* A file that is looked at. */
struct looked {
	const char *path;
	struct fs_stamp stamp;
	bool there, read; /* READ: it could be, where its times did not settle its bytes */
	char sha[HASH_HEX]; /* of those */
};

/* On any thread. */
static void
look_at(void *files, unsigned thread, size_t i)
{
	struct looked *f = &((struct looked *)files)[i];
	uint64_t size;

	(void)thread;
	f->there = fs_stamp(f->path, &f->stamp);
	f->read = !f->there || f->stamp.settled || hash_file(f->sha, f->path, &size) == 0;
}

/* What was seen of it; the hash of its bytes behind what its times do not settle. */
static void
add_looked(struct unchanged *u, const struct looked *f)
{
	if (!f->there) {
		buf_addf(&u->files, "%s\tnone\n", f->path);
		return;
	}
	add_line(&u->files, f->path, &f->stamp);
	if (f->stamp.settled)
		return;
	u->sound &= f->read;
	buf_addf(&u->files, "%s\t= %s\n", f->path, f->sha);
}

static void
add_file(struct unchanged *u, const char *path)
{
	struct looked f = { .path = path };

	look_at(&f, 0, 0);
	add_looked(u, &f);
}

static void
add_dir(struct unchanged *u, const char *dir)
{
	struct looked *v;
	struct fs_list files;
	struct diag unread;
	size_t i;

	diag_init(&unread);
	if (dir == NULL || !fs_is_dir(dir)) {
		buf_addf(&u->files, "%s\tnone\n", dir != NULL ? dir : "");
	} else if (fs_walk(&unread, &u->arena, dir, &files) != 0) {
		u->sound = false;
	} else {
		v = arena_alloc(&u->arena, (files.n + 1) * sizeof(*v));
		for (i = 0; i < files.n; i++)
			v[i].path = fs_join(&u->arena, dir, files.path[i]);
		work_each(files.n > MANY ? work_threads(u->opt->jobs) : 1, files.n, look_at, v);
		for (i = 0; i < files.n; i++)
			add_looked(u, &v[i]);
	}
	diag_free(&unread);
}

struct unchanged *
unchanged_look(const struct build_options *o)
{
	struct unchanged *u = xalloc(sizeof(*u));
	size_t i;

	*u = (struct unchanged){ .opt = o, .options = BUF_INIT, .files = BUF_INIT };
	arena_init(&u->arena, 0);
	/* Such a build is not the current release's, or measures what is not looked at here. */
	u->sound = !o->stage && !o->preview && o->measure == NULL;
	if (!u->sound)
		return u;
	buf_addf(&u->options, "at %" PRId64 " index %d compress %d static %d revision %s\n",
	    o->at, o->index != NULL ? o->index_version : 0, o->compress,
	    o->static_search != NULL, o->revision != NULL ? o->revision : "");
	for (i = 0; i < sizeof(others) / sizeof(others[0]); i++)
		add_file(u, others[i]);
	add_file(u, fs_join(&u->arena, o->content, ".hts/lines.tsv"));
	add_dir(u, o->content);
	add_dir(u, o->templates);
	add_dir(u, o->assets);
	add_dir(u, o->static_search);
	return u;
}

void
unchanged_free(struct unchanged *u)
{
	if (u == NULL)
		return;
	buf_free(&u->options);
	buf_free(&u->files);
	arena_free(&u->arena);
	free(u);
}

static char *
inputs_path(struct arena *a, const struct unchanged *u)
{
	return fs_join(a, u->opt->out, ".inputs");
}

/* The next line without the hash lines, which WAS and NOW may have or not: a hash that either has is that
 * of the bytes now, or what tells of them is not the same. */
static bool
next_line(struct str *rest, struct str *line, struct str *hash)
{
	struct str after, more;

	*hash = (struct str){ NULL, 0 };
	if (!str_split(rest, '\n', line))
		return false;
	after = *rest;
	if (str_split(&after, '\n', &more) && str_find(more, "\t= ") < more.n) {
		*hash = str_skip(more, str_find(more, "\t= ") + 3);
		*rest = after;
	}
	return true;
}

/* Were times not to settle the bytes then, their hash does now. */
static bool
same_bytes(struct arena *a, struct str line, struct str was, struct str now)
{
	char sha[HASH_HEX];
	uint64_t size;

	if (was.p == NULL)
		return true; /* settled then, and the times are the same */
	if (now.p != NULL)
		return str_eq(was, now);
	return hash_file(sha, arena_strndup(a, line.p, str_chr(line, '\t')), &size) == 0 &&
	       str_is(was, sha);
}

static bool
same_files(struct arena *a, struct str was, struct str now)
{
	struct str x, y, x_hash, y_hash;

	while (next_line(&was, &x, &x_hash)) {
		if (!next_line(&now, &y, &y_hash) || !str_eq(x, y) ||
		    !same_bytes(a, x, x_hash, y_hash))
			return false;
	}
	return now.n == 0;
}

/* The release's own lines: its manifest is that file, and so is the list of what was published. */
static bool
release_line(struct arena *a, struct buf *out, const struct unchanged *u, const char *id)
{
	struct fs_stamp manifest, published;

	if (!fs_stamp(arena_printf(a, "%s/releases/%s/manifest", u->opt->out, id), &manifest) ||
	    !fs_stamp(fs_join(a, u->opt->out, "published"), &published))
		return false;
	buf_addf(out, "%s\n", id);
	add_line(out, "manifest", &manifest);
	add_line(out, "published", &published);
	return true;
}

/* "release", options and files of .inputs. */
static bool
same(const struct unchanged *u, struct arena *a, const char *id, struct str was)
{
	struct buf want = BUF_INIT;
	bool eq = release_line(a, &want, u, id);

	buf_addstr(&want, buf_str(&u->options));
	eq = eq && was.n >= want.n && memcmp(was.p, want.p, want.n) == 0 &&
	     same_files(a, str_skip(was, want.n), buf_str(&u->files));
	buf_free(&want);
	return eq;
}

/* What its manifest tells of release ID. */
static bool
tell(const struct unchanged *u, const char *id, struct build_report *r)
{
	struct manifest m;
	struct diag unread;
	struct arena a;
	size_t i;
	bool ok;

	diag_init(&unread);
	arena_init(&a, 0);
	ok = manifest_read(&unread, &a,
		 arena_printf(&a, "%s/releases/%s/manifest", u->opt->out, id), &m) == 0;
	for (i = 0; ok && i < m.n; i++) {
		r->pages_unchanged += str_starts(str_of(m.files[i].path), "public/") &&
				      str_ends(str_of(m.files[i].path), ".html");
		r->bytes += m.files[i].size;
	}
	if (ok) {
		r->n_files = m.n;
		r->release = arena_strdup(&r->arena, id);
		r->before = r->release;
		r->revision = m.revision != NULL ? arena_strdup(&r->arena, m.revision) : NULL;
		r->time_zone = "UTC"; /* no time is told */
	}
	arena_free(&a);
	diag_free(&unread);
	return ok;
}

bool
unchanged_is(const struct unchanged *u, struct build_report *r)
{
	struct buf was = BUF_INIT;
	struct diag unread;
	struct arena a;
	const char *id;
	bool is = false;

	if (!u->sound || u->opt->clean)
		return false;
	diag_init(&unread);
	arena_init(&a, 0);
	id = release_current(&a, u->opt->out);
	if (id != NULL && fs_read(&unread, &was, inputs_path(&a, u), INPUTS_MAX) == 0)
		is = same(u, &a, id, buf_str(&was)) && tell(u, id, r);
	buf_free(&was);
	arena_free(&a);
	diag_free(&unread);
	return is;
}

void
unchanged_keep(const struct unchanged *u, const struct build_report *r)
{
	struct buf text = BUF_INIT;
	struct diag unread;
	struct arena a;

	diag_init(&unread);
	arena_init(&a, 0);
	/* What is held back, and when it is due, is told at every build. */
	if (u->sound && r->release != NULL && r->n_held == 0 && r->next_due == 0 &&
	    release_line(&a, &text, u, r->release)) {
		buf_addstr(&text, buf_str(&u->options));
		buf_addstr(&text, buf_str(&u->files));
		(void)fs_write(
		    &unread, inputs_path(&a, u), buf_str(&text)); /* else: built again */
	} else if (u->sound) {
		(void)fs_remove(&unread, inputs_path(&a, u)); /* it is of another release now */
	}
	buf_free(&text);
	arena_free(&a);
	diag_free(&unread);
}
