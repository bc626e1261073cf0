package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.route.Route;
import io.tocsin.core.silence.SilenceMatches;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * A stored alert together with the routes that its labels match, so that a re-post needs no routing.
 *
 * <p>Written by the intake owner; read by any thread.
 */
public final class RoutedAlert implements AlertHolder, GroupMember {
    // Volatile: API threads and shards read the version that the intake owner wrote last.
    private volatile Alert alert;

    // Volatile: replaced at a reload while API threads read it.
    private volatile List<Route> routes;

    /** False when a group may have let go of the alert, so that the next post has to be sent to its groups again. */
    // Volatile together with alert: see AggregationGroup.drop, which writes this and then reads the alert, while the
    // intake writes the alert and then reads this.
    private volatile boolean isInGroups;

    // Volatile: whoever looks the silences up first, a shard or an API thread, remembers them for all. A race looks
    // them up
    // twice, and either result is right.
    private volatile @Nullable SilenceMatches silences;

    RoutedAlert(Alert alert, List<Route> routes) {
        this.alert = requireNonNull(alert, "alert");
        this.routes = List.copyOf(routes);
    }

    @Override
    public Alert alert() {
        return alert;
    }

    /** The names of the receivers that this alert goes to, in the order of the routes; a name may stand twice. */
    public List<String> receivers() {
        List<Route> current = routes;
        return current.size() == 1
                ? List.of(current.get(0).receiver())
                : current.stream().map(Route::receiver).toList();
    }

    @Override
    public void update(Alert newest) {
        alert = newest;
    }

    @Override
    public void dropped() {
        isInGroups = false;
    }

    /** The silences found for these labels last; null if none were ever looked for. */
    @Nullable
    SilenceMatches silences() {
        return silences;
    }

    void remember(SilenceMatches found) {
        silences = found;
    }

    List<Route> routes() {
        return routes;
    }

    void reroute(List<Route> newRoutes) {
        routes = List.copyOf(newRoutes);
        isInGroups = false;
    }

    boolean isInGroups() {
        return isInGroups;
    }

    void sentToGroups() {
        isInGroups = true;
    }
}
