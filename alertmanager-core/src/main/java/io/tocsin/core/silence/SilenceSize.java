package io.tocsin.core.silence;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import java.time.Instant;

/**
 * The size that the original measures silences by: the bytes of their protobuf record with its expiry, the newer list of
 * matcher sets and not the older list of matchers.
 *
 * @see "Upstream: silence/silencepb/silence.proto MeshSilence, v0.34.0"
 */
final class SilenceSize {
    /** Every field of the record has a number below 16, and so a tag of one byte. */
    private static final int TAG = 1;

    private SilenceSize() {}

    static long of(Silence silence) {
        return field(record(silence)) + time(silence.expiresAt());
    }

    private static long record(Silence silence) {
        long size = text(silence.id())
                + time(silence.startsAt())
                + time(silence.endsAt())
                + time(silence.updatedAt())
                + text(silence.createdBy())
                + text(silence.comment())
                + annotations(silence.annotations());
        for (MatcherSet set : silence.matcherSets()) {
            long matchers = 0;
            for (Matcher matcher : set.matchers()) {
                matchers += field(size(matcher));
            }
            size += field(matchers);
        }
        return size;
    }

    private static long annotations(Labels annotations) {
        long size = 0;
        for (int i = 0; i < annotations.size(); i++) {
            // Entries of a map have both parts, also where one is empty.
            size += field(field(utf8Length(annotations.name(i))) + field(utf8Length(annotations.value(i))));
        }
        return size;
    }

    private static long size(Matcher matcher) {
        int type = switch (matcher.type()) {
            case EQUAL -> 0;
            // A tag and a number below 128.
            case REGEX, NOT_EQUAL, NOT_REGEX -> TAG + 1;
        };
        return type + text(matcher.name()) + text(matcher.value());
    }

    private static long time(Instant time) {
        long seconds = time.getEpochSecond() == 0 ? 0 : TAG + varint(time.getEpochSecond());
        long nanos = time.getNano() == 0 ? 0 : TAG + varint(time.getNano());
        return field(seconds + nanos);
    }

    private static long text(String text) {
        return text.isEmpty() ? 0 : field(utf8Length(text));
    }

    /** A field of {@code length} bytes, with its tag and its length. */
    private static long field(long length) {
        return TAG + varint(length) + length;
    }

    /** Bytes of an unsigned number, seven bits in each. */
    private static int varint(long number) {
        int bits = Long.SIZE - Long.numberOfLeadingZeros(number);
        return Math.max(1, (bits + 6) / 7);
    }

    private static long utf8Length(String text) {
        long length = 0;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            // The two halves of a pair take four bytes together.
            length += c < 0x80 ? 1 : c < 0x800 || Character.isSurrogate(c) ? 2 : 3;
        }
        return length;
    }
}
