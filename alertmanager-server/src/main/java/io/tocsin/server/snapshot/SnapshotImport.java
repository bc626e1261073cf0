package io.tocsin.server.snapshot;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.record.UnusableSilenceException;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceRules;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.nio.file.Path;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the original's snapshots say beyond what the journal knows. They are read whenever they are others than those that
 * were read last, so that one can go back to the original and come again; of two versions the later one counts.
 *
 * <p>Deviation D-259. Used once, when the server starts.
 */
public final class SnapshotImport {
    public static final String SILENCES = "silences";
    public static final String NOTIFICATIONS = "nflog";

    private static final Logger LOG = LoggerFactory.getLogger(SnapshotImport.class);

    private final Instant now;
    private final Map<String, String> digests = new LinkedHashMap<>();
    private final List<Silence> silences = new ArrayList<>();
    private final List<NotificationEntry> notifications = new ArrayList<>();
    private final Path folder;
    private int unusable;

    /**
     * How many records of a file came to what.
     *
     * @param snapshot {@link #SILENCES} or {@link #NOTIFICATIONS}
     * @param imported were news
     * @param expired were to be forgotten already
     * @param known were there in the same or a later version
     * @param unusable are silences that cannot be in force
     */
    public record Counts(String snapshot, int imported, int expired, int known, int unusable) {
        /** Records in the file. */
        public int all() {
            return imported + expired + known + unusable;
        }
    }

    private SnapshotImport(Path folder, Instant now) {
        this.folder = requireNonNull(folder, "folder");
        this.now = requireNonNull(now, "now");
    }

    /**
     * Reads the files that have changed.
     *
     * @param folder in which they are, or are not
     * @param known what {@link #notes} said last, by name
     * @param now what expired before it is left out
     * @throws SnapshotException if one of them cannot be read, or not to its end
     */
    public static SnapshotImport of(Path folder, Function<String, Optional<String>> known, Instant now)
            throws SnapshotException {
        SnapshotImport read = new SnapshotImport(folder, now);
        read.readIfNew(SILENCES, "error creating silence", known, record -> {
            try {
                read.silences.add(SilenceRecord.decode(record).value());
            } catch (UnusableSilenceException e) {
                read.unusable(e);
            }
        });
        read.readIfNew(
                NOTIFICATIONS,
                "error creating notification log",
                known,
                record ->
                        read.notifications.add(NotificationRecord.decode(record).value()));
        return read;
    }

    /** @param failure what the original says first where it cannot read the file, and does not start */
    private void readIfNew(
            String name, String failure, Function<String, Optional<String>> known, SnapshotFile.Taker taker)
            throws SnapshotException {
        SnapshotFile file = new SnapshotFile(folder.resolve(name));
        try {
            Optional<String> digest = file.digest();
            if (digest.isPresent() && !digest.equals(known.apply(noteOn(name)))) {
                file.read(taker);
                digests.put(name, digest.get());
            }
        } catch (SnapshotException e) {
            throw new SnapshotException(
                    failure + ": " + e.getMessage()
                            + "; put a good copy in its place, or move it away to start without what it holds",
                    e);
        }
    }

    private void unusable(UnusableSilenceException e) {
        unusable++;
        LOG.atWarn()
                .addKeyValue("component", "silences")
                .addKeyValue("silence_id", e.id())
                .addKeyValue("file", folder.resolve(SILENCES))
                .addKeyValue("err", e.getMessage())
                .log("Silence of the snapshot cannot be in force and is left out");
    }

    /** What is to be remembered with what was imported; empty if nothing was read. */
    public Map<String, String> notes() {
        Map<String, String> notes = new LinkedHashMap<>();
        digests.forEach((name, digest) -> notes.put(noteOn(name), digest));
        return notes;
    }

    private static String noteOn(String name) {
        return "snapshot of " + name + ", sha-256";
    }

    /**
     * What the journal kept and the snapshots, together.
     *
     * @param counts for each file that was read
     * @param news silences that were imported
     */
    public record Merged(StoredState state, List<Counts> counts, List<Silence> news) {
        public Merged {
            requireNonNull(state, "state");
            counts = List.copyOf(counts);
            news = List.copyOf(news);
        }
    }

    /** Adds to what the journal kept. */
    public Merged with(StoredState kept) {
        Map<String, Stamped<Silence>> byId = new LinkedHashMap<>();
        kept.silences().forEach(silence -> byId.put(silence.value().id(), silence));
        Map<NotificationKey, Stamped<NotificationEntry>> byKey = new LinkedHashMap<>();
        kept.notifications().forEach(entry -> byKey.put(entry.value().key(), entry));
        Interlude interlude = new Interlude(kept.aliveAt().orElse(Instant.MAX), now);
        List<Counts> counts = new ArrayList<>();
        List<Silence> news = new ArrayList<>();
        if (digests.containsKey(SILENCES)) {
            counts.add(mergeSilences(byId, interlude, news));
        }
        if (digests.containsKey(NOTIFICATIONS)) {
            counts.add(mergeNotifications(byKey, interlude));
        }
        counts.forEach(this::log);
        List<Stamped<Alert>> alerts = interlude.survivors(kept.alerts(), byKey.values());
        logDropped(kept.alerts().size() - alerts.size());
        return new Merged(
                new StoredState(
                        alerts,
                        List.copyOf(byKey.values()),
                        List.copyOf(byId.values()),
                        kept.nextFlushes(),
                        kept.aliveAt()),
                counts,
                news);
    }

    private Counts mergeSilences(Map<String, Stamped<Silence>> byId, Interlude interlude, List<Silence> news) {
        int expired = 0;
        for (Silence silence : silences) {
            Stamped<Silence> known = byId.get(silence.id());
            if (SilenceRules.isToBeForgotten(silence, now)) {
                expired++;
            } else if (SilenceRules.isAccepted(silence, known == null ? null : known.value(), now)) {
                news.add(silence);
                byId.put(silence.id(), inPlaceOf(known, silence, silence.updatedAt()));
                interlude.changed(silence.updatedAt());
            }
        }
        return new Counts(SILENCES, news.size(), expired, silences.size() - news.size() - expired, unusable);
    }

    private Counts mergeNotifications(Map<NotificationKey, Stamped<NotificationEntry>> byKey, Interlude interlude) {
        int imported = 0;
        int expired = 0;
        for (NotificationEntry entry : notifications) {
            Stamped<NotificationEntry> before = byKey.get(entry.key());
            if (!entry.expiresAt().isAfter(now)) {
                expired++;
            } else if (before == null || before.value().notifiedAt().isBefore(entry.notifiedAt())) {
                imported++;
                byKey.put(entry.key(), inPlaceOf(before, entry, entry.notifiedAt()));
                interlude.notified(entry);
            }
        }
        return new Counts(NOTIFICATIONS, imported, expired, notifications.size() - imported - expired, 0);
    }

    /** Later than what it takes the place of at the other members of a cluster, too, whatever clock that is from. */
    private static <T> Stamped<T> inPlaceOf(@Nullable Stamped<T> known, T imported, Instant written) {
        Stamp stamp = Stamp.of(written);
        return new Stamped<>(imported, known == null ? stamp : stamp.after(known.stamp()));
    }

    private void log(Counts counts) {
        LOG.atInfo()
                .addKeyValue("component", "storage")
                .addKeyValue("file", folder.resolve(counts.snapshot()))
                .addKeyValue("imported", counts.imported())
                .addKeyValue("records", counts.all())
                .addKeyValue("expired", counts.expired())
                .addKeyValue("known", counts.known())
                .addKeyValue("unusable", counts.unusable())
                .log("Imported a snapshot of Alertmanager");
    }

    private void logDropped(int alerts) {
        if (alerts > 0) {
            LOG.atInfo()
                    .addKeyValue("component", "storage")
                    .addKeyValue("alerts", alerts)
                    .log("Dropped stored alerts that ended while another Alertmanager had them");
        }
    }
}
