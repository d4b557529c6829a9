/*
 * work.h - one function for many items, on several threads.
 * Layer: base.
 *
 * Which thread takes which item, and when, is nobody's to know: what must not depend on it goes into
 * a place of the item's own, and is put together in the items' order afterwards.
 */
#ifndef BASE_WORK_H
#define BASE_WORK_H

#include <stddef.h>

/* As many as one run ever uses. */
#define WORK_THREADS_MAX 64

/* ASKED threads, or, 0, one for each processor there is; at most WORK_THREADS_MAX. */
unsigned work_threads(unsigned asked);

/*
 * Call ITEM(ctx, thread, i) once for each I below N on up to THREADS threads, this one among them;
 * THREAD is below THREADS and tells their scratch memory apart.  Returns when all are done.  A
 * thread that cannot be started leaves more for the others.
 */
void	work_each(unsigned threads, size_t n, void (*item)(void *ctx, unsigned thread, size_t i),
	    void *ctx);

#endif
