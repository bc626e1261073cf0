package io.tocsin.server.storage;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.h2.mvstore.SFChunk;
import org.h2.mvstore.SingleFileStore;
import org.jspecify.annotations.Nullable;

/**
 * MVStore's file, read with care after anything but an orderly close.
 *
 * <p>MVStore writes a commit into free space, and now and then a header that points to the newest one. Left alone, it
 * looks for the newest commit where the header points. If the power was lost after the header had reached the disk and
 * before the commit had, it takes an older one for the newest, because it relies on old commits staying where they are
 * for a while; that would make the file many times as large as what it holds. Here the whole file is searched instead,
 * which is MVStore's way with files that seem damaged, and the newest complete commit is taken. Space is only free when no part of the
 * last synced commit is in it, so that this one is always found.
 */
final class JournalFileStore extends SingleFileStore {
    private static final int BLOCK_BYTES = 4096;

    private static final Pattern VERSION = Pattern.compile("version:([0-9a-f]{1,15})");

    /** The blocks at which commits begin that are left out: their bodies are not what was written. */
    private final Set<Long> leftOut = new HashSet<>();

    private boolean isClosedInOrder;
    private long headerVersion;

    /** @param config cache sizes, in MVStore's words */
    JournalFileStore(Map<String, Object> config) {
        super(config);
    }

    /** For the same file without the newest commit, of which this is about. */
    JournalFileStore withoutNewest(Map<String, Object> config) {
        JournalFileStore without = new JournalFileStore(config);
        without.leftOut.addAll(leftOut);
        if (lastChunk != null) {
            without.leftOut.add(lastChunk.block);
        }
        return without;
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
        ByteBuffer header = readFully((SFChunk) null, 0, 2 * BLOCK_BYTES);
        // Two copies of a line of text.
        String text = StandardCharsets.ISO_8859_1.decode(header).toString();
        isClosedInOrder = text.contains("clean:1");
        for (Matcher each = VERSION.matcher(text); each.find(); ) {
            headerVersion = Math.max(headerVersion, Long.parseLong(each.group(1), 16));
        }
    }

    /** Whether the file was closed in order; false after a crash. */
    boolean isClosedInOrder() {
        return isClosedInOrder;
    }

    /** Whether commits are missing, and not only the one that a crash may have cut off. */
    boolean lacksCommits() {
        return lastChunkVersion() < headerVersion - (isClosedInOrder ? 0 : 1);
    }

    @Override
    public ByteBuffer readFully(@Nullable SFChunk chunk, long position, int length) {
        boolean isLeftOut = chunk == null && position % BLOCK_BYTES == 0 && leftOut.contains(position / BLOCK_BYTES);
        return isLeftOut ? ByteBuffer.allocate(length) : super.readFully(chunk, position, length);
    }

    /** Makes sure that what was left out is never found again. */
    void eraseLeftOut() {
        if (!isReadOnly()) {
            leftOut.forEach(block -> writeFully((SFChunk) null, block * BLOCK_BYTES, ByteBuffer.allocate(BLOCK_BYTES)));
            sync();
        }
    }
}
