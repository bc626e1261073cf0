package io.tocsin.core.record;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.HistoryEntry.Action;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.RecordedSilence;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/**
 * A change of a silence in a {@link HistoryRecord}.
 *
 * <pre>{@code
 * message SilenceChange {
 *   uint64 action = 1;  // see ACTIONS
 *   string id = 2;  repeated string matcher_sets = 3;
 *   sint64 starts_after = 4;  sint64 ends_after = 5;
 *   string created_by = 6;  string comment = 7;
 *   string replaced_by = 8;
 *   string identity = 9;  string address = 10;
 * }
 * }</pre>
 */
final class SilenceChangeMessage {
    static final Codes<Action> ACTIONS =
            new Codes<>(List.of(Action.CREATED, Action.UPDATED, Action.REPLACED, Action.EXPIRED, Action.IMPORTED));

    private final List<String> matcherSets = new ArrayList<>();

    /** What is a text, by field. */
    private final String[] texts = new String[11];

    private Action action = Action.CREATED;
    private long startsAfter;
    private long endsAfter;

    private SilenceChangeMessage() {
        Arrays.fill(texts, "");
    }

    static void write(FieldWriter out, SilenceChange change) {
        long at = change.at().toEpochMilli();
        RecordedSilence silence = change.silence();
        out.number(1, ACTIONS.of(change.action())).text(2, silence.id());
        silence.matcherSets().forEach(set -> out.textAlways(3, set));
        out.signed(4, silence.startsAt().toEpochMilli() - at)
                .signed(5, silence.endsAt().toEpochMilli() - at)
                .text(6, silence.createdBy())
                .text(7, silence.comment())
                .text(8, change.replacedBy().orElse(""))
                .text(9, change.by().identity())
                .text(10, change.by().address());
    }

    /** Reads the field at hand. */
    static SilenceChange read(Fields fields, long atMillis) throws MalformedRecordException {
        SilenceChangeMessage reader = new SilenceChangeMessage();
        fields.message(number -> reader.read(fields, number));
        String[] texts = reader.texts;
        RecordedSilence silence = new RecordedSilence(
                texts[2],
                reader.matcherSets,
                Instant.ofEpochMilli(atMillis + reader.startsAfter),
                Instant.ofEpochMilli(atMillis + reader.endsAfter),
                texts[6],
                texts[7]);
        return new SilenceChange(
                Instant.ofEpochMilli(atMillis),
                reader.action,
                silence,
                texts[8].isEmpty() ? Optional.empty() : Optional.of(texts[8]),
                new Requester(texts[9], texts[10]));
    }

    private void read(Fields fields, int number) throws MalformedRecordException {
        switch (number) {
            case 1 -> action = ACTIONS.constant(fields.number(), fields);
            case 2, 6, 7, 8, 9, 10 -> texts[number] = fields.text();
            case 3 -> matcherSets.add(fields.text());
            case 4 -> startsAfter = fields.signed();
            case 5 -> endsAfter = fields.signed();
            default -> {
                // Of a later version; the caller skips it.
            }
        }
    }
}
