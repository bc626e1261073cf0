package io.tocsin.server.snapshot;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHash;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/** Values for tests about snapshots. */
final class SnapshotValues {
    static final Instant NOW = Instant.parse("2026-11-29T10:00:00.000000001Z");

    private SnapshotValues() {}

    /** @param updated seconds after {@link #NOW} */
    static Silence silence(String id, long updated) {
        return new Silence(
                id,
                List.of(new MatcherSet(List.of(Matcher.of(MatchType.EQUAL, "a", "b")))),
                NOW,
                NOW.plusSeconds(3600),
                NOW.plusSeconds(updated),
                "ann",
                "works " + updated,
                Labels.of("ticket", "1"),
                NOW.plusSeconds(7200));
    }

    static Silence expiring(Silence silence, Instant at) {
        return new Silence(
                silence.id(),
                silence.matcherSets(),
                silence.startsAt(),
                silence.endsAt(),
                silence.updatedAt(),
                silence.createdBy(),
                silence.comment(),
                silence.annotations(),
                at);
    }

    static Silence commented(String id, String comment) {
        Silence silence = silence(id, 0);
        return new Silence(
                id,
                silence.matcherSets(),
                silence.startsAt(),
                silence.endsAt(),
                silence.updatedAt(),
                silence.createdBy(),
                comment,
                silence.annotations(),
                silence.expiresAt());
    }

    /** @param notified seconds after {@link #NOW} */
    static NotificationEntry notification(String group, long notified) {
        return new NotificationEntry(
                new NotificationKey("{}:{alertname=\"" + group + "\"}", "team", "webhook", 0),
                NOW.plusSeconds(notified),
                AlertHashes.of(1, 2),
                AlertHashes.of(3),
                Map.of(),
                NOW.plusSeconds(7200));
    }

    /** @param notified seconds after {@link #NOW} */
    static NotificationEntry notification(
            String group, long notified, @Nullable Alert firing, @Nullable Alert resolved) {
        return new NotificationEntry(
                notification(group, 0).key(),
                NOW.plusSeconds(notified),
                hashes(firing),
                hashes(resolved),
                Map.of(),
                NOW.plusSeconds(7200));
    }

    private static AlertHashes hashes(@Nullable Alert alert) {
        return alert == null ? AlertHashes.NONE : AlertHashes.of(AlertHash.of(alert.labels()));
    }

    static Alert alert(String name, Instant updated, Instant end) {
        return new Alert(
                Labels.of("alertname", name),
                Labels.EMPTY,
                Timestamp.of(updated.minusSeconds(60)),
                Timestamp.of(end),
                false,
                "",
                updated);
    }
}
