package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.core.record.MalformedRecordException;
import io.tocsin.server.storage.StorePlace.Depth;
import io.tocsin.server.storage.StorePlace.Opened;
import java.io.EOFException;
import java.io.IOException;
import java.nio.file.Files;
import java.util.OptionalLong;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Opens a file that is there, and tells one that must not be used from one that cannot be had. For one time. */
final class StoreOpening {
    private static final Logger LOG = LoggerFactory.getLogger(StoreOpening.class);

    private static final String WAY_OUT =
            "; start with --storage.recover to move it aside and keep what can be read, or bring back a copy";

    private final StorePlace place;
    private final boolean isReadOnly;
    private final Depth depth;
    private final Runnable onSync;

    /** @param onSync runs after each sync */
    StoreOpening(StorePlace place, boolean isReadOnly, Depth depth, Runnable onSync) {
        this.place = requireNonNull(place, "place");
        this.isReadOnly = isReadOnly;
        this.depth = requireNonNull(depth, "depth");
        this.onSync = requireNonNull(onSync, "onSync");
    }

    /**
     * Opens the file and reads it.
     *
     * @throws StoreException if it must not be used
     * @throws IOException if it cannot be had at the moment, or there is none
     */
    Opened open() throws StoreException, IOException {
        if (Files.size(place.file()) == 0) {
            throw damaged("it is empty", null);
        }
        JournalFileStore fileStore = new JournalFileStore();
        try {
            return loaded(fileStore);
        } catch (StoreException damage) {
            if (!damage.isDamage() || fileStore.isClosedInOrder()) {
                throw damage;
            }
            return withoutNewest(fileStore, damage);
        }
    }

    /**
     * A commit that was cut off by a loss of power may look complete from its head and its foot; nobody has been told that
     * it is durable, and the one before it is untouched.
     */
    private Opened withoutNewest(JournalFileStore damaged, StoreException damage) throws StoreException, IOException {
        JournalFileStore fileStore = damaged.withoutNewest();
        Opened opened;
        try {
            opened = loaded(fileStore);
        } catch (StoreException e) {
            throw damage;
        }
        LOG.atWarn()
                .addKeyValue("path", place.file())
                .log("The last commit was cut off when this server or its machine went down, and is left out");
        return opened;
    }

    private Opened loaded(JournalFileStore fileStore) throws StoreException, IOException {
        MVStore store;
        try {
            store = fileStore.openStore(place.address(place.file()), isReadOnly);
        } catch (MVStoreException e) {
            throw refusal(e);
        } catch (OutOfMemoryError e) {
            // Nothing large has been read yet: a length that is not what was written.
            throw damaged("a text of it has no end", e);
        }
        try {
            check(fileStore, store.getStoreVersion());
            StoreFile file = new StoreFile(store, place.mark(), onSync);
            StoredState held = file.load(Damage.FATAL);
            file.history().load(fileStore.newestCommit(), depth == Depth.ALL);
            Opened opened =
                    new Opened(file, held, file.takeRules(), file.history().lastId());
            fileStore.eraseLeftOut();
            return opened;
        } catch (StoreException e) {
            store.closeImmediately();
            throw e;
        } catch (MVStoreException e) {
            store.closeImmediately();
            throw refusal(e);
        } catch (MalformedRecordException e) {
            store.closeImmediately();
            throw damaged(String.valueOf(e.getMessage()), e);
        }
    }

    private void check(JournalFileStore fileStore, int format) throws StoreException {
        if (format > StorePlace.FORMAT) {
            throw newer("format " + format + ", expected " + StorePlace.FORMAT, null);
        }
        if (format < StorePlace.FORMAT) {
            throw damaged("format " + format + ", expected " + StorePlace.FORMAT, null);
        }
        if (fileStore.lacksCommits()) {
            throw damaged("the newest commits are missing", null);
        }
        OptionalLong mark = place.mark().read();
        if (mark.isPresent() && fileStore.lastChunkVersion() < mark.getAsLong()) {
            throw damaged(
                    "it ends at commit " + fileStore.lastChunkVersion() + ", and had come to " + mark.getAsLong()
                            + ": cut off, damaged at its end, or an older copy",
                    null);
        }
    }

    private StoreException refusal(MVStoreException e) throws IOException {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                StoreException.refused(
                        place.file() + ": another process uses it; two servers need two directories (--storage.path)",
                        e);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> newer(String.valueOf(e.getMessage()), e);
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> {
                IOException failure = DiskFailure.asIo(e);
                if (failure instanceof EOFException) {
                    yield damaged("it is cut off", e);
                }
                throw failure;
            }
            default -> damaged(String.valueOf(e.getMessage()), e);
        };
    }

    private StoreException newer(String what, @Nullable Throwable cause) {
        return StoreException.refused(
                place.file() + ": written by a newer version (" + what
                        + "); start that version, or use another directory" + " (--storage.path)",
                cause);
    }

    private StoreException damaged(String what, @Nullable Throwable cause) {
        return StoreException.damaged(place.file() + ": damaged (" + what + ")", WAY_OUT, cause);
    }
}
