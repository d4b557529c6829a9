#include "base/work.h"

#include <pthread.h>
#include <sched.h>
#include <stdatomic.h>

struct run {
	void (*item)(void *ctx, unsigned thread, size_t i);
	void *ctx;
	size_t n;
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

static void *
work(void *arg)
{
	struct worker *w = arg;
	struct run *r = w->run;
	size_t i;

	while ((i = atomic_fetch_add(&r->next, 1)) < r->n)
		r->item(r->ctx, w->thread, i);
	return NULL;
}

void
work_each(
    unsigned threads, size_t n, void (*item)(void *ctx, unsigned thread, size_t i), void *ctx)
{
	struct run run = { .item = item, .ctx = ctx, .n = n };
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
