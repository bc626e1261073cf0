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
import java.util.function.Function;

/** Leaves out of a flush what may not be sent now, and says why. Immutable. */
public final class MuteStage {
    private final List<Muter> muters;

    /** @param muters in the order of the pipeline; the first that objects is named */
    public MuteStage(List<Muter> muters) {
        this.muters = List.copyOf(muters);
    }

    /** @param muted why each alert that was left out was left out */
    public record Result(FlushedGroup group, Map<Alert, MuteCause> muted) {}

    public Result apply(GroupFlush flush, RouteLabels routeLabels) {
        List<NotifiedAlert> kept = new ArrayList<>(flush.alerts().size());
        List<NotifiedAlert> leftOut = new ArrayList<>();
        Map<Alert, MuteCause> muted = new LinkedHashMap<>();
        List<Function<Labels, Optional<MuteCause>>> questions = muters.stream()
                .map(muter -> question(muter, flush.route(), muter.goesByTick() ? flush.tick() : flush.at()))
                .toList();
        for (FlushedAlert each : flush.alerts()) {
            Optional<MuteCause> cause = first(questions, each.alert().labels());
            cause.ifPresent(why -> muted.put(each.alert(), why));
            (cause.isPresent() ? leftOut : kept).add(new NotifiedAlert(each.alert(), each.isResolved()));
        }
        return new Result(flushedGroup(flush, routeLabels, kept, leftOut), muted);
    }

    private static Function<Labels, Optional<MuteCause>> question(Muter muter, Route route, Instant now) {
        if (!muter.concernsRoute()) {
            return labels -> muter.causeFor(labels, route, now);
        }
        Optional<MuteCause> ofAll = muter.causeFor(Labels.EMPTY, route, now);
        return labels -> ofAll;
    }

    private static Optional<MuteCause> first(List<Function<Labels, Optional<MuteCause>>> questions, Labels labels) {
        for (Function<Labels, Optional<MuteCause>> question : questions) {
            Optional<MuteCause> cause = question.apply(labels);
            if (cause.isPresent()) {
                return cause;
            }
        }
        return Optional.empty();
    }

    /** Everything that would keep an alert from being sent at {@code now}, in the order of the pipeline. */
    public List<MuteCause> causesFor(Labels labels, Route route, Instant now) {
        return muters.stream()
                .flatMap(muter -> muter.causesFor(labels, route, now).stream())
                .toList();
    }

    private static FlushedGroup flushedGroup(
            GroupFlush flush, RouteLabels routeLabels, List<NotifiedAlert> kept, List<NotifiedAlert> leftOut) {
        return new FlushedGroup(
                flush.key(),
                flush.labels(),
                routeLabels,
                flush.route().repeatInterval(),
                kept,
                FlushedGroup.hashesOf(kept, each -> !each.isResolved()),
                FlushedGroup.hashesOf(kept, NotifiedAlert::isResolved),
                leftOut,
                flush.tick(),
                flush.deadline(),
                Optional.empty());
    }
}
