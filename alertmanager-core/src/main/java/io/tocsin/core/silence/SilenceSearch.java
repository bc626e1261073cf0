package io.tocsin.core.silence;

import io.tocsin.core.label.Labels;
import io.tocsin.core.silence.SilenceBucket.Filed;
import java.util.Collection;
import java.util.LinkedHashSet;
import java.util.Set;

/** Collects the silences that match one label set. Not thread-safe; used once. */
final class SilenceSearch {
    /** A set, because two sets of one silence may match, and one that is added meanwhile may be met twice. */
    private final Set<SilenceHolder> found;

    private int examined;

    SilenceSearch(Collection<SilenceHolder> known) {
        this.found = new LinkedHashSet<>(known);
    }

    void examine(Filed filed, Labels labels) {
        examined++;
        if (filed.matches(labels)) {
            found.add(filed.holder());
        }
    }

    void examine(SilenceHolder holder, Labels labels) {
        examined++;
        if (holder.silence().matches(labels)) {
            found.add(holder);
        }
    }

    Set<SilenceHolder> found() {
        return found;
    }

    /** How many silences were looked at, or sets of them. */
    int examined() {
        return examined;
    }
}
