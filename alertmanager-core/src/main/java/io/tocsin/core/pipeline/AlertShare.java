package io.tocsin.core.pipeline;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What a flush has to tell one integration of one alert; where that is nothing, why. */
public sealed interface AlertShare {
    /** If a notification is made, it shows the alert. */
    record Shown() implements AlertShare {}

    /**
     * If a notification is made, the alert is counted in it and not shown.
     *
     * @param shownMax how many alerts the integration shows; {@code > 0}
     */
    record Counted(int shownMax) implements AlertShare {}

    /** The alert fires, and is muted. */
    record KeptBack() implements AlertShare {}

    /** The alert is resolved, and the integration does not want resolved ones. */
    record ResolveUnwanted() implements AlertShare {}

    /** The alert is resolved, and the last notification said so. */
    record ResolveTold(Instant notifiedAt) implements AlertShare {
        public ResolveTold {
            requireNonNull(notifiedAt, "notifiedAt");
        }
    }

    /** The alert is resolved, and the last notification, if there was one, did not say that it fires: nothing is owed. */
    record NothingOwed() implements AlertShare {}

    /** The alert is resolved and has left its group; the last notification, if there was one, is about others. */
    record Left() implements AlertShare {}

    /**
     * The integration knows that the alert fired and does not hear that it is resolved: muted alerts leave their group
     * without a word.
     *
     * @param hasLeft it has left already, and is not about to
     */
    record ResolveDropped(boolean hasLeft) implements AlertShare {}
}
