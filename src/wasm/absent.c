/*
 * absent.c - what the search calls and a browser has not.
 *
 * What people fail to find is counted by responders (search/gaps.h): nothing leaves a browser.  There are no
 * files, and the index does not come from one.  There is one thread.
 */
#include "base/fs.h"
#include "base/hash.h"
#include "base/work.h"
#include "search/gaps.h"

int
fs_read(struct diag *d, struct buf *out, const char *path, size_t limit)
{
	(void)out, (void)limit;
	return diag_error(d, (struct loc){ path, 0, 0 }, "there are no files");
}

uint32_t
hash_crc32(uint32_t crc, struct str bytes)
{
	(void)bytes;
	return crc;
}

void
work_each(
    unsigned threads, size_t n, void (*item)(void *ctx, unsigned thread, size_t i), void *ctx)
{
	size_t i;

	(void)threads;
	for (i = 0; i < n; i++)
		item(ctx, 0, i);
}

bool
gaps_kind_of(const struct answer *an, enum gaps_kind *kind)
{
	(void)an, (void)kind;
	return false;
}

void
gaps_note(struct gaps *g, struct arena *a, const struct store *s, enum gaps_kind kind,
    struct str query, struct str more)
{
	(void)g, (void)a, (void)s, (void)kind, (void)query, (void)more;
}
