package io.tocsin.evaluator.discovery;

import io.tocsin.evaluator.config.ScrapeConfig;
import io.tocsin.evaluator.config.TargetGroupConfig;
import java.util.ArrayList;
import java.util.List;

/** The targets of one scrape config as they come and go. Owned by whoever polls it; not thread-safe. */
public final class JobDiscovery {
    private final TargetBuilder builder;
    private final List<TargetGroup> fixed;
    private final List<FileDiscovery> discoveries;
    private DiscoveredTargets targets;

    public JobDiscovery(ScrapeConfig config, TargetFiles files) {
        this.builder = new TargetBuilder(config);
        this.fixed = groups(config.staticGroups());
        this.discoveries = config.fileDiscoveries().stream()
                .map(discovery -> new FileDiscovery(discovery, files))
                .toList();
        this.targets = builder.build(fixed);
    }

    private static List<TargetGroup> groups(List<TargetGroupConfig> configured) {
        List<TargetGroup> groups = new ArrayList<>();
        for (TargetGroupConfig group : configured) {
            groups.add(new TargetGroup(String.valueOf(groups.size()), group.targets(), group.labels()));
        }
        return groups;
    }

    /** Whether polling can find anything new. */
    public boolean isFixed() {
        return discoveries.isEmpty();
    }

    /**
     * Looks at the files again: every few seconds, as long as somebody wants targets.
     *
     * @return whether the targets may be others now
     */
    public boolean poll(long nowMillis) {
        boolean isChanged = false;
        for (FileDiscovery discovery : discoveries) {
            isChanged |= discovery.poll(nowMillis);
        }
        if (isChanged) {
            List<TargetGroup> all = new ArrayList<>(fixed);
            discoveries.forEach(discovery -> all.addAll(discovery.groups()));
            targets = builder.build(all);
        }
        return isChanged;
    }

    /** As of the last poll. */
    public DiscoveredTargets targets() {
        return targets;
    }

    /** Why files of targets could not be used, one line each. */
    public List<String> problems() {
        return discoveries.stream()
                .flatMap(discovery -> discovery.problems().stream())
                .toList();
    }
}
