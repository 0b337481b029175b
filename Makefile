# Short names for what Maven does, with a JDK that is new enough whatever the default `java` is.

# JAVA_HOME if it is a JDK 25 or newer, else the newest one that is installed.
define FIND_JDK
newest=0; \
for home in "$$JAVA_HOME" \
    "$$(/usr/libexec/java_home -v 25 2>/dev/null)" \
    "$$(dirname "$$(dirname "$$(readlink -f "$$(command -v javac)" 2>/dev/null)")")" \
    /usr/lib/jvm/*; do \
  [ -x "$$home/bin/javac" ] && [ -r "$$home/release" ] || continue; \
  major=$$(sed -n 's/^JAVA_VERSION="\([0-9]*\).*/\1/p' "$$home/release"); \
  [ "$${major:-0}" -ge 25 ] || continue; \
  if [ "$$home" = "$$JAVA_HOME" ]; then found=$$home; break; fi; \
  if [ "$$major" -gt "$$newest" ]; then newest=$$major; found=$$home; fi; \
done 2>/dev/null; \
printf %s "$$found"
endef
JDK := $(shell $(FIND_JDK))
export JAVA_HOME := $(JDK)
# Maven's own libraries use what JDK 25 warns of.
export MAVEN_OPTS := $(MAVEN_OPTS) --sun-misc-unsafe-memory-access=allow

# Warnings and errors alone; -q would hide the warnings, which fail the build.
LOG := -Dorg.slf4j.simpleLogger
MVN := mvn -B -ntp $(LOG).defaultLogLevel=warn
# And what the tests have to say: the closing lines of Surefire and Failsafe.
TEST_OUTPUT := $(LOG).log.org.apache.maven.plugin.surefire=info \
  $(LOG).log.org.apache.maven.plugin.failsafe=info \
  $(LOG).log.org.apache.maven.cli.event.ExecutionEventLogger=info

COMMAND := target/dist/bin/migration-gate
SOURCES := pom.xml $(shell find src/main src/build -type f 2>/dev/null)

# For each @FuzzTest class.
FUZZ_SECONDS ?= 60

# Of the operator, by `make soak`.
KILLS ?= 100

# The image is built from the sources, by Maven inside it; base images and whatever else `docker build`
# takes go into DOCKER_BUILD_ARGS: see docs/reference/image.md.
DOCKER ?= docker
IMAGE ?= localhost/migration-gate:dev
DOCKER_BUILD_ARGS ?=

.DEFAULT_GOAL := help
.PHONY: help build test demo bench image chart format lint fuzz soak clean tools

help: ## list the targets
	@sed -n 's/^\([a-z]*\):.*## \(.*\)/  make \1\t\2/p' $(MAKEFILE_LIST) | expand -t 16

build: tools ## make the distribution in target/dist
	@$(MVN) -DskipTests package

test: tools ## run the whole test suite: units, architecture, integration, format
	@$(MVN) $(TEST_OUTPUT) verify

demo: $(COMMAND) ## show what it finds in the examples
	examples/demo.sh

bench: $(COMMAND) ## measure; BENCH_ARGS goes to the benchmarks
	@$(MVN) test-compile dependency:build-classpath -Dmdep.outputFile=target/bench-class-path
	"$(JDK)/bin/java" --sun-misc-unsafe-memory-access=allow -cp "target/test-classes:target/classes:$$(cat target/bench-class-path)" \
	  io.migrationgate.bench.Benchmarks $(BENCH_ARGS)

image: ## build the container image IMAGE; DOCKER_BUILD_ARGS goes to docker build
	DOCKER_BUILDKIT=1 $(DOCKER) build --tag '$(IMAGE)' \
	  --build-arg REVISION="$$(git rev-parse HEAD 2>/dev/null || echo unknown)" $(DOCKER_BUILD_ARGS) .

chart: ## package the Helm chart into target/
	helm package helm/migration-gate --destination target

format: tools ## rewrite the sources in the project's format
	@$(MVN) spotless:apply

lint: tools ## compile with all warnings as errors, check the format and the shell scripts
	@$(MVN) compile spotless:check
	@if command -v shellcheck >/dev/null; then shellcheck src/build/launcher/migration-gate .ci/run; \
	else echo 'lint: no shellcheck here, the shell scripts are left out'; fi

# Jazzer fuzzes one @FuzzTest in a JVM and only replays the others.
fuzz: tools ## fuzz every reader for FUZZ_SECONDS (60) each
	@$(MVN) test-compile
	@found=; for file in $$(grep -rlE '@([a-z_.]+\.)?FuzzTest' src/test/java); do \
	  found=1; test=$$(basename "$$file" .java); \
	  echo "== $$test, $(FUZZ_SECONDS) s"; \
	  JAZZER_FUZZ=1 $(MVN) $(TEST_OUTPUT) surefire:test -Dtest="$$test" \
	    -Djazzer.max_duration=$(FUZZ_SECONDS)s || exit 1; \
	done; [ -n "$$found" ] || echo 'no @FuzzTest'

# Needs a cluster, as its test does: see CONTRIBUTING.md.
soak: tools ## kill the operator at KILLS (100) random moments, on the cluster that KUBECONFIG names
	@$(MVN) $(TEST_OUTPUT) -Dtest=none -Dsurefire.failIfNoSpecifiedTests=false \
	  -Dit.test=KilledOperatorIT -Dmigrationgate.kills=$(KILLS) verify

clean: ## delete what was built
	rm -rf target

$(COMMAND): $(SOURCES) | tools
	@$(MVN) -DskipTests package

tools:
	$(if $(JDK),,$(error needs JDK 25 or newer: install one (such as Eclipse Temurin 25) or set JAVA_HOME to it))
	$(if $(shell command -v mvn),,$(error needs Maven 3.8.7 or newer on PATH: install it (such as apt-get install maven)))
	@:
