/*
 * report.h - what a build did to the site that readers see, noted while it is done.
 * Layer: render.
 */
#ifndef RENDER_REPORT_H
#define RENDER_REPORT_H

#include "render/build.h"
#include "render/stage.h"

/* The page at URL, made from FILE (NULL: from none), was put, and its FATE is this. */
void	report_page(struct build_report *, enum stage_fate, const char *url, const char *file);
/* The pages of the current release that STAGE has not, by path, as manifests are; and its id. */
void	report_removed(struct build_report *, struct stage *, const struct site *);
/* What SITE holds back, and until when. */
void	report_held(struct build_report *, const struct site *);

#endif
