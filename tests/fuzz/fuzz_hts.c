/*
 * fuzz_hts.c - any bytes as an export of the tariff schedule, in each of its formats.
 *
 * Whatever comes in: -1 comes with an error and 0 without; every message is one line about a line of the file; an
 * edition that is taken has rows, each below an earlier one of its heading, numbers that ascend and titles in UTF-8;
 * kept and read again it is the same.
 */
#include <string.h>
#include <sys/mman.h>

#include "base/utf8.h"
#include "cmd/hts_read.h"
#include "fuzz.h"
#include "model/tariff_import.h"

static void
check_messages(const struct diag *d, size_t lines)
{
	size_t i;

	for (i = 0; i < d->n; i++) {
		check(d->msgs[i].loc.file != NULL, "a message names the file");
		check(d->msgs[i].loc.line <= lines, "a line lies within the text");
		check(strpbrk(d->msgs[i].text, "\n\r\x1b") == NULL, "a message is one line");
		check(utf8_valid(str_of(d->msgs[i].text)) == strlen(d->msgs[i].text),
		    "a message is UTF-8");
	}
}

static void
check_rows(const struct tariff *t, struct arena *a)
{
	const struct tariff_line *lines;
	struct buf b = BUF_INIT;
	size_t i, n = 0;

	check(t->n > 0, "an edition has rows");
	for (i = 0; i < t->n; i++) {
		const struct tariff_row *r = &t->rows[i];

		check(strlen(r->heading) == 4, "a row belongs to a heading");
		check(r->parent == TARIFF_NONE ||
			  (r->parent < i && t->rows[r->parent].indent < r->indent &&
			      strcmp(t->rows[r->parent].heading, r->heading) == 0),
		    "below an earlier one of the same heading");
		check(r->code[0] == '\0' || strncmp(r->code, r->heading, 4) == 0,
		    "its number begins with it");
		check(utf8_valid(str_of(r->text)) == strlen(r->text), "a text is UTF-8");
	}
	for (i = 0; i < t->n; i = i * 2 + 1) {
		buf_clear(&b);
		tariff_meaning(&b, t, i);
		tariff_title(&b, t, i);
		check(utf8_valid(buf_str(&b)) == b.n, "a meaning is UTF-8");
	}
	lines = tariff_lines(a, t, &n);
	for (i = 1; i < n; i++)
		check(strcmp(lines[i - 1].code, lines[i].code) < 0, "numbers ascend");
	buf_free(&b);
}

static void
check_kept(const struct tariff *t, struct arena *a)
{
	struct buf one = BUF_INIT, two = BUF_INIT;
	struct tariff again;
	struct diag d;

	diag_init(&d);
	tariff_write(&one, t);
	check(tariff_is_kept(buf_str(&one)) && tariff_format(buf_str(&one)) == TARIFF_KEPT,
	    "kept looks like it");
	tariff_init(&again, a, "kept");
	check(tariff_read(&d, &again, buf_str(&one)) == 0 && d.errors == 0, "kept is readable");
	tariff_write(&two, &again);
	check(str_eq(buf_str(&one), buf_str(&two)), "kept is what it was");
	diag_free(&d);
	buf_free(&one);
	buf_free(&two);
}

int
LLVMFuzzerTestOneInput(const uint8_t *data, size_t size)
{
	int fd = memfd_create("hts", MFD_CLOEXEC);
	size_t i, lines = 1;
	struct tariff t;
	struct arena a;
	char path[32];
	struct diag d;
	int rc;

	check(fd >= 0 && (size == 0 || write(fd, data, size) == (ssize_t)size), "memory");
	for (i = 0; i < size; i++)
		lines += data[i] == '\n';
	(void)snprintf(path, sizeof(path), "/proc/self/fd/%d", fd);
	arena_init(&a, 0);
	diag_init(&d);
	rc = hts_read(&d, &t, &a, path, size % 2 == 0 ? NULL : "2026 <HTS>\n& more");
	check((rc != 0) == (d.errors > 0), "-1 means reported");
	check_messages(&d, lines);
	if (rc == 0) {
		t.imported = (struct date){ 2026, 11, 21 };
		check_rows(&t, &a);
		check_kept(&t, &a);
	}
	diag_free(&d);
	arena_free(&a);
	(void)close(fd); /* memory */
	return 0;
}
