package io.tocsin.server.prometheus;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.Optional;
import java.util.zip.CRC32C;

/**
 * One file that is replaced as a whole: whatever happens, the file there is the last one that was written completely.
 * Used by one thread at a time.
 */
final class StateFile {
    /** The first line says what it is and in which version. */
    private static final byte[] HEAD = "tocsin rule state 1\n".getBytes(StandardCharsets.US_ASCII);

    private static final int CHECKSUM_BYTES = 8;

    private final Path path;

    StateFile(Path path) {
        this.path = requireNonNull(path, "path");
    }

    Path path() {
        return path;
    }

    /**
     * @return empty if there is no file
     * @throws IOException if it cannot be read, or is none of these
     */
    Optional<byte[]> read() throws IOException {
        byte[] all;
        try {
            all = Files.readAllBytes(path);
        } catch (NoSuchFileException e) {
            return Optional.empty();
        }
        int bodyFrom = HEAD.length + CHECKSUM_BYTES;
        if (all.length < bodyFrom || !Arrays.equals(all, 0, HEAD.length, HEAD, 0, HEAD.length)) {
            throw new IOException("it is no such file, or one of another version");
        }
        byte[] body = Arrays.copyOfRange(all, bodyFrom, all.length);
        if (ByteBuffer.wrap(all, HEAD.length, CHECKSUM_BYTES).getLong() != checksum(body)) {
            throw new IOException("its checksum does not fit");
        }
        return Optional.of(body);
    }

    /** Durable when this returns. */
    void write(byte[] body) throws IOException {
        Path fresh = path.resolveSibling(path.getFileName() + ".new");
        try (FileChannel channel = FileChannel.open(
                fresh, StandardOpenOption.CREATE, StandardOpenOption.TRUNCATE_EXISTING, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.allocate(HEAD.length + CHECKSUM_BYTES + body.length)
                    .put(HEAD)
                    .putLong(checksum(body))
                    .put(body)
                    .flip();
            while (bytes.hasRemaining()) {
                channel.write(bytes);
            }
            channel.force(true);
        }
        Files.move(fresh, path, StandardCopyOption.ATOMIC_MOVE, StandardCopyOption.REPLACE_EXISTING);
    }

    /** Puts a file that cannot be read aside, so that it is not overwritten. */
    Path putAside() throws IOException {
        Path aside = path.resolveSibling(path.getFileName() + ".unreadable");
        return Files.move(path, aside, StandardCopyOption.REPLACE_EXISTING);
    }

    private static long checksum(byte[] body) {
        CRC32C checksum = new CRC32C();
        checksum.update(body);
        return checksum.getValue();
    }
}
