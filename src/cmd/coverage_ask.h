/*
 * coverage_ask.h - is a page found by those who ask what it answers?
 * Layer: cmd.
 *
 * Knows the index and not the model, whose struct answer is another.
 */
#ifndef CMD_COVERAGE_ASK_H
#define CMD_COVERAGE_ASK_H

#include <stdbool.h>
#include <stddef.h>

#include "base/diag.h"

struct coverage_question {
	const char *text;
	const char *url; /* of the page that answers it */
	bool reached; /* out: the answer names the page */
};

/* Type each of N questions into the search of the index at PATH.  0, or -1 after reporting. */
int coverage_ask(struct diag *, const char *path, struct coverage_question *, size_t n);

#endif
