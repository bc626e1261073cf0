package io.tocsin.core.engine;

import io.tocsin.core.notificationlog.NotificationKey;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** What is known of single integrations of groups, forgotten together with the group. Owned by one shard's owner. */
final class PerIntegration<V> {
    private final Map<String, Map<NotificationKey, V>> byGroup = new HashMap<>();

    Optional<V> find(NotificationKey key) {
        return Optional.ofNullable(
                byGroup.getOrDefault(key.groupKey(), Map.of()).get(key));
    }

    boolean hasAny(String groupKey) {
        return byGroup.containsKey(groupKey);
    }

    Stream<V> allOf(String groupKey) {
        return byGroup.getOrDefault(groupKey, Map.of()).values().stream();
    }

    void put(NotificationKey key, V value) {
        byGroup.computeIfAbsent(key.groupKey(), group -> new HashMap<>(2)).put(key, value);
    }

    void remove(NotificationKey key) {
        byGroup.computeIfPresent(key.groupKey(), (group, ofGroup) -> {
            ofGroup.remove(key);
            return ofGroup.isEmpty() ? null : ofGroup;
        });
    }

    void forget(String groupKey) {
        byGroup.remove(groupKey);
    }

    void forgetAll() {
        byGroup.clear();
    }
}
