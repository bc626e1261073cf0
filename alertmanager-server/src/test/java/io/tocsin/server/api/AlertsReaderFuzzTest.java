package io.tocsin.server.api;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.alert.PostedAlert;
import io.tocsin.core.label.StringPool;
import io.tocsin.core.label.Utf8;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Whatever bytes come in, the reader gives alerts or a refusal, and goes on with the next body. */
final class AlertsReaderFuzzTest {
    private static final String SEED_BODY = """
            [{"labels":{"alertname":"Down","größe":"\\u00e9\\ud83d\\ude00"},"annotations":{"a":"b\\n","n":null},
              "startsAt":"2020-01-01T00:00:00.123+02:00","endsAt":"0001-01-01T00:00:00Z",
              "generatorURL":"http://[::1]:9090/graph?x=%41#y"},
             {"Labels":{"a":"b"},"x":[1,-2.5e+3,true,false,null,{"y":{}}]},null,[],"s",1]""";

    private static final byte[] TOKENS = "{}[]:,\"\\u0tfn-+.e19 \n%/@".getBytes(StandardCharsets.UTF_8);
    private static final int ROUNDS = 20_000;

    @ParameterizedTest
    @ValueSource(longs = {1, 2, 3})
    void read_mutatedBody_givesAlertsOrARefusal(long seed) {
        Random random = new Random(seed);
        AlertsReader reader = new AlertsReader(new StringPool(64));
        byte[] body = SEED_BODY.getBytes(StandardCharsets.UTF_8);
        for (int round = 0; round < ROUNDS; round++) {
            byte[] mutated = mutate(body, random);
            try {
                readOnce(reader, mutated);
            } catch (RuntimeException | AssertionError e) {
                throw new AssertionError("seed " + seed + " round " + round + ": " + Arrays.toString(mutated), e);
            }
        }
    }

    private static void readOnce(AlertsReader reader, byte[] body) {
        try {
            reader.read(body, body.length).forEach(AlertsReaderFuzzTest::assertEncodable);
        } catch (Refusal refusal) {
            assertThat(refusal.status()).isIn(400, 422);
            assertThat(refusal.text()).isNotEmpty();
        }
    }

    private static byte[] mutate(byte[] body, Random random) {
        byte[] mutated = body.clone();
        for (int i = random.nextInt(6); i >= 0; i--) {
            int at = random.nextInt(mutated.length);
            switch (random.nextInt(4)) {
                case 0 -> mutated[at] = (byte) random.nextInt(256);
                case 1 -> mutated[at] = TOKENS[random.nextInt(TOKENS.length)];
                case 2 -> mutated = Arrays.copyOf(mutated, Math.max(1, at));
                default ->
                    System.arraycopy(
                            mutated,
                            at,
                            mutated,
                            Math.min(at + 1, mutated.length - 1),
                            Math.max(0, mutated.length - at - 1));
            }
        }
        return mutated;
    }

    private static void assertEncodable(PostedAlert alert) {
        for (int i = 0; i < alert.labels().size(); i++) {
            assertThat(Utf8.isEncodable(alert.labels().name(i))).isTrue();
            assertThat(Utf8.isEncodable(alert.labels().value(i))).isTrue();
        }
    }
}
