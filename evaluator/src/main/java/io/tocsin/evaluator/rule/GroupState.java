package io.tocsin.evaluator.rule;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.record.FieldWriter;
import io.tocsin.core.record.Fields;
import io.tocsin.core.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * What is kept of a group through a restart: its alerts, resolved ones that are still sent among them.
 *
 * <p>As bytes it is a protobuf message; fields that a later version adds are skipped.
 *
 * @param evaluatedAtMillis the last evaluation: what comes after it is an outage
 */
public record GroupState(GroupId id, long evaluatedAtMillis, List<KeptAlert> alerts) {
    private static final int FILE = 1;
    private static final int NAME = 2;
    private static final int EVALUATED_AT = 3;
    private static final int ALERT = 4;

    private static final int LABEL = 1;
    private static final int ANNOTATION = 2;
    private static final int VALUE = 3;
    private static final int STATE = 4;
    private static final int ACTIVE_AT = 5;
    private static final int FIRED_AT = 6;
    private static final int RESOLVED_AT = 7;
    private static final int LAST_SENT_AT = 8;
    private static final int KEEP_FIRING_SINCE = 9;
    private static final int RULE = 10;

    private static final int RULE_LABEL = 1;
    private static final int RULE_NTH = 2;

    public GroupState {
        requireNonNull(id, "id");
        alerts = List.copyOf(alerts);
    }

    static GroupState none(GroupId id) {
        return new GroupState(id, Moment.NONE, List.of());
    }

    /** Whether any alert is pending: when it was seen last matters then, for what comes after is an outage. */
    public boolean isPending() {
        return alerts.stream().anyMatch(kept -> kept.alert().state() == AlertState.PENDING);
    }

    public byte[] toBytes() {
        FieldWriter out = new FieldWriter();
        out.text(FILE, id.file()).text(NAME, id.name()).signed(EVALUATED_AT, evaluatedAtMillis);
        alerts.forEach(alert -> out.message(ALERT, message -> write(message, alert)));
        return out.done();
    }

    private static void write(FieldWriter out, KeptAlert kept) {
        AlertInstance alert = kept.alert();
        out.pairs(LABEL, alert.labels())
                .pairs(ANNOTATION, alert.annotations())
                .realAlways(VALUE, alert.value())
                .text(STATE, alert.state().word());
        time(out, ACTIVE_AT, alert.activeAtMillis());
        time(out, FIRED_AT, alert.firedAtMillis());
        time(out, RESOLVED_AT, alert.resolvedAtMillis());
        time(out, LAST_SENT_AT, alert.lastSentAtMillis());
        time(out, KEEP_FIRING_SINCE, alert.keepFiringSinceMillis());
        // Its name is that of the alert.
        kept.rule()
                .ifPresent(rule -> out.message(
                        RULE,
                        message -> message.pairs(RULE_LABEL, rule.labels()).number(RULE_NTH, rule.nth())));
    }

    /** Left out where there is none; 0 is a time like any. */
    private static void time(FieldWriter out, int field, long millis) {
        if (Moment.isSet(millis)) {
            out.numberAlways(field, millis);
        }
    }

    /** @throws MalformedRecordException if {@code bytes} are no state of a group */
    public static GroupState of(byte[] bytes) throws MalformedRecordException {
        Reader reader = new Reader(new Fields(bytes));
        reader.readGroup();
        return new GroupState(new GroupId(reader.file, reader.name), reader.evaluatedAt, reader.alerts);
    }

    private static final class Reader {
        private final Fields in;
        private final List<KeptAlert> alerts = new ArrayList<>();
        private String file = "";
        private String name = "";
        private long evaluatedAt;

        Reader(Fields in) {
            this.in = in;
        }

        void readGroup() throws MalformedRecordException {
            in.each(field -> {
                switch (field) {
                    case FILE -> file = in.text();
                    case NAME -> name = in.text();
                    case EVALUATED_AT -> evaluatedAt = in.signed();
                    case ALERT -> alerts.add(alert());
                    default -> {
                        // Of a later version.
                    }
                }
            });
        }

        private KeptAlert alert() throws MalformedRecordException {
            Labels.Builder labels = new Labels.Builder();
            Labels.Builder annotations = new Labels.Builder();
            double[] value = {0};
            AlertState[] state = {AlertState.INACTIVE};
            Rule rule = new Rule();
            long[] times = {Moment.NONE, Moment.NONE, Moment.NONE, Moment.NONE, Moment.NONE};
            in.message(field -> {
                switch (field) {
                    case LABEL -> in.pair(labels::add);
                    case ANNOTATION -> in.pair(annotations::add);
                    case VALUE -> value[0] = in.real();
                    case STATE -> state[0] = state(in.text());
                    case ACTIVE_AT, FIRED_AT, RESOLVED_AT, LAST_SENT_AT, KEEP_FIRING_SINCE ->
                        times[field - ACTIVE_AT] = in.number();
                    case RULE -> rule.read();
                    default -> {
                        // Of a later version.
                    }
                }
            });
            AlertInstance alert = new AlertInstance(
                    labels.build(),
                    annotations.build(),
                    value[0],
                    state[0],
                    times[0],
                    times[1],
                    times[2],
                    times[3],
                    times[4]);
            return new KeptAlert(rule.key(alert), alert);
        }

        private final class Rule {
            private final Labels.Builder labels = new Labels.Builder();
            private long nth;
            private boolean isThere;

            void read() throws MalformedRecordException {
                isThere = true;
                in.message(field -> {
                    switch (field) {
                        case RULE_LABEL -> in.pair(labels::add);
                        case RULE_NTH -> nth = in.number();
                        default -> {
                            // Of a later version.
                        }
                    }
                });
            }

            Optional<RuleKey> key(AlertInstance alert) throws MalformedRecordException {
                if (nth < 0 || nth > Integer.MAX_VALUE) {
                    throw in.problem("no rule of a group: " + nth);
                }
                return isThere
                        ? Optional.of(
                                new RuleKey(alert.labels().get(AlertingRule.ALERT_NAME), labels.build(), (int) nth))
                        : Optional.empty();
            }
        }

        private AlertState state(String word) throws MalformedRecordException {
            for (AlertState state : AlertState.values()) {
                if (state.word().equals(word)) {
                    return state;
                }
            }
            throw in.problem("no state of an alert: " + GoQuote.quote(word));
        }
    }
}
