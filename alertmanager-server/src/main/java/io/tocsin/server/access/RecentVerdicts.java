package io.tocsin.server.access;

import java.nio.ByteBuffer;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * Digests that were asked about last. The digests are keyed, so that the time of a comparison tells nothing about what
 * they were made of. Thread-safe: event loops and the thread that computes share it.
 */
final class RecentVerdicts {
    private final Map<ByteBuffer, Boolean> recent;

    /** @param max the one not used for the longest time makes room */
    RecentVerdicts(int max) {
        recent = new LinkedHashMap<>(16, 0.75f, true) {
            private static final long serialVersionUID = 1L;

            @Override
            protected boolean removeEldestEntry(Map.Entry<ByteBuffer, Boolean> eldest) {
                return size() > max;
            }
        };
    }

    synchronized boolean contains(ByteBuffer digest) {
        return recent.get(digest) != null;
    }

    synchronized void add(ByteBuffer digest) {
        recent.put(digest, true);
    }
}
