package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.durability.NotificationBook.Arrival;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;

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

    /** Fails where something was told twice, or told as firing after it was told as resolved. */
    void assertToldOnce(String what) {
        assertToldOnce(what, Set.of());
    }

    /** @param doubtful of which that may be: see {@link ClusterRig#doubtful} */
    void assertToldOnce(String what, Set<String> doubtful) {
        assertThat(repeated(firing, doubtful))
                .as(what + " told twice as firing")
                .isEmpty();
        assertThat(repeated(resolved, doubtful))
                .as(what + " told twice as resolved")
                .isEmpty();
        assertThat(relapsed).as(what + " told as firing after resolved").isSubsetOf(doubtful);
    }

    /** What was told more often than once. */
    static List<String> repeated(Map<String, List<String>> told) {
        return repeated(told, Set.of());
    }

    /** As the other one, without those of which that may be. */
    static List<String> repeated(Map<String, List<String>> told, Set<String> doubtful) {
        return told.entrySet().stream()
                .filter(entry -> entry.getValue().size() > 1 && !doubtful.contains(entry.getKey()))
                .map(entry -> entry.getKey() + " by " + String.join(", ", entry.getValue()))
                .toList();
    }
}
