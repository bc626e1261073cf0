package io.tocsin.cluster.hazelcast;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Duration;
import java.util.List;
import java.util.concurrent.Executor;
import org.junit.jupiter.api.Test;

final class SeedsTest {
    private static final HostPort SEED = new HostPort("am.test", 9094);

    private final FakeNames names = new FakeNames();

    private Seeds seeds(Executor executor) {
        return new Seeds(List.of(SEED), names, executor);
    }

    @Test
    void name_thatDoesNotResolve_isSaidUntilItHasHadAnAddress() {
        Seeds seeds = seeds(Runnable::run);
        assertThat(seeds.resolve(Duration.ofSeconds(1))).isEmpty();
        assertThat(seeds.unresolved()).containsEntry(SEED, "the name does not resolve, will retry");
        assertThat(seeds.leadElsewhere()).isFalse();

        names.resolve("am.test", "10.0.0.2");
        assertThat(seeds.resolve(Duration.ofSeconds(1))).containsOnlyKeys(new HostPort("10.0.0.2", 9094));
        assertThat(seeds.unresolved()).isEmpty();
        assertThat(seeds.leadElsewhere()).isTrue();

        names.resolve("am.test");
        assertThat(seeds.resolve(Duration.ofSeconds(1))).containsOnlyKeys(new HostPort("10.0.0.2", 9094));
        assertThat(seeds.unresolved()).isEmpty();
    }

    @Test
    void name_thatTakesLong_isSaid() {
        Seeds seeds = seeds(task -> {});
        assertThat(seeds.resolve(Duration.ofMillis(1))).isEmpty();
        assertThat(seeds.unresolved()).containsEntry(SEED, "resolving the name takes long, will retry");
    }

    @Test
    void name_ofThisMachine_leadsNowhereElse() {
        names.resolve("am.test", "127.0.0.2", "::1");
        Seeds seeds = seeds(Runnable::run);
        seeds.resolve(Duration.ofSeconds(1));
        assertThat(seeds.leadElsewhere()).isFalse();
    }
}
