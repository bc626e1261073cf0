package io.tocsin.server.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.time.InstantSource;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Replaces a damaged file by what can be read of it, because an operator wants that. A file in order stays as it is, and so
 * does a damaged one if this is cut short: the next start is refused as this one was.
 *
 * <p>The file that was put aside is not touched again.
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
            Salvage.replace(place, damage, clock.instant()).ifPresent(StoreRecovery::report);
        } catch (IOException e) {
            throw unusable(e);
        }
    }

    private static void report(Salvage found) {
        LOG.atWarn()
                .addKeyValue("alerts", found.state().alerts().size())
                .addKeyValue("notifications", found.state().notifications().size())
                .addKeyValue("silences", found.state().silences().size())
                .addKeyValue("rules", found.rules().size())
                .addKeyValue("unreadable", found.unreadable())
                .log("Store recovered; whatever stood in damaged pages is lost");
    }

    private StoreException unusable(IOException e) {
        return StoreException.refused(place.file() + ": cannot be recovered (" + DiskFailure.reason(e) + ")", e);
    }
}
