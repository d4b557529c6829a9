/*
 * arena.h - bump allocator: many small objects, one release.
 * Layer: base.
 *
 * Objects are never freed one by one.  A build has one arena for its model, one per page that is
 * reset after each page; a request has one.  Out of memory ends the process (see xalloc()).
 */
#ifndef BASE_ARENA_H
#define BASE_ARENA_H

#include <stdalign.h>
#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>
#include <string.h>

struct arena_block;

struct arena {
	struct arena_block *head;	/* newest block, linked to older ones */
	char	*next, *end;		/* of what is free in it; NULL: there is none */
	size_t	before;			/* bytes given out since init or reset, but those of the newest block */
	size_t	limit;			/* soft limit in bytes; 0: none */
};

/* Start an empty arena.  LIMIT is soft: past it arena_full() says so and the caller gives up
 * the request (503); allocations still succeed, so that no caller needs a second path. */
void	arena_init(struct arena *, size_t limit);
/* Release everything.  NULL and a zeroed struct are accepted. */
void	arena_free(struct arena *);
/* Forget every object but keep one block for the next round. */
void	arena_reset(struct arena *);
bool	arena_full(const struct arena *);
/* Bytes given out since init or reset, with those left out so that the next are aligned. */
size_t	arena_used(const struct arena *);

/* Where the newest block has no room; for arena_alloc() and arena_grow(). */
void	*arena_more(struct arena *, size_t n);	/* whatever the bytes hold */
void	*arena_grow_now(struct arena *, const void *p, size_t n, size_t *cap, size_t size);

/* N zeroed bytes, aligned for any type.  Never NULL.  Past LIMIT_ARENA in all the process ends. */
static inline void *
arena_alloc(struct arena *a, size_t n)
{
	size_t over = -(uintptr_t)a->next % alignof(max_align_t);
	char *p;

	if ((size_t)(a->end - a->next) <= over + n)
		return memset(arena_more(a, n), 0, n);
	p = a->next + over;
	a->next = p + n;
	return memset(p, 0, n);
}

/* Copies that end in NUL and live as long as the arena. */
char	*arena_strdup(struct arena *, const char *);
char	*arena_strndup(struct arena *, const char *, size_t n);
/* The three of them one after the other. */
char	*arena_join(struct arena *, const char *, const char *, const char *);
char	*arena_printf(struct arena *, const char *, ...)
	    __attribute__((format(printf, 2, 3)));
/*
 * Make room for one more element in the array *P of *CAP elements of SIZE bytes, N of them used;
 * returns the (possibly moved) array.  Old copies stay in the arena until it is released.
 */
static inline void *
arena_grow(struct arena *a, void *p, size_t n, size_t *cap, size_t size)
{
	return n < *cap ? p : arena_grow_now(a, p, n, cap, size);
}

/* malloc and realloc that end the process when memory is out. */
void	*xalloc(size_t n);
void	*xrealloc(void *, size_t n);
/* Something grows without end: say so and end the process, before the machine is out of memory. */
_Noreturn void memory_runaway(void);

#endif
