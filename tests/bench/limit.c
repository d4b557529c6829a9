/*
 * limit.c - as little as a generator can do: `limit [-j THREADS] [-i INDEX] IN OUT`.
 *
 * Reads each IN/<section>/<page>.md, gives what stands below the front matter to libcmark, writes
 * OUT/<section>/<page>/index.html with a fixed head and foot.  With -i one more thread puts the plain
 * texts into an FTS5 table, in the order of the names, in one transaction.  No template, no check, no
 * error told but by exit.
 */
#define CMARK_NO_SHORT_NAMES
#include <cmark.h>
#include <dirent.h>
#include <fcntl.h>
#include <pthread.h>
#include <sqlite3.h>
#include <stdatomic.h>
#include <stdbool.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#define AHEAD 512 /* texts that wait for the index */

static const char head[] =
    "<!DOCTYPE html>\n<html lang=\"en\">\n<head>\n<meta charset=\"utf-8\"/>\n"
    "<title>Page</title>\n</head>\n<body>\n<main>\n";
static const char foot[] = "</main>\n<footer><p>Foot</p></footer>\n</body>\n</html>\n";

static struct {
	char **v;
	size_t n, cap;
} files;
static const char *in, *out;
static atomic_size_t next_file, done;
static char *texts[AHEAD];
static bool indexing;
static pthread_mutex_t lock = PTHREAD_MUTEX_INITIALIZER;
static pthread_cond_t moved = PTHREAD_COND_INITIALIZER;

static _Noreturn void
die(const char *what)
{
	perror(what);
	exit(1);
}

/* A bump allocator for each thread, reset after each page. */
static _Thread_local struct {
	char *p;
	size_t n, cap;
} bump;

static void *
bump_calloc(size_t n, size_t size)
{
	size_t want = (n * size + 31) / 16 * 16;
	char *p;

	if (bump.p == NULL) {
		bump.cap = 16u << 20;
		bump.p = malloc(bump.cap);
	}
	if (bump.p == NULL || bump.cap - bump.n < want)
		die("limit: page too large");
	p = bump.p + bump.n;
	bump.n += want;
	*(size_t *)(void *)p = n * size;
	return memset(p + 16, 0, want - 16);
}

static void *
bump_realloc(void *old, size_t n)
{
	void *p = bump_calloc(1, n);

	if (old != NULL)
		memcpy(p, old, *(size_t *)(void *)((char *)old - 16) < n
				   ? *(size_t *)(void *)((char *)old - 16) : n);
	return p;
}

static void
bump_free(void *p)
{
	(void)p;
}

static void
add_file(const char *dir, const char *name)
{
	char path[4096];

	if (files.n == files.cap) {
		files.cap = files.cap != 0 ? files.cap * 2 : 1024;
		files.v = realloc(files.v, files.cap * sizeof(*files.v));
	}
	(void)snprintf(path, sizeof(path), "%s/%s", dir, name);
	files.v[files.n++] = strdup(path);
}

static int
by_name(const void *a, const void *b)
{
	return strcmp(*(char *const *)a, *(char *const *)b);
}

static void
list(void)
{
	struct dirent *e, *f;
	DIR *d = opendir(in), *s;
	char path[4096];

	if (d == NULL)
		die(in);
	while ((e = readdir(d)) != NULL) {
		if (e->d_name[0] == '.' || e->d_type != DT_DIR)
			continue;
		(void)snprintf(path, sizeof(path), "%s/%s", in, e->d_name);
		s = opendir(path);
		if (s == NULL)
			die(path);
		while ((f = readdir(s)) != NULL)
			if (f->d_name[0] != '.')
				add_file(e->d_name, f->d_name);
		closedir(s);
	}
	closedir(d);
	qsort(files.v, files.n, sizeof(*files.v), by_name);
}

/* All words of the tree. */
static char *
plain(cmark_node *root, size_t max)
{
	char *s = malloc(max + 1);
	size_t n = 0;
	cmark_iter *it = cmark_iter_new(root);
	cmark_event_type ev;

	while ((ev = cmark_iter_next(it)) != CMARK_EVENT_DONE) {
		const char *t = ev == CMARK_EVENT_ENTER
				    ? cmark_node_get_literal(cmark_iter_get_node(it)) : NULL;
		size_t k = t != NULL ? strlen(t) : 0;

		if (k == 0 || n + k + 1 > max)
			continue;
		memcpy(s + n, t, k);
		s[n + k] = ' ';
		n += k + 1;
	}
	s[n] = '\0';
	return s;
}

static void
give(size_t i, char *text)
{
	pthread_mutex_lock(&lock);
	while (i >= atomic_load(&done) + AHEAD)
		pthread_cond_wait(&moved, &lock);
	texts[i % AHEAD] = text;
	pthread_cond_broadcast(&moved);
	pthread_mutex_unlock(&lock);
}

static void
page(size_t i)
{
	static cmark_mem mem = { bump_calloc, bump_realloc, bump_free };
	char path[4096], *text, *body, *html;
	cmark_parser *parser;
	cmark_node *root;
	struct stat st;
	size_t n;
	int fd;

	(void)snprintf(path, sizeof(path), "%s/%s", in, files.v[i]);
	fd = open(path, O_RDONLY);
	if (fd < 0 || fstat(fd, &st) != 0)
		die(path);
	text = malloc((size_t)st.st_size + 1);
	if (read(fd, text, (size_t)st.st_size) != st.st_size)
		die(path);
	close(fd);
	text[st.st_size] = '\0';
	body = strstr(text + 3, "\n---\n");
	body = body != NULL ? body + 5 : text;
	bump.n = 0;
	parser = cmark_parser_new_with_mem(CMARK_OPT_DEFAULT, &mem);
	cmark_parser_feed(parser, body, (size_t)st.st_size - (size_t)(body - text));
	root = cmark_parser_finish(parser);
	html = cmark_render_html(root, CMARK_OPT_DEFAULT);
	n = strlen(files.v[i]) - 3; /* without ".md" */
	(void)snprintf(path, sizeof(path), "%s/%.*s", out, (int)n, files.v[i]);
	(void)mkdir(path, 0755);
	(void)snprintf(path, sizeof(path), "%s/%.*s/index.html", out, (int)n, files.v[i]);
	fd = open(path, O_WRONLY | O_CREAT | O_TRUNC, 0644);
	if (fd < 0 || write(fd, head, sizeof(head) - 1) < 0 ||
	    write(fd, html, strlen(html)) < 0 || write(fd, foot, sizeof(foot) - 1) < 0)
		die(path);
	close(fd);
	if (indexing)
		give(i, plain(root, (size_t)st.st_size * 2));
	free(text);
}

static void *
run(void *arg)
{
	size_t i;

	while ((i = atomic_fetch_add(&next_file, 1)) < files.n)
		page(i);
	return arg;
}

static void
sql(sqlite3 *db, const char *text)
{
	if (sqlite3_exec(db, text, NULL, NULL, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
}

static void *
write_index(void *path)
{
	sqlite3 *db;
	sqlite3_stmt *s;
	size_t i;

	(void)unlink(path);
	if (sqlite3_open(path, &db) != SQLITE_OK)
		die(path);
	sql(db, "PRAGMA journal_mode=off; PRAGMA synchronous=off; PRAGMA secure_delete=off; BEGIN;"
		"CREATE VIRTUAL TABLE t USING fts5(url, text, "
		"tokenize='porter unicode61 remove_diacritics 2');"
		"INSERT INTO t(t, rank) VALUES('hashsize', 67108864)");
	if (sqlite3_prepare_v2(db, "INSERT INTO t VALUES(?, ?)", -1, &s, NULL) != SQLITE_OK)
		die(sqlite3_errmsg(db));
	for (i = 0; i < files.n; i++) {
		char *text;

		pthread_mutex_lock(&lock);
		while (texts[i % AHEAD] == NULL)
			pthread_cond_wait(&moved, &lock);
		text = texts[i % AHEAD];
		texts[i % AHEAD] = NULL;
		atomic_store(&done, i + 1);
		pthread_cond_broadcast(&moved);
		pthread_mutex_unlock(&lock);
		(void)sqlite3_bind_text(s, 1, files.v[i], -1, SQLITE_STATIC);
		(void)sqlite3_bind_text(s, 2, text, -1, SQLITE_STATIC);
		if (sqlite3_step(s) != SQLITE_DONE)
			die(sqlite3_errmsg(db));
		sqlite3_reset(s);
		free(text);
	}
	sqlite3_finalize(s);
	sql(db, "INSERT INTO t(t) VALUES('optimize'); COMMIT");
	sqlite3_close(db);
	return NULL;
}

int
main(int argc, char *argv[])
{
	pthread_t workers[64], indexer;
	char path[4096], *index = NULL;
	size_t i, threads = 1;
	int c;

	while ((c = getopt(argc, argv, "j:i:")) != -1)
		if (c == 'j')
			threads = (size_t)atoi(optarg);
		else if (c == 'i')
			index = optarg;
		else
			return 2;
	if (argc - optind != 2 || threads < 1 || threads > 64)
		return 2;
	in = argv[optind];
	out = argv[optind + 1];
	indexing = index != NULL;
	(void)mkdir(out, 0755);
	list();
	for (i = 0; i < files.n; i++) {
		size_t n = strcspn(files.v[i], "/");

		if (i > 0 && strncmp(files.v[i - 1], files.v[i], n + 1) == 0)
			continue;
		(void)snprintf(path, sizeof(path), "%s/%.*s", out, (int)n, files.v[i]);
		(void)mkdir(path, 0755);
	}
	if (indexing && pthread_create(&indexer, NULL, write_index, index) != 0)
		die("thread");
	for (i = 0; i < threads; i++)
		if (pthread_create(&workers[i], NULL, run, NULL) != 0)
			die("thread");
	for (i = 0; i < threads; i++)
		pthread_join(workers[i], NULL);
	if (indexing)
		pthread_join(indexer, NULL);
	return 0;
}
