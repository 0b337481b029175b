# The images of Migration Gate. docs/reference/image.md says what is in them and what can be set.
#
#   docker build .                        jvm: every command, on a small Java runtime
#   docker build --target gate-native .   the gate's commands alone, as one small native program
#   docker build --target native .        every command, as a native program
#
# Written for BuildKit; nothing in here names an architecture.

# Every base image can be another one.
ARG MAVEN_IMAGE=docker.io/library/maven:3.9-eclipse-temurin-25
ARG JDK_IMAGE=docker.io/library/eclipse-temurin:25-jdk
ARG BUSYBOX_IMAGE=docker.io/library/debian:bookworm-slim
ARG BASE_IMAGE=docker.io/library/debian:bookworm-slim
ARG MANDREL_IMAGE=quay.io/quarkus/ubi9-quarkus-mandrel-builder-image:jdk-25
ARG NATIVE_BASE_IMAGE=gcr.io/distroless/base-nossl-debian12:nonroot

# built: by Maven, in here. prebuilt: target/dist as `make build` has left it.
ARG DISTRIBUTION=built

# Of every file in the images, so that the same sources give the same layers.
ARG SOURCE_DATE_EPOCH=1767225600


FROM ${MAVEN_IMAGE} AS distribution-built
WORKDIR /build
COPY pom.xml ./
COPY src ./src
COPY examples ./examples
# Whoever reaches Maven Central by a mirror: --secret id=maven-settings,src=$HOME/.m2/settings.xml
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -B -ntp -q -Dmaven.test.skip=true package \
 && rm target/dist/lib/migration-gate.aot \
 && mv target/dist /distribution

FROM scratch AS distribution-prebuilt
COPY target/dist /distribution

FROM distribution-${DISTRIBUTION} AS distribution

# What Quarkus hands to native-image for every command, the operator among them.
FROM ${MAVEN_IMAGE} AS native-sources-built
WORKDIR /build
COPY pom.xml ./
COPY src ./src
COPY examples ./examples
RUN --mount=type=cache,target=/root/.m2/repository \
    --mount=type=secret,id=maven-settings,target=/root/.m2/settings.xml \
    mvn -B -ntp -q -Dmaven.test.skip=true -Dnative -Dquarkus.native.sources-only=true package \
 && mv target/native-sources /native-sources

FROM scratch AS native-sources-prebuilt
COPY target/native-sources /native-sources

FROM native-sources-${DISTRIBUTION} AS native-sources


# A Java runtime with the modules that the commands use, and the program that makes the start-up cache.
FROM ${JDK_IMAGE} AS runtime
ARG MODULES=java.base,java.management,java.naming,java.net.http,java.security.jgss,java.sql,jdk.management,jdk.net,jdk.unsupported,jdk.zipfs
# cacerts is a link out of the JDK in some images, which jlink cannot follow.
RUN java_home=$(java -XshowSettings:properties -version 2>&1 | sed -n 's/^ *java.home = //p') \
 && jlink --add-modules "$MODULES" --compress zip-6 --strip-java-debug-attributes \
      --no-header-files --no-man-pages --exclude-files /java.base/lib/security/cacerts --output /runtime \
 && if [ -e "$java_home/lib/security/cacerts" ]; then cp -L "$java_home/lib/security/cacerts" /runtime/lib/security/; fi \
 && rm -f /runtime/bin/keytool /runtime/lib/jexec /runtime/lib/jrt-fs.jar
COPY src/build/java/Distribution.java /
RUN javac -d /distribution-maker /Distribution.java


# Copy mode runs this in images that may hold nothing else: it needs no library.
FROM ${BUSYBOX_IMAGE} AS busybox
RUN if ! [ -x /bin/busybox ]; then \
      apt-get update -qq && apt-get install -y -qq --no-install-recommends busybox-static; \
    fi


# Where the image's files are put together, on the base that they will run on: a runtime that does not
# fit the base fails here.
FROM ${BASE_IMAGE} AS files
ARG SOURCE_DATE_EPOCH
COPY --from=distribution /distribution /image/usr/lib/migration-gate
COPY --from=runtime /runtime /image/usr/lib/migration-gate/runtime
COPY --from=busybox /bin/busybox /image/usr/lib/migration-gate/busybox
COPY src/main/copier/copy-files.sh /image/usr/lib/migration-gate/
COPY LICENSE /image/usr/share/doc/migration-gate/
COPY --from=runtime /distribution-maker /distribution-maker
COPY examples /examples
# The cache knows the runtime and the jars by their time stamps, which therefore come first.
RUN mkdir -p /image/usr/bin \
 && ln -s ../lib/migration-gate/bin/migration-gate /image/usr/bin/migration-gate \
 && find /image -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} + \
 && cd /image/usr/lib/migration-gate \
 && runtime/bin/java -cp /distribution-maker Distribution /examples . \
 && MIGRATION_GATE_JAVA_OPTS=-XX:AOTMode=on bin/migration-gate --version \
 && find /image -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +


# Native programs, without a Java runtime. They hold all of Java but the C library, which the base has.
FROM ${MANDREL_IMAGE} AS native-builder
ARG SOURCE_DATE_EPOCH
USER root
COPY --from=distribution /distribution/lib /distribution/lib
COPY src/build/native/native-image.args /
COPY --from=busybox /bin/busybox /image/usr/lib/migration-gate/busybox
COPY src/main/copier/copy-files.sh /image/usr/lib/migration-gate/
COPY LICENSE /image/usr/share/doc/migration-gate/
RUN mkdir -p /image/usr/bin /image/usr/lib/migration-gate/bin \
 && ln -s ../lib/migration-gate/bin/migration-gate /image/usr/bin/migration-gate

FROM native-builder AS gate-native-files
RUN native-image @/native-image.args -cp '/distribution/lib/*' \
      -o /image/usr/lib/migration-gate/bin/migration-gate io.migrationgate.GateMain \
 && find /image -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +

# The operator needs what Quarkus knows of its libraries; the program is the same for all other commands.
FROM native-builder AS native-files
COPY --from=native-sources /native-sources /native-sources
# shellcheck disable=SC2046
RUN cd /native-sources \
 && native-image $(cat native-image.args) \
 && mv ./*-runner /image/usr/lib/migration-gate/bin/migration-gate \
 && find /image -exec touch -h -d "@$SOURCE_DATE_EPOCH" {} +


FROM ${NATIVE_BASE_IMAGE} AS gate-native
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Migration Gate: init containers" \
      org.opencontainers.image.description="Holds a pod while its database migration chain is broken." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=gate-native-files /image /
# A number, so that the kubelet can see that it is not root.
USER 65532:65532
ENTRYPOINT ["/usr/lib/migration-gate/bin/migration-gate"]

FROM ${NATIVE_BASE_IMAGE} AS native
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Migration Gate" \
      org.opencontainers.image.description="Finds broken database migration chains before a pod starts on one." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=native-files /image /
# A number, so that the kubelet can see that it is not root.
USER 65532:65532
ENTRYPOINT ["/usr/lib/migration-gate/bin/migration-gate"]

# The last one is what `docker build .` makes.
FROM ${BASE_IMAGE} AS jvm
ARG VERSION=dev
ARG REVISION=unknown
LABEL org.opencontainers.image.title="Migration Gate" \
      org.opencontainers.image.description="Finds broken database migration chains before a pod starts on one." \
      org.opencontainers.image.licenses="Apache-2.0" \
      org.opencontainers.image.version="${VERSION}" \
      org.opencontainers.image.revision="${REVISION}"
COPY --from=files /image /
# A number, so that the kubelet can see that it is not root.
USER 65532:65532
ENTRYPOINT ["/usr/lib/migration-gate/bin/migration-gate"]
