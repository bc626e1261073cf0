package io.tocsin.server;

import static java.util.Objects.requireNonNull;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.LongSupplier;

/**
 * Wall time as somebody sets it: that of the system and a number of seconds, which stands in a file and is looked at again
 * all the time. Only for tests of processes, whose clock they set forward and back; everything else has the system's.
 *
 * <p>Thread-safe.
 */
final class ShiftedClock implements InstantSource {
    /** Names the file. Not there in production, not a flag, and in no help text. */
    static final String PROPERTY = "tocsin.test.clock-shift";

    private static final long LOOK_AGAIN_NANOS = Duration.ofMillis(20).toNanos();

    private final InstantSource system;
    private final Path file;
    private final LongSupplier monotonicNanos;
    private final AtomicLong nextLook;

    // Volatile: read by all threads, written by the one that looks.
    private volatile Duration shift = Duration.ZERO;

    ShiftedClock(InstantSource system, Path file, LongSupplier monotonicNanos) {
        this.system = requireNonNull(system, "system");
        this.file = requireNonNull(file, "file");
        this.monotonicNanos = requireNonNull(monotonicNanos, "monotonicNanos");
        this.nextLook = new AtomicLong(monotonicNanos.getAsLong());
    }

    /** The clock that this process goes by: the system's, unless {@value #PROPERTY} is set. */
    static InstantSource ofThisProcess() {
        String file = System.getProperty(PROPERTY, "");
        return file.isEmpty()
                ? InstantSource.system()
                : new ShiftedClock(InstantSource.system(), Path.of(file), System::nanoTime);
    }

    @Override
    public Instant instant() {
        long now = monotonicNanos.getAsLong();
        long due = nextLook.get();
        if (now - due >= 0 && nextLook.compareAndSet(due, now + LOOK_AGAIN_NANOS)) {
            look();
        }
        return system.instant().plus(shift);
    }

    private void look() {
        try {
            shift = Duration.ofSeconds(Long.parseLong(Files.readString(file).strip()));
        } catch (IOException | NumberFormatException ignored) {
            // Being written at this moment: what it said before goes on.
        }
    }
}
