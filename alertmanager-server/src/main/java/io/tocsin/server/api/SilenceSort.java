package io.tocsin.server.api;

import io.tocsin.core.silence.Silence;
import io.tocsin.core.silence.SilenceState;
import io.tocsin.server.api.SilenceSurvey.Standing;
import java.util.Arrays;
import java.util.Comparator;
import java.util.function.Function;
import java.util.stream.Collectors;

/**
 * In which order silences are shown: by one property, then by what happens next to them, then by id, so that the order is
 * total. Immutable.
 */
record SilenceSort(Key key, boolean isDescending) {
    /** What happens next comes first; of those to which nothing happens any more the latest. */
    private static final Comparator<Standing> BY_END = Comparator.comparing(SilenceSort::hasExpired)
            .thenComparing((a, b) -> hasExpired(a) ? compareEnds(b, a) : compareEnds(a, b));

    private static final String EXPECTED = Arrays.stream(Key.values())
            .map(key -> key.label)
            .collect(Collectors.joining(", ", "one of: ", ", with - in front for descending"));

    private static final Comparator<Standing> TIES =
            BY_END.thenComparing(each -> each.silence().id());

    /** A property to sort by. */
    private enum Key {
        ENDS_AT("endsAt"),
        STARTS_AT("startsAt"),
        UPDATED_AT("updatedAt"),
        CREATED_BY("createdBy"),
        MATCHED("matched"),
        STATE("state");

        private final String label;

        Key(String label) {
            this.label = label;
        }

        Comparator<Standing> order() {
            return switch (this) {
                case ENDS_AT -> BY_END;
                case STARTS_AT -> by(Silence::startsAt);
                case UPDATED_AT -> by(Silence::updatedAt);
                case CREATED_BY ->
                    by(Silence::createdBy, String.CASE_INSENSITIVE_ORDER).thenComparing(by(Silence::createdBy));
                case MATCHED -> Comparator.comparingInt(Standing::matched);
                case STATE -> Comparator.comparing(Standing::state);
            };
        }

        private static <T extends Comparable<T>> Comparator<Standing> by(Function<Silence, T> property) {
            return by(property, Comparator.naturalOrder());
        }

        private static <T> Comparator<Standing> by(Function<Silence, T> property, Comparator<? super T> order) {
            return Comparator.comparing(each -> property.apply(each.silence()), order);
        }
    }

    /** @param text the name of a property, with a minus in front for descending; empty for the default */
    static SilenceSort parse(String text) throws ParameterException {
        if (text.isEmpty()) {
            return new SilenceSort(Key.ENDS_AT, false);
        }
        boolean isDescending = text.startsWith("-");
        String name = isDescending ? text.substring(1) : text;
        for (Key key : Key.values()) {
            if (key.label.equals(name)) {
                return new SilenceSort(key, isDescending);
            }
        }
        throw PageParameters.unexpected("sort", text, EXPECTED);
    }

    Comparator<Standing> order() {
        if (!isDescending) {
            return key.order().thenComparing(TIES);
        }
        // Nothing that has ended ends later than what has not, so that the plain order is the one to turn around.
        Comparator<Standing> ascending = key == Key.ENDS_AT ? SilenceSort::compareEnds : key.order();
        return ascending.reversed().thenComparing(TIES);
    }

    private static boolean hasExpired(Standing each) {
        return each.state() == SilenceState.EXPIRED;
    }

    private static int compareEnds(Standing a, Standing b) {
        return a.silence().endsAt().compareTo(b.silence().endsAt());
    }
}
