package io.tocsin.core.record;

import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * A notification in a {@link HistoryRecord}.
 *
 * <pre>{@code
 * message Notification {
 *   string group_key = 1;  string receiver = 2;  string integration = 3;  uint64 index = 4;
 *   uint64 reason = 5;  // see REASONS, from 1; none if there is none
 *   Alerts alerts = 6;
 *   repeated Attempt attempts = 7;  uint64 attempt_count = 8;  // if there were more
 *   uint64 outcome = 9;  // 0 under way, 1 sent, 2 failed, 3 abandoned, 4 sent by another member
 *   sint64 ended_after = 10;
 *   uint64 failure = 11;  string message = 12;  // of a failed one; of another member: its name
 * }
 * message Attempt {
 *   uint64 number = 1;  sint64 after = 2;  uint64 latency_millis = 3;
 *   uint64 result = 4;  // 0 delivered, 1 to be tried again, 2 rejected
 *   uint64 failure = 5;  string message = 6;
 * }
 * }</pre>
 *
 * <p>For {@code failure} see {@link #FAILURES}.
 */
final class NotificationMessage {
    static final Codes<NotificationReason> REASONS = new Codes<>(List.of(
            NotificationReason.FIRST_NOTIFICATION,
            NotificationReason.NEW_ALERTS,
            NotificationReason.SOME_RESOLVED,
            NotificationReason.ALL_RESOLVED,
            NotificationReason.REPEAT_INTERVAL));

    static final Codes<FailureReason> FAILURES = new Codes<>(List.of(
            FailureReason.OTHER,
            FailureReason.CLIENT_ERROR,
            FailureReason.SERVER_ERROR,
            FailureReason.CONTEXT_CANCELED,
            FailureReason.CONTEXT_DEADLINE_EXCEEDED,
            FailureReason.AUTH_ERROR,
            FailureReason.RATE_LIMITED));

    private static final int SENT = 1;
    private static final int FAILED = 2;
    private static final int ABANDONED = 3;
    private static final int ELSEWHERE = 4;

    private static final int RETRY_LATER = 1;
    private static final int REJECTED = 2;

    private final long atMillis;
    private final List<Attempt> attempts = new ArrayList<>();

    /** What is a number, by field. */
    private final long[] numbers = new long[12];

    private String groupKey = "";
    private String receiver = "";
    private String integration = "";
    private String message = "";
    private RecordedAlerts alerts = RecordedAlerts.NONE;

    private NotificationMessage(long atMillis) {
        this.atMillis = atMillis;
    }

    static void write(FieldWriter out, Notification entry) {
        long at = entry.at().toEpochMilli();
        NotificationKey key = entry.key();
        out.text(1, key.groupKey())
                .text(2, key.receiver())
                .text(3, key.integration())
                .number(4, key.index())
                .number(5, entry.reason().map(reason -> REASONS.of(reason) + 1).orElse(0))
                .message(6, alerts -> AlertsMessage.write(alerts, entry.alerts()));
        List<Attempt> kept = entry.attempts().kept();
        kept.forEach(attempt -> out.message(7, written -> write(written, attempt, at)));
        out.number(
                8,
                entry.attempts().count() == kept.size() ? 0 : entry.attempts().count());
        write(out, entry.outcome(), at);
    }

    private static void write(FieldWriter out, NotificationOutcome outcome, long at) {
        if (outcome instanceof NotificationOutcome.UnderWay) {
            return;
        }
        long endedAfter = outcome.endedBy().toEpochMilli() - at;
        if (outcome instanceof NotificationOutcome.Sent) {
            out.number(9, SENT).signed(10, endedAfter);
        } else if (outcome instanceof NotificationOutcome.Failed failed) {
            out.number(9, FAILED)
                    .signed(10, endedAfter)
                    .number(11, FAILURES.of(failed.reason()))
                    .text(12, failed.message());
        } else if (outcome instanceof NotificationOutcome.Abandoned) {
            out.number(9, ABANDONED).signed(10, endedAfter);
        } else if (outcome instanceof NotificationOutcome.SentElsewhere elsewhere) {
            out.number(9, ELSEWHERE).signed(10, endedAfter).text(12, elsewhere.member());
        } else {
            throw new AssertionError("unhandled outcome: " + outcome);
        }
    }

    private static void write(FieldWriter out, Attempt attempt, long at) {
        out.number(1, attempt.number())
                .signed(2, attempt.at().toEpochMilli() - at)
                .number(3, attempt.latency().toMillis());
        if (attempt.result() instanceof SendResult.RetryLater later) {
            writeFailure(out.number(4, RETRY_LATER), later.reason(), later.message());
        } else if (attempt.result() instanceof SendResult.Rejected rejected) {
            writeFailure(out.number(4, REJECTED), rejected.reason(), rejected.message());
        } else if (!(attempt.result() instanceof SendResult.Delivered)) {
            throw new AssertionError("unhandled result: " + attempt.result());
        }
    }

    private static void writeFailure(FieldWriter out, FailureReason reason, String message) {
        out.number(5, FAILURES.of(reason)).text(6, message);
    }

    /** Reads the field at hand. */
    static Notification read(Fields fields, long atMillis) throws MalformedRecordException {
        NotificationMessage reader = new NotificationMessage(atMillis);
        fields.message(number -> reader.read(fields, number));
        return reader.entry(fields);
    }

    private void read(Fields fields, int number) throws MalformedRecordException {
        switch (number) {
            case 1 -> groupKey = fields.text();
            case 2 -> receiver = fields.text();
            case 3 -> integration = fields.text();
            case 4, 5, 8, 9, 11 -> numbers[number] = fields.number();
            case 6 -> alerts = AlertsMessage.read(fields);
            case 7 -> attempts.add(readAttempt(fields));
            case 10 -> numbers[number] = fields.signed();
            case 12 -> message = fields.text();
            default -> {
                // Of a later version; the caller skips it.
            }
        }
    }

    private Notification entry(Fields fields) throws MalformedRecordException {
        NotificationOutcome outcome = outcome(fields);
        Optional<NotificationReason> reason =
                numbers[5] == 0 ? Optional.empty() : Optional.of(REASONS.constant(numbers[5] - 1, fields));
        if (attempts.size() > Attempts.KEPT_MAX || numbers[8] < 0 || numbers[8] > Integer.MAX_VALUE) {
            throw fields.problem(attempts.size() + " attempts of " + numbers[8]);
        }
        return new Notification(
                Instant.ofEpochMilli(atMillis),
                new NotificationKey(groupKey, receiver, integration, (int) numbers[4]),
                reason,
                alerts,
                new Attempts(attempts, Math.max(attempts.size(), (int) numbers[8])),
                outcome);
    }

    private NotificationOutcome outcome(Fields fields) throws MalformedRecordException {
        Instant ended = Instant.ofEpochMilli(atMillis + numbers[10]);
        if (numbers[9] == 0) {
            return new NotificationOutcome.UnderWay();
        } else if (numbers[9] == SENT) {
            return new NotificationOutcome.Sent(ended);
        } else if (numbers[9] == FAILED) {
            return new NotificationOutcome.Failed(ended, FAILURES.constant(numbers[11], fields), message);
        } else if (numbers[9] == ABANDONED) {
            return new NotificationOutcome.Abandoned(ended);
        } else if (numbers[9] == ELSEWHERE) {
            return new NotificationOutcome.SentElsewhere(ended, message);
        }
        throw fields.problem("no outcome: " + numbers[9]);
    }

    private Attempt readAttempt(Fields fields) throws MalformedRecordException {
        long[] read = new long[6];
        String[] why = {""};
        fields.message(number -> {
            switch (number) {
                case 1, 3, 4, 5 -> read[number] = fields.number();
                case 2 -> read[number] = fields.signed();
                case 6 -> why[0] = fields.text();
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        return new Attempt(
                (int) read[1],
                Instant.ofEpochMilli(atMillis + read[2]),
                Duration.ofMillis(read[3]),
                result(read[4], FAILURES.constant(read[5], fields), why[0], fields));
    }

    private static SendResult result(long code, FailureReason reason, String message, Fields fields)
            throws MalformedRecordException {
        if (code == 0) {
            return SendResult.delivered();
        } else if (code == RETRY_LATER) {
            return new SendResult.RetryLater(reason, message);
        } else if (code == REJECTED) {
            return new SendResult.Rejected(reason, message);
        }
        throw fields.problem("no result: " + code);
    }
}
