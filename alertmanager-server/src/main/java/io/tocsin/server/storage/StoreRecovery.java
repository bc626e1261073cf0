package io.tocsin.server.storage;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a damaged file aside and a new one in its place, which has what can be read of it. A file in order stays as it is, and
 * a damaged one until the new one is complete: whatever cuts this short, the next start is refused as this one was.
 *
 * <p>What is lost is what stood in damaged pages; a file that lacks so much that no commit is complete gives nothing back. The
 * file that was put aside is not touched again.
 */
final class StoreRecovery {
    private static final Logger LOG = LoggerFactory.getLogger(StoreRecovery.class);

    private final StorePlace place;
    private final InstantSource clock;

    StoreRecovery(StorePlace place, InstantSource clock) {
        this.place = place;
        this.clock = clock;
    }

    /** @throws StoreException if the file must not be used for another reason than damage, or cannot be replaced */
    void run() throws StoreException {
        if (Files.notExists(place.file())) {
            LOG.atInfo().addKeyValue("path", place.file()).log("There is no store to recover");
            return;
        }
        try {
            place.read(StorePlace.Depth.ALL);
            LOG.atInfo().addKeyValue("path", place.file()).log("Store is not damaged, and stays as it is");
        } catch (StoreException e) {
            if (!e.isDamage()) {
                throw e;
            }
            replace(e);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void replace(StoreException damage) throws StoreException {
        try {
            Optional<Salvage> found = salvage();
            Path aside = place.replace(target -> found.ifPresent(each -> write(each, target)), clock.instant());
            LOG.atWarn()
                    .addKeyValue("path", aside)
                    .addKeyValue("err", damage.getMessage())
                    .log("Damaged store put aside");
            found.ifPresent(StoreRecovery::report);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    /** @param unreadable records that are none */
    private record Salvage(StoredState state, Map<String, String> notes, Map<Long, byte[]> history, int unreadable) {}

    private Optional<Salvage> salvage() throws IOException {
        try {
            StoreFile source = place.salvageable(place.real());
            try {
                AtomicInteger unreadable = new AtomicInteger();
                StoredState state = source.load(e -> unreadable.incrementAndGet());
                return Optional.of(
                        new Salvage(state, source.notes(), source.history().all(), unreadable.get()));
            } finally {
                source.abandon();
            }
        } catch (MVStoreException | MalformedRecordException e) {
            LOG.atWarn()
                    .addKeyValue("path", place.file())
                    .addKeyValue("err", e.getMessage())
                    .log("Nothing of it can be read");
            return Optional.empty();
        }
    }

    private void write(Salvage found, StoreFile target) {
        target.write(found.state());
        target.remember(found.notes());
        target.history().addAll(found.history());
        target.alive(found.state().aliveAt().orElse(clock.instant()));
    }

    private static void report(Salvage found) {
        LOG.atWarn()
                .addKeyValue("alerts", found.state().alerts().size())
                .addKeyValue("notifications", found.state().notifications().size())
                .addKeyValue("silences", found.state().silences().size())
                .addKeyValue("unreadable", found.unreadable())
                .log("Store recovered; whatever stood in damaged pages is lost");
    }

    private StoreException unusable(IOException e) {
        return StoreException.refused(place.file() + ": cannot be recovered (" + DiskFailure.reason(e) + ")", e);
    }
}
