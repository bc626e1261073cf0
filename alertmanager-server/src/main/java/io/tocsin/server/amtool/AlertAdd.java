package io.tocsin.server.amtool;

import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.template.format.GoTime;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code amtool alert add}: one alert made of arguments.
 *
 * @see "Upstream: cli/alert_add.go; observed with amtool 0.33.1"
 */
record AlertAdd(
        Map<String, String> labels,
        Map<String, String> annotations,
        String generatorUrl,
        GoTime startsAt,
        GoTime endsAt) {

    /** The words given for an alert. Times are RFC 3339, empty for none. */
    record Words(List<String> labels, List<String> annotations, String generatorUrl, String start, String end) {}

    /** @throws CommandFailure in the original's words if a label, an annotation or a time cannot be read */
    static AlertAdd of(Words words, MatcherParser parser) throws CommandFailure {
        return new AlertAdd(
                KeyValues.LABELS.parse(MatcherArguments.named(words.labels(), parser), parser),
                KeyValues.ANNOTATIONS.parse(words.annotations(), parser),
                words.generatorUrl(),
                time(words.start()),
                time(words.end()));
    }

    private static GoTime time(String text) throws CommandFailure {
        return text.isEmpty() ? GoTime.ZERO : WrittenTime.parse(text);
    }

    /** The body to post. Times that were not given go as the year 1, which the server takes for none. */
    JsonValue json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (!annotations.isEmpty()) {
            fields.put("annotations", JsonValue.Fields.ofTexts(annotations));
        }
        fields.put("endsAt", new JsonValue.Text(WrittenTime.inJson(endsAt)));
        fields.put("startsAt", new JsonValue.Text(WrittenTime.inJson(startsAt)));
        if (!generatorUrl.isEmpty()) {
            fields.put("generatorURL", new JsonValue.Text(generatorUrl));
        }
        fields.put("labels", JsonValue.Fields.ofTexts(labels));
        return new JsonValue.Items(List.of(new JsonValue.Fields(fields)));
    }
}
