package io.tocsin.core.engine;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;

/** Versions as they are written outside of a cluster: under the stamp of the moment of writing. */
public final class Versions {
    private Versions() {}

    public static Stamped<Alert> of(Alert alert) {
        return written(alert, alert.updatedAt());
    }

    public static Stamped<NotificationEntry> of(NotificationEntry entry) {
        return written(entry, entry.notifiedAt());
    }

    public static Stamped<Silence> of(Silence silence) {
        return written(silence, silence.updatedAt());
    }

    private static <T> Stamped<T> written(T value, Instant at) {
        return new Stamped<>(value, Stamp.of(at));
    }
}
