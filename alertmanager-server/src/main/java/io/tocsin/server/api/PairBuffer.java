package io.tocsin.server.api;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.StringPool;
import io.tocsin.server.api.JsonCursor.Kind;
import java.util.Arrays;
import org.jspecify.annotations.Nullable;

/** Names and values of a label set as they come in. Not thread-safe; reusable. */
final class PairBuffer {
    private static final int INITIAL_LENGTH = 32;

    private String[] pairs = new String[INITIAL_LENGTH];
    private int length;
    private boolean isGiven;

    void clear() {
        length = 0;
        isGiven = false;
    }

    /** Lets go of everything, so that no set that was unusually large is held until the next one comes. */
    void finish() {
        clear();
        pairs = new String[INITIAL_LENGTH];
    }

    /** Whether there was an object, be it an empty one. */
    boolean isGiven() {
        return isGiven;
    }

    /**
     * Reads an object of strings; what was read before stays, unless the value is null.
     *
     * @param field as the original calls it where the value is something else
     * @return what is wrong with the value, in the original's words; null if nothing is
     */
    @Nullable
    String read(JsonCursor json, StringPool strings, String field) throws JsonSyntaxException {
        Kind kind = json.kind();
        if (kind != Kind.OBJECT) {
            json.skip();
            if (kind == Kind.NULL) {
                clear();
                return null;
            }
            return "json: cannot unmarshal " + kind.word() + " into Go struct field " + field
                    + " of type models.LabelSet";
        }
        isGiven = true;
        String problem = null;
        json.enter();
        for (boolean isFirst = true; json.nextMember(isFirst); isFirst = false) {
            String name = json.sharedText(strings);
            Kind valueKind = json.skip();
            if (valueKind == Kind.STRING) {
                add(name, json.sharedText(strings));
            } else if (valueKind == Kind.NULL) {
                add(name, "");
            } else if (problem == null) {
                problem = "json: cannot unmarshal " + valueKind.word() + " into Go struct field " + field + "." + name
                        + " of type string";
            }
        }
        return problem;
    }

    private void add(String name, String value) {
        if (length == pairs.length) {
            pairs = Arrays.copyOf(pairs, 2 * length);
        }
        pairs[length++] = name;
        pairs[length++] = value;
    }

    Labels toLabels() {
        Labels.Builder builder = new Labels.Builder(length / 2);
        for (int i = 0; i < length; i += 2) {
            builder.add(pairs[i], pairs[i + 1]);
        }
        return builder.build();
    }
}
