package io.tocsin.core.pipeline;

import io.tocsin.core.pipeline.Receiver.Integration;
import java.util.Arrays;
import java.util.Locale;
import java.util.Optional;

/** Which integrations are told that an alert is resolved while it is silenced, inhibited or muted by time. */
public enum ResolvesWhileMuted {
    /** Those that open incidents, which nobody would close otherwise. */
    INCIDENT,
    /** All that want resolved alerts. */
    ALL,
    /** None, as in the original. */
    NONE;

    /** Reads the value of {@code --notify.resolves-while-muted}; empty for anything else. */
    public static Optional<ResolvesWhileMuted> parse(String text) {
        return Arrays.stream(values())
                .filter(value -> value.name().toLowerCase(Locale.ROOT).equals(text))
                .findFirst();
    }

    boolean appliesTo(Integration integration) {
        return integration.sendResolved()
                && switch (this) {
                    case INCIDENT -> integration.opensIncidents();
                    case ALL -> true;
                    case NONE -> false;
                };
    }

    /** Whether {@code integration} may have to be told of {@code group} at all. */
    public boolean concerns(Integration integration, FlushedGroup group) {
        return !group.alerts().isEmpty() || (appliesTo(integration) && group.hasMutedResolves());
    }
}
