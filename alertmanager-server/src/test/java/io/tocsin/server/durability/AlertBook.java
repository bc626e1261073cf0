package io.tocsin.server.durability;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.jspecify.annotations.Nullable;

/**
 * What senders know of their alerts. Each alert has one sender, which posts one change of it at a time. Thread-safe.
 *
 * <p>Alerts go by the value of their label {@value #NAME}.
 */
public final class AlertBook {
    /** The label that tells alerts apart. */
    public static final String NAME = "inst";

    /** Evidence, and what attempts under way may still say. */
    private static final int CHANGES_MAX = 16;

    private final Lives lives;
    private final Map<String, Track> tracks = new LinkedHashMap<>();

    AlertBook(Lives lives) {
        this.lives = lives;
    }

    /**
     * A post of an alert.
     *
     * @param version the value of its annotation "version"; rises
     * @param endsAt until when it fires; for a resolve the moment of that
     * @param isStartCertain whether the server must show {@code startsAt}; not if it is open what this post met
     * @param ackedAt when 200 was read; null while, and if, it was not
     */
    public record Change(
            int version,
            boolean fires,
            Instant startsAt,
            Instant endsAt,
            boolean isStartCertain,
            Instant sentAt,
            @Nullable Instant ackedAt) {
        Change acked(Instant now) {
            return new Change(version, fires, startsAt, endsAt, isStartCertain, sentAt, now);
        }
    }

    /** In which states an alert may be, at one moment or another of a time. */
    public record Possible(boolean firing, boolean notFiring) {
        public boolean certainlyFires() {
            return firing && !notFiring;
        }

        public boolean certainlyDoesNot() {
            return notFiring && !firing;
        }
    }

    private static final class Track {
        final AlertSpec spec;
        final Deque<Change> changes = new ArrayDeque<>();
        boolean isShortened;

        Track(AlertSpec spec) {
            this.spec = spec;
        }
    }

    public synchronized void add(AlertSpec spec) {
        tracks.put(spec.name(), new Track(spec));
    }

    public synchronized Collection<AlertSpec> specs() {
        return tracks.values().stream().map(track -> track.spec).toList();
    }

    synchronized AlertSpec spec(String name) {
        return track(name).spec;
    }

    /** Notes a post that is about to be sent. */
    synchronized void sent(String name, Change change) {
        Track track = track(name);
        track.changes.addLast(change);
        if (track.changes.size() > CHANGES_MAX) {
            track.changes.removeFirst();
            track.isShortened = true;
        }
    }

    synchronized void acked(String name, int version, Instant now) {
        Deque<Change> changes = track(name).changes;
        List<Change> all = new ArrayList<>(changes);
        changes.clear();
        all.forEach(change -> changes.addLast(change.version() == version ? change.acked(now) : change));
    }

    /** Takes it that the server knows nothing of the alert: it was seen to have lost it. */
    synchronized void forget(String name) {
        Track track = track(name);
        track.changes.clear();
        track.isShortened = false;
    }

    /** The posts of it that are kept, the oldest one first. */
    public synchronized List<Change> changes(String name) {
        return List.copyOf(track(name).changes);
    }

    /** The last post, acknowledged or not. */
    synchronized @Nullable Change last(String name) {
        return track(name).changes.peekLast();
    }

    /** The states that an alert may be in between two moments, both included. */
    public synchronized Possible possible(String name, Instant from, Instant to) {
        Track track = track(name);
        boolean firing = track.isShortened;
        boolean notFiring = true;
        for (Change change : track.changes) {
            if (change.sentAt().isAfter(to)) {
                break;
            }
            Instant acked = change.ackedAt();
            boolean isBase = acked != null && !acked.isAfter(from);
            boolean mayHaveEnded = !change.fires() || !to.isBefore(lives.firesUntil(change.sentAt(), change.endsAt()));
            firing = change.fires() || (!isBase && firing);
            notFiring = mayHaveEnded || (!isBase && notFiring);
        }
        return new Possible(firing, notFiring);
    }

    /**
     * Whether a version may be what the server shows. Annotations are written lazily: what was acknowledged shortly before
     * a life ended may be gone with it.
     */
    synchronized boolean mayShow(String name, int version, Instant now, Duration lazy) {
        int oldest = 0;
        int newest = 0;
        for (Change change : track(name).changes) {
            Instant acked = change.ackedAt();
            if (acked != null && acked.plus(lazy).isBefore(lives.endAfter(change.sentAt(), now))) {
                oldest = change.version();
            }
            newest = change.version();
        }
        return oldest <= version && version <= newest;
    }

    public synchronized String evidence(String name) {
        var text = new StringBuilder(track(name).spec + "\n");
        track(name).changes.forEach(change -> text.append(change).append('\n'));
        return text.append(lives.last(4)).toString();
    }

    private Track track(String name) {
        Track track = tracks.get(name);
        if (track == null) {
            throw new IllegalArgumentException("nobody posts " + name);
        }
        return track;
    }
}
