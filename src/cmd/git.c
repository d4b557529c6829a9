#include "cmd/git.h"

#include <errno.h>
#include <fcntl.h>
#include <spawn.h>
#include <string.h>
#include <sys/wait.h>
#include <unistd.h>

#include "base/buf.h"
#include "base/fs.h"
#include "base/str.h"

#define OUTPUT_MAX (1024ul * 1024) /* bytes of git's answer that are looked at */

/* The environment without what binds git to another repository (git rev-parse --local-env-vars). */
static char **
plain_environment(struct arena *a)
{
	static const char *const bound[] = {
		"GIT_DIR=",
		"GIT_WORK_TREE=",
		"GIT_INDEX_FILE=",
		"GIT_PREFIX=",
		"GIT_COMMON_DIR=",
		"GIT_NAMESPACE=",
		"GIT_OBJECT_DIRECTORY=",
		"GIT_ALTERNATE_OBJECT_DIRECTORIES=",
		"GIT_QUARANTINE_PATH=",
	};
	size_t n = 0, i, j, kept = 0;
	char **env;

	while (environ[n] != NULL)
		n++;
	env = arena_alloc(a, (n + 1) * sizeof(*env));
	for (i = 0; i < n; i++) {
		for (j = 0; j < sizeof(bound) / sizeof(bound[0]); j++)
			if (str_starts(str_of(environ[i]), bound[j]))
				break;
		if (j == sizeof(bound) / sizeof(bound[0]))
			env[kept++] = environ[i];
	}
	return env;
}

static int
wait_for(pid_t pid)
{
	int status;

	while (waitpid(pid, &status, 0) < 0)
		if (errno != EINTR)
			return -1;
	return WIFEXITED(status) ? WEXITSTATUS(status) : -1;
}

/* Run ARGV and append what it prints to OUT, its complaints too if LOUD.  Its exit status; -1 when it
 * could not be run. */
static int
run(struct buf *out, bool loud, const char *const argv[])
{
	posix_spawn_file_actions_t fa;
	struct arena a;
	char bytes[4096], **args;
	int fd[2], status = -1;
	size_t n;
	ssize_t got;
	pid_t pid;

	if (pipe2(fd, O_CLOEXEC) != 0)
		return -1;
	arena_init(&a, 0);
	for (n = 0; argv[n] != NULL;)
		n++;
	args = arena_alloc(&a, (n + 1) * sizeof(*args));
	while (n-- > 0)
		args[n] = arena_strdup(&a, argv[n]);
	if (posix_spawn_file_actions_init(&fa) == 0) {
		if (posix_spawn_file_actions_addopen(&fa, 0, "/dev/null", O_RDONLY, 0) == 0 &&
		    posix_spawn_file_actions_adddup2(&fa, fd[1], 1) == 0 &&
		    (loud ? posix_spawn_file_actions_adddup2(&fa, fd[1], 2)
			  : posix_spawn_file_actions_addopen(
				&fa, 2, "/dev/null", O_WRONLY, 0)) == 0 &&
		    posix_spawnp(&pid, args[0], &fa, NULL, args, plain_environment(&a)) == 0) {
			(void)close(fd[1]); /* the child has it */
			fd[1] = -1;
			while ((got = read(fd[0], bytes, sizeof(bytes))) > 0 ||
			       (got < 0 && errno == EINTR))
				if (got > 0 && out->n < OUTPUT_MAX)
					buf_add(out, bytes, (size_t)got);
			status = wait_for(pid);
		}
		(void)posix_spawn_file_actions_destroy(&fa); /* holds memory only */
	}
	(void)close(fd[0]); /* only read */
	if (fd[1] >= 0)
		(void)close(fd[1]); /* nothing was written */
	arena_free(&a);
	return status;
}

/* The first line of B. */
static struct str
first_line(const struct buf *b)
{
	struct str rest = buf_str(b), line = { "", 0 };

	(void)str_split(&rest, '\n', &line); /* no line: empty */
	return str_trim(line);
}

const char *
git_revision(struct arena *a, const char *content)
{
	const char *const head[] = { "git", "-C", content, "rev-parse", "--verify", "-q",
		"HEAD^{commit}", NULL };
	const char *const tracked[] = { "git", "-C", content, "ls-files", "--error-unmatch",
		"site.yml", NULL };
	const char *const status[] = { "git", "-C", content, "--no-optional-locks", "status",
		"--porcelain", "--", ".", NULL };
	struct buf out = BUF_INIT, rest = BUF_INIT;
	const char *revision = NULL;

	/* A directory that only lies within somebody's repository has no revision there. */
	if (run(&out, false, head) == 0 && first_line(&out).n >= 40 &&
	    run(&rest, false, tracked) == 0) {
		struct str commit = first_line(&out);

		buf_clear(&rest);
		if (run(&rest, false, status) == 0)
			revision = arena_printf(a, "git:%.*s%s", (int)commit.n, commit.p,
			    rest.n > 0 ? "+changes" : "");
	}
	buf_free(&out);
	buf_free(&rest);
	return revision;
}

const char *
git_commit(struct diag *d, struct arena *a, const char *content, const char *rev)
{
	const char *const argv[] = { "git", "-C", content, "rev-parse", "--verify",
		"--end-of-options", arena_printf(a, "%s^{commit}", rev), NULL };
	struct buf out = BUF_INIT;
	const char *commit = NULL;
	struct str line;
	int status = run(&out, true, argv);

	line = first_line(&out);
	if (status == 0 && line.n >= 40)
		commit = arena_strndup(a, line.p, line.n);
	else if (status < 0 || status == 127)
		(void)diag_error(d, (struct loc){ content, 0, 0 }, /* NULL says it */
		    "cannot run git to find revision \"%s\"", rev);
	else
		(void)diag_error(d, (struct loc){ content, 0, 0 }, /* same */
		    "git knows no revision \"%s\": %.*s", rev, (int)line.n, line.p);
	buf_free(&out);
	return commit;
}

int
git_content(struct diag *d, const char *content, const char *commit, const char *to)
{
	struct arena a;
	struct buf out = BUF_INIT;
	const char *tar;
	struct str line;
	int rc = 0;

	arena_init(&a, 0);
	tar = arena_printf(&a, "%s.tar", to);
	{
		const char *const pack[] = { "git", "-C", content, "archive", "--format=tar",
			arena_printf(&a, "--output=%s", tar), commit, NULL };
		const char *const unpack[] = { "tar", "-xf", tar, "-C", to, NULL };

		if (run(&out, true, pack) != 0 || run(&out, true, unpack) != 0) {
			line = first_line(&out);
			rc = diag_error(d, (struct loc){ content, 0, 0 },
			    "cannot read the content of revision %s: %.*s", commit, (int)line.n,
			    line.p);
		}
	}
	if (fs_remove(d, tar) != 0)
		rc = -1;
	buf_free(&out);
	arena_free(&a);
	return rc;
}
