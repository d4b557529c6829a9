/*
 * cmd.h - the subcommands of cee and what they share.
 * Layer: cmd.
 *
 * Each takes the arguments after its name and returns the exit status.
 */
#ifndef CMD_CMD_H
#define CMD_CMD_H

#include <stdbool.h>
#include <stdint.h>
#include <stdio.h>

#include "base/arena.h"
#include "base/diag.h"

enum {
	EXIT_OK = 0,
	EXIT_ERROR = 1,
	EXIT_USAGE = 2,
	EXIT_NOTHING = 3, /* nothing found, or asked back */
	EXIT_DUE = 4, /* build: a later build is due */
	EXIT_DIFFERS = 5 /* diff: there are differences */
};

int cmd_build(int argc, char *argv[]);
int cmd_check(int argc, char *argv[]);
int cmd_coverage(int argc, char *argv[]);
int cmd_diff(int argc, char *argv[]);
int cmd_serve(int argc, char *argv[]);
int cmd_find(int argc, char *argv[]);
int cmd_codes(int argc, char *argv[]);
int cmd_eval(int argc, char *argv[]);
int cmd_gaps(int argc, char *argv[]);
int cmd_help(int argc, char *argv[]);
int cmd_import(int argc, char *argv[]);
int cmd_mv(int argc, char *argv[]);
int cmd_new(int argc, char *argv[]);
int cmd_releases(int argc, char *argv[]);
int cmd_publish(int argc, char *argv[]);
int cmd_rollback(int argc, char *argv[]);
int cmd_schema(int argc, char *argv[]);
int cmd_why(int argc, char *argv[]);

/* The time that TEXT (--at), else SOURCE_DATE_EPOCH, else the clock gives; -1 after reporting. */
int cmd_time(struct diag *, const char *text, int64_t *out);
/* The index that find, codes and eval read: --index, else site/current/search.db. */
const char *cmd_index(const char *given);
/* "usage: cee NAME..." for the subcommand of that name; returns EXIT_USAGE. */
int cmd_usage(const char *name);
/* The subcommands, one a line. */
void cmd_list(FILE *out);
/* What the subcommand NAME takes and does; false, and nothing is written, when there is none. */
bool cmd_about(FILE *out, const char *name);

#endif
