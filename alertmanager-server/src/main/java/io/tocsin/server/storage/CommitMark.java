package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.OptionalLong;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * How far a store has come: the number of its newest commit, in a small file beside it. A store that ends before its mark
 * is cut off, damaged at its end, or an older copy, and must not be taken for what was acknowledged; by itself MVStore goes
 * on from an older commit then, without a word.
 *
 * <p>Written when the commit is durable, and not synced itself: after a loss of power it lags behind at worst, and lets pass
 * what it should. Owned by the writer of the store.
 */
final class CommitMark implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(CommitMark.class);

    private static final String SUFFIX = ".commit";

    /** Always of the same length, so that one takes exactly the place of the other. */
    private static final String FORM = "%019d\n";

    private final Path file;
    private @Nullable FileChannel channel;

    private CommitMark(Path file) {
        this.file = file;
    }

    /** Touches nothing yet. */
    static CommitMark of(Path store) {
        return new CommitMark(requireNonNull(store, "store").resolveSibling(store.getFileName() + SUFFIX));
    }

    Path path() {
        return file;
    }

    /** The commit that the store must have come to; empty if that is not known. */
    OptionalLong read() {
        try {
            return Files.notExists(file)
                    ? OptionalLong.empty()
                    : OptionalLong.of(Long.parseLong(Files.readString(file).strip()));
        } catch (NumberFormatException e) {
            return unknown("it holds no number");
        } catch (IOException e) {
            return unknown(DiskFailure.reason(e));
        }
    }

    private OptionalLong unknown(String reason) {
        LOG.atWarn()
                .addKeyValue("path", file)
                .addKeyValue("err", reason)
                .log("How far the store has come cannot be read, so that a cut-off one would not be noticed");
        return OptionalLong.empty();
    }

    /**
     * There is another store from now on.
     *
     * @return whether there was one before
     */
    boolean delete() throws IOException {
        return Files.deleteIfExists(file);
    }

    /** The store has durably come to {@code commit}. */
    void set(long commit) {
        try {
            FileChannel open = channel;
            if (open == null) {
                open = FileChannel.open(file, StandardOpenOption.CREATE, StandardOpenOption.WRITE);
                channel = open;
            }
            open.write(ByteBuffer.wrap(FORM.formatted(commit).getBytes(StandardCharsets.US_ASCII)), 0);
        } catch (IOException e) {
            // What counts is in the store.
            LOG.atDebug()
                    .addKeyValue("path", file)
                    .addKeyValue("err", e.toString())
                    .log("Mark of the store not written");
        }
    }

    @Override
    public void close() {
        FileChannel open = channel;
        channel = null;
        try {
            if (open != null) {
                open.close();
            }
        } catch (IOException e) {
            LOG.atDebug()
                    .addKeyValue("path", file)
                    .addKeyValue("err", e.toString())
                    .log("Mark of the store not closed");
        }
    }
}
