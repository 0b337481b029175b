#!/bin/sh
# Makes a small repository with a main branch and three branches that are not merged yet:
#   prices and stock both take the number 0003; returns follows what is no longer the head.
# Usage: sh open-branches.sh FOLDER
set -eu

export GIT_CONFIG_GLOBAL=/dev/null GIT_CONFIG_NOSYSTEM=1
export GIT_AUTHOR_NAME=example GIT_AUTHOR_EMAIL=example@example.org
export GIT_COMMITTER_NAME=example GIT_COMMITTER_EMAIL=example@example.org

# One second apart: git shows what is of one time in any order.
second=0

# revision FILE ID PARENT
revision() {
  second=$((second + 1))
  export GIT_AUTHOR_DATE="2026-01-01T00:00:0$second Z" GIT_COMMITTER_DATE="2026-01-01T00:00:0$second Z"
  printf 'revision = "%s"\ndown_revision = %s\n' "$2" "$3" >"migrations/versions/$1"
  git add .
  git commit -qm "Add $1"
}

mkdir "$1"
cd "$1"
git init -q .
git symbolic-ref HEAD refs/heads/main
mkdir -p migrations/versions
printf '[alembic]\nscript_location = migrations\n' >alembic.ini
revision 0001_items.py 0001 None

git checkout -q -b returns
revision 0002_returns.py 0002r '"0001"'

git checkout -q main
revision 0002_orders.py 0002 '"0001"'

git checkout -q -b prices
revision 0003_prices.py 0003 '"0002"'

git checkout -q -b stock main
revision 0003_stock.py 0003 '"0002"'
