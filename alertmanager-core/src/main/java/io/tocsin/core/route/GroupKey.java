package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;

/**
 * Names a group in the notification log and in payloads. Sibling routes with equal matchers share keys, as in the
 * original; where groups must be told apart, use them together with {@link Route#id}.
 *
 * @param routeKey the route's {@link Route#key}
 */
public record GroupKey(String routeKey, Labels labels) {
    public GroupKey {
        requireNonNull(routeKey, "routeKey");
        requireNonNull(labels, "labels");
    }

    /** Prints <code>{}/{foo="bar"}:{alertname="x"}</code>, which receivers see and the original's logs hold. */
    @Override
    public String toString() {
        return routeKey + ':' + labels;
    }
}
