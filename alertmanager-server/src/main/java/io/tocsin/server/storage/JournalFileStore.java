package io.tocsin.server.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.MVStore;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * MVStore's file, read with care after anything but an orderly close.
 *
 * <p>MVStore writes a commit into free space, and now and then a header that points to the newest one. Left alone, it
 * looks for the newest commit where the header points. If the power was lost after the header had reached the disk and
 * before the commit had, it takes an older one for the newest, because it relies on old commits staying where they are
 * for a while; that would make the file many times as large as what it holds. Here the whole file is searched instead,
 * which is MVStore's way with files that seem damaged, and the newest complete commit is taken. Space is only free when
 * no part of the last synced commit is in it, so that this one is always found.
 */
final class JournalFileStore extends SingleFileStore {
    private static final Logger LOG = LoggerFactory.getLogger(JournalFileStore.class);

    private static final int BLOCK_BYTES = 4096;

    /** What a disk writes as a whole. */
    private static final int SECTOR_BYTES = 512;

    /** Two copies of the header, a block each. */
    private static final int HEADER_BYTES = 2 * BLOCK_BYTES;

    /**
     * Caches as small as MVStore allows: memory has the state, so that pages are read again only to be changed. Pages as
     * small as a block of the disk: whatever changes rewrites its page, and what is appended the last one.
     */
    private static final Map<String, Object> SIZES =
            Map.of("cacheSize", 1, "cacheConcurrency", 1, "pageSplitSize", BLOCK_BYTES);

    /** The number of a commit, as the header has it. */
    private static final Pattern NUMBER = Pattern.compile("chunk:([0-9a-f]{1,7})");

    /** Numbers of commits begin anew after this many. */
    private static final int NUMBERS = 1 << 26;

    /** The blocks at which commits begin that are left out: their bodies are not what was written. */
    private final Set<Long> leftOut = new HashSet<>();

    private boolean isClosedInOrder;
    private int headerNumber;

    /** A commit was put elsewhere, and may not be there yet if the power is lost. */
    private boolean isMoving;

    JournalFileStore() {
        this(SIZES);
    }

    private JournalFileStore(Map<String, Object> config) {
        super(config);
    }

    /** For a damaged file: pages that cannot be read are empty. */
    static JournalFileStore salvaging() {
        Map<String, Object> config = new HashMap<>(SIZES);
        config.put("recoveryMode", 1);
        return new JournalFileStore(config);
    }

    /** For the same file without the newest commit, of which this is about. */
    JournalFileStore withoutNewest() {
        JournalFileStore without = new JournalFileStore();
        without.leftOut.addAll(leftOut);
        if (lastChunk != null) {
            without.leftOut.add(lastChunk.block);
        }
        return without;
    }

    /** Opens the file; called once. Nothing is open if this throws. */
    MVStore openStore(String address, boolean isReadOnly) {
        open(address, isReadOnly, null);
        MVStore store;
        try {
            store = new MVStore.Builder()
                    .adoptFileStore(this)
                    .autoCommitDisabled()
                    .open();
        } catch (RuntimeException | Error e) {
            letGo();
            throw e;
        }
        // Space is free at once when no part of the last commit is in it.
        store.setRetentionTime(0);
        store.setVersionsToKeep(0);
        return store;
    }

    /** MVStore leaves a file open, and locked, that it could not make sense of. */
    private void letGo() {
        try {
            close();
        } catch (RuntimeException e) {
            LOG.atDebug().addKeyValue("err", e.toString()).log("Store could not be closed");
        }
    }

    @Override
    protected void readStoreHeader(boolean recoveryMode) {
        readHeader();
        while (true) {
            try {
                super.readStoreHeader(recoveryMode || !isClosedInOrder);
                return;
            } catch (OutOfMemoryError e) {
                // MVStore believes the length of a text, which is anything if the text was cut off.
                if (isClosedInOrder || lastChunk == null || !leftOut.add(lastChunk.block)) {
                    throw e;
                }
            }
        }
    }

    private void readHeader() {
        ByteBuffer header = readFully((SFChunk) null, 0, HEADER_BYTES);
        // Two copies of a line of text, of which a loss of power may leave one behind.
        String text = StandardCharsets.ISO_8859_1.decode(header).toString();
        String first = text.substring(0, BLOCK_BYTES);
        isClosedInOrder = first.contains("clean:1") && first.equals(text.substring(BLOCK_BYTES));
        for (Matcher each = NUMBER.matcher(text); each.find(); ) {
            headerNumber = Math.max(headerNumber, Integer.parseInt(each.group(1), 16));
        }
    }

    /** Whether the file was closed in order; false after a crash. */
    boolean isClosedInOrder() {
        return isClosedInOrder;
    }

    /** The number of the newest commit; numbers begin anew now and then. */
    int newestCommit() {
        return lastChunk == null ? 0 : lastChunk.id;
    }

    /** Since it was opened, whatever was written and why. */
    long writtenBytes() {
        return writeBytes.get();
    }

    /** Whether commits are missing, and not only the one that a crash may have cut off. */
    boolean lacksCommits() {
        int missing = Math.floorMod(headerNumber - newestCommit(), NUMBERS);
        // What looks like nearly all of them is a header that is some commits old.
        return missing > (isClosedInOrder ? 0 : 1) && missing < NUMBERS / 2;
    }

    @Override
    public ByteBuffer readFully(@Nullable SFChunk chunk, long position, int length) {
        boolean isLeftOut = chunk == null && position % BLOCK_BYTES == 0 && leftOut.contains(position / BLOCK_BYTES);
        return isLeftOut ? ByteBuffer.allocate(length) : super.readFully(chunk, position, length);
    }

    /**
     * Commits that are moved into holes have to be there before the one that says where they are: then the newest one is all
     * that may not be what was written.
     */
    @Override
    protected void writeFully(@Nullable SFChunk chunk, long position, ByteBuffer source) {
        if (chunk != null && isMoving) {
            sync();
            isMoving = false;
        }
        if (chunk != null || position < HEADER_BYTES) {
            super.writeFully(chunk, position, source);
        } else {
            isMoving = true;
            move(position, source);
        }
    }

    /**
     * Of the newest commit there are two then, and after a crash either is taken for it, by its head and its foot. So that a
     * copy is whole if it has a head, the head comes last.
     */
    private void move(long position, ByteBuffer source) {
        if (source.remaining() > SECTOR_BYTES && isNewest(source)) {
            ByteBuffer head = source.slice(source.position(), SECTOR_BYTES);
            int rest = source.position() + SECTOR_BYTES;
            super.writeFully((SFChunk) null, position + SECTOR_BYTES, source.slice(rest, source.limit() - rest));
            sync();
            super.writeFully((SFChunk) null, position, head);
        } else {
            super.writeFully((SFChunk) null, position, source);
        }
    }

    private boolean isNewest(ByteBuffer commit) {
        ByteBuffer head = commit.slice(commit.position(), SECTOR_BYTES);
        Matcher number = NUMBER.matcher(StandardCharsets.ISO_8859_1.decode(head));
        return number.lookingAt() && Integer.parseInt(number.group(1), 16) == newestCommit();
    }

    /** Makes sure that what was left out is never found again. */
    void eraseLeftOut() {
        if (!leftOut.isEmpty() && !isReadOnly()) {
            leftOut.forEach(block -> writeFully((SFChunk) null, block * BLOCK_BYTES, ByteBuffer.allocate(BLOCK_BYTES)));
            sync();
        }
    }
}
