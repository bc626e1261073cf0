package io.tocsin.server.api;

import static io.tocsin.server.membership.Members.other;
import static io.tocsin.server.membership.Members.seenBy;
import static io.tocsin.server.membership.Members.self;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.cluster.member.ClusterStatus.State;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

final class ClusterEndpointTest {
    private static final ClusterView THREE = new ClusterView(
            Optional.of(seenBy(
                    "b", false, other("a", State.RANKED, 7), self("b", State.JOINING, 7), other("c", State.FAILED, 8))),
            true,
            List.of("change \"this\""));

    private static String get(ClusterView view, String path) {
        try (RunningApi running = new RunningApi(RunningApi.Options.DEFAULT.with(ClusterViews.of(view)))) {
            return running.client.get(path).body();
        }
    }

    @Test
    void get_ofACluster_saysEverything() {
        assertThat(get(THREE, ClusterEndpoint.PATH)).isEqualTo("""
            {"status":"settling","name":"b","digest":"00ff","configurationsDiffer":false,"secret":true,\
            "warnings":["change \\"this\\""],"members":[\
            {"name":"a","address":"127.0.0.1:9095","self":false,"state":"ranked","version":"0.1.0","configHash":7,\
            "clockOffsetMillis":-250,"queued":3,"lastHeard":"2026-01-01T00:00:01.000Z",\
            "lastExchange":"2026-01-01T00:00:00.000Z"},\
            {"name":"b","address":"127.0.0.1:9094","self":true,"state":"joining","version":"0.1.0","configHash":7,\
            "clockOffsetMillis":0,"queued":0},\
            {"name":"c","address":"127.0.0.1:9095","self":false,"state":"failed","version":"0.1.0","configHash":8,\
            "clockOffsetMillis":-250,"queued":3,"lastHeard":"2026-01-01T00:00:01.000Z",\
            "lastExchange":"2026-01-01T00:00:00.000Z"}]}
            """);
    }

    @Test
    void get_withoutClustering_saysSo() {
        assertThat(get(ClusterView.DISABLED, ClusterEndpoint.PATH))
                .isEqualTo("{\"status\":\"disabled\",\"warnings\":[],\"members\":[]}\n");
    }

    @Test
    void status_listsThoseThatTakePart_asTheOriginalDoes() {
        assertThat(get(THREE, "/api/v2/status"))
                .startsWith("{\"cluster\":{\"name\":\"b\",\"peers\":[{\"address\":\"127.0.0.1:9095\",\"name\":\"a\"},"
                        + "{\"address\":\"127.0.0.1:9094\",\"name\":\"b\"}],\"status\":\"settling\"},");
    }
}
