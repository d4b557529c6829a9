#!/bin/bash
# publish.sh: the ways to publish of cee-publish(7): a push to a bare repository, a timer, another host
# by rsync, a workflow.  Whatever fails, readers see what they saw.
set -u
cd "$(dirname "$0")/../.."
. tests/lib.sh
top=$PWD
export CEE=$PWD/build/${MODE:-release}/cee
for tool in git rsync; do
	command -v $tool >/dev/null || { echo "skipped: no $tool"; fail "$tool is missing: make deps-test"; finish; exit 1; }
done
publish=$top/src/pkg/publish
export HOME=$tmp GIT_CONFIG_NOSYSTEM=1
unset "${!GIT_@}" 2>/dev/null
export GIT_AUTHOR_NAME=a GIT_AUTHOR_EMAIL=a@example.org GIT_COMMITTER_NAME=a GIT_COMMITTER_EMAIL=a@example.org
git config --global init.defaultBranch main
# A program that does not compress: that has tests of its own.
cat >"$tmp/cee" <<EOF
#!/bin/sh
if [ "\$1" = build ]; then shift; exec "$CEE" build --no-compress "\$@"; fi
exec "$CEE" "\$@"
EOF
chmod +x "$tmp/cee"
export CEE=$tmp/cee
assets=$tmp/assets
if [ -d build/assets ]; then cp -r build/assets "$assets"; else mkdir "$assets"; fi
mkdir "$tmp/desk" && cp -r content templates "$tmp/desk/"
cd "$tmp/desk" || exit 1
export SOURCE_DATE_EPOCH=1795305600 # 2026-11-22
# later DAYS: the next build is of that many days later
later() { SOURCE_DATE_EPOCH=$((SOURCE_DATE_EPOCH + $1 * 86400)); }
current() { readlink "${1:-$tmp/site}/current"; }
has() { grep -qF -e "$1" "$tmp/out" || { cat "$tmp/out"; return 1; }; }
ok_() { "$@" >"$tmp/out" 2>&1 || { cat "$tmp/out"; return 1; }; }
fails() { ! "$@" >"$tmp/out" 2>&1 || { cat "$tmp/out"; return 1; }; }

# A push.
git init -q . && git add . && git commit -qm one
git init -q --bare "$tmp/site.git"
for name in pre-receive post-receive; do ln -s "$publish/hook" "$tmp/site.git/hooks/$name"; done
for setting in work="$tmp/work" out="$tmp/site" program="$CEE" assets="$assets" eval=tests.tsv to="$tmp/www"; do
	git -C "$tmp/site.git" config "cee.${setting%%=*}" "${setting#*=}"
done
printf 'query\tcenter\nlaptop\telectronics\n' >tests.tsv && git add tests.tsv && git commit -qm queries
git remote add site "$tmp/site.git"
check "a push" ok_ git push -q site main
check "publishes" has "published: "
check "a release" test -e "$tmp/site/current/public/index.html"
check "of that revision" grep -q "^revision git:$(git rev-parse HEAD)\$" "$tmp/site/current/manifest"
check "measured" grep -q "^figure 1.0000 1 pinned" "$tmp/site/current/manifest"
check "and brought to the server" test "$(current)" = "$(current "$tmp/www")"
check "whole" diff -r "$tmp/site/current/" "$tmp/www/current/"
first=$(current)
git checkout -qb draft && git commit -q --allow-empty -m draft
check "another branch" ok_ git push -q site draft
check "publishes nothing" test "$(current)" = "$first"
git checkout -q main
mkdir -p content/images && ln -s /etc/passwd content/images/staff.png && git add content && git commit -qm link
check "a link out of the content" fails git push -q site main
check "is refused, so that nothing else of this host is published" has 'content/images/staff.png: error: a symbolic link that leads out of content'
git reset -q --hard HEAD~1
sed -i 's/^title:/titel:/' content/pages/index.md && git commit -qam mistake
later 1
check "a mistake" fails git push -q site main
check "is refused with its place" has 'remote: content/pages/index.md:2:1: error: unknown key "titel"'
check "and mended before" has "mend this, commit, and push again"
check "the branch is as it was" test "$(git -C "$tmp/site.git" rev-parse main)" = "$(git rev-parse HEAD~1)"
check "readers see the first" test "$(current "$tmp/www")" = "$first"
rm "$tmp/site.git/hooks/pre-receive"
git push -q site main >"$tmp/out" 2>&1
check "without the check, the build says it" has 'remote: content/pages/index.md:2:1: error: unknown key "titel"'
check "and that readers see the release before" has "Not published: readers see the release before."
check "which they do" test "$(current) $(current "$tmp/www")" = "$first $first"
git revert --no-edit HEAD >/dev/null
sed -i 's/^- cleaning cloth,/- cleaning cloth, flerb duster,/' content/scopes/63.md && git commit -qam name
check "mended" ok_ git push -q site main
check "readers see it" grep -q "flerb duster" "$tmp/www/current/public/hts/6307/index.html"
check "the release before is there to go back to" test -d "$tmp/www/$first"
same=$(find "$tmp/www/current/public" -name index.html -links +1 | wc -l)
check "what did not change is shared ($same)" test "$same" -gt 100

# Another host.
second=$(current)
cd "$tmp/work" || exit 1
check "rollback" ok_ "$CEE" rollback --out "$tmp/site"
check "is brought over too" ok_ "$publish/push.sh" "$tmp/site" "$tmp/www"
check "without sending" test "$(current "$tmp/www")" = "$first"
mkdir "$tmp/bin"
# Another host that is this one; a network that fails when told to.
cat >"$tmp/bin/ssh" <<'EOF'
#!/bin/sh
while [ "${1#-}" != "$1" ]; do case $1 in -l) shift 2 ;; *) shift ;; esac; done
shift
exec sh -c "$*"
EOF
printf '#!/bin/sh\n[ -e "%s/broken" ] && { %s --max-size=2k "$@"; exit 23; }\nexec %s "$@"\n' \
	"$tmp" "$(command -v rsync)" "$(command -v rsync)" >"$tmp/bin/rsync"
chmod +x "$tmp/bin/ssh" "$tmp/bin/rsync"
PATH=$tmp/bin:$PATH
check "by ssh" ok_ "$publish/push.sh" "$tmp/site" "cee@www:$tmp/far"
check "is there" diff -r "$tmp/site/current/" "$tmp/far/current/"
check "on" ok_ "$CEE" publish --out "$tmp/site" "${second#releases/}"
touch "$tmp/broken"
check "a network that fails" fails "$publish/push.sh" "$tmp/site" "cee@www:$tmp/far"
check "leaves readers what they saw" test "$(current "$tmp/far")" = "$first"
check "and no release that is not whole" test ! -e "$tmp/far/$second"
rm "$tmp/broken"
check "is made good" ok_ "$publish/push.sh" "$tmp/site" "cee@www:$tmp/far"
check "with all files" diff -r "$tmp/site/current/" "$tmp/far/current/"
check "and nothing beside" test -z "$(find "$tmp/far" -name '.in-*' -o -name '.current-*')"
check "a name that a shell would read" fails "$publish/push.sh" "$tmp/site" "www:/srv/a;b"
for i in $(seq 12); do mkdir -p "$tmp/far/releases/2020010${i}T000000Z-00000000"; done
check "again" ok_ "$publish/push.sh" "$tmp/site" "cee@www:$tmp/far"
check "the oldest go" test "$(ls "$tmp/far/releases" | wc -l)" = 10
check "not the current one" test -e "$tmp/far/current/public/index.html"

# A timer.
export CEE_OUT=$tmp/site CEE_ASSETS=$assets CEE_TO=$tmp/www
unset SOURCE_DATE_EPOCH
before=$(current)
check "nothing due" ok_ "$publish/release.sh" --due
check "nothing done" test "$(current)" = "$before"
year=$(($(date +%Y) + 1))
sed -i "s/^reviewed:/publish_on: $year-12-01 09:00\nreviewed:/" content/faqs/what-is-a-center.md
sed -i "s/^gone:.*//" content/site.yml
check "an embargo" ok_ "$publish/release.sh"
check "is due" test "$(cat "$tmp/site/due")" = "$year-12-01T14:00:00Z"
held=$(current)
check "before its time" ok_ "$publish/release.sh" --due
check "nothing is done" test "$(current)" = "$held"
sed -i '/^publish_on/d' content/faqs/what-is-a-center.md
echo 2020-01-01T00:00:00Z >"$tmp/site/due"
sleep 1
check "after it" ok_ "$publish/release.sh" --due
check "it is published" test -e "$tmp/www/current/public/faq/what-is-a-center/index.html"
check "and nothing is due" test ! -s "$tmp/site/due"
now=$(current)
echo 2020-01-01T00:00:00Z >"$tmp/site/due"
sed -i 's/^title:/titel:/' content/pages/index.md
check "a mistake" fails "$publish/release.sh" --due
check "leaves readers what they saw" test "$(current) $(current "$tmp/www")" = "$now $now"
check "and what is due" test -s "$tmp/site/due"
sed -i 's/^titel:/title:/' content/pages/index.md

# A workflow.
name() { sed -i "/^## 6307/,/^- /s/^- /- $1, /" content/scopes/63.md; }
check "a change" ok_ "$publish/ci.sh" check
name "flerb mitten" && git add content && git commit -qm flerb
check "against the branch" ok_ "$publish/ci.sh" check HEAD~1
check "says what it does" has '+ 6307 "flerb mitten"'
sed -i 's/^title:/titel:/' content/pages/index.md
check "a mistake does not pass" fails "$publish/ci.sh" check HEAD~1
git checkout -q content
check "the main branch" ok_ "$publish/ci.sh" publish
check "is published" grep -q "flerb mitten" "$tmp/www/current/public/hts/6307/index.html"
# Every step of the example is one of these.
steps=$(sed -n 's|.*run: /usr/local/share/cee/publish/||p' "$publish/ci.yml")
check "steps of ci.yml: $steps" test "$steps" = $'ci.sh check "origin/$GITHUB_BASE_REF"\nci.sh publish'

if command -v systemd-analyze >/dev/null; then
	mkdir "$tmp/units"
	for unit in "$publish"/cee-release.*; do
		sed "s|/usr/local/share/cee/publish|$publish|; /^User=/d; /^WorkingDirectory=/d" "$unit" >"$tmp/units/${unit##*/}"
	done
	faults=$(systemd-analyze verify --man=no "$tmp"/units/cee-release.* 2>&1 | grep cee-release)
	check "units: $faults" test -z "$faults"
else
	echo "skipped: units are not verified, no systemd-analyze"
fi
cd / && finish
