/* cmd_help.c - cee help: how an editor's task is done, from the guide; or what a command takes. */
#include <stdio.h>
#include <string.h>

#include "base/near.h"
#include "cmd/cmd.h"
#include "cmd/guide.h"

#define TASK_WIDTH 32 /* columns of the longest task's name */

static void
list(const struct guide_task *tasks, size_t n)
{
	size_t i;

	cmd_list(stdout);
	printf("\nTasks; cee help TASK says how each is done:\n\n");
	for (i = 0; i < n; i++)
		printf("\t%-*s%.*s\n", TASK_WIDTH, tasks[i].name, (int)tasks[i].title.n,
		    tasks[i].title.p);
}

static int
no_task(struct arena *a, const char *name, const struct guide_task *tasks, size_t n)
{
	const char **names = arena_alloc(a, (n + 1) * sizeof(*names)), *near;
	size_t i;

	for (i = 0; i < n; i++)
		names[i] = tasks[i].name;
	near = near_best(str_of(name), names, n);
	(void)fprintf(stderr, "cee: no task \"%s\"", name); /* nobody to tell otherwise */
	if (near != NULL)
		(void)fprintf(stderr, "; did you mean \"%s\"?\n", near);
	else
		(void)fprintf(stderr, "; cee help lists them\n");
	return EXIT_USAGE;
}

/* The one task whose name has WORD in it; NULL when there is none, or several. */
static const struct guide_task *
with_word(const char *word, const struct guide_task *tasks, size_t n)
{
	const struct guide_task *found = NULL;
	size_t i;

	for (i = 0; i < n; i++) {
		if (strstr(tasks[i].name, word) == NULL)
			continue;
		if (found != NULL)
			return NULL;
		found = &tasks[i];
	}
	return found;
}

static int
help(struct arena *a, const char *name)
{
	struct buf out = BUF_INIT;
	size_t i, n;
	struct guide_task *tasks = guide_tasks(a, &n);
	const struct guide_task *t = NULL;

	if (name == NULL) {
		list(tasks, n);
		return EXIT_OK;
	}
	for (i = 0; i < n && t == NULL; i++)
		if (strcmp(tasks[i].name, name) == 0)
			t = &tasks[i];
	if (t == NULL && cmd_about(stdout, name))
		return EXIT_OK;
	if (t == NULL)
		t = with_word(name, tasks, n);
	if (t == NULL)
		return no_task(a, name, tasks, n);
	guide_text(&out, t);
	(void)fwrite(out.p, 1, out.n, stdout); /* checked by fflush below */
	buf_free(&out);
	return fflush(stdout) == 0 ? EXIT_OK : EXIT_ERROR;
}

int
cmd_help(int argc, char *argv[])
{
	struct arena a;
	int rc;

	if (argc > 2)
		return cmd_usage("help");
	arena_init(&a, 0);
	rc = help(&a, argc == 2 ? argv[1] : NULL);
	arena_free(&a);
	return rc;
}
