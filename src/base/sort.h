/*
 * sort.h - qsort() for what is in order already, as a rule.
 * Layer: base.
 */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* As qsort(), of N elements of SIZE bytes at V, which may be NULL if N is 0; where they are in order, with N - 1
 * comparisons. */
void	sort_by(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *));

#endif
