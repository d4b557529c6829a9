/*
 * escape.h - writing bytes into each output context, by the context's name.
 * Layer: base.  The only place, with jsonw.c, where entities and \u escapes are written.
 *
 * Input is any bytes; what the context cannot hold (control bytes in XML) becomes U+FFFD.
 */
#ifndef BASE_ESCAPE_H
#define BASE_ESCAPE_H

#include "base/buf.h"
#include "base/str.h"

/* Text and double- or single-quoted attribute values of HTML: & < > " ' */
void	escape_html(struct buf *out, struct str);
void	escape_attr(struct buf *out, struct str);
/* XML text and attributes: as HTML; what is no XML character (control bytes, bytes that are not
 * UTF-8, U+FFFE, U+FFFF) becomes U+FFFD. */
void	escape_xml(struct buf *out, struct str);
/* A URL path: everything but RFC 3986 unreserved, sub-delims, ":@/" is percent-encoded. */
void	escape_url_path(struct buf *out, struct str);
/* One query argument: everything but unreserved is percent-encoded, space as "+". */
void	escape_url_arg(struct buf *out, struct str);
/* A header field of a "mailto:" address (RFC 6068): everything but unreserved is percent-encoded, and a
 * line's end, however written, becomes %0D%0A. */
void	escape_mailto(struct buf *out, struct str);
/* Inside a JSON string; "<", U+2028 and U+2029 are escaped too, so that JSON may stand in HTML.
 * Bytes that are not UTF-8 become U+FFFD. */
void	escape_json(struct buf *out, struct str);

#endif
