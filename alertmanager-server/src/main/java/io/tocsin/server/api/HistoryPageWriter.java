package io.tocsin.server.api;

import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.history.HistoryPage.Found;
import io.tocsin.core.history.HistoryText;
import io.tocsin.core.history.NotificationOutcome;
import io.tocsin.core.history.RecordedAlerts;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.history.RecordedMute;
import io.tocsin.core.history.RecordedSilence;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.GroupKey;
import io.tocsin.server.api.GoJson.Body;
import java.time.Duration;
import java.time.Instant;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import java.util.stream.Stream;

/** Writes pages of the history as JSON; {@code docs/history.md} describes the fields. */
final class HistoryPageWriter {
    private final HistoryPage page;
    private final Optional<Fingerprint> only;
    private final HistoryText text;

    private HistoryPageWriter(HistoryPage page, Optional<Fingerprint> only) {
        this.page = page;
        this.only = only;
        this.text = new HistoryText(page.labels());
    }

    /**
     * What writes the page, one after the other; none is longer than one alert with its labels.
     *
     * @param only the one alert that entries list; the others are counted, firing and resolved ones apart. Empty: all are listed
     */
    static Iterator<Body> parts(HistoryPage page, Optional<Fingerprint> only) {
        HistoryPageWriter writer = new HistoryPageWriter(page, only);
        return Stream.of(
                        Stream.<Body>of(writer::begin),
                        page.entries().stream().flatMap(writer::parts),
                        Stream.<Body>of(writer::end))
                .flatMap(Function.identity())
                .iterator();
    }

    /** Writes the page as a field: of each entry what all have. */
    static void writeBrief(GoJson out, String field, HistoryPage page) {
        HistoryPageWriter writer = new HistoryPageWriter(page, Optional.empty());
        out.writeFieldName(field);
        writer.begin(out);
        for (Found found : page.entries()) {
            writer.begin(out, found);
            out.writeEndObject();
        }
        writer.end(out);
    }

    private void begin(GoJson out) {
        out.writeStartObject();
        out.writeArrayFieldStart("entries");
    }

    private void end(GoJson out) {
        out.writeEndArray();
        page.next().ifPresent(next -> out.writeNumberField("next", next));
        if (page.unknownAlerts() > 0) {
            out.writeNumberField("unknownAlerts", page.unknownAlerts());
        }
        out.writeEndObject();
    }

    private Stream<Body> parts(Found found) {
        HistoryEntry entry = found.entry();
        Stream<Body> rest;
        if (entry instanceof Flush flush) {
            rest = Stream.concat(Stream.of(out -> write(out, flush)), alerts(flush.alerts()));
        } else if (entry instanceof Notification notification) {
            rest = Stream.concat(Stream.of(out -> write(out, notification)), alerts(notification.alerts()));
        } else if (entry instanceof SilenceChange change) {
            rest = Stream.of(out -> write(out, change));
        } else {
            throw new AssertionError("unhandled entry: " + entry);
        }
        return Stream.concat(
                Stream.concat(Stream.of(out -> begin(out, found)), rest), Stream.of(GoJson::writeEndObject));
    }

    private void begin(GoJson out, Found found) {
        HistoryEntry entry = found.entry();
        out.writeStartObject();
        out.writeNumberField("id", found.id());
        out.writeStringField("kind", entry.kind().label());
        time(out, "at", entry.at());
        out.writeStringField("text", text.of(entry));
    }

    // --- flushes and notifications ---

    private static void write(GoJson out, Flush flush) {
        group(out, flush.groupKey(), flush.receiver());
        out.writeNumberField("times", flush.times());
        time(out, "lastAt", flush.lastAt());
        out.writeArrayFieldStart("unneeded");
        for (Unneeded each : flush.unneeded()) {
            out.writeStartObject();
            out.writeStringField("integration", each.integration());
            out.writeNumberField("index", each.index());
            DedupVerdictWriter.write(out, each.verdict());
            out.writeEndObject();
        }
        out.writeEndArray();
    }

    private static void write(GoJson out, Notification notification) {
        group(out, notification.key().groupKey(), notification.key().receiver());
        out.writeStringField("integration", notification.key().integration());
        out.writeNumberField("index", notification.key().index());
        notification.reason().ifPresent(reason -> out.writeStringField("reason", reason.text()));
        write(out, notification.at(), notification.outcome());
        out.writeNumberField("attempts", notification.attempts().count());
        out.writeArrayFieldStart("attemptsMade");
        for (Attempt attempt : notification.attempts().kept()) {
            write(out, attempt);
        }
        out.writeEndArray();
    }

    private static void group(GoJson out, String groupKey, String receiver) {
        out.writeStringField("groupKey", groupKey);
        GroupKey.read(groupKey).ifPresent(key -> {
            out.writeFieldName("groupLabels");
            AlertWriter.write(out, key.labels());
        });
        out.writeStringField("receiver", receiver);
    }

    private static void write(GoJson out, Instant begun, NotificationOutcome outcome) {
        if (outcome instanceof NotificationOutcome.UnderWay) {
            out.writeStringField("outcome", "under_way");
        } else if (outcome instanceof NotificationOutcome.Sent sent) {
            out.writeStringField("outcome", "sent");
            end(out, begun, sent.endedAt());
        } else if (outcome instanceof NotificationOutcome.SentElsewhere elsewhere) {
            out.writeStringField("outcome", "sent_elsewhere");
            time(out, "endedAt", elsewhere.at());
            out.writeStringField("member", elsewhere.member());
        } else if (outcome instanceof NotificationOutcome.Failed failed) {
            out.writeStringField("outcome", "failed");
            end(out, begun, failed.endedAt());
            failure(out, failed.reason(), failed.message());
        } else if (outcome instanceof NotificationOutcome.Abandoned abandoned) {
            out.writeStringField("outcome", "abandoned");
            time(out, "foundAt", abandoned.foundAt());
        } else {
            throw new AssertionError("unhandled outcome: " + outcome);
        }
    }

    private static void end(GoJson out, Instant begun, Instant ended) {
        time(out, "endedAt", ended);
        // The clock may have been set back meanwhile.
        out.writeNumberField(
                "durationMillis", Math.max(0, Duration.between(begun, ended).toMillis()));
    }

    private static void write(GoJson out, Attempt attempt) {
        out.writeStartObject();
        out.writeNumberField("number", attempt.number());
        time(out, "at", attempt.at());
        out.writeNumberField("latencyMillis", attempt.latency().toMillis());
        if (attempt.result() instanceof SendResult.Delivered) {
            out.writeStringField("outcome", "delivered");
        } else if (attempt.result() instanceof SendResult.RetryLater retried) {
            out.writeStringField("outcome", "retried");
            failure(out, retried.reason(), retried.message());
        } else if (attempt.result() instanceof SendResult.Rejected rejected) {
            out.writeStringField("outcome", "rejected");
            failure(out, rejected.reason(), rejected.message());
        } else {
            throw new AssertionError("unhandled result: " + attempt.result());
        }
        out.writeEndObject();
    }

    private static void failure(GoJson out, FailureReason reason, String message) {
        out.writeObjectFieldStart("failure");
        out.writeStringField("reason", reason.label());
        out.writeStringField("message", message);
        out.writeEndObject();
    }

    // --- alerts ---

    private Stream<Body> alerts(RecordedAlerts alerts) {
        List<RecordedAlert> listed = alerts.first().stream()
                .filter(alert -> only.isEmpty() || only.get().equals(alert.fingerprint()))
                .toList();
        Stream<Body> each = listed.stream().map(alert -> out -> write(out, alert));
        return Stream.concat(
                Stream.concat(Stream.of(out -> out.writeArrayFieldStart("alerts")), each), Stream.of(out -> {
                    out.writeEndArray();
                    int leftOut = alerts.total() - listed.size();
                    if (leftOut > 0) {
                        out.writeNumberField("alertsLeftOut", leftOut);
                    }
                    counts(out, alerts);
                }));
    }

    /** What those that are not listed would say; of those beyond what is remembered nobody knows. */
    private void counts(GoJson out, RecordedAlerts alerts) {
        if (only.isPresent() && alerts.total() == alerts.first().size()) {
            long resolved =
                    alerts.first().stream().filter(RecordedAlert::isResolved).count();
            out.writeNumberField("firing", alerts.total() - resolved);
            out.writeNumberField("resolved", resolved);
        }
    }

    private void write(GoJson out, RecordedAlert alert) {
        out.writeStartObject();
        out.writeStringField("fingerprint", alert.fingerprint().toString());
        out.writeStringField("status", alert.status());
        labels(out, "labels", alert.fingerprint());
        alert.mute().ifPresent(mute -> write(out, mute));
        out.writeEndObject();
    }

    private void labels(GoJson out, String field, Fingerprint fingerprint) {
        Optional<Labels> labels = Optional.ofNullable(page.labels().get(fingerprint));
        labels.ifPresent(known -> {
            out.writeFieldName(field);
            AlertWriter.write(out, known);
        });
    }

    private void write(GoJson out, RecordedMute mute) {
        out.writeObjectFieldStart("mutedBy");
        if (mute instanceof RecordedMute.Silenced silenced) {
            out.writeStringField("reason", "silence");
            strings(out, "silences", silenced.silenceIds());
        } else if (mute instanceof RecordedMute.Inhibited inhibited) {
            out.writeStringField("reason", "inhibition");
            out.writeStringField("source", inhibited.source().toString());
            labels(out, "sourceLabels", inhibited.source());
            out.writeNumberField("rule", inhibited.ruleIndex());
            out.writeStringField("ruleName", inhibited.ruleName());
        } else if (mute instanceof RecordedMute.InMuteInterval inside) {
            out.writeStringField("reason", "mute_time_interval");
            strings(out, "intervals", inside.intervals());
        } else if (mute instanceof RecordedMute.OutsideActiveInterval outside) {
            out.writeStringField("reason", "active_time_interval");
            strings(out, "intervals", outside.intervals());
        } else {
            throw new AssertionError("unhandled mute: " + mute);
        }
        out.writeStringField("text", text.of(mute));
        out.writeEndObject();
    }

    // --- silences ---

    private static void write(GoJson out, SilenceChange change) {
        out.writeStringField("action", change.action().label());
        out.writeObjectFieldStart("by");
        out.writeStringField("identity", change.by().identity());
        out.writeStringField("address", change.by().address());
        out.writeEndObject();
        RecordedSilence silence = change.silence();
        out.writeObjectFieldStart("silence");
        out.writeStringField("id", silence.id());
        strings(out, "matchers", silence.matcherSets());
        time(out, "startsAt", silence.startsAt());
        time(out, "endsAt", silence.endsAt());
        out.writeStringField("createdBy", silence.createdBy());
        out.writeStringField("comment", silence.comment());
        out.writeEndObject();
        change.replacedBy().ifPresent(id -> out.writeStringField("replacedBy", id));
    }

    private static void strings(GoJson out, String field, List<String> values) {
        out.writeArrayFieldStart(field);
        values.forEach(out::writeString);
        out.writeEndArray();
    }

    private static void time(GoJson out, String field, Instant time) {
        out.writeStringField(field, ApiTime.format(time));
    }
}
