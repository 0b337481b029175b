package io.migrationgate.operator.process;

import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import io.migrationgate.api.v1alpha1.MigrationGate;
import io.quarkus.runtime.annotations.RegisterForReflection;
import java.util.Arrays;
import java.util.Set;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/**
 * A type that is forgotten would be noticed by a native program alone, and there as empty fields.
 */
class SerialisedTypesTest {

  @Test
  void namesEveryTypeOfTheResource() {
    Set<String> api =
        new ClassFileImporter()
                .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
                .importPackagesOf(MigrationGate.class)
                .stream()
                .map(JavaClass::getName)
                .filter(name -> !name.endsWith("package-info"))
                .collect(Collectors.toSet());
    Set<String> registered =
        Arrays.stream(SerialisedTypes.class.getAnnotation(RegisterForReflection.class).targets())
            .map(Class::getName)
            .collect(Collectors.toSet());

    assertThat(registered).isEqualTo(api).isNotEmpty();
  }
}
