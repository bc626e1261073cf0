package io.tocsin.core.timeinterval;

import static java.util.Objects.requireNonNull;

import java.time.ZoneId;
import java.time.ZoneOffset;
import java.time.zone.ZoneRulesProvider;
import java.util.Map;
import java.util.Optional;

/**
 * A time zone under the name by which a file calls it.
 *
 * @param name an IANA name, {@code UTC} or {@code Local}
 */
public record Location(String name, ZoneId zone) {
    public static final Location UTC = new Location("UTC", ZoneOffset.UTC);

    /** The zone of the machine that the program runs on. */
    public static final String LOCAL = "Local";

    /** Names of the zone database that Java leaves out. */
    private static final Map<String, ZoneId> MISSING_IN_JAVA = Map.of(
            "EST", ZoneOffset.ofHours(-5),
            "MST", ZoneOffset.ofHours(-7),
            "HST", ZoneOffset.ofHours(-10),
            "ROC", ZoneId.of("Asia/Taipei"));

    /** Names that only Java has begin so. */
    private static final String ONLY_IN_JAVA = "SystemV/";

    public Location {
        requireNonNull(name, "name");
        requireNonNull(zone, "zone");
    }

    /**
     * Finds a zone by the name that files use, which is case-sensitive. The empty name is UTC.
     *
     * @param local what {@code Local} stands for
     * @see "Go: time.LoadLocation"
     */
    public static Optional<Location> find(String name, ZoneId local) {
        if (name.isEmpty() || name.equals(UTC.name())) {
            return Optional.of(UTC);
        }
        if (name.equals(LOCAL)) {
            return Optional.of(new Location(LOCAL, local));
        }
        ZoneId missing = MISSING_IN_JAVA.get(name);
        if (missing != null) {
            return Optional.of(new Location(name, missing));
        }
        // Java's own notations, such as GMT+3, are no names of zones.
        boolean isName = !name.startsWith(ONLY_IN_JAVA)
                && ZoneRulesProvider.getAvailableZoneIds().contains(name);
        return isName ? Optional.of(new Location(name, ZoneId.of(name))) : Optional.empty();
    }
}
