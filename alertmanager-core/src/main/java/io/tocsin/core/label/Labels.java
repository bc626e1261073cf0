package io.tocsin.core.label;

import static java.util.Objects.requireNonNull;

import java.util.Arrays;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Predicate;
import org.jspecify.annotations.Nullable;

/**
 * An immutable set of name/value pairs with unique names, sorted by the UTF-8 bytes of the names.
 *
 * <p>Used for alert labels, annotations, group labels and receiver labels. Equality is by content; the hash is computed
 * when the set is made and the {@link Fingerprint} when it is first asked for. Order: see {@link #compareTo}.
 */
public final class Labels implements Comparable<Labels> {
    public static final Labels EMPTY = new Labels(new String[0]);

    /** Name, value, name, value ... */
    private final String[] pairs;

    private final int hash;

    /** Computed on first use. A race computes the same value twice, which is harmless: a Fingerprint is immutable. */
    private @Nullable Fingerprint fingerprint;

    private Labels(String[] pairs) {
        this.pairs = pairs;
        this.hash = Arrays.hashCode(pairs);
    }

    /**
     * Makes a set from alternating names and values in any order.
     *
     * @throws IllegalArgumentException if a name stands twice or a value is missing
     */
    public static Labels of(String... namesAndValues) {
        if (namesAndValues.length % 2 != 0) {
            throw new IllegalArgumentException(
                    "namesAndValues: " + namesAndValues.length + " strings (expected: an even number)");
        }
        Builder builder = new Builder(namesAndValues.length / 2);
        for (int i = 0; i < namesAndValues.length; i += 2) {
            builder.add(namesAndValues[i], namesAndValues[i + 1]);
        }
        int given = builder.size();
        Labels labels = builder.build();
        if (labels.size() != given) {
            throw new IllegalArgumentException(
                    "namesAndValues: " + Arrays.toString(namesAndValues) + " (expected: every name once)");
        }
        return labels;
    }

    public static Labels of(Map<String, String> map) {
        Builder builder = new Builder(map.size());
        map.forEach(builder::add);
        return builder.build();
    }

    /**
     * Reads the printed form, as {@link #toString} gives it.
     *
     * @return empty if {@code text} is something else; other labels than those printed only where a name has the signs in
     *     it that stand between name and value
     */
    public static Optional<Labels> read(String text) {
        return new PrintedLabels(text).labels();
    }

    public int size() {
        return pairs.length / 2;
    }

    public boolean isEmpty() {
        return pairs.length == 0;
    }

    /** Name of the pair at {@code index}, counted in the set's order. */
    public String name(int index) {
        return pairs[2 * index];
    }

    /** Value of the pair at {@code index}, counted in the set's order. */
    public String value(int index) {
        return pairs[2 * index + 1];
    }

    /** The value of {@code name}, or the empty string when it is absent: matchers treat the two alike. */
    public String get(String name) {
        int index = indexOf(name);
        return index < 0 ? "" : value(index);
    }

    public boolean has(String name) {
        return indexOf(name) >= 0;
    }

    private int indexOf(String name) {
        for (int i = 0; i < pairs.length; i += 2) {
            if (pairs[i].equals(name)) {
                return i / 2;
            }
        }
        return -1;
    }

    public Fingerprint fingerprint() {
        Fingerprint known = fingerprint;
        if (known == null) {
            known = Fingerprint.of(this);
            fingerprint = known;
        }
        return known;
    }

    /** The pairs whose name {@code wanted} accepts. */
    public Labels filter(Predicate<String> wanted) {
        Builder builder = new Builder(size());
        for (int i = 0; i < size(); i++) {
            if (wanted.test(name(i))) {
                builder.add(name(i), value(i));
            }
        }
        return builder.size() == size() ? this : builder.build();
    }

    /** The pairs named in {@code names}; names that the set lacks are left out. */
    public Labels only(Set<String> names) {
        return filter(names::contains);
    }

    /** The pairs that both sets hold with the same value. */
    public Labels intersect(Labels other) {
        // Mostly all are there, of whoever asks what many sets have in common.
        int kept = 0;
        while (kept < size() && other.holds(name(kept), value(kept))) {
            kept++;
        }
        if (kept == size()) {
            return this;
        }
        Builder builder = new Builder(size());
        for (int i = 0; i < size(); i++) {
            if (i < kept || (i > kept && other.holds(name(i), value(i)))) {
                builder.add(name(i), value(i));
            }
        }
        return builder.build();
    }

    private boolean holds(String name, String value) {
        int index = indexOf(name);
        return index >= 0 && value(index).equals(value);
    }

    /** A read-only map in the set's order. */
    public Map<String, String> asMap() {
        Map<String, String> map = new LinkedHashMap<>();
        for (int i = 0; i < size(); i++) {
            map.put(name(i), value(i));
        }
        return Collections.unmodifiableMap(map);
    }

    /**
     * Orders label sets as the original's group list does: fewer labels first; among equally many, the first name in
     * the sorted union that decides: the set that lacks it is first, else the smaller value.
     *
     * @see "Upstream: prometheus/common model.LabelSet.Before"
     */
    @Override
    public int compareTo(Labels other) {
        if (size() != other.size()) {
            return Integer.compare(size(), other.size());
        }
        for (int i = 0; i < size(); i++) {
            int names = Utf8.compare(name(i), other.name(i));
            if (names != 0) {
                // The smaller name is missing on the other side, and the side that lacks it comes first.
                return -names;
            }
            int values = Utf8.compare(value(i), other.value(i));
            if (values != 0) {
                return values;
            }
        }
        return 0;
    }

    @Override
    public boolean equals(@Nullable Object other) {
        return other == this || (other instanceof Labels that && hash == that.hash && Arrays.equals(pairs, that.pairs));
    }

    @Override
    public int hashCode() {
        return hash;
    }

    /** Prints {@code {a="1", b="2"}}, values quoted as Go does. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("{");
        for (int i = 0; i < size(); i++) {
            text.append(i == 0 ? "" : ", ").append(name(i)).append('=');
            GoQuote.append(text, value(i));
        }
        return text.append('}').toString();
    }

    /** Collects pairs in any order. A name added again replaces its value. Not thread-safe; used once. */
    public static final class Builder {
        private String[] pairs;
        private int length;

        public Builder() {
            this(8);
        }

        /** @param expected how many pairs to make room for; {@code >= 0} */
        public Builder(int expected) {
            pairs = new String[2 * expected];
        }

        /** Pairs added so far; a name added twice counts twice until {@link #build}. */
        public int size() {
            return length / 2;
        }

        public Builder add(String name, String value) {
            if (length == pairs.length) {
                pairs = Arrays.copyOf(pairs, Math.max(8, pairs.length * 2));
            }
            pairs[length++] = requireNonNull(name, "name");
            pairs[length++] = requireNonNull(value, "value");
            return this;
        }

        public Labels build() {
            if (length == 0) {
                return EMPTY;
            }
            sort();
            return new Labels(length == pairs.length ? pairs : Arrays.copyOf(pairs, length));
        }

        /** Insertion sort: senders give names in order, so this is one comparison per pair in practice. */
        private void sort() {
            if (length > 128) {
                sortMany();
                return;
            }
            int kept = 0;
            for (int next = 0; next < length; next += 2) {
                String name = pairs[next];
                String value = pairs[next + 1];
                int at = kept;
                while (at > 0 && Utf8.compare(pairs[at - 2], name) > 0) {
                    at -= 2;
                }
                if (at > 0 && pairs[at - 2].equals(name)) {
                    pairs[at - 1] = value;
                    continue;
                }
                System.arraycopy(pairs, at, pairs, at + 2, kept - at);
                pairs[at] = name;
                pairs[at + 1] = value;
                kept += 2;
            }
            length = kept;
        }

        /** Keeps a hostile set of very many names from costing quadratic time. */
        private void sortMany() {
            Map<String, String> sorted = new TreeMap<>(Utf8.ORDER);
            for (int i = 0; i < length; i += 2) {
                sorted.put(pairs[i], pairs[i + 1]);
            }
            length = 0;
            sorted.entrySet().forEach(e -> add(e.getKey(), e.getValue()));
        }
    }
}
