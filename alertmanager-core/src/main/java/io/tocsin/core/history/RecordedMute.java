package io.tocsin.core.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.inhibit.Inhibition;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.pipeline.MuteCause;
import java.util.List;

/** What muted an alert, by names that mean something later. */
public sealed interface RecordedMute {
    /** @param silenceIds in order; at least one */
    record Silenced(List<String> silenceIds) implements RecordedMute {
        public Silenced {
            silenceIds = List.copyOf(silenceIds);
        }
    }

    /**
     * @param ruleIndex position of the rule in the configuration of then, from 0
     * @param ruleName as configured; may be empty
     * @param source the alert that inhibited
     */
    record Inhibited(int ruleIndex, String ruleName, Fingerprint source) implements RecordedMute {
        public Inhibited {
            requireNonNull(ruleName, "ruleName");
            requireNonNull(source, "source");
        }
    }

    /** @param intervals the route's mute intervals that were active */
    record InMuteInterval(List<String> intervals) implements RecordedMute {
        public InMuteInterval {
            intervals = List.copyOf(intervals);
        }
    }

    /** @param intervals the route's active intervals, none of which was active */
    record OutsideActiveInterval(List<String> intervals) implements RecordedMute {
        public OutsideActiveInterval {
            intervals = List.copyOf(intervals);
        }
    }

    static RecordedMute of(MuteCause cause) {
        if (cause instanceof MuteCause.Silenced silenced) {
            return new Silenced(silenced.silenceIds());
        } else if (cause instanceof MuteCause.Inhibited inhibited) {
            Inhibition by = inhibited.by();
            return new Inhibited(by.ruleIndex(), by.rule().name(), by.source().fingerprint());
        } else if (cause instanceof MuteCause.InMuteInterval inside) {
            return new InMuteInterval(inside.intervals());
        } else if (cause instanceof MuteCause.OutsideActiveInterval outside) {
            return new OutsideActiveInterval(outside.intervals());
        }
        throw new AssertionError("unhandled cause: " + cause);
    }
}
