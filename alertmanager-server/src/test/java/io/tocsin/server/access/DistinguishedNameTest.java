package io.tocsin.server.access;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.stream.Stream;
import javax.security.auth.x500.X500Principal;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

final class DistinguishedNameTest {

    /** One subject in the ways in which programs write it. */
    private record Subject(String der, String ours, List<String> written) {
        @Override
        public String toString() {
            return ours;
        }
    }

    private static Stream<Subject> subjects() throws IOException {
        try (InputStream in = DistinguishedNameTest.class.getResourceAsStream("/access/subjects.txt")) {
            String[] blocks = new String(in.readAllBytes(), StandardCharsets.UTF_8).split("\n\n");
            return Stream.of(blocks).skip(1).map(DistinguishedNameTest::subject);
        }
    }

    private static Subject subject(String block) {
        List<String> values = new ArrayList<>();
        block.lines().forEach(line -> values.add(line.substring(line.indexOf(' ') + 1)));
        return new Subject(values.get(0), values.get(1), values.subList(1, values.size()));
    }

    @ParameterizedTest
    @MethodSource("subjects")
    void of_recordedSubject_isTheNameThatOthersWrite(Subject subject) {
        DistinguishedName name =
                DistinguishedName.of(new X500Principal(HexFormat.of().parseHex(subject.der())));

        assertThat(name).hasToString(subject.ours());
        assertThat(subject.written())
                .isNotEmpty()
                .allSatisfy(text -> assertThat(DistinguishedName.parse(text)).isEqualTo(name));
    }

    @Test
    void of_noPart_isEmpty() {
        assertThat(DistinguishedName.of(new X500Principal("")).isEmpty()).isTrue();
    }

    /** Names that some programs take for the same, and that are not. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=a,O=b | O=b,CN=a",
                "CN=a | CN=A",
                "CN=a b | CN=a  b",
                "CN=a\\,O\\=b | CN=a,O=b",
                "CN=a\\+OU\\=b | CN=a+OU=b",
                "CN=\\#0c0161 | CN=#0c0161",
                "CN=a | OU=a",
                "CN=a | CN=a\\00",
                "CN=#030161 | CN=#0c0161",
            })
    void parse_differentNames_stayDifferent(String one, String other) {
        assertThat(DistinguishedName.parse(one)).isNotEqualTo(DistinguishedName.parse(other));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "CN=a,O=b | cn = a , organizationName=b",
                "CN=a+O=b | O=b+CN=a",
                "CN=a | 2.5.4.3=a",
                "CN=a | OID.2.5.4.3=#0c0161",
                "CN=\\C3\\BC | CN=ü",
                "CN=a\\2Cb | CN=\"a,b\"",
                "CN=a\\0Ab | CN=a\\0ab",
            })
    void parse_sameName_isOne(String one, String other) {
        assertThat(DistinguishedName.parse(one)).isEqualTo(DistinguishedName.parse(other));
    }

    @Test
    void parse_whatWasWritten_isTheSameName() throws Exception {
        assertThat(subjects().map(Subject::ours))
                .allSatisfy(text -> assertThat(DistinguishedName.parse(text)).hasToString(text));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "",
                " ",
                "prometheus",
                "CN",
                "CN=a,b",
                "/CN=a/O=b",
                "subject=CN=a",
                "X=a",
                "1.=a",
                "CN=#zz",
                "CN=#0c0261",
                "CN=#",
                "CN=#30800000",
                "CN=\\C3",
                "CN=a\uFFFD",
                "CN=a;;O=b",
                "=a",
                "9.9=a"
            })
    void parse_noName_isRefused(String text) {
        assertThatThrownBy(() -> DistinguishedName.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }
}
