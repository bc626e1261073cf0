package io.tocsin.core.yaml;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Function;
import java.util.regex.Pattern;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * A mapping whose keys are known to its reader. Asking for a key makes it known.
 *
 * <p>Merge keys take effect where they stand, as in the original: they overrule keys before them and are overruled by
 * keys behind them. Where both values are mappings, those of one section or of keys that the file chooses, they become
 * one. Of a key that stands twice the first counts, and the second is an error.
 *
 * @see "Upstream: gopkg.in/yaml.v2 decode.go, which reads the merged keys and the others into one and the same place"
 */
public final class YamlMapping {
    /** What a misspelt key looks like, unlike most secrets that stand in the place of one. */
    private static final Pattern PLAUSIBLE = Pattern.compile("[A-Za-z]+([_-][A-Za-z]+)*[0-9]?");

    private static final Pattern SIMPLE_KEY = Pattern.compile("[A-Za-z0-9_-]+");

    private final YamlNode self;
    private final String goType;
    private final List<Key> keys = new ArrayList<>();
    private final Map<String, Key> effective = new LinkedHashMap<>();
    private final Set<String> known = new LinkedHashSet<>();

    /** Keys that a merge key overrules although they are written in this mapping, with what they were. */
    private final Map<String, Key> overruled = new LinkedHashMap<>();

    private final int errorsBefore;

    /**
     * One key as it stands in the file.
     *
     * @param isText whether it is text without being asked to, unlike a number
     * @param before what it overrules, merged or merging; null for none
     */
    private record Key(
            String name,
            Position position,
            Node value,
            boolean isText,
            boolean isRepeated,
            boolean isMerged,
            @Nullable Key before) {
        /** The values that the key had before this one, from the last null on. */
        List<Node> earlier() {
            List<Node> values = new ArrayList<>();
            for (Key key = before; key != null; key = key.isNull() ? null : key.before()) {
                values.add(key.value());
            }
            Collections.reverse(values);
            return values;
        }

        private boolean isNull() {
            return value instanceof ScalarNode scalar && GoScalar.of(scalar).isNull();
        }

        /** Whether this and what it overrules become one section. */
        boolean isAdded() {
            return before != null && before.value() instanceof MappingNode && value instanceof MappingNode;
        }
    }

    YamlMapping(YamlNode self, String goType) {
        this.self = self;
        this.goType = goType;
        this.errorsBefore = self.problems().errorCount();
        self.earlier().stream()
                .filter(MappingNode.class::isInstance)
                .forEach(mapping -> collect((MappingNode) mapping, true));
        collect((MappingNode) self.node(), false);
    }

    private void collect(MappingNode mapping, boolean isMerged) {
        Set<String> seen = new HashSet<>();
        for (NodeTuple entry : mapping.getValue()) {
            if (isMergeKey(entry.getKeyNode())) {
                merge(entry.getValueNode());
            } else {
                nameOf(entry.getKeyNode()).ifPresent(name -> add(entry, name, !seen.add(name), isMerged));
            }
        }
    }

    private void add(NodeTuple entry, String name, boolean isRepeated, boolean isMerged) {
        Node node = entry.getKeyNode();
        boolean isText =
                node instanceof ScalarNode scalar && GoScalar.of(scalar).value() instanceof String;
        Key before = effective.get(name);
        Key key = new Key(name, positionOf(node), entry.getValueNode(), isText, isRepeated, isMerged, before);
        keys.add(key);
        if (isRepeated) {
            return;
        }
        effective.put(name, key);
        if (before != null && isMerged && !before.isMerged()) {
            overruled.put(name, before);
        }
    }

    private void warnOfOverruled() {
        overruled.forEach((name, key) -> self.problems()
                .warning(
                        key.position(),
                        pathOf(name),
                        "a merge key (<<) below overrules this value",
                        "put the merge key first, so that the keys of this section win."));
    }

    static boolean isMergeKey(Node key) {
        return key instanceof ScalarNode scalar
                && scalar.getValue().equals("<<")
                && (GoScalar.isPlain(scalar) || scalar.getTag().equals(Tag.MERGE));
    }

    private void merge(Node value) {
        if (value instanceof MappingNode mapping) {
            collect(mapping, true);
            return;
        }
        if (value instanceof SequenceNode list && list.getValue().stream().allMatch(MappingNode.class::isInstance)) {
            // The first one wins, so it is applied last.
            for (int i = list.getValue().size() - 1; i >= 0; i--) {
                collect((MappingNode) list.getValue().get(i), true);
            }
            return;
        }
        problem(
                positionOf(value),
                pathOf("<<"),
                "expected a mapping or a list of mappings to merge",
                "merge an anchor of a mapping: \"<<: *name\".",
                new Original(Stage.VALUE, "yaml: map merge requires map or sequence of maps as the value"));
    }

    private Optional<String> nameOf(Node key) {
        YamlNode node = self.child(key, self.path());
        return key instanceof ScalarNode ? Optional.of(node.text().orElse("")) : node.text();
    }

    private Position positionOf(Node node) {
        return Snake.position(self.position().file(), node);
    }

    private String pathOf(String name) {
        String step = SIMPLE_KEY.matcher(name).matches() ? name : "[\"" + name + "\"]";
        return self.path().isEmpty() || step.startsWith("[") ? self.path() + step : self.path() + "." + step;
    }

    private void problem(Position position, String path, String message, String hint, Original original) {
        self.problems().error(position, path, message, hint, original);
    }

    /** The keys asked for so far. */
    Set<String> known() {
        return known;
    }

    /** The mapping as a value, for problems that concern all of it. */
    public YamlNode self() {
        return self;
    }

    /** Whether errors were recorded since this mapping was opened, its values included. */
    public boolean hasErrors() {
        return self.problems().errorCount() > errorsBefore;
    }

    /**
     * Whether there are neither errors nor, of the keys asked for so far, unknown ones: what is missing may be there
     * under a wrong name, so look for contradictions only then, and after asking for all keys.
     */
    public boolean isSound() {
        return !hasErrors() && keys.stream().allMatch(key -> known.contains(key.name()) && !key.isRepeated());
    }

    /**
     * When the original finds a problem that it looks for once it has read all of this mapping: not while there are errors
     * of type. Ask after all keys, and after all their values.
     */
    public Stage checkStage() {
        return isSound() ? Stage.VALUE : Stage.WHOLE;
    }

    /** Whether {@code key} is absent and another one that nobody has asked for looks like it. */
    public boolean isMisspelt(String key) {
        return !effective.containsKey(key)
                && effective.keySet().stream()
                        .anyMatch(name -> !known.contains(name)
                                && Spelling.closest(name, Set.of(key)).isPresent());
    }

    /** The value of {@code key}, a written null included; empty if the key is absent. */
    public Optional<YamlNode> get(String key) {
        known.add(key);
        return Optional.ofNullable(effective.get(key))
                .map(found -> self.child(found.value(), pathOf(key), found.earlier()));
    }

    /** The value of {@code key} unless it is absent or null. */
    public Optional<YamlNode> present(String key) {
        return get(key).filter(value -> !value.isNull());
    }

    /** The value of {@code key}, or the mapping itself where the key is absent: somewhere to put a problem. */
    public YamlNode at(String key) {
        return get(key).orElse(self);
    }

    /** As {@link YamlNode#text}; empty if the key is absent, its value null, empty or no text. */
    public Optional<String> text(String key) {
        return present(key).flatMap(YamlNode::text).filter(text -> !text.isEmpty());
    }

    /** As {@link YamlNode#text}; an absent key is {@code fallback}, a null the empty text. */
    public String text(String key, String fallback) {
        return get(key).map(value -> value.text().orElse("")).orElse(fallback);
    }

    /** As {@link YamlNode#flag}; an absent key is {@code fallback}, and a null is false, as in the original. */
    public boolean flag(String key, boolean fallback) {
        Optional<YamlNode> value = get(key);
        if (value.isEmpty()) {
            return fallback;
        }
        if (value.get().isNull() && fallback) {
            value.get().warning("no value means false here, not the default true", "write true or remove the key.");
        }
        return value.get().flag().orElse(false);
    }

    /** As {@link YamlNode#mapping}. */
    public <T> Optional<T> mapping(String key, String type, Function<YamlMapping, Optional<T>> reader) {
        return get(key).flatMap(value -> value.mapping(type, reader));
    }

    /** As {@link YamlNode#elements}; none if the key is absent. */
    public List<YamlNode> elements(String key, String type) {
        return get(key).map(value -> value.elements(type)).orElse(List.of());
    }

    /** As {@link YamlNode#addedElements}; none if the key is absent. */
    public List<YamlNode> addedElements(String key, String type) {
        overruled.remove(key);
        return get(key).map(value -> value.addedElements(type)).orElse(List.of());
    }

    /** As {@link YamlNode#texts}; none if the key is absent. */
    public List<String> texts(String key) {
        return get(key).map(YamlNode::texts).orElse(List.of());
    }

    /** As {@link YamlNode#textEntries}; none if the key is absent. */
    public Map<String, String> textEntries(String key) {
        return get(key).map(value -> value.textEntries("map[string]string")).orElse(Map.of());
    }

    /**
     * All entries, for a mapping whose keys are free; reports keys that stand twice. Deviation D-020: those that overrule
     * a merged key are not among these.
     */
    Map<String, YamlNode> all() {
        warnOfOverruled();
        keys.stream()
                .filter(Key::isRepeated)
                .forEach(key -> reportRepeated(key, "key \"" + shown(key) + "\" already set in map"));
        Map<String, YamlNode> all = new LinkedHashMap<>();
        effective.forEach((name, key) -> all.put(name, self.child(key.value(), pathOf(shown(key)))));
        return all;
    }

    /** The key as messages show it. */
    private String shown(Key key) {
        return self.mayBeSecret() ? GluedKey.withoutValue(key.name()) : key.name();
    }

    /** As {@link #all}, without the keys that are no text, each with a warning. */
    Map<String, YamlNode> allWithTextKeys() {
        Map<String, YamlNode> all = all();
        effective.values().stream().filter(key -> !key.isText()).forEach(key -> {
            all.remove(key.name());
            self.problems()
                    .warning(key.position(), pathOf(key.name()), "a key that is no text is left out here", "quote it.");
        });
        return all;
    }

    void rejectUnknownKeys() {
        overruled.keySet().removeIf(name -> requireNonNull(effective.get(name)).isAdded());
        warnOfOverruled();
        for (Key key : keys) {
            if (!known.contains(key.name())) {
                reportUnknown(key);
            } else if (key.isRepeated()) {
                reportRepeated(key, "field " + key.name() + " already set in type " + goType);
            }
        }
    }

    private void reportUnknown(Key key) {
        String name = key.name();
        Optional<String> glued = GluedKey.in(name, known);
        boolean isHidden = GluedKey.mayHoldValue(name)
                || (closest(name).isEmpty()
                        && (self.isHeader() || !PLAUSIBLE.matcher(name).matches()));
        String shown = isHidden ? glued.orElse("") : name;
        problem(
                key.position(),
                shown.isEmpty() ? self.path() : pathOf(shown),
                isHidden
                        ? "unknown key"
                                + glued.map(known -> " that begins with \"" + known + "\"")
                                        .orElse("")
                        : "unknown key \"" + name + "\"",
                glued.filter(known -> isHidden).map(GluedKey::hint).orElseGet(() -> hintFor(name)),
                // Deviation D-023: the original shows all of it.
                new Original(Stage.TYPE, "field " + (isHidden ? "<secret>" : name) + " not found in type " + goType));
    }

    private String hintFor(String name) {
        return closest(name)
                .map(near -> "did you mean \"" + near + "\"?")
                .orElse(known.isEmpty() ? "" : "keys known here: " + String.join(", ", known) + ".");
    }

    private Optional<String> closest(String name) {
        Set<String> free = new LinkedHashSet<>(known);
        free.removeAll(effective.keySet());
        return Spelling.closest(name, free);
    }

    private void reportRepeated(Key key, String original) {
        Position first = effective.containsKey(key.name()) ? firstPosition(key.name()) : key.position();
        problem(
                key.position(),
                pathOf(shown(key)),
                "duplicate key \"" + shown(key) + "\"; it stands in line " + first.line() + " already",
                "remove one of the two.",
                new Original(Stage.TYPE, original));
    }

    private Position firstPosition(String name) {
        return keys.stream()
                .filter(key -> key.name().equals(name))
                .findFirst()
                .map(Key::position)
                .orElse(self.position());
    }
}
