package io.tocsin.server.overview;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.label.Labels;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class AlertSortTest {
    private final Seen seen = new Seen()
            .alert("a", Labels.EMPTY, Seen.NOW.minusSeconds(3), "severity", "info", "alertname", "Z", "zone", "1")
            .alert("b", Labels.EMPTY, Seen.NOW.minusSeconds(1), "severity", "page", "alertname", "A")
            .alert("c", Labels.EMPTY, Seen.NOW.minusSeconds(2), "alertname", "M", "zone", "2")
            .silenced("a", "s")
            .unprocessed("b");

    private List<String> sorted(AlertSort sort) {
        return Seen.names(sort.page(seen.overview().alerts(), 0, 1_000));
    }

    @ParameterizedTest
    @CsvSource({
        "startsAt,a c b",
        "-startsAt,b c a",
        "alertname,b c a",
        "-alertname,a c b",
        "severity,b a c",
        "-severity,c a b",
        "state,c b a",
        "-state,a b c",
        "label:zone,b a c",
        "-label:zone,c a b",
    })
    void alerts_sorted_areInThatOrder(String sort, String expected) {
        assertThat(String.join(" ", sorted(AlertSort.of(sort).orElseThrow()))).isEqualTo(expected);
    }

    @Test
    void alerts_byDefault_theLatestIsFirst() {
        assertThat(sorted(AlertSort.DEFAULT)).containsExactly("b", "c", "a");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "-", "zone", "label:", "-label:", "--startsAt", "STATE"})
    void sort_unknown_isNone(String sort) {
        assertThat(AlertSort.of(sort)).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"severity", "-severity", "label:nope", "-state"})
    void alerts_equalByTheOrder_areByFingerprintOnEveryPage(String text) {
        Seen many = new Seen();
        for (int i = 0; i < 97; i++) {
            many.alert("n" + i, "severity", i % 2 == 0 ? "info" : "page");
        }
        AlertSort sort = AlertSort.of(text).orElseThrow();
        List<AlertRow> rows = many.overview().alerts();
        List<AlertRow> paged = new ArrayList<>();
        for (int offset = 0; offset < 110; offset += 10) {
            paged.addAll(sort.page(rows, offset, 10));
        }
        assertThat(paged)
                .containsExactlyElementsOf(sort.page(rows, 0, 1_000))
                .containsExactlyInAnyOrderElementsOf(rows);
        for (int i = 1; i < paged.size(); i++) {
            AlertRow before = paged.get(i - 1);
            AlertRow after = paged.get(i);
            assertThat(!before.severity().equals(after.severity())
                            || text.startsWith("label") && !before.severity().equals(after.severity())
                            || before.fingerprint().compareTo(after.fingerprint()) < 0)
                    .isTrue();
        }
        assertThat(sort.page(rows, 0, 0)).isEmpty();
        assertThat(sort.page(rows, Integer.MAX_VALUE, 10)).isEmpty();
        assertThat(sort.page(rows, 90, 1_000)).hasSize(7);
    }
}
