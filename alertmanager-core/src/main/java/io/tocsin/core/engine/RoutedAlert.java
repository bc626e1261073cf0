package io.tocsin.core.engine;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.alert.AlertHolder;
import io.tocsin.core.group.GroupMember;
import io.tocsin.core.group.MemberState;
import io.tocsin.core.label.Labels;
import io.tocsin.core.route.GroupKey;
import io.tocsin.core.route.Route;
import io.tocsin.core.silence.SilenceMatches;
import io.tocsin.core.stamp.Stamp;
import io.tocsin.core.stamp.Stamped;
import java.util.List;
import java.util.Optional;
import java.util.function.BiConsumer;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * A stored alert together with the routes that its labels match, so that a re-post needs no routing.
 *
 * <p>Written by the intake owner; read by any thread.
 */
public final class RoutedAlert implements AlertHolder, GroupMember {
    private static final int MARK_BITS = 2;
    private static final long MARK_MASK = (1 << MARK_BITS) - 1;

    /** What is set in the marks of groups that were flushed, and in no others. */
    private static final long MARKS_PROCESSED = 0xAAAA_AAAA_AAAA_AAAAL;

    /** An alert of more groups than this is counted as what the first ones made of it. */
    private static final int MARKED_ROUTES_MAX = Long.SIZE / MARK_BITS;

    // Volatile: API threads and shards read the version that the intake owner wrote last.
    private volatile Alert alert;

    /** Null where {@link Alert#updatedAt} says as much. */
    // Volatile: written by the intake owner after the version, read by others before it, so that no version shows under
    // a stamp that is newer.
    private volatile @Nullable Stamp stamp;

    /** Null unless the version is one that nobody wrote. */
    // Volatile: written by the intake owner, read by whoever shows alerts to other members.
    private volatile @Nullable Stamped<Alert> written;

    /** Null where there is nothing to know; the intake's own. */
    private @Nullable Told told;

    // Volatile: replaced at a reload while API threads read it.
    private volatile List<Route> routes;

    // Volatile: set by the intake, read by whoever lists alerts.
    private volatile boolean isRetired;

    /** False when a group may have let go of the alert, so that the next post has to be sent to its groups again. */
    // Volatile together with alert: see AggregationGroup.drop, which writes this and then reads the alert, while the
    // intake writes the alert and then reads this.
    private volatile boolean isInGroups;

    /** Whether the journal has not taken the last refresh yet. */
    // Volatile together with alert: the intake writes the alert and then reads this, the journal writes this and
    // then reads the alert, so that no refresh is missed.
    private volatile boolean isRefreshed;

    // Volatile: whoever looks the silences up first, a shard or an API thread, remembers them for all. A race looks
    // them up twice, and either result is right.
    private volatile @Nullable SilenceMatches silences;

    /** What the group of each route made of it: two bits for each, 0 where the group does not have it. */
    // Volatile: written by shards, read by whoever counts alerts.
    private volatile long marks;

    /** The journal's own: read and written by its thread alone. */
    private @Nullable Object journalEntry;

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
    public @Nullable Stamp stamp() {
        return stamp;
    }

    /** Of the version that was given to {@link #update} last; called after that, by the store's owner alone. */
    void setStamp(@Nullable Stamp newest) {
        stamp = newest;
        written = null;
    }

    /**
     * Takes a version that nobody wrote: the alert fires beyond its end, after a time in which nobody could say anything. Whatever
     * others know of the version before it counts more.
     */
    void hold(Alert held) {
        Stamped<Alert> before = version();
        written = before;
        stamp = before.stamp().assumed();
        alert = held;
        if (told != null) {
            told.holdBack(null);
        }
    }

    /** The version before this one, if nobody wrote this one; null otherwise. */
    @Nullable
    Stamped<Alert> heldSince() {
        return written;
    }

    boolean isAssumed() {
        return written != null;
    }

    /** What other members know of it. */
    Told told() {
        Told known = told;
        if (known == null) {
            known = new Told();
            told = known;
        }
        return known;
    }

    @Override
    public boolean isRetired() {
        return isRetired;
    }

    @Override
    public void retire() {
        isRetired = true;
    }

    @Override
    public @Nullable Object journalEntry() {
        return journalEntry;
    }

    @Override
    public void setJournalEntry(Object entry) {
        journalEntry = requireNonNull(entry, "entry");
    }

    /** Synchronized: several shards mark one alert, each for its own route. */
    @Override
    public synchronized boolean marked(Route route, MemberState state) {
        boolean wasProcessed = isProcessed(marks);
        mark(route, markOf(state));
        return isProcessed(marks) != wasProcessed;
    }

    private static boolean isProcessed(long marks) {
        return (marks & MARKS_PROCESSED) != 0;
    }

    @Override
    public synchronized void dropped(Route route) {
        mark(route, 0);
        isInGroups = false;
    }

    private void mark(Route route, int value) {
        int shift = shift(indexOf(route));
        if (shift >= 0) {
            marks = (marks & ~(MARK_MASK << shift)) | ((long) value << shift);
        }
    }

    /** Routes are told apart by identity: equal siblings are two. Not one of ours any more after a reload. */
    @SuppressWarnings("ReferenceEquality")
    private int indexOf(Route route) {
        List<Route> current = routes;
        for (int i = 0; i < current.size(); i++) {
            if (current.get(i) == route) {
                return i;
            }
        }
        return -1;
    }

    private static int shift(int index) {
        return index < MARKED_ROUTES_MAX ? index * MARK_BITS : -1;
    }

    /** What its groups made of it, the last of the constants where they differ; empty if it is in none. */
    public Optional<MemberState> state() {
        int highest = 0;
        for (long rest = marks; rest != 0; rest >>>= MARK_BITS) {
            highest = Math.max(highest, (int) (rest & MARK_MASK));
        }
        return stateOf(highest);
    }

    /** Greater for what counts of an alert in several groups. */
    private static int markOf(MemberState state) {
        return switch (state) {
            case UNPROCESSED -> 1;
            case ACTIVE -> 2;
            case SUPPRESSED -> 3;
        };
    }

    private static Optional<MemberState> stateOf(int mark) {
        return switch (mark) {
            case 1 -> Optional.of(MemberState.UNPROCESSED);
            case 2 -> Optional.of(MemberState.ACTIVE);
            case 3 -> Optional.of(MemberState.SUPPRESSED);
            default -> Optional.empty();
        };
    }

    /** Shows every group that has it, by its key, and what that one made of it. */
    public void forEachGroup(BiConsumer<GroupKey, MemberState> taker) {
        List<Route> current = routes;
        Labels labels = alert.labels();
        for (int i = 0; i < Math.min(current.size(), MARKED_ROUTES_MAX); i++) {
            Route route = current.get(i);
            stateOf((int) ((marks >>> shift(i)) & MARK_MASK))
                    .ifPresent(state -> taker.accept(route.groupKey(route.groupLabels(labels)), state));
        }
    }

    /** The silences found for these labels last; null if none were ever looked for. */
    @Nullable
    SilenceMatches silences() {
        return silences;
    }

    void remember(SilenceMatches found) {
        silences = found;
    }

    /** The newest version is a refresh, of which the journal is not told in any other way. */
    void refreshed() {
        if (!isRefreshed) {
            isRefreshed = true;
        }
    }

    /** See {@link StateStore.LiveState#takeRefreshed}. */
    void takeRefreshed(Predicate<? super RoutedAlert> taker) {
        if (isRefreshed) {
            isRefreshed = false;
            if (!taker.test(this)) {
                isRefreshed = true;
            }
        }
    }

    List<Route> routes() {
        return routes;
    }

    synchronized void reroute(List<Route> newRoutes) {
        routes = List.copyOf(newRoutes);
        marks = 0;
        isInGroups = false;
    }

    boolean isInGroups() {
        return isInGroups;
    }

    void sentToGroups() {
        isInGroups = true;
    }
}
