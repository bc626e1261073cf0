package io.tocsin.core.record;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.Timestamp;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.notificationlog.AlertHashes;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;

/** Values to be written and read again, the odd ones among them. */
final class Records {
    static final Instant START = Instant.parse("2026-11-29T10:00:00.123456789Z");

    /** What a text may be: among others a byte that is no UTF-8, as the core keeps it, and a pair of surrogates. */
    private static final List<String> TEXTS = List.of(
            "",
            "a",
            "team",
            "x\u0000y",
            "\u00fc\u4e16",
            "\ud83d\ude00",
            "byte \udcff, \udc80",
            "\ufffd",
            "line\nline",
            "{\"'`}");

    private static final List<Instant> TIMES = List.of(
            START,
            Instant.EPOCH,
            Instant.parse("0001-01-01T00:00:00Z"),
            Instant.parse("1969-12-31T23:59:59.999999999Z"),
            Instant.parse("9999-12-31T23:59:59.999999999Z"),
            Instant.ofEpochSecond(1, 1),
            Instant.MAX,
            Instant.MIN);

    private static final List<Long> TICKS =
            List.of(0L, 1L, Stamp.of(START).ticks(), Stamp.of(Instant.MAX).ticks(), Stamp.TICKS_MAX);

    private final Random random;

    Records(long seed) {
        random = new Random(seed);
    }

    static Silence silence() {
        return new Silence(
                "3fb4a0c2-6ab5-4a7b-8d0a-1d6ce5f1e0aa",
                List.of(new MatcherSet(List.of(
                        Matcher.of(MatchType.EQUAL, "alertname", "Down"),
                        Matcher.of(MatchType.REGEX, "job", "a|b"),
                        Matcher.of(MatchType.NOT_EQUAL, "env", "test"),
                        Matcher.of(MatchType.NOT_REGEX, "host\u00e9", "x.*")))),
                START,
                START.plusSeconds(3600),
                START,
                "ann",
                "works",
                Labels.of("ticket", "1", "empty", ""),
                START.plusSeconds(7200));
    }

    static NotificationEntry notification() {
        return new NotificationEntry(
                new NotificationKey("{}/{team=\"x\"}:{alertname=\"Down\"}", "team-x", "webhook", 1),
                START,
                AlertHashes.of(1, -1, Long.MIN_VALUE),
                AlertHashes.of(300),
                Map.of(
                        "thread", new ReceiverValue.Text(""),
                        "count", new ReceiverValue.Whole(-5),
                        "zero", new ReceiverValue.Whole(0),
                        "share", new ReceiverValue.Real(-0.0)),
                START.plusSeconds(7200));
    }

    static Alert alert() {
        return new Alert(
                Labels.of("alertname", "Down", "instance", "\u00e9"),
                Labels.of("summary", "it is down", "runbook", ""),
                new Timestamp(START.getEpochSecond(), START.getNano(), (short) 330),
                new Timestamp(START.getEpochSecond() + 300, 1, (short) -720),
                true,
                "http://prometheus/graph",
                START.plusNanos(5));
    }

    Silence anySilence() {
        List<MatcherSet> sets = new ArrayList<>();
        for (int i = 0; i <= random.nextInt(3); i++) {
            List<Matcher> matchers = new ArrayList<>();
            for (int j = 0; j <= random.nextInt(4); j++) {
                MatchType type = any(List.of(MatchType.values()));
                matchers.add(Matcher.of(type, any(TEXTS), type.isRegex() ? "a.*" + random.nextInt(10) : any(TEXTS)));
            }
            sets.add(new MatcherSet(matchers));
        }
        return new Silence(
                any(TEXTS), sets, any(TIMES), any(TIMES), any(TIMES), any(TEXTS), any(TEXTS), labels(0), any(TIMES));
    }

    NotificationEntry anyNotification() {
        Map<String, ReceiverValue> values = new TreeMap<>();
        for (int i = random.nextInt(4); i > 0; i--) {
            values.put(
                    any(TEXTS),
                    any(List.of(
                            new ReceiverValue.Text(any(TEXTS)),
                            new ReceiverValue.Whole(random.nextLong()),
                            new ReceiverValue.Real(random.nextDouble()))));
        }
        return new NotificationEntry(
                new NotificationKey(any(TEXTS), any(TEXTS), any(TEXTS), random.nextInt()),
                any(TIMES),
                AlertHashes.of(random.longs(random.nextInt(4)).toArray()),
                AlertHashes.of(random.longs(random.nextInt(4), -2, 300).toArray()),
                values,
                any(TIMES));
    }

    Alert anyAlert() {
        return new Alert(labels(1), labels(0), timestamp(), timestamp(), random.nextBoolean(), any(TEXTS), any(TIMES));
    }

    <T> Stamped<T> stamped(T value) {
        return new Stamped<>(value, new Stamp(any(TICKS), any(List.of(0L, 1L, -1L, random.nextLong()))));
    }

    private Labels labels(int min) {
        Labels.Builder labels = new Labels.Builder();
        for (int i = min + random.nextInt(4); i > 0; i--) {
            labels.add(any(TEXTS) + i, any(TEXTS));
        }
        return labels.build();
    }

    private Timestamp timestamp() {
        Instant time = any(TIMES);
        return new Timestamp(time.getEpochSecond(), time.getNano(), (short) (random.nextInt(2161) - 1080));
    }

    private <T> T any(List<T> choices) {
        return choices.get(random.nextInt(choices.size()));
    }
}
