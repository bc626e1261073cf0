package io.tocsin.server.cluster;

import static java.util.stream.Collectors.toCollection;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.NotificationBook.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What came of some notifications.
 *
 * @param firing when and by whom each alert was told as firing, by name
 * @param resolved when and by whom each was told as resolved
 * @param requests how many each member has sent, by its name
 * @param relapsed alerts that were told as firing after they were told as resolved
 * @param believed alerts that fire as far as the receiver knows
 */
record Tally(
        Map<String, List<String>> firing,
        Map<String, List<String>> resolved,
        Map<String, Integer> requests,
        Set<String> relapsed,
        Set<String> believed) {
    /** So many groups of a few may have an attempt that failed. */
    private static final int FAILED_FEW = 2;

    /** Of the notifications about alerts whose names begin so. */
    static Tally of(List<Arrival> arrivals, String prefix) {
        Tally tally = new Tally(new TreeMap<>(), new TreeMap<>(), new TreeMap<>(), new TreeSet<>(), new TreeSet<>());
        arrivals.stream()
                .filter(arrival -> arrival.all().first().startsWith(prefix))
                .forEach(tally::add);
        return tally;
    }

    private void add(Arrival arrival) {
        for (String name : arrival.firing()) {
            note(firing, name, arrival);
            if (resolved.containsKey(name)) {
                relapsed.add(name);
            }
        }
        arrival.resolved().forEach(name -> note(resolved, name, arrival));
        believed.addAll(arrival.firing());
        believed.removeAll(arrival.resolved());
        requests.merge(member(arrival), 1, Integer::sum);
    }

    private static void note(Map<String, List<String>> told, String name, Arrival arrival) {
        told.computeIfAbsent(name, unused -> new ArrayList<>(1)).add(arrival.sender() + " at " + arrival.at());
    }

    /** The member that sent it, whichever of its runs that was. */
    static String member(Arrival arrival) {
        return arrival.sender().substring(0, arrival.sender().lastIndexOf('-'));
    }

    /**
     * Fails where something was told twice, or told as firing after it was told as resolved. An attempt that failed excuses
     * one more of its group, but attempts that fail for many of the groups are a defect of their own.
     */
    void assertToldOnce(String what, FailedAttempts failed) {
        assertThat(repeated(failed)).as(what + " told twice").isEmpty();
        assertThat(relapsed).as(what + " told as firing after resolved").allMatch(name -> failed.of(name) > 0);
        Set<String> groups = groups();
        assertThat(groups.stream().filter(group -> failed.of(group) > 0))
                .as("groups of " + what + " with an attempt that failed, of " + groups.size())
                .hasSizeLessThanOrEqualTo(failedMax(groups.size()));
    }

    private Set<String> groups() {
        return Stream.concat(firing.keySet().stream(), resolved.keySet().stream())
                .map(Alerts::groupOf)
                .collect(toCollection(TreeSet::new));
    }

    /** What one pause of a busy machine may cost, and far less than all. */
    private static int failedMax(int groups) {
        return Math.max(FAILED_FEW, groups / 4);
    }

    /** What was told more often than once, and than an attempt failed beside that. */
    private List<String> repeated(FailedAttempts failed) {
        var repeats = new TreeMap<String, List<String>>();
        for (Map<String, List<String>> told : List.of(firing, resolved)) {
            told.forEach((name, times) ->
                    repeats.computeIfAbsent(name, unused -> new ArrayList<>(1)).addAll(times.subList(1, times.size())));
        }
        return repeats.entrySet().stream()
                .filter(entry -> entry.getValue().size() > failed.of(entry.getKey()))
                .map(entry -> entry.getKey() + " as firing by " + firing.get(entry.getKey()) + ", as resolved by "
                        + resolved.get(entry.getKey()) + ", attempts that failed: " + failed.of(entry.getKey()))
                .toList();
    }

    /** What was told more often than once. */
    static List<String> repeated(Map<String, List<String>> told) {
        return told.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1)
                .map(entry -> entry.getKey() + " by " + String.join(", ", entry.getValue()))
                .toList();
    }
}
