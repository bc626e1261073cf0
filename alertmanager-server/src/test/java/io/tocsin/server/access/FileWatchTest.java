package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.log.CapturedLog;
import io.tocsin.server.metrics.ServerMetrics;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.List;
import java.util.Queue;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** In virtual time: a check that hangs is one that is not run yet. */
final class FileWatchTest {
    private static final String CHECKED = "tocsin_web_config_last_check_success_timestamp_seconds";

    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(FileWatch.class);

    private final ServerMetrics metrics = new ServerMetrics(Set.of());
    private final Queue<Runnable> checks = new ArrayDeque<>();
    private Instant now = Instant.ofEpochSecond(1_700_000_000);
    private long nanos = -5;
    private int checked;
    private boolean isBroken;

    private final FileWatch watch = new FileWatch(
            new FileWatch.Watched("web.yml", this::check), checks::add, metrics.access(), () -> now, () -> nanos);

    private void check() {
        checked++;
        if (isBroken) {
            throw new StackOverflowError();
        }
    }

    private void tickSeconds(int count) {
        for (int i = 0; i < count; i++) {
            now = now.plusSeconds(1);
            nanos += Duration.ofSeconds(1).toNanos();
            watch.tick();
        }
    }

    private List<String> logged() {
        return captured.lines().stream()
                .map(line -> line.getLevel() + " " + line.getMessage() + " " + line.getKeyValuePairs())
                .toList();
    }

    private double checkedAt() {
        String page = new String(metrics.exposition().page(null, false).body(), StandardCharsets.UTF_8);
        return page.lines()
                .filter(line -> line.startsWith(CHECKED + " "))
                .mapToDouble(line -> Double.parseDouble(line.substring(CHECKED.length() + 1)))
                .findFirst()
                .orElseThrow();
    }

    @Test
    void tick_checksThatEnd_areOneForEach() {
        assertThat(checkedAt()).isEqualTo(1_700_000_000);
        for (int i = 0; i < 20; i++) {
            tickSeconds(1);
            checks.remove().run();
        }
        assertThat(checked).isEqualTo(20);
        assertThat(checkedAt()).isEqualTo(1_700_000_020);
        assertThat(logged()).isEmpty();
    }

    @Test
    void tick_checkThatHangs_isOneWithOneLineAndAnOldTime() {
        // given
        tickSeconds(1);
        checks.remove().run();

        // when
        tickSeconds(5);
        assertThat(logged()).isEmpty();
        tickSeconds(600);

        // then
        assertThat(checks).hasSize(1);
        assertThat(checkedAt()).isEqualTo(1_700_000_001);
        assertThat(logged())
                .containsExactly("WARN Web configuration cannot be read for a while, changes are not seen"
                        + " [component=\"web\", file=\"web.yml\", seconds=\"5\"]");
    }

    @Test
    void tick_checkThatEndsAtLast_isSaidAndTheNextBegins() {
        // given
        tickSeconds(10);

        // when
        checks.remove().run();
        tickSeconds(1);
        checks.remove().run();

        // then
        assertThat(checkedAt()).isEqualTo(1_700_000_011);
        assertThat(logged()).hasSize(2).last().asString().startsWith("INFO Web configuration is watched again");
        tickSeconds(20);
        assertThat(logged()).hasSize(3);
    }

    @Test
    void tick_checkThatBreaks_isLoggedAndTheNextBegins() {
        isBroken = true;
        tickSeconds(1);
        checks.remove().run();
        assertThat(checkedAt()).isEqualTo(1_700_000_000);
        assertThat(logged()).containsExactly("ERROR Web configuration cannot be watched [component=\"web\"]");

        isBroken = false;
        tickSeconds(1);
        checks.remove().run();
        assertThat(checkedAt()).isEqualTo(1_700_000_002);
    }
}
