#!/bin/sh
# frontmatter.sh: JSON Schemas of the front matter, judged by ajv and a public YAML reader.
set -eu
cd "$(dirname "$0")/../.."
exec node tests/judges/frontmatter.js "build/${MODE:-release}/cee" content
