package io.tocsin.core.explain;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.engine.GroupState;
import io.tocsin.core.engine.GroupState.IntegrationState;
import io.tocsin.core.history.HistoryPage;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.MuteCause;
import io.tocsin.core.route.Route;
import io.tocsin.core.silence.Silence;
import io.tocsin.core.timeinterval.Location;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * Where an alert goes, what keeps it back and when its receivers hear of it next. Immutable.
 *
 * @param now when the question was asked
 * @param alert the stored alert; empty where the question is about labels that nobody has posted
 * @param routes why it takes the routes that it takes
 * @param destinations one for each route that it takes, in the order of the tree; at most {@link #DESTINATIONS_MAX}
 * @param destinationsLeftOut how many more it takes
 * @param nearMisses routes that it does not take, though somebody may expect it to, the likeliest first; at most
 *     {@link NearMiss#MAX}
 * @param past what was done about it, as far as that was asked for: at most {@link #PAST_MAX} entries, with a next one if
 *     there may be more
 */
public record Explanation(
        Instant now,
        Labels labels,
        Optional<Alert> alert,
        ShownRoutes routes,
        List<Destination> destinations,
        int destinationsLeftOut,
        List<NearMiss> nearMisses,
        HistoryPage past) {
    /** Entries of the history that are shown. */
    public static final int PAST_MAX = 10;

    /** Groups that are asked for one answer. */
    public static final int DESTINATIONS_MAX = 20;

    /** Silences that are named for one answer. */
    public static final int SILENCES_MAX = 10;

    public Explanation {
        requireNonNull(now, "now");
        requireNonNull(labels, "labels");
        requireNonNull(routes, "routes");
        destinations = List.copyOf(destinations);
        nearMisses = List.copyOf(nearMisses);
        requireNonNull(past, "past");
    }

    Explanation with(HistoryPage newPast) {
        return new Explanation(now, labels, alert, routes, destinations, destinationsLeftOut, nearMisses, newPast);
    }

    /** Whether the alert was posted, and has ended. */
    public boolean isResolved() {
        return alert.filter(posted -> posted.isResolvedAt(now)).isPresent();
    }

    /**
     * A route that the alert takes, and its group there.
     *
     * @param isBlackHole its receiver has no integrations
     * @param mutes everything that keeps the alert back now; empty if nothing does
     * @param group its group; empty while there is none, as before the first alert or after the last one left
     * @param integrations those of the receiver, as far as there is a group to ask about
     */
    public record Destination(
            Route route,
            Labels groupLabels,
            boolean isBlackHole,
            List<Mute> mutes,
            Optional<GroupState> group,
            List<IntegrationOutlook> integrations) {
        public Destination {
            requireNonNull(route, "route");
            requireNonNull(groupLabels, "groupLabels");
            mutes = List.copyOf(mutes);
            integrations = List.copyOf(integrations);
        }
    }

    /**
     * Something that keeps the alert back.
     *
     * @param silences those that silence it, the last to end first, at most {@link #SILENCES_MAX}; empty for other causes
     * @param silencesLeftOut how many more do
     * @param successors silences that go on when those end, without a gap; at most {@link #SILENCES_MAX}
     * @param locations whose clocks decide; empty unless time intervals are the cause
     * @param until when it ends by itself, its successors included, as far as that can be known now; empty if it is not foreseeable
     */
    public record Mute(
            MuteCause cause,
            List<Silence> silences,
            int silencesLeftOut,
            List<Silence> successors,
            List<Location> locations,
            Optional<Instant> until) {
        /** One of another kind than silences. */
        Mute(MuteCause cause, List<Location> locations, Optional<Instant> until) {
            this(cause, List.of(), 0, List.of(), locations, until);
        }

        public Mute {
            requireNonNull(cause, "cause");
            silences = List.copyOf(silences);
            successors = List.copyOf(successors);
            locations = List.copyOf(locations);
        }
    }

    /**
     * What comes next at one integration.
     *
     * @param nextDue the tick at which it is notified of the group next if nothing changes; empty if it is not
     */
    public record IntegrationOutlook(IntegrationState state, Optional<Instant> nextDue) {}
}
