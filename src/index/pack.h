/*
 * pack.h - search.db as one string of bytes for the way over the network, and back.
 * Layer: index.
 *
 * A pack holds the tables by columns, which compress better than SQLite's pages, and leaves out what is a
 * function of the rest: of `name` the columns terms and head, and the full text of headings and pages.
 * pack_open() makes them anew.  Other full text goes as it is, in its shadow tables, for the texts that it
 * was made from are in no table.
 *
 * Format: "cee-pack 1\n", then DB_VERSION; for each table its name, columns and rows, then each column's
 * name and values; an empty name ends it.  Numbers are varints of seven bits, the least first; names end
 * in NUL.  A column is a letter ("i" integers as differences, zigzag; "r" IEEE doubles, the least byte
 * first; "t" texts that end in NUL; "b" blobs after their lengths; "n" nothing but nulls), the number of
 * runs of values and nulls in turn, these runs, the bytes of the values that are not null, then these.
 */
#ifndef INDEX_PACK_H
#define INDEX_PACK_H

#include "base/buf.h"
#include "base/diag.h"
#include "base/str.h"
#include "db/db.h"

/* Append the index at PATH to OUT.  0, or -1 after reporting. */
int	pack_write(struct diag *, struct buf *out, const char *path);
/* The index of PACK, in memory, as db_open() gives one: of the same rows as the one that was packed, without
 * SQLite's statistics, and neither compacted nor checked.  NULL after reporting. */
struct db *pack_open(struct diag *, struct str pack);

#define PACK_MAGIC "cee-pack 1\n"

#endif
