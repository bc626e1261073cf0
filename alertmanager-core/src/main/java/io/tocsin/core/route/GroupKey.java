package io.tocsin.core.route;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import java.util.Optional;

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

    /**
     * Reads the printed form, as {@link #toString} gives it.
     *
     * @return empty if {@code text} is something else
     */
    public static Optional<GroupKey> read(String text) {
        int colon = colon(text);
        return colon < 0
                ? Optional.empty()
                : Labels.read(text.substring(colon + 1)).map(labels -> new GroupKey(text.substring(0, colon), labels));
    }

    /** The one between the route's matchers and the labels: those inside of quotes belong to values. */
    private static int colon(String text) {
        boolean isQuoted = false;
        for (int i = 0; i < text.length(); i++) {
            char c = text.charAt(i);
            if (c == '"') {
                isQuoted = !isQuoted;
            } else if (c == '\\' && isQuoted) {
                i++;
            } else if (c == ':' && !isQuoted && text.startsWith("}:{", i - 1)) {
                return i;
            }
        }
        return -1;
    }

    /** Prints <code>{}/{foo="bar"}:{alertname="x"}</code>, which receivers see and the original's logs hold. */
    @Override
    public String toString() {
        return routeKey + ':' + labels;
    }
}
