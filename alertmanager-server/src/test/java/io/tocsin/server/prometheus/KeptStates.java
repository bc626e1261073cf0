package io.tocsin.server.prometheus;

import io.tocsin.evaluator.rule.GroupId;
import io.tocsin.evaluator.rule.GroupSnapshot;
import io.tocsin.evaluator.rule.GroupState;
import io.tocsin.server.storage.RuleStates;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** What rules have come to, as a restart would find it. */
final class KeptStates implements RuleStates {
    private final Map<GroupId, GroupState> states = new LinkedHashMap<>();

    @Override
    public List<GroupState> kept() {
        return List.copyOf(states.values());
    }

    @Override
    public long sizeBytes() {
        return 0;
    }

    @Override
    public long maxBytes() {
        return Long.MAX_VALUE;
    }

    @Override
    public void keep(GroupSnapshot group) {
        if (group.state().alerts().isEmpty()) {
            states.remove(group.state().id());
        } else {
            states.put(group.state().id(), group.state());
        }
    }

    @Override
    public void keepOnly(Set<GroupId> groups, List<GroupSnapshot> begun) {
        begun.forEach(this::keep);
        states.keySet().retainAll(groups);
    }
}
