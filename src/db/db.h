/*
 * db.h - SQLite for the rest of the program: open, prepare, step, bind, with located errors.
 * Layer: db.  db.c alone includes <sqlite3.h>.
 *
 * SQL is constant text with bound parameters.  A database for writing is a new file that db_finish()
 * checks and stamps; one for reading is read whole, held against its checksum, and never looked at again:
 * whatever happens to the file later, an open db answers as before.  A struct db belongs to one thread.
 *
 * The checksum is the CRC-32 of the file with four zero bytes in place of SQLite's application id (offset 68),
 * where it stands, big-endian.
 */
#ifndef DB_DB_H
#define DB_DB_H

#include <stdbool.h>
#include <stdint.h>

#include "base/diag.h"
#include "base/str.h"

/* Of search.db's schema; the responder refuses another. */
#define DB_VERSION 11
/* Bytes of an index that is made and opened; 100,000 pages of 450 words take 600 MiB. */
#define DB_SIZE_MAX (1000ul * 1024 * 1024)

struct db;
struct db_stmt;

/* The schema, for the indexer. */
extern const char db_schema[];

/* Make PATH anew (an old file is removed) with the schema; inserts run in one transaction until
 * db_finish().  NULL after reporting. */
struct db *db_create(struct diag *, const char *path);
/* Fold the full text that was inserted so far together; between db_create() and db_finish(). */
int	db_fold(struct diag *, struct db *);
/* Commit, run FTS5's integrity check and SQLite's, stamp the version, compact, close, stamp the checksum if all is
 * sound: without it nobody opens the file.  The struct is gone either way. */
int	db_finish(struct diag *, struct db *);
/* Write the checksum of the file at PATH into it.  db_finish() does; else for tests that change a file. */
int	db_stamp(struct diag *, const char *path);
/* Read PATH; another version, a wrong checksum or no database at all is an error. */
struct db *db_open(struct diag *, const char *path);
/* Commit what was written to DB, from db_create(), and go on with it for reading, as if db_open() had given it:
 * for a database in memory (PATH ":memory:"), which nobody else will open.  0 or -1. */
int	db_turn(struct diag *, struct db *);
/* An empty database in memory, for SQLite's functions.  NULL after reporting. */
struct db *db_scratch(struct diag *);
/* NULL is accepted. */
void	db_close(struct db *);

/* Compile SQL (constant text); NULL after reporting.  Freed by db_stmt_free before its db is closed. */
struct db_stmt *db_prepare(struct diag *, struct db *, const char *sql);
void	db_stmt_free(struct db_stmt *);

/* Parameters count from 1.  The text must live until the statement is reset. */
void	db_bind_str(struct db_stmt *, int i, struct str);
void	db_bind_text(struct db_stmt *, int i, const char *);	/* NULL binds null */
void	db_bind_int(struct db_stmt *, int i, int64_t);
void	db_bind_real(struct db_stmt *, int i, double);
void	db_bind_blob(struct db_stmt *, int i, struct str);

enum db_step { DB_ROW, DB_DONE, DB_TIMEOUT, DB_FAILED };
/* Next row; DB_TIMEOUT when the deadline passed, DB_FAILED for anything else that went wrong: want of
 * memory, or a file that was damaged before it was stamped. */
enum db_step db_step(struct db_stmt *);
/* Ready for new parameters. */
void	db_reset(struct db_stmt *);
/* Step to the end, reset; -1 after reporting. */
int	db_run(struct diag *, struct db_stmt *);

/* Of the statement's result. */
int	db_cols(const struct db_stmt *);
/* As in the statement or its table; lives as long as the statement. */
const char *db_col_name(const struct db_stmt *, int i);
enum db_type { DB_NULL, DB_INT, DB_REAL, DB_TEXT, DB_BLOB };
/* How the row's value is kept; ask before it is read as another. */
enum db_type db_col_type(const struct db_stmt *, int i);

/* Columns count from 0; text lives until the next step or reset; null is the empty text. */
struct str db_col_str(struct db_stmt *, int i);
const char *db_col_text(struct db_stmt *, int i);
bool	db_col_null(struct db_stmt *, int i);
int64_t	db_col_int(struct db_stmt *, int i);
double	db_col_real(struct db_stmt *, int i);
struct str db_col_blob(struct db_stmt *, int i);

/* Did a step of any statement fail since the last time this was asked? */
bool	db_failed(struct db *);

/* Report that what stands in the database makes no sense; returns -1. */
int	db_damaged(struct diag *, const struct db *);

/* From now on statements of this db stop with DB_TIMEOUT after MS milliseconds; 0: no limit. */
void	db_deadline(struct db *, unsigned ms);

#endif
