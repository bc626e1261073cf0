package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;

/**
 * A version of something that every member keeps a copy of. Of two versions under one {@link #key} the one with the later
 * stamp counts, at every member: the order in which they come does not matter, nor how often.
 */
public sealed interface Replica {
    Stamp stamp();

    /** What this is a version of; equal for versions of the same thing, and for those alone. */
    Object key();

    record OfAlert(Alert alert, Stamp stamp) implements Replica {
        public OfAlert {
            requireNonNull(alert, "alert");
            requireNonNull(stamp, "stamp");
        }

        @Override
        public Object key() {
            return alert.labels();
        }
    }

    record OfSilence(Silence silence, Stamp stamp) implements Replica {
        public OfSilence {
            requireNonNull(silence, "silence");
            requireNonNull(stamp, "stamp");
        }

        @Override
        public Object key() {
            return silence.id();
        }
    }

    record OfNotification(NotificationEntry entry, Stamp stamp) implements Replica {
        public OfNotification {
            requireNonNull(entry, "entry");
            requireNonNull(stamp, "stamp");
        }

        @Override
        public Object key() {
            return entry.key();
        }
    }
}
