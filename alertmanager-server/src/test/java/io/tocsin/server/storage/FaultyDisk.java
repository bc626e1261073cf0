package io.tocsin.server.storage;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.channels.FileLock;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.atomic.AtomicInteger;
import org.h2.store.fs.FileBase;
import org.h2.store.fs.FilePath;
import org.h2.store.fs.FilePathWrapper;
import org.jspecify.annotations.Nullable;

/**
 * A disk that fails, hangs or loses its power when it is told to, under the files that MVStore opens as {@code faulty:...}
 * below one folder. What it is asked to do is on record, so that any moment of it can be the last.
 */
final class FaultyDisk implements AutoCloseable {
    static final String SCHEME = "faulty:";

    private static final Map<Path, FaultyDisk> DISKS = new ConcurrentHashMap<>();

    static {
        FilePath.register(new FaultyPath());
    }

    private final Path folder;

    /** What was in the file before anything was asked of it. */
    private byte[] before = new byte[0];

    private final List<Operation> operations = new ArrayList<>();
    private final AtomicInteger writesLeft = new AtomicInteger();
    private boolean isOpened;
    private boolean isCounting;
    private long bytesWritten;

    // Volatile: set by tests, read by the thread that writes.
    private volatile @Nullable String writeFailure;
    private volatile @Nullable String failureAfterThem;
    private volatile @Nullable String syncFailure;
    private volatile @Nullable String openFailure;
    private volatile @Nullable CountDownLatch hang;
    private volatile CountDownLatch hanging = new CountDownLatch(1);

    /** @param folder whose files are on this disk, until it is closed */
    FaultyDisk(Path folder) {
        this.folder = folder.toAbsolutePath();
        DISKS.put(this.folder, this);
    }

    @Override
    public void close() {
        DISKS.remove(folder);
    }

    /** What was asked of the disk. */
    sealed interface Operation {
        /** @param bytes from its position to its limit */
        record Write(long position, ByteBuffer bytes) implements Operation {
            int length() {
                return bytes.remaining();
            }

            void copy(int from, int length, byte[] target) {
                bytes.get(bytes.position() + from, target, (int) position + from, length);
            }
        }

        record Truncate(long size) implements Operation {}

        record Sync() implements Operation {}
    }

    private static final Operation SYNC = new Operation.Sync();

    /** From now on every write fails; {@code null} ends it. */
    void failWrites(@Nullable String reason) {
        writeFailure = reason;
    }

    /** After so many writes every other one fails. */
    void failWritesAfter(int writes, String reason) {
        writesLeft.set(writes);
        failureAfterThem = reason;
    }

    private void failIfWritesFail() throws IOException {
        failIf(writeFailure);
        if (writesLeft.getAndDecrement() <= 0) {
            failIf(failureAfterThem);
        }
    }

    /** From now on every sync fails; {@code null} ends it. */
    void failSyncs(@Nullable String reason) {
        syncFailure = reason;
    }

    /** From now on no file can be opened for writing; {@code null} ends it. */
    void failOpens(@Nullable String reason) {
        openFailure = reason;
    }

    /** From now on syncs do not return, until {@link #release}. */
    void hangSyncs() {
        hanging = new CountDownLatch(1);
        hang = new CountDownLatch(1);
    }

    /** Waits until a sync hangs. */
    void awaitHang() throws InterruptedException {
        hanging.await();
    }

    void release() {
        CountDownLatch released = hang;
        hang = null;
        if (released != null) {
            released.countDown();
        }
    }

    /** From now on what it is asked to do is counted, and not kept. */
    synchronized void onlyCount() {
        isCounting = true;
    }

    synchronized long bytesWritten() {
        return bytesWritten;
    }

    /** Operations so far. */
    synchronized int operations() {
        return operations.size();
    }

    /** After how many operations at least so many were not synced. */
    synchronized List<Integer> momentsWithUnsynced(int least) {
        List<Integer> moments = new ArrayList<>();
        int unsynced = 0;
        for (int i = 0; i < operations.size(); i++) {
            unsynced = operations.get(i) == SYNC ? 0 : unsynced + 1;
            if (unsynced >= least) {
                moments.add(i + 1);
            }
        }
        return moments;
    }

    /** What the file holds if the process is killed after so many operations: all of them. */
    synchronized byte[] contentAfterKill(int count) {
        FileImage image = new FileImage(before);
        operations.subList(0, count).forEach(image::apply);
        return image.bytes();
    }

    /**
     * What the file holds if the power is lost after so many operations: what was synced, and any sectors of what was
     * written after that.
     */
    synchronized byte[] contentAfterPowerLoss(int count, Random random) {
        List<Operation> done = operations.subList(0, count);
        int synced = done.lastIndexOf(SYNC) + 1;
        FileImage image = new FileImage(before);
        done.subList(0, synced).forEach(image::apply);
        done.subList(synced, count).forEach(each -> image.applySome(each, random));
        return image.bytes();
    }

    /** What the file holds at least if the power is lost now. */
    synchronized byte[] durable() {
        return contentAfterKill(operations.lastIndexOf(SYNC) + 1);
    }

    private static final class FileImage {
        private static final int SECTOR = 512;
        private byte[] bytes;

        FileImage(byte[] bytes) {
            this.bytes = bytes.clone();
        }

        byte[] bytes() {
            return bytes;
        }

        void apply(Operation operation) {
            if (operation instanceof Operation.Write write) {
                grow(write);
                write.copy(0, write.length(), bytes);
            } else if (operation instanceof Operation.Truncate truncate) {
                bytes = Arrays.copyOf(bytes, (int) Math.min(truncate.size(), bytes.length));
            }
        }

        void applySome(Operation operation, Random random) {
            if (operation instanceof Operation.Write write) {
                grow(write);
                // All, none, or each with the same chance.
                int percent = List.of(0, 50, 90, 100).get(random.nextInt(4));
                for (int at = 0; at < write.length(); at += SECTOR) {
                    int length = Math.min(SECTOR, write.length() - at);
                    if (random.nextInt(100) < percent) {
                        write.copy(at, length, bytes);
                    }
                }
            } else if (random.nextBoolean()) {
                apply(operation);
            }
        }

        private void grow(Operation.Write write) {
            int end = (int) write.position() + write.length();
            if (end > bytes.length) {
                bytes = Arrays.copyOf(bytes, end);
            }
        }
    }

    private synchronized void opened(Path file) throws IOException {
        if (!isOpened) {
            before = Files.readAllBytes(file);
            isOpened = true;
        }
    }

    private synchronized void note(Operation operation) {
        if (operation instanceof Operation.Write write) {
            bytesWritten += write.length();
        }
        if (isOpened && !isCounting) {
            operations.add(operation);
        }
    }

    private static void failIf(@Nullable String reason) throws IOException {
        if (reason != null) {
            throw new IOException(reason);
        }
    }

    private void sync() throws IOException {
        CountDownLatch blocked = hang;
        if (blocked != null) {
            hanging.countDown();
            try {
                blocked.await();
            } catch (InterruptedException e) {
                throw new IOException(e);
            }
        }
        failIf(syncFailure);
        note(SYNC);
    }

    /** A path that leads to such a disk. */
    public static final class FaultyPath extends FilePathWrapper {
        @Override
        public String getScheme() {
            return "faulty";
        }

        @Override
        public FileChannel open(String mode) throws IOException {
            FilePath real = unwrap();
            Path file = Path.of(real.toString());
            FaultyDisk disk = requireNonNull(DISKS.get(file.getParent()), () -> "no disk for " + file);
            if (mode.contains("w")) {
                failIf(disk.openFailure);
            }
            FileChannel channel = real.open(mode);
            if (file.endsWith("tocsin.db")) {
                disk.opened(file);
            }
            return new FaultyFile(disk, channel);
        }
    }

    private static final class FaultyFile extends FileBase {
        private final FaultyDisk disk;
        private final FileChannel file;

        FaultyFile(FaultyDisk disk, FileChannel file) {
            this.disk = disk;
            this.file = file;
        }

        @Override
        public int write(ByteBuffer source) throws IOException {
            int written = write(source, file.position());
            file.position(file.position() + written);
            return written;
        }

        @Override
        public synchronized int write(ByteBuffer source, long position) throws IOException {
            disk.failIfWritesFail();
            byte[] bytes = new byte[source.remaining()];
            source.duplicate().get(bytes);
            disk.note(new Operation.Write(position, ByteBuffer.wrap(bytes)));
            return file.write(source, position);
        }

        @Override
        public FileChannel truncate(long size) throws IOException {
            disk.failIfWritesFail();
            disk.note(new Operation.Truncate(size));
            file.truncate(size);
            return this;
        }

        @Override
        public void force(boolean metaData) throws IOException {
            disk.sync();
            file.force(metaData);
        }

        @Override
        public int read(ByteBuffer target) throws IOException {
            return file.read(target);
        }

        @Override
        public synchronized int read(ByteBuffer target, long position) throws IOException {
            return file.read(target, position);
        }

        @Override
        public long position() throws IOException {
            return file.position();
        }

        @Override
        public FileChannel position(long newPosition) throws IOException {
            file.position(newPosition);
            return this;
        }

        @Override
        public long size() throws IOException {
            return file.size();
        }

        @Override
        public FileLock tryLock(long position, long size, boolean shared) throws IOException {
            return file.tryLock(position, size, shared);
        }

        @Override
        protected void implCloseChannel() throws IOException {
            file.close();
        }
    }
}
