#!/bin/bash
# classes.sh: every class of the design system that templates use is in the compiled style sheet, so
# that no package is missing from site.scss.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
css=build/assets/style.css
check "there is a $css" test -s $css
# Names that only say what a part is.
plain="^(usa-prose|usa-summary-box__body|usa-table-container--scrollable)$"
for class in $(cat templates/*.mustache templates/*/*.mustache | grep -oE 'class="[^"]*"' | grep -oE '\b(usa-[a-z_-]+|([a-z-]+:)?grid-[a-z0-9-]+)' | sort -u); do
	[[ $class =~ $plain ]] && continue
	check "no rule for .$class" grep -qF ".${class//:/\\:}" $css
done
finish
