package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.engine.NoStateStore;
import io.tocsin.core.engine.StoreUnavailableException;
import io.tocsin.server.api.WireClient.Answer;
import io.tocsin.server.log.CapturedLog;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;

/** What clients hear while nothing can be made durable. */
final class SilencesWithoutStoreTest {
    private static final String TROUBLE = "no space left on device";
    private static final String JSON = "Content-Type: application/json";
    private static final String SILENCE = """
            {"matchers":[{"name":"a","value":"b","isRegex":false}],"startsAt":"2026-01-01T00:00:00Z",
             "endsAt":"2026-01-01T01:00:00Z","createdBy":"me","comment":"c"}""";

    @RegisterExtension
    private final CapturedLog log = CapturedLog.of(SilenceEndpoints.class);

    /** Works until it {@link #breaks}. */
    private static final class BreakingStore extends NoStateStore {
        private volatile boolean isBroken;

        void breaks() {
            isBroken = true;
        }

        @Override
        public CompletionStage<Void> committed() {
            return isBroken ? CompletableFuture.failedStage(new StoreUnavailableException(TROUBLE)) : super.committed();
        }

        @Override
        public Optional<String> trouble() {
            return isBroken ? Optional.of(TROUBLE) : super.trouble();
        }
    }

    @Test
    void postAndDelete_storeInTrouble_areAnswered503WithTheReason() {
        var store = new BreakingStore();
        try (var running = new RunningApi(RunningApi.Options.DEFAULT.with(store))) {
            // given
            String id = post(running)
                    .body()
                    .replaceAll(".*\"([0-9a-f-]{36})\".*", "$1")
                    .strip();
            // when
            store.breaks();
            Answer posted = post(running);
            Answer deleted = running.client.send("DELETE", "/api/v2/silence/" + id, "");
            // then
            for (Answer answer : new Answer[] {posted, deleted}) {
                assertThat(answer.status()).isEqualTo(503);
                assertThat(answer.header("Content-Type")).isEqualTo("application/json");
                assertThat(answer.header("Retry-After")).isEqualTo("10");
                assertThat(answer.body())
                        .startsWith("\"silences cannot be stored: ")
                        .contains(TROUBLE)
                        .endsWith("\"\n");
            }
            assertThat(log.lines()).as("of two refusals").hasSize(1);
            assertThat(log.lines().get(0).getKeyValuePairs().toString()).contains(TROUBLE);
        }
    }

    @Test
    void alerts_storeInTrouble_areTaken() {
        var store = new BreakingStore();
        store.breaks();
        try (var running = new RunningApi(RunningApi.Options.DEFAULT.with(store))) {
            String alert = "[{\"labels\":{\"alertname\":\"x\"}}]";

            assertThat(running.client
                            .send("POST", "/api/v2/alerts", alert, JSON)
                            .status())
                    .isEqualTo(200);
            assertThat(running.client.get("/api/v2/alerts").body()).contains("\"alertname\":\"x\"");
        }
    }

    private static Answer post(RunningApi running) {
        return running.client.send("POST", "/api/v2/silences", SILENCE, JSON);
    }
}
