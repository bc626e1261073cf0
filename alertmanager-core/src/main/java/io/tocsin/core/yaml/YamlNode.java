package io.tocsin.core.yaml;

import io.tocsin.core.yaml.Problem.Original;
import io.tocsin.core.yaml.Problem.Stage;
import java.math.BigDecimal;
import java.math.BigInteger;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.function.Function;
import java.util.function.Predicate;
import java.util.regex.Pattern;
import java.util.stream.IntStream;
import org.jspecify.annotations.Nullable;
import org.yaml.snakeyaml.DumperOptions.FlowStyle;
import org.yaml.snakeyaml.DumperOptions.ScalarStyle;
import org.yaml.snakeyaml.nodes.MappingNode;
import org.yaml.snakeyaml.nodes.Node;
import org.yaml.snakeyaml.nodes.NodeTuple;
import org.yaml.snakeyaml.nodes.ScalarNode;
import org.yaml.snakeyaml.nodes.SequenceNode;
import org.yaml.snakeyaml.nodes.Tag;

/**
 * One value of a YAML file, and where it stands.
 *
 * <p>The accessors named after a type record a problem when the value is of another type, and then answer as for a
 * null. {@code goType} is the name that the original gives the wanted type in its messages.
 */
public final class YamlNode {
    private static final int SHOWN_MAX = 40;

    /** Nothing so short is a secret. */
    private static final int NO_SECRET_MAX = 4;

    private static final Pattern SECRETIVE = Pattern.compile("secret|token|password|credential|auth|url|key");

    /** The original's type of the lists whose elements are texts. */
    private static final String TEXTS = "[]string";

    private static final String KEYS_HINT = "write its keys, each with a colon and a blank behind it.";

    private final Node node;
    private final Position position;
    private final String path;
    private final Problems problems;

    /** The values that merge keys gave the same key before, from the last null on. */
    private final List<Node> earlier;

    private YamlNode(Node node, Position position, String path, Problems problems, List<Node> earlier) {
        this.node = node;
        this.position = position;
        this.path = path;
        this.problems = problems;
        this.earlier = earlier;
    }

    static YamlNode root(String file, Node node, Problems problems) {
        return new YamlNode(node, Snake.position(file, node), "", problems, List.of());
    }

    /** Stands for a file without content. */
    static YamlNode empty(Position position, Problems problems) {
        Node node = new ScalarNode(Snake.PLAIN, "", null, null, ScalarStyle.PLAIN);
        return new YamlNode(node, position, "", problems, List.of());
    }

    /** A mapping without keys in the place of this value, to read a section that is absent. */
    public YamlNode withoutKeys() {
        Node mapping = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        return new YamlNode(mapping, position, path, problems, List.of());
    }

    /**
     * This value without what merge keys gave the same key before: for sections whose reader begins with their defaults
     * each time it meets the key, in the original.
     */
    public YamlNode alone() {
        return new YamlNode(node, position, path, problems, List.of());
    }

    YamlNode child(Node child, String childPath) {
        return child(child, childPath, List.of());
    }

    YamlNode child(Node child, String childPath, List<Node> before) {
        return new YamlNode(child, Snake.position(position.file(), child), childPath, problems, before);
    }

    public Position position() {
        return position;
    }

    /** Keys and indexes that lead here, such as {@code route.routes[2].group_wait}; empty for the root. */
    public String path() {
        return path;
    }

    public Problems problems() {
        return problems;
    }

    Node node() {
        return node;
    }

    List<Node> earlier() {
        return earlier;
    }

    /** Whether nothing is written, or a word for nothing such as {@code null} or {@code ~}. */
    public boolean isNull() {
        return node instanceof ScalarNode scalar && GoScalar.of(scalar).isNull();
    }

    public boolean isMapping() {
        return node instanceof MappingNode;
    }

    public boolean isList() {
        return node instanceof SequenceNode;
    }

    /** Whether there is nothing here to act upon: null, an empty list, mapping or text. */
    public boolean isEmpty() {
        if (node instanceof SequenceNode list) {
            return list.getValue().isEmpty();
        }
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().isEmpty()
                    && earlier.stream()
                            .noneMatch(before -> before instanceof MappingNode section
                                    && !section.getValue().isEmpty());
        }
        return isNull() || raw().isEmpty();
    }

    /** The first of all texts at or below this node, in the order of the file, that {@code wanted} takes. */
    public Optional<YamlNode> firstText(Predicate<YamlNode> wanted) {
        if (node instanceof MappingNode mapping) {
            return mapping.getValue().stream()
                    .filter(entry -> entry.getKeyNode() instanceof ScalarNode)
                    .map(entry ->
                            child(entry.getValueNode(), path + "." + ((ScalarNode) entry.getKeyNode()).getValue()))
                    .flatMap(value -> value.firstText(wanted).stream())
                    .findFirst();
        }
        if (node instanceof SequenceNode list) {
            return IntStream.range(0, list.getValue().size())
                    .mapToObj(i -> child(list.getValue().get(i), path + "[" + i + "]"))
                    .flatMap(value -> value.firstText(wanted).stream())
                    .findFirst();
        }
        return wanted.test(this) ? Optional.of(this) : Optional.empty();
    }

    /** Visits every key in this value, and every single value, in the order of the file. */
    public void eachText(Consumer<YamlNode> keys, Consumer<YamlNode> values) {
        if (node instanceof MappingNode mapping) {
            for (NodeTuple entry : mapping.getValue()) {
                String key = entry.getKeyNode() instanceof ScalarNode name ? name.getValue() : "?";
                child(entry.getKeyNode(), path).eachText(keys, keys);
                child(entry.getValueNode(), path + "." + key).eachText(keys, values);
            }
        } else if (node instanceof SequenceNode list) {
            for (int i = 0; i < list.getValue().size(); i++) {
                child(list.getValue().get(i), path + "[" + i + "]").eachText(keys, values);
            }
        } else {
            values.accept(this);
        }
    }

    private String raw() {
        return node instanceof ScalarNode scalar ? scalar.getValue() : "";
    }

    /**
     * Reads a mapping of known keys: those that {@code reader} asks for. All others are unknown keys. Keys that are missing
     * are taken from what merge keys gave this section before; {@link #alone} prevents that.
     *
     * @return empty for a null, and for a value that is no mapping
     */
    public <T> Optional<T> mapping(String goType, Function<YamlMapping, Optional<T>> reader) {
        if (isNull()) {
            return Optional.empty();
        }
        if (isList()) {
            typeError("a mapping", "write its keys without \"- \" and brackets.", goType);
            return Optional.empty();
        }
        if (!isMapping()) {
            refuseText("a mapping", keysKnownTo(reader, goType), KEYS_HINT, goType);
            return Optional.empty();
        }
        YamlMapping mapping = new YamlMapping(this, goType);
        Optional<T> result = reader.apply(mapping);
        mapping.rejectUnknownKeys();
        return result;
    }

    /** The keys that {@code reader} asks for where none is there. */
    private <T> Set<String> keysKnownTo(Function<YamlMapping, Optional<T>> reader, String goType) {
        Node nothing = new MappingNode(Tag.MAP, List.of(), FlowStyle.BLOCK);
        YamlMapping mapping = new YamlMapping(new YamlNode(nothing, position, path, new Problems(), List.of()), goType);
        Optional<T> unused = reader.apply(mapping);
        return mapping.known();
    }

    /**
     * Reads a mapping of keys that the file is free to choose, in file order, behind those that merge keys gave it. Keys
     * stand for themselves.
     */
    public Map<String, YamlNode> entries(String goType) {
        if (isNull()) {
            return Map.of();
        }
        if (isList()) {
            typeError("a mapping", goType);
            return Map.of();
        }
        if (!isMapping()) {
            refuseText("a mapping", Set.of(), KEYS_HINT, goType);
            return Map.of();
        }
        return new YamlMapping(this, goType).all();
    }

    /** As {@link #entries}, its values texts; a null value is the empty text. */
    public Map<String, String> textEntries(String goType) {
        Map<String, String> texts = new LinkedHashMap<>();
        entries(goType).forEach((key, value) -> texts.put(key, value.text().orElse("")));
        return texts;
    }

    /** The elements of a list; nulls included. */
    public List<YamlNode> elements(String goType) {
        if (isNull()) {
            return List.of();
        }
        if (isMapping()) {
            typeError("a list", "start each element with \"- \".", goType);
            return List.of();
        }
        if (!(node instanceof SequenceNode list)) {
            if (goType.equals(TEXTS)) {
                typeError("a list", "put brackets around it.", goType);
            } else {
                refuseText("a list", Set.of(), "start each element with \"- \".", goType);
            }
            return List.of();
        }
        List<YamlNode> elements = new ArrayList<>(list.getValue().size());
        for (Node element : list.getValue()) {
            elements.add(child(element, path + "[" + elements.size() + "]"));
        }
        return elements;
    }

    /**
     * As {@link #elements}, behind those of the lists that merge keys gave this key before: the original has such lists
     * for matchers only.
     */
    public List<YamlNode> addedElements(String goType) {
        return eachValue().stream()
                .flatMap(list -> list.elements(goType).stream())
                .toList();
    }

    /**
     * The values that merge keys gave the same key before, and then this one, each by itself. A null undoes all that is
     * before it.
     */
    public List<YamlNode> eachValue() {
        if (isNull()) {
            return List.of(alone());
        }
        List<YamlNode> values = new ArrayList<>();
        earlier.forEach(before -> values.add(child(before, path)));
        values.add(alone());
        return values;
    }

    /** The elements of a list of texts; a null element is the empty text. */
    public List<String> texts() {
        return elements(TEXTS).stream()
                .map(element -> element.text().orElse(""))
                .toList();
    }

    /** Any scalar as text, exactly as written: {@code 010}, {@code yes} and {@code 1.50} stay what they look like. */
    public Optional<String> text() {
        return text("string");
    }

    /** As {@link #text()}, for what is no plain string in the original. */
    public Optional<String> text(String goType) {
        if (!(node instanceof ScalarNode scalar)) {
            String hint = startsWithBrace() ? "a value that starts with { must be quoted." : "write a single value.";
            typeError("a string", hint, goType);
            return Optional.empty();
        }
        Optional<GoScalar.Kind> asked = GoScalar.contradicts(scalar);
        if (asked.isPresent()) {
            refuseTag(asked.get());
            return Optional.empty();
        }
        GoScalar resolved = GoScalar.of(scalar);
        if (resolved.isNull()) {
            return Optional.empty();
        }
        return Optional.of(resolved.kind() == GoScalar.Kind.BINARY ? (String) resolved.present() : scalar.getValue());
    }

    private void refuseTag(GoScalar.Kind asked) {
        boolean isHidden = mayBeSecret() || GluedKey.mayHoldValue(raw());
        error(
                "the tag " + asked.tag() + " does not fit " + (isHidden ? "a text" : describe()),
                "remove the tag.",
                Stage.VALUE,
                "yaml: cannot decode !!str `" + (isHidden ? "<secret>" : raw()) + "` as a " + asked.tag());
    }

    public Optional<Boolean> flag() {
        GoScalar resolved = scalar();
        if (resolved.kind() == GoScalar.Kind.BOOL) {
            return Optional.of((Boolean) resolved.present());
        }
        if (!resolved.isNull()) {
            boolean isQuoted = GoScalar.of(new ScalarNode(Snake.PLAIN, raw(), null, null, ScalarStyle.PLAIN))
                            .kind()
                    == GoScalar.Kind.BOOL;
            typeError("true or false", isQuoted ? "remove the quotes." : "", "bool");
        }
        return Optional.empty();
    }

    /** A whole number of 64 bits that is not negative, as {@link GoScalar#unsigned} takes it. */
    public Optional<BigInteger> unsignedNumber() {
        Optional<BigInteger> number = scalar().unsigned();
        return checked(number, "a whole number of at least 0", "uint64");
    }

    /** A whole number of 64 bits, as {@link GoScalar#signed} takes it. */
    public Optional<Long> wholeNumber(String goType) {
        return checked(scalar().signed(), "a whole number", goType).map(BigInteger::longValueExact);
    }

    private Optional<BigInteger> checked(Optional<BigInteger> number, String expected, String goType) {
        if (number.isEmpty() && !isNull()) {
            typeError(expected, goType);
        }
        number.filter(value -> !scalar().isExactly(value))
                .ifPresent(value -> warning("counts as " + value + " here", "write a whole number of 64 bits."));
        return number;
    }

    /** As {@link #wholeNumber}. Records nothing when the value is of another type. */
    public Optional<Long> numberIfAny() {
        return scalar().signed().map(BigInteger::longValueExact);
    }

    /** Any finite number. Records nothing when the value is of another type. */
    public Optional<BigDecimal> number() {
        GoScalar resolved = scalar();
        if (resolved.kind() == GoScalar.Kind.INT) {
            return Optional.of(new BigDecimal((BigInteger) resolved.present()));
        }
        boolean isFinite = resolved.kind() == GoScalar.Kind.FLOAT && Double.isFinite((Double) resolved.present());
        return isFinite ? Optional.of(BigDecimal.valueOf((Double) resolved.present())) : Optional.empty();
    }

    /** Any number, those that are not finite included. */
    public Optional<Double> decimal() {
        GoScalar resolved = scalar();
        boolean isNumber = resolved.kind() == GoScalar.Kind.INT || resolved.kind() == GoScalar.Kind.FLOAT;
        if (!isNumber && !isNull()) {
            typeError("a number", "float64");
        }
        return isNumber ? Optional.of(((Number) resolved.present()).doubleValue()) : Optional.empty();
    }

    /** Anything but a scalar counts as text without a value of its own. */
    private GoScalar scalar() {
        return node instanceof ScalarNode scalar ? GoScalar.of(scalar) : new GoScalar(GoScalar.Kind.TEXT, "");
    }

    /**
     * Any value as plain Java: String, Boolean, BigInteger, Double, List or Map in file order. Nulls inside are left out.
     *
     * @return empty for a null
     */
    public Optional<Object> anything() {
        return Optional.ofNullable(value(false));
    }

    /**
     * As {@link #anything()}, with nulls in lists and maps where the file has them. Keys that are no text are left out,
     * with a warning: the original keeps them until it makes JSON of them.
     */
    public @Nullable Object tree() {
        return value(true);
    }

    private @Nullable Object value(boolean isTree) {
        if (isMapping()) {
            var mapping = new YamlMapping(alone(), "map[string]interface {}");
            Map<String, @Nullable Object> map = new LinkedHashMap<>();
            (isTree ? mapping.allWithTextKeys() : mapping.all()).forEach((key, entry) -> {
                Object value = entry.value(isTree);
                if (value != null || isTree) {
                    map.put(key, value);
                }
            });
            return map;
        }
        if (isList()) {
            List<@Nullable Object> list = new ArrayList<>();
            for (YamlNode element : elements("[]interface {}")) {
                Object value = element.value(isTree);
                if (value != null || isTree) {
                    list.add(value);
                }
            }
            return list;
        }
        if (node instanceof ScalarNode scalar) {
            GoScalar.contradicts(scalar).ifPresent(this::refuseTag);
        }
        return scalar().value();
    }

    /** Whether this is in headers, whose names anybody may choose. */
    boolean isHeader() {
        return path.contains("header");
    }

    /** Whether the key suggests that somebody wrote a secret here, in the right place or the wrong one. */
    boolean mayBeSecret() {
        return isHeader()
                || SECRETIVE.matcher(path.substring(path.lastIndexOf('.') + 1)).find();
    }

    /** The value as messages show it: cut after {@value #SHOWN_MAX} characters, and not if it may be a secret. */
    public String describe() {
        if (isMapping()) {
            return "a mapping";
        }
        if (isList()) {
            return "a list";
        }
        if (isNull()) {
            return "nothing";
        }
        if (mayBeSecret()) {
            return "a text";
        }
        String shown = raw().length() > SHOWN_MAX ? raw().substring(0, SHOWN_MAX) + "..." : raw();
        return "\"" + shown.replace("\n", "\\n") + "\"";
    }

    /**
     * Records that the value is of the wrong type.
     *
     * @param expected with its article, such as {@code a string}
     */
    public void typeError(String expected, String goType) {
        typeError(expected, "", goType);
    }

    /** As {@link #typeError(String, String)}, for text that holds no value of the type. */
    public void typeError(String expected, String hint, String goType) {
        error(
                "expected " + expected + ", got " + describe(),
                hint,
                Stage.TYPE,
                "cannot unmarshal " + tagAndValue() + " into " + goType);
    }

    /**
     * Records that a text stands where a section or a list belongs: as of {@code password:hunter2}, it may hold a secret
     * that stands nowhere else. Deviation D-023: the original shows its beginning.
     *
     * @param known the keys of the section
     */
    private void refuseText(String expected, Set<String> known, String hint, String goType) {
        Optional<String> key = GluedKey.in(raw(), known);
        error(
                "expected " + expected + ", got a text"
                        + key.map(name -> " that begins with \"" + name + "\"").orElse(""),
                key.map(GluedKey::hint).orElse(hint),
                Stage.TYPE,
                "cannot unmarshal " + (isBeginningHarmless(key, known) ? tagAndValue() : kindTag()) + " into "
                        + goType);
    }

    private boolean isBeginningHarmless(Optional<String> key, Set<String> known) {
        if (key.isPresent()) {
            return key.get().startsWith(shownByOriginal().replace("...", ""));
        }
        return !GluedKey.mayHoldValue(raw())
                && (raw().length() <= NO_SECRET_MAX
                        || known.stream()
                                .noneMatch(name -> SECRETIVE.matcher(name).find()));
    }

    private String kindTag() {
        return scalar().kind().tag();
    }

    private boolean startsWithBrace() {
        return node instanceof MappingNode mapping && mapping.getFlowStyle() == FlowStyle.FLOW;
    }

    /** Tag and, of a scalar, the beginning of its text, as the original shows them. */
    private String tagAndValue() {
        if (isMapping()) {
            return "!!map";
        }
        if (isList()) {
            return "!!seq";
        }
        if (mayBeSecret()) {
            return kindTag();
        }
        return kindTag() + " `" + shownByOriginal() + "`";
    }

    private String shownByOriginal() {
        return raw().length() > 10 ? raw().substring(0, 7) + "..." : raw();
    }

    /**
     * Records an error at this value.
     *
     * @param hint one concrete fix; empty for none
     * @param original what the original says
     */
    public void error(String message, String hint, Stage stage, String original) {
        problems.error(position, path, message, hint, new Original(stage, original));
    }

    /**
     * Records an error inside this text, as far as its place can be told: not in a text with escapes or of many lines.
     *
     * @param offset code points before the place, from 0; negative if it is not known
     */
    public void errorAt(int offset, String message, String hint, Stage stage, String original) {
        problems.error(placeOf(offset), path, message, hint, new Original(stage, original));
    }

    private Position placeOf(int offset) {
        boolean isPlace = node instanceof ScalarNode scalar
                && offset >= 0
                && scalar.getStartMark().getLine() == scalar.getEndMark().getLine();
        if (!isPlace) {
            return position;
        }
        int width = node.getEndMark().getColumn() - node.getStartMark().getColumn();
        int quotes = width - raw().codePointCount(0, raw().length());
        return quotes == 0 || quotes == 2
                ? new Position(position.file(), position.line(), position.column() + quotes / 2 + offset)
                : position;
    }

    /** @param hint one concrete fix; empty for none */
    public void warning(String message, String hint) {
        problems.warning(position, path, message, hint);
    }

    /** As {@link #warning}, inside this text, as {@link #errorAt} tells the place. */
    public void warningAt(int offset, String message, String hint) {
        problems.warning(placeOf(offset), path, message, hint);
    }
}
