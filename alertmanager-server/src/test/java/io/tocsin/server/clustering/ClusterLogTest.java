package io.tocsin.server.clustering;

import static org.assertj.core.api.Assertions.assertThat;

import ch.qos.logback.classic.spi.ILoggingEvent;
import io.tocsin.cluster.event.ClusterEvent;
import io.tocsin.server.log.CapturedLog;
import java.time.Duration;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

final class ClusterLogTest {
    @RegisterExtension
    private final CapturedLog captured = CapturedLog.of(ClusterLog.class);

    private final ClusterLog log = new ClusterLog();

    private List<String> lines() {
        return captured.lines().stream().map(ClusterLogTest::shown).toList();
    }

    private static String shown(ILoggingEvent line) {
        return line.getLevel() + " " + line.getMessage() + " "
                + line.getKeyValuePairs().stream()
                        .map(pair -> pair.key + "=" + pair.value)
                        .collect(Collectors.joining(" "));
    }

    /** Lines of 0.33.1; "members" is ours. */
    @Test
    void settling_isToldInTheOriginalsLines() {
        log.on(new ClusterEvent.SettlingBegun(Duration.ofSeconds(2)));
        log.on(new ClusterEvent.NotSettled(0, 0, 2, Duration.ofMillis(2_001)));
        log.on(new ClusterEvent.Settled(Duration.ofSeconds(10), 2, true));
        log.on(new ClusterEvent.Settled(Duration.ofMillis(1_500), 1, false));

        assertThat(lines())
                .containsExactly(
                        "INFO Waiting for gossip to settle... component=cluster interval=2s",
                        "INFO gossip not settled component=cluster polls=0 before=0 now=2 elapsed=2.001s",
                        "INFO gossip settled; proceeding component=cluster members=2 elapsed=10s",
                        "INFO gossip not settled but continuing anyway component=cluster members=1 elapsed=1.5s");
    }

    @Test
    void turns_itIsSaidWhetherTheMemberKnowsWhatTheOthersKnow() {
        log.on(new ClusterEvent.Ranked(3, true));
        log.on(new ClusterEvent.Ranked(2, false));

        assertThat(lines())
                .containsExactly(
                        "INFO has what the others have, and takes its turns component=cluster members=3",
                        "INFO takes its turns, but has not seen all that the others have component=cluster members=2");
    }

    @Test
    void members_comeAndGo() {
        log.on(new ClusterEvent.MemberJoined("b", "10.0.0.2:9094"));
        log.on(new ClusterEvent.MemberLeft("b", "10.0.0.2:9094", true));
        log.on(new ClusterEvent.MemberLeft("b", "10.0.0.2:9094", false));

        assertThat(lines())
                .containsExactly(
                        "INFO peer joined component=cluster peer=b addr=10.0.0.2:9094",
                        "INFO peer left component=cluster peer=b addr=10.0.0.2:9094",
                        "WARN peer lost component=cluster peer=b addr=10.0.0.2:9094");
    }

    @Test
    void troubleThatGoesOn_isOneLine_untilItIsAnotherOneOrWasOver() {
        log.on(new ClusterEvent.NodeRefused("10.0.0.9:9094", "another label"));
        log.on(new ClusterEvent.NodeRefused("10.0.0.9:9094", "another label"));
        log.on(new ClusterEvent.NodeRefused("10.0.0.9:9094", "no secret"));
        log.on(new ClusterEvent.ExchangeFailed("b", "timeout"));
        log.on(new ClusterEvent.ExchangeFailed("b", "timeout"));
        log.on(new ClusterEvent.Exchanged("b", 0, 0, Duration.ofMillis(1)));
        log.on(new ClusterEvent.ExchangeFailed("b", "timeout"));

        assertThat(lines())
                .containsExactly(
                        "WARN node refused component=cluster addr=10.0.0.9:9094 err=another label",
                        "WARN node refused component=cluster addr=10.0.0.9:9094 err=no secret",
                        "WARN cannot compare everything with a peer, will retry component=cluster peer=b err=timeout",
                        "WARN cannot compare everything with a peer, will retry component=cluster peer=b err=timeout");
    }

    @Test
    void configurations_areTheSameAgain_onlyWhenTheLastOneIs() {
        log.on(new ClusterEvent.ConfigurationsDiffer(true, "b"));
        log.on(new ClusterEvent.ConfigurationsDiffer(true, "c"));
        log.on(new ClusterEvent.ConfigurationsDiffer(true, "c"));
        log.on(new ClusterEvent.ConfigurationsDiffer(false, "b"));
        log.on(new ClusterEvent.ConfigurationsDiffer(false, "c"));
        log.on(new ClusterEvent.ConfigurationsDiffer(false, "c"));

        String differs = "WARN a peer has loaded another configuration: groups may be routed differently there"
                + " component=cluster peer=";
        assertThat(lines())
                .containsExactly(
                        differs + "b",
                        differs + "c",
                        "INFO all peers have loaded the same configuration component=cluster");
    }

    @Test
    void configurationOfOneThatIsGone_keepsNobodyFromAgreeing() {
        log.on(new ClusterEvent.ConfigurationsDiffer(true, "b"));
        log.on(new ClusterEvent.ConfigurationsDiffer(true, "c"));
        log.on(new ClusterEvent.MemberLeft("b", "10.0.0.2:9094", true));
        log.on(new ClusterEvent.ConfigurationsDiffer(false, "c"));

        assertThat(lines()).last().isEqualTo("INFO all peers have loaded the same configuration component=cluster");
    }

    @Test
    void peerThatCannotBeReached_isOneLine_untilItCould() {
        log.on(new ClusterEvent.PeersRefreshed("10.0.0.3:9094", "nobody answers there, will retry"));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", "nobody answers there, will retry"));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", ""));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", "nobody answers there, will retry"));

        String line = "WARN failed to join cluster component=cluster addr=10.0.0.3:9094"
                + " err=nobody answers there, will retry";
        assertThat(lines()).containsExactly(line, line);
    }

    @Test
    void peerThatWasRefused_isNotToldAgainAsOneThatCannotBeReached() {
        log.on(new ClusterEvent.NodeRefused("10.0.0.3:9094", "no secret"));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", "no secret"));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", "no secret"));
        log.on(new ClusterEvent.ReconnectTried("10.0.0.3:9094", "nobody answers there, will retry"));

        assertThat(lines())
                .containsExactly(
                        "WARN node refused component=cluster addr=10.0.0.3:9094 err=no secret",
                        "WARN failed to join cluster component=cluster addr=10.0.0.3:9094"
                                + " err=nobody answers there, will retry");
    }

    @Test
    void whatHappensAllTheTime_isNoLine() {
        log.on(new ClusterEvent.MessageReceived(ClusterEvent.Topic.UPDATE, 1));
        log.on(new ClusterEvent.Pinged("b", Duration.ofMillis(1)));
        log.on(new ClusterEvent.AcknowledgedAlone(Duration.ofMillis(100)));
        log.on(new ClusterEvent.PeersRefreshed("10.0.0.3:9094", ""));

        assertThat(lines()).isEmpty();
    }
}
