package io.tocsin.server.snapshot;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.record.MalformedRecordException;
import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;
import java.util.Optional;

/**
 * One of the original's snapshots: records behind one another, each behind its length. An empty file holds none.
 *
 * @see "Upstream: silence.Silences.loadSnapshot and nflog.Log.loadSnapshot, v0.34.0"
 */
final class SnapshotFile {
    /** Of a length: an unsigned number of 32 bits, seven in each byte. */
    private static final int LENGTH_BYTES_MAX = 5;

    private final Path path;

    /** Is given one record after the other. */
    @FunctionalInterface
    interface Taker {
        void take(byte[] record) throws MalformedRecordException;
    }

    SnapshotFile(Path path) {
        this.path = requireNonNull(path, "path");
    }

    Path path() {
        return path;
    }

    /** The SHA-256 of what is in the file, in hexadecimal; empty if there is no file. */
    Optional<String> digest() throws SnapshotException {
        if (Files.notExists(path)) {
            return Optional.empty();
        }
        MessageDigest digest = sha256();
        byte[] piece = new byte[1 << 16];
        try (InputStream in = Files.newInputStream(path)) {
            for (int count = in.read(piece); count >= 0; count = in.read(piece)) {
                digest.update(piece, 0, count);
            }
        } catch (IOException e) {
            throw unreadable(e);
        }
        return Optional.of(HexFormat.of().formatHex(digest.digest()));
    }

    private static MessageDigest sha256() {
        try {
            return MessageDigest.getInstance("SHA-256");
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java has SHA-256", e);
        }
    }

    /** Hands over every record of the file. */
    void read(Taker taker) throws SnapshotException {
        try (InputStream in = new BufferedInputStream(Files.newInputStream(path))) {
            long end = Files.size(path);
            long position = 0;
            while (position < end) {
                position = readRecord(in, position, end, taker);
            }
        } catch (MalformedRecordException e) {
            throw new SnapshotException(path + ": " + e.getMessage(), e);
        } catch (IOException e) {
            throw unreadable(e);
        }
    }

    /** @return where the next record begins */
    private static long readRecord(InputStream in, long position, long end, Taker taker) throws IOException {
        long length = 0;
        long start = position;
        for (int bits = 0; ; bits += 7) {
            int next = in.read();
            if (next < 0) {
                throw new MalformedRecordException("the file ends within the length of a record", position);
            }
            start++;
            length |= (next & 0x7FL) << bits;
            if (next < 0x80) {
                break;
            }
            if (start - position == LENGTH_BYTES_MAX) {
                throw new MalformedRecordException("no length of a record", position);
            }
        }
        // Looked at before anything of that size is made room for.
        if (length > end - start || length > Integer.MAX_VALUE) {
            throw new MalformedRecordException(
                    "the file ends within a record of " + length + " bytes, of which " + (end - start) + " are there",
                    position);
        }
        byte[] record = in.readNBytes((int) length);
        if (record.length < length) {
            throw new MalformedRecordException("the file became shorter while it was read", position);
        }
        try {
            taker.take(record);
        } catch (MalformedRecordException e) {
            throw e.within(start);
        }
        return start + length;
    }

    private SnapshotException unreadable(IOException e) {
        String reason = e instanceof AccessDeniedException ? "permission denied" : String.valueOf(e.getMessage());
        return new SnapshotException(path + ": cannot be read: " + reason, e);
    }
}
