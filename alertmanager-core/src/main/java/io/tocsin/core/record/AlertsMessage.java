package io.tocsin.core.record;

import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.label.Fingerprint;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The message {@code Alerts} of {@link HistoryRecord}. */
final class AlertsMessage {
    private final List<Long> fingerprints = new ArrayList<>();
    private final List<Long> marks = new ArrayList<>();
    private final List<RecordedMute> mutes = new ArrayList<>();
    private long total;

    private AlertsMessage() {}

    static void write(FieldWriter out, RecordedAlerts alerts) {
        List<RecordedAlert> first = alerts.first();
        long[] fingerprints = new long[first.size()];
        long[] marks = new long[first.size()];
        Map<RecordedMute, Integer> places = new LinkedHashMap<>();
        boolean isAnyMarked = false;
        for (int i = 0; i < first.size(); i++) {
            RecordedAlert each = first.get(i);
            fingerprints[i] = each.fingerprint().bits();
            marks[i] = mark(each, places);
            isAnyMarked |= marks[i] != 0;
        }
        out.numbers(1, fingerprints);
        if (isAnyMarked) {
            out.numbers(2, marks);
        }
        places.keySet().forEach(mute -> out.message(3, written -> write(written, mute)));
        out.number(4, alerts.total() == first.size() ? 0 : alerts.total());
    }

    private static long mark(RecordedAlert alert, Map<RecordedMute, Integer> places) {
        int place = alert.mute()
                .map(mute -> places.computeIfAbsent(mute, added -> places.size() + 1))
                .orElse(0);
        return 2L * place + (alert.isResolved() ? 1 : 0);
    }

    private static void write(FieldWriter out, RecordedMute mute) {
        if (mute instanceof RecordedMute.Silenced silenced) {
            silenced.silenceIds().forEach(id -> out.textAlways(1, id));
        } else if (mute instanceof RecordedMute.Inhibited inhibited) {
            out.message(
                    2,
                    inhibition -> inhibition
                            .number(1, inhibited.ruleIndex())
                            .text(2, inhibited.ruleName())
                            .number(3, inhibited.source().bits()));
        } else if (mute instanceof RecordedMute.InMuteInterval inside) {
            inside.intervals().forEach(name -> out.textAlways(3, name));
        } else if (mute instanceof RecordedMute.OutsideActiveInterval outside) {
            outside.intervals().forEach(name -> out.textAlways(4, name));
        } else {
            throw new AssertionError("unhandled mute: " + mute);
        }
    }

    /** Reads the field at hand. */
    static RecordedAlerts read(Fields fields) throws MalformedRecordException {
        AlertsMessage reader = new AlertsMessage();
        fields.message(number -> {
            switch (number) {
                case 1 -> fields.numbers(reader.fingerprints::add);
                case 2 -> fields.numbers(reader.marks::add);
                case 3 -> reader.mutes.add(readMute(fields));
                case 4 -> reader.total = fields.number();
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        return reader.alerts(fields);
    }

    private static RecordedMute readMute(Fields fields) throws MalformedRecordException {
        List<String> silences = new ArrayList<>();
        List<String> muteIntervals = new ArrayList<>();
        List<String> activeIntervals = new ArrayList<>();
        List<RecordedMute> inhibitions = new ArrayList<>();
        fields.message(number -> {
            switch (number) {
                case 1 -> silences.add(fields.text());
                case 2 -> inhibitions.add(readInhibition(fields));
                case 3 -> muteIntervals.add(fields.text());
                case 4 -> activeIntervals.add(fields.text());
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        if (!inhibitions.isEmpty()) {
            return inhibitions.get(0);
        } else if (!silences.isEmpty()) {
            return new RecordedMute.Silenced(silences);
        }
        return muteIntervals.isEmpty()
                ? new RecordedMute.OutsideActiveInterval(activeIntervals)
                : new RecordedMute.InMuteInterval(muteIntervals);
    }

    private static RecordedMute readInhibition(Fields fields) throws MalformedRecordException {
        long[] indexAndSource = {0, 0};
        String[] name = {""};
        fields.message(number -> {
            switch (number) {
                case 1 -> indexAndSource[0] = fields.number();
                case 2 -> name[0] = fields.text();
                case 3 -> indexAndSource[1] = fields.number();
                default -> {
                    // Of a later version; the caller skips it.
                }
            }
        });
        return new RecordedMute.Inhibited((int) indexAndSource[0], name[0], new Fingerprint(indexAndSource[1]));
    }

    private RecordedAlerts alerts(Fields fields) throws MalformedRecordException {
        if (fingerprints.size() > RecordedAlerts.KEPT_MAX || !marks.isEmpty() && marks.size() != fingerprints.size()) {
            throw fields.problem(fingerprints.size() + " alerts with " + marks.size() + " marks");
        }
        List<RecordedAlert> first = new ArrayList<>(fingerprints.size());
        for (int i = 0; i < fingerprints.size(); i++) {
            long mark = marks.isEmpty() ? 0 : marks.get(i);
            first.add(
                    new RecordedAlert(new Fingerprint(fingerprints.get(i)), (mark & 1) == 1, mute(mark >>> 1, fields)));
        }
        if (total < 0 || total > Integer.MAX_VALUE) {
            throw fields.problem("no number of alerts: " + total);
        }
        return new RecordedAlerts(first, Math.max((int) total, first.size()));
    }

    /** @param place from 1; 0 for none */
    private Optional<RecordedMute> mute(long place, Fields fields) throws MalformedRecordException {
        if (place > mutes.size()) {
            throw fields.problem("mute " + place + " of " + mutes.size());
        }
        return place == 0 ? Optional.empty() : Optional.of(mutes.get((int) place - 1));
    }
}
