package io.tocsin.server;

import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The shell may know every module; nobody may know the shell, which the other modules check. */
final class ArchitectureTest {
    /** Words that end a name without saying anything; a name of that one word says what it belongs to. */
    private static final Pattern EMPTY_NAME = Pattern.compile(".+(Manager|Helper|Utils?|Impl|Data|Info|Processor)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tocsin.server");

    @Test
    void packages_all_haveNoCycles() {
        slices().matching("io.tocsin.server.(*)..")
                .should()
                .beFreeOfCycles()
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void names_everyType_saysWhatItIs() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).noneMatch(EMPTY_NAME.asMatchPredicate());
    }
}
