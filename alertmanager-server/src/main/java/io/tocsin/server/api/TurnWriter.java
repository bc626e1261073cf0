package io.tocsin.server.api;

import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.WaitState;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.label.PrometheusDuration;
import java.util.List;

/** Writes as a field which member of the cluster sends what a group has to say; nothing where there are no others. */
final class TurnWriter {
    private TurnWriter() {}

    static void write(GoJson out, GroupState group) {
        if (isAlone(group)) {
            return;
        }
        out.writeObjectFieldStart("turn");
        write(out, group.turn());
        if (group.waiting().isPresent()) {
            WaitState waiting = group.waiting().get();
            out.writeStringField("waitsSince", ApiTime.format(waiting.tick()));
            if (waiting.until().isPresent()) {
                out.writeStringField(
                        "waitsUntil", ApiTime.format(waiting.until().get()));
            }
        }
        out.writeEndObject();
    }

    private static boolean isAlone(GroupState group) {
        return group.turn() instanceof Turn.First first
                && first.after().isEmpty()
                && group.waiting().isEmpty();
    }

    private static void write(GoJson out, Turn turn) {
        if (turn instanceof Turn.First first) {
            out.writeStringField("state", "first");
            names(out, "after", first.after());
        } else if (turn instanceof Turn.Behind behind) {
            out.writeStringField("state", "behind");
            names(out, "before", behind.before());
            out.writeStringField("delay", PrometheusDuration.format(behind.delay()));
        } else if (turn instanceof Turn.Unsettled unsettled) {
            out.writeStringField("state", "unsettled");
            out.writeStringField("why", unsettled.why());
        } else {
            throw new AssertionError("unhandled turn: " + turn);
        }
    }

    private static void names(GoJson out, String field, List<String> names) {
        out.writeArrayFieldStart(field);
        for (String name : names) {
            out.writeString(name);
        }
        out.writeEndArray();
    }
}
