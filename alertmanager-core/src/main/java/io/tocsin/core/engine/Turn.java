package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import java.time.Duration;
import java.util.List;

/** When this member sends what a group has to say. */
public sealed interface Turn {
    /**
     * At once: it is the first, or alone.
     *
     * @param after the names of those that come after it, in order; none where it is alone
     */
    record First(List<String> after) implements Turn {
        public First {
            after = List.copyOf(after);
        }

        /** Alone. */
        public First() {
            this(List.of());
        }
    }

    /**
     * Other members come first.
     *
     * @param before their names, the first one first; at least one
     * @param delay how long after the tick of the flush they have had the time to send; {@code > 0}
     */
    record Behind(List<String> before, Duration delay) implements Turn {
        public Behind {
            before = List.copyOf(before);
            requireNonNull(delay, "delay");
        }
    }

    /**
     * Not before the cluster has settled, or before this member knows what the others know. {@link Registers#turnsChanged} tells
     * when that is so.
     *
     * @param why for operators
     * @param grace how long what was held meanwhile still waits when this member comes first then: others do not count on it
     *     meanwhile, and may be sending the same; {@code >= 0}
     */
    record Unsettled(String why, Duration grace) implements Turn {
        public Unsettled {
            requireNonNull(why, "why");
            if (grace.isNegative()) {
                throw new IllegalArgumentException("grace: " + grace + " (expected: >= 0)");
            }
        }

        /** The others wait for this member meanwhile. */
        public Unsettled(String why) {
            this(why, Duration.ZERO);
        }
    }
}
