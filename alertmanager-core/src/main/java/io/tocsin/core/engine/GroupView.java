package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.group.GroupMember;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.RouteLabels;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * An aggregation group at one moment. Immutable, but for its members, which always show their newest version, and for when it is
 * due.
 *
 * @param members all of them, resolved ones that still wait for their notification included, in no particular order
 * @param mutedBy names of the time intervals that mute the group now
 * @param nextFlush when it is due to be flushed, at the time of asking; any thread may ask
 */
public record GroupView(
        String key,
        Labels labels,
        String receiver,
        RouteLabels routeLabels,
        List<GroupMember> members,
        List<String> mutedBy,
        Supplier<Optional<Instant>> nextFlush) {

    public GroupView {
        requireNonNull(key, "key");
        requireNonNull(labels, "labels");
        requireNonNull(receiver, "receiver");
        requireNonNull(routeLabels, "routeLabels");
        members = List.copyOf(members);
        mutedBy = List.copyOf(mutedBy);
        requireNonNull(nextFlush, "nextFlush");
    }
}
