package io.tocsin.server.api;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.LabelPattern;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.MatcherParser;
import io.tocsin.core.label.MatcherSyntaxException;
import io.tocsin.server.http.QueryParameters;
import io.tocsin.server.overview.AlertStatuses.AlertStatus;
import java.io.Serial;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Function;
import org.jspecify.annotations.Nullable;

/**
 * Which alerts and groups a GET asks for. Immutable.
 *
 * @param receiverMatchers all of them must match the labels of one receiver
 * @see "Upstream: api/v2 getAlertsHandler, getAlertGroupsHandler and matchFilterLabels, v0.34.0"
 */
record AlertQuery(List<Matcher> filter, Optional<LabelPattern> receiver, List<Matcher> receiverMatchers, Shown shown) {

    /** Which states are wanted; {@code muted} counts for groups alone. */
    record Shown(boolean active, boolean silenced, boolean inhibited, boolean muted) {}

    /** A parameter that cannot be read; answered with 400 and the message as a JSON string. */
    static final class BadParameterException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        BadParameterException(String message) {
            this(message, null);
        }

        BadParameterException(String message, @Nullable MatcherSyntaxException cause) {
            super(message, cause, false, false);
        }
    }

    AlertQuery {
        filter = List.copyOf(filter);
        receiverMatchers = List.copyOf(receiverMatchers);
    }

    static AlertQuery parse(QueryParameters query, MatcherParser parser) throws BadParameterException {
        FilterReader reader = new FilterReader(query, parser);
        return new AlertQuery(
                reader.filter(),
                reader.receiver(),
                reader.receiverMatchers(),
                new Shown(
                        query.flagDefaultTrue("active"),
                        query.flagDefaultTrue("silenced"),
                        query.flagDefaultTrue("inhibited"),
                        query.flagDefaultTrue("muted")));
    }

    /** Whether an alert that ended before {@code now}, or that the filter refuses, stays out. */
    boolean accepts(Alert alert, Instant now) {
        return !alert.endsAt().isBefore(now) && matchesFilter(alert.labels());
    }

    private boolean matchesFilter(Labels labels) {
        for (Matcher matcher : filter) {
            if (!matches(matcher, labels)) {
                return false;
            }
        }
        return true;
    }

    /** A matcher with an empty value asks whether the label is there at all. */
    private static boolean matches(Matcher matcher, Labels labels) {
        if (matcher.value().isEmpty()
                && labels.has(matcher.name()) == matcher.type().isNegative()) {
            return true;
        }
        return matcher.matches(labels);
    }

    /** Active is also what only a time interval mutes, as upstream. */
    boolean accepts(AlertStatus status) {
        return (shown.active() || status.isSuppressed())
                && (shown.silenced() || status.silencedBy().isEmpty())
                && (shown.inhibited() || status.inhibitedBy().isEmpty());
    }

    /** Whether one of the receivers fits the pattern, and one, perhaps another, the matchers. */
    boolean acceptsAny(List<String> receivers, Function<String, Labels> labelsOf) {
        if (receiver.isEmpty() && receiverMatchers.isEmpty()) {
            return true;
        }
        return (receiver.isEmpty() || receivers.stream().anyMatch(receiver.get()::matches))
                && (receiverMatchers.isEmpty()
                        || receivers.stream().anyMatch(name -> matchAll(receiverMatchers, labelsOf.apply(name))));
    }

    /** Whether this receiver fits both the pattern and the matchers. */
    boolean accepts(String name, Function<String, Labels> labelsOf) {
        return acceptsAny(List.of(name), labelsOf);
    }

    static boolean matchAll(List<Matcher> matchers, Labels labels) {
        return matchers.stream().allMatch(matcher -> matcher.matches(labels));
    }
}
