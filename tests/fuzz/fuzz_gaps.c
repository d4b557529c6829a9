/*
 * fuzz_gaps.c - any bytes as a query to be counted, and as a file of counts.
 *
 * Whatever comes in: what may be counted is a few words of a to z, the same when it is asked again, and a
 * line that holds it reads back; a line that reads writes back as it was.  A file of these bytes is opened; no record
 * of it that is young enough is lost, and what is counted then stands behind it as a line of its own.
 */
#include <fcntl.h>

#include "../unit/search/fixture_db.h"
#include "fuzz.h"
#include "search/gaps.h"
#include "search/gaps_form.h"
#include "search/gaps_line.h"

#define TODAY 20778 /* 2026-11-21 */

static struct store *store;
static char dir[] = "/tmp/fuzz-gaps-dir-XXXXXX", file[64];

static void
clean(void)
{
	struct diag d;

	diag_init(&d);
	(void)fs_remove(&d, dir); /* the process ends: what stays, stays */
	diag_free(&d);
}

int
LLVMFuzzerInitialize(int *argc, char ***argv)
{
	char path[] = "/tmp/fuzz-gaps-XXXXXX";
	int fd = mkstemp(path);
	struct diag d;

	(void)argc;
	(void)argv;
	check(fd >= 0 && close(fd) == 0, "a temporary file");
	fixture_db_write(path, "r1", NULL);
	diag_init(&d);
	store = store_open(&d, path);
	check(store != NULL, "the index opens");
	check(unlink(path) == 0, "the file goes, the open index stays");
	diag_free(&d);
	check(mkdtemp(dir) != NULL && atexit(clean) == 0, "a temporary folder");
	(void)snprintf(file, sizeof(file), "%s/gaps", dir);
	return 0;
}

static void
check_form(struct arena *a, struct str text)
{
	const char *form = gaps_form(a, store, text), *again;
	struct gaps_line l = { .day = 20000, .kind = GAPS_ASKED, .hash = 1 }, m;
	struct buf b = BUF_INIT;

	if (form == NULL)
		return;
	check(gaps_is_form(str_of(form)), "a form is one");
	check(strpbrk(form, "0123456789@") == NULL, "no digit");
	again = gaps_form(a, store, str_of(form));
	check(again == NULL || gaps_is_form(str_of(again)), "a form's form is one");
	l.text = str_of(form);
	gaps_line_write(&b, &l);
	check(b.n <= GAPS_LINE, "a line has its length");
	check(gaps_line_read((struct str){ b.p, b.n - 1 }, &m), "a line reads back");
	check(str_eq(m.text, l.text), "with its words");
	buf_free(&b);
}

/* How many records of TEXT are neither too old nor, without words, older than the window. */
static size_t
young(struct str text)
{
	struct gaps_line l;
	struct str line;
	size_t n = 0;

	while (text.n > 0 && str_chr(text, '\n') < text.n && str_split(&text, '\n', &line))
		n += gaps_line_read(line, &l) && l.day <= TODAY &&
		     l.day >= TODAY - (l.text.n > 0 ? GAPS_KEEP : GAPS_WINDOW);
	return n;
}

static void
check_file(struct arena *a, struct str bytes)
{
	struct gaps_options o = { .path = file, .min = 1, .day = TODAY };
	struct buf after = BUF_INIT;
	struct gaps *g;
	struct diag d;
	size_t before;
	int fd = open(file, O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);

	check(fd >= 0 && write(fd, bytes.p, bytes.n) == (ssize_t)bytes.n && close(fd) == 0,
	    "the file is written");
	diag_init(&d);
	g = gaps_open(&d, &o);
	check(g != NULL && d.errors == 0, "whatever it holds, it is opened");
	check(fs_read(&d, &after, file, 1 << 20) == 0, "and read");
	before = young(buf_str(&after));
	check(before == young(bytes), "no young record is lost, none is made");
	gaps_note(g, a, store, GAPS_NOTHING, STR("stand up trike"), STR("apparel"));
	buf_clear(&after);
	check(fs_read(&d, &after, file, 1 << 20) == 0, "it is read again");
	check(young(buf_str(&after)) == before + 1, "one record more");
	gaps_close(g);
	diag_free(&d);
	buf_free(&after);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t n)
{
	/* A copy of exactly this size, so that ASan sees a byte read too far. */
	char *bytes = malloc(n != 0 ? n : 1);
	struct str rest, line;
	struct gaps_line l;
	struct arena a;

	check(bytes != NULL, "memory");
	if (n != 0)
		memcpy(bytes, data, n);
	arena_init(&a, 0);
	check_form(&a, (struct str){ bytes, n });
	check_file(&a, (struct str){ bytes, n });
	rest = (struct str){ bytes, n };
	while (str_split(&rest, '\n', &line)) {
		struct buf b = BUF_INIT;

		if (gaps_line_read(line, &l)) {
			gaps_line_write(&b, &l);
			check(str_eq((struct str){ b.p, b.n - 1 }, line), "writes back");
		}
		buf_free(&b);
	}
	arena_free(&a);
	free(bytes);
	return 0;
}
