/*
 * sort.h - qsort() for what is nearly in order, as a rule: files as a directory lists them, pages by address.
 * Layer: base.
 *
 * What is in order already takes one comparison an element, and so does what is in the opposite order, or in a few
 * such runs one after the other.  Equals stay in their order.
 */
#ifndef BASE_SORT_H
#define BASE_SORT_H

#include <stddef.h>

/* As qsort(), of N elements of SIZE bytes at V, which may be NULL if N is 0. */
void	sort_by(void *v, size_t n, size_t size, int (*cmp)(const void *, const void *));

#endif
