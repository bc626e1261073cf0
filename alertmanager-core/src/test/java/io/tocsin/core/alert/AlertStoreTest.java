package io.tocsin.core.alert;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.time.Instant;
import org.junit.jupiter.api.Test;

final class AlertStoreTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");
    private static final Labels A = Labels.of("alertname", "A");

    private final AlertStore<HeldAlert> store = new AlertStore<>(HeldAlert::new);

    @Test
    void retireResolved_onlyKeptKnowsIt() {
        store.put(alert(A, -60, -10), NOW);
        store.put(alert(Labels.of("alertname", "B"), -60, 60), NOW);

        assertThat(store.retireResolved(NOW)).hasSize(1);

        assertThat(store.get(A)).isNull();
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.all()).hasSize(1);
        assertThat(store.kept()).hasSize(2);
        assertThat(store.eachKept()).hasSize(2);
        assertThat(store.retired()).hasSize(1);
        assertThat(store.retireResolved(NOW)).isEmpty();
    }

    @Test
    void put_retired_isANewAlert() {
        store.put(alert(A, -60, -10), NOW);
        HeldAlert retired = store.retireResolved(NOW).get(0);

        AlertStore.Change<HeldAlert> change = store.put(alert(A, -30, 60), NOW);

        assertThat(change.before()).isNull();
        assertThat(change.holder()).isNotSameAs(retired);
        assertThat(change.replaced()).isSameAs(retired);
        assertThat(change.holder().alert()).isEqualTo(alert(A, -30, 60));
        assertThat(store.size()).isEqualTo(1);
        assertThat(store.forget(retired)).as("its labels have another holder").isFalse();
        assertThat(store.get(A)).isSameAs(change.holder());
        assertThat(store.size()).isEqualTo(1);
    }

    @Test
    void forget_retired_isGone() {
        store.put(alert(A, -60, -10), NOW);
        HeldAlert retired = store.retireResolved(NOW).get(0);

        assertThat(store.forget(retired)).isTrue();

        assertThat(store.kept()).isEmpty();
        assertThat(store.size()).isZero();
    }

    private static Alert alert(Labels labels, int starts, int ends) {
        return new Alert(
                labels,
                Labels.EMPTY,
                Timestamp.of(NOW.plusSeconds(starts)),
                Timestamp.of(NOW.plusSeconds(ends)),
                false,
                "",
                NOW);
    }
}
