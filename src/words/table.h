/*
 * table.h - tables of words in the source: is a word one of them?
 * Layer: words.
 */
#ifndef WORDS_TABLE_H
#define WORDS_TABLE_H

#include <stdbool.h>
#include <stddef.h>

/* Is WORD one of the N words of TABLE, which stand in the order of strcmp()? */
bool	table_has(const char *const *table, size_t n, const char *word);

/* The same of a table whose length the compiler sees. */
#define TABLE_HAS(table, word)	table_has((table), sizeof(table) / sizeof((table)[0]), (word))

#endif
