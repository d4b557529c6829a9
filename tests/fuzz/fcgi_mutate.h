/*
 * fcgi_mutate.h - changes to a FastCGI stream that leave it one: records come, go, move, split, change their type, and
 * pairs of parameters are added whole, with lengths that fit.  One change in four is of the bytes as they are.
 */
#ifndef FUZZ_FCGI_MUTATE_H
#define FUZZ_FCGI_MUTATE_H

#include <stdint.h>
#include <stdlib.h>
#include <string.h>

#define MUTATE_RECORDS	48
#define MUTATE_CONTENT	2048	/* bytes kept of a record; longer ones are what whole-byte changes make */

size_t LLVMFuzzerMutate(uint8_t *data, size_t size, size_t max);
size_t LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed);

struct mutate_record {
	uint8_t type, id, pad;
	size_t n;
	uint8_t content[MUTATE_CONTENT];
};

static struct mutate_record mutate_records[MUTATE_RECORDS + 2];
static size_t mutate_n;

/* The records of DATA; how many bytes they are. */
static size_t
mutate_read(const uint8_t *data, size_t size)
{
	size_t at = 0, n;

	mutate_n = 0;
	while (size - at >= 8 && mutate_n < MUTATE_RECORDS) {
		struct mutate_record *r = &mutate_records[mutate_n];

		n = (size_t)data[at + 4] << 8 | data[at + 5];
		if (n > MUTATE_CONTENT || size - at - 8 < n + data[at + 6])
			break;
		r->type = data[at + 1];
		r->id = data[at + 3];
		r->pad = data[at + 6];
		r->n = n;
		memcpy(r->content, data + at + 8, n);
		at += 8 + n + r->pad;
		mutate_n++;
	}
	return at;
}

/* The records to OUT, as many as fit. */
static size_t
mutate_write(uint8_t *out, size_t max)
{
	size_t at = 0, i;

	for (i = 0; i < mutate_n; i++) {
		const struct mutate_record *r = &mutate_records[i];

		if (max - at < 8 + r->n + r->pad)
			break;
		memcpy(out + at,
		    ((uint8_t[]){ 1, r->type, 0, r->id, (uint8_t)(r->n >> 8), (uint8_t)r->n,
			r->pad, 0 }),
		    8);
		memcpy(out + at + 8, r->content, r->n);
		memset(out + at + 8 + r->n, 0, r->pad);
		at += 8 + r->n + r->pad;
	}
	return at;
}

static struct mutate_record *
mutate_insert(size_t at)
{
	memmove(mutate_records + at + 1, mutate_records + at,
	    (mutate_n - at) * sizeof(*mutate_records));
	memset(&mutate_records[at], 0, sizeof(*mutate_records));
	mutate_records[at].id = mutate_n > 0 ? mutate_records[0].id : 1;
	if (mutate_n < MUTATE_RECORDS)
		mutate_n++;
	return &mutate_records[at];
}

static void
mutate_pair(struct mutate_record *r, const char *name, const char *value, int wide)
{
	size_t n = strlen(name), v = strlen(value);
	uint8_t *p = r->content + r->n;

	if (r->n + 8 + n + v > MUTATE_CONTENT)
		return;
	*p++ = (uint8_t)n;
	if (wide) {
		*p++ = 0x80;
		*p++ = 0;
		*p++ = 0;
	}
	*p++ = (uint8_t)v;
	memcpy(p, name, n);
	memcpy(p + n, value, v);
	r->n = (size_t)(p + n + v - r->content);
}

/* A record of a kind that a web server sends. */
static void
mutate_new(struct mutate_record *r, unsigned what)
{
	static const char *const pairs[][2] = { { "REQUEST_METHOD", "GET" },
		{ "REQUEST_METHOD", "POST" }, { "REQUEST_METHOD", "HEAD" },
		{ "DOCUMENT_URI", "/find/" }, { "SCRIPT_NAME", "/api" },
		{ "PATH_INFO", "/v1/find" }, { "QUERY_STRING", "q=shirts" },
		{ "CONTENT_TYPE", "text/csv" }, { "CONTENT_LENGTH", "3" },
		{ "CONTENT_LENGTH", "9999999999999999999999" }, { "HTTP_IF_NONE_MATCH", "\"a\"" },
		{ "HTTP_PROXY", "x" }, { "FCGI_MAX_CONNS", "" }, { "FCGI_MPXS_CONNS", "" },
		{ "FCGI_MAX_REQS", "" } };
	static const uint8_t types[] = { 1, 1, 4, 4, 4, 4, 5, 5, 9, 2, 8, 11 };
	const size_t n_pairs = sizeof(pairs) / sizeof(pairs[0]);

	r->type = types[what % sizeof(types)];
	what /= sizeof(types);
	switch (r->type) {
	case 1: /* BEGIN_REQUEST: role, flags */
		r->n = 8;
		r->content[1] = what % 8 == 0 ? 2 : 1;
		r->content[2] = what % 3 == 0;
		break;
	case 4: /* PARAMS: pairs, or the end */
	case 9: /* GET_VALUES */
		r->id = r->type == 9 ? 0 : r->id;
		for (; what % 4 != 0; what /= 4)
			mutate_pair(r, pairs[what % n_pairs][0], pairs[what % n_pairs][1],
			    what % 5 == 0);
		break;
	case 5: /* STDIN: three bytes, or the end */
		r->n = what % 2 != 0 ? 3 : 0;
		break;
	default:
		r->n = what % 3;
		break;
	}
}

static void
mutate_one(unsigned op, unsigned at, unsigned more)
{
	size_t i = mutate_n > 0 ? at % mutate_n : 0;
	struct mutate_record *r = &mutate_records[i], *other;

	if (mutate_n == 0)
		op = 0;
	switch (op) {
	case 0:
		mutate_new(mutate_insert(mutate_n > 0 ? at % (mutate_n + 1) : 0), more);
		break;
	case 1:
		r->n = LLVMFuzzerMutate(r->content, r->n, MUTATE_CONTENT);
		break;
	case 2: /* once more, further on */
		other = mutate_insert(i + 1);
		*other = mutate_records[i];
		break;
	case 3:
		memmove(r, r + 1, (mutate_n - i - 1) * sizeof(*r));
		mutate_n--;
		break;
	case 4: /* the same content in two records */
		other = mutate_insert(i + 1);
		r = &mutate_records[i];
		other->type = r->type;
		other->id = r->id;
		other->n = r->n > 0 ? more % (r->n + 1) : 0;
		memcpy(other->content, r->content + r->n - other->n, other->n);
		r->n -= other->n;
		break;
	case 5:
		r->type = (uint8_t)(more % 13);
		break;
	case 6:
		r->id = (uint8_t)(more % 3);
		break;
	case 7:
		r->pad = (uint8_t)more;
		break;
	default: /* a pair more */
		other = mutate_insert(mutate_n);
		mutate_new(other, 2 + 12 * (more % 65536));
		if (r->type == 4 && r->n + other->n <= MUTATE_CONTENT) {
			memcpy(r->content + r->n, other->content, other->n);
			r->n += other->n;
			mutate_n--;
		}
		break;
	}
}

size_t
LLVMFuzzerCustomMutator(uint8_t *data, size_t size, size_t max, unsigned int seed)
{
	size_t used, rest, n;
	uint8_t *tail;

	srand(seed);
	if (size < 9 || rand() % 4 == 0)
		return LLVMFuzzerMutate(data, size, max);
	if (rand() % 8 == 0)
		data[0] = (uint8_t)rand();
	used = 1 + mutate_read(data + 1, size - 1);
	rest = size - used;
	tail = malloc(rest + 1);
	if (tail == NULL)
		abort();
	memcpy(tail, data + used, rest);
	do
		mutate_one((unsigned)rand() % 10, (unsigned)rand(), (unsigned)rand());
	while (rand() % 3 == 0);
	n = 1 + mutate_write(data + 1, max - 1);
	if (rand() % 8 != 0 && rest <= max - n) {
		memcpy(data + n, tail, rest);
		n += rest;
	}
	free(tail);
	return n;
}

#endif
