package io.tocsin.core.template.format;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * How clocks of the zone database are called, which Java does not know: {@code CET}, or {@code -03} for clocks without a
 * name.
 *
 * @see "test/oracle/zone_names.py, which makes the table and describes it"
 */
final class ZoneNames {
    private static final String TABLE = "zone-names.txt";

    private ZoneNames() {}

    /**
     * What clocks of one zone show.
     *
     * @param since seconds since 1970 from which on this distance from UTC is called so
     */
    record Clock(int offsetSeconds, String abbreviation, boolean isSummer, long since) {}

    /** In the order of time; empty if the zone is none of the database. */
    static List<Clock> of(String zone) {
        return Table.BY_ZONE.getOrDefault(zone, List.of());
    }

    private static final class Table {
        static final Map<String, List<Clock>> BY_ZONE = read();

        private static Map<String, List<Clock>> read() {
            try (InputStream in = Objects.requireNonNull(ZoneNames.class.getResourceAsStream(TABLE), TABLE);
                    BufferedReader reader = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                Map<String, List<Clock>> byZone = new HashMap<>();
                reader.lines().forEach(line -> {
                    int tab = line.indexOf('\t');
                    List<Clock> clocks = clocks(line.substring(tab + 1));
                    for (String zone : line.substring(0, tab).split(" ")) {
                        byZone.put(zone, clocks);
                    }
                });
                return byZone;
            } catch (IOException e) {
                throw new UncheckedIOException(TABLE, e);
            }
        }

        private static List<Clock> clocks(String text) {
            List<Clock> clocks = new ArrayList<>();
            for (String entry : text.split(";")) {
                boolean isSummer = entry.indexOf('*') > 0;
                int mark = entry.indexOf(isSummer ? '*' : ' ');
                int at = entry.indexOf('@');
                clocks.add(new Clock(
                        Integer.parseInt(entry.substring(0, mark)),
                        entry.substring(mark + 1, at < 0 ? entry.length() : at),
                        isSummer,
                        at < 0 ? Long.MIN_VALUE : Long.parseLong(entry.substring(at + 1))));
            }
            return List.copyOf(clocks);
        }
    }
}
