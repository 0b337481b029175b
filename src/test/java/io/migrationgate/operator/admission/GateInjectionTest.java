package io.migrationgate.operator.admission;

import static org.assertj.core.api.Assertions.assertThat;

import io.migrationgate.core.injection.CopiedPath;
import io.migrationgate.core.injection.Enforcement;
import io.migrationgate.core.injection.FileSource;
import io.migrationgate.core.injection.GateImage;
import io.migrationgate.core.injection.GateResources;
import io.migrationgate.core.injection.GateUser;
import io.migrationgate.core.injection.InjectedChain;
import io.migrationgate.core.injection.InjectedDatabase;
import io.migrationgate.core.injection.InjectionSettings;
import io.migrationgate.core.injection.WhenTimedOut;
import io.migrationgate.core.injection.WhenUnknown;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class GateInjectionTest {

  private static final GateImage IMAGE = new GateImage("gate:1", Optional.empty());

  @Test
  void aSmallGateIsWhatInjectDoesByItself() throws Exception {
    assertThat(settings("chains: [{name: main, path: /app/alembic.ini}]"))
        .isEqualTo(
            new InjectionSettings(
                Optional.of("api"),
                IMAGE,
                FileSource.COPY,
                List.of(
                    new InjectedChain(
                        Optional.of("main"),
                        Optional.empty(),
                        "/app/alembic.ini",
                        Map.of("heads", "1"))),
                Optional.empty(),
                List.of(),
                List.of(),
                List.of(),
                Enforcement.ENFORCE,
                WhenUnknown.HOLD,
                Optional.empty(),
                WhenTimedOut.FAIL,
                List.of(),
                new GateResources.Fitting(),
                new GateUser.Fitting(),
                false,
                List.of(),
                InjectionSettings.COPY_LIMIT));
  }

  @Test
  void everythingIsInTheGatesOwnWords() throws Exception {
    InjectionSettings settings =
        settings(
            """
            enforcement: Audit
            chains:
            - name: main
              tool: Alembic
              container: web
              path: /app/alembic.ini
              section: tenants
              heads: {labels: [expand, contract]}
            - name: plan
              tool: Sqitch
              path: /db
              heads: {count: 2}
              database:
                urlFrom: {file: /run/secrets/url}
                schema: registry
                migratedBy: Job
                behind: Pass
                notInitialised: Pass
                ahead: Hold
                diverged: Pass
                unreachable: Pass
                attempts: 3
                timeout: 2s
                requireRows: [{table: seasons, key: name, value: "a=b:c,d"}]
            - {name: sql, tool: Numbered, pattern: "NNNN_<slug>.sql", path: /sql}
            database:
              urlFrom: {env: DATABASE_URL}
              versionTable: public_version
              requireRows: [{table: leagues, key: id, value: "1"}]
            unknown: Pass
            severities: {number-gap: Error, cycle: Ignore, missing-revert: Warning, unknown: Unknown}
            allowEmpty: Enabled
            holdTimeout: 1h30m
            onHoldTimeout: Pass
            injection:
              mode: ImageVolume
              after: [agent]
              workdir: /srv
              copies: [{container: web, path: /shared}]
              copyLimit: 3Mi
              resources: {mode: Fixed, cpu: 500m, memory: 128Mi}
              user: {mode: Fixed, id: 4711}
              recheckOnCrash: Enabled
            """);

    assertThat(settings)
        .isEqualTo(
            new InjectionSettings(
                Optional.of("api"),
                IMAGE,
                FileSource.IMAGE_VOLUME,
                List.of(
                    new InjectedChain(
                        Optional.of("main"),
                        Optional.of("web"),
                        "/app/alembic.ini",
                        Map.of(
                            "tool", "alembic", "section", "tenants", "labels", "expand+contract")),
                    new InjectedChain(
                        Optional.of("plan"),
                        Optional.empty(),
                        "/db",
                        Map.of("tool", "sqitch", "heads", "2")),
                    new InjectedChain(
                        Optional.of("sql"),
                        Optional.empty(),
                        "/sql",
                        Map.of("tool", "numbered", "pattern", "NNNN_<slug>.sql", "heads", "1"))),
                Optional.of("/srv"),
                List.of(
                    "--severity=cycle=off",
                    "--severity=missing-revert=warning",
                    "--severity=number-gap=error",
                    "--severity=unknown=unknown",
                    "--allow-empty"),
                List.of(
                    new InjectedDatabase(
                        Optional.of("main"),
                        new InjectedDatabase.Address.Variable("DATABASE_URL"),
                        Map.of("version-table", "public_version", "migrated-by", "app")),
                    new InjectedDatabase(
                        Optional.of("plan"),
                        new InjectedDatabase.Address.MountedFile("/run/secrets/url"),
                        Map.of(
                            "schema", "registry",
                            "migrated-by", "job",
                            "behind", "pass",
                            "not-initialised", "pass",
                            "ahead", "hold",
                            "diverged", "pass",
                            "unreachable", "pass",
                            "attempts", "3",
                            "timeout", "2s"))),
                List.of("main/leagues:id=1", "plan/seasons:name=a=b:c,d"),
                Enforcement.AUDIT,
                WhenUnknown.PASS,
                Optional.of("1h30m"),
                WhenTimedOut.PASS,
                List.of("agent"),
                new GateResources.Fixed(Optional.of("500m"), Optional.of("128Mi")),
                new GateUser.Fixed(4711),
                true,
                List.of(new CopiedPath(Optional.of("web"), "/shared")),
                3L << 20));
  }

  @ParameterizedTest
  @CsvSource({
    "Auto,        false, COPY",
    "Auto,        true,  IMAGE_VOLUME",
    "Copy,        true,  COPY",
    "ImageVolume, false, IMAGE_VOLUME",
  })
  void autoMountsWhereTheClusterCan(String mode, boolean able, FileSource expected)
      throws Exception {
    assertThat(
            new GateInjection(IMAGE, new ClusterAbilities(able, false))
                .settings(
                    "api",
                    Gates.gate(
                            "chains: [{name: main, path: /app}]\ninjection: {mode: %s}"
                                .formatted(mode))
                        .getSpec())
                .source())
        .isEqualTo(expected);
  }

  @Test
  void leavesRestartRulesAwayWhereTheClusterCannot() throws Exception {
    assertThat(
            new GateInjection(IMAGE, new ClusterAbilities(true, false))
                .settings(
                    "api",
                    Gates.gate(
                            "chains: [{name: main, path: /app}]\ninjection: {recheckOnCrash: Enabled}")
                        .getSpec())
                .recheckOnCrash())
        .isFalse();
  }

  private static InjectionSettings settings(String spec) throws Exception {
    return new GateInjection(IMAGE, new ClusterAbilities(false, true))
        .settings("api", Gates.gate(spec).getSpec());
  }
}
