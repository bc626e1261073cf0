package io.tocsin.benchmarks.e2e;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.benchmarks.e2e.Arrivals.Arrival;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.net.URI;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;

final class ArrivalsTest {
    @Test
    void sink_webhooksOfAlerts_areToldApartByTheirNumbers() throws Exception {
        // given
        Arrivals arrivals = new Arrivals();
        try (Sink sink = new Sink(InetAddress.getLoopbackAddress(), arrivals);
                FanOut sender = new FanOut(List.of(address(sink)))) {
            // when
            sender.exchange(webhook("0000000007"));
            sender.exchange(webhook("0000000009"));
            sender.exchange(webhook("0000000007"));
            // then
            sink.await(3, Duration.ofSeconds(5));
            assertThat(arrivals.of(7, 10)).extracting(Arrival::times).containsExactly(2, 0, 1);
            assertThat(arrivals.of(7, 8).get(0).firstNanos())
                    .isLessThan(arrivals.of(9, 10).get(0).firstNanos());
        }
    }

    private static InetSocketAddress address(Sink sink) {
        URI url = URI.create(sink.url());
        return new InetSocketAddress(url.getHost(), url.getPort());
    }

    private static ByteBuffer webhook(String number) {
        String body = "{\"groupLabels\":{\"instance\":\"ip-" + number + ".compute.internal:9100\"}}";
        return ByteBuffer.wrap(("POST / HTTP/1.1\r\nContent-Length: " + body.length() + "\r\n\r\n" + body)
                .getBytes(StandardCharsets.US_ASCII));
    }
}
