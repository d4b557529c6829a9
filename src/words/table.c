#include "words/table.h"

#include <stdlib.h>
#include <string.h>

static int
cmp(const void *word, const void *row)
{
	return strcmp(word, *(const char *const *)row);
}

bool
table_has(const char *const *table, size_t n, const char *word)
{
	return bsearch(word, table, n, sizeof(*table), cmp) != NULL;
}
