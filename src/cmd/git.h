/*
 * git.h - what git knows of the content: its revision, and how it was at another.
 * Layer: cmd.
 *
 * git and tar are run with argument vectors, no shell, and without the variables by which a hook of
 * git points them at its own repository.
 */
#ifndef CMD_GIT_H
#define CMD_GIT_H

#include "base/arena.h"
#include "base/diag.h"

/* "git:<40 digits>", with "+changes" when files of the directory CONTENT are not as committed; NULL
 * when there is no git or CONTENT is in no repository.  In the arena. */
const char *git_revision(struct arena *, const char *content);
/* The full name of the commit REV, such as "HEAD~2", in the repository of CONTENT; NULL after
 * reporting. */
const char *git_commit(struct diag *, struct arena *, const char *content, const char *rev);
/* Write CONTENT as it was at COMMIT, of git_commit(), into the empty directory TO.  0, or -1 after
 * reporting. */
int	git_content(struct diag *, const char *content, const char *commit, const char *to);

#endif
