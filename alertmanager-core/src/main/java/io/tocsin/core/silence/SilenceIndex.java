package io.tocsin.core.silence;

import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.ValueStart;
import io.tocsin.core.silence.SilenceBucket.Filed;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collection;
import java.util.Comparator;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;

/**
 * Finds the silences that match a label set without looking at most of the others.
 *
 * <p>Every matcher set is filed under one of its matchers, the one that promises the fewest neighbours: by label name and
 * value where the matcher lists its values (equality, {@code a|b|c}), by name and the beginning of the value where it
 * gives that ({@code db-.*}), by name and a piece of the value where it gives that ({@code .+-eu-west}), by name alone where the label has to be there. What is left, sets of matchers that accept an
 * absent label, is tried on everything.
 *
 * <p>Written by one owner; read by any thread, which may miss what is being added.
 */
final class SilenceIndex {
    /** Longer lists of alternatives are filed by name alone. */
    private static final int STARTS_MAX = 256;

    /** Beginnings are cut to this many characters, which bounds how many of a value are tried. */
    private static final int PREFIX_LENGTH_MAX = 16;

    /** A beginning is worth this many neighbours: it is met by many values. */
    private static final int PREFIX_COST = 8;

    /** All pieces of a value have to be looked up, and many values share one. */
    private static final int PIECE_COST = 64;

    private static final int POPULARITY_MAX = 1 << 16;

    private static final int NAME_COST = 1 << 20;

    private final ConcurrentHashMap<String, NameIndex> byName = new ConcurrentHashMap<>();
    private final SilenceBucket others = new SilenceBucket();
    private final Map<SilenceHolder, Set<SilenceBucket>> places = new HashMap<>();

    /** What is filed under one label name. */
    private static final class NameIndex {
        private final ConcurrentHashMap<String, SilenceBucket> byValue = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<String, SilenceBucket> byPrefix = new ConcurrentHashMap<>();
        private final ConcurrentHashMap<Long, SilenceBucket> byPiece = new ConcurrentHashMap<>();

        /** How many of the texts that were filed have a piece. A hint for the choice of one: it may be forgotten. */
        private final Map<Long, Integer> popularity = new HashMap<>();

        private final SilenceBucket byName = new SilenceBucket();

        // Volatile: the owner replaces the array, readers walk the one they see.
        private volatile int[] prefixLengths = new int[0];

        void search(String value, Labels labels, SilenceSearch search) {
            SilenceBucket exact = byValue.get(value);
            if (exact != null) {
                exact.search(labels, search);
            }
            for (int length : prefixLengths) {
                if (length > value.length()) {
                    break;
                }
                SilenceBucket beginning = byPrefix.get(value.substring(0, length));
                if (beginning != null) {
                    beginning.search(labels, search);
                }
            }
            if (!byPiece.isEmpty()) {
                ValuePieces.of(value).distinct().forEach(piece -> {
                    SilenceBucket inner = byPiece.get(piece);
                    if (inner != null) {
                        inner.search(labels, search);
                    }
                });
            }
            byName.search(labels, search);
        }

        /** Under the piece of {@code required}, which has one, that is in the fewest others. */
        SilenceBucket bucketInside(String required) {
            Long least = leastPopularPiece(required);
            if (popularity.size() > POPULARITY_MAX) {
                popularity.clear();
            }
            ValuePieces.of(required).distinct().forEach(piece -> popularity.merge(piece, 1, Integer::sum));
            return byPiece.computeIfAbsent(least, piece -> new SilenceBucket());
        }

        /** How many sets are filed where {@code required} would be. */
        int sizeInside(String required) {
            SilenceBucket bucket = byPiece.get(leastPopularPiece(required));
            return bucket == null ? 0 : bucket.size();
        }

        private Long leastPopularPiece(String required) {
            return ValuePieces.of(required)
                    .boxed()
                    .min(Comparator.comparing(piece -> popularity.getOrDefault(piece, 0)))
                    .orElseThrow();
        }

        SilenceBucket bucket(ValueStart start) {
            if (start.isWhole()) {
                return byValue.computeIfAbsent(start.text(), text -> new SilenceBucket());
            }
            String prefix = prefix(start);
            SilenceBucket bucket = byPrefix.computeIfAbsent(prefix, text -> new SilenceBucket());
            if (Arrays.binarySearch(prefixLengths, prefix.length()) < 0) {
                int[] longer = Arrays.copyOf(prefixLengths, prefixLengths.length + 1);
                longer[longer.length - 1] = prefix.length();
                Arrays.sort(longer);
                prefixLengths = longer;
            }
            return bucket;
        }

        /** How many sets are filed under {@code start}. */
        int size(ValueStart start) {
            SilenceBucket bucket = start.isWhole() ? byValue.get(start.text()) : byPrefix.get(prefix(start));
            return bucket == null ? 0 : bucket.size();
        }

        private static String prefix(ValueStart start) {
            String text = start.text();
            return text.substring(0, Math.min(text.length(), PREFIX_LENGTH_MAX));
        }

        boolean dropEmpty() {
            byValue.values().removeIf(bucket -> bucket.size() == 0);
            byPrefix.values().removeIf(bucket -> bucket.size() == 0);
            byPiece.values().removeIf(bucket -> bucket.size() == 0);
            if (byPiece.isEmpty()) {
                popularity.clear();
            }
            prefixLengths = byPrefix.keySet().stream()
                    .mapToInt(String::length)
                    .distinct()
                    .sorted()
                    .toArray();
            return byValue.isEmpty() && byPrefix.isEmpty() && byPiece.isEmpty() && byName.size() == 0;
        }
    }

    void search(Labels labels, SilenceSearch search) {
        for (int i = 0; i < labels.size(); i++) {
            NameIndex names = byName.get(labels.name(i));
            if (names != null) {
                names.search(labels.value(i), labels, search);
            }
        }
        others.search(labels, search);
    }

    void add(SilenceHolder holder) {
        Set<SilenceBucket> buckets = new LinkedHashSet<>(2);
        for (MatcherSet set : holder.silence().matcherSets()) {
            Filed filed = new Filed(holder, set);
            for (SilenceBucket bucket : bucketsFor(set)) {
                bucket.add(filed);
                buckets.add(bucket);
            }
        }
        places.put(holder, buckets);
    }

    private List<SilenceBucket> bucketsFor(MatcherSet set) {
        Matcher best = null;
        int lowest = Integer.MAX_VALUE;
        for (Matcher matcher : set.matchers()) {
            int cost = cost(matcher);
            if (cost < lowest) {
                lowest = cost;
                best = matcher;
            }
        }
        if (best == null) {
            return List.of(others);
        }
        NameIndex names = byName.computeIfAbsent(best.name(), name -> new NameIndex());
        List<ValueStart> starts = best.starts();
        if (isListed(starts)) {
            return starts.stream().map(names::bucket).distinct().toList();
        }
        List<String> required = best.requiredTexts();
        return havePieces(required)
                ? required.stream().map(names::bucketInside).distinct().toList()
                : List.of(names.byName);
    }

    /** Roughly how many other sets would have to be tried too; the largest number where the matcher cannot be used. */
    private int cost(Matcher matcher) {
        if (matcher.matches("")) {
            // An absent label would have to be found too, and only labels that are there can be looked up.
            return Integer.MAX_VALUE;
        }
        NameIndex names = byName.get(matcher.name());
        List<ValueStart> starts = matcher.starts();
        if (!isListed(starts)) {
            List<String> required = matcher.requiredTexts();
            if (!havePieces(required)) {
                return NAME_COST + (names == null ? 0 : names.byName.size());
            }
            int neighbours = names == null
                    ? 0
                    : required.stream().mapToInt(names::sizeInside).max().orElse(0);
            return PIECE_COST * required.size() + neighbours;
        }
        int neighbours = 0;
        for (ValueStart start : starts) {
            int size = names == null ? 0 : names.size(start);
            neighbours = Math.max(neighbours, size + (start.isWhole() ? 0 : PREFIX_COST));
        }
        return neighbours + starts.size();
    }

    private static boolean havePieces(List<String> required) {
        return !required.isEmpty()
                && required.size() <= STARTS_MAX
                && required.stream().allMatch(ValuePieces::isCutFrom);
    }

    private static boolean isListed(List<ValueStart> starts) {
        return !starts.isEmpty() && starts.size() <= STARTS_MAX;
    }

    /** Takes out many at once, which costs as much as the lists they are in. */
    void removeAll(Collection<SilenceHolder> gone) {
        Set<SilenceBucket> touched = new HashSet<>();
        for (SilenceHolder holder : gone) {
            Set<SilenceBucket> buckets = places.remove(holder);
            if (buckets != null) {
                touched.addAll(buckets);
            }
        }
        Set<SilenceHolder> identities = new HashSet<>(gone);
        touched.forEach(bucket -> bucket.removeAll(identities));
        byName.values().removeIf(NameIndex::dropEmpty);
    }

    /** Number of silences in it. */
    int size() {
        return places.size();
    }

    /** Those in it, in no particular order. */
    List<SilenceHolder> all() {
        return new ArrayList<>(places.keySet());
    }
}
