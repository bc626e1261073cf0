package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
import io.tocsin.server.storage.record.MalformedRecordException;
import java.io.EOFException;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemLoopException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.util.HashMap;
import java.util.Map;
import java.util.OptionalLong;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the store's file is, and how it is opened. Immutable.
 *
 * @param folder of {@code tocsin.db}
 * @param scheme put before the file's path when MVStore opens it; empty but in tests
 */
record StorePlace(Path folder, String scheme) {
    private static final Logger LOG = LoggerFactory.getLogger(StorePlace.class);

    /** Of what the file holds; a file of a higher one is not opened. */
    static final int FORMAT = 1;

    private static final String NAME = "tocsin.db";

    /** As many as Linux follows. */
    private static final int LINKS_MAX = 40;

    private static final DateTimeFormatter ASIDE =
            DateTimeFormatter.ofPattern("yyyyMMdd'T'HHmmss.SSS'Z'").withZone(ZoneOffset.UTC);

    private static final String WAY_OUT =
            "; start with --storage.recover to move it aside and keep what can be read, or bring back a copy";

    /**
     * Caches as small as MVStore allows: memory has the state, so that pages are read again only to be changed. Pages as
     * small as a block of the disk: whatever changes rewrites its page, and what is appended the last one.
     */
    private static final Map<String, Object> SIZES =
            Map.of("cacheSize", 1, "cacheConcurrency", 1, "pageSplitSize", 4096);

    StorePlace {
        requireNonNull(folder, "folder");
        requireNonNull(scheme, "scheme");
    }

    Path file() {
        return folder.resolve(NAME);
    }

    /**
     * Where the file is if its name is a link: there it is made, replaced and put aside, so that the link stays what it is.
     *
     * @throws IOException if links go round in circles
     */
    Path real() throws IOException {
        Path real = file().toAbsolutePath();
        for (int i = 0; Files.isSymbolicLink(real); i++) {
            if (i == LINKS_MAX) {
                throw new FileSystemLoopException(file().toString());
            }
            real = real.resolveSibling(Files.readSymbolicLink(real));
        }
        return real;
    }

    /**
     * A link to nothing is where a new file is meant to be; but not if there was one: then its volume is missing.
     *
     * @throws StoreException if it is not for us to make a new file
     */
    void checkLink() throws StoreException, IOException {
        if (!Files.isSymbolicLink(file()) || !Files.notExists(file())) {
            return;
        }
        Path target = real();
        if (!Files.isDirectory(requireNonNull(target.getParent(), "absolute"))) {
            throw StoreException.refused(
                    file() + ": a link to " + target
                            + ", whose directory is not there; mount its volume, or remove the link",
                    null);
        }
        if (mark().read().isPresent()) {
            throw StoreException.refused(
                    file() + ": a link to " + target
                            + ", which was there and is not: its volume may not be mounted; to begin" + " anew, delete "
                            + mark().path(),
                    null);
        }
    }

    private CommitMark mark() {
        return CommitMark.of(file());
    }

    /** How much of a file is read when it is opened; of the rest it is not known whether it is in order. */
    enum Depth {
        /** What a restart brings back, and what a crash may have cut off. */
        STATE,
        /** The history as well. */
        ALL
    }

    /** A file, what it held when it was opened, and the highest id of its history. */
    record Opened(StoreFile file, StoredState held, long lastHistoryId) {}

    /**
     * Opens the file and reads it, or makes a new one where there is none.
     *
     * @param onSync runs after each sync
     * @throws StoreException if there is one that must not be used
     * @throws IOException if it cannot be had at the moment
     */
    Opened open(Depth depth, Runnable onSync) throws StoreException, IOException {
        // Asked first: createDirectories does not follow links of that name.
        if (!Files.isDirectory(folder)) {
            Files.createDirectories(folder);
        }
        // Of one that cannot be seen it is not known that there is none.
        if (Files.notExists(file())) {
            create();
        }
        return opened(new Way(false, depth, onSync));
    }

    /**
     * Reads the file without writing to it, and without keeping it open.
     *
     * @throws StoreException if another process has it, or it must not be used
     * @throws IOException if it cannot be had at the moment, or there is none
     */
    Opened read(Depth depth) throws StoreException, IOException {
        Opened opened = opened(new Way(true, depth, () -> {}));
        opened.file().abandon();
        return opened;
    }

    /**
     * Puts the file aside under a name that says when.
     *
     * @return where it is now
     */
    Path moveAside(Instant now) throws IOException {
        Path real = real();
        Path aside = real.resolveSibling(NAME + ".broken-" + ASIDE.format(now));
        Files.move(real, aside, StandardCopyOption.ATOMIC_MOVE);
        mark().delete();
        return aside;
    }

    /**
     * Opens a damaged file for reading. Pages that cannot be read are empty.
     *
     * @throws MVStoreException if nothing can be read
     */
    StoreFile salvageable(Path damaged) throws IOException {
        if (Files.size(damaged) == 0) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "it is empty");
        }
        Map<String, Object> config = new HashMap<>(SIZES);
        config.put("recoveryMode", 1);
        return new StoreFile(mvStore(new JournalFileStore(config), damaged, true), CommitMark.of(damaged), () -> {});
    }

    /**
     * Under another name first, which nobody else uses: a file that is there under its own name is never half made. Where
     * there are POSIX permissions only its owner may read it.
     */
    private void create() throws IOException {
        Path real = real();
        Path home = requireNonNull(real.getParent(), "absolute");
        Path draft = Files.createTempFile(home, NAME + ".", ".new");
        try {
            fill(draft);
            putInPlace(draft, real);
        } finally {
            Files.deleteIfExists(draft);
        }
        try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private void fill(Path draft) throws IOException {
        JournalFileStore fileStore = new JournalFileStore(SIZES);
        try (MVStore store = mvStore(fileStore, draft, false)) {
            store.setStoreVersion(FORMAT);
            store.commit();
            store.sync();
        } catch (MVStoreException e) {
            throw asIo(e);
        }
    }

    /** Does not replace a file that another process has put there meanwhile. */
    private void putInPlace(Path draft, Path real) throws IOException {
        if (mark().delete()) {
            LOG.atWarn().addKeyValue("path", file()).log("The store was there and is gone: a new one is made");
        } else {
            LOG.atInfo().addKeyValue("path", file()).log("New store made");
        }
        try {
            Files.createLink(real, draft);
        } catch (FileAlreadyExistsException e) {
            LOG.atDebug().addKeyValue("path", file()).log("Another process has made the store");
        } catch (UnsupportedOperationException | IOException e) {
            // A file system without links.
            Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
        }
    }

    /** How a file is opened. */
    private record Way(boolean isReadOnly, Depth depth, Runnable onSync) {}

    private Opened opened(Way way) throws StoreException, IOException {
        if (Files.size(file()) == 0) {
            throw damaged("it is empty", null);
        }
        JournalFileStore fileStore = new JournalFileStore(SIZES);
        try {
            return loaded(fileStore, way);
        } catch (StoreException damage) {
            if (!damage.isDamage() || fileStore.isClosedInOrder()) {
                throw damage;
            }
            return withoutNewest(fileStore, way, damage);
        }
    }

    /**
     * A commit that was cut off by a loss of power may look complete from its head and its foot; nobody has been told that
     * it is durable, and the one before it is untouched.
     */
    private Opened withoutNewest(JournalFileStore damaged, Way way, StoreException damage)
            throws StoreException, IOException {
        JournalFileStore fileStore = damaged.withoutNewest(SIZES);
        Opened opened;
        try {
            opened = loaded(fileStore, way);
        } catch (StoreException e) {
            throw damage;
        }
        LOG.atWarn()
                .addKeyValue("path", file())
                .log("The last commit was cut off when this server or its machine went down, and is left out");
        return opened;
    }

    private Opened loaded(JournalFileStore fileStore, Way way) throws StoreException, IOException {
        MVStore store;
        try {
            store = mvStore(fileStore, file(), way.isReadOnly());
        } catch (MVStoreException e) {
            throw refusal(e);
        } catch (OutOfMemoryError e) {
            // Nothing large has been read yet: a length that is not what was written.
            throw damaged("a text of it has no end", e);
        }
        try {
            check(fileStore, store.getStoreVersion());
            StoreFile file = new StoreFile(store, mark(), way.onSync());
            StoredState held = file.load(Damage.FATAL);
            file.history().load(fileStore.newestCommit(), way.depth() == Depth.ALL);
            Opened opened = new Opened(file, held, file.history().lastId());
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
        if (format > FORMAT) {
            throw newer("format " + format + ", expected " + FORMAT, null);
        }
        if (format < FORMAT) {
            throw damaged("format " + format + ", expected " + FORMAT, null);
        }
        if (fileStore.lacksCommits()) {
            throw damaged("the newest commits are missing", null);
        }
        OptionalLong mark = mark().read();
        if (mark.isPresent() && fileStore.lastChunkVersion() < mark.getAsLong()) {
            throw damaged(
                    "it ends at commit " + fileStore.lastChunkVersion() + ", and had come to " + mark.getAsLong()
                            + ": cut off, damaged at its end, or an older copy",
                    null);
        }
    }

    private MVStore mvStore(JournalFileStore fileStore, Path path, boolean isReadOnly) {
        fileStore.open(scheme + path.toAbsolutePath(), isReadOnly, null);
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .adoptFileStore(fileStore)
                    .autoCommitDisabled()
                    .open();
        } catch (RuntimeException | Error e) {
            letGo(fileStore);
            throw e;
        }
        // Space is free at once when no part of the last commit is in it; see JournalFileStore.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    /** MVStore leaves a file open, and locked, that it could not make sense of. */
    private static void letGo(JournalFileStore fileStore) {
        try {
            fileStore.close();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("Store could not be closed");
        }
    }

    private StoreException refusal(MVStoreException e) throws IOException {
        return switch (e.getErrorCode()) {
            case DataUtils.ERROR_FILE_LOCKED ->
                StoreException.refused(
                        file() + ": another process uses it; two servers need two directories (--storage.path)", e);
            case DataUtils.ERROR_UNSUPPORTED_FORMAT -> newer(String.valueOf(e.getMessage()), e);
            case DataUtils.ERROR_READING_FAILED, DataUtils.ERROR_WRITING_FAILED -> {
                IOException failure = asIo(e);
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
                file() + ": written by a newer version (" + what + "); start that version, or use another directory"
                        + " (--storage.path)",
                cause);
    }

    private StoreException damaged(String what, @Nullable Throwable cause) {
        return StoreException.damaged(file() + ": damaged (" + what + ")" + WAY_OUT, cause);
    }

    private static IOException asIo(MVStoreException e) {
        return e.getCause() instanceof IOException io ? io : new IOException(e.getMessage(), e);
    }
}
