package io.tocsin.evaluator.query;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** Numbers label sets from 0 by a part of their labels: sets that are the same in it have the same number. */
final class LabelGroups {
    private static final int NONE = -1;

    /** Labels that somebody has chosen to have the same hash must not cost unlimited time. */
    private static final int PROBES_FREE = 16;

    private final LabelSubset subset;
    private final Budget budget;
    private final List<Labels> firsts = new ArrayList<>();

    /** Hash table with open addressing: numbers of groups, and the hashes that they have. */
    private int[] slots = new int[32];

    private int[] hashes = new int[32];

    LabelGroups(LabelSubset subset, Budget budget) {
        this.subset = subset;
        this.budget = budget;
        Arrays.fill(slots, NONE);
    }

    /** The group of {@code labels}, a new one if it is the first of it. */
    int add(Labels labels) throws QueryException {
        int hash = subset.hash(labels);
        int slot = slot(labels, hash);
        if (slots[slot] != NONE) {
            return slots[slot];
        }
        int group = firsts.size();
        firsts.add(labels);
        slots[slot] = group;
        hashes[slot] = hash;
        if (firsts.size() * 2 > slots.length) {
            grow();
        }
        return group;
    }

    /** @return negative if there is none */
    int find(Labels labels) throws QueryException {
        return slots[slot(labels, subset.hash(labels))];
    }

    int size() {
        return firsts.size();
    }

    /** The labels that group {@code group} has in common. */
    Labels common(int group) {
        return subset.of(firsts.get(group));
    }

    private int slot(Labels labels, int hash) throws QueryException {
        int mask = slots.length - 1;
        int slot = spread(hash) & mask;
        int probes = 0;
        while (slots[slot] != NONE && (hashes[slot] != hash || !subset.isSame(firsts.get(slots[slot]), labels))) {
            slot = slot + 1 & mask;
            probes++;
        }
        if (probes > PROBES_FREE) {
            budget.work(probes);
        }
        return slot;
    }

    private void grow() {
        int[] oldSlots = slots;
        int[] oldHashes = hashes;
        slots = new int[oldSlots.length * 2];
        hashes = new int[slots.length];
        Arrays.fill(slots, NONE);
        for (int i = 0; i < oldSlots.length; i++) {
            if (oldSlots[i] != NONE) {
                int slot = spread(oldHashes[i]) & slots.length - 1;
                while (slots[slot] != NONE) {
                    slot = slot + 1 & slots.length - 1;
                }
                slots[slot] = oldSlots[i];
                hashes[slot] = oldHashes[i];
            }
        }
    }

    private static int spread(int hash) {
        int mixed = hash * 0x9E3779B9;
        return mixed ^ mixed >>> 15;
    }
}
