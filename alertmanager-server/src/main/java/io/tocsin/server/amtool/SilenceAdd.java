package io.tocsin.server.amtool;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.template.format.GoTime;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * {@code amtool silence add}: one silence made of arguments.
 *
 * @see "Upstream: cli/silence_add.go; observed with amtool 0.33.1"
 */
record SilenceAdd(
        List<Matcher> matchers, SilencePeriod period, String author, String comment, Map<String, String> annotations) {
    /**
     * The words given for a silence.
     *
     * @param requiresComment whether an empty comment is refused
     */
    record Words(
            List<String> matchers,
            SilencePeriod.Words period,
            String author,
            String comment,
            boolean requiresComment,
            List<String> annotations) {}

    /** @throws CommandFailure in the original's words if the words make no silence */
    static SilenceAdd of(Words words, MatcherParser parser, GoTime now) throws CommandFailure {
        List<Matcher> matchers = new ArrayList<>();
        for (String matcher : MatcherArguments.named(words.matchers(), parser)) {
            matchers.add(MatcherArguments.parse(matcher, parser));
        }
        if (matchers.isEmpty()) {
            throw new CommandFailure(
                    "no matchers specified", "name the alerts to silence: amtool silence add alertname=foo node=bar");
        }
        SilencePeriod period = SilencePeriod.of(words.period(), new SilencePeriod(now, now));
        if (words.requiresComment() && words.comment().isEmpty()) {
            throw new CommandFailure(
                    "comment required by config",
                    "say why with -c; \"require-comment: false\" in the file of defaults makes it optional.");
        }
        Map<String, String> annotations = KeyValues.ANNOTATIONS.parse(words.annotations(), parser);
        return new SilenceAdd(matchers, period, words.author(), words.comment(), annotations);
    }

    /** The body to post. */
    JsonValue json() {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        if (!annotations.isEmpty()) {
            fields.put("annotations", JsonValue.Fields.ofTexts(annotations));
        }
        fields.put("comment", new JsonValue.Text(comment));
        fields.put("createdBy", new JsonValue.Text(author));
        fields.put("endsAt", new JsonValue.Text(WrittenTime.inJson(period.end())));
        fields.put(
                "matchers",
                new JsonValue.Items(matchers.stream().map(SilenceAdd::json).toList()));
        fields.put("startsAt", new JsonValue.Text(WrittenTime.inJson(period.start())));
        return new JsonValue.Fields(fields);
    }

    private static JsonValue json(Matcher matcher) {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        fields.put("isEqual", JsonValue.Literal.of(!matcher.type().isNegative()));
        fields.put("isRegex", JsonValue.Literal.of(matcher.type().isRegex()));
        fields.put("name", new JsonValue.Text(matcher.name()));
        fields.put("value", new JsonValue.Text(matcher.value()));
        return new JsonValue.Fields(fields);
    }
}
