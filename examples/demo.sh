#!/bin/sh
# The short story: a chain that is fine, one that two pull requests have broken, and a mend.
# Works on a copy; needs nothing but the distribution in target/dist.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
PATH=$here/../target/dist/bin:$PATH
copy=$(mktemp -d)
trap 'rm -rf "$copy"' EXIT
cp -r "$here"/*/ "$copy"
cd "$copy"

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] && [ -z "${NO_COLOR-}" ] || say() { printf '\n%s\n' "$1"; }

# Shows a command and runs it; a blocked chain is part of the story.
run() {
  printf '$ %s\n' "$*"
  "$@" || [ $? -eq 1 ]
}

say 'A chain as it should be:'
run migration-gate check straight

say 'Two pull requests, each green alone, were merged without seeing each other:'
run migration-gate check two-pull-requests
run migration-gate graph two-pull-requests

say 'Two files took one id. The fix is a command, so it is typed as it stands:'
run migration-gate check duplicate-id
fix=$(migration-gate check --format json duplicate-id | sed -n 's/^ *"command" : "\(.*\)"$/\1/p' |
  sed 's/\\"/"/g; s/\\\\/\\/g')
printf '$ %s\n' "$fix"
sh -c "$fix"
run migration-gate check duplicate-id

say 'Real: every check above. Next: migration-gate check in a repository of yours.'
