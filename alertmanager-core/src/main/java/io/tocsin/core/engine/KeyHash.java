package io.tocsin.core.engine;

import io.tocsin.core.label.Labels;
import io.tocsin.core.notificationlog.NotificationKey;

/** 64 bits that stand for a key, the same at all members of a cluster and in all their versions. */
final class KeyHash {
    private static final long FNV_OFFSET = 0xcbf29ce484222325L;
    private static final long FNV_PRIME = 0x100000001b3L;

    private static final long ALERT = 1;
    private static final long SILENCE = 2;
    private static final long NOTIFICATION = 3;

    private KeyHash() {}

    static long ofAlert(Labels labels) {
        return mixed(ALERT, labels.fingerprint().bits());
    }

    static long ofSilence(String id) {
        return mixed(SILENCE, add(FNV_OFFSET, id));
    }

    static long of(NotificationKey key) {
        long hash = add(FNV_OFFSET, key.groupKey());
        hash = add(hash, key.receiver());
        hash = add(hash, key.integration());
        return mixed(NOTIFICATION, (hash ^ key.index()) * FNV_PRIME);
    }

    /** FNV-1a over UTF-16 units, and an end that no text contains. */
    private static long add(long start, String text) {
        long hash = start;
        for (int i = 0; i < text.length(); i++) {
            hash = (hash ^ text.charAt(i)) * FNV_PRIME;
        }
        return (hash ^ 0x1_0000) * FNV_PRIME;
    }

    /** The lower bits of what is mixed are as good as the upper ones: whoever puts keys into buckets may use any. */
    private static long mixed(long kind, long hash) {
        long bits = hash + kind * 0x9E3779B97F4A7C15L;
        bits = (bits ^ bits >>> 30) * 0xBF58476D1CE4E5B9L;
        bits = (bits ^ bits >>> 27) * 0x94D049BB133111EBL;
        return bits ^ bits >>> 31;
    }
}
