package io.tocsin.core.record;

import io.tocsin.core.label.LabelPattern.InvalidPatternException;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.MatchType;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.silence.MatcherSet;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A silence as the original's message {@code MeshSilence}: the silence (1) and when it may be forgotten (2).
 *
 * <p>What members keep has the stamp of the version beside that ({@value #STAMP}); the original skips it.
 *
 * <p>The matchers of the first set are written twice, as a list of their own too: that is where older versions
 * look for them. Both forms are read, and the older one of the comment.
 *
 * @see "Upstream: silence/silencepb/silence.proto; silence.Silences.loadSnapshot, v0.34.0"
 */
public final class SilenceRecord {
    /** So far beyond the fields of the original that it will not come to have one of that number. */
    static final int STAMP = 1000;

    /** How the original numbers the types of matchers. */
    private static final List<MatchType> TYPES =
            List.of(MatchType.EQUAL, MatchType.REGEX, MatchType.NOT_EQUAL, MatchType.NOT_REGEX);

    private SilenceRecord() {}

    /** As the original has it: without a stamp. */
    public static byte[] encode(Silence silence) {
        return encode(silence, true);
    }

    /** @param isForOlder whether versions that know no matcher sets can read it */
    static byte[] encode(Silence silence, boolean isForOlder) {
        return write(silence, isForOlder).done();
    }

    public static byte[] encode(Stamped<Silence> version) {
        Silence silence = version.value();
        FieldWriter out = write(silence, true);
        StampMessage.write(out, STAMP, version.stamp(), silence.updatedAt());
        return out.done();
    }

    private static FieldWriter write(Silence silence, boolean isForOlder) {
        return new FieldWriter()
                .message(1, record -> write(record, silence, isForOlder))
                .time(2, silence.expiresAt());
    }

    private static void write(FieldWriter out, Silence silence, boolean isForOlder) {
        out.text(1, silence.id());
        if (isForOlder) {
            writeMatchers(out, 2, silence.matcherSets().get(0));
        }
        out.time(3, silence.startsAt())
                .time(4, silence.endsAt())
                .time(5, silence.updatedAt())
                .text(8, silence.createdBy())
                .text(9, silence.comment())
                .pairs(10, silence.annotations());
        for (MatcherSet set : silence.matcherSets()) {
            out.message(11, written -> writeMatchers(written, 1, set));
        }
    }

    private static void writeMatchers(FieldWriter out, int number, MatcherSet set) {
        for (Matcher matcher : set.matchers()) {
            out.message(
                    number,
                    written -> written.number(1, TYPES.indexOf(matcher.type()))
                            .text(2, matcher.name())
                            .text(3, matcher.value()));
        }
    }

    /**
     * @throws MalformedRecordException if {@code bytes} are no such message
     * @throws UnusableSilenceException if they are one, of a silence that cannot be in force
     */
    public static Stamped<Silence> decode(byte[] bytes) throws MalformedRecordException, UnusableSilenceException {
        Draft draft = new Draft();
        Fields fields = new Fields(bytes);
        fields.each(number -> {
            if (number == 1) {
                draft.isThere = true;
                fields.message(inner -> draft.read(fields, inner));
            } else if (number == 2) {
                draft.expiresAt = fields.time();
            } else if (number == STAMP) {
                draft.stamp = StampMessage.read(fields);
            }
        });
        if (!draft.isThere) {
            throw new MalformedRecordException("a record without its silence", 0);
        }
        return StampMessage.stamped(draft.silence(), draft.stamp, draft.updatedAt);
    }

    /** A matcher that need not be one. */
    private record Text(long type, String name, String value) {}

    /** What has been read so far. */
    private static final class Draft {
        private final Labels.Builder annotations = new Labels.Builder();
        private final List<Text> oldMatchers = new ArrayList<>();
        private final List<List<Text>> sets = new ArrayList<>();
        private @Nullable Stamp stamp;
        private boolean isThere;
        private boolean hasOldComment;
        private String id = "";
        private String createdBy = "";
        private String comment = "";
        private Instant startsAt = Instant.EPOCH;
        private Instant endsAt = Instant.EPOCH;
        private Instant updatedAt = Instant.EPOCH;
        private Instant expiresAt = Instant.EPOCH;

        private void read(Fields fields, int number) throws MalformedRecordException {
            switch (number) {
                case 1 -> id = fields.text();
                case 2 -> oldMatchers.add(matcher(fields));
                case 3 -> startsAt = fields.time();
                case 4 -> endsAt = fields.time();
                case 5 -> updatedAt = fields.time();
                case 7 -> readOldComment(fields);
                case 8 -> createdBy = hasOldComment ? createdBy : fields.text();
                case 9 -> comment = hasOldComment ? comment : fields.text();
                case 10 -> fields.pair(annotations::add);
                case 11 -> sets.add(set(fields));
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        }

        /** The first of what once was a list counts. */
        private void readOldComment(Fields fields) throws MalformedRecordException {
            if (hasOldComment) {
                return;
            }
            hasOldComment = true;
            createdBy = "";
            comment = "";
            fields.message(number -> {
                if (number == 1) {
                    createdBy = fields.text();
                } else if (number == 2) {
                    comment = fields.text();
                }
            });
        }

        private static List<Text> set(Fields fields) throws MalformedRecordException {
            List<Text> matchers = new ArrayList<>();
            fields.message(number -> {
                if (number == 1) {
                    matchers.add(matcher(fields));
                }
            });
            return matchers;
        }

        private static Text matcher(Fields fields) throws MalformedRecordException {
            long[] type = {0};
            String[] texts = {"", ""};
            fields.message(number -> {
                if (number == 1) {
                    type[0] = fields.number();
                } else if (number == 2 || number == 3) {
                    texts[number - 2] = fields.text();
                }
            });
            return new Text(type[0], texts[0], texts[1]);
        }

        private Silence silence() throws UnusableSilenceException {
            List<MatcherSet> compiled = new ArrayList<>();
            for (List<Text> set : sets.isEmpty() ? List.of(oldMatchers) : sets) {
                compiled.add(compiled(set));
            }
            return new Silence(
                    id, compiled, startsAt, endsAt, updatedAt, createdBy, comment, annotations.build(), expiresAt);
        }

        private MatcherSet compiled(List<Text> set) throws UnusableSilenceException {
            if (set.isEmpty()) {
                // Deviation D-260.
                throw new UnusableSilenceException(id, "it has no matchers");
            }
            List<Matcher> matchers = new ArrayList<>();
            for (Text text : set) {
                if (text.type() < 0 || text.type() >= TYPES.size()) {
                    throw new UnusableSilenceException(id, "a matcher of the unknown type " + text.type());
                }
                MatchType type = TYPES.get((int) text.type());
                try {
                    matchers.add(Matcher.of(type, text.name(), text.value()));
                } catch (InvalidPatternException e) {
                    throw new UnusableSilenceException(
                            id, Matcher.canonical(type, text.name(), text.value()) + ": " + e.getMessage());
                }
            }
            return new MatcherSet(matchers);
        }
    }
}
