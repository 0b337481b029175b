import static java.util.stream.Collectors.joining;

import java.io.BufferedOutputStream;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.File;
import java.io.IOException;
import java.io.InputStream;
import java.lang.classfile.ClassBuilder;
import java.lang.classfile.ClassFile;
import java.lang.classfile.ClassFileVersion;
import java.lang.classfile.ClassHierarchyResolver;
import java.lang.classfile.ClassModel;
import java.lang.classfile.ClassTransform;
import java.lang.classfile.CodeBuilder;
import java.lang.classfile.CodeElement;
import java.lang.classfile.CodeTransform;
import java.lang.classfile.Label;
import java.lang.classfile.Opcode;
import java.lang.classfile.instruction.DiscontinuedInstruction;
import java.lang.classfile.instruction.InvokeDynamicInstruction;
import java.lang.constant.ClassDesc;
import java.lang.constant.DirectMethodHandleDesc;
import java.lang.constant.MethodTypeDesc;
import java.lang.reflect.AccessFlag;
import java.nio.charset.StandardCharsets;
import java.nio.file.DirectoryStream;
import java.nio.file.FileVisitResult;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.SimpleFileVisitor;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.BasicFileAttributes;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.LocalDateTime;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.SortedSet;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.concurrent.TimeUnit;
import java.util.jar.Attributes;
import java.util.jar.JarEntry;
import java.util.jar.JarFile;
import java.util.jar.JarOutputStream;
import java.util.jar.Manifest;
import java.util.stream.Stream;

/**
 * Makes the distribution: {@code bin/migration-gate} and its name as a plugin of kubectl, {@code
 * lib/*.jar}, the native library that one of them needs, {@code lib/migration-gate.aot}, the
 * start-up cache, and {@code lib/cluster/*.jar}, which the commands need that talk to a cluster.
 *
 * <p>The cache (JEP 483) holds classes loaded and linked, so that a command of some 50 ms does not
 * spend 200 ms on loading them anew. It has conditions, and this program is there to meet them:
 *
 * <ul>
 *   <li>Classes older than Java 6 are left out of any cache. picocli is compiled for Java 5, and it
 *       is most of what a command loads; so its classes are raised.
 *   <li>It fits only the class path and the JVM options that it was trained with. So it is trained
 *       by runs of the launcher itself.
 *   <li>It fits only jars of the size and the time stamp that it has seen. So the whole folder is
 *       made anew, always; who copies it keeps the time stamps, or starts slowly.
 *   <li>It fits only the JVM that made it. So an image that brings a runtime of its own has this
 *       program make the cache once more, run by that runtime.
 * </ul>
 */
final class Distribution {
  private static final int OLDEST_CACHED = ClassFile.JAVA_6_VERSION;
  private static final int RAISED_TO = ClassFile.JAVA_8_VERSION;
  private static final int JAVA = 25;

  /** Started seldom, and of libraries that are in none of the jars here. */
  private static final String OPERATOR = "io/migrationgate/operator/";

  private static final String LOOKS_FOR_GROOVY = "picocli/CommandLine$DefaultFactory.class";

  private static final String SQLITE_LIBRARIES = "org/sqlite/native/";

  /** Revisions that the command rehearses on. */
  private static final int PROJECT_SIZE = 600;

  /**
   * Sorted, so that the cache does not depend on which thread came first; classes before what is
   * said about their lambdas and constants, or that is passed over.
   */
  private static final Comparator<String> IN_CLASS_LIST =
      Comparator.comparing((String line) -> line.startsWith("@"))
          .thenComparing(Comparator.naturalOrder());

  /** Any fixed time will do: the same input gives the same jar. */
  private static final LocalDateTime EPOCH = LocalDateTime.of(2026, 1, 1, 0, 0);

  private final Path appJar;
  private final Path classPathFile;
  private final Path launcherTemplate;
  private final Path examples;
  private final Path quarkusApp;
  private final Path home;

  private Distribution(
      Path appJar,
      Path classPathFile,
      Path launcherTemplate,
      Path examples,
      Path quarkusApp,
      Path home) {
    this.appJar = appJar;
    this.classPathFile = classPathFile;
    this.launcherTemplate = launcherTemplate;
    this.examples = examples;
    this.quarkusApp = quarkusApp;
    this.home = home;
  }

  public static void main(String[] args) throws Exception {
    List<Path> paths = Stream.of(args).map(Path::of).map(Path::toAbsolutePath).toList();
    switch (paths.size()) {
      case 6 ->
          new Distribution(
                  paths.get(0),
                  paths.get(1),
                  paths.get(2),
                  paths.get(3),
                  paths.get(4),
                  paths.get(5))
              .make();
      case 2 -> train(paths.get(0), paths.get(1));
      default ->
          throw new IllegalArgumentException(
              "wanted: APP_JAR CLASS_PATH_FILE LAUNCHER_TEMPLATE EXAMPLES QUARKUS_APP TARGET_FOLDER,"
                  + " or for a cache that fits this JVM: EXAMPLES DISTRIBUTION");
    }
  }

  private void make() throws IOException, InterruptedException {
    deleteTree(home);
    Path lib = Files.createDirectories(home.resolve("lib"));

    List<Path> jars = new ArrayList<>(List.of(appJar));
    Stream.of(Files.readString(classPathFile).strip().split(File.pathSeparator))
        .map(Path::of)
        .forEach(jars::add);
    Map<Path, SortedMap<String, byte[]>> contents = new HashMap<>();
    for (Path jar : jars) {
      contents.put(jar, flattened(jar));
    }
    ClassFile classFile = raisingClassFile(contents.values());
    for (Path jar : jars) {
      SortedMap<String, byte[]> entries = raised(jar, contents.get(jar), classFile);
      entries.replaceAll(
          (name, bytes) ->
              name.equals(LOOKS_FOR_GROOVY)
                  ? withoutGroovy(bytes, classFile)
                  : name.endsWith(".class") && !name.startsWith(OPERATOR)
                      ? withPlainSwitches(bytes, classFile)
                      : bytes);
      write(entries, lib.resolve(jar.getFileName()));
    }

    writeLauncher(jars, copyClusterJars(lib));
    train(examples, home);
  }

  /**
   * Copies what Quarkus has made for the operator, and the libraries that no other command needs.
   * The order is the one in which Quarkus wants them: what it made goes before what it made it of.
   */
  private List<Path> copyClusterJars(Path lib) throws IOException {
    Path folder = Files.createDirectories(lib.resolve("cluster"));
    List<Path> copies = new ArrayList<>();
    for (String part : List.of("quarkus", "lib/boot", "lib/main")) {
      for (Path jar : jarsIn(quarkusApp.resolve(part))) {
        if (!isIn(lib, jar)) {
          copies.add(
              Files.copy(
                  jar, folder.resolve(jar.getFileName()), StandardCopyOption.COPY_ATTRIBUTES));
        }
      }
    }
    return copies;
  }

  private static List<Path> jarsIn(Path folder) throws IOException {
    List<Path> jars = new ArrayList<>();
    try (DirectoryStream<Path> found = Files.newDirectoryStream(folder, "*.jar")) {
      found.forEach(jars::add);
    }
    jars.sort(Comparator.naturalOrder());
    return jars;
  }

  /** Quarkus puts the group before the names of jars. */
  private static boolean isIn(Path lib, Path quarkusJar) throws IOException {
    for (Path jar : jarsIn(lib)) {
      if (quarkusJar.getFileName().toString().endsWith("." + jar.getFileName())) {
        return true;
      }
    }
    return false;
  }

  /**
   * The jar as Java 25 sees it, with no folder per Java version: looking through those at start-up
   * costs time. Signatures go too, since they no longer fit.
   */
  private static SortedMap<String, byte[]> flattened(Path jar) throws IOException {
    SortedMap<String, byte[]> entries = new TreeMap<>();
    Map<String, Integer> versions = new HashMap<>();
    try (JarFile file = new JarFile(jar.toFile(), false)) {
      Manifest manifest = file.getManifest();
      boolean multiRelease =
          manifest != null
              && Boolean.parseBoolean(
                  manifest.getMainAttributes().getValue(Attributes.Name.MULTI_RELEASE));
      for (JarEntry entry : (Iterable<JarEntry>) file.stream()::iterator) {
        String name = entry.getName();
        int version = 0;
        if (name.startsWith("META-INF/versions/")) {
          if (!multiRelease) {
            continue;
          }
          String[] parts = name.split("/", 4);
          if (parts.length < 4 || !parts[2].matches("\\d+")) {
            continue;
          }
          version = Integer.parseInt(parts[2]);
          name = parts[3];
        }
        if (entry.isDirectory()
            || version > JAVA
            || versions.getOrDefault(name, -1) > version
            || isSignature(name)
            || isLibraryForOthers(name)
            || name.equals("META-INF/INDEX.LIST")
            || name.equals("module-info.class")) {
          continue;
        }
        try (InputStream in = file.getInputStream(entry)) {
          entries.put(name, in.readAllBytes());
        }
        versions.put(name, version);
      }
    }
    return entries;
  }

  private static boolean isSignature(String name) {
    return name.matches("META-INF/(SIG-[^/]*|[^/]*\\.(SF|RSA|DSA|EC))");
  }

  /** SQLite's driver brings its native library for two dozen systems. */
  private static boolean isLibraryForOthers(String name) {
    return name.startsWith(SQLITE_LIBRARIES)
        && !name.matches(SQLITE_LIBRARIES + "(Linux|Mac)/(x86_64|aarch64)/.*");
  }

  /**
   * Puts SQLite's native library beside the jars, for this machine: its driver would unpack it at
   * each start, into a folder that a container may not have. The launcher says where it is.
   */
  private static void unpackSqlite(Path lib) throws IOException {
    String system = System.getProperty("os.name").startsWith("Mac") ? "Mac" : "Linux";
    String processor = System.getProperty("os.arch").replace("amd64", "x86_64");
    String library = System.mapLibraryName("sqlitejdbc");
    String entry = SQLITE_LIBRARIES + system + "/" + processor + "/" + library;
    try (DirectoryStream<Path> jars = Files.newDirectoryStream(lib, "sqlite-jdbc-*.jar")) {
      for (Path jar : jars) {
        try (JarFile file = new JarFile(jar.toFile());
            InputStream in = file.getInputStream(file.getEntry(entry))) {
          Files.copy(in, lib.resolve(library), StandardCopyOption.REPLACE_EXISTING);
        }
      }
    }
  }

  /** Making stack maps needs to know what extends what, in the jars as well as in the JDK. */
  private static ClassFile raisingClassFile(Iterable<? extends SortedMap<String, byte[]>> jars) {
    ClassHierarchyResolver inJars =
        ClassHierarchyResolver.ofResourceParsing(
            type -> {
              String descriptor = type.descriptorString();
              String name = descriptor.substring(1, descriptor.length() - 1) + ".class";
              for (SortedMap<String, byte[]> jar : jars) {
                byte[] bytes = jar.get(name);
                if (bytes != null) {
                  return new ByteArrayInputStream(bytes);
                }
              }
              return null;
            });
    return ClassFile.of(
        ClassFile.StackMapsOption.GENERATE_STACK_MAPS,
        ClassFile.ClassHierarchyResolverOption.of(
            inJars.orElse(ClassHierarchyResolver.defaultResolver()).cached()));
  }

  private SortedMap<String, byte[]> raised(
      Path jar, SortedMap<String, byte[]> entries, ClassFile classFile) throws IOException {
    int raised = 0;
    for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
      if (!entry.getKey().endsWith(".class")) {
        continue;
      }
      ClassModel model = classFile.parse(entry.getValue());
      if (model.majorVersion() >= OLDEST_CACHED || usesSubroutines(model)) {
        continue;
      }
      byte[] bytes = raised(model, classFile);
      List<VerifyError> errors = classFile.verify(bytes);
      if (!errors.isEmpty()) {
        throw new IOException(jar.getFileName() + ": " + entry.getKey(), errors.getFirst());
      }
      entry.setValue(bytes);
      raised++;
    }
    byte[] manifest = entries.get(JarFile.MANIFEST_NAME);
    entries.put(JarFile.MANIFEST_NAME, manifest(manifest, raised));
    if (raised > 0) {
      System.out.println(
          jar.getFileName() + ": " + raised + " classes raised to version " + RAISED_TO);
    }
    return entries;
  }

  /** jsr and ret have no stack maps; no compiler has written them since Java 1.4. */
  private static boolean usesSubroutines(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(DiscontinuedInstruction.class::isInstance);
  }

  private static byte[] raised(ClassModel model, ClassFile classFile) {
    // Each body instruction by instruction: a body that is copied as a whole keeps its lack of
    // maps.
    ClassTransform bodies =
        ClassTransform.transformingMethodBodies((code, element) -> code.with(element));
    ClassTransform version =
        (builder, element) ->
            builder.with(
                element instanceof ClassFileVersion ? ClassFileVersion.of(RAISED_TO, 0) : element);
    return classFile.transformClass(model, version.andThen(bodies));
  }

  /**
   * picocli looks for a class of Groovy whenever it starts. As it is in no cache, every jar is
   * opened and searched for it in vain, which takes some 5 ms; so it is told that there is none.
   */
  private static byte[] withoutGroovy(byte[] bytes, ClassFile classFile) {
    ClassTransform transform =
        ClassTransform.transformingMethodBodies(
            method -> method.methodName().equalsString("loadClosureClass"),
            new CodeTransform() {
              @Override
              public void accept(CodeBuilder code, CodeElement element) {
                // Nothing of the old body stays.
              }

              @Override
              public void atEnd(CodeBuilder code) {
                code.aconst_null().areturn();
              }
            });
    return classFile.transformClass(classFile.parse(bytes), transform);
  }

  /**
   * A {@code switch} over types asks {@code SwitchBootstraps} at run time to make a class for it,
   * which no cache keeps: half a millisecond each, and a dozen more for the first. So each becomes
   * a method of its own class that asks {@code instanceof}, case by case.
   */
  private static byte[] withPlainSwitches(byte[] bytes, ClassFile classFile) {
    ClassModel model = classFile.parse(bytes);
    // A driver may extend what is in none of the jars: nobody could make new stack maps for it.
    if (!hasTypeSwitch(model)) {
      return bytes;
    }
    List<TypeSwitch> found = new ArrayList<>();
    CodeTransform calls =
        (code, element) -> {
          if (element instanceof InvokeDynamicInstruction call && TypeSwitch.isOne(call)) {
            TypeSwitch plain = TypeSwitch.of(call, found.size());
            found.add(plain);
            boolean inInterface = model.flags().has(AccessFlag.INTERFACE);
            code.invokestatic(
                model.thisClass().asSymbol(), plain.name(), plain.type(), inInterface);
          } else {
            code.with(element);
          }
        };
    return classFile.transformClass(
        model,
        ClassTransform.transformingMethodBodies(calls)
            .andThen(
                ClassTransform.endHandler(
                    builder -> found.forEach(plain -> plain.addTo(builder)))));
  }

  private static boolean hasTypeSwitch(ClassModel model) {
    return model.methods().stream()
        .flatMap(method -> method.code().stream())
        .flatMap(code -> code.elementStream())
        .anyMatch(
            element -> element instanceof InvokeDynamicInstruction call && TypeSwitch.isOne(call));
  }

  /** What {@code SwitchBootstraps.typeSwitch} does for the types of one {@code switch}. */
  private record TypeSwitch(String name, MethodTypeDesc type, List<ClassDesc> cases) {
    private static final ClassDesc BOOTSTRAPS = ClassDesc.of("java.lang.runtime.SwitchBootstraps");

    /** Labels that are constants, as of enums, are left to the JDK. */
    static boolean isOne(InvokeDynamicInstruction call) {
      DirectMethodHandleDesc bootstrap = call.bootstrapMethod();
      return bootstrap.owner().equals(BOOTSTRAPS)
          && bootstrap.methodName().equals("typeSwitch")
          && call.bootstrapArgs().stream().allMatch(ClassDesc.class::isInstance);
    }

    static TypeSwitch of(InvokeDynamicInstruction call, int number) {
      return new TypeSwitch(
          "typeSwitch$" + number,
          call.typeSymbol(),
          call.bootstrapArgs().stream().map(ClassDesc.class::cast).toList());
    }

    /** {@code int typeSwitch(Object value, int from)}: the first case that fits, from one on. */
    void addTo(ClassBuilder builder) {
      builder.withMethodBody(
          name,
          type,
          ClassFile.ACC_PRIVATE | ClassFile.ACC_STATIC | ClassFile.ACC_SYNTHETIC,
          code -> {
            code.aload(0).ifThen(Opcode.IFNULL, isNull -> isNull.loadConstant(-1).ireturn());
            for (int number = 0; number < cases.size(); number++) {
              int answer = number;
              Label next = code.newLabel();
              code.aload(0).instanceOf(cases.get(number)).ifeq(next);
              code.iload(1).loadConstant(answer).if_icmpgt(next);
              code.loadConstant(answer).ireturn().labelBinding(next);
            }
            code.loadConstant(cases.size()).ireturn();
          });
    }
  }

  private static byte[] manifest(byte[] original, int raised) throws IOException {
    Manifest manifest =
        original == null ? new Manifest() : new Manifest(new ByteArrayInputStream(original));
    manifest.getEntries().clear(); // digests of signed entries
    Attributes main = manifest.getMainAttributes();
    main.putIfAbsent(Attributes.Name.MANIFEST_VERSION, "1.0");
    main.remove(Attributes.Name.MULTI_RELEASE);
    main.remove(Attributes.Name.CLASS_PATH); // the launcher names the class path
    if (raised > 0) {
      // The licence wants changes to be told.
      main.putValue("Migration-Gate-Changes", "class files raised to version " + RAISED_TO);
    }
    var bytes = new ByteArrayOutputStream();
    manifest.write(bytes);
    return bytes.toByteArray();
  }

  private static void write(SortedMap<String, byte[]> entries, Path target) throws IOException {
    try (var out = new JarOutputStream(new BufferedOutputStream(Files.newOutputStream(target)))) {
      writeEntry(out, JarFile.MANIFEST_NAME, entries.remove(JarFile.MANIFEST_NAME)); // always first
      for (Map.Entry<String, byte[]> entry : entries.entrySet()) {
        writeEntry(out, entry.getKey(), entry.getValue());
      }
    }
    // The cache knows its jars by their time stamps; a zip archive keeps only even seconds.
    FileTime written = Files.getLastModifiedTime(target);
    Files.setLastModifiedTime(
        target, FileTime.from(written.to(TimeUnit.SECONDS) / 2 * 2, TimeUnit.SECONDS));
  }

  private static void writeEntry(JarOutputStream out, String name, byte[] bytes)
      throws IOException {
    JarEntry entry = new JarEntry(name);
    entry.setTimeLocal(EPOCH);
    out.putNextEntry(entry);
    out.write(bytes);
    out.closeEntry();
  }

  private void writeLauncher(List<Path> jars, List<Path> clusterJars) throws IOException {
    Stream<String> ofAll = jars.stream().map(jar -> "$home/lib/" + jar.getFileName());
    Stream<String> ofCluster =
        clusterJars.stream().map(jar -> "$home/lib/cluster/" + jar.getFileName());
    String script =
        Files.readString(launcherTemplate)
            .replace("@class-path@", ofAll.collect(joining(":")))
            .replace("@cluster-class-path@", ofCluster.collect(joining(":")))
            .replace("@java-version@", System.getProperty("java.version"));
    Path launcher = launcher(home);
    Files.createDirectories(launcher.getParent());
    Files.writeString(launcher, script);
    Files.setPosixFilePermissions(launcher, PosixFilePermissions.fromString("rwxr-xr-x"));
    // kubectl takes what has such a name for a command of its own, `kubectl migration-gate`.
    Files.createSymbolicLink(
        launcher.resolveSibling("kubectl-migration_gate"), launcher.getFileName());
  }

  private static Path launcher(Path home) {
    return home.resolve("bin").resolve("migration-gate");
  }

  /**
   * Makes the cache from the classes that several runs of the launcher load. The one-step
   * -XX:AOTCacheOutput, and -XX:AOTMode=record, know a single run, so that all other commands and
   * output formats would start slowly; and in Java 25 the JVM does not notice when a jar is newer
   * than such a cache, and runs the old classes (JDK-8377932).
   */
  private static void train(Path examples, Path home) throws IOException, InterruptedException {
    Path launcher = launcher(home);
    Path cache = home.resolve("lib").resolve("migration-gate.aot");
    Files.deleteIfExists(cache);
    unpackSqlite(cache.getParent());
    SortedSet<String> loaded = new TreeSet<>(IN_CLASS_LIST);
    Path project = writeProject(Files.createDirectories(home.resolve("rehearsal")));
    for (List<String> arguments : rehearsals(examples, project)) {
      Path list = Files.createTempFile(home, "loaded", ".txt");
      // Without the JDK's own cache, which hides some of what is loaded; interpreted, since what is
      // compiled when is up to chance.
      Run run =
          run(
              launcher,
              "-Xint -Xshare:off -XX:DumpLoadedClassList=../" + list.getFileName(),
              arguments);
      try (Stream<String> lines = Files.lines(list)) {
        lines.map(Distribution::mergeable).filter(line -> !line.isEmpty()).forEach(loaded::add);
      }
      Files.delete(list);
      if (run.exit() > 3) {
        throw new IOException("cannot train with " + arguments + ": " + run);
      }
    }
    deleteTree(project);
    for (String left : List.of("verdict", "message")) {
      Files.deleteIfExists(home.resolve("lib").resolve(left));
    }
    Path all = Files.createTempFile(home, "loaded", ".txt");
    Files.write(all, loaded);
    Run run =
        run(
            launcher,
            "-Xshare:dump -XX:+AOTClassLinking -XX:SharedClassListFile=../"
                + all.getFileName()
                + " -XX:SharedArchiveFile="
                + cache.getFileName(),
            List.of());
    Files.delete(all);
    if (!Files.isRegularFile(cache)) {
      throw new IOException("no start-up cache: " + run);
    }
    Files.setPosixFilePermissions(cache, PosixFilePermissions.fromString("rw-r--r--"));
  }

  /** What users and pipelines run; a command that is not among these is slower to start. */
  private static List<List<String>> rehearsals(Path examples, Path project) {
    List<List<String>> runs =
        new ArrayList<>(
            List.of(
                List.of("--help"),
                List.of("--version"),
                List.of("check", "--help"),
                List.of("check", "--no-such-option"),
                List.of("check", "--workdir", project.toString()),
                List.of("check", "--workdir", project.toString(), "-c", "alembic.ini")));
    if (Files.isDirectory(examples)) {
      String tree = examples.toString();
      for (String format : List.of("text", "json", "github", "sarif")) {
        runs.add(List.of("check", "--format", format, tree));
      }
      runs.add(List.of("graph", tree));
      runs.addAll(gate(project, "/alembic.ini"));
      runs.addAll(gate(examples.resolve("two-pull-requests"), "/alembic.ini"));
    }
    return runs;
  }

  /** The init containers of a pod: one that judges, one that lets the pod go or waits. */
  private static List<List<String>> gate(Path root, String chain) {
    // There is no folder that they may write to but the one they run in.
    List<String> files = List.of("--verdict-file", "verdict", "--termination-message", "message");
    List<String> check = new ArrayList<>(List.of("gate", "check", "--root", root.toString()));
    check.addAll(List.of("--chain", "path=" + chain));
    List<String> hold = new ArrayList<>(List.of("gate", "hold", "--timeout", "2s"));
    hold.addAll(List.of("--on-timeout", "pass", "--annotations-file", "annotations"));
    check.addAll(files);
    hold.addAll(files);
    return List.of(check, hold);
  }

  /** A project as most are, and large enough to be read by several threads. */
  private static Path writeProject(Path folder) throws IOException {
    Files.writeString(
        folder.resolve("alembic.ini"),
        """
        [alembic]
        script_location = %(here)s/migrations
        version_locations = %(here)s/migrations/versions
        path_separator = os
        prepend_sys_path = .
        """);
    Path versions = Files.createDirectories(folder.resolve("migrations/versions"));
    String parent = "None";
    for (int number = 0; number < PROJECT_SIZE; number++) {
      String id = "%04d".formatted(number);
      Files.writeString(
          versions.resolve(id + "_rehearsal.py"),
          """
          # Written by a rehearsal of the command.
          from typing import Sequence, Union

          from alembic import op
          import sqlalchemy as sa

          revision: str = '%s'
          down_revision: Union[str, Sequence[str], None] = %s
          branch_labels: Union[str, Sequence[str], None] = None
          depends_on = ()
          tags = ('rehearsal', *depends_on)


          def upgrade() -> None:
              op.create_table('player', sa.Column('id', sa.Integer(), nullable=False))


          def downgrade() -> None:
              op.execute(f"ALTER TABLE {'player'} RENAME TO former_player")
          """
              .formatted(id, parent));
      parent = "'" + id + "'";
    }
    return folder;
  }

  /**
   * Class lists number their classes, each list anew; and classes made at run time have a source.
   */
  private static String mergeable(String line) {
    if (line.startsWith("#") || line.contains(" source: ")) {
      return "";
    }
    return line.replaceFirst(" id: \\d+.*", "");
  }

  private record Run(int exit, String output) {}

  /** The launcher passes no cache to the JVM while there is none. */
  private static Run run(Path launcher, String jvmOptions, List<String> arguments)
      throws IOException, InterruptedException {
    List<String> command = new ArrayList<>(List.of(launcher.toString()));
    command.addAll(arguments);
    ProcessBuilder builder =
        new ProcessBuilder(command)
            .redirectErrorStream(true)
            .directory(launcher.resolveSibling("../lib").toFile());
    builder.environment().put("MIGRATION_GATE_JAVA_HOME", System.getProperty("java.home"));
    builder.environment().put("MIGRATION_GATE_JAVA_OPTS", jvmOptions);
    builder.environment().keySet().removeAll(List.of("JAVA_TOOL_OPTIONS", "JDK_JAVA_OPTIONS"));
    Process process = builder.start();
    process.getOutputStream().close();
    String output = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
    return new Run(process.waitFor(), output);
  }

  private static void deleteTree(Path root) throws IOException {
    if (!Files.exists(root)) {
      return;
    }
    Files.walkFileTree(
        root,
        new SimpleFileVisitor<>() {
          @Override
          public FileVisitResult visitFile(Path file, BasicFileAttributes attributes)
              throws IOException {
            Files.delete(file);
            return FileVisitResult.CONTINUE;
          }

          @Override
          public FileVisitResult postVisitDirectory(Path folder, IOException failure)
              throws IOException {
            if (failure != null) {
              throw failure;
            }
            Files.delete(folder);
            return FileVisitResult.CONTINUE;
          }
        });
  }
}
