/*
 * unchanged.h - is there nothing to build?  What a build read, and how it was, kept beside the releases.
 * Layer: render.
 *
 * OUT/.inputs, a record (base/record.h), tells, of the build that made the current release, its options and each
 * file it depends on: size, times and number on disk, and the hash of those that were written while it began, whose
 * times could hide a later write.  The program itself is one of the files.  A build for which all that is the same would
 * make the same release again, or, of one whose time nobody stated, on the same day, one that has another time and
 * nothing else.
 */
#ifndef RENDER_UNCHANGED_H
#define RENDER_UNCHANGED_H

#include <stdbool.h>

#include "render/build.h"

struct unchanged;

/* Look at all that a build with these options depends on; before it reads any of it. */
struct unchanged *unchanged_look(const struct build_options *);
void	unchanged_free(struct unchanged *);	/* NULL is accepted */
/* The content files that were looked at, which live as long; NULL: they were not. */
const struct site_files *unchanged_content(const struct unchanged *);
/* Is it as it was when the current release was made?  Then fill in R, which is empty, for that release. */
bool	unchanged_is(const struct unchanged *, struct build_report *r);
/* Keep it: R tells of the release that is current now.  What cannot be kept is built again. */
void	unchanged_keep(const struct unchanged *, const struct build_report *r);

#endif
