#include "cmd/builder.h"

#include <errno.h>
#include <fcntl.h>
#include <signal.h>
#include <stdlib.h>
#include <string.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include "base/buf.h"
#include "cmd/cmd.h"
#include "cmd/make_say.h"

#define NICE 10 /* who waits for a page goes first */

/*
 * Down the one pipe goes a byte for each build; up the other come its messages, a line each of level,
 * line, column, file and text with tabs between, and then DONE or FAILED, which begin as no message does.
 */
static const char done[] = "\n=done\n", failed[] = "\n=failed\n";

struct builder {
	pid_t pid;
	int down, up;
	bool busy, again;
	struct buf in; /* what came, up to the end of a build */
};

static void
send_all(int fd, struct str s)
{
	ssize_t n;

	while (s.n > 0) {
		n = write(fd, s.p, s.n);
		if (n < 0 && errno == EINTR)
			continue;
		if (n < 0)
			return; /* the other side is gone, and so are we soon */
		s = str_skip(s, (size_t)n);
	}
}

static void
tell(int fd, struct diag *d, bool good)
{
	struct buf out = BUF_INIT;
	size_t i;

	diag_sort(d);
	for (i = 0; i < d->n; i++) {
		const struct diag_msg *m = &d->msgs[i];

		buf_addf(&out, "%d\t%u\t%u\t%s\t%s\n", (int)m->level, m->loc.line, m->loc.col,
		    m->loc.file != NULL ? m->loc.file : "", m->text);
	}
	buf_adds(&out, good ? done : failed);
	send_all(fd, buf_str(&out));
	buf_free(&out);
}

static void
build(const struct make_dirs *dirs, int up)
{
	struct build_report report;
	struct buf text = BUF_INIT;
	struct timespec a, b;
	struct diag d;
	bool good = false;
	int64_t at;

	diag_init(&d);
	(void)clock_gettime(CLOCK_MONOTONIC, &a); /* cannot fail on Linux */
	if (cmd_time(&d, NULL, &at) == 0) {
		good = make_site(&d, dirs, at, &report) == 0;
		if (good) {
			(void)clock_gettime(CLOCK_MONOTONIC, &b);
			make_say_text(&text, &report, NULL);
			printf("%sbuilt in %.2f s\n", text.p,
			    (double)(b.tv_sec - a.tv_sec) +
				(double)(b.tv_nsec - a.tv_nsec) / 1e9);
			(void)fflush(stdout); /* a log that cannot be written has no reader */
		}
		build_report_free(&report);
	}
	tell(up, &d, good);
	buf_free(&text);
	diag_free(&d);
}

/* The process itself.  Control-C is its parent's matter, whose end it sees in the pipe. */
static void
serve(const struct make_dirs *dirs, int down, int up)
{
	sigset_t none;
	char c;

	(void)signal(SIGINT, SIG_IGN); /* valid arguments: none of these can fail */
	(void)signal(SIGTERM, SIG_DFL);
	(void)sigemptyset(&none);
	(void)sigprocmask(SIG_SETMASK, &none, NULL);
	(void)prctl(PR_SET_PDEATHSIG, SIGTERM); /* or it ends after the build */
	(void)setpriority(PRIO_PROCESS, 0, NICE); /* or it does not give way */
	while (read(down, &c, 1) == 1)
		build(dirs, up);
}

struct builder *
builder_start(struct diag *d, const struct make_dirs *dirs)
{
	struct builder *b = xalloc(sizeof(*b));
	int down[2] = { -1, -1 }, up[2] = { -1, -1 };

	*b = (struct builder){ .pid = -1, .down = -1, .up = -1, .in = BUF_INIT };
	(void)fflush(stdout); /* else both write what is there */
	(void)fflush(stderr);
	if (pipe2(down, O_CLOEXEC) == 0 && pipe2(up, O_CLOEXEC) == 0)
		b->pid = fork();
	if (b->pid == 0) {
		(void)close(down[1]); /* so that the parent's end ends us */
		(void)close(up[0]);
		serve(dirs, down[0], up[1]);
		_exit(0); /* what the parent has open is the parent's */
	}
	b->down = down[1];
	b->up = up[0];
	if (b->pid < 0) {
		(void)diag_error(d, (struct loc){ NULL, 0, 0 }, "cannot start a process: %s",
		    strerror(errno)); /* NULL says it */
		builder_stop(b);
		b = NULL;
	} else {
		(void)fcntl(b->up, F_SETFL, O_NONBLOCK); /* else we wait where we need not */
	}
	if (down[0] >= 0)
		(void)close(down[0]); /* the other side's */
	if (up[1] >= 0)
		(void)close(up[1]);
	return b;
}

int
builder_fd(const struct builder *b)
{
	return b->up;
}

void
builder_build(struct builder *b)
{
	if (b->busy) {
		b->again = true;
		return;
	}
	b->busy = true;
	send_all(b->down, STR("b"));
}

bool
builder_busy(const struct builder *b)
{
	return b->busy;
}

/* A line of tell() as a message; what is no such line is passed over. */
static void
read_message(struct diag *d, struct str line)
{
	struct str level, row, col, file;
	unsigned long l, r, c;
	struct arena a;
	struct loc loc;

	if (!str_split(&line, '\t', &level) || !str_to_uint(level, DIAG_NOTE, &l) ||
	    !str_split(&line, '\t', &row) || !str_to_uint(row, 0xFFFFFFFF, &r) ||
	    !str_split(&line, '\t', &col) || !str_to_uint(col, 0xFFFFFFFF, &c) ||
	    !str_split(&line, '\t', &file))
		return;
	arena_init(&a, 0);
	loc = (struct loc){ file.n > 0 ? arena_strndup(&a, file.p, file.n) : NULL, (unsigned)r,
		(unsigned)c };
	diag_add(d, (enum diag_level)l, loc, arena_strndup(&a, line.p, line.n));
	arena_free(&a);
}

enum builder_state
builder_take(struct builder *b, struct diag *said)
{
	enum builder_state state;
	struct str rest, line;
	char room[4096];
	ssize_t n;

	while ((n = read(b->up, room, sizeof(room))) > 0)
		buf_add(&b->in, room, (size_t)n);
	if (n == 0)
		return BUILDER_GONE;
	rest = buf_str(&b->in);
	if (!str_ends(rest, done) && !str_ends(rest, failed))
		return BUILDER_BUSY;
	state = str_ends(rest, done) ? BUILDER_DONE : BUILDER_FAILED;
	while (str_split(&rest, '\n', &line))
		read_message(said, line);
	buf_clear(&b->in);
	b->busy = false;
	if (b->again) {
		b->again = false;
		builder_build(b);
	}
	return state;
}

void
builder_stop(struct builder *b)
{
	if (b == NULL)
		return;
	if (b->down >= 0)
		(void)close(b->down);
	if (b->up >= 0)
		(void)close(b->up);
	if (b->pid > 0) {
		(void)kill(b->pid, SIGTERM); /* it is our child until we wait for it */
		while (waitpid(b->pid, NULL, 0) < 0 && errno == EINTR)
			;
	}
	buf_free(&b->in);
	free(b);
}
