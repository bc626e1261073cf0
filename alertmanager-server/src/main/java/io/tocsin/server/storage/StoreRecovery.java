package io.tocsin.server.storage;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Puts a damaged file aside and makes a new one of what can be read of it. A file in order stays as it is.
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
            Path aside = place.moveAside(clock.instant());
            LOG.atWarn()
                    .addKeyValue("path", aside)
                    .addKeyValue("err", damage.getMessage())
                    .log("Damaged store put aside");
            salvage(aside);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private void salvage(Path aside) throws StoreException, IOException {
        AtomicInteger unreadable = new AtomicInteger();
        StorePlace.Opened fresh = place.open(StorePlace.Depth.STATE, () -> {});
        try (StoreFile target = fresh.file()) {
            StoreFile source = place.salvageable(aside);
            try {
                StoredState found = source.load(e -> unreadable.incrementAndGet());
                target.write(found);
                target.remember(source.notes());
                target.history().addAll(source.history().all());
                target.alive(found.aliveAt().orElse(clock.instant()));
                target.commit();
                report(found, unreadable.get());
            } finally {
                source.abandon();
            }
        } catch (MVStoreException | MalformedRecordException e) {
            LOG.atWarn()
                    .addKeyValue("path", aside)
                    .addKeyValue("err", e.getMessage())
                    .log("Nothing of it can be read");
        }
    }

    private static void report(StoredState found, int unreadable) {
        LOG.atWarn()
                .addKeyValue("alerts", found.alerts().size())
                .addKeyValue("notifications", found.notifications().size())
                .addKeyValue("silences", found.silences().size())
                .addKeyValue("unreadable", unreadable)
                .log("Store recovered; whatever stood in damaged pages is lost");
    }

    private StoreException unusable(IOException e) {
        return StoreException.refused(place.file() + ": cannot be recovered (" + DiskFailure.reason(e) + ")", e);
    }
}
