package io.tocsin.server.overview;

import java.time.Instant;
import java.util.ArrayList;
import java.util.BitSet;
import java.util.Collections;
import java.util.List;
import java.util.Optional;
import org.jspecify.annotations.Nullable;

/** When alerts may be notified next, each by the first of its groups. Pure, but for when groups are due. */
public final class NextFlushes {
    private NextFlushes() {}

    /**
     * @param rows of that overview
     * @return for each row when the first of its groups is due that no time interval mutes; in the same order
     */
    public static List<Optional<Instant>> of(Overview overview, List<AlertRow> rows) {
        // Rows do not know their groups, which would cost every alert memory. A page has few rows, so few groups are
        // asked when.
        BitSet wanted = new BitSet(overview.alerts().size());
        rows.forEach(row -> wanted.set(row.index()));
        List<@Nullable Instant> firsts = new ArrayList<>(Collections.nCopies(wanted.length(), null));
        if (!wanted.isEmpty()) {
            overview.groups().stream()
                    .filter(group -> group.mutedBy().isEmpty())
                    .forEach(group -> add(firsts, wanted, group));
        }
        return rows.stream()
                .map(row -> Optional.ofNullable(firsts.get(row.index())))
                .toList();
    }

    private static void add(List<@Nullable Instant> firsts, BitSet wanted, GroupRow group) {
        @Nullable Instant due = null;
        for (AlertRow row : group.alerts()) {
            int index = row.index();
            if (wanted.get(index)) {
                due = due == null ? group.nextFlush().get().orElse(null) : due;
                if (due == null) {
                    return;
                }
                @Nullable Instant first = firsts.get(index);
                if (first == null || due.isBefore(first)) {
                    firsts.set(index, due);
                }
            }
        }
    }
}
