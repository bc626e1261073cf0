package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Intervals that make no sense together run, and are warned about in the original's words at each load. */
final class IntervalWarningsIT {
    private static final Pattern WARNING = Pattern.compile("level=WARN source=\\S+ (msg=\"repeat_interval is .*)");

    /** Equal intervals, and a repeat after exactly the retention, are fine. */
    private static final String CONFIG = """
            route:
              receiver: x
              repeat_interval: 10d
              routes:
              - { receiver: x, matchers: [a="b"], group_interval: 5m, repeat_interval: 1m30s }
              - { receiver: x, matchers: [a="c"], group_interval: 1h, repeat_interval: 1h }
              - { receiver: x, matchers: [a="d"], repeat_interval: 120h }
            receivers: [{name: x}]
            """;

    private static final List<String> WARNINGS = List.of(
            "msg=\"repeat_interval is greater than the data retention period. It can lead to notifications being repeated"
                    + " more often than expected.\" component=configuration repeat_interval=240h0m0s"
                    + " retention=120h0m0s route={}",
            "msg=\"repeat_interval is less than group_interval. Notifications will not repeat until the next"
                    + " group_interval.\" component=configuration repeat_interval=1m30s group_interval=5m0s"
                    + " route=\"{}/{a=\\\"b\\\"}\"");

    @Test
    void load_oddIntervals_isWarnedAbout(@TempDir Path folder) throws IOException {
        check(Programs.tocsin(), folder);
    }

    @Test
    @Tag("oracle")
    void load_ofTheOriginal_isWarnedAbout(@TempDir Path folder) throws IOException {
        check(Programs.peer("prometheus-alertmanager"), folder);
    }

    private static void check(Path program, Path folder) throws IOException {
        try (var server =
                AlertmanagerProcess.start(program, folder, CONFIG, List.of()).awaitReady()) {
            assertThat(warnings(server)).containsExactlyElementsOf(WARNINGS);

            reload(server);
            assertThat(warnings(server)).hasSize(2 * WARNINGS.size());

            Files.writeString(
                    folder.resolve("alertmanager.yml"),
                    CONFIG.replace("10d", "4h").replace("1m30s", "5m"));
            reload(server);
            assertThat(warnings(server)).hasSize(2 * WARNINGS.size());
        }
    }

    private static void reload(AlertmanagerProcess server) {
        assertThat(HttpExchange.post("/-/reload", "").sendTo(server.address()).status())
                .isEqualTo(200);
    }

    private static List<String> warnings(AlertmanagerProcess server) {
        return WARNING.matcher(server.log())
                .results()
                .map((MatchResult line) -> line.group(1))
                .toList();
    }
}
