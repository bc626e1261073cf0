package io.tocsin.core.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * The silences that match one label set, whatever their state: remembered with an alert, so that asking again costs
 * nothing while no silence is added. Immutable; the silences in it are seen as they are when asked.
 */
public final class SilenceMatches {
    private static final Comparator<SilenceHolder> BY_ID =
            Comparator.comparing(holder -> holder.silence().id());

    private final long version;
    private final SilenceHolder[] holders;

    /**
     * @param version of the {@link Silences} at which the match was made
     * @param found in any order, each once
     */
    SilenceMatches(long version, Collection<SilenceHolder> found) {
        this.version = version;
        this.holders = found.toArray(SilenceHolder[]::new);
        Arrays.sort(holders, BY_ID);
    }

    long version() {
        return version;
    }

    List<SilenceHolder> holders() {
        return Arrays.asList(holders);
    }

    /** The ids of those that mute at {@code time}, in order. */
    public List<String> activeAt(Instant time) {
        return ids(time, state -> state == SilenceState.ACTIVE);
    }

    /** The ids of those that mute at {@code time} or are still to come, in order. */
    public List<String> unendedAt(Instant time) {
        return ids(time, state -> state != SilenceState.EXPIRED);
    }

    /**
     * Those that take over from one another, without a gap, when the last of those that mute at {@code time} ends; none if
     * nothing mutes then.
     */
    public List<Silence> successorsAt(Instant time) {
        List<Silence> waiting = new ArrayList<>();
        Instant end = Instant.MIN;
        for (SilenceHolder holder : holders) {
            Silence silence = holder.silence();
            SilenceState state = silence.stateAt(time);
            if (state == SilenceState.PENDING) {
                waiting.add(silence);
            } else if (state == SilenceState.ACTIVE && silence.endsAt().isAfter(end)) {
                end = silence.endsAt();
            }
        }
        waiting.sort(Comparator.comparing(Silence::startsAt));
        return chain(waiting, end);
    }

    /** @param waiting by their start */
    private static List<Silence> chain(List<Silence> waiting, Instant end) {
        List<Silence> chain = new ArrayList<>();
        Instant reached = end;
        @Nullable Silence best = null;
        for (Silence each : waiting) {
            if (each.startsAt().isAfter(reached) && best != null) {
                chain.add(best);
                reached = best.endsAt();
                best = null;
            }
            if (each.startsAt().isAfter(reached)) {
                return chain;
            }
            if (each.endsAt().isAfter(best == null ? reached : best.endsAt())) {
                best = each;
            }
        }
        if (best != null) {
            chain.add(best);
        }
        return chain;
    }

    private List<String> ids(Instant time, Predicate<SilenceState> isWanted) {
        @Nullable List<String> ids = null;
        for (SilenceHolder holder : holders) {
            Silence silence = holder.silence();
            if (isWanted.test(silence.stateAt(time))) {
                ids = ids == null ? new ArrayList<>(holders.length) : ids;
                ids.add(silence.id());
            }
        }
        return ids == null ? List.of() : ids;
    }
}
