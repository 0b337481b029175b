#!/bin/sh
# The same story on the cluster of the current context: a good rollout, one that is held with its
# reason, and the mended one. Works in two namespaces of its own and takes both away in the end.
#
#   IMAGE                      the image of Migration Gate, as `make image` has built it
#   MIGRATION_GATE_LOAD_IMAGE  a command that puts an image of the local engine on the nodes;
#                              kind, k3d and minikube are known without
#   DOCKER                     the client of the local engine
set -eu

here=$(cd "$(dirname "$0")" && pwd)
home=$here/..
PATH=$home/target/dist/bin:$PATH
docker=${DOCKER:-docker}
image=${IMAGE:-localhost/migration-gate:dev}
apps=migration-gate-demo
own=migration-gate-demo-operator
context=$(kubectl config current-context 2>/dev/null || echo 'of KUBECONFIG')

say() { printf '\n\033[1m%s\033[0m\n' "$1"; }
[ -t 1 ] && [ -z "${NO_COLOR-}" ] || say() { printf '\n%s\n' "$1"; }

fail() {
  echo "demo-cluster: $1" >&2
  exit 2
}

# Shows a command and runs it; a gate that blocks is part of the story.
run() {
  printf '$ %s\n' "$*"
  "$@" || [ $? -eq 1 ]
}

for tool in kubectl helm "$docker"; do
  command -v "$tool" >/dev/null || fail "there is no $tool on the PATH"
done
kubectl get namespaces >/dev/null 2>&1 || fail "the cluster of the context $context does not answer"
"$docker" image inspect "$image" >/dev/null 2>&1 || fail "there is no image $image: run make image first"
for namespace in "$apps" "$own"; do
  if kubectl get namespace "$namespace" >/dev/null 2>&1; then
    fail "there is a namespace $namespace already: delete it if it is left of an earlier demo"
  fi
done

load() {
  if [ -n "${MIGRATION_GATE_LOAD_IMAGE-}" ]; then
    "$MIGRATION_GATE_LOAD_IMAGE" "$1"
    return
  fi
  case $context in
  kind-*) kind load docker-image --name "${context#kind-}" "$1" ;;
  k3d-*) k3d image import --cluster "${context#k3d-}" "$1" ;;
  minikube) minikube image load "$1" ;;
  *) fail "MIGRATION_GATE_LOAD_IMAGE has to name a command that puts an image on the nodes of $context" ;;
  esac >/dev/null
}

scratch=$(mktemp -d)
clean() {
  trap - EXIT
  echo
  echo 'Cleaning up.'
  helm uninstall gate --namespace "$own" --no-hooks --ignore-not-found >/dev/null 2>&1 || true
  kubectl delete namespace "$apps" "$own" --ignore-not-found --wait=false >/dev/null 2>&1 || true
  rm -rf "$scratch"
}
trap clean EXIT
trap 'exit 130' INT TERM

# app NAME FOLDER: an image with a chain in /app and one program, a web server.
app() {
  mkdir "$scratch/$1"
  cp -r "$2" "$scratch/$1/app"
  printf 'FROM %s AS gate\nFROM scratch\nCOPY --from=gate /usr/lib/migration-gate/busybox /busybox\nCOPY app /app\n' \
    "$image" >"$scratch/$1/Dockerfile"
  DOCKER_BUILDKIT=1 "$docker" build --quiet --tag "localhost/migration-gate-demo:$1" "$scratch/$1" >/dev/null
  load "localhost/migration-gate-demo:$1"
}

roll_out() {
  sed "s/IMAGE/localhost\\/migration-gate-demo:$1/" "$here/demo-cluster.yaml" |
    kubectl apply --namespace "$apps" --filename - >/dev/null
}

# await COMMAND TEXT: until the command says so.
await() {
  tries=0
  until sh -c "$1" 2>/dev/null | grep -q "$2"; do
    tries=$((tries + 1))
    [ "$tries" -lt 240 ] || fail "two minutes are over, and '$1' does not say '$2'"
    sleep 0.5
  done
}

say "In the cluster of the context $context: images, and the operator by its chart"
cp -r "$here/two-pull-requests" "$scratch/merged-chain"
migration-gate merge "$scratch/merged-chain/migrations/versions" >/dev/null
app good "$here/straight"
app forked "$here/two-pull-requests"
app merged "$scratch/merged-chain"
load "$image"
kubectl create namespace "$apps" >/dev/null
crds=true
kubectl get crd migrationgates.migrationgate.io >/dev/null 2>&1 && crds=false
helm install gate "$home/helm/migration-gate" --namespace "$own" --create-namespace --wait --timeout 5m \
  --set "image.repository=${image%:*}" --set "image.tag=${image##*:}" --set image.pullPolicy=Never \
  --set replicas=1 --set "namespaces={$apps}" --set "crds.enabled=$crds" --set crds.keep=false >/dev/null
run kubectl get pods --namespace "$own"

say 'A Deployment whose pods carry the label migrationgate.io/gate, with a good image:'
roll_out good
kubectl rollout status deployment/basketball-api --namespace "$apps" --timeout 2m >/dev/null
await "kubectl get migrationgates --namespace $apps" True
run kubectl get pods,migrationgates --namespace "$apps"

say 'An image is rolled out in which two pull requests were merged without seeing each other:'
roll_out forked
await "kubectl get migrationgates --namespace $apps" MultipleHeads
run kubectl get pods,migrationgates --namespace "$apps"
run migration-gate explain basketball-api --namespace "$apps"

say 'The image with the merge revision that migration-gate merge has written:'
roll_out merged
kubectl rollout status deployment/basketball-api --namespace "$apps" --timeout 2m >/dev/null
await "kubectl get migrationgates --namespace $apps" 'True *Passed *1 *0'
run kubectl get pods,migrationgates --namespace "$apps"

say 'Next: docs/how-to/install.md for a cluster of yours; label pods with migrationgate.io/gate: NAME.'
