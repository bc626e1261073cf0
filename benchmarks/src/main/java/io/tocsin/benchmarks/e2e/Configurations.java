package io.tocsin.benchmarks.e2e;

import java.time.Duration;

/**
 * What the servers are configured with; all have ten routes by team, and nobody to notify where sending is not what is
 * measured: it would measure the receiver.
 */
final class Configurations {
    private static final int TEAMS = 10;
    private static final String NOBODY = "  - name: nobody\n";

    /** One group per alert name: {@value AlertText#NAMES}. */
    static final String HUNDRED_GROUPS = routing("[alertname]");

    /** At most 2 100 groups: seven namespaces and three clusters per alert name. */
    static final String MANY_GROUPS = routing("[alertname, cluster, namespace]");

    /** A warning is inhibited by the critical alert of the same name and pod. */
    static final String INHIBITION_BY_PAIRS = HUNDRED_GROUPS + inhibition("[alertname, pod]");

    /** A warning is inhibited by any of the critical alerts of its cluster and namespace. */
    static final String INHIBITION_BY_MANY = HUNDRED_GROUPS + inhibition("[cluster, namespace]");

    private Configurations() {}

    /**
     * Every alert is a group of its own, and is sent once.
     *
     * @param url of the receiver
     * @param wait whole seconds
     */
    static String groupPerAlert(String url, Duration wait) {
        return HUNDRED_GROUPS
                .replace("group_by: [alertname]", "group_by: [instance]")
                .replace("group_wait: 30s", "group_wait: " + wait.toSeconds() + "s")
                .replace("group_interval: 5m", "group_interval: 4h")
                .replace(NOBODY, NOBODY + webhook(url));
    }

    /**
     * Many groups, which tell a receiver of one of their alerts.
     *
     * @param url of the receiver
     */
    static String manyGroupsTo(String url) {
        return MANY_GROUPS.replace(NOBODY, NOBODY + webhook(url) + "        max_alerts: 1\n");
    }

    private static String webhook(String url) {
        return "    webhook_configs:\n      - url: " + url + "\n";
    }

    private static String inhibition(String equal) {
        return """
                inhibit_rules:
                  - source_matchers: [severity="critical"]
                    target_matchers: [severity="warning"]
                    equal: %s
                """.formatted(equal);
    }

    private static String routing(String groupBy) {
        StringBuilder text = new StringBuilder("""
                global:
                  resolve_timeout: 5m
                route:
                  receiver: nobody
                  group_by: %s
                  group_wait: 30s
                  group_interval: 5m
                  repeat_interval: 4h
                  routes:
                """.formatted(groupBy));
        for (int team = 0; team < TEAMS; team++) {
            text.append("    - matchers: [team=\"team-").append(team).append("\"]\n");
        }
        return text.append("receivers:\n" + NOBODY).toString();
    }
}
