package io.tocsin.server.http;

import io.vertx.core.buffer.Buffer;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.zip.Deflater;
import java.util.zip.GZIPOutputStream;

/**
 * Compresses one body piece by piece, so that no more of it than a piece is in memory.
 *
 * <p>Holds memory outside the heap until {@link #close}. Not thread-safe.
 */
final class Gzip implements AutoCloseable {
    /** Shorter bodies gain nothing: they fit into one packet. */
    static final int BODY_MIN_BYTES = 1400;

    private static final int OUTPUT_BYTES = 8 << 10;

    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream(OUTPUT_BYTES);
    private final Stream stream;

    Gzip() {
        try {
            this.stream = new Stream(bytes);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** Fast: the lists of the API repeat themselves so much that a better level gains little. */
    private static final class Stream extends GZIPOutputStream {
        Stream(ByteArrayOutputStream out) throws IOException {
            super(out, OUTPUT_BYTES);
            def.setLevel(Deflater.BEST_SPEED);
        }

        void release() {
            def.end();
        }
    }

    static Buffer compress(Buffer body) {
        try (Gzip gzip = new Gzip()) {
            return gzip.last(body);
        }
    }

    /** What is ready to be sent after {@code piece}; may be empty. */
    Buffer add(Buffer piece) {
        try {
            stream.write(piece.getBytes());
            return take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The rest of the compressed body. */
    Buffer last(Buffer piece) {
        try {
            stream.write(piece.getBytes());
            stream.finish();
            return take();
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private Buffer take() {
        Buffer ready = Buffer.buffer(bytes.toByteArray());
        bytes.reset();
        return ready;
    }

    /** Gives the memory back; may be called at any point, and twice. */
    @Override
    public void close() {
        stream.release();
    }
}
