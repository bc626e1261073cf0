package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryFilter.AskedAlerts;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.record.HistoryRecord;
import io.tocsin.core.record.MalformedRecordException;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiPredicate;
import org.jspecify.annotations.Nullable;

/**
 * The alerts in memory and past ones whose labels the log holds: which of them a filter asks for, and what their
 * fingerprints stand for. Belongs to one search.
 */
final class AlertNames implements AskedAlerts {
    /** With so many of the alerts that are asked for silences are compared. */
    static final int COMPARED_MAX = 1_000;

    private final Iterable<Labels> alerts;
    private final HistoryFilter filter;
    private final BiPredicate<String, Labels> silences;
    private final Optional<Fingerprint> exactly;

    /** Records of past alerts, unread: few of them are ever asked for. */
    private final Map<Fingerprint, byte[]> past = new HashMap<>();

    private final Map<Fingerprint, Boolean> asked = new HashMap<>();
    private final List<Labels> compared = new ArrayList<>();

    /** Silences that are about an alert that is asked for. */
    private final Set<String> concerning = new HashSet<>();

    /** The other silences, with how many of {@link #compared} they were compared with. */
    private final Map<String, Integer> others = new HashMap<>();

    private int unknown;

    /** @param silences whether the silence with this id is about an alert with these labels */
    AlertNames(Iterable<Labels> alerts, HistoryFilter filter, BiPredicate<String, Labels> silences) {
        this.alerts = requireNonNull(alerts, "alerts");
        this.filter = requireNonNull(filter, "filter");
        this.silences = requireNonNull(silences, "silences");
        this.exactly = filter.exactly();
        if (filter.isAboutAlerts()) {
            alerts.forEach(this::note);
        }
    }

    /** Notes whether an alert is asked for. */
    private boolean note(Labels labels) {
        boolean isAsked = filter.isAbout(labels);
        if (isAsked || filter.alert().isEmpty()) {
            asked.put(labels.fingerprint(), isAsked);
        }
        if (isAsked && compared.size() < COMPARED_MAX) {
            compared.add(labels);
        }
        return isAsked;
    }

    /** Takes in the record of a past alert; the first that comes is the newest, and they are all the same. */
    void add(Fingerprint alert, byte[] record) {
        if (past.putIfAbsent(alert, record) == null && filter.isAboutAlerts()) {
            // Now, since changes of silences about it may come before the first entry that names it.
            boolean unused = include(alert);
        }
    }

    @Override
    public boolean include(Fingerprint alert) {
        if (filter.alert().isPresent() && !filter.alert().get().equals(alert)) {
            return false;
        }
        Boolean known = asked.get(alert);
        if (known != null) {
            return known;
        }
        Optional<Labels> labels = labelsOfPast(alert);
        if (labels.isPresent()) {
            return note(labels.get());
        }
        boolean isAsked = filter.alertMatchers().isEmpty() || exactly.equals(Optional.of(alert));
        asked.put(alert, isAsked);
        unknown += isAsked ? 0 : 1;
        return isAsked;
    }

    @Override
    public boolean areConcernedBy(String silenceId) {
        int before = others.getOrDefault(silenceId, 0);
        boolean isConcerning = concerning.contains(silenceId)
                || compared.subList(before, compared.size()).stream()
                        .anyMatch(labels -> silences.test(silenceId, labels));
        if (isConcerning) {
            concerning.add(silenceId);
        } else {
            others.put(silenceId, compared.size());
        }
        return isConcerning;
    }

    /** How many alerts matchers could not be compared with. */
    int unknown() {
        return unknown;
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
