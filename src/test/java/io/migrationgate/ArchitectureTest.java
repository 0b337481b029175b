package io.migrationgate;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.core.domain.properties.HasName.Predicates.nameMatching;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchCondition;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.lang.ConditionEvents;
import com.tngtech.archunit.lang.SimpleConditionEvent;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.jspecify.annotations.NullMarked;

/**
 * Who may import whom, and what nothing may be called: the layout of the design, kept by machine.
 */
@AnalyzeClasses(
    packages = ArchitectureTest.BASE,
    importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {
  static final String BASE = "io.migrationgate";

  /** They say nothing about what is inside, and so end up holding everything. */
  private static final Set<String> VAGUE =
      Set.of("util", "utils", "common", "helper", "service", "manager", "impl");

  /** What a class must extend, implement or hold to be a custom resource at all. */
  private static final String FABRIC8_RESOURCE_TYPES =
      "io\\.fabric8\\.kubernetes\\."
          + "(client\\.CustomResource|api\\.model\\.(Condition|Namespaced))";

  /** Main only starts the command line; the API's records are read by all but the core. */
  @ArchTest
  static final ArchRule LAYERS =
      layeredArchitecture()
          .consideringOnlyDependenciesInAnyPackage(BASE + "..")
          .optionalLayer("main")
          .definedBy(BASE)
          .optionalLayer("cli")
          .definedBy(BASE + ".cli..")
          .optionalLayer("gate")
          .definedBy(BASE + ".gate..")
          .optionalLayer("operator")
          .definedBy(BASE + ".operator..")
          .optionalLayer("adapter")
          .definedBy(BASE + ".adapter..")
          .optionalLayer("port")
          .definedBy(BASE + ".port..")
          .optionalLayer("core")
          .definedBy(BASE + ".core..")
          .optionalLayer("api")
          .definedBy(BASE + ".api..")
          .whereLayer("main")
          .mayNotBeAccessedByAnyLayer()
          .whereLayer("cli")
          .mayOnlyBeAccessedByLayers("main")
          .whereLayer("gate")
          .mayOnlyBeAccessedByLayers("main", "cli")
          .whereLayer("operator")
          .mayOnlyBeAccessedByLayers("main", "cli")
          .whereLayer("adapter")
          .mayOnlyBeAccessedByLayers("main", "cli")
          .whereLayer("port")
          .mayOnlyBeAccessedByLayers("main", "cli", "gate", "operator", "adapter")
          .whereLayer("core")
          .mayOnlyBeAccessedByLayers("main", "cli", "gate", "operator", "adapter", "port")
          .whereLayer("api")
          .mayOnlyBeAccessedByLayers("main", "cli", "operator", "adapter")
          .ensureAllClassesAreContainedInArchitectureIgnoring(BASE)
          .as(
              "cli may use gate, operator and adapter, these port, and port core; none the reverse");

  /** Reads bytes and judges: no database, no network, no library. */
  @ArchTest
  static final ArchRule CORE_NEEDS_THE_JDK_ALONE =
      classes()
          .that()
          .resideInAPackage(BASE + ".core..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(BASE + ".core..", "org.jspecify..")
                  .or(
                      resideInAPackage("java..")
                          .and(not(resideInAnyPackage("java.sql..", "java.net.."))))
                  .or(primitives()))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule API_IS_PLAIN_RECORDS =
      classes()
          .that()
          .resideInAPackage(BASE + ".api..")
          .should()
          .onlyDependOnClassesThat(
              resideInAnyPackage(
                      BASE + ".api..",
                      "java..",
                      "org.jspecify..",
                      "com.fasterxml.jackson.annotation..",
                      "com.fasterxml.jackson.databind.annotation..",
                      "io.fabric8.crd.generator.annotation..",
                      "io.fabric8.generator.annotation..",
                      "io.fabric8.kubernetes.model.annotation..")
                  .or(primitives())
                  .or(nameMatching(FABRIC8_RESOURCE_TYPES)))
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule PICOCLI_STAYS_IN_THE_COMMAND_LINE =
      noClasses()
          .that(not(belongToAnyOf(Main.class)).and(resideOutsideOf(BASE + ".cli..")))
          .should()
          .dependOnClassesThat()
          .resideInAPackage("picocli..")
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_MAIN_EXITS =
      noClasses()
          .that(not(belongToAnyOf(Main.class)))
          .should()
          .callMethod(System.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "exit", int.class)
          .orShould()
          .callMethod(Runtime.class, "halt", int.class)
          .allowEmptyShould(true);

  @ArchTest
  static final ArchRule ONLY_THE_COMMAND_LINE_PRINTS =
      noClasses()
          .that(not(belongToAnyOf(Main.class)).and(resideOutsideOf(BASE + ".cli..")))
          .should()
          .accessField(System.class, "out")
          .orShould()
          .accessField(System.class, "err")
          .allowEmptyShould(true);

  /** Quarkus initialises classes while it builds: what they find there would be so everywhere. */
  @ArchTest
  static final ArchRule CLASSES_ARE_INITIALISED_THE_SAME_EVERYWHERE =
      classes().should(findNothingOutWhenInitialised());

  @ArchTest
  static final ArchRule NO_CYCLES =
      slices().matching(BASE + ".(**)").should().beFreeOfCycles().allowEmptyShould(true);

  @ArchTest static final ArchRule NAMES_SAY_WHAT_IT_IS = classes().should(notBeNamedVaguely());

  @ArchTest
  static final ArchRule PACKAGES_ARE_NULL_MARKED = classes().should(resideInANullMarkedPackage());

  private static DescribedPredicate<JavaClass> resideOutsideOf(String packages) {
    return not(resideInAPackage(packages));
  }

  private static DescribedPredicate<JavaClass> primitives() {
    return DescribedPredicate.describe(
        "primitives and their arrays", type -> type.getBaseComponentType().isPrimitive());
  }

  private static ArchCondition<JavaClass> notBeNamedVaguely() {
    return new ArchCondition<>("not be called any of " + VAGUE) {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        // The words of a class name, so that ReaderUtil is found and Utility is not.
        Stream<String> words =
            Stream.concat(
                Arrays.stream(type.getPackageName().split("\\.")),
                Arrays.stream(type.getSimpleName().split("(?=\\p{Lu})")));
        words
            .map(word -> word.toLowerCase(Locale.ROOT))
            .filter(VAGUE::contains)
            .forEach(
                word ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getFullName() + " is called " + word)));
      }
    };
  }

  private static ArchCondition<JavaClass> findNothingOutWhenInitialised() {
    Pattern depends =
        Pattern.compile(
            "java\\.lang\\.System\\.(getenv|getProperty|nanoTime|currentTimeMillis)"
                + "|java\\.(util|security)\\.\\w*Random\\.<init>"
                + "|java\\.util\\.UUID\\.randomUUID"
                + "|java\\.time\\.\\w+\\.(now|system\\w*)"
                + "|java\\.util\\.(TimeZone|Locale)\\.getDefault"
                + "|java\\.nio\\.charset\\.Charset\\.defaultCharset"
                + "|java\\.(lang\\.Thread|util\\.Timer|util\\.concurrent\\.Executors)\\..*"
                + "|java\\.(net|nio\\.file\\.Files)\\..*"
                + "|java\\.lang\\.ProcessHandle\\..*");
    return new ArchCondition<>("not depend on where and when they are initialised") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        type.getStaticInitializer().stream()
            .flatMap(
                initializer ->
                    Stream.concat(
                        initializer.getMethodCallsFromSelf().stream(),
                        initializer.getConstructorCallsFromSelf().stream()))
            .map(call -> call.getTargetOwner().getName() + "." + call.getTarget().getName())
            .filter(called -> depends.matcher(called).matches())
            .forEach(
                called ->
                    events.add(
                        SimpleConditionEvent.violated(
                            type, type.getFullName() + " calls " + called + " when initialised")));
      }
    };
  }

  private static ArchCondition<JavaClass> resideInANullMarkedPackage() {
    return new ArchCondition<>("reside in a @NullMarked package") {
      @Override
      public void check(JavaClass type, ConditionEvents events) {
        boolean marked =
            type.getPackage()
                .tryGetPackageInfo()
                .map(info -> info.isAnnotatedWith(NullMarked.class))
                .orElse(false);
        if (!marked) {
          events.add(
              SimpleConditionEvent.violated(
                  type, type.getPackageName() + " has no package-info.java with @NullMarked"));
        }
      }
    };
  }
}
