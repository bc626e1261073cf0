package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;

/**
 * Where the store's file is, and how it is opened. Immutable.
 *
 * @param folder of {@code tocsin.db}
 * @param scheme put before the file's path when MVStore opens it; empty but in tests
 */
record StorePlace(Path folder, String scheme) {
    /** Of what the file holds; a file of a higher one is not opened. */
    static final int FORMAT = 1;

    private static final String NAME = "tocsin.db";

    private static final String WAY_OUT =
            "; start with --storage.recover to move it aside and keep what can be read, or bring back a copy";

    StorePlace {
        requireNonNull(folder, "folder");
        requireNonNull(scheme, "scheme");
    }

    Path file() {
        return folder.resolve(NAME);
    }

    /**
     * Opens the file, or makes a new one where there is none.
     *
     * @throws StoreException if there is one that must not be used
     * @throws IOException if it cannot be had at the moment
     */
    MVStore open() throws StoreException, IOException {
        Files.createDirectories(folder);
        if (!Files.exists(file())) {
            create();
        }
        return opened(file(), false);
    }

    /**
     * Opens a file that is there without being able to write to it.
     *
     * @throws StoreException if there is one that must not be used
     * @throws IOException if it cannot be had at the moment
     */
    MVStore openReadOnly() throws StoreException, IOException {
        return opened(file(), true);
    }

    /**
     * What the file holds, without writing to it.
     *
     * @throws StoreException if there is none, another process has it, or it must not be used
     */
    StoredState read() throws StoreException {
        try (MVStore store = openReadOnly()) {
            return new StoreFile(store, () -> {}).load();
        } catch (MVStoreException | MalformedRecordException e) {
            throw corrupt(String.valueOf(e.getMessage()), e);
        } catch (NoSuchFileException e) {
            throw new StoreException(file() + ": there is no such file", e);
        } catch (IOException e) {
            throw new StoreException(file() + ": cannot be read (" + e.getMessage() + ")", e);
        }
    }

    /** Under another name first: a file that is there under its own name is never half made. */
    private void create() throws StoreException, IOException {
        Path draft = folder.resolve(NAME + ".new");
        Files.deleteIfExists(draft);
        try (MVStore store = mvStore(draft, false)) {
            store.setStoreVersion(FORMAT);
            store.commit();
            store.sync();
        } catch (MVStoreException e) {
            throw asIo(e);
        }
        Files.move(draft, file(), StandardCopyOption.ATOMIC_MOVE);
        try (FileChannel directory = FileChannel.open(folder, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private MVStore opened(Path path, boolean readOnly) throws StoreException, IOException {
        if (Files.size(path) == 0) {
            throw new StoreException(path + ": the file is empty, which it never is" + WAY_OUT);
        }
        MVStore store;
        try {
            store = mvStore(path, readOnly);
        } catch (MVStoreException e) {
            throw refusal(e);
        }
        int format = store.getStoreVersion();
        if (format != FORMAT) {
            store.closeImmediately();
            throw format > FORMAT
                    ? newer("format " + format, null)
                    : corrupt("format " + format + ", expected " + FORMAT, null);
        }
        return store;
    }

    private MVStore mvStore(Path path, boolean readOnly) {
        MVStore.Builder builder = new MVStore.Builder()
                .fileName(scheme + path.toAbsolutePath())
                .autoCommitDisabled()
                .cacheSize(1)
                .cacheConcurrency(1);
        if (readOnly) {
            builder.readOnly();
        }
        MVStore store = builder.open();
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    private StoreException refusal(MVStoreException e) throws IOException {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                new StoreException(
                        file() + ": another process uses it; two servers need two directories (--storage.path)", e);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> newer(String.valueOf(e.getMessage()), e);
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> throw asIo(e);
            default -> corrupt(String.valueOf(e.getMessage()), e);
        };
    }

    private StoreException newer(String what, @Nullable Throwable cause) {
        return new StoreException(
                file() + ": written by a newer version (" + what + "); start that version, or use another directory"
                        + " (--storage.path)",
                cause);
    }

    /** What to say about a file whose content is not what it was. */
    StoreException corrupt(String what, @Nullable Throwable cause) {
        return new StoreException(file() + ": damaged (" + what + ")" + WAY_OUT, cause);
    }

    private static IOException asIo(MVStoreException e) {
        return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
}
