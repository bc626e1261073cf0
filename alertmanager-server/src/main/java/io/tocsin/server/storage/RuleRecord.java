package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.evaluator.rule.AlertInstance;
import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.evaluator.rule.KeptAlert;
import io.tocsin.evaluator.rule.RuleKey;
import java.util.List;
import java.util.Optional;

/**
 * A piece of what rules have come to, small, so that little is written when little changes: when a group was evaluated last,
 * or one alert of it. Its bytes are the state of a group that has nothing else. Immutable.
 *
 * @param state has one alert at most, and with one no time of the evaluation: that is the group's
 */
record RuleRecord(GroupState state) {
    private static final int ALERTS_MAX = 1;

    /**
     * What a record is known by.
     *
     * @param rule of an alert, if it is known
     * @param alert its labels; none for the group itself, since an alert has a name at least
     */
    record Key(GroupId group, Optional<RuleKey> rule, Labels alert) {
        Key {
            requireNonNull(group, "group");
            requireNonNull(rule, "rule");
            requireNonNull(alert, "alert");
        }

        static Key of(GroupId group) {
            return new Key(group, Optional.empty(), Labels.EMPTY);
        }

        static Key of(GroupId group, KeptAlert alert) {
            return new Key(group, alert.rule(), alert.alert().labels());
        }

        boolean isGroup() {
            return alert.isEmpty();
        }
    }

    RuleRecord {
        requireNonNull(state, "state");
        if (state.alerts().size() > ALERTS_MAX) {
            throw new IllegalArgumentException("alerts: " + state.alerts().size() + " (expected: <= 1)");
        }
    }

    /** When a group was evaluated. */
    static RuleRecord of(GroupId group, long evaluatedAtMillis) {
        return new RuleRecord(new GroupState(group, evaluatedAtMillis, List.of()));
    }

    /** When it was sent last is not kept: a server that comes back says at once what fires. */
    static RuleRecord of(GroupId group, KeptAlert alert) {
        return new RuleRecord(new GroupState(group, 0, List.of(new KeptAlert(alert.rule(), unsent(alert.alert())))));
    }

    private static AlertInstance unsent(AlertInstance alert) {
        return new AlertInstance(
                alert.labels(),
                alert.annotations(),
                alert.value(),
                alert.state(),
                alert.activeAtMillis(),
                alert.firedAtMillis(),
                alert.resolvedAtMillis(),
                AlertInstance.NONE,
                alert.keepFiringSinceMillis());
    }

    static RuleRecord decode(byte[] bytes) throws MalformedRecordException {
        GroupState state = GroupState.of(bytes);
        if (state.alerts().size() > ALERTS_MAX) {
            throw new MalformedRecordException("more than one alert of a rule", 0);
        }
        return new RuleRecord(state);
    }

    byte[] encode() {
        return state.toBytes();
    }

    /** Empty for the group itself. */
    Optional<KeptAlert> alert() {
        return state.alerts().stream().findFirst();
    }

    Key key() {
        return alert().map(alert -> Key.of(state.id(), alert)).orElseGet(() -> Key.of(state.id()));
    }
}
