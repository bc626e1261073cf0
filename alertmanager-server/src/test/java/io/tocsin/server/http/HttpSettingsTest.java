package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class HttpSettingsTest {
    /** In MiB. */
    @ParameterizedTest
    @CsvSource({"4, 64, 1", "256, 64, 32", "12288, 64, 256", "12288, 1, 256", "12288, 100, 400", "12288, 1000, 1536"})
    void bodiesMaxBytes_default_isAShareOfTheHeapUpToAFewBodies(long heap, long body, long expected) {
        assertThat(HttpSettings.defaultBodiesMaxBytes(heap << 20, body << 20)).isEqualTo(expected << 20);
    }

    @ParameterizedTest
    @CsvSource({"9223372036854775807, 1073741824"})
    void bodiesMaxBytes_hugeLimit_doesNotOverflow(long body, long expected) {
        assertThat(HttpSettings.defaultBodiesMaxBytes(8L << 30, body)).isEqualTo(expected);
    }
}
