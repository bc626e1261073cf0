package io.tocsin.server.overview;

import io.tocsin.core.alert.Alert;
import io.tocsin.core.label.Labels;
import java.util.List;

/**
 * A digest of what people see: 64 bits, the sum over all alerts and groups, so that their order does not matter. When an
 * alert was posted last, when it would end without another post, and when a group is due are left out: they move all the time.
 */
final class OverviewVersion {
    private static final long SEED = 0x9E3779B97F4A7C15L;
    private static final int TEXT_LENGTH = 16;

    private long bits;

    private OverviewVersion(long seed) {
        this.bits = seed;
    }

    static String of(List<AlertRow> alerts, List<GroupRow> groups) {
        long sum = 0;
        for (AlertRow row : alerts) {
            sum += digest(row);
        }
        for (GroupRow group : groups) {
            sum += digest(group);
        }
        String hex = Long.toHexString(sum);
        return "0".repeat(TEXT_LENGTH - hex.length()) + hex;
    }

    private static long digest(AlertRow row) {
        Alert alert = row.alert();
        OverviewVersion digest = new OverviewVersion(SEED);
        digest.add(alert.fingerprint().bits());
        digest.add(row.state().word());
        digest.add(alert.startsAt().epochSecond());
        digest.add(alert.startsAt().nano());
        digest.add(alert.annotations().hashCode());
        digest.add(alert.generatorUrl());
        digest.add(row.circumstances().receivers());
        digest.add(row.circumstances().silencedBy());
        digest.add(row.circumstances().inhibitedBy());
        digest.add(row.circumstances().mutedBy());
        return digest.bits;
    }

    private static long digest(GroupRow group) {
        OverviewVersion digest = new OverviewVersion(~SEED);
        digest.add(group.key());
        digest.add(group.receiver());
        digest.add(group.labels());
        digest.add(group.mutedBy());
        long members = 0;
        for (AlertRow row : group.alerts()) {
            members += mix(row.fingerprint().bits());
        }
        digest.add(members);
        return digest.bits;
    }

    private void add(Labels labels) {
        add(labels.size());
        for (int i = 0; i < labels.size(); i++) {
            add(labels.name(i));
            add(labels.value(i));
        }
    }

    private void add(List<String> texts) {
        add(texts.size());
        for (String text : texts) {
            add(text);
        }
    }

    /** By the hash that the string has computed already. */
    private void add(String text) {
        add((long) text.hashCode() << 32 | text.length());
    }

    private void add(long value) {
        bits = mix(bits ^ mix(value + SEED));
    }

    /** The finalizer of SplitMix64: every bit of the input changes half of the output's. */
    private static long mix(long value) {
        long mixed = (value ^ (value >>> 30)) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ (mixed >>> 27)) * 0x94D049BB133111EBL;
        return mixed ^ (mixed >>> 31);
    }
}
