#include "base/sort.h"

#include <stdlib.h>

void
sort_by(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *))
{
	const char *at = v;
	size_t i;

	for (i = 1; i < n; i++)
		if (cmp(at + (i - 1) * size, at + i * size) > 0)
			break;
	if (i < n)
		qsort(v, n, size, cmp);
}
