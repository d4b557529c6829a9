/*
 * again.h - the pages of builds before: what each could show (reach.h), and the hash of what came of it.
 * Layer: render.
 *
 * OUT/.rendered has it, a record (base/record.h).  A page that can show what it could show then is that page, byte
 * for byte, whatever happened in between.
 */
#ifndef RENDER_AGAIN_H
#define RENDER_AGAIN_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/hash.h"
#include "base/str.h"

struct again_page {
	const char *url;
	const char *reach;	/* what it could show */
	const char *sha;	/* of the page, */
	uint64_t size;		/* and its bytes */
	const char *head_title;
	struct str sitemap;	/* its entry; empty: none */
	bool	indexed;
};

struct again;

/* What OUT has of builds before, NULL: nothing; never NULL itself. */
struct again *again_open(const char *out);
void	again_close(struct again *);	/* NULL is accepted */
/* The page at URL as it was then, if it could show REACH, its texts live as long as AGAIN.  False: there is
 * none.  Any number of threads at once. */
bool	again_find(const struct again *, const char *url, const char *reach,
	    struct again_page *);
/* This build has PAGE, whose texts outlive again_save(). */
void	again_note(struct again *, const struct again_page *page);
/* Write down what was noted, in place of what there was. */
void	again_save(struct again *, const char *out);

#endif
