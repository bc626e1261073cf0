package io.tocsin.core.tls;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.tls.KeyPairReader.UnusableException;
import io.tocsin.core.tls.TestCertificates.Pair;
import java.nio.file.Path;
import java.util.Arrays;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class KeyPairReaderTest {
    /** What stands before the bare key: its length depends on the kind of key alone. */
    private static final int RSA_PREFIX_BYTES = 26;

    private static final int EC_PREFIX_BYTES = 28;

    @TempDir
    private static Path folder;

    private static Pair ec;
    private static Pair rsa;

    @BeforeAll
    static void makeCertificates() {
        var certificates = new TestCertificates(folder);
        ec = certificates.selfSigned("ec");
        rsa = certificates.selfSigned("rsa", "-keyalg", "RSA", "-keysize", "2048");
    }

    private static String bare(Pair pair, String type, int prefixBytes) {
        byte[] der = PemBlock.all(pair.keyText()).get(0).der();
        return TestCertificates.pem(type, Arrays.copyOfRange(der, prefixBytes, der.length));
    }

    @Test
    void read_keysOfEveryForm_areTaken() throws Exception {
        assertThat(KeyPairReader.read(ec.certificateText(), ec.keyText()))
                .hasToString("CertifiedKey of CN=ec, O=Tocsin");
        KeyPairReader.read(rsa.certificateText(), rsa.keyText());
        KeyPairReader.read(rsa.certificateText(), bare(rsa, "RSA PRIVATE KEY", RSA_PREFIX_BYTES));
        KeyPairReader.read(ec.certificateText(), bare(ec, "EC PRIVATE KEY", EC_PREFIX_BYTES));
    }

    @Test
    void read_ed25519_isTaken() throws Exception {
        Pair pair = new TestCertificates(folder).selfSigned("ed", "-keyalg", "Ed25519");

        assertThat(KeyPairReader.read(pair.certificateText(), pair.keyText())
                        .key()
                        .getAlgorithm())
                .isEqualTo("EdDSA");
    }

    /** As with the original: the chain is sent as it stands. */
    @Test
    void read_chainWithMoreThanBelongsToIt_isTaken() throws Exception {
        CertifiedKey key = KeyPairReader.read(ec.certificateText() + rsa.certificateText(), ec.keyText());

        assertThat(key.chain()).hasSize(2);
    }

    @Test
    void read_bothInOneText_areFound() throws Exception {
        String both = "notes\n" + ec.keyText() + ec.certificateText();

        KeyPairReader.read(both, both);
    }

    @Test
    void read_otherKey_isRefused() {
        Pair other = new TestCertificates(folder).selfSigned("ec2");

        assertRefused(ec.certificateText(), other.keyText(), "tls: private key does not match public key");
        assertRefused(ec.certificateText(), rsa.keyText(), "tls: private key type does not match public key type");
    }

    @Test
    void read_damagedContent_isRefused() {
        assertRefused(
                TestCertificates.pem("CERTIFICATE", new byte[] {1, 2, 3}), ec.keyText(), "x509: malformed certificate");
        assertRefused(
                ec.certificateText(),
                TestCertificates.pem("PRIVATE KEY", new byte[] {1, 2, 3}),
                "tls: failed to parse private key");
        assertRefused(
                ec.certificateText(),
                TestCertificates.pem("ENCRYPTED PRIVATE KEY", new byte[] {1, 2, 3}),
                "tls: failed to parse private key");
    }

    /** Both texts are looked through before either is understood. */
    @Test
    void read_damagedCertificateWithoutKey_missesTheKey() {
        assertRefused(
                TestCertificates.pem("CERTIFICATE", new byte[] {1, 2, 3}),
                "none",
                "tls: failed to find any PEM data in key input");
    }

    /** As openssl ecparam writes keys. */
    @Test
    void read_otherBlocksBeforeTheKey_arePassedOver() throws Exception {
        String parameters = TestCertificates.pem("EC PARAMETERS", new byte[] {1, 2, 3});

        KeyPairReader.read(ec.certificateText(), parameters + bare(ec, "EC PRIVATE KEY", EC_PREFIX_BYTES));
    }

    @Test
    void read_otherBlocks_areNamed() {
        assertRefused(
                TestCertificates.pem("CERTIFICATE REQUEST", new byte[] {1}),
                ec.keyText(),
                "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the"
                        + " following types: [CERTIFICATE REQUEST]");
    }

    private static void assertRefused(String certificate, String key, String message) {
        assertThatThrownBy(() -> KeyPairReader.read(certificate, key))
                .isInstanceOf(UnusableException.class)
                .hasMessage(message);
    }
}
