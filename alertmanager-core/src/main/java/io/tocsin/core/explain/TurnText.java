package io.tocsin.core.explain;

import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.WaitState;
import io.tocsin.core.engine.Turn;
import io.tocsin.core.label.PrometheusDuration;
import java.time.Instant;
import java.util.Optional;

/** Which member of the cluster sends what a group has to say, in words. */
final class TurnText {
    private TurnText() {}

    /** Empty where there are no other members. */
    static Optional<String> of(GroupState group) {
        Turn turn = group.turn();
        String waits = group.waiting().map(TurnText::waits).orElse("");
        if (turn instanceof Turn.First first) {
            return first.after().isEmpty() && waits.isEmpty()
                    ? Optional.empty()
                    : Optional.of("turn: this member sends first" + then(first) + waits);
        } else if (turn instanceof Turn.Behind behind) {
            return Optional.of("turn: after " + String.join(", ", behind.before()) + "; this member sends "
                    + PrometheusDuration.format(behind.delay()) + " after the flush is due, unless they have" + waits);
        } else if (turn instanceof Turn.Unsettled unsettled) {
            return Optional.of("turn: not known yet, and nothing is sent: " + unsettled.why() + waits);
        }
        throw new AssertionError("unhandled turn: " + turn);
    }

    private static String then(Turn.First first) {
        return first.after().isEmpty() ? "" : ", then " + String.join(", ", first.after());
    }

    private static String waits(WaitState waiting) {
        return "; the flush of " + ExplanationText.time(waiting.tick()) + " waits"
                + waiting.until()
                        .map((Instant until) -> " until " + ExplanationText.time(until))
                        .orElse("");
    }
}
