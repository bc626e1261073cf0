package io.tocsin.benchmarks.e2e;

import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Bodies as the end-to-end load posts them, for benchmarks of single pieces. */
public final class SampleBody {
    private static final Instant START = Instant.parse("2026-03-01T10:00:00.250Z");

    private SampleBody() {}

    /**
     * The bodies of one round over a pool.
     *
     * @param alerts in all of them together
     * @param batchSize alerts in each but the last, which may have fewer
     */
    public static List<byte[]> pool(int alerts, int batchSize) {
        List<byte[]> bodies = new ArrayList<>();
        for (int from = 0; from < alerts; from += batchSize) {
            PreparedRequest request =
                    PreparedRequest.of("localhost", from, Math.min(alerts, from + batchSize), AlertText::severity);
            request.numberFrom(0);
            request.startsAt(START);
            request.endsAt(START.plusSeconds(240));
            String text = StandardCharsets.UTF_8.decode(request.bytes()).toString();
            bodies.add(text.split("\r\n\r\n", 2)[1].getBytes(StandardCharsets.UTF_8));
        }
        return bodies;
    }
}
