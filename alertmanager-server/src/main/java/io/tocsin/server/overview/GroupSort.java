package io.tocsin.server.overview;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.label.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** An order of groups. It is total: groups that are equal by it are ordered by labels, receiver and key. Immutable. */
public final class GroupSort {
    private static final Comparator<ShownGroup> BY_LABELS = Comparator.comparing(ShownGroup::labels)
            .thenComparing(group -> group.natural().map(GroupRow::receiver).orElse(""), Utf8.ORDER)
            .thenComparing(group -> group.natural().map(GroupRow::key).orElse(""), Utf8.ORDER);

    /** As API v2 lists them. */
    public static final GroupSort DEFAULT = new GroupSort(BY_LABELS);

    /** What {@link #of} understands, for messages. */
    public static final String EXPECTED = "labels, severity, size or startsAt, with - in front for the other way round";

    private final Comparator<ShownGroup> order;

    private GroupSort(Comparator<ShownGroup> order) {
        this.order = requireNonNull(order, "order");
    }

    /** @param text {@code severity} puts the worst first, {@code startsAt} the one whose latest alert is the oldest */
    public static Optional<GroupSort> of(String text) {
        boolean isDescending = text.startsWith("-");
        return ascending(isDescending ? text.substring(1) : text)
                .map(order -> new GroupSort((isDescending ? order.reversed() : order).thenComparing(BY_LABELS)));
    }

    private static Optional<Comparator<ShownGroup>> ascending(String field) {
        return switch (field) {
            case "labels" -> Optional.of(BY_LABELS);
            case "severity" -> Optional.of(Comparator.comparing(ShownGroup::severity));
            case "size" -> Optional.of(Comparator.comparingInt(ShownGroup::total));
            case "startsAt" -> Optional.of(Comparator.comparing(ShownGroup::startsAt));
            default -> Optional.empty();
        };
    }

    public List<ShownGroup> page(List<ShownGroup> groups, int offset, int limit) {
        if (limit == 0 || offset >= groups.size()) {
            return List.of();
        }
        List<ShownGroup> sorted = new ArrayList<>(groups);
        sorted.sort(order);
        return List.copyOf(sorted.subList(offset, Math.min(sorted.size(), offset + limit)));
    }
}
