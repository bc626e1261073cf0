package io.tocsin.server.process;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The name of a peer has no address yet when a member starts, as that of a pod. */
final class LateNameIT {
    private static final String CONFIG = "route: {receiver: team}\nreceivers: [{name: team}]\n";
    private static final Duration TOLD_MAX = Duration.ofSeconds(60);

    /** Java by itself would look again only after ten minutes, as it is told here. */
    private static final String FORGETS_LATE = "networkaddress.cache.negative.ttl=600\n";

    @Test
    void nameOfPeer_comesAMomentLater_isFoundAtOneOfTheNextLooks(@TempDir Path folder) throws IOException {
        // given
        Path names = Files.writeString(folder.resolve("hosts"), "127.0.0.1 localhost\n");
        Path security = Files.writeString(folder.resolve("java.security"), FORGETS_LATE);
        try (var first = start(folder.resolve("first"), Map.of(), List.of());
                var second = start(
                        folder.resolve("second"),
                        Map.of(
                                "TOCSIN_JAVA_OPTS",
                                "-Djdk.net.hosts.file=" + names + " -Djava.security.properties=" + security),
                        List.of("--cluster.peer=first.test:" + port(first), "--cluster.reconnect-interval=1s"))) {
            await().atMost(TOLD_MAX)
                    .untilAsserted(() -> assertThat(second.log()).contains("the name does not resolve"));
            assertThat(second.log()).doesNotContain(first.clusterAddress());
            // when
            Files.writeString(names, "127.0.0.1 first.test\n");
            // then
            await().atMost(TOLD_MAX)
                    .untilAsserted(() -> assertThat(second.log()).contains("addr=" + first.clusterAddress()));
        }
    }

    private static String port(AlertmanagerProcess member) {
        String address = member.clusterAddress();
        return address.substring(address.lastIndexOf(':') + 1);
    }

    private static AlertmanagerProcess start(Path folder, Map<String, String> environment, List<String> flags)
            throws IOException {
        List<String> all = new ArrayList<>(flags);
        all.add("--cluster.listen-address=127.0.0.1:0");
        return AlertmanagerProcess.start(Programs.tocsin(), environment, Files.createDirectories(folder), CONFIG, all)
                .awaitReady();
    }
}
