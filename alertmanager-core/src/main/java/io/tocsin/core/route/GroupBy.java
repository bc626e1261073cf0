package io.tocsin.core.route;

import io.tocsin.core.config.RouteConfig;
import io.tocsin.core.label.Labels;
import io.tocsin.core.label.Utf8;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.NavigableSet;
import java.util.TreeSet;

/**
 * Which labels of an alert decide its group.
 *
 * @param isAll every label counts, so that each alert is a group of its own; {@code names} is empty then
 * @param names sorted by their UTF-8 bytes; empty for a single group
 */
public record GroupBy(boolean isAll, NavigableSet<String> names) {
    /** One group for everything: the default. */
    public static final GroupBy NOTHING = new GroupBy(false, Collections.emptyNavigableSet());

    public GroupBy {
        names = isAll ? Collections.emptyNavigableSet() : copyOf(names);
    }

    private static NavigableSet<String> copyOf(Collection<String> names) {
        NavigableSet<String> sorted = new TreeSet<>(Utf8.ORDER);
        sorted.addAll(names);
        return Collections.unmodifiableNavigableSet(sorted);
    }

    /** @param names as a route's {@code group_by} lists them */
    static GroupBy of(List<String> names) {
        return new GroupBy(names.contains(RouteConfig.GROUP_BY_ALL), copyOf(names));
    }

    /** The labels of the group that an alert with {@code labels} belongs to; names that it lacks are left out. */
    public Labels select(Labels labels) {
        return isAll ? labels : labels.only(names);
    }
}
