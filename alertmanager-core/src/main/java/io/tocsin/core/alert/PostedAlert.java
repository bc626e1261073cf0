package io.tocsin.core.alert;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Labels;
import org.jspecify.annotations.Nullable;

/**
 * An alert as a sender posted it, before defaults and checks.
 *
 * @param labels may be empty and may hold empty values here
 * @param startsAt null when the sender gave none (also Go's zero time)
 * @param endsAt null when the sender gave none (also Go's zero time)
 * @param generatorUrl empty when the sender gave none
 */
public record PostedAlert(
        Labels labels,
        Labels annotations,
        @Nullable Timestamp startsAt,
        @Nullable Timestamp endsAt,
        String generatorUrl) {

    public PostedAlert {
        requireNonNull(labels, "labels");
        requireNonNull(annotations, "annotations");
        requireNonNull(generatorUrl, "generatorUrl");
    }
}
