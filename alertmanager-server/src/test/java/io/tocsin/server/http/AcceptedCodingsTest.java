package io.tocsin.server.http;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.stream.Collectors;
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
                "gzip ; q=0.001 | true",
                "gzip;q=0 | false",
                "gzip; q=0.0 | false",
                "gzip; Q=0 | false",
                "x-gzip-not | false",
                "br | false",
                "* | false",
                "'' | false",
            })
    void includeGzip_byHeader_asTheClientSays(String header, boolean expected) {
        assertThat(AcceptedCodings.includeGzip(header)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "gzip, deflate, br, zstd | br gzip identity",
                "gzip, deflate | gzip identity",
                "BR | br identity",
                "br;q=0.5, gzip;q=0.9 | gzip br identity",
                "br;q=0, gzip | gzip identity",
                "br;q=0.000, gzip;q=0. | identity",
                "identity, gzip;q=0.5 | identity gzip",
                "identity;q=0.1, br;q=0.5 | br identity",
                "* | br gzip identity",
                "br;q=0, * | gzip identity",
                "*;q=0 | identity",
                "identity;q=0 | identity",
                "br;q=2, gzip | br gzip identity",
                "deflate | identity",
                "'' | identity",
                "',;q=1,' | identity",
            })
    void inOrder_byHeader_likedBestFirst(String header, String expected) {
        assertThat(AcceptedCodings.inOrder(header).stream()
                        .map(ContentCoding::token)
                        .collect(Collectors.joining(" ")))
                .isEqualTo(expected);
    }
}
