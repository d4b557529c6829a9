#include "cmd/diff_cache.h"

#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>

#include "base/fs.h"
#include "base/hash.h"

#define CACHE_MAX (64ul * 1024 * 1024) /* bytes; ours have 200 KB */
#define FIRST "cee-diff 1"

static void
add_stat(struct buf *b, const char *path)
{
	struct stat st;

	if (stat(path, &st) == 0)
		buf_addf(b, "%s %lld %lld %lld.%09ld %llu\n", path, (long long)st.st_dev,
		    (long long)st.st_size, (long long)st.st_mtim.tv_sec, st.st_mtim.tv_nsec,
		    (unsigned long long)st.st_ino);
}

const char *
diff_cache_file(struct arena *a, const char *out, const char *index)
{
	char *real = realpath(index, NULL);
	struct buf b = BUF_INIT;
	char sha[HASH_HEX];
	const char *file = NULL;

	if (real != NULL && fs_is_dir(out)) {
		buf_adds(&b, FIRST "\n");
		add_stat(&b, real);
		add_stat(&b, "/proc/self/exe");
		hash_hex(sha, buf_str(&b));
		file = arena_printf(a, "%s/.diff-cache/%.32s", out, sha);
	}
	free(real);
	buf_free(&b);
	return file;
}

/* What a query is found by. */
static void
key(struct buf *b, const struct diff_query *q)
{
	buf_addf(b, "%d\t%.*s\t%.*s", (int)q->kind, (int)q->text.n, q->text.p, (int)q->want.n,
	    q->want.p);
}

struct line {
	struct str key, rest;
};

static int
by_key(const void *x, const void *y)
{
	return str_cmp(((const struct line *)x)->key, ((const struct line *)y)->key);
}

/* "label center heading url right", tab between. */
static bool
read_reply(struct diff_reply *r, struct arena *a, struct str rest)
{
	struct str f[5];
	unsigned long right;
	size_t i;

	for (i = 0; i < 5; i++)
		if (!str_split(&rest, '\t', &f[i]))
			return false;
	if (f[0].n == 0 || !str_to_uint(f[4], DIFF_RIGHT, &right))
		return false;
	*r = (struct diff_reply){ arena_strndup(a, f[0].p, f[0].n),
		arena_strndup(a, f[1].p, f[1].n), arena_strndup(a, f[2].p, f[2].n),
		arena_strndup(a, f[3].p, f[3].n), (enum diff_right)right };
	return true;
}

void
diff_cache_load(struct arena *a, const char *file, const struct diff_query *q,
    struct diff_reply *r, size_t n)
{
	struct buf text = BUF_INIT, want = BUF_INIT;
	struct line *lines = NULL, *found, wanted;
	struct diag unread;
	struct str rest, line, part;
	size_t i, n_lines = 0, cap = 0, at;

	diag_init(&unread);
	if (file != NULL && fs_exists(file) && fs_read(&unread, &text, file, CACHE_MAX) == 0) {
		rest = buf_str(&text);
		if (!str_split(&rest, '\n', &line) || !str_is(line, FIRST))
			rest.n = 0;
		while (str_split(&rest, '\n', &line)) {
			struct str tail = line;

			for (i = 0; i < 3; i++)
				if (!str_split(&tail, '\t', &part))
					break;
			at = line.n - tail.n;
			if (i < 3 || at == 0)
				continue;
			lines = arena_grow(a, lines, n_lines, &cap, sizeof(*lines));
			lines[n_lines++] = (struct line){ { line.p, at - 1 }, tail };
		}
		if (n_lines > 0)
			qsort(lines, n_lines, sizeof(*lines), by_key);
		for (i = 0; n_lines > 0 && i < n; i++) {
			buf_clear(&want);
			key(&want, &q[i]);
			wanted.key = buf_str(&want);
			found = bsearch(&wanted, lines, n_lines, sizeof(*lines), by_key);
			if (found != NULL && !read_reply(&r[i], a, found->rest))
				r[i] = (struct diff_reply){ .label = NULL };
		}
	}
	diag_free(&unread);
	buf_free(&text);
	buf_free(&want);
}

void
diff_cache_save(
    const char *file, const struct diff_query *q, const struct diff_reply *r, size_t n)
{
	struct buf b = BUF_INIT;
	struct diag unread;
	struct fs_list names;
	struct arena a;
	char *dir, *slash;
	size_t i;

	/* What cannot be kept is asked again. */
	diag_init(&unread);
	arena_init(&a, 0);
	buf_adds(&b, FIRST "\n");
	for (i = 0; i < n; i++) {
		key(&b, &q[i]);
		buf_addf(&b, "\t%s\t%s\t%s\t%s\t%d\n", r[i].label, r[i].center, r[i].heading,
		    r[i].url, (int)r[i].right);
	}
	dir = arena_strdup(&a, file);
	slash = strrchr(dir, '/');
	*slash = '\0';
	if (fs_mkdirs(&unread, dir) == 0 && fs_names(&unread, &a, dir, &names) == 0) {
		for (i = 0; i < names.n; i++)
			(void)fs_remove(
			    &unread, fs_join(&a, dir, names.path[i])); /* or later */
		(void)fs_write(&unread, file, buf_str(&b)); /* same */
	}
	arena_free(&a);
	buf_free(&b);
	diag_free(&unread);
}
