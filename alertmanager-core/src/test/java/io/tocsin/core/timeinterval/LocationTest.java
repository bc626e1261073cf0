package io.tocsin.core.timeinterval;

import static org.assertj.core.api.Assertions.assertThat;

import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** Names of zones; Alertmanager 0.33.1 was asked about each. */
final class LocationTest {
    private static final ZoneId LOCAL = ZoneId.of("Asia/Tokyo");

    @ParameterizedTest
    @ValueSource(
            strings = {
                "UTC",
                "Europe/Berlin",
                "EST",
                "MST",
                "HST",
                "ROC",
                "EST5EDT",
                "Etc/GMT+3",
                "America/Argentina/Ushuaia"
            })
    void find_nameOfTheZoneDatabase_isFound(String name) {
        assertThat(Location.find(name, LOCAL)).map(Location::name).contains(name);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "Foo/Bar",
                "europe/berlin",
                "utc",
                "local",
                "+01:00",
                "Z",
                "GMT+3",
                "UTC+1",
                "SystemV/EST5",
                "../x",
                "/usr/share/zoneinfo/UTC",
                "Asia/Tokyo "
            })
    void find_anythingElse_isNotFound(String name) {
        assertThat(Location.find(name, LOCAL)).isEmpty();
    }

    @Test
    void find_local_isTheZoneGiven() {
        assertThat(Location.find("Local", LOCAL)).contains(new Location("Local", LOCAL));
    }

    @Test
    void find_emptyName_isUtc() {
        assertThat(Location.find("", LOCAL)).contains(Location.UTC);
    }

    @ParameterizedTest
    @CsvSource({"EST, -5", "MST, -7", "HST, -10", "ROC, 8"})
    void find_nameThatJavaLeavesOut_hasItsOffset(String name, int hours) {
        assertThat(Location.find(name, LOCAL).orElseThrow().zone().getRules().getOffset(Instant.EPOCH))
                .isEqualTo(ZoneOffset.ofHours(hours));
    }
}
