package io.tocsin.server.overview;

import io.tocsin.core.label.Utf8;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.PriorityQueue;

/** An order of alerts. It is total: alerts that are equal by it are ordered by fingerprint. Immutable. */
public final class AlertSort {
    /** The latest first. */
    public static final AlertSort DEFAULT = new AlertSort(byStart().reversed());

    /** The worst first, then the latest: the order inside a group. */
    static final AlertSort IN_GROUP = new AlertSort(
            Comparator.comparing(AlertRow::severity).thenComparing(byStart().reversed()));

    /** What {@link #of} understands, for messages. */
    public static final String EXPECTED =
            "startsAt, alertname, severity, state or label:NAME, with - in front for the other way round";

    private static final String LABEL = "label:";
    private static final int FEW_OF = 8;

    private final Comparator<AlertRow> order;

    private AlertSort(Comparator<AlertRow> order) {
        this.order = order.thenComparingInt(AlertRow::index);
    }

    /**
     * @param text {@code severity} puts the worst first, {@code state} is in the order of {@link AlertState}, labels that an
     *     alert lacks count as empty
     */
    public static Optional<AlertSort> of(String text) {
        boolean isDescending = text.startsWith("-");
        return ascending(isDescending ? text.substring(1) : text)
                .map(order -> new AlertSort(isDescending ? order.reversed() : order));
    }

    private static Optional<Comparator<AlertRow>> ascending(String field) {
        if (field.startsWith(LABEL) && field.length() > LABEL.length()) {
            return Optional.of(byLabel(field.substring(LABEL.length())));
        }
        return switch (field) {
            case "startsAt" -> Optional.of(byStart());
            case "alertname" -> Optional.of(byLabel("alertname"));
            case "severity" -> Optional.of(Comparator.comparing(AlertRow::severity));
            case "state" -> Optional.of(Comparator.comparing(AlertRow::state));
            default -> Optional.empty();
        };
    }

    private static Comparator<AlertRow> byStart() {
        return Comparator.comparing(row -> row.alert().startsAt());
    }

    private static Comparator<AlertRow> byLabel(String name) {
        return Comparator.comparing(row -> row.labels().get(name), Utf8.ORDER);
    }

    /** A page of all that are asked for. */
    public List<AlertRow> page(List<AlertRow> rows, int offset, int limit) {
        if (limit == 0 || offset >= rows.size()) {
            return List.of();
        }
        int end = Math.min(rows.size(), offset + limit);
        List<AlertRow> sorted = new ArrayList<>(end < rows.size() / FEW_OF ? first(rows, end) : rows);
        sorted.sort(order);
        return sorted.subList(offset, end);
    }

    /** The first {@code count} of all, in no order: a few of many are found sooner than all are put in order. */
    private PriorityQueue<AlertRow> first(List<AlertRow> rows, int count) {
        PriorityQueue<AlertRow> first = new PriorityQueue<>(count, order.reversed());
        for (AlertRow row : rows) {
            if (first.size() < count) {
                first.add(row);
            } else if (order.compare(row, first.element()) < 0) {
                first.remove();
                first.add(row);
            }
        }
        return first;
    }
}
