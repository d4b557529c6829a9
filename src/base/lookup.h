/*
 * lookup.h - things of an array by their names, in one look: pages by address, files by path.
 * Layer: base.
 *
 * Made once, when all are there and stay where they are.  Of those with one name the first is found.
 */
#ifndef BASE_LOOKUP_H
#define BASE_LOOKUP_H

#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"

#define LOOKUP_NONE SIZE_MAX

/* Zeroed, it finds nothing. */
struct lookup {
	uint32_t *slots;	/* which thing, from 1, by the hash of its name; 0: free */
	size_t	n;		/* a power of two, at least twice the things; 0: not made */
	const void *things;
	const char *(*name)(const void *things, size_t i);
};

/* Of N THINGS, fewer than UINT32_MAX, which NAME names; they and their names outlive it.  Slots in the arena. */
void	lookup_make(struct lookup *, struct arena *, const void *things, size_t n,
	    const char *(*name)(const void *things, size_t i));
/* Which has that NAME; LOOKUP_NONE: none.  Any number of threads at once. */
size_t	lookup_find(const struct lookup *, const char *name);

#endif
