package io.tocsin.server.access;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PasswordHashTest {
    private static final String SALT = "$2y$04$QOauhQNbBCuQDKes6eFzPe";

    /** Hashes that the C library's crypt makes. */
    @ParameterizedTest
    @CsvSource({
        "fakepassword, $2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
        "fakepassword, $2a$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
        "fakepassword, $2b$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi",
        "'', $2y$10$QOauhQNbBCuQDKes6eFzPeKVlSifTXMw9cT1YqeCiIP0oOXlejRpG",
    })
    void fits_passwordOfTheHash_isTrue(String password, String hash) throws Exception {
        assertThat(PasswordHash.parse(hash).fits(password.getBytes(UTF_8))).isTrue();
        assertThat(PasswordHash.parse(hash).fits("fakepasswore".getBytes(UTF_8)))
                .isFalse();
    }

    @Test
    void fits_longPassword_countsTheFirst72Bytes() throws Exception {
        PasswordHash hash = PasswordHash.parse("$2y$10$QOauhQNbBCuQDKes6eFzPe/cFFu/hGU.CmBuFQK9wgpohstgfflFm");

        assertThat(hash.fits("a".repeat(72).getBytes(UTF_8))).isTrue();
        assertThat(hash.fits("a".repeat(100).getBytes(UTF_8))).isTrue();
        assertThat(hash.fits("a".repeat(71).getBytes(UTF_8))).isFalse();
    }

    /** As in the original, which looks at as many characters as a hash has. */
    @Test
    void fits_moreBehindTheHash_doesNotCount() throws Exception {
        String hash = "$2y$10$QOauhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi";

        assertThat(PasswordHash.parse(hash + "xé").fits("fakepassword".getBytes(UTF_8)))
                .isTrue();
        assertThat(PasswordHash.parse(hash.substring(0, 59)).fits("fakepassword".getBytes(UTF_8)))
                .isFalse();
    }

    @Test
    void fits_decoy_isNeverTrue() throws Exception {
        PasswordHash hash = PasswordHash.parse(SALT + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa");

        assertThat(hash.decoy().fits("fakepassword".getBytes(UTF_8))).isFalse();
    }

    @Test
    void fits_saltThatIsNone_isFalse() throws Exception {
        PasswordHash hash = PasswordHash.parse("$2y$04$!!auhQNbBCuQDKes6eFzPeMqBSjb7Mr5DUmpZ/VcEd00UAV/LDeSi");

        assertThat(hash.fits("fakepassword".getBytes(UTF_8))).isFalse();
    }

    @Test
    void toString_any_showsNothing() throws Exception {
        assertThat(PasswordHash.parse(SALT + "aaaaaaaaaaaaaaaaaaaaaaaaaaaaaaa")).hasToString("<secret>");
    }
}
