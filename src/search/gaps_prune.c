#include <errno.h>
#include <fcntl.h>
#include <stdlib.h>
#include <string.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "search/gaps.h"

/* A file while it is looked through. */
struct prune {
	const char *path;
	int fd;
	int64_t today;
	struct buf bytes, kept; /* all, and the lines that stay */
	uint64_t *worded; /* hashes whose words stand in a line that stays, sorted */
	size_t n_worded, dropped;
	bool alone; /* no responder has it open */
	bool failed;
};

static int
by_hash(const void *x, const void *y)
{
	uint64_t a = *(const uint64_t *)x, b = *(const uint64_t *)y;

	return (a > b) - (a < b);
}

static bool
is_kept(const struct prune *p, const struct gaps_line *l)
{
	if (l->day + GAPS_KEEP < p->today)
		return false;
	if (l->day + GAPS_WINDOW >= p->today)
		return true;
	return p->n_worded > 0 &&
	       bsearch(&l->hash, p->worded, p->n_worded, sizeof(*p->worded), by_hash) != NULL;
}

static void
find_worded(struct prune *p)
{
	struct str rest = buf_str(&p->bytes), line;
	struct gaps_line l;
	size_t cap = 0;

	while (str_split(&rest, '\n', &line)) {
		if (!gaps_line_read(line, &l) || l.text.n == 0 || l.day + GAPS_KEEP < p->today)
			continue;
		if (p->n_worded == cap) {
			cap = cap * 2 + 64;
			p->worded = xrealloc(p->worded, cap * sizeof(*p->worded));
		}
		p->worded[p->n_worded++] = l.hash;
	}
	if (p->n_worded > 0)
		qsort(p->worded, p->n_worded, sizeof(*p->worded), by_hash);
}

/* Overwrite a line with spaces, its end left alone: others may be adding to the file. */
static void
blank(struct prune *p, struct str line)
{
	char spaces[GAPS_LINE];
	size_t at = (size_t)(line.p - p->bytes.p), done = 0, n;

	memset(spaces, ' ', sizeof(spaces));
	while (done < line.n && !p->failed) {
		n = line.n - done < sizeof(spaces) ? line.n - done : sizeof(spaces);
		p->failed = pwrite(p->fd, spaces, n, (off_t)(at + done)) != (ssize_t)n;
		done += n;
	}
}

static void
drop_lines(struct prune *p)
{
	struct str rest = buf_str(&p->bytes);
	struct gaps_line l;
	size_t n;

	while ((n = str_chr(rest, '\n')) < rest.n) {
		struct str line = { rest.p, n };

		rest = str_skip(rest, n + 1);
		if (str_trim(line).n == 0)
			continue;
		if (gaps_line_read(line, &l) && is_kept(p, &l)) {
			buf_addstr(&p->kept, line);
			buf_addc(&p->kept, '\n');
			continue;
		}
		p->dropped++;
		if (!p->alone)
			blank(p, line);
	}
}

/* A smaller file in its place, with the same permissions. */
static int
replace(struct diag *d, struct prune *p, const struct stat *st)
{
	struct buf next = BUF_INIT;
	int fd, rc = -1;

	buf_addf(&next, "%s.new", p->path);
	(void)unlink(next.p); /* of a prune that was killed, if it is there */
	fd = open(next.p, O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, 0600);
	if (fd >= 0) {
		bool ok = write(fd, p->kept.p, p->kept.n) == (ssize_t)p->kept.n &&
			  fchown(fd, st->st_uid, st->st_gid) == 0 &&
			  fchmod(fd, st->st_mode & 07777) == 0 && fsync(fd) == 0;

		if (close(fd) == 0 && ok && rename(next.p, p->path) == 0)
			rc = 0;
	}
	if (rc != 0)
		rc = diag_error(
		    d, (struct loc){ next.p, 0, 0 }, "cannot write it: %s", strerror(errno));
	buf_free(&next);
	return rc;
}

static int
prune(struct diag *d, struct prune *p)
{
	struct stat st;

	if (fstat(p->fd, &st) != 0 || !S_ISREG(st.st_mode))
		return diag_error(
		    d, (struct loc){ p->path, 0, 0 }, "expected an ordinary file");
	p->alone = flock(p->fd, LOCK_EX | LOCK_NB) == 0;
	if (fs_read(d, &p->bytes, p->path, 2 * GAPS_BYTES) != 0)
		return -1;
	find_worded(p);
	drop_lines(p);
	if (p->failed)
		return diag_error(d, (struct loc){ p->path, 0, 0 },
		    "cannot overwrite a record: %s", strerror(errno));
	if (p->alone && p->kept.n < p->bytes.n)
		return replace(d, p, &st);
	return 0;
}

int
gaps_prune(struct diag *d, const char *path, int64_t today, size_t *dropped)
{
	struct prune p = { .path = path,
		.today = today,
		.bytes = BUF_INIT,
		.kept = BUF_INIT,
		.fd = open(path, O_RDWR | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK) };
	int rc = 0;

	*dropped = 0;
	if (p.fd < 0)
		return errno == ENOENT ? 0
				       : diag_error(d, (struct loc){ path, 0, 0 },
					     "cannot open it: %s", strerror(errno));
	rc = prune(d, &p);
	*dropped = p.dropped;
	(void)close(p.fd); /* every write was checked; the lock goes with it */
	buf_free(&p.bytes);
	buf_free(&p.kept);
	free(p.worded);
	return rc;
}
