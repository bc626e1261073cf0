package io.tocsin.server.history;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.record.HistoryRecord;
import io.tocsin.core.record.HistoryRecord.Head;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.server.storage.RecordLog;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.OptionalLong;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Looks for the entries of one page, newest first, within limits. Belongs to one search. */
final class RecordSearch implements RecordLog.Visitor {
    private static final Logger LOG = LoggerFactory.getLogger(RecordSearch.class);

    /** How many entries one search reads: some 100 ms. */
    static final int READ_MAX = 20_000;

    /** How many alerts one page names: some 10 MB with their labels. */
    static final int ALERTS_MAX = 20_000;

    /** So many entries in a row that are too old end the search; a few may look so because the clock was set. */
    static final int TOO_OLD_MAX = 200;

    private final HistoryQuery query;
    private final AlertNames names;
    private final List<Found> found = new ArrayList<>();
    private final Set<Fingerprint> named = new HashSet<>();
    private OptionalLong next = OptionalLong.empty();
    private int read;
    private int tooOld;
    private boolean hasDamaged;

    RecordSearch(HistoryQuery query, AlertNames names) {
        this.query = requireNonNull(query, "query");
        this.names = requireNonNull(names, "names");
    }

    @Override
    public boolean visit(long id, byte[] record) {
        try {
            Head head = HistoryRecord.head(record);
            if (head.alert().isPresent()) {
                names.add(head.alert().get(), record);
                return true;
            }
            return id >= query.before() || consider(id, record, head.at());
        } catch (MalformedRecordException damaged) {
            tell(id, damaged);
            return true;
        }
    }

    private boolean consider(long id, byte[] record, Instant at) throws MalformedRecordException {
        HistoryFilter filter = query.filter();
        if (filter.to().isPresent() && at.isAfter(filter.to().get())) {
            return true;
        }
        boolean isTooOld = filter.from().isPresent()
                && at.plus(HistoryEntry.Flush.SPAN_MAX).isBefore(filter.from().get());
        tooOld = isTooOld ? tooOld + 1 : 0;
        if (isTooOld) {
            return tooOld < TOO_OLD_MAX;
        }
        if (read == READ_MAX || found.size() == query.limit() || named.size() >= ALERTS_MAX) {
            next = OptionalLong.of(id + 1);
            return false;
        }
        read++;
        HistoryEntry entry = HistoryRecord.decode(record);
        if (filter.admits(entry, names)) {
            found.add(new Found(id, entry));
            RecordedAlerts.of(entry).first().forEach(this::name);
        }
        return true;
    }

    private void name(RecordedAlert alert) {
        named.add(alert.fingerprint());
        alert.mute().ifPresent(mute -> {
            if (mute instanceof RecordedMute.Inhibited inhibited) {
                named.add(inhibited.source());
            }
        });
    }

    private void tell(long id, MalformedRecordException damaged) {
        if (!hasDamaged) {
            hasDamaged = true;
            LOG.atWarn()
                    .addKeyValue("component", "history")
                    .addKeyValue("id", id)
                    .addKeyValue("err", damaged.getMessage())
                    .log("A record of the history cannot be read and is left out");
        }
    }

    HistoryPage page() {
        return new HistoryPage(found, names.labelsOf(named), next, names.unknown());
    }
}
