package io.tocsin.core.history;

import io.tocsin.core.engine.Requester;
import io.tocsin.core.history.Attempts.Attempt;
import io.tocsin.core.history.HistoryEntry.Flush;
import io.tocsin.core.history.HistoryEntry.Notification;
import io.tocsin.core.history.HistoryEntry.SilenceChange;
import io.tocsin.core.history.HistoryEntry.Unneeded;
import io.tocsin.core.history.RecordedAlerts.RecordedAlert;
import io.tocsin.core.label.Brief;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.GoQuote;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.pipeline.DedupVerdict;
import io.tocsin.core.pipeline.FailureReason;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.core.route.GroupKey;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.TreeSet;
import java.util.stream.Collectors;

/**
 * Entries of the history for people: what was done, by whom and why, in one sentence. Times in it are UTC, to the second;
 * that of the entry itself is left to whoever shows it.
 */
public final class HistoryText {
    private static final String ALERTNAME = "alertname";
    private static final int NAMES_MAX = 3;

    /** Of labels, names and comments that are repeated, in UTF-16 units. */
    private static final int REPEATED_MAX = 300;

    private final Map<Fingerprint, Labels> labels;

    /** @param labels of alerts that entries name, as far as they are known */
    public HistoryText(Map<Fingerprint, Labels> labels) {
        this.labels = Map.copyOf(labels);
    }

    /** The sentence, without a full stop. */
    public String of(HistoryEntry entry) {
        if (entry instanceof Flush flush) {
            return of(flush);
        } else if (entry instanceof Notification notification) {
            return of(notification);
        } else if (entry instanceof SilenceChange change) {
            return of(change);
        }
        throw new AssertionError("unhandled entry: " + entry);
    }

    // --- notifications ---

    private String of(Notification told) {
        String to = subject(told.key().groupKey(), told.alerts()) + " to "
                + told.key().receiver() + "/"
                + name(told.key().integration(), told.key().index()) + ": ";
        String what = told.reason().map(reason -> reason.text() + ", ").orElse("") + counts(told.alerts());
        NotificationOutcome outcome = told.outcome();
        if (outcome instanceof NotificationOutcome.Sent sent) {
            return told.alerts().total() == 0
                    ? "noted without sending " + to
                            + "all alerts resolved, of which it is not told (send_resolved: false)"
                    : "sent " + to + what + effort(told, sent.endedAt());
        } else if (outcome instanceof NotificationOutcome.SentElsewhere elsewhere) {
            return "learned from " + elsewhere.member() + ": sent " + to + what + ", at " + elsewhere.at();
        } else if (outcome instanceof NotificationOutcome.Failed failed) {
            return "FAILED to send " + to + failure(failed.reason(), cause(told, failed.message())) + "; " + what
                    + effort(told, failed.endedAt());
        } else if (outcome instanceof NotificationOutcome.UnderWay) {
            return "is sending " + to + what + attempts(told) + lastFailure(told);
        } else if (outcome instanceof NotificationOutcome.Abandoned) {
            return "began to send " + to + what + attempts(told)
                    + "; the server was stopped, and nobody saw whether it arrived" + lastFailure(told);
        }
        throw new AssertionError("unhandled outcome: " + outcome);
    }

    private static String failure(FailureReason reason, String message) {
        return message + " (" + reason.label() + ")";
    }

    /** The message as the attempt had it: what stands before it then, receiver and attempts, is said anyway. */
    private static String cause(Notification told, String message) {
        List<Attempt> kept = told.attempts().kept();
        for (int i = kept.size() - 1; i >= 0; i--) {
            String ofAttempt = message(kept.get(i).result());
            if (!ofAttempt.isEmpty() && message.endsWith(ofAttempt)) {
                return ofAttempt;
            }
        }
        return message;
    }

    private static String message(SendResult result) {
        if (result instanceof SendResult.RetryLater later) {
            return later.message();
        }
        return result instanceof SendResult.Rejected rejected ? rejected.message() : "";
    }

    private static String effort(Notification told, Instant ended) {
        return attempts(told) + ", " + took(Duration.between(told.at(), ended));
    }

    private static String attempts(Notification told) {
        int count = told.attempts().count();
        return ", " + count + (count == 1 ? " attempt" : " attempts");
    }

    private static String lastFailure(Notification told) {
        List<Attempt> kept = told.attempts().kept();
        boolean hasFailed = !kept.isEmpty() && kept.get(kept.size() - 1).result() instanceof SendResult.RetryLater;
        if (!hasFailed) {
            return "";
        }
        var last = (SendResult.RetryLater) kept.get(kept.size() - 1).result();
        return "; the last attempt failed: " + failure(last.reason(), last.message());
    }

    private static String took(Duration duration) {
        // The clock may have been set back meanwhile.
        long millis = Math.max(0, duration.toMillis());
        if (millis < 1_000) {
            return millis + " ms";
        }
        return millis < 60_000
                ? String.format(Locale.ROOT, "%.1f s", millis / 1_000.0)
                : PrometheusDuration.format(Duration.ofSeconds(millis / 1_000));
    }

    private static String name(String integration, int index) {
        return integration + "[" + index + "]";
    }

    // --- flushes ---

    private String of(Flush flush) {
        Map<String, Integer> causes = new LinkedHashMap<>();
        for (RecordedAlert alert : flush.alerts().first()) {
            alert.mute().ifPresent(mute -> causes.merge(of(mute), 1, Integer::sum));
        }
        String subject = subject(flush.groupKey(), flush.alerts());
        String again = flush.times() > 1 ? "; " + flush.times() + " times until " + time(flush.lastAt()) : "";
        return causes.isEmpty()
                ? "flushed " + subject + " for " + flush.receiver() + ": " + counts(flush.alerts()) + unneeded(flush)
                        + again
                : "kept " + subject + " back from " + flush.receiver() + ": "
                        + muted(causes, flush.alerts().total()) + again;
    }

    private static String muted(Map<String, Integer> causes, int total) {
        return causes.entrySet().stream()
                .map(cause -> cause.getValue()
                        + (cause.getValue() < total ? " of " + total : "")
                        + (total == 1 ? " alert " : " alerts ")
                        + cause.getKey())
                .collect(Collectors.joining("; "));
    }

    /** What muted an alert: "silenced by ...", "inhibited by ...". */
    public String of(RecordedMute mute) {
        if (mute instanceof RecordedMute.Silenced silenced) {
            return "silenced by " + String.join(", ", silenced.silenceIds());
        } else if (mute instanceof RecordedMute.Inhibited inhibited) {
            return "inhibited by " + alert(inhibited.source()) + " through "
                    + (inhibited.ruleName().isEmpty()
                            ? "inhibit_rules[" + inhibited.ruleIndex() + "]"
                            : GoQuote.quote(inhibited.ruleName()));
        } else if (mute instanceof RecordedMute.InMuteInterval inside) {
            return "in mute_time_intervals " + String.join(", ", inside.intervals());
        } else if (mute instanceof RecordedMute.OutsideActiveInterval outside) {
            return "outside active_time_intervals " + String.join(", ", outside.intervals());
        }
        throw new AssertionError("unhandled mute: " + mute);
    }

    private static String unneeded(Flush flush) {
        return flush.unneeded().stream().map(HistoryText::unneeded).collect(Collectors.joining());
    }

    private static String unneeded(Unneeded unneeded) {
        return "; " + name(unneeded.integration(), unneeded.index()) + " " + verdict(unneeded.verdict());
    }

    private static String verdict(DedupVerdict verdict) {
        if (verdict instanceof DedupVerdict.AlreadyNotified already) {
            return "had been told at " + time(already.notifiedAt()) + ", and is told again after "
                    + time(already.repeatsAfter());
        } else if (verdict instanceof DedupVerdict.ServedByOther served) {
            return "was told at " + time(served.notifiedAt()) + " by another member";
        } else if (verdict instanceof DedupVerdict.ResolveHeld held) {
            int open = held.stillFiring();
            return "is told that it is resolved once " + open + (open == 1 ? " muted alert is" : " muted alerts are")
                    + " resolved, too";
        } else if (verdict instanceof DedupVerdict.ResolveUnwanted) {
            return "is not told of resolved alerts (send_resolved: false)";
        } else if (verdict instanceof DedupVerdict.NothingToResolve) {
            return "had nothing to be told";
        } else if (verdict instanceof DedupVerdict.Notify notify) {
            return "was to be told: " + notify.reason().text();
        }
        throw new AssertionError("unhandled verdict: " + verdict);
    }

    // --- groups and alerts ---

    /** The group by its labels, and by the names of its alerts where those do not tell. */
    private String subject(String groupKey, RecordedAlerts alerts) {
        Optional<Labels> group = GroupKey.read(groupKey).map(GroupKey::labels);
        String shown = group.filter(known -> !known.isEmpty())
                .map(known -> Brief.of(known.toString(), REPEATED_MAX))
                .orElse("");
        if (group.filter(known -> known.has(ALERTNAME)).isPresent()) {
            return shown;
        }
        TreeSet<String> names = new TreeSet<>();
        for (RecordedAlert alert : alerts.first()) {
            Labels known = labels.get(alert.fingerprint());
            if (known != null && known.has(ALERTNAME)) {
                names.add(Brief.of(known.get(ALERTNAME), REPEATED_MAX));
            }
        }
        if (names.isEmpty()) {
            return shown.isEmpty() ? "{}" : shown;
        }
        String some = names.stream().limit(NAMES_MAX).collect(Collectors.joining(", "))
                + (names.size() > NAMES_MAX ? ", ..." : "");
        return shown.isEmpty() ? some : shown + " (" + some + ")";
    }

    private String alert(Fingerprint fingerprint) {
        Labels known = labels.get(fingerprint);
        return known == null ? fingerprint.toString() : Brief.of(known.toString(), REPEATED_MAX);
    }

    private static String counts(RecordedAlerts alerts) {
        int total = alerts.total();
        if (total > alerts.first().size()) {
            // What state the others had is not kept.
            return total + " alerts";
        }
        long resolved =
                alerts.first().stream().filter(RecordedAlert::isResolved).count();
        if (resolved == 0) {
            return total + " firing";
        }
        return (resolved == total ? "" : total - resolved + " firing and ") + resolved + " resolved";
    }

    // --- silences ---

    private static String of(SilenceChange change) {
        RecordedSilence silence = change.silence();
        String what = "silence " + silence.id() + " "
                + Brief.of(String.join(" or ", silence.matcherSets()), REPEATED_MAX) + " of "
                + GoQuote.quote(silence.createdBy()) + " (" + GoQuote.quote(Brief.of(silence.comment(), REPEATED_MAX))
                + ")";
        return who(change.by()) + " "
                + switch (change.action()) {
                    case CREATED -> "created " + what + " " + period(change);
                    case UPDATED -> "changed " + what + ", which lasts " + period(change) + " now";
                    case REPLACED ->
                        "replaced " + what + " by " + change.replacedBy().orElse("another");
                    case EXPIRED -> "expired " + what;
                    case IMPORTED -> "brought " + what + " " + period(change);
                };
    }

    private static String period(SilenceChange change) {
        RecordedSilence silence = change.silence();
        String start = silence.startsAt().isAfter(change.at()) ? "from " + time(silence.startsAt()) + " " : "";
        return start + "until " + time(silence.endsAt());
    }

    private static String who(Requester by) {
        return (by.identity().isEmpty() ? "somebody" : by.identity())
                + (by.address().isEmpty() ? "" : " (" + by.address() + ")");
    }

    private static String time(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
