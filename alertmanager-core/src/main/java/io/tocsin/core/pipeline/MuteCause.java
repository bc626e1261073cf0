package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.inhibit.Inhibition;
import java.util.List;

/** Why an alert is kept from its receivers for now. */
public sealed interface MuteCause {
    /** Label {@code reason} of {@code alertmanager_notifications_suppressed_total}. */
    String metricReason();

    /** Whether it is this alert that is muted, and not its whole group. */
    boolean concernsAlert();

    /** @param silenceIds the active silences that match, in order of their ids; at least one */
    record Silenced(List<String> silenceIds) implements MuteCause {
        public Silenced {
            silenceIds = List.copyOf(silenceIds);
        }

        @Override
        public String metricReason() {
            return "silence";
        }

        @Override
        public boolean concernsAlert() {
            return true;
        }
    }

    /** @param by the rule and the firing alert that inhibit this one */
    record Inhibited(Inhibition by) implements MuteCause {
        public Inhibited {
            requireNonNull(by, "by");
        }

        @Override
        public String metricReason() {
            return "inhibition";
        }

        @Override
        public boolean concernsAlert() {
            return true;
        }
    }

    /** @param intervals the route's mute intervals that are active */
    record InMuteInterval(List<String> intervals) implements MuteCause {
        public InMuteInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String metricReason() {
            return "mute_time_interval";
        }

        @Override
        public boolean concernsAlert() {
            return false;
        }
    }

    /** @param intervals the route's active intervals, none of which is active */
    record OutsideActiveInterval(List<String> intervals) implements MuteCause {
        public OutsideActiveInterval {
            intervals = List.copyOf(intervals);
        }

        @Override
        public String metricReason() {
            return "active_time_interval";
        }

        @Override
        public boolean concernsAlert() {
            return false;
        }
    }
}
