#include "render/frame.h"

#include <errno.h>
#include <fcntl.h>
#include <limits.h>
#include <stdatomic.h>
#include <stdio.h>
#include <stdlib.h>
#include <string.h>
#include <sys/stat.h>
#include <unistd.h>

#include "base/fs.h"
#include "base/work.h"
#include "render/manifest.h"

/* Files that are worth a second thread. */
#define MANY 1000

/* Of a file of the manifest. */
struct place {
	atomic_bool claimed;
	bool sound; /* it is as the manifest says */
};

struct frame {
	struct arena arena;
	int fd;
	struct timespec time; /* of its manifest, which was written after all else */
	struct manifest manifest;
	struct place *places; /* of its files */
	atomic_bool foreign; /* something is in it that is not of the release */
};

static bool
later(struct timespec t, struct timespec than)
{
	return t.tv_sec > than.tv_sec || (t.tv_sec == than.tv_sec && t.tv_nsec > than.tv_nsec);
}

/* What else was put into the folder PATH, or taken from it, since? */
static void
check_folder(struct frame *f, const char *path)
{
	struct stat st;

	if (fstatat(f->fd, path, &st, AT_SYMLINK_NOFOLLOW) != 0 || !S_ISDIR(st.st_mode) ||
	    later(st.st_mtim, f->time))
		atomic_store(&f->foreign, true);
}

/* The folders of PATH that BEFORE, the path before it, is not in: in their order, those of one folder are next to
 * each other.  The release's own has its manifest renamed into it in the end: see only_ours(). */
static void
check_folders(struct frame *f, const char *before, const char *path)
{
	char folder[PATH_MAX]; /* longer ones no call takes */
	const char *slash;

	for (slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		size_t n = (size_t)(slash - path);

		if (strncmp(before, path, n + 1) == 0)
			continue;
		if (n >= sizeof(folder)) {
			atomic_store(&f->foreign, true);
			return;
		}
		memcpy(folder, path, n);
		folder[n] = '\0';
		check_folder(f, folder);
	}
}

static void
check_file(void *frame, unsigned thread, size_t i)
{
	struct frame *f = frame;
	const struct manifest_file *file = &f->manifest.files[i];
	struct stat st;

	(void)thread;
	check_folders(f, i > 0 ? f->manifest.files[i - 1].path : "", file->path);
	f->places[i].sound = str_starts(str_of(file->path), "public/") &&
			     fstatat(f->fd, file->path, &st, AT_SYMLINK_NOFOLLOW) == 0 &&
			     S_ISREG(st.st_mode) && (uint64_t)st.st_size == file->size &&
			     !later(st.st_mtim, f->time);
}

/* The number of the file at PATH, or that of all. */
static size_t
find(const struct frame *f, const char *path)
{
	const struct manifest_file *file = manifest_find(&f->manifest, path);

	return file != NULL ? (size_t)(file - f->manifest.files) : f->manifest.n;
}

/* Is all that is beside public/ of the release?  NAMES get its names. */
static bool
only_ours(struct frame *f, const char *dir, struct fs_list *names)
{
	struct diag unread;
	size_t i;
	bool ours;

	diag_init(&unread);
	ours = fs_names(&unread, &f->arena, dir, names) == 0;
	diag_free(&unread);
	for (i = 0; ours && i < names->n; i++)
		ours = strcmp(names->path[i], "public") == 0 ||
		       strcmp(names->path[i], "manifest") == 0 ||
		       find(f, names->path[i]) < f->manifest.n;
	return ours;
}

static bool
read_it(struct frame *f, const char *dir, unsigned jobs, struct fs_list *names)
{
	struct diag unread;
	struct stat st;
	bool good;

	f->fd = open(dir, O_RDONLY | O_DIRECTORY | O_CLOEXEC);
	if (f->fd < 0 || fstatat(f->fd, "manifest", &st, AT_SYMLINK_NOFOLLOW) != 0)
		return false;
	f->time = st.st_mtim;
	diag_init(&unread);
	good = manifest_read(
		   &unread, &f->arena, fs_join(&f->arena, dir, "manifest"), &f->manifest) == 0;
	diag_free(&unread);
	if (!good || f->manifest.n == 0)
		return false;
	manifest_index(&f->arena, &f->manifest);
	f->places = arena_alloc(&f->arena, f->manifest.n * sizeof(*f->places));
	work_each(f->manifest.n > MANY ? work_threads(jobs) : 1, f->manifest.n, check_file, f);
	return !atomic_load(&f->foreign) && only_ours(f, dir, names);
}

/* First the manifest: from then on it cannot be taken for a release. */
static bool
remove_beside(const struct frame *f, const struct fs_list *names)
{
	size_t i;

	if (unlinkat(f->fd, "manifest", 0) != 0)
		return false;
	for (i = 0; i < names->n; i++)
		if (strcmp(names->path[i], "public") != 0 &&
		    unlinkat(f->fd, names->path[i], 0) != 0 && errno != ENOENT)
			return false;
	return true;
}

struct frame *
frame_take(const char *out, const char *id, const char *dir, unsigned jobs)
{
	struct frame *f = xalloc(sizeof(*f));
	struct diag unread;
	struct fs_list names;
	const char *from;

	*f = (struct frame){ .fd = -1 };
	arena_init(&f->arena, 0);
	from = arena_printf(&f->arena, "%s/releases/%s", out, id);
	if (!read_it(f, from, jobs, &names) || rename(from, dir) != 0) {
		frame_free(f);
		return NULL;
	}
	if (remove_beside(f, &names))
		return f;
	diag_init(&unread);
	(void)fs_remove(&unread, dir); /* or the next build does */
	diag_free(&unread);
	frame_free(f);
	return NULL;
}

void
frame_free(struct frame *f)
{
	if (f == NULL)
		return;
	if (f->fd >= 0)
		(void)close(f->fd); /* a directory, read only */
	arena_free(&f->arena);
	free(f);
}

bool
frame_holds(const struct frame *f, const char *path, const char *sha, uint64_t size)
{
	size_t i = f != NULL ? find(f, path) : 0;

	return f != NULL && i < f->manifest.n && f->places[i].sound &&
	       f->manifest.files[i].size == size && strcmp(f->manifest.files[i].sha, sha) == 0;
}

/* Remove the folders above PATH as long as they are empty, but none whose path has less than LEAST bytes. */
static void
remove_folders(const struct frame *f, const char *path, size_t least)
{
	char folder[PATH_MAX]; /* longer ones no call takes */
	size_t n = strlen(path);

	if (n >= sizeof(folder))
		return;
	memcpy(folder, path, n + 1);
	for (;;) {
		while (n > 0 && folder[n] != '/')
			n--;
		folder[n] = '\0';
		if (n == 0 || n < least ||
		    (unlinkat(f->fd, folder, AT_REMOVEDIR) != 0 && errno != ENOENT))
			return;
	}
}

/* File I, if nobody has it, is to make way. */
static void
drop(struct frame *f, size_t i)
{
	if (!atomic_exchange(&f->places[i].claimed, true))
		(void)unlinkat(f->fd, f->manifest.files[i].path, 0); /* else what comes fails */
}

/* What is a file and a folder at once goes: PATH is no file of the frame. */
static void
make_way(struct frame *f, const char *path)
{
	const struct manifest *m = &f->manifest;
	size_t n = strlen(path), low = 0, high = m->n, i;
	char above[PATH_MAX];
	const char *slash;

	for (slash = strchr(path, '/'); slash != NULL; slash = strchr(slash + 1, '/')) {
		if ((size_t)(slash - path) >= sizeof(above))
			return;
		memcpy(above, path, (size_t)(slash - path));
		above[slash - path] = '\0';
		i = find(f, above);
		if (i < m->n)
			drop(f, i);
	}
	while (low < high) { /* to the first that is not before PATH "/" */
		size_t mid = low + (high - low) / 2;
		int c = strncmp(m->files[mid].path, path, n);

		if (c < 0 || (c == 0 && (unsigned char)m->files[mid].path[n] < '/'))
			low = mid + 1;
		else
			high = mid;
	}
	for (i = low;
	     i < m->n && strncmp(m->files[i].path, path, n) == 0 && m->files[i].path[n] == '/';
	     i++) {
		drop(f, i);
		remove_folders(f, m->files[i].path, n);
	}
}

bool
frame_claim(struct frame *f, const char *path, bool as_it_is)
{
	size_t i;

	if (f == NULL)
		return true;
	i = find(f, path);
	if (i == f->manifest.n) {
		make_way(f, path);
		return true;
	}
	if (atomic_exchange(&f->places[i].claimed, true))
		return false;
	if (!as_it_is)
		(void)unlinkat(f->fd, path, 0); /* else it cannot be made */
	return true;
}

void
frame_give_back(struct frame *f, const char *path)
{
	size_t i = f != NULL ? find(f, path) : 0;

	if (f == NULL || i == f->manifest.n)
		return;
	f->places[i].sound = false; /* it is gone */
	atomic_store(&f->places[i].claimed, false);
}

bool
frame_stale(const struct frame *f, const char *path)
{
	size_t i = f != NULL ? find(f, path) : 0;

	return f != NULL && i < f->manifest.n && !atomic_load(&f->places[i].claimed);
}

int
frame_end(struct diag *d, struct frame *f)
{
	size_t i;

	for (i = 0; f != NULL && i < f->manifest.n; i++) {
		const char *path = f->manifest.files[i].path;

		if (atomic_exchange(&f->places[i].claimed, true))
			continue;
		if (unlinkat(f->fd, path, 0) != 0 && errno != ENOENT)
			return diag_error(d, (struct loc){ path, 0, 0 }, "cannot remove: %s",
			    strerror(errno));
		remove_folders(f, path, sizeof("public")); /* not public/ itself */
	}
	return 0;
}
