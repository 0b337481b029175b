package io.migrationgate.operator.admission;

import io.migrationgate.api.v1alpha1.Action;
import io.migrationgate.api.v1alpha1.ChainSpec;
import io.migrationgate.api.v1alpha1.ChainTool;
import io.migrationgate.api.v1alpha1.CopySpec;
import io.migrationgate.api.v1alpha1.DatabaseSpec;
import io.migrationgate.api.v1alpha1.InjectionSpec;
import io.migrationgate.api.v1alpha1.MigrationGateSpec;
import io.migrationgate.api.v1alpha1.RequiredRow;
import io.migrationgate.api.v1alpha1.ResourcesSpec;
import io.migrationgate.api.v1alpha1.StartedStatus;
import io.migrationgate.api.v1alpha1.Switch;
import io.migrationgate.api.v1alpha1.UserSpec;
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
import io.migrationgate.core.reader.Tool;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.TreeMap;
import org.jspecify.annotations.Nullable;

/** A gate's spec as what is put into pods: in the words of the gate's own flags. */
public final class GateInjection {

  private final GateImage image;
  private final ClusterAbilities abilities;

  /**
   * For a cluster.
   *
   * @param image of the gate's own containers
   */
  public GateInjection(GateImage image, ClusterAbilities abilities) {
    this.image = image;
    this.abilities = abilities;
  }

  /** Without a comparison, as for a probe: what it asks of an image that image is asked alone. */
  public InjectionSettings settings(String gate, MigrationGateSpec spec) {
    return settings(gate, spec, List.of());
  }

  /**
   * The same for the same spec and the same images, on every replica and at any time.
   *
   * @param started what chains were like in images that have started, the youngest first
   * @throws IllegalArgumentException if the spec is one that the schema would have refused
   */
  public InjectionSettings settings(
      String gate, MigrationGateSpec spec, List<StartedStatus> started) {
    InjectionSpec injection = spec.injection();
    return new InjectionSettings(
        Optional.of(gate),
        image,
        source(injection),
        spec.chains().stream().map(chain -> chain(chain, started)).toList(),
        Optional.ofNullable(injection.workdir()),
        policyFlags(spec),
        databases(spec),
        requiredRows(spec),
        switch (spec.enforcement()) {
          case ENFORCE -> Enforcement.ENFORCE;
          case AUDIT -> Enforcement.AUDIT;
        },
        switch (spec.unknown()) {
          case HOLD -> WhenUnknown.HOLD;
          case PASS -> WhenUnknown.PASS;
        },
        Optional.ofNullable(spec.holdTimeout()),
        switch (spec.onHoldTimeout()) {
          case FAIL -> WhenTimedOut.FAIL;
          case PASS -> WhenTimedOut.PASS;
        },
        injection.after(),
        resources(injection.resources()),
        user(injection.user()),
        isOn(injection.recheckOnCrash()) && abilities.restartRules(),
        injection.copies().stream().map(GateInjection::copy).toList(),
        injection.copyLimit() == null
            ? InjectionSettings.COPY_LIMIT
            : bytes(injection.copyLimit()));
  }

  private FileSource source(InjectionSpec injection) {
    return switch (injection.mode()) {
      case IMAGE_VOLUME -> FileSource.IMAGE_VOLUME;
      case COPY -> FileSource.COPY;
      case AUTO -> abilities.imageVolumes() ? FileSource.IMAGE_VOLUME : FileSource.COPY;
    };
  }

  private static InjectedChain chain(ChainSpec chain, List<StartedStatus> started) {
    Map<String, String> options = new LinkedHashMap<>();
    if (chain.tool() != null) {
      options.put("tool", tool(chain.tool()).settingsName());
    }
    put(options, "section", chain.section());
    put(options, "pattern", chain.pattern());
    if (!chain.heads().labels().isEmpty()) {
      options.put("labels", String.join("+", chain.heads().labels()));
    } else if (chain.heads().count() != null) {
      options.put("heads", chain.heads().count().toString());
    }
    return new InjectedChain(
        Optional.of(chain.name()),
        Optional.ofNullable(chain.container()),
        chain.path(),
        options,
        StartedChains.of(chain, started));
  }

  private static Tool tool(ChainTool tool) {
    return switch (tool) {
      case ALEMBIC -> Tool.ALEMBIC;
      case SQITCH -> Tool.SQITCH;
      case FLYWAY -> Tool.FLYWAY;
      case GOLANG_MIGRATE -> Tool.GOLANG_MIGRATE;
      case DJANGO -> Tool.DJANGO;
      case NUMBERED -> Tool.NUMBERED;
    };
  }

  private static void put(Map<String, String> options, String key, @Nullable Object value) {
    if (value != null) {
      options.put(key, value.toString());
    }
  }

  /** In an order of their own: a map of the API has none. */
  private static List<String> policyFlags(MigrationGateSpec spec) {
    List<String> flags = new ArrayList<>();
    new TreeMap<>(spec.severities())
        .forEach(
            (kind, severity) ->
                flags.add(
                    "--severity="
                        + kind
                        + "="
                        + switch (severity) {
                          case ERROR -> "error";
                          case UNKNOWN -> "unknown";
                          case WARNING -> "warning";
                          case IGNORE -> "off";
                        }));
    if (isOn(spec.allowEmpty())) {
      flags.add("--allow-empty");
    }
    return flags;
  }

  private static boolean isOn(Switch choice) {
    return switch (choice) {
      case ENABLED -> true;
      case DISABLED -> false;
    };
  }

  /** Of a chain: its own, or the gate's where its tool is one that keeps books. */
  private static Optional<DatabaseSpec> database(ChainSpec chain, MigrationGateSpec spec) {
    if (chain.database() != null) {
      return Optional.of(chain.database());
    }
    return Optional.ofNullable(spec.database()).filter(gates -> hasCheck(chain.tool()));
  }

  private static boolean hasCheck(@Nullable ChainTool tool) {
    return switch (tool) {
      case null -> true;
      case ALEMBIC, SQITCH -> true;
      case FLYWAY, GOLANG_MIGRATE, DJANGO, NUMBERED -> false;
    };
  }

  private static List<InjectedDatabase> databases(MigrationGateSpec spec) {
    List<InjectedDatabase> databases = new ArrayList<>();
    for (ChainSpec chain : spec.chains()) {
      database(chain, spec)
          .ifPresent(
              database ->
                  databases.add(
                      new InjectedDatabase(
                          Optional.of(chain.name()),
                          address(database),
                          options(database, chain.tool()))));
    }
    return databases;
  }

  private static InjectedDatabase.Address address(DatabaseSpec database) {
    if (database.urlFrom().env() != null) {
      return new InjectedDatabase.Address.Variable(database.urlFrom().env());
    }
    if (database.urlFrom().file() != null) {
      return new InjectedDatabase.Address.MountedFile(database.urlFrom().file());
    }
    throw new IllegalArgumentException("urlFrom must have exactly one of env and file");
  }

  private static Map<String, String> options(DatabaseSpec database, @Nullable ChainTool tool) {
    Map<String, String> options = new LinkedHashMap<>();
    if (tool != ChainTool.SQITCH) {
      put(options, "version-table", database.versionTable());
    }
    put(options, "schema", database.schema());
    options.put(
        "migrated-by",
        switch (database.migratedBy()) {
          case APP -> "app";
          case JOB -> "job";
        });
    action(options, "behind", database.behind());
    action(options, "not-initialised", database.notInitialised());
    action(options, "ahead", database.ahead());
    action(options, "diverged", database.diverged());
    action(options, "unreachable", database.unreachable());
    put(options, "attempts", database.attempts());
    put(options, "timeout", database.timeout());
    return options;
  }

  private static void action(Map<String, String> options, String state, @Nullable Action action) {
    if (action != null) {
      options.put(
          state,
          switch (action) {
            case HOLD -> "hold";
            case PASS -> "pass";
          });
    }
  }

  private static List<String> requiredRows(MigrationGateSpec spec) {
    List<String> rows = new ArrayList<>();
    for (ChainSpec chain : spec.chains()) {
      Optional<DatabaseSpec> database = database(chain, spec);
      if (database.isPresent()) {
        for (RequiredRow row : database.get().requireRows()) {
          rows.add(chain.name() + "/" + row.table() + ":" + row.key() + "=" + row.value());
        }
      }
    }
    return rows;
  }

  private static GateResources resources(ResourcesSpec resources) {
    return switch (resources.mode()) {
      case AUTO -> new GateResources.Fitting();
      case FIXED ->
          new GateResources.Fixed(
              Optional.ofNullable(resources.cpu()), Optional.ofNullable(resources.memory()));
      case NONE -> new GateResources.Unnamed();
    };
  }

  private static GateUser user(UserSpec user) {
    return switch (user.mode()) {
      case AUTO -> new GateUser.Fitting();
      case FIXED -> new GateUser.Fixed(Objects.requireNonNullElse(user.id(), 0L));
      case NONE -> new GateUser.Unnamed();
    };
  }

  private static CopiedPath copy(CopySpec copy) {
    return new CopiedPath(Optional.ofNullable(copy.container()), copy.path());
  }

  /** A number, in the units that the schema knows. */
  private static long bytes(String amount) {
    int digits = 0;
    while (digits < amount.length() && Character.isDigit(amount.charAt(digits))) {
      digits++;
    }
    long number = Long.parseLong(amount.substring(0, digits));
    return switch (amount.substring(digits)) {
      case "" -> number;
      case "Ki" -> number << 10;
      case "Mi" -> number << 20;
      case "Gi" -> number << 30;
      default -> throw new IllegalArgumentException("copyLimit must be a number such as 64Mi");
    };
  }
}
