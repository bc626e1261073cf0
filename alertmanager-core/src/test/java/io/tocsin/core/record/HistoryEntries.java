package io.tocsin.core.record;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.NotificationReason;
import io.tocsin.core.pipeline.SendResult;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.IntStream;
import java.util.stream.Stream;

/** Entries of all kinds, drawn at random. */
final class HistoryEntries {
    private static final List<Instant> TIMES = List.of(
            Instant.parse("2026-11-29T10:00:00.123Z"),
            Instant.EPOCH,
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("9999-12-31T23:59:59.999Z"),
            Instant.ofEpochMilli(Long.MAX_VALUE / 4),
            Instant.ofEpochMilli(Long.MIN_VALUE / 4));
    private static final List<String> TEXTS = List.of(
            "", "a", "{}/{team=\"x\"}:{alertname=\"Down\"}", "\u00fc\u4e16\ud83d\ude00", "line\nline", "\udcff");

    private final Random random;

    HistoryEntries(long seed) {
        random = new Random(seed);
    }

    HistoryEntry next() {
        return switch (random.nextInt(3)) {
            case 0 -> flush();
            case 1 -> notification();
            default -> silenceChange();
        };
    }

    private Flush flush() {
        return new Flush(time(), text(), text(), alerts(), some(3, this::unneeded), 1 + random.nextInt(300), time());
    }

    private Unneeded unneeded() {
        return new Unneeded(text(), random.nextInt(5), verdict());
    }

    private DedupVerdict verdict() {
        return switch (random.nextInt(5)) {
            case 0 -> new DedupVerdict.ResolveHeld(1 + random.nextInt(9));
            case 1 -> new DedupVerdict.ResolveUnwanted();
            case 2 -> new DedupVerdict.NothingToResolve();
            case 3 -> new DedupVerdict.ServedByOther(time());
            default -> new DedupVerdict.AlreadyNotified(time(), time());
        };
    }

    private Notification notification() {
        List<Attempt> kept = some(Attempts.KEPT_MAX, this::attempt);
        return new Notification(
                time(),
                new NotificationKey(text(), text(), text(), random.nextInt(5)),
                maybe(() -> any(List.of(NotificationReason.values()))),
                alerts(),
                new Attempts(kept, kept.size() + random.nextInt(2) * random.nextInt(900)),
                outcome());
    }

    private Attempt attempt() {
        return new Attempt(random.nextInt(900), time(), Duration.ofMillis(random.nextInt(90_000)), result());
    }

    private SendResult result() {
        return switch (random.nextInt(3)) {
            case 0 -> SendResult.delivered();
            case 1 -> new SendResult.RetryLater(failure(), text());
            default -> new SendResult.Rejected(failure(), text());
        };
    }

    private NotificationOutcome outcome() {
        return switch (random.nextInt(5)) {
            case 0 -> new NotificationOutcome.UnderWay();
            case 3 -> new NotificationOutcome.SentElsewhere(time(), text());
            case 1 -> new NotificationOutcome.Sent(time());
            case 2 -> new NotificationOutcome.Failed(time(), failure(), text());
            default -> new NotificationOutcome.Abandoned(time());
        };
    }

    private SilenceChange silenceChange() {
        RecordedSilence silence = new RecordedSilence(text(), some(4, this::text), time(), time(), text(), text());
        return new SilenceChange(
                time(),
                any(List.of(Action.values())),
                silence,
                maybe(() -> "x" + text()),
                new Requester(text(), text()));
    }

    private RecordedAlerts alerts() {
        int size = random.nextInt(10) == 0 ? RecordedAlerts.KEPT_MAX : random.nextInt(9);
        List<RecordedMute> mutes = Stream.generate(this::mute).limit(3).toList();
        List<RecordedAlert> first = IntStream.range(0, size)
                .mapToObj(i -> new RecordedAlert(
                        new Fingerprint(random.nextLong()), random.nextBoolean(), maybe(() -> any(mutes))))
                .toList();
        return new RecordedAlerts(first, size + random.nextInt(2) * random.nextInt(100_000));
    }

    private RecordedMute mute() {
        return switch (random.nextInt(4)) {
            case 0 -> new RecordedMute.Silenced(List.of(text(), "x"));
            case 1 -> new RecordedMute.Inhibited(random.nextInt(4), text(), new Fingerprint(random.nextLong()));
            case 2 -> new RecordedMute.InMuteInterval(List.of("nights", text()));
            default -> new RecordedMute.OutsideActiveInterval(List.of("office hours"));
        };
    }

    private FailureReason failure() {
        return any(List.of(FailureReason.values()));
    }

    private Instant time() {
        return any(TIMES);
    }

    private String text() {
        return any(TEXTS);
    }

    private <T> List<T> some(int max, Supplier<T> source) {
        return Stream.generate(source).limit(random.nextInt(max + 1)).toList();
    }

    private <T> Optional<T> maybe(Supplier<T> source) {
        return random.nextBoolean() ? Optional.of(source.get()) : Optional.empty();
    }

    private <T> T any(List<T> values) {
        return values.get(random.nextInt(values.size()));
    }
}
