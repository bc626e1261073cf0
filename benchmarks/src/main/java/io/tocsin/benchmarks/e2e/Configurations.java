package io.tocsin.benchmarks.e2e;

/** What the servers are configured with; all have ten routes by team and nobody to notify: sending would measure the receiver. */
final class Configurations {
    private static final int TEAMS = 10;

    /** One group per alert name: {@value AlertText#NAMES}. */
    static final String HUNDRED_GROUPS = routing("[alertname]");

    /** At most 2 100 groups: seven namespaces and three clusters per alert name. */
    static final String MANY_GROUPS = routing("[alertname, cluster, namespace]");

    /** A warning is inhibited by the critical alert of the same name and pod. */
    static final String INHIBITION_BY_PAIRS = HUNDRED_GROUPS + inhibition("[alertname, pod]");

    /** A warning is inhibited by any of the critical alerts of its cluster and namespace. */
    static final String INHIBITION_BY_MANY = HUNDRED_GROUPS + inhibition("[cluster, namespace]");

    private Configurations() {}

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
        return text.append("receivers:\n  - name: nobody\n").toString();
    }
}
