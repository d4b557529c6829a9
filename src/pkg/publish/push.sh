#!/bin/sh
# push.sh OUT TO: bring the current release below OUT to the host that serves it.
#
# TO is a directory, or [USER@]HOST:DIRECTORY by way of ssh.  It gets TO/releases/ID, in which files that
# did not change are links to those of the release before; when all of it is there, TO/current is replaced
# by rename.  Readers see the old release or the new one, whenever this ends; what it leaves half done
# the next run takes up.  The ten newest releases stay.
set -eu
[ $# = 2 ] || { echo "usage: push.sh OUT [USER@]HOST:DIRECTORY" >&2; exit 2; }
out=$1 to=$2
id=$(basename "$(readlink "$out/current")")
case $to in
*:*) host=${to%%:*} dir=${to#*:} ;;
*) host='' dir=$to ;;
esac
# Both are read by the other host's shell.
case $id$dir in
*[!A-Za-z0-9._/-]* | '') echo "push.sh: cannot use \"$id\" and \"$dir\": other characters than A-Z a-z 0-9 . _ / -" >&2; exit 1 ;;
esac

# there COMMANDS: run them in the directory, with ID as $1
there() {
	if [ -n "$host" ]; then
		printf '%s\n' "$1" | ssh "$host" "mkdir -p $dir && cd $dir && sh -eus $id"
	else
		mkdir -p "$dir" && (cd "$dir" && printf '%s\n' "$1" | sh -eus "$id")
	fi
}

# An id stands for all pages: a release that is there need not be sent again.
state=$(there 'mkdir -p releases
if [ -e "releases/$1" ]; then echo there; elif [ -e current ]; then echo missing; else echo first; fi')
if [ "$state" != there ]; then
	[ "$state" = first ] || share=--link-dest=../../current/
	# Two files of a release may be links to one another (-H).
	rsync -aH --delete ${share:+"$share"} "$out/releases/$id/" "$to/releases/.in-$id/"
	there 'sync; mv -T "releases/.in-$1" "releases/$1"'
fi
there 'ln -sfn "releases/$1" ".current-$1"
mv -T ".current-$1" current
for old in $(ls releases | LC_ALL=C sort -r | tail -n +11); do
	[ "$old" = "$1" ] || rm -rf "releases/$old"
done'
echo "served: $to/current -> releases/$id"
