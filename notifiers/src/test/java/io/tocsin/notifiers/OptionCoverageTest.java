package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.notifiers.OptionTree.Section;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.lang.reflect.RecordComponent;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;

/**
 * Every option of the configuration file, those of all integrations included, has a test without it, a test with another
 * value than its default, and a line in {@code docs/configuration.md}.
 *
 * <p>The options are found by themselves: they are the keys that the decoders ask for. The tests are the files of {@code
 * status-golden} and {@code status-newer}, which {@link ConfigurationStatusGoldenTest} compares with what the original made of them. So whoever
 * adds an option adds it to a file there, with a value that changes something, and to the document: in backquotes, in the
 * section that is named after the list or mapping that holds it.
 */
final class OptionCoverageTest {
    private static final List<Path> FILES = Stream.of("status-golden", "status-newer")
            .map(folder -> Path.of("src", "test", "resources", folder))
            .toList();

    /** About YAML itself; the reader used here does not take tabs. */
    private static final Path NOT_FOR_EVERY_READER = Path.of("yaml-features");

    private static final Path DOCUMENT = Path.of("..", "docs", "configuration.md");
    private static final String UNKNOWN = "zzz-unknown-zzz";
    private static final Pattern KNOWN_KEYS = Pattern.compile("keys known here: (.*)\\.");
    private static final Pattern HEADING = Pattern.compile("(?m)^(#{2,3}) `([a-z0-9_]+)`$");

    /** References to secrets in a secret manager are known and always refused. */
    private static final Predicate<String> REFUSED = Pattern.compile(".*_ref").asMatchPredicate();

    /** By {@code section.key}, what the files show of it. */
    private static final Map<String, Shown> OPTIONS = new TreeMap<>();

    /** Which files show an option. */
    private static final class Shown {
        boolean isServed = true;
        boolean isAbsentSomewhere;
        boolean isRequired;
        boolean hasEffect;
    }

    @BeforeAll
    static void collectOptions() throws IOException {
        List<OptionTree> trees = new ArrayList<>();
        for (Path files : FILES) {
            try (Stream<Path> folders = Files.list(files)) {
                folders.filter(folder -> Files.isDirectory(folder) && !folder.endsWith(NOT_FOR_EVERY_READER))
                        .sorted()
                        .map(folder -> new OptionTree(read(folder.resolve("alertmanager.yml"))))
                        .forEach(trees::add);
            }
        }
        Map<String, Set<String>> knownKeys = new TreeMap<>();
        for (OptionTree tree : trees) {
            for (Section section : tree.sections()) {
                knownKeys
                        .computeIfAbsent(section.path(), path -> new TreeSet<>())
                        .addAll(knownKeys(decode(tree.with(UNKNOWN, section))));
            }
        }
        trees.forEach(tree -> tree.sections()
                .forEach(section ->
                        knownKeys.getOrDefault(section.path(), Set.of()).forEach(key -> show(tree, section, key))));
    }

    private static String read(Path file) {
        try {
            return Files.readString(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static ConfigurationResult decode(String text) {
        return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("alertmanager.yml", text);
    }

    private static Set<String> knownKeys(ConfigurationResult result) {
        return result instanceof Refused refused
                ? refused.errors().stream()
                        .filter(error -> error.message().contains(UNKNOWN))
                        .flatMap(error -> error.hint().map(KNOWN_KEYS::matcher).filter(Matcher::matches).stream())
                        .flatMap(hint -> Arrays.stream(hint.group(1).split(", ")))
                        .collect(Collectors.toSet())
                : Set.of();
    }

    private static void show(OptionTree tree, Section section, String key) {
        String name = section.path().isEmpty() ? key : section.path() + "." + key;
        Shown shown = OPTIONS.computeIfAbsent(name, option -> new Shown());
        if (!section.keys().contains(key)) {
            shown.isServed &= shown.isAbsentSomewhere || isServed(tree.with(key, section));
            shown.isAbsentSomewhere = true;
        } else if (!shown.hasEffect) {
            Optional<Configuration> without = configuration(tree.without(key, section));
            shown.isRequired |= without.isEmpty();
            shown.hasEffect = without.isEmpty()
                    || !settings(without.get())
                            .equals(settings(configuration(tree.asIs()).orElseThrow()));
        }
    }

    /** What nothing acts upon yet needs no tests yet. */
    private static boolean isServed(String text) {
        return !(decode(text) instanceof Refused refused)
                || refused.errors().stream().noneMatch(error -> error.message().contains("not supported yet"));
    }

    private static Optional<Configuration> configuration(String text) {
        return decode(text) instanceof Accepted accepted ? Optional.of(accepted.configuration()) : Optional.empty();
    }

    /** Everything but the text that it was read from. */
    private static List<Object> settings(Configuration configuration) {
        return Arrays.stream(Configuration.class.getRecordComponents())
                .filter(component -> !component.getName().equals("source"))
                .map(component -> valueOf(component, configuration))
                .toList();
    }

    private static Object valueOf(RecordComponent component, Configuration configuration) {
        try {
            return component.getAccessor().invoke(configuration);
        } catch (ReflectiveOperationException e) {
            throw new LinkageError(component.getName(), e);
        }
    }

    private static List<String> optionsWhere(Predicate<Shown> condition) {
        return OPTIONS.entrySet().stream()
                .filter(option -> option.getValue().isServed && condition.test(option.getValue()))
                .map(Map.Entry::getKey)
                .filter(REFUSED.negate())
                .toList();
    }

    @Test
    void options_all_areFound() {
        assertThat(OPTIONS.keySet())
                .hasSizeGreaterThan(150)
                .contains("global.resolve_timeout", "route.group_by", "receivers.webhook_configs.url", "oauth2.scopes");
    }

    @Test
    void options_unlessRequired_haveATestOfTheirDefault() {
        assertThat(optionsWhere(shown -> !shown.isAbsentSomewhere && !shown.isRequired))
                .isEmpty();
    }

    @Test
    void options_all_haveATestOfAnotherValue() {
        assertThat(optionsWhere(shown -> !shown.hasEffect)).isEmpty();
    }

    @Test
    void options_all_haveALineInTheDocument() {
        Map<String, String> sections = sections(read(DOCUMENT));
        assertThat(optionsWhere(shown -> true).stream()
                        .filter(option -> !isDocumented(option, sections))
                        .toList())
                .isEmpty();
    }

    /** The text below each heading that is a key, smaller headings included; all of it by the empty name. */
    private static Map<String, String> sections(String document) {
        Map<String, String> sections = new TreeMap<>();
        sections.put("", document);
        HEADING.matcher(document).results().forEach(heading -> {
            String level = heading.group(1);
            Matcher next =
                    Pattern.compile("(?m)^#{2," + level.length() + "} |\\z").matcher(document);
            assertThat(next.find(heading.end())).isTrue();
            sections.put(heading.group(2), document.substring(heading.start(), next.start()));
        });
        return sections;
    }

    /** Keys of {@code global} that belong to an integration stand in the section of that. */
    private static boolean isDocumented(String option, Map<String, String> sections) {
        List<String> path = List.of(option.split("\\."));
        String section = path.subList(0, path.size() - 1).stream()
                .filter(sections::containsKey)
                .reduce("", (outer, inner) -> inner);
        String text = sections.getOrDefault(section.equals("global") ? "" : section, "");
        return text.contains("`" + path.get(path.size() - 1) + "`");
    }
}
