#!/bin/sh
# openapi.sh OPENAPI.json SCHEMA.json...: print the API's description with the schemas of its replies
# in their place, "schemas": {}.  What refers to another schema's file then refers to its place.
set -eu
openapi=$1
shift
sed '/"schemas": {}/,$d' "$openapi"
printf '    "schemas": {\n'
comma=
for file in "$@"; do
	name=$(basename "$file" .json)
	printf '%s' "$comma"
	comma=',
'
	sed -e '/^  "\$schema": /d' -e '/^  "\$id": /d' \
	    -e "s|\"\\\$ref\": \"#/|\"\$ref\": \"#/components/schemas/$name/|g" \
	    -e 's|"\$ref": "\([a-z]*\)\.json#/|"$ref": "#/components/schemas/\1/|g' \
	    -e 's|"\$ref": "\([a-z]*\)\.json"|"$ref": "#/components/schemas/\1"|g' \
	    -e "1s|^|\"$name\": |" -e 's|^|      |' "$file" |
	    awk 'NR > 1 { print last } { last = $0 } END { printf "%s", last }'
done
printf '\n    }'
sed '1,/"schemas": {}/d' "$openapi" | sed '1s/^/\n/'
