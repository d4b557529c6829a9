#include "net/metrics.h"

#include <inttypes.h>
#include <stdatomic.h>
#include <stdlib.h>
#include <string.h>

#include "base/arena.h"

#define STATUS_MIN 100
#define STATUSES 500 /* 100 to 599 */

/* Upper ends of the histogram, and how they are written: a search may take 20 ms. */
static const struct {
	int64_t ns;
	const char *seconds;
} buckets[] = {
	{ 500000, "0.0005" },
	{ 1000000, "0.001" },
	{ 2500000, "0.0025" },
	{ 5000000, "0.005" },
	{ 10000000, "0.01" },
	{ 25000000, "0.025" },
	{ 50000000, "0.05" },
	{ 100000000, "0.1" },
	{ 250000000, "0.25" },
	{ 1000000000, "1" },
};

#define N_BUCKETS (sizeof(buckets) / sizeof(buckets[0]))

struct metrics {
	_Atomic uint64_t answered[STATUSES], refused[STATUSES];
	_Atomic uint64_t within[N_BUCKETS + 1]; /* the last: longer than all */
	_Atomic uint64_t ns; /* of all answers */
	_Atomic uint64_t cut;
};

struct metrics *
metrics_new(void)
{
	struct metrics *m = xalloc(sizeof(*m));

	memset(m, 0, sizeof(*m)); /* where all counters begin */
	return m;
}

void
metrics_free(struct metrics *m)
{
	free(m);
}

static void
add(_Atomic uint64_t *n, uint64_t more)
{
	(void)atomic_fetch_add_explicit(n, more, memory_order_relaxed);
}

static uint64_t
read_it(const _Atomic uint64_t *n)
{
	return atomic_load_explicit(n, memory_order_relaxed);
}

static size_t
place(int status)
{
	return status >= STATUS_MIN && status < STATUS_MIN + STATUSES
		   ? (size_t)(status - STATUS_MIN)
		   : 500 - STATUS_MIN;
}

void
metrics_answered(struct metrics *m, int status, int64_t ns)
{
	size_t i = 0;

	if (m == NULL)
		return;
	add(&m->answered[place(status)], 1);
	while (i < N_BUCKETS && ns > buckets[i].ns)
		i++;
	add(&m->within[i], 1);
	add(&m->ns, ns > 0 ? (uint64_t)ns : 0);
}

void
metrics_refused(struct metrics *m, int status)
{
	if (m != NULL)
		add(&m->refused[place(status)], 1);
}

void
metrics_cut(struct metrics *m)
{
	if (m != NULL)
		add(&m->cut, 1);
}

static void
head(struct buf *out, const char *name, const char *type, const char *help)
{
	buf_addf(out, "# HELP %s %s\n# TYPE %s %s\n", name, help, name, type);
}

static void
by_status(struct buf *out, const char *name, const _Atomic uint64_t n[STATUSES])
{
	size_t i;
	uint64_t v;

	for (i = 0; i < STATUSES; i++) {
		v = read_it(&n[i]);
		if (v > 0)
			buf_addf(
			    out, "%s{status=\"%zu\"} %" PRIu64 "\n", name, i + STATUS_MIN, v);
	}
}

void
metrics_add(
    struct buf *out, const char *name, const char *type, const char *help, int64_t value)
{
	head(out, name, type, help);
	buf_addf(out, "%s %" PRId64 "\n", name, value);
}

void
metrics_write(const struct metrics *m, struct buf *out)
{
	uint64_t sum = 0, ns = read_it(&m->ns);
	size_t i;

	head(out, "cee_requests_total", "counter", "Requests answered, by status.");
	by_status(out, "cee_requests_total", m->answered);
	head(out, "cee_refused_total", "counter",
	    "Requests that were not sound or over a limit, by status.");
	by_status(out, "cee_refused_total", m->refused);
	metrics_add(out, "cee_cut_total", "counter",
	    "Peers cut off for breaking the protocol or being slow.",
	    (int64_t)read_it(&m->cut));
	head(
	    out, "cee_answer_seconds", "histogram", "Time from a whole request to its answer.");
	for (i = 0; i < N_BUCKETS; i++) {
		sum += read_it(&m->within[i]);
		buf_addf(out, "cee_answer_seconds_bucket{le=\"%s\"} %" PRIu64 "\n",
		    buckets[i].seconds, sum);
	}
	sum += read_it(&m->within[N_BUCKETS]);
	buf_addf(out, "cee_answer_seconds_bucket{le=\"+Inf\"} %" PRIu64 "\n", sum);
	buf_addf(out, "cee_answer_seconds_sum %" PRIu64 ".%09" PRIu64 "\n", ns / 1000000000,
	    ns % 1000000000);
	buf_addf(out, "cee_answer_seconds_count %" PRIu64 "\n", sum);
}
