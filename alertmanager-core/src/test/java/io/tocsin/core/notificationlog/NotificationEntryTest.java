package io.tocsin.core.notificationlog;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.util.Map;
import org.junit.jupiter.api.Test;

final class NotificationEntryTest {
    private static final Instant NOW = Instant.parse("2026-01-01T00:00:00Z");

    @Test
    void inDoubt_nothingWasToldBefore_namesWhatMayFireThere() {
        NotificationEntry inDoubt =
                entry(0, AlertHashes.of(1), AlertHashes.of(2)).inDoubt();

        assertThat(inDoubt.isInDoubt()).isTrue();
        assertThat(inDoubt.firing().contains(1)).isTrue();
        assertThat(inDoubt.resolved().isEmpty()).isTrue();
    }

    @Test
    void inDoubtWith_namesWhatMayFireThereAndWhatWasCertainlyTold() {
        NotificationEntry told = entry(0, AlertHashes.of(1), AlertHashes.of(2));

        NotificationEntry inDoubt = told.inDoubtWith(entry(60, AlertHashes.of(3), AlertHashes.of(1)));

        assertThat(inDoubt.isInDoubt()).isTrue();
        assertThat(inDoubt.firing().containsAll(AlertHashes.of(1, 3))).isTrue();
        assertThat(inDoubt.resolved()).isEqualTo(AlertHashes.of(2));
        assertThat(inDoubt.notifiedAt()).isEqualTo(NOW);
        assertThat(inDoubt.expiresAt()).isEqualTo(NOW.plusSeconds(660));
    }

    @Test
    void withoutWhatIsInDoubt_leavesThatSomethingFiredThere() {
        NotificationEntry certain = entry(0, AlertHashes.of(1), AlertHashes.of(2));

        NotificationEntry told = certain.inDoubtWith(certain).withoutWhatIsInDoubt();

        assertThat(told.firing().contains(1)).isFalse();
        assertThat(told.firing().isEmpty()).isFalse();
        assertThat(told.resolved().isEmpty()).isTrue();
        assertThat(certain.withoutWhatIsInDoubt()).isSameAs(certain);
        assertThat(certain.isInDoubt()).isFalse();
    }

    private static NotificationEntry entry(long second, AlertHashes firing, AlertHashes resolved) {
        Instant at = NOW.plusSeconds(second);
        return new NotificationEntry(
                new NotificationKey("group", "r", "webhook", 0), at, firing, resolved, Map.of(), at.plusSeconds(600));
    }
}
