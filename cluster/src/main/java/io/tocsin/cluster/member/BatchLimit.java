package io.tocsin.cluster.member;

/** How much goes into one message. */
enum BatchLimit {
    /** Small enough that it does not hold up others on the wire for long. */
    UPDATE(1_000, 256 << 10),

    /** Larger, because for each of them everything is looked through. */
    EXCHANGE(4_000, 1 << 20);

    private final int versionsMax;
    private final int bytesMax;

    BatchLimit(int versionsMax, int bytesMax) {
        this.versionsMax = versionsMax;
        this.bytesMax = bytesMax;
    }

    int versionsMax() {
        return versionsMax;
    }

    /** Whether a message of so many versions and bytes can take another one. The first one always goes in. */
    boolean hasRoom(int versions, long bytes, int more) {
        return versions == 0 || versions < versionsMax && bytes + more <= bytesMax;
    }
}
