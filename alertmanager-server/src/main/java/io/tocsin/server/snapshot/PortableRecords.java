package io.tocsin.server.snapshot;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import io.tocsin.core.notificationlog.NotificationEntry;
import io.tocsin.core.notificationlog.NotificationKey;
import io.tocsin.core.notificationlog.ReceiverValue;
import io.tocsin.core.record.NotificationRecord;
import io.tocsin.core.record.SilenceRecord;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.template.value.TextBytes;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.stream.Stream;

/**
 * Records that every version of the original starts with. One of them that it cannot read keeps it from starting at all,
 * so what cannot be written in such a way is left out, and named.
 *
 * @see "Observed with 0.25.0 and 0.33.1"
 */
final class PortableRecords {
    /** The newer one reads none that is larger. */
    private static final int RECORD_MAX_BYTES = 4 << 20;

    /** The older one reads none that has a time before or behind these. */
    private static final Instant TIME_MIN = Instant.parse("0001-01-01T00:00:00Z");

    private static final Instant TIME_MAX = Instant.parse("9999-12-31T23:59:59.999999999Z");

    private static final Comparator<NotificationKey> BY_KEY = Comparator.comparing(NotificationKey::groupKey)
            .thenComparing(NotificationKey::receiver)
            .thenComparing(NotificationKey::integration)
            .thenComparing(NotificationKey::index);

    private final List<String> leftOut = new ArrayList<>();

    /** What was left out so far and why, one text for each. */
    List<String> leftOut() {
        return leftOut;
    }

    /** In one order, whatever order they are given in. */
    List<byte[]> ofSilences(Collection<Silence> silences) {
        List<byte[]> records = new ArrayList<>();
        silences.stream().sorted(Comparator.comparing(Silence::id)).forEach(silence -> {
            String what = "silence " + silence.id() + " of \"" + silence.createdBy() + "\"";
            if (areEncodable(texts(silence))) {
                add(records, what, SilenceRecord.encode(portable(silence)));
            } else {
                leftOut.add(what + ": a matcher is not UTF-8");
            }
        });
        return records;
    }

    private static Stream<String> texts(Silence silence) {
        Stream<String> matchers = silence.matcherSets().stream()
                .map(MatcherSet::matchers)
                .flatMap(List::stream)
                .flatMap(matcher -> Stream.of(matcher.name(), matcher.value()));
        return Stream.concat(Stream.of(silence.id()), matchers);
    }

    private static Silence portable(Silence silence) {
        Labels.Builder annotations = new Labels.Builder();
        silence.annotations()
                .asMap()
                .forEach((name, value) -> annotations.add(TextBytes.wellFormed(name), TextBytes.wellFormed(value)));
        return new Silence(
                silence.id(),
                silence.matcherSets(),
                portable(silence.startsAt()),
                portable(silence.endsAt()),
                portable(silence.updatedAt()),
                TextBytes.wellFormed(silence.createdBy()),
                TextBytes.wellFormed(silence.comment()),
                annotations.build(),
                portable(silence.expiresAt()));
    }

    /** In one order, whatever order they are given in. */
    List<byte[]> ofNotifications(Collection<NotificationEntry> entries) {
        List<byte[]> records = new ArrayList<>();
        entries.stream()
                .sorted(Comparator.comparing(NotificationEntry::key, BY_KEY))
                .forEach(entry -> {
                    NotificationKey key = entry.key();
                    String what = "notification of " + key.receiver() + "/" + key.integration() + "[" + key.index()
                            + "] about " + key.groupKey();
                    // The group key is bytes, which may be any.
                    if (areEncodable(texts(entry))) {
                        add(records, what, NotificationRecord.encode(portable(entry)));
                    } else {
                        leftOut.add(what + ": a text is not UTF-8");
                    }
                });
        return records;
    }

    private static Stream<String> texts(NotificationEntry entry) {
        Stream<String> values = entry.receiverData().values().stream()
                .flatMap(value -> value instanceof ReceiverValue.Text text ? Stream.of(text.value()) : Stream.empty());
        return Stream.of(
                        Stream.of(entry.key().receiver(), entry.key().integration()),
                        entry.receiverData().keySet().stream(),
                        values)
                .flatMap(texts -> texts);
    }

    private static NotificationEntry portable(NotificationEntry kept) {
        NotificationEntry entry = kept.withoutWhatIsInDoubt();
        return new NotificationEntry(
                entry.key(),
                portable(entry.notifiedAt()),
                entry.firing(),
                entry.resolved(),
                entry.receiverData(),
                portable(entry.expiresAt()));
    }

    private static Instant portable(Instant time) {
        if (time.isBefore(TIME_MIN)) {
            return TIME_MIN;
        }
        return time.isAfter(TIME_MAX) ? TIME_MAX : time;
    }

    private static boolean areEncodable(Stream<String> texts) {
        return texts.allMatch(Utf8::isEncodable);
    }

    private void add(List<byte[]> records, String what, byte[] record) {
        if (record.length > RECORD_MAX_BYTES) {
            leftOut.add(what + ": " + record.length + " bytes are more than the " + RECORD_MAX_BYTES
                    + " that Alertmanager reads");
        } else {
            records.add(record);
        }
    }
}
