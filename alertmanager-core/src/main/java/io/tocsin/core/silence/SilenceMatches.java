package io.tocsin.core.silence;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
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
        return idsIn(SilenceState.ACTIVE, time);
    }

    /** The ids of those that are still to come at {@code time}, in order. */
    public List<String> pendingAt(Instant time) {
        return idsIn(SilenceState.PENDING, time);
    }

    private List<String> idsIn(SilenceState state, Instant time) {
        @Nullable List<String> ids = null;
        for (SilenceHolder holder : holders) {
            Silence silence = holder.silence();
            if (silence.stateAt(time) == state) {
                ids = ids == null ? new ArrayList<>(holders.length) : ids;
                ids.add(silence.id());
            }
        }
        return ids == null ? List.of() : ids;
    }
}
