package io.tocsin.core.label;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.List;
import org.junit.jupiter.api.Test;

final class FingerprintTest {
    @Test
    void fingerprintAndText_everyRecordedSet_areTheOriginals() {
        List<List<String>> rows = GoldenLines.read(FingerprintTest.class, "fingerprints.tsv");
        assertThat(rows).hasSizeGreaterThan(25);
        for (List<String> row : rows) {
            Labels labels = Labels.of(row.subList(2, row.size()).toArray(String[]::new));
            assertThat(labels.fingerprint()).hasToString(row.get(0));
            assertThat("{}:" + labels).isEqualTo(row.get(1));
            assertThat(Fingerprint.parse(row.get(0))).isEqualTo(labels.fingerprint());
        }
    }

    @Test
    void fingerprint_emptySet_isTheBareOffset() {
        assertThat(Labels.EMPTY.fingerprint()).hasToString("cbf29ce484222325");
    }

    @Test
    void toString_smallNumber_keepsSixteenDigits() {
        assertThat(new Fingerprint(0xab)).hasToString("00000000000000ab");
        assertThat(Fingerprint.parse("00000000000000ab")).isEqualTo(new Fingerprint(0xab));
    }

    @Test
    void compareTo_topBitSet_isUnsignedLikeTheText() {
        assertThat(new Fingerprint(-1)).isGreaterThan(new Fingerprint(1));
    }

    @Test
    void parse_otherText_isRefused() {
        for (String text : List.of("", "ab", "00000000000000xy", "-00000000000000a", "00000000000000abc")) {
            assertThatThrownBy(() -> Fingerprint.parse(text)).hasMessageContaining("expected: 16 hex digits");
        }
    }
}
