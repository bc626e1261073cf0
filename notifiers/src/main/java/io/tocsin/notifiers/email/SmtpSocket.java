package io.tocsin.notifiers.email;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;

/** A socket on which a server can say only so much: answers are held in memory. */
final class SmtpSocket extends Socket {
    /** Far more than a greeting, a handshake with a long chain and the answers to a thousand recipients. */
    static final int RECEIVED_MAX_BYTES = 1024 * 1024;

    @Override
    public InputStream getInputStream() throws IOException {
        return new BoundedStream(super.getInputStream());
    }

    private static final class BoundedStream extends FilterInputStream {
        private int received;

        BoundedStream(InputStream in) {
            super(in);
        }

        @Override
        public int read() throws IOException {
            int read = super.read();
            count(read < 0 ? 0 : 1);
            return read;
        }

        @Override
        public int read(byte[] bytes, int offset, int length) throws IOException {
            int read = super.read(bytes, offset, length);
            count(Math.max(read, 0));
            return read;
        }

        private void count(int bytes) throws IOException {
            received += bytes;
            if (received > RECEIVED_MAX_BYTES) {
                throw new TooLongException();
            }
        }
    }

    /** The server said too much. */
    static final class TooLongException extends IOException {
        private static final long serialVersionUID = 1L;

        TooLongException() {
            super("the server's answers are longer than " + RECEIVED_MAX_BYTES + " bytes");
        }
    }
}
