package io.tocsin.evaluator.store;

import io.tocsin.core.label.Matcher;
import io.tocsin.core.label.ValueStart;
import io.tocsin.evaluator.series.SearchMeter;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.jspecify.annotations.Nullable;

/**
 * Finds the series that some matchers accept. Begins with the matcher that leaves fewest, and lets the others take away from
 * that. Used once, by one thread, and tells a meter of what it does.
 *
 * <p>Every matcher is a list of values, and series with one of them are wanted, or are not. Which values are listed is decided
 * by the empty one, which series without the label have and no list can hold: those that the matcher accepts, if it refuses
 * the empty value, and are wanted; else those that it refuses.
 *
 * @param <E> what the meter ends it by
 */
final class Selection<E extends Exception> {
    /** How many times more series than there are candidates a list may hold before the candidates' labels are looked at. */
    private static final int LIST_FACTOR = 32;

    private final SeriesIndex index;
    private final int limit;
    private final SearchMeter<E> meter;

    Selection(SeriesIndex index, SearchMeter<E> meter) {
        this.index = index;
        this.limit = index.limit();
        this.meter = meter;
    }

    /** The ids of the series; series that go meanwhile may be among them. */
    Ids ids(List<Matcher> matchers) throws E {
        List<Term> known = new ArrayList<>();
        List<Matcher> unknown = new ArrayList<>();
        for (Matcher matcher : matchers) {
            meter.work(matcher.value().length());
            Set<String> values = namedValues(matcher);
            if (values == null) {
                unknown.add(matcher);
            } else {
                known.add(term(matcher, values));
            }
        }
        known.sort(Comparator.comparing(Term::isWanted).reversed().thenComparing(Term::total));
        Ids found = beginning(known, unknown);
        for (Term term : known) {
            meter.work(term.total() + found.count());
            found = found.filter(term.lists(), term.isWanted(), limit);
        }
        for (Matcher matcher : unknown) {
            found = filter(found, matcher);
        }
        meter.work(found.count());
        return found;
    }

    /**
     * Series with one of some values.
     *
     * @param isWanted whether they are accepted; else all others are
     */
    private record Term(List<Ids> lists, boolean isWanted, long total) {
        Term(List<Ids> lists, boolean isWanted) {
            this(lists, isWanted, Ids.total(lists));
        }
    }

    /** Takes out of the lists what it begins with. */
    private Ids beginning(List<Term> known, List<Matcher> unknown) throws E {
        if (!known.isEmpty() && known.get(0).isWanted()) {
            return Ids.union(known.remove(0).lists(), limit);
        }
        Matcher fewest = null;
        for (Matcher matcher : unknown) {
            if (!matcher.matches("")
                    && (fewest == null || index.valueCount(matcher.name()) < index.valueCount(fewest.name()))) {
                fewest = matcher;
            }
        }
        if (fewest == null) {
            return Ids.all(limit);
        }
        unknown.remove(fewest);
        return Ids.union(listed(fewest), limit);
    }

    private Term term(Matcher matcher, Set<String> values) {
        List<Ids> lists = new ArrayList<>(values.size());
        for (String value : values) {
            addTo(lists, index.ids(matcher.name(), value, limit));
        }
        return new Term(lists, !matcher.matches(""));
    }

    private static void addTo(List<Ids> lists, Ids ids) {
        if (ids.count() > 0) {
            lists.add(ids);
        }
    }

    /** The values that the matcher itself lists; null if they have to be looked for among all there are. */
    private static @Nullable Set<String> namedValues(Matcher matcher) {
        Matcher positive = matcher.type().isNegative() ? matcher.negated() : matcher;
        List<ValueStart> starts = positive.starts();
        if (positive.matches("") || starts.isEmpty()) {
            return null;
        }
        Set<String> values = new LinkedHashSet<>();
        for (ValueStart start : starts) {
            if (!start.isWhole()) {
                return null;
            }
            if (positive.matches(start.text())) {
                values.add(start.text());
            }
        }
        return values;
    }

    /** The series of all values that decide: see the class. */
    private List<Ids> listed(Matcher matcher) throws E {
        boolean isWanted = !matcher.matches("");
        List<Ids> lists = new ArrayList<>();
        for (Postings postings : index.values(matcher.name())) {
            if (accepts(matcher, postings.value()) == isWanted) {
                addTo(lists, postings.below(limit));
            }
        }
        return lists;
    }

    private Ids filter(Ids candidates, Matcher matcher) throws E {
        if (candidates.count() == 0) {
            return candidates;
        }
        if (index.valueCount(matcher.name()) <= candidates.count()) {
            List<Ids> lists = listed(matcher);
            if (Ids.total(lists) / LIST_FACTOR <= candidates.count()) {
                return candidates.filter(lists, !matcher.matches(""), limit);
            }
        }
        meter.work(candidates.count());
        Map<String, Boolean> verdicts = new HashMap<>();
        return candidates.filter(id -> {
            MemorySeries series = index.series(id);
            return series != null && accepts(matcher, series.labels().get(matcher.name()), verdicts);
        });
    }

    private boolean accepts(Matcher matcher, String value, Map<String, Boolean> verdicts) throws E {
        Boolean known = verdicts.get(value);
        if (known == null) {
            known = accepts(matcher, value);
            verdicts.put(value, known);
        }
        return known;
    }

    /** Nothing else takes as long as a regular expression over all values of a label. */
    private boolean accepts(Matcher matcher, String value) throws E {
        meter.work(matcher.stepsPerCharacter() * (value.length() + 1L));
        return matcher.matches(value);
    }
}
