#!/bin/sh
# web.sh SOURCE WORK OUT: compile the style sheet of SOURCE in WORK, and put into OUT what the site serves:
# the sheet, our script, and of the design system's images and fonts those that the sheet or
# SOURCE/images.txt name.
set -eu
source=$1 work=$2 out=$3
uswds=$work/node_modules/@uswds/uswds
next=$work/out

command -v node >/dev/null && command -v npm >/dev/null || {
	echo "make web needs Node.js and npm: as root, type  apt-get install --no-install-recommends nodejs npm" >&2
	exit 1
}
mkdir -p "$work"
exec 9>"$work/lock"
flock 9 # two builds at once, say of two MODEs

# What the lock file names is fetched once, and again when the lock file changes.
if ! cmp -s "$source/package-lock.json" "$work/fetched" || [ ! -d "$uswds" ]; then
	rm -f "$work/fetched"
	cp "$source/package.json" "$source/package-lock.json" "$work/"
	(cd "$work" && npm ci --ignore-scripts --omit=optional --no-audit --no-fund --loglevel=error)
	cp "$source/package-lock.json" "$work/fetched"
fi

rm -rf "$next"
mkdir -p "$next"
node "$work/node_modules/sass/sass.js" --no-source-map --style=compressed --quiet-deps \
	--load-path="$uswds/packages" "$source/site.scss" "$next/style.css"
cp "$source/cee.js" "$next/"
cp "$uswds/LICENSE.md" "$next/uswds-license.md"

# Images and fonts that the sheet names ...
grep -o 'url([^)]*)' "$next/style.css" | sed 's/^url(//; s/)$//; s/"//g' | grep -v '^$\|^data:' |
	sort -u >"$work/wanted"
# ... and images that templates name.
sed 's/#.*//; /^ *$/d' "$source/images.txt" >>"$work/wanted"
sort -u "$work/wanted" | while read -r f; do
	[ -f "$uswds/dist/$f" ] || { echo "web.sh: the design system has no $f" >&2; exit 1; }
	mkdir -p "$next/$(dirname "$f")"
	cp "$uswds/dist/$f" "$next/$f"
done

# Latin letters and punctuation are all that the pages need, where the tool for it is at hand.
# By the Python that pyftsubset runs in: another one may come first in PATH and lack what it has.
pyftsubset=$(command -v pyftsubset || :)
python=$([ -z "$pyftsubset" ] || sed -n '1s/^#! *//p' "$pyftsubset")
if [ -n "$python" ] && $python -c 'import brotli' 2>/dev/null; then
	find "$next/fonts" -name '*.woff2' | while read -r f; do
		pyftsubset "$f" --flavor=woff2 --layout-features='*' --output-file="$f.small" \
			--unicodes='U+0020-007E,U+00A0-017F,U+2010-2027,U+2030-203A,U+20AC,U+2122,U+2190-2193,U+2212,U+2248,U+2260-2265'
		mv "$f.small" "$f"
	done
fi

rm -rf "$out"
mv "$next" "$out"
