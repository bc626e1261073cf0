package io.tocsin.server.amtool;

import io.tocsin.core.label.GoQuote;
import java.util.Map;
import java.util.stream.Collectors;

/** Labels of an answer for people: <code>{alertname="Down", instance="a"}</code>. */
final class LabelsText {
    private LabelsText() {}

    /** @param labels an object of texts */
    static String of(JsonValue labels) {
        return labels.fields().entrySet().stream()
                .map(label -> name(label) + "=" + GoQuote.quote(label.getValue().string()))
                .collect(Collectors.joining(", ", "{", "}"));
    }

    private static String name(Map.Entry<String, JsonValue> label) {
        boolean isPlain = label.getKey().matches("[a-zA-Z_:][a-zA-Z0-9_:]*");
        return isPlain ? label.getKey() : GoQuote.quote(label.getKey());
    }
}
