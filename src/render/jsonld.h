/*
 * jsonld.h - what a page says, said again for machines: schema.org in JSON-LD.
 * Layer: render.
 *
 * It is made from the values that the template gets, so it cannot say anything else.  Browsers
 * run nothing of it: a script of this type is data, which a content security policy lets be.
 */
#ifndef RENDER_JSONLD_H
#define RENDER_JSONLD_H

#include "base/arena.h"
#include "base/str.h"
#include "view/value.h"

/*
 * The JSON for a page with the values ROOT (cee-template(5)) from TEMPLATE, in the arena: where it
 * stands (BreadcrumbList), and what it is about: the site (WebSite) for "home", a Center
 * (GovernmentOrganization) for "center", terms (DefinedTermSet) for "glossary", files (Dataset) for
 * "data".  No "<" is in it, so it may stand in a script element.  NULL: a page without an address.
 */
const char *jsonld_page(struct arena *, const char *template, const struct value *root);

#endif
