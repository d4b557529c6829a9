#!/bin/sh
# embed.sh FILE: print FILE as one C string literal, for #include.
set -eu
sed -e 's/\\/\\\\/g' -e 's/"/\\"/g' -e 's/^/"/' -e 's/$/\\n"/' "$1"
