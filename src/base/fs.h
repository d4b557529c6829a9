/*
 * fs.h - files: whole reads under a limit, atomic writes, sorted walks.
 * Layer: base.
 *
 * Paths are bytes ending in NUL.  Functions returning int give 0, or -1 after reporting to the diag.
 */
#ifndef BASE_FS_H
#define BASE_FS_H

#include <stdbool.h>
#include <stddef.h>
#include <stdint.h>

#include "base/arena.h"
#include "base/buf.h"
#include "base/diag.h"

/* A file as it was: no later write leaves all of it the same, if it is settled. */
struct fs_stamp {
	int64_t	size, mtime_ns, ctime_ns;
	uint64_t inode;
	bool	settled;	/* the clock of its times has moved on since its last change */
};

/* Append the whole regular file PATH to OUT; more than LIMIT bytes is an error. */
int	fs_read(struct diag *, struct buf *out, const char *path, size_t limit);
/* Likewise; AS (may be NULL), see below: as it was when it was opened. */
int	fs_read_stamped(struct diag *, struct buf *out, const char *path, size_t limit,
	    struct fs_stamp *as);
/* Write PATH anew: beside it first, then renamed over it, so that a reader sees the old bytes or
 * the new ones.  Not synced to disk: see fs_sync. */
int	fs_write(struct diag *, const char *path, struct str bytes);
/* Flush a file or directory to disk. */
int	fs_sync(struct diag *, const char *path);
/* Make a directory and its parents; existing ones are fine. */
int	fs_mkdirs(struct diag *, const char *path);
/* Make the parents of a file's path. */
int	fs_mkdirs_for(struct diag *, const char *path);
/* Remove a file or a whole tree; symbolic links are removed, never followed.  Missing is fine. */
int	fs_remove(struct diag *, const char *path);
bool	fs_exists(const char *path);
bool	fs_is_dir(const char *path);
/* Does PATH, with every symbolic link followed, lie in or below the directory ROOT?  Also true when it is
 * not there.  Whoever may write below ROOT must not make us read what is elsewhere. */
bool	fs_inside(const char *root, const char *path);
/* fs_read() of a file below the directory ROOT; a link that leads out of it is an error. */
int	fs_read_inside(struct diag *, struct buf *out, const char *root, const char *path,
	    size_t limit);

/* False: PATH is no file that can be looked at. */
bool	fs_stamp(const char *path, struct fs_stamp *);
/* The stamps of N files below the directory ROOT, those of one folder next to each other as in fs_list; of one that
 * cannot be looked at the size is -1. */
void	fs_stamps(const char *root, char *const *path, size_t n, struct fs_stamp *out);
/* The same file, not written to in between?  Only if A, the earlier, is settled. */
bool	fs_stamp_same(const struct fs_stamp *a, const struct fs_stamp *b);

struct fs_list {
	char	**path;		/* N paths below the root, "/" between parts, sorted by bytes */
	size_t	n, cap;
};

/*
 * List the regular files below ROOT, sorted, at most 32 levels deep; symbolic links are followed, and one that
 * leads out of ROOT is an error.  Names that begin with "." or "#" or end with "~" (editors' own) are passed
 * over.  Paths live in the arena.  A missing ROOT is an error.
 */
int	fs_walk(struct diag *, struct arena *, const char *root, struct fs_list *out);
/* Names (not paths) in one directory, sorted, without "." and ".."; missing: empty. */
int	fs_names(struct diag *, struct arena *, const char *dir, struct fs_list *out);
/* DIR "/" NAME in the arena. */
char	*fs_join(struct arena *, const char *dir, const char *name);

#endif
