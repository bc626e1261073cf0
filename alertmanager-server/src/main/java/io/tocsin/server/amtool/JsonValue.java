package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import io.tocsin.core.template.format.GoJson;
import java.io.IOException;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** A JSON value, its fields in the order received. Printing one gives the bytes that Go's encoder would write. */
sealed interface JsonValue {
    /** A string. */
    record Text(String text) implements JsonValue {}

    /** A number, {@code true}, {@code false} or {@code null}, as written. */
    record Literal(String text) implements JsonValue {
        /** What an absent field is. */
        static final Literal NULL = new Literal("null");

        static Literal of(boolean value) {
            return new Literal(String.valueOf(value));
        }
    }

    /** An array. */
    record Items(List<JsonValue> values) implements JsonValue {
        public Items {
            values = List.copyOf(values);
        }
    }

    /** An object. */
    record Fields(Map<String, JsonValue> values) implements JsonValue {
        public Fields {
            values = Collections.unmodifiableMap(new LinkedHashMap<>(values));
        }

        static Fields ofTexts(Map<String, String> texts) {
            Map<String, JsonValue> values = new LinkedHashMap<>();
            texts.forEach((name, text) -> values.put(name, new Text(text)));
            return new Fields(values);
        }
    }

    /**
     * Reads a text that holds one value.
     *
     * @throws IOException if it holds none, or more than one, or is nested deeper than the parser's limit
     */
    static JsonValue parse(byte[] text) throws IOException {
        try (JsonParser parser = new JsonFactory().createParser(text)) {
            if (parser.nextToken() == null) {
                throw new IOException("nothing there");
            }
            JsonValue value = read(parser);
            if (parser.nextToken() != null) {
                throw new IOException("more than one value");
            }
            return value;
        }
    }

    /** The value that the parser's current token begins; the parser ends at its last token. */
    static JsonValue read(JsonParser parser) throws IOException {
        JsonToken token = requireNonNull(parser.currentToken(), "token");
        return switch (token) {
            case START_OBJECT -> fields(parser);
            case START_ARRAY -> items(parser);
            case VALUE_STRING -> new Text(parser.getText());
            default -> new Literal(parser.getText());
        };
    }

    private static JsonValue fields(JsonParser parser) throws IOException {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        while (parser.nextToken() != JsonToken.END_OBJECT) {
            String name = parser.currentName();
            parser.nextToken();
            values.put(name, read(parser));
        }
        return new Fields(values);
    }

    private static JsonValue items(JsonParser parser) throws IOException {
        List<JsonValue> values = new ArrayList<>();
        while (parser.nextToken() != JsonToken.END_ARRAY) {
            values.add(read(parser));
        }
        return new Items(values);
    }

    /** A field of an object; {@link Literal#NULL} if it is absent or this is no object. */
    default JsonValue get(String name) {
        return fields().getOrDefault(name, Literal.NULL);
    }

    /** The string; empty if this is none. */
    default String string() {
        return this instanceof Text text ? text.text() : "";
    }

    /** Whether this is {@code true}. */
    default boolean isTrue() {
        return this instanceof Literal literal && literal.text().equals("true");
    }

    /** The elements of an array; none if this is no array. */
    default List<JsonValue> items() {
        return this instanceof Items items ? items.values() : List.of();
    }

    /** The fields of an object; none if this is no object. */
    default Map<String, JsonValue> fields() {
        return this instanceof Fields fields ? fields.values() : Map.of();
    }

    /** This object with a field set, at its place if it is there and else at the end. */
    default JsonValue with(String name, JsonValue value) {
        Map<String, JsonValue> values = new LinkedHashMap<>(fields());
        values.put(name, value);
        return new Fields(values);
    }

    /** This object with nothing but the fields of these names that it has, in the order of the names. */
    default JsonValue only(List<String> names) {
        Map<String, JsonValue> values = new LinkedHashMap<>();
        for (String name : names) {
            JsonValue value = fields().get(name);
            if (value != null) {
                values.put(name, value);
            }
        }
        return new Fields(values);
    }

    /** The value as one line of JSON. */
    default String print() {
        StringBuilder out = new StringBuilder();
        print(out);
        return out.toString();
    }

    private void print(StringBuilder out) {
        if (this instanceof Text text) {
            GoJson.quote(out, text.text());
        } else if (this instanceof Literal literal) {
            out.append(literal.text());
        } else if (this instanceof Items items) {
            String separator = "[";
            for (JsonValue item : items.values()) {
                out.append(separator);
                item.print(out);
                separator = ",";
            }
            out.append(items.values().isEmpty() ? "[]" : "]");
        } else {
            String separator = "{";
            for (Map.Entry<String, JsonValue> field : fields().entrySet()) {
                out.append(separator);
                GoJson.quote(out, field.getKey());
                out.append(':');
                field.getValue().print(out);
                separator = ",";
            }
            out.append(fields().isEmpty() ? "{}" : "}");
        }
    }
}
