package io.tocsin.server.canary;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.io.StringReader;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.LoaderOptions;
import org.yaml.snakeyaml.Yaml;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;

/**
 * A configuration file whose secrets can be replaced. Immutable.
 *
 * <p>Which keys hold secrets is not ours to say: the recordings of the original show {@code <secret>} for them. Each
 * option that we read stands in one of the recorded files, as {@code OptionCoverageTest} sees to, so that a new secret is
 * found by itself.
 */
final class CanaryFile {
    /** How every canary begins: nothing else that a program says does. */
    static final String CANARY = "kanarivogel";

    private static final Path FILES = Path.of("..", "notifiers", "src", "test", "resources", "status-golden");
    private static final Path NOT_FOR_EVERY_READER = Path.of("yaml-features");

    /** What the recordings say in the place of secrets, and the recorded files in their own words. */
    private static final Pattern MASKED = Pattern.compile("<secret>|.*:xxxxx@.*");

    private static final Pattern HIDDEN = Pattern.compile(".*\\bhidden\\b.*");
    private static final Pattern USER = Pattern.compile("(?<=://[^:@/]{1,30}:)[^@/]*(?=@)");
    private static final Pattern URL = Pattern.compile("(?i)https?://.*");

    /** A mask, and an address that everybody knows and that another value would not stand for. */
    private static final Set<String> NO_SECRETS = Set.of("<secret>", "https://slack.com/api/chat.postMessage");

    /** Holds keys that the file chooses. */
    private static final Set<String> FREE_KEYS = Set.of("http_headers", "proxy_connect_header");

    private static final Set<String> SECRET_KEYS = secretKeys();

    private final String text;

    /**
     * A scalar and the last two keys that lead to it.
     *
     * @param name the last key as it is written
     * @param section the mapping with that key
     */
    private record Leaf(String key, String name, MappingNode section, ScalarNode node) {}

    CanaryFile(String text) {
        this.text = text;
    }

    /** The files of the recordings; between them they name every option. */
    static List<CanaryFile> recorded() {
        return folders().map(folder -> read(folder.resolve("alertmanager.yml"))).toList();
    }

    private static Stream<Path> folders() {
        try (Stream<Path> folders = Files.list(FILES)) {
            return folders
                    .filter(folder -> Files.isDirectory(folder) && !folder.endsWith(NOT_FOR_EVERY_READER))
                    .sorted()
                    .toList()
                    .stream();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static CanaryFile read(Path file) {
        try {
            return new CanaryFile(Files.readString(file, UTF_8));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Set<String> secretKeys() {
        Stream<Leaf> shown = folders().flatMap(folder -> read(folder.resolve("status.yml")).leaves().stream());
        Stream<Leaf> written = recorded().stream().flatMap(file -> file.leaves().stream());
        return Stream.concat(
                        shown.filter(
                                leaf -> MASKED.matcher(leaf.node().getValue()).matches()),
                        written.filter(
                                leaf -> HIDDEN.matcher(leaf.node().getValue()).matches()))
                .map(Leaf::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    /** The keys that hold secrets somewhere, as {@code http_config.bearer_token}. */
    static Set<String> keysOfSecrets() {
        return SECRET_KEYS;
    }

    /** The keys of this file that hold a canary. */
    Set<String> keysOfCanaries() {
        return leaves().stream()
                .filter(leaf -> leaf.node().getValue().contains(CANARY))
                .map(Leaf::key)
                .collect(Collectors.toCollection(TreeSet::new));
    }

    int secrets() {
        return secretLeaves().size();
    }

    String text() {
        return text;
    }

    /** The text with a canary of its own in every secret, URLs staying URLs. */
    CanaryFile withCanaries() {
        List<Leaf> secrets = secretLeaves();
        String replaced = text;
        // From the end, so that the places of the others stay what they are.
        for (int i = secrets.size() - 1; i >= 0; i--) {
            String canary = String.format(Locale.ROOT, "%s%04d", CANARY, i);
            String value = secrets.get(i).node().getValue();
            replaced = replace(replaced, secrets.get(i), "\"" + canary(value, canary) + "\"");
        }
        return new CanaryFile(replaced);
    }

    private static String canary(String value, String canary) {
        if (USER.matcher(value).find()) {
            return USER.matcher(value).replaceFirst(canary);
        }
        return URL.matcher(value).matches() ? "https://" + canary + ".example.org/" + canary : canary;
    }

    /** The text with something else, as it is to stand there, in the place of one secret; proxies left as they are. */
    Optional<String> with(int secret, String written) {
        Leaf leaf = secretLeaves().get(secret);
        // Of a proxy's URL only the password is one.
        return leaf.key().endsWith("proxy_url") && !written.contains(":" + CANARY + "@")
                ? Optional.empty()
                : Optional.of(replace(text, leaf, written));
    }

    /** The text with something else in the place of the section that one secret stands in; KEY is the secret's key. */
    String withSectionOf(int secret, String written) {
        Leaf leaf = secretLeaves().get(secret);
        return replace(text, leaf.section(), written.replace("KEY", leaf.name()));
    }

    private static String replace(String text, Leaf leaf, String written) {
        return replace(text, leaf.node(), written);
    }

    private static String replace(String text, Node node, String written) {
        int start = text.offsetByCodePoints(0, node.getStartMark().getIndex());
        int end = text.offsetByCodePoints(0, node.getEndMark().getIndex());
        // A section in lines of its own ends where the next one starts.
        return text.substring(0, start)
                + written
                + text.substring(
                        start + text.substring(start, end).stripTrailing().length());
    }

    private List<Leaf> secretLeaves() {
        return leaves().stream()
                .filter(leaf -> !leaf.node().getValue().isEmpty() && SECRET_KEYS.contains(leaf.key()))
                .filter(leaf -> !NO_SECRETS.contains(leaf.node().getValue()))
                .filter(leaf -> !leaf.key().endsWith("proxy_url")
                        || USER.matcher(leaf.node().getValue()).find())
                .sorted(Comparator.comparing(leaf -> leaf.node().getStartMark().getIndex()))
                .toList();
    }

    private List<Leaf> leaves() {
        List<Leaf> leaves = new ArrayList<>();
        Node root = new Yaml(new LoaderOptions()).compose(new StringReader(text));
        collect(root, new Place("", "", "", null), leaves, Collections.newSetFromMap(new IdentityHashMap<>()));
        return leaves;
    }

    /** The last two keys that lead to a value, the last one as it is written, and the mapping with that key. */
    private record Place(
            String parent,
            String key,
            String name,
            @Nullable MappingNode section) {}

    private static void collect(Node node, Place place, List<Leaf> leaves, Set<Node> seen) {
        if (!seen.add(node)) {
            return;
        }
        if (node instanceof ScalarNode scalar) {
            leaves.add(new Leaf(
                    place.parent() + "." + place.key(), place.name(), requireNonNull(place.section()), scalar));
        } else if (node instanceof SequenceNode list) {
            list.getValue().forEach(element -> collect(element, place, leaves, seen));
        } else if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String name = ((ScalarNode) entry.getKeyNode()).getValue();
                String inner = FREE_KEYS.contains(place.key()) ? "*" : name;
                collect(entry.getValueNode(), new Place(place.key(), inner, name, mapping), leaves, seen);
            }
        }
    }
}
