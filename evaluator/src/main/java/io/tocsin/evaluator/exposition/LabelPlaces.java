package io.tocsin.evaluator.exposition;

import java.util.Arrays;

/** Where the labels of a line are: for each its name and its value, without quotes. Used again for the next line. */
final class LabelPlaces {
    private static final int PER_LABEL = 4;

    private int[] places = new int[32 * PER_LABEL];
    private int used;

    void clear() {
        used = 0;
    }

    void add(int nameFrom, int nameTo, int valueFrom, int valueTo) {
        if (used == places.length) {
            places = Arrays.copyOf(places, used * 2);
        }
        places[used] = nameFrom;
        places[used + 1] = nameTo;
        places[used + 2] = valueFrom;
        places[used + 3] = valueTo;
        used += PER_LABEL;
    }

    int size() {
        return used / PER_LABEL;
    }

    int nameFrom(int index) {
        return places[index * PER_LABEL];
    }

    int nameTo(int index) {
        return places[index * PER_LABEL + 1];
    }

    int valueFrom(int index) {
        return places[index * PER_LABEL + 2];
    }

    int valueTo(int index) {
        return places[index * PER_LABEL + 3];
    }
}
