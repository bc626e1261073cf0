package io.tocsin.server.snapshot;

import com.google.protobuf.CodedOutputStream;
import java.io.IOException;
import java.nio.channels.Channels;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.List;
import java.util.concurrent.ThreadLocalRandom;

/** A file that is written and synced beside the place that it is for. */
record NewFile(Path target, Path written) {
    /** Writes records, each behind its length. */
    static NewFile write(Path target, List<byte[]> records) throws IOException {
        // Not as a temporary file of Java's, which nobody but its owner can read.
        String name = target.getFileName() + "."
                + Integer.toHexString(ThreadLocalRandom.current().nextInt());
        NewFile file = new NewFile(target, target.resolveSibling(name));
        try (FileChannel channel =
                FileChannel.open(file.written, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            CodedOutputStream out = CodedOutputStream.newInstance(Channels.newOutputStream(channel));
            for (byte[] record : records) {
                out.writeByteArrayNoTag(record);
            }
            out.flush();
            channel.force(true);
            return file;
        } catch (IOException | RuntimeException e) {
            file.discard();
            throw e;
        }
    }

    boolean wouldReplaceOther() throws IOException {
        return Files.exists(target) && Files.mismatch(target, written) >= 0;
    }

    void moveIntoPlace() throws IOException {
        Files.move(written, target, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes what has not been moved. */
    void discard() {
        try {
            Files.deleteIfExists(written);
        } catch (IOException ignored) {
            // What went wrong before is told.
        }
    }
}
