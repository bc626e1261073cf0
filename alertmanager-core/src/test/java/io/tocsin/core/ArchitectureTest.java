package io.tocsin.core;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.dependencies.SlicesRuleDefinition.slices;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.AccessTarget.CodeUnitCallTarget;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.time.Clock;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.TimeZone;
import java.util.UUID;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.ForkJoinTask;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadLocalRandom;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

/** What the core's packages may know, and what the core may never do by itself. */
final class ArchitectureTest {
    private static final String CORE = "io.tocsin.core.";

    /** Each package depends only on those before it. */
    private static final List<String> PACKAGES = List.of(
            "memory",
            "label",
            "yaml",
            "tls",
            "stamp",
            "alert",
            "timeinterval",
            "template",
            "config",
            "silence",
            "inhibit",
            "route",
            "notificationlog",
            "group",
            "pipeline",
            "engine",
            "history",
            "record",
            "explain",
            "scenario");

    private static final Set<String> ADDRESSES_WITHOUT_NETWORK = Set.of(
            "java.net.URI",
            "java.net.URISyntaxException",
            "java.net.URLEncoder",
            "java.net.URLDecoder",
            "java.net.MalformedURLException");

    /** Words that end a name without saying anything; a name of that one word says what it belongs to. */
    private static final Pattern EMPTY_NAME = Pattern.compile(".+(Manager|Helper|Utils?|Impl|Data|Info|Processor)");

    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(ImportOption.Predefined.DO_NOT_INCLUDE_TESTS)
            .importPackages("io.tocsin.core");

    @Test
    void packages_everyOne_hasItsPlaceInTheOrder() {
        Set<String> found = CLASSES.stream()
                .map(c -> c.getPackageName().substring(CORE.length()).replaceAll("\\..*", ""))
                .collect(Collectors.toSet());
        assertThat(found).isNotEmpty();
        assertThat(PACKAGES).containsAll(found);
    }

    @Test
    void packages_inOrder_dependOnlyOnThoseBefore() {
        for (int i = 0; i < PACKAGES.size(); i++) {
            String[] later = PACKAGES.subList(i + 1, PACKAGES.size()).stream()
                    .map(name -> CORE + name + "..")
                    .toArray(String[]::new);
            if (later.length > 0) {
                noClasses()
                        .that()
                        .resideInAPackage(CORE + PACKAGES.get(i) + "..")
                        .should()
                        .dependOnClassesThat()
                        .resideInAnyPackage(later)
                        .allowEmptyShould(true)
                        .check(CLASSES);
            }
        }
    }

    @Test
    void packages_all_haveNoCycles() {
        slices().matching("io.tocsin.core.(*)..").should().beFreeOfCycles().check(CLASSES);
    }

    @Test
    void core_everywhere_knowsNoOtherModule() {
        noClasses()
                .should()
                .dependOnClassesThat(resideInAPackage("io.tocsin..")
                        .and(describe(
                                "outside the core", c -> !c.getPackageName().startsWith("io.tocsin.core"))))
                .check(CLASSES);
    }

    @Test
    void core_everywhere_takesTimeFromOutside() {
        noClasses()
                .should()
                .callMethodWhere(describe("reads a clock", call -> readsClock(call.getTarget())))
                .check(CLASSES);
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(Clock.class, java.util.Timer.class, java.util.Date.class, java.util.Calendar.class)
                .check(CLASSES);
    }

    private static boolean readsClock(CodeUnitCallTarget target) {
        String owner = target.getOwner().getName();
        return switch (target.getName()) {
            case "now" -> owner.startsWith("java.time.");
            case "currentTimeMillis", "nanoTime" -> owner.equals("java.lang.System");
            case "systemDefault" -> owner.equals("java.time.ZoneId");
            default -> owner.equals(TimeZone.class.getName());
        };
    }

    /** A plain {@link java.util.concurrent.Executor} is a port that the shell fills, like the timers. */
    @Test
    void core_everywhere_hasNoThreads() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .areAssignableTo(Thread.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ExecutorService.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ThreadFactory.class)
                .orShould()
                .dependOnClassesThat()
                .areAssignableTo(ForkJoinTask.class)
                .orShould()
                .dependOnClassesThat()
                .belongToAnyOf(Executors.class)
                .orShould()
                .callMethodWhere(describe(
                        "works in parallel",
                        call -> call.getTarget().getName().startsWith("parallel")
                                && call.getTargetOwner().getPackageName().startsWith("java.util")))
                .check(CLASSES);
    }

    @Test
    void core_everywhere_takesChanceFromOutside() {
        noClasses()
                .should()
                .dependOnClassesThat()
                .belongToAnyOf(ThreadLocalRandom.class, java.security.SecureRandom.class)
                .orShould()
                .callMethod(UUID.class, "randomUUID")
                .orShould()
                .callMethod(Math.class, "random")
                .orShould()
                .callConstructor(Random.class)
                .check(CLASSES);
    }

    @Test
    void core_everywhere_touchesNoFileAndNoNetwork() {
        noClasses()
                .should()
                .dependOnClassesThat(describe("reach files or the network", ArchitectureTest::reachesOut))
                .check(CLASSES);
    }

    private static boolean reachesOut(JavaClass c) {
        String name = c.getName();
        return name.startsWith("java.nio.file.")
                || name.startsWith("java.nio.channels.")
                || name.startsWith("java.io.File")
                || name.startsWith("java.io.RandomAccess")
                || name.startsWith("javax.net.")
                || name.startsWith("java.net.") && !ADDRESSES_WITHOUT_NETWORK.contains(name);
    }

    @Test
    void libraries_each_standBehindOnePackage() {
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tocsin.core.yaml..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("org.yaml..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tocsin.core.label..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.re2j..")
                .check(CLASSES);
        noClasses()
                .that()
                .resideOutsideOfPackage("io.tocsin.core.record..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("com.google.protobuf..")
                .check(CLASSES);
    }

    @Test
    void names_everyType_saysWhatItIs() {
        assertThat(CLASSES.stream().map(JavaClass::getSimpleName)).noneMatch(EMPTY_NAME.asMatchPredicate());
    }
}
