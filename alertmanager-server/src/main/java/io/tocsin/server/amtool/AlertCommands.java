package io.tocsin.server.amtool;

import static java.util.Objects.requireNonNull;

import io.tocsin.server.flags.Invocation;

/** {@code amtool alert ...}. */
final class AlertCommands {
    private final Session session;
    private final Invocation line;

    AlertCommands(Session session) {
        this.session = requireNonNull(session, "session");
        this.line = session.line();
    }

    int query() throws CommandFailure {
        AlertQuery.States states = AlertQuery.States.of(
                line.value(AmtoolFlags.ACTIVE),
                line.value(AmtoolFlags.INHIBITED),
                line.value(AmtoolFlags.SILENCED),
                line.value(AmtoolFlags.UNPROCESSED));
        AlertQuery query = AlertQuery.of(line.arguments(), session.matchers(), states, line.text(AmtoolFlags.RECEIVER));
        try (ApiClient client = session.checkedClient()) {
            JsonValue alerts = client.get(Operation.GET_ALERTS, query.parameters());
            return session.print(AlertQuery.render(alerts, session.output(), session.dates()));
        }
    }

    int add() throws CommandFailure {
        AlertAdd alert = AlertAdd.of(
                new AlertAdd.Words(
                        line.arguments(),
                        line.values(AmtoolFlags.ANNOTATION),
                        line.text(AmtoolFlags.GENERATOR_URL),
                        line.text(AmtoolFlags.START),
                        line.text(AmtoolFlags.END)),
                session.matchers());
        try (ApiClient client = session.checkedClient()) {
            client.post(Operation.POST_ALERTS, alert.json()).check();
            return 0;
        }
    }
}
