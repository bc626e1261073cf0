package io.tocsin.core.record;

import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.pipeline.DedupVerdict;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * A flush in a {@link HistoryRecord}.
 *
 * <pre>{@code
 * message Flush {
 *   string group_key = 1;  string receiver = 2;
 *   Alerts alerts = 3;
 *   repeated Unneeded unneeded = 4;
 *   uint64 times = 5;  // none for 1
 *   sint64 last_after = 6;
 * }
 * message Unneeded {
 *   string integration = 1;  uint64 index = 2;
 *   uint64 verdict = 3;  // 1 resolve held, 2 resolve unwanted, 3 nothing to resolve, 4 already notified,
 *                       // 5 served by another member
 *   uint64 still_firing = 4;
 *   sint64 notified_after = 5;  sint64 repeats_after = 6;
 * }
 * }</pre>
 */
final class FlushMessage {
    private static final int RESOLVE_HELD = 1;
    private static final int RESOLVE_UNWANTED = 2;
    private static final int NOTHING_TO_RESOLVE = 3;
    private static final int ALREADY_NOTIFIED = 4;
    private static final int SERVED_BY_OTHER = 5;

    private final long atMillis;
    private final List<Unneeded> unneeded = new ArrayList<>();
    private String groupKey = "";
    private String receiver = "";
    private RecordedAlerts alerts = RecordedAlerts.NONE;
    private long times = 1;
    private long lastAfter;

    private FlushMessage(long atMillis) {
        this.atMillis = atMillis;
    }

    static void write(FieldWriter out, Flush flush) {
        long at = flush.at().toEpochMilli();
        out.text(1, flush.groupKey())
                .text(2, flush.receiver())
                .message(3, alerts -> AlertsMessage.write(alerts, flush.alerts()));
        flush.unneeded().forEach(each -> out.message(4, written -> write(written, each, at)));
        out.number(5, flush.times() == 1 ? 0 : flush.times())
                .signed(6, flush.lastAt().toEpochMilli() - at);
    }

    private static void write(FieldWriter out, Unneeded unneeded, long at) {
        out.text(1, unneeded.integration()).number(2, unneeded.index());
        DedupVerdict verdict = unneeded.verdict();
        if (verdict instanceof DedupVerdict.ResolveHeld held) {
            out.number(3, RESOLVE_HELD).number(4, held.stillFiring());
        } else if (verdict instanceof DedupVerdict.ResolveUnwanted) {
            out.number(3, RESOLVE_UNWANTED);
        } else if (verdict instanceof DedupVerdict.NothingToResolve) {
            out.number(3, NOTHING_TO_RESOLVE);
        } else if (verdict instanceof DedupVerdict.AlreadyNotified already) {
            out.number(3, ALREADY_NOTIFIED)
                    .signed(5, already.notifiedAt().toEpochMilli() - at)
                    .signed(6, already.repeatsAfter().toEpochMilli() - at);
        } else if (verdict instanceof DedupVerdict.ServedByOther served) {
            out.number(3, SERVED_BY_OTHER).signed(5, served.notifiedAt().toEpochMilli() - at);
        } else {
            throw new AssertionError("unhandled verdict: " + verdict);
        }
    }

    /** Reads the field at hand. */
    static Flush read(Fields fields, long atMillis) throws MalformedRecordException {
        FlushMessage reader = new FlushMessage(atMillis);
        fields.message(number -> reader.read(fields, number));
        return new Flush(
                Instant.ofEpochMilli(atMillis),
                reader.groupKey,
                reader.receiver,
                reader.alerts,
                reader.unneeded,
                reader.times,
                Instant.ofEpochMilli(atMillis + reader.lastAfter));
    }

    private void read(Fields fields, int number) throws MalformedRecordException {
        switch (number) {
            case 1 -> groupKey = fields.text();
            case 2 -> receiver = fields.text();
            case 3 -> alerts = AlertsMessage.read(fields);
            case 4 -> unneeded.add(readUnneeded(fields));
            case 5 -> times = fields.number();
            case 6 -> lastAfter = fields.signed();
            default -> {
                // Of a later version; the caller skips it.
            }
        }
    }

    private Unneeded readUnneeded(Fields fields) throws MalformedRecordException {
        String[] integration = {""};
        long[] numbers = new long[7];
        fields.message(number -> {
            switch (number) {
                case 1 -> integration[0] = fields.text();
                case 2, 3, 4 -> numbers[number] = fields.number();
                case 5, 6 -> numbers[number] = fields.signed();
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        return new Unneeded(integration[0], (int) numbers[2], verdict(numbers, fields));
    }

    private DedupVerdict verdict(long[] numbers, Fields fields) throws MalformedRecordException {
        if (numbers[3] == RESOLVE_HELD) {
            return new DedupVerdict.ResolveHeld((int) numbers[4]);
        } else if (numbers[3] == RESOLVE_UNWANTED) {
            return new DedupVerdict.ResolveUnwanted();
        } else if (numbers[3] == NOTHING_TO_RESOLVE) {
            return new DedupVerdict.NothingToResolve();
        } else if (numbers[3] == ALREADY_NOTIFIED) {
            return new DedupVerdict.AlreadyNotified(
                    Instant.ofEpochMilli(atMillis + numbers[5]), Instant.ofEpochMilli(atMillis + numbers[6]));
        }
        if (numbers[3] == SERVED_BY_OTHER) {
            return new DedupVerdict.ServedByOther(Instant.ofEpochMilli(atMillis + numbers[5]));
        }
        throw fields.problem("no verdict: " + numbers[3]);
    }
}
