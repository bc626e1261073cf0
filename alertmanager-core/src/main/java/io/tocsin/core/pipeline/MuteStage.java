package io.tocsin.core.pipeline;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.group.GroupFlush;
import io.tocsin.core.group.GroupFlush.FlushedAlert;
import io.tocsin.core.label.Labels;
import io.tocsin.core.pipeline.Notification.NotifiedAlert;
import io.tocsin.core.route.Route;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Leaves out of a flush what may not be sent now, and says why. Immutable. */
public final class MuteStage {
    private final List<Muter> muters;

    /** @param muters in the order of the pipeline; the first that objects is named */
    public MuteStage(List<Muter> muters) {
        this.muters = List.copyOf(muters);
    }

    /**
     * @param group absent when every alert is muted: the flush then ends successfully, and nothing is sent
     * @param muted why each alert that was left out was left out
     */
    public record Result(Optional<FlushedGroup> group, Map<Alert, MuteCause> muted) {}

    public Result apply(GroupFlush flush, Labels routeLabels) {
        List<NotifiedAlert> kept = new ArrayList<>(flush.alerts().size());
        Map<Alert, MuteCause> muted = new LinkedHashMap<>();
        for (FlushedAlert each : flush.alerts()) {
            Optional<MuteCause> cause = causeFor(each.alert().labels(), flush.route(), flush.tick());
            if (cause.isPresent()) {
                muted.put(each.alert(), cause.get());
            } else {
                kept.add(new NotifiedAlert(each.alert(), each.isResolved()));
            }
        }
        Optional<FlushedGroup> group =
                kept.isEmpty() ? Optional.empty() : Optional.of(flushedGroup(flush, routeLabels, kept));
        return new Result(group, muted);
    }

    /** Why an alert would not be sent at {@code now}. */
    public Optional<MuteCause> causeFor(Labels labels, Route route, Instant now) {
        for (Muter muter : muters) {
            Optional<MuteCause> cause = muter.causeFor(labels, route, now);
            if (cause.isPresent()) {
                return cause;
            }
        }
        return Optional.empty();
    }

    private static FlushedGroup flushedGroup(GroupFlush flush, Labels routeLabels, List<NotifiedAlert> kept) {
        return new FlushedGroup(
                flush.key(),
                flush.labels(),
                routeLabels,
                flush.route().repeatInterval(),
                kept,
                FlushedGroup.hashesOf(kept, each -> !each.isResolved()),
                FlushedGroup.hashesOf(kept, NotifiedAlert::isResolved),
                flush.tick(),
                flush.deadline());
    }
}
