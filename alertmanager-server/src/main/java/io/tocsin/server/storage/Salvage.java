package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.record.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What can be read of a damaged file: everything but what stood in damaged pages. Nothing if the file lacks so much that no
 * commit is complete.
 *
 * @param unreadable records that are none
 */
record Salvage(
        StoredState state,
        Map<String, String> notes,
        List<RuleRecord> rules,
        Map<Long, byte[]> history,
        int unreadable) {
    private static final Logger LOG = LoggerFactory.getLogger(Salvage.class);

    Salvage {
        requireNonNull(state, "state");
        requireNonNull(notes, "notes");
        rules = List.copyOf(rules);
        requireNonNull(history, "history");
    }

    /** @return empty, and a line in the log, if it is nothing */
    private static Optional<Salvage> of(StorePlace place) throws IOException {
        try {
            StoreFile source = place.salvageable();
            try {
                AtomicInteger unreadable = new AtomicInteger();
                StoredState state = source.load(e -> unreadable.incrementAndGet());
                return Optional.of(new Salvage(
                        state,
                        source.notes(),
                        source.takeRules(),
                        source.history().all(),
                        unreadable.get()));
            } finally {
                source.abandon();
            }
        } catch (RuntimeException | MalformedRecordException e) {
            // Not only those of MVStore, which is not made for such files.
            LOG.atWarn()
                    .addKeyValue("path", place.file())
                    .addKeyValue("err", e instanceof MVStoreException ? e.getMessage() : e.toString())
                    .log("Nothing of it can be read");
            return Optional.empty();
        }
    }

    /**
     * Puts a damaged file aside, which the log tells, and a new one in its place that has what can be read of it. The
     * damaged one stays where it is until the new one is complete: whatever cuts this short, nobody finds less than there was.
     *
     * @param damage what is wrong with it
     * @return what the new one has; empty if it has nothing
     */
    static Optional<Salvage> replace(StorePlace place, StoreException damage, Instant now) throws IOException {
        Optional<Salvage> found = of(place);
        Path aside = place.replace(target -> found.ifPresent(each -> each.writeTo(target, now)), now);
        LOG.atWarn()
                .addKeyValue("path", aside)
                .addKeyValue("err", damage.finding())
                .log("Damaged store put aside");
        return found;
    }

    private void writeTo(StoreFile target, Instant now) {
        target.write(state);
        target.remember(notes);
        rules.forEach(rule -> target.rule(rule.key(), rule.encode()));
        target.history().addAll(history);
        target.alive(state.aliveAt().orElse(now));
    }
}
