package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Matcher;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** {@code amtool explain}: prints what the server says of why alerts are sent, or are not. */
final class ExplainCommand {
    private final Session session;

    ExplainCommand(Session session) {
        this.session = requireNonNull(session, "session");
    }

    int explain() throws CommandFailure {
        List<Map.Entry<String, String>> parameters = parameters();
        try (ApiClient client = session.checkedClient()) {
            JsonValue answer = client.get(Operation.EXPLAIN, parameters);
            return session.print(session.output() == OutputFormat.JSON ? answer.print() + "\n" : text(answer));
        }
    }

    private List<Map.Entry<String, String>> parameters() throws CommandFailure {
        List<Map.Entry<String, String>> parameters = new ArrayList<>();
        for (Matcher matcher : MatcherArguments.parsed(session.arguments(), session.matchers())) {
            parameters.add(Map.entry("filter", matcher.toString()));
        }
        String fingerprint = session.line().text(AmtoolFlags.FINGERPRINT);
        if (!fingerprint.isEmpty()) {
            parameters.add(Map.entry("fingerprint", fingerprint));
        }
        parameters.add(Map.entry("limit", String.valueOf(session.line().value(AmtoolFlags.EXPLAIN_LIMIT))));
        return parameters;
    }

    private static String text(JsonValue answer) throws CommandFailure {
        if (!(answer.get("explanations") instanceof JsonValue.Items explanations)) {
            throw new CommandFailure("the answer is no explanation; is --alertmanager.url a Tocsin server?");
        }
        StringBuilder text = new StringBuilder();
        for (JsonValue each : explanations.items()) {
            text.append(text.isEmpty() ? "" : "\n")
                    .append(lines(each.get("text").string()));
        }
        String total = answer.get("total").print();
        if (explanations.items().isEmpty()) {
            text.append("no alert fits\n");
        } else if (!total.equals(String.valueOf(explanations.items().size()))) {
            text.append("\n").append(total).append(" alerts fit; --limit shows more of them\n");
        }
        return text.toString();
    }

    /** Labels are somebody else's text, which must not steer the terminal. */
    private static String lines(String text) {
        StringBuilder shown = new StringBuilder();
        text.lines().forEach(line -> shown.append(Shown.plain(line)).append('\n'));
        return shown.toString();
    }
}
