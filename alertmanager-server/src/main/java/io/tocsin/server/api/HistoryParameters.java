package io.tocsin.server.api;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.history.HistoryEntry.Kind;
import io.tocsin.core.history.HistoryFilter;
import io.tocsin.core.history.HistoryQuery;
import io.tocsin.core.label.DurationSyntaxException;
import io.tocsin.core.label.Fingerprint;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.PrometheusDuration;
import io.tocsin.core.yaml.Spelling;
import io.tocsin.server.api.AlertQuery.BadParameterException;
import io.tocsin.server.api.SenderTime.UnreadableTimeException;
import io.tocsin.server.http.QueryParameters;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Reads what a request wants to see of the history. A parameter that is not known is an error: it was meant to leave something out. */
final class HistoryParameters {
    static final int LIMIT_DEFAULT = 100;

    private static final String ALERT = "alert";
    private static final String GROUP = "group";
    private static final String RECEIVER = "receiver";
    private static final String SILENCE = "silence";
    private static final String KIND = "kind";
    private static final String SINCE = "since";
    private static final String UNTIL = "until";
    private static final String LIMIT = "limit";
    private static final String BEFORE = "before";
    private static final String MEMBERS = "members";
    private static final String MEMBERS_ALL = "all";
    private static final String MEMBERS_ASKED = "asked";
    static final List<String> NAMES =
            List.of(ALERT, GROUP, RECEIVER, SILENCE, KIND, SINCE, UNTIL, LIMIT, BEFORE, MEMBERS);

    private static final String FINGERPRINT = "[0-9a-fA-F]{16}";

    private final QueryParameters query;
    private final FilterReader matchers;
    private final Instant now;

    private HistoryParameters(QueryParameters query, MatcherParser parser, Instant now) {
        this.query = requireNonNull(query, "query");
        this.matchers = new FilterReader(query, parser);
        this.now = requireNonNull(now, "now");
    }

    /**
     * What is asked for.
     *
     * @param only the alert that entries list, if the others of its groups are only counted
     */
    record Question(HistoryQuery query, Optional<Fingerprint> only) {}

    /** @param now from which durations are counted back */
    static Question read(QueryParameters query, MatcherParser parser, Instant now) throws BadParameterException {
        return new HistoryParameters(query, parser, now).read();
    }

    private Question read() throws BadParameterException {
        refuseOthers();
        Optional<Fingerprint> fingerprint = Optional.empty();
        List<Matcher> labels = new ArrayList<>();
        for (String alert : query.all(ALERT)) {
            if (alert.matches(FINGERPRINT)) {
                fingerprint = Optional.of(one(fingerprint, Fingerprint.parse(alert)));
            } else if (alert.indexOf('=') < 0 && alert.indexOf('~') < 0) {
                throw new BadParameterException(
                        ALERT + ": expected a fingerprint of 16 hexadecimal digits, a matcher such as"
                                + " alertname=DiskFull, or matchers in braces, got \"" + alert + "\"");
            } else {
                labels.addAll(matchers.oneOrSet(alert, ALERT + ": "));
            }
        }
        Optional<Instant> since = time(SINCE);
        Optional<Instant> until = time(UNTIL);
        if (since.isPresent() && until.isPresent() && since.get().isAfter(until.get())) {
            throw new BadParameterException(SINCE + ": " + since.get() + " is later than " + UNTIL + ", " + until.get()
                    + "; a duration is counted back from now");
        }
        HistoryFilter filter =
                new HistoryFilter(kinds(), fingerprint, labels, once(GROUP), once(RECEIVER), silence(), since, until);
        HistoryQuery asked = new HistoryQuery(filter, number(BEFORE, HistoryQuery.NEWEST, HistoryQuery.NEWEST), (int)
                number(LIMIT, LIMIT_DEFAULT, HistoryQuery.LIMIT_MAX));
        return new Question(asked, isOnlyAsked(fingerprint) ? fingerprint : Optional.empty());
    }

    private boolean isOnlyAsked(Optional<Fingerprint> fingerprint) throws BadParameterException {
        String members = once(MEMBERS).orElse(MEMBERS_ALL);
        if (!members.equals(MEMBERS_ALL) && !members.equals(MEMBERS_ASKED)) {
            throw new BadParameterException(
                    MEMBERS + ": expected one of: " + MEMBERS_ALL + ", " + MEMBERS_ASKED + ", got \"" + members + "\"");
        }
        boolean isOnlyAsked = members.equals(MEMBERS_ASKED);
        if (isOnlyAsked && fingerprint.isEmpty()) {
            throw new BadParameterException(MEMBERS + ": " + MEMBERS_ASKED + " needs a fingerprint as " + ALERT
                    + ", which is the one that is asked for");
        }
        return isOnlyAsked;
    }

    private void refuseOthers() throws BadParameterException {
        for (String name : query.names()) {
            if (!NAMES.contains(name)) {
                String meant = Spelling.closest(name, NAMES)
                        .map(near -> "; did you mean " + near + "?")
                        .orElse("; expected one of: " + String.join(", ", NAMES));
                throw new BadParameterException(name + ": unknown parameter" + meant);
            }
        }
    }

    private static Fingerprint one(Optional<Fingerprint> before, Fingerprint read) throws BadParameterException {
        if (before.isPresent() && !before.get().equals(read)) {
            throw new BadParameterException(
                    ALERT + ": " + before.get() + " and " + read + " (expected: one fingerprint)");
        }
        return read;
    }

    /** A parameter that is not repeatable: to see either of two is more than was asked for, to see one less. */
    private Optional<String> once(String name) throws BadParameterException {
        int times = query.all(name).size();
        if (times > 1) {
            throw new BadParameterException(name + ": given " + times + " times (expected: once)");
        }
        return query.last(name);
    }

    private Optional<String> silence() throws BadParameterException {
        Optional<String> id = once(SILENCE);
        if (id.isPresent() && !SilenceIds.isUuid(id.get())) {
            throw new BadParameterException(SILENCE + ": expected the id of a silence, such as"
                    + " 0a7ebd3a-8a3c-4b8e-a3a5-6c7a3a7fd9f1, got \"" + id.get() + "\"");
        }
        return id;
    }

    private Set<Kind> kinds() throws BadParameterException {
        Set<Kind> kinds = EnumSet.noneOf(Kind.class);
        for (String text : query.all(KIND)) {
            kinds.add(Arrays.stream(Kind.values())
                    .filter(kind -> kind.label().equals(text))
                    .findFirst()
                    .orElseThrow(() -> new BadParameterException(KIND + ": expected one of: "
                            + Arrays.stream(Kind.values()).map(Kind::label).collect(Collectors.joining(", "))
                            + ", got \"" + text + "\"")));
        }
        return kinds;
    }

    private Optional<Instant> time(String name) throws BadParameterException {
        Optional<String> text = once(name);
        return text.isEmpty() ? Optional.empty() : Optional.of(time(name, text.get()));
    }

    private Instant time(String name, String text) throws BadParameterException {
        try {
            return text.indexOf('-') > 0
                    ? new SenderTime().parse(text.toCharArray(), text.length()).toInstant()
                    : now.minus(PrometheusDuration.parse(text));
        } catch (UnreadableTimeException | DurationSyntaxException | DateTimeException e) {
            throw new BadParameterException(name + ": expected a time such as 2026-01-02T15:04:05Z, or a duration back"
                    + " from now such as 2h or 1d12h, got \"" + text + "\"");
        }
    }

    private long number(String name, long absent, long max) throws BadParameterException {
        Optional<String> text = once(name);
        if (text.isEmpty()) {
            return absent;
        }
        try {
            long number = Long.parseLong(text.get());
            if (number >= 1 && number <= max) {
                return number;
            }
        } catch (NumberFormatException ignored) {
            // Answered below, as numbers out of range.
        }
        throw new BadParameterException(name + ": expected a number from 1 to " + max + ", got \"" + text.get() + "\"");
    }
}
