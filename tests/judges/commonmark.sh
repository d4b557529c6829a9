#!/bin/sh
# commonmark.sh: every example of the CommonMark specification through our Markdown layer.
set -eu
cd "$(dirname "$0")"
driver=$(./commonmark_build.sh)
../npm.sh . >&2
exec node commonmark.js "../../$driver"
