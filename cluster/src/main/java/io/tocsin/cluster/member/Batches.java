package io.tocsin.cluster.member;

/** How much goes into one message: small enough that it does not hold up others on the wire for long. */
final class Batches {
    private static final int VERSIONS_MAX = 1_000;
    private static final int BYTES_MAX = 256 << 10;

    private Batches() {}

    /** Whether a message of so many versions and bytes can take another one. The first one always goes in. */
    static boolean hasRoom(int versions, long bytes, int more) {
        return versions == 0 || versions < VERSIONS_MAX && bytes + more <= BYTES_MAX;
    }
}
