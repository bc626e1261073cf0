package io.tocsin.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.metrics.Exposition.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.junit.jupiter.api.Test;

final class ExpositionTest {
    private final Exposition exposition = new ServerMetrics(Set.of()).exposition();

    @Test
    void page_withoutAccept_isTextAsTheOriginalNamesIt() {
        Page page = exposition.page(null, false);
        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(new String(page.body(), UTF_8)).contains("# TYPE alertmanager_build_info gauge\n");
    }

    @Test
    void page_forOpenMetrics_endsWithEof() {
        Page page = exposition.page("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", false);
        assertThat(page.contentType()).startsWith("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(new String(page.body(), UTF_8)).endsWith("# EOF\n");
    }

    @Test
    void page_forProtobuf_isDelimitedMessages() {
        Page page = exposition.page(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", false);
        assertThat(page.contentType()).startsWith("application/vnd.google.protobuf");
        assertThat(new String(page.body(), UTF_8))
                .contains("alertmanager_build_info")
                .doesNotContain("# TYPE");
    }

    @Test
    void page_compressed_unpacksToThePage() throws IOException {
        Page page = exposition.page(null, true);
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("alertmanager_cluster_enabled 0.0\n");
        }
    }
}
