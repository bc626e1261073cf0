package io.tocsin.core.yaml;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

final class YamlKeyOrderTest {
    /** As Alertmanager 0.33.1 printed a map with these keys. */
    @Test
    void sort_keys_isTheOriginalsOrder() {
        List<String> keys = new ArrayList<>(List.of("é", "y", "a9", "a10", "B", "a b", "5", "", "a", "10", "a09"));
        Collections.sort(keys, YamlKeyOrder.INSTANCE);
        assertThat(keys).startsWith("", "5", "10", "B", "a").endsWith("a10", "y", "é");
    }

    @Test
    void compare_equalKeys_isZero() {
        assertThat(YamlKeyOrder.INSTANCE.compare("a1", "a1")).isZero();
    }
}
