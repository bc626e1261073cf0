package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.MatcherParser;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** {@code amtool receiver test}: has the server send a test notification, and prints what became of it. */
final class ReceiverTestCommand {
    private static final String NOT_TOCSIN = "is --alertmanager.url a Tocsin server that can test receivers?";

    private final Session session;

    ReceiverTestCommand(Session session) {
        this.session = requireNonNull(session, "session");
    }

    /** @return 1 if an integration could not deliver it, or there is none */
    int test() throws CommandFailure {
        List<String> arguments = session.arguments();
        if (arguments.isEmpty()) {
            throw new CommandFailure(
                    "no receiver named", "\"amtool config show\" lists them: amtool receiver test NAME.");
        }
        JsonValue body = body(arguments.subList(1, arguments.size()));
        try (ApiClient client = session.checkedClient()) {
            JsonValue report = report(client.post(Operation.TEST_RECEIVER, arguments.get(0), body));
            int unused = session.print(
                    session.output() == OutputFormat.JSON ? report.print() + "\n" : Shown.plain(text(report)));
            List<JsonValue> entries = entries(report);
            return !entries.isEmpty() && entries.stream().allMatch(ReceiverTestCommand::isGood) ? 0 : 1;
        }
    }

    private JsonValue body(List<String> labels) throws CommandFailure {
        Map<String, JsonValue> fields = new LinkedHashMap<>();
        List<String> annotations = session.line().values(AmtoolFlags.ANNOTATION);
        if (!labels.isEmpty() || !annotations.isEmpty()) {
            fields.put("alerts", new JsonValue.Items(List.of(alert(labels, annotations))));
        }
        List<String> integrations = session.line().values(AmtoolFlags.INTEGRATION);
        if (!integrations.isEmpty()) {
            fields.put(
                    "integrations",
                    new JsonValue.Items(integrations.stream()
                            .<JsonValue>map(JsonValue.Text::new)
                            .toList()));
        }
        fields.put("resolved", JsonValue.Literal.of(session.line().value(AmtoolFlags.RESOLVED)));
        return new JsonValue.Fields(fields);
    }

    private JsonValue alert(List<String> labels, List<String> annotations) throws CommandFailure {
        MatcherParser parser = session.matchers();
        // Annotations alone are those of an alert that is called so.
        List<String> named = labels.isEmpty() ? List.of("alertname=ReceiverTest") : labels;
        return new JsonValue.Fields(Map.of(
                "labels",
                JsonValue.Fields.ofTexts(KeyValues.LABELS.parse(MatcherArguments.named(named, parser), parser)),
                "annotations",
                JsonValue.Fields.ofTexts(KeyValues.ANNOTATIONS.parse(annotations, parser))));
    }

    private static JsonValue report(ApiReply reply) throws CommandFailure {
        if (reply.status() == 200) {
            return reply.json();
        }
        String message = reply.message();
        if (message.isEmpty()) {
            String answered = "the server answered " + reply.status();
            throw reply.hint().isEmpty()
                    ? new CommandFailure(answered + "; " + NOT_TOCSIN)
                    : new CommandFailure(answered, reply.hint());
        }
        throw new CommandFailure(
                message,
                reply.status() == 403
                        ? "name a user with the permission test, as in --alertmanager.url=http://user:password@host:9093."
                        : reply.hint());
    }

    private static List<JsonValue> entries(JsonValue report) {
        return report.get("integrations").items();
    }

    private static boolean isGood(JsonValue entry) {
        String outcome = entry.get("outcome").string();
        return outcome.equals("delivered") || outcome.equals("skipped");
    }

    private static String text(JsonValue report) throws CommandFailure {
        if (!(report.get("integrations") instanceof JsonValue.Items entries)) {
            throw new CommandFailure("the answer is no report; " + NOT_TOCSIN);
        }
        if (entries.items().isEmpty()) {
            return "The receiver has no integrations: nobody is told.\n";
        }
        StringBuilder lines = new StringBuilder("Integration\tOutcome\tTime\tMessage\t\n");
        for (JsonValue entry : entries.items()) {
            String reason = entry.get("reason").string();
            lines.append(entry.get("integration").string())
                    .append('\t')
                    .append(entry.get("outcome").string().replace('_', ' '))
                    .append('\t')
                    .append(entry.get("durationMillis").print())
                    .append(" ms\t")
                    .append(reason.isEmpty() ? "" : reason + ": ")
                    .append(entry.get("message").string().replaceAll("[\\t\\n\\f\\x0B]", " "))
                    .append("\t\n");
        }
        return TextColumns.layOut(lines.toString());
    }
}
