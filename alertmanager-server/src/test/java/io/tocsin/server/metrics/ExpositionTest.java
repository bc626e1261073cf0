package io.tocsin.server.metrics;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.server.metrics.Exposition.Page;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Set;
import java.util.zip.GZIPInputStream;
import org.jspecify.annotations.Nullable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class ExpositionTest {
    private final Exposition exposition = new ServerMetrics(Set.of()).exposition();

    @Test
    void page_withoutAccept_isTextAsTheOriginalNamesIt() {
        Page page = exposition.page(null, null);
        assertThat(page.contentType()).isEqualTo("text/plain; version=0.0.4; charset=utf-8; escaping=underscores");
        assertThat(page.isGzip()).isFalse();
        assertThat(new String(page.body(), UTF_8)).contains("# TYPE alertmanager_build_info gauge\n");
    }

    @Test
    void page_forOpenMetrics_endsWithEof() {
        Page page = exposition.page("application/openmetrics-text;version=1.0.0,text/plain;q=0.5", null);
        assertThat(page.contentType()).startsWith("application/openmetrics-text; version=1.0.0; charset=utf-8");
        assertThat(new String(page.body(), UTF_8)).endsWith("# EOF\n");
    }

    @Test
    void page_forProtobuf_isDelimitedMessages() {
        Page page = exposition.page(
                "application/vnd.google.protobuf;proto=io.prometheus.client.MetricFamily;encoding=delimited", null);
        assertThat(page.contentType()).startsWith("application/vnd.google.protobuf");
        assertThat(new String(page.body(), UTF_8))
                .contains("alertmanager_build_info")
                .doesNotContain("# TYPE");
    }

    @ParameterizedTest
    @CsvSource(
            nullValues = "null",
            delimiter = '|',
            value = {
                "gzip | true",
                "deflate, gzip;q=1.0, *;q=0.5 | true",
                "GZIP | true",
                "gzip;q=0 | false",
                "gzip; q=0.0 | false",
                "br | false",
                "null | false",
            })
    void page_byAcceptEncoding_isCompressed(@Nullable String acceptEncoding, boolean expected) {
        assertThat(exposition.page(null, acceptEncoding).isGzip()).isEqualTo(expected);
    }

    @Test
    void page_compressed_unpacksToThePage() throws IOException {
        Page page = exposition.page(null, "gzip");
        try (GZIPInputStream in = new GZIPInputStream(new ByteArrayInputStream(page.body()))) {
            assertThat(new String(in.readAllBytes(), UTF_8)).contains("alertmanager_cluster_enabled 0.0\n");
        }
    }
}
