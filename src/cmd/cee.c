/*
 * cee.c - the tool that people type: picks the subcommand.
 * Layer: cmd.
 */
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <time.h>

#include "base/date.h"
#include "base/near.h"
#include "cmd/cmd.h"

static const struct command {
	const char *name;
	int (*run)(int, char *[]);
	const char *args;
	const char *help;
} commands[] = {
	{ "build", cmd_build,
	    "[--content DIR] [--templates DIR] [--assets DIR] [--out DIR] [--at TIME] "
	    "[--stage] [--clean] [--no-compress] [--no-index] [--jobs NUMBER] "
	    "[--static-search[=DIR]] "
	    "[--eval FILE]... [--json]",
	    "make a release of the site and point site/current at it" },
	{ "check", cmd_check,
	    "[--content DIR] [--templates DIR] [--assets DIR] [--at TIME] "
	    "[--format text|json|sarif] [--search] [--fix [--yes]]",
	    "report everything wrong or doubtful in content/" },
	{ "coverage", cmd_coverage,
	    "[--content DIR] [--at TIME] [--index FILE] [--json | --html FILE]",
	    "how much is written about each chapter and Center, and what is missing" },
	{ "diff", cmd_diff,
	    "[--json] [--content DIR] [--out DIR] [--at TIME] [--queries FILE]... "
	    "[--against FILE | REV]",
	    "what the content as it is would change for readers" },
	{ "serve", cmd_serve,
	    "[--content DIR] [--templates DIR] [--assets DIR] [--out DIR] [--host ADDRESS] "
	    "[--port N] [--gaps FILE]",
	    "serve on this machine, with every change at once and its mistakes shown" },
	{ "find", cmd_find, "[--json] [--index FILE] QUERY...", "which Center handles QUERY?" },
	{ "codes", cmd_codes, "[--csv] [--json] [--index FILE] [FILE|-|CODE...]",
	    "which Center does each tariff code go to?" },
	{ "eval", cmd_eval, "[--json] [--full] [--wrong] [--fit] [--index FILE] FILE.tsv...",
	    "measure the search on queries with known codes" },
	{ "gaps", cmd_gaps,
	    "[--json] [--since DATE] [--min N] [--index FILE] [--content DIR] FILE...\n"
	    "       cee gaps --prune [--at TIME] FILE...",
	    "what people failed to find, and the lines that mend it" },
	{ "help", cmd_help, "[TASK]", "how an editor's task is done; without TASK, a list" },
	{ "import", cmd_import,
	    "hts [--content DIR] [--edition TEXT] [--at TIME] FILE\n"
	    "       cee import hts --diff [--json] [--content DIR] [--at TIME] OLD NEW",
	    "keep the official tariff schedule beside the content" },
	{ "releases", cmd_releases, "[--out DIR] [--json]", "list the releases" },
	{ "publish", cmd_publish, "[--out DIR] ID", "make a staged release the current one" },
	{ "rollback", cmd_rollback, "[--out DIR] [ID]", "put an earlier release back" },
	{ "mv", cmd_mv, "[--content DIR] [--at TIME] [--dry-run] OLD NEW",
	    "move a content file, mend the links to it, leave a redirect" },
	{ "new", cmd_new,
	    "[--content DIR] [--at TIME] [--ask] [--anyway] [KIND [TITLE] [KEY=VALUE...]]",
	    "a new content file with its front matter, its date and hints" },
	{ "schema", cmd_schema, "[--dir DIR | KIND]",
	    "JSON Schemas of the front matter, for editors that complete and check it" },
	{ "why", cmd_why, "[--content DIR] [--out DIR] [--at TIME] URL",
	    "why an address of the site has a page, or has none" },
};

#define N_COMMANDS (sizeof(commands) / sizeof(commands[0]))

void
cmd_list(FILE *out)
{
	size_t i;

	(void)fprintf(
	    out, "usage: cee COMMAND [ARGUMENT...]\n\n"); /* nobody to tell otherwise */
	for (i = 0; i < N_COMMANDS; i++)
		(void)fprintf(out, "  %-9s %s\n", commands[i].name, commands[i].help);
	(void)fprintf(out, "\nSee cee(1).\n");
}

int
cmd_usage(const char *name)
{
	size_t i;

	for (i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0)
			(void)fprintf(stderr, "usage: cee %s %s\n", name, commands[i].args);
	return EXIT_USAGE;
}

bool
cmd_about(FILE *out, const char *name)
{
	size_t i;

	for (i = 0; i < N_COMMANDS; i++)
		if (strcmp(commands[i].name, name) == 0) {
			(void)fprintf(out, "usage: cee %s %s\n\n%s; see cee(1).\n", name,
			    commands[i].args, commands[i].help); /* as above */
			return true;
		}
	return false;
}

int
cmd_time(struct diag *d, const char *text, int64_t *out)
{
	const char *epoch = getenv("SOURCE_DATE_EPOCH");
	unsigned long v;

	if (text != NULL) {
		if (time_parse(str_of(text), NULL, out))
			return 0;
		return diag_error(d, (struct loc){ NULL, 0, 0 },
		    "--at: \"%s\" is no time; expected one such as 2026-11-21T09:00Z", text);
	}
	if (epoch != NULL && epoch[0] != '\0') {
		if (!str_to_uint(str_of(epoch), 1ul << 40, &v))
			return diag_error(d, (struct loc){ NULL, 0, 0 },
			    "SOURCE_DATE_EPOCH must be seconds, not \"%s\"", epoch);
		*out = (int64_t)v;
		return 0;
	}
	*out = (int64_t)time(NULL);
	return 0;
}

const char *
cmd_index(const char *given)
{
	return given != NULL ? given : "site/current/search.db";
}

int
main(int argc, char *argv[])
{
	const char *names[N_COMMANDS], *near;
	size_t i;

	if (argc < 2) {
		cmd_list(stderr);
		return EXIT_USAGE;
	}
	if (strcmp(argv[1], "--help") == 0 || strcmp(argv[1], "-h") == 0) {
		cmd_list(stdout);
		return EXIT_OK;
	}
	for (i = 0; i < N_COMMANDS; i++) {
		names[i] = commands[i].name;
		if (strcmp(argv[1], commands[i].name) == 0)
			return commands[i].run(argc - 1, argv + 1);
	}
	near = near_best(str_of(argv[1]), names, N_COMMANDS);
	(void)fprintf(stderr, "cee: no command \"%s\"", argv[1]);
	if (near != NULL)
		(void)fprintf(stderr, "; did you mean \"%s\"?", near);
	(void)fprintf(stderr, "\n");
	return EXIT_USAGE;
}
