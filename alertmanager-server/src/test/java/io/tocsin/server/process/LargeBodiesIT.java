package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Bodies that ask for many times their size: each of these once ended a process with a small heap. */
final class LargeBodiesIT {
    private static final int BYTES = 20_000_000;

    /** An eighth of it is for bodies. */
    private static final Map<String, String> SMALL_HEAP = Map.of("TOCSIN_JAVA_OPTS", "-Xmx192m");

    /** More than there are workers that could hold on to what they have read. */
    private static final int ROUNDS = 6;

    @Test
    void post_hostileBodies_areRefusedAndTheServerWorksOn(@TempDir Path folder) {
        String config = "route: {receiver: none}\nreceivers: [{name: none}]\n";
        try (var server = AlertmanagerProcess.start(Programs.tocsin(), SMALL_HEAP, folder, config, List.of())
                .awaitReady()) {
            // when
            HttpAnswer empty = post(server, emptyAlerts());
            List<Integer> odd = IntStream.range(0, ROUNDS)
                    .mapToObj(round -> post(server, manyLabels()).status())
                    .toList();

            // then
            assertThat(empty.status()).as(server.log()).isEqualTo(400);
            assertThat(empty.text()).endsWith("more alerts were refused\"\n");
            assertThat(odd).as(server.log()).hasSize(ROUNDS).containsOnly(400);
            assertThat(post(server, "[{\"labels\":{\"a\":\"b\"}}]").status()).isEqualTo(200);
            assertThat(server.get("/api/v2/alerts").text()).contains("\"a\":\"b\"");
        }
    }

    private static HttpAnswer post(AlertmanagerProcess server, String json) {
        return HttpExchange.post("/api/v2/alerts", json).sendTo(server.address());
    }

    private static String emptyAlerts() {
        String alert = "{\"labels\":{}}";
        return "[" + (alert + ",").repeat(BYTES / (alert.length() + 1)) + alert + "]";
    }

    /** One alert, whose time is none. */
    private static String manyLabels() {
        return IntStream.range(0, BYTES / 40)
                .mapToObj(i -> "\"label-%08d\":\"value-%08d\"".formatted(i, i))
                .collect(Collectors.joining(",", "[{\"labels\":{", "},\"startsAt\":5}]"));
    }
}
