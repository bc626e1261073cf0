package io.tocsin.server.cluster;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

import io.tocsin.server.process.HttpAnswer;
import io.tocsin.server.process.Programs;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** For the record: what three members of the original make of what Tocsin's have to stand. Also shows that the rig can tell. */
@Tag("oracle")
final class OriginalClusterIT {
    private static final int GROUPS = 300;

    @TempDir
    private Path folder;

    private final TeamReceiver receiver = new TeamReceiver();
    private ClusterRig rig;

    @BeforeEach
    void start() {
        Path original = Programs.peer("prometheus-alertmanager");
        System.out.println(Programs.firstVersionLine(original));
        rig = ClusterRig.loopback(3, original, folder, ClusterRig.config(receiver.url(), "1s", "5s"), ClusterRig.QUICK)
                .start();
    }

    @AfterEach
    void stop() {
        if (rig != null) {
            rig.close();
        }
        receiver.close();
    }

    @Test
    void postedToAll_toldOnce_byOneMember() {
        Alerts.post(Alerts.named("all", GROUPS), Alerts::firing, request -> {
            List<HttpAnswer> answers =
                    rig.members().stream().map(member -> member.send(request)).toList();
            return answers.get(0);
        });
        await().atMost(Duration.ofSeconds(60)).until(() -> tally("all").firing().size() == GROUPS);
        await("one member sends all")
                .during(Duration.ofSeconds(20))
                .atMost(Duration.ofSeconds(40))
                .untilAsserted(
                        () -> assertThat(tally("all").requests().keySet()).containsExactly("m0"));
        Tally tally = tally("all");
        System.out.println("posted to all: " + tally.requests() + ", told more than once: "
                + Tally.repeated(tally.firing()).size());
    }

    @Test
    void postedToOneThatDies_neverTold() throws Exception {
        Alerts.post(Alerts.named("lost", GROUPS), Alerts::firing, rig.member(1)::send);
        Thread.sleep(300);
        rig.member(1).kill();
        await().during(Duration.ofSeconds(20)).atMost(Duration.ofSeconds(40)).until(() -> receiver.count() == 0);
        System.out.println("posted to one that dies 0.3 s later: 0 of " + GROUPS + " told");
    }

    private Tally tally(String prefix) {
        return Tally.of(receiver.arrivals(), prefix + "-");
    }
}
