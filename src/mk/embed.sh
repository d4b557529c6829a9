#!/bin/sh
# embed.sh FILE.sql: print FILE as one C string literal, for #include.  Lines that are comments are left
# out: C promises room for 4095 characters.
set -eu
sed -e '/^--/d' -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$1"
