package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.server.storage.record.HistoryRecord;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * What the fingerprints in entries stand for: alerts in memory, and past ones whose labels the log holds. Belongs to one
 * search.
 */
final class AlertNames {
    private final Iterable<Labels> alerts;
    private final HistoryFilter filter;

    /** Records of past alerts, unread: few of them are ever asked for. */
    private final Map<Fingerprint, byte[]> past = new HashMap<>();

    private final Map<Fingerprint, Boolean> asked = new HashMap<>();

    AlertNames(Iterable<Labels> alerts, HistoryFilter filter) {
        this.alerts = requireNonNull(alerts, "alerts");
        this.filter = requireNonNull(filter, "filter");
        if (!filter.alertMatchers().isEmpty()) {
            for (Labels labels : alerts) {
                asked.put(labels.fingerprint(), filter.isAbout(labels));
            }
        }
    }

    /** Takes in the record of a past alert; the first that comes is the newest, and they are all the same. */
    void add(Fingerprint alert, byte[] record) {
        past.putIfAbsent(alert, record);
    }

    /** Whether the filter asks for this alert. One whose labels nobody knows any more matches nothing but its fingerprint. */
    boolean isAsked(Fingerprint alert) {
        if (filter.alert().isPresent() && !filter.alert().get().equals(alert)) {
            return false;
        }
        return filter.alertMatchers().isEmpty()
                || asked.computeIfAbsent(
                        alert,
                        unknown -> labelsOfPast(unknown).filter(filter::isAbout).isPresent());
    }

    /** The labels of those of {@code wanted} that are known. */
    Map<Fingerprint, Labels> labelsOf(Set<Fingerprint> wanted) {
        Map<Fingerprint, Labels> found = new HashMap<>();
        if (wanted.isEmpty()) {
            return found;
        }
        for (Labels labels : alerts) {
            if (wanted.contains(labels.fingerprint())) {
                found.put(labels.fingerprint(), labels);
            }
        }
        for (Fingerprint alert : wanted) {
            if (!found.containsKey(alert)) {
                labelsOfPast(alert).ifPresent(labels -> found.put(alert, labels));
            }
        }
        return found;
    }

    private Optional<Labels> labelsOfPast(Fingerprint alert) {
        byte @Nullable [] record = past.get(alert);
        try {
            return record == null ? Optional.empty() : Optional.of(HistoryRecord.decodeAlert(record));
        } catch (MalformedRecordException damaged) {
            return Optional.empty();
        }
    }
}
