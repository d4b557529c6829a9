/*
 * fuzz.h - what every target of libFuzzer has: its entry points, and a property that holds or ends it.
 */
#ifndef FUZZ_H
#define FUZZ_H

#include <stdint.h>
#include <stdio.h>
#include <stdlib.h>
#include <unistd.h>

int LLVMFuzzerInitialize(int *argc, char ***argv);
int LLVMFuzzerTestOneInput(const uint8_t *data, size_t n);

/* WHAT holds: "the answer is UTF-8". */
static inline void
check(int ok, const char *what)
{
	if (ok)
		return;
	(void)fprintf(stderr, "does not hold: %s\n", what);
	abort();
}

#endif
