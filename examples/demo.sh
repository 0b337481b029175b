#!/bin/sh
# The whole story on one machine, without a cluster: a chain that two pull requests have broken, the
# fix, and what a pod would do with either. Works on copies, with the distribution in target/dist.
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$here/..
PATH=$home/target/dist/bin:$PATH
java=${JAVA_HOME:+$JAVA_HOME/bin/}java
case $("$java" --version 2>/dev/null) in
openjdk\ 2[5-9]* | openjdk\ [3-9][0-9]* | java\ 2[5-9]* | java\ [3-9][0-9]*) ;;
*)
  echo 'demo.sh: JAVA_HOME is no JDK 25 or newer; make demo finds one' >&2
  exit 2
  ;;
esac
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
cp -r two-pull-requests forked

say 'The fix is a command, and check says it:'
run migration-gate merge two-pull-requests/migrations/versions
run migration-gate check two-pull-requests

say 'Now the three chains in pods.
  Real:      the processes of the gate, the operator, and every command with migration-gate.
  Pretended: the API server, which keeps its objects in memory; the kubelet, which starts processes
             where a real one starts containers; the Deployment; and the app, which does not exist.
  What kubectl would print is printed from those objects, with the columns of the CRD.'
mkdir scratch
"$java" -cp "$home/target/dist/lib/cluster/*:$home/target/dist/lib/*" \
  "$home/src/demo/java/io/migrationgate/demo/Demo.java" \
  "$home/target/dist" "$home/crds/migrationgates.migrationgate.io.yaml" "$PWD/scratch" \
  "$PWD/straight" "$PWD/forked" "$PWD/two-pull-requests"

say 'Next: migration-gate check in a repository of yours, or make demo-cluster for the same on a real cluster.'
