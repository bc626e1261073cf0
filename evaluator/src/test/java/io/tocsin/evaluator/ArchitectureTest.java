package io.tocsin.evaluator;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** This module knows the core, and none of its siblings. */
final class ArchitectureTest {
    /** Words that end a name without saying anything; a name of that one word says what it belongs to. */
    private static final Pattern EMPTY_NAME = Pattern.compile(".+(Manager|Helper|Utils?|Impl|Data|Info|Processor)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tocsin.evaluator");

    @Test
    void module_everywhere_knowsOnlyTheCore() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage("io.tocsin.notifiers..", "io.tocsin.cluster..", "io.tocsin.server..")
                .allowEmptyShould(true)
                .check(CLASSES);
    }

    @Test
    void packages_all_haveNoCycles() {
        slices().matching("io.tocsin.evaluator.(*)..")
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
