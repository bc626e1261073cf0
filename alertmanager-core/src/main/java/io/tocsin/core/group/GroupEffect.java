package io.tocsin.core.group;

import static java.util.Objects.requireNonNull;

import java.time.Instant;

/** What an {@link AggregationGroup} wants done. */
public sealed interface GroupEffect {
    /** Deliver {@link GroupEvent.FlushDue} at {@code at}, in place of any earlier wish. */
    record FlushAt(Instant at) implements GroupEffect {
        public FlushAt {
            requireNonNull(at, "at");
        }
    }

    /** Run the pipeline, then deliver {@link GroupEvent.FlushFinished}. */
    record Flush(GroupFlush flush) implements GroupEffect {
        public Flush {
            requireNonNull(flush, "flush");
        }
    }

    /** The group is empty and done: forget it and its timer. */
    record Forget() implements GroupEffect {}
}
