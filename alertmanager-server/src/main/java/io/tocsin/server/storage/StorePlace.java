package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.engine.StateStore.StoredState;
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
import java.util.List;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.Consumer;
import org.h2.mvstore.DataUtils;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.MVStoreException;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Where the store's file is, and how one comes there and goes. Immutable.
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

    /** What MVStore calls a file. */
    String address(Path path) {
        return scheme + path.toAbsolutePath();
    }

    CommitMark mark() {
        return CommitMark.of(file());
    }

    /** How much of a file is read when it is opened; of the rest it is not known whether it is in order. */
    enum Depth {
        /** What a restart brings back, and what a crash may have cut off. */
        STATE,
        /** The history as well. */
        ALL
    }

    /** A file, what it held when it was opened, of rules too, and the highest id of its history. */
    record Opened(StoreFile file, StoredState held, List<RuleRecord> rules, long lastHistoryId) {}

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
        return new StoreOpening(this, false, depth, onSync).open();
    }

    /**
     * Reads the file without writing to it, and without keeping it open.
     *
     * @throws StoreException if another process has it, or it must not be used
     * @throws IOException if it cannot be had at the moment, or there is none
     */
    Opened read(Depth depth) throws StoreException, IOException {
        Opened opened = new StoreOpening(this, true, depth, () -> {}).open();
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
     * Opens the file for reading although it is damaged. Pages that cannot be read are empty.
     *
     * @throws MVStoreException if nothing can be read
     */
    StoreFile salvageable() throws IOException {
        if (Files.size(file()) == 0) {
            throw DataUtils.newMVStoreException(DataUtils.ERROR_FILE_CORRUPT, "it is empty");
        }
        MVStore store = JournalFileStore.salvaging().openStore(address(file()), true);
        return new StoreFile(store, mark(), () -> {});
    }

    /**
     * Makes a new file, unless another process does so meanwhile. Under another name first, which nobody else uses: a file
     * that is there under its own name is never half made. Where there are POSIX permissions only its owner may read it.
     */
    void create() throws IOException {
        make(file -> {}, this::putInPlace);
    }

    /**
     * Puts the file aside and a new one in its place, which is complete before anything is touched.
     *
     * @param content puts into the new one what it holds
     * @return where the file is now
     */
    Path replace(Consumer<StoreFile> content, Instant now) throws IOException {
        AtomicReference<Path> aside = new AtomicReference<>();
        make(content, (draft, real) -> {
            aside.set(moveAside(now));
            putInPlace(draft, real);
        });
        return requireNonNull(aside.get(), "aside");
    }

    /** How a complete file comes to its place. */
    private interface Placing {
        void place(Path draft, Path real) throws IOException;
    }

    private void make(Consumer<StoreFile> content, Placing placing) throws IOException {
        Path real = real();
        Path home = requireNonNull(real.getParent(), "absolute");
        Path draft = Files.createTempFile(home, NAME + ".", ".new");
        CommitMark unused = CommitMark.of(draft);
        try {
            StoreFile file = new StoreFile(newStore(draft), unused, () -> {});
            try {
                content.accept(file);
                file.commit();
                // While it is open, and so locked: nobody has a mark of this store yet.
                placing.place(draft, real);
            } finally {
                // Not in order, which would write once more: what is in its place must not fail any more.
                file.abandon();
            }
        } catch (MVStoreException e) {
            throw DiskFailure.asIo(e);
        } finally {
            Files.deleteIfExists(draft);
            unused.delete();
        }
        try (FileChannel directory = FileChannel.open(home, StandardOpenOption.READ)) {
            directory.force(true);
        }
    }

    private MVStore newStore(Path draft) {
        MVStore store = new JournalFileStore().openStore(address(draft), false);
        store.setStoreVersion(FORMAT);
        return store;
    }

    /** Does not replace a file that another process has put there meanwhile. */
    private void putInPlace(Path draft, Path real) throws IOException {
        try {
            Files.createLink(real, draft);
        } catch (FileAlreadyExistsException e) {
            LOG.atDebug().addKeyValue("path", file()).log("Another process has made the store");
            return;
        } catch (UnsupportedOperationException | IOException e) {
            // A file system without links.
            Files.move(draft, real, StandardCopyOption.ATOMIC_MOVE);
        }
        if (mark().delete()) {
            LOG.atWarn().addKeyValue("path", file()).log("The store was there and is gone: a new one is made");
        } else {
            LOG.atInfo().addKeyValue("path", file()).log("New store made");
        }
    }
}
