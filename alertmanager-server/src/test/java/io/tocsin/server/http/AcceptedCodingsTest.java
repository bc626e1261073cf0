package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class AcceptedCodingsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip | true",
                "deflate, gzip;q=1.0, *;q=0.5 | true",
                "GZIP | true",
                "gzip;q=0 | false",
                "gzip; q=0.0 | false",
                "x-gzip-not | false",
                "br | false",
                "'' | false",
            })
    void includeGzip_byHeader_asTheClientSays(String header, boolean expected) {
        assertThat(AcceptedCodings.includeGzip(header)).isEqualTo(expected);
    }
}
