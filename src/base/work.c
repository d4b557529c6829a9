#include "base/work.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

#define TAKE_MAX 64

struct run {
	void (*item)(void *ctx, unsigned thread, size_t i);
	void *ctx;
	size_t n;
	unsigned threads; /* at most */
	atomic_size_t next;
};

struct worker {
	struct run *run;
	unsigned thread;
};

unsigned
work_threads(unsigned asked)
{
	cpu_set_t cpus;
	int n = 1;

	if (asked == 0 && sched_getaffinity(0, sizeof(cpus), &cpus) == 0)
		n = CPU_COUNT(&cpus);
	if (asked == 0)
		asked = n > 0 ? (unsigned)n : 1;
	return asked < WORK_THREADS_MAX ? asked : WORK_THREADS_MAX;
}

/* Neighbours for one thread: several at once, so that two threads are as a rule not in one folder, which only one of
 * them can change at a time; fewer towards the end, so that no one waits long for another.  How many, from *FIRST. */
static size_t
take(struct run *r, size_t *first)
{
	size_t n;

	*first = atomic_load(&r->next);
	do {
		if (*first >= r->n)
			return 0;
		n = (r->n - *first) / (4 * (size_t)r->threads);
		n = n < 1 ? 1 : n > TAKE_MAX ? TAKE_MAX : n;
	} while (!atomic_compare_exchange_weak(&r->next, first, *first + n));
	return n;
}

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct run *r = w->run;
	size_t i, n;

	while ((n = take(r, &i)) > 0)
		for (; n > 0; n--)
			r->item(r->ctx, w->thread, i++);
	return NULL;
}

void
work_each(
    unsigned threads, size_t n, void (*item)(void *ctx, unsigned thread, size_t i), void *ctx)
{
	struct run run = {
		.item = item, .ctx = ctx, .n = n, .threads = threads > 0 ? threads : 1
	};
	struct worker workers[WORK_THREADS_MAX];
	pthread_t ids[WORK_THREADS_MAX];
	unsigned i, started = 1;

	workers[0] = (struct worker){ &run, 0 };
	while (started < threads && started < n && started < WORK_THREADS_MAX) {
		workers[started] = (struct worker){ &run, started };
		if (pthread_create(&ids[started], NULL, work, &workers[started]) != 0)
			break;
		started++;
	}
	(void)work(&workers[0]); /* no result */
	for (i = 1; i < started; i++)
		(void)pthread_join(ids[i], NULL); /* ours and joinable */
}
