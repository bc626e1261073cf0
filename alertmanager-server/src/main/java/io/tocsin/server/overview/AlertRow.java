package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * An alert as it was seen at one moment. Immutable, but for {@link #newest}.
 *
 * <p>There is one for each alert that fires while somebody looks, so lists that are equal are shared.
 */
public final class AlertRow {
    private final int index;
    private final GroupMember holder;
    private final Alert alert;
    private final AlertState state;
    private final Severity severity;
    private final Circumstances circumstances;

    /**
     * What most alerts have in common with others.
     *
     * @param receivers whom it is sent to, each once, in the order of the routes
     * @param silencedBy ids of silences
     * @param inhibitedBy fingerprints of alerts
     * @param mutedBy names of the time intervals that mute one of its groups, or several
     */
    public record Circumstances(
            List<String> receivers, List<String> silencedBy, List<String> inhibitedBy, List<String> mutedBy) {
        public Circumstances {
            receivers = List.copyOf(receivers);
            silencedBy = List.copyOf(silencedBy);
            inhibitedBy = List.copyOf(inhibitedBy);
            mutedBy = List.copyOf(mutedBy);
        }
    }

    /** @param index its place among all rows, which are in the order of their fingerprints */
    AlertRow(
            int index,
            GroupMember holder,
            Alert alert,
            AlertState state,
            Severity severity,
            Circumstances circumstances) {
        this.index = index;
        this.holder = requireNonNull(holder, "holder");
        this.alert = requireNonNull(alert, "alert");
        this.state = requireNonNull(state, "state");
        this.severity = requireNonNull(severity, "severity");
        this.circumstances = requireNonNull(circumstances, "circumstances");
    }

    int index() {
        return index;
    }

    /** The version that was seen, by which it is ordered. */
    public Alert alert() {
        return alert;
    }

    /** The newest version: refreshes move the end of an alert without anybody looking anew. */
    public Alert newest() {
        return holder.alert();
    }

    public Labels labels() {
        return alert.labels();
    }

    public Fingerprint fingerprint() {
        return alert.fingerprint();
    }

    public AlertState state() {
        return state;
    }

    public Severity severity() {
        return severity;
    }

    public Circumstances circumstances() {
        return circumstances;
    }
}
