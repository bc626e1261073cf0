package io.tocsin.server.cluster;

import static java.util.stream.Collectors.toMap;

import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * How often members failed to tell a group, as they log it: on a machine that is too busy to bring the answer in time a
 * member cannot know that the receiver has read it, and tells it again.
 *
 * @param ofGroups how many attempts failed, by group
 */
record FailedAttempts(Map<String, Integer> ofGroups) {
    private static final String GROUP = " aggrGroup=\"\\{}:\\{grp=\\\\\"([^\\\\]+)";

    /** Once for each error of a delivery. */
    private static final String FAILED = "Notify attempt failed, will retry later";

    private static final Pattern ATTEMPT =
            Pattern.compile("(" + FAILED + "|Notify success).*" + GROUP + ".* attempts=([0-9]+)");

    private static final Pattern CANCELED =
            Pattern.compile("(Notify for alerts failed).*" + GROUP + ".*notify retry canceled after ([0-9]+) attempts");

    FailedAttempts {
        ofGroups = Map.copyOf(ofGroups);
    }

    /** @param logs of the members, one each */
    static FailedAttempts in(List<String> logs) {
        return new FailedAttempts(logs.stream()
                .flatMap(log -> ofOneMember(log).entrySet().stream())
                .collect(toMap(Map.Entry::getKey, Map.Entry::getValue, Integer::sum)));
    }

    private static Map<String, Integer> ofOneMember(String log) {
        var ended = new HashMap<String, Integer>();
        var underWay = new HashMap<String, Integer>();
        log.lines().forEach(line -> {
            for (Pattern pattern : List.of(ATTEMPT, CANCELED)) {
                pattern.matcher(line).results().forEach(found -> add(found, ended, underWay));
            }
        });
        underWay.forEach((group, failed) -> ended.merge(group, failed, Integer::sum));
        return ended;
    }

    private static void add(MatchResult found, Map<String, Integer> ended, Map<String, Integer> underWay) {
        String group = found.group(2);
        int attempts = Integer.parseInt(found.group(3));
        if (found.group(1).equals(FAILED)) {
            underWay.put(group, attempts);
        } else {
            underWay.remove(group);
            boolean isDelivered = found.group(1).equals("Notify success");
            ended.merge(group, isDelivered ? attempts - 1 : attempts, Integer::sum);
        }
    }

    /** Of the group of an alert. */
    int of(String alert) {
        return ofGroups.getOrDefault(Alerts.groupOf(alert), 0);
    }
}
