package io.tocsin.notifiers.http;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import java.security.KeyPair;
import java.security.KeyPairGenerator;
import java.security.PrivateKey;
import java.security.Signature;
import java.security.spec.ECGenParameterSpec;
import java.util.Base64;

/** A certificate authority for tests: writes X.509 by hand, because the JDK cannot make certificates in process. */
public final class TestCertificates {
    private static final byte[] OID_COMMON_NAME = {0x55, 0x04, 0x03};
    private static final byte[] OID_BASIC_CONSTRAINTS = {0x55, 0x1d, 0x13};
    private static final byte[] OID_ALTERNATIVE_NAME = {0x55, 0x1d, 0x11};
    private static final byte[] OID_ECDSA_SHA256 = {0x2a, (byte) 0x86, 0x48, (byte) 0xce, 0x3d, 0x04, 0x03, 0x02};
    private static final byte[] TRUE = {(byte) 0xff};

    private final String name;
    private final KeyPair keys = newKeys();
    private int serial = 1;

    public TestCertificates(String name) {
        this.name = name;
    }

    /** A certificate and its key in PEM. */
    public record Identity(String certificate, String key) {}

    /** The authority's own certificate in PEM. */
    public String ca() {
        byte[] constraints = extension(OID_BASIC_CONSTRAINTS, sequence(tagged(0x01, TRUE)));
        return pem("CERTIFICATE", certificate(name, keys, constraints, "491231235959Z"));
    }

    /** @param names DNS names, IPv4 addresses, or IPv6 addresses */
    public Identity issue(String... names) {
        return issue("491231235959Z", names);
    }

    public Identity issueExpired(String... names) {
        return issue("200102000000Z", names);
    }

    private Identity issue(String notAfter, String... names) {
        KeyPair subject = newKeys();
        byte[] alternatives = {};
        for (String alternative : names) {
            alternatives = concat(alternatives, alternativeName(alternative));
        }
        byte[] extension = extension(OID_ALTERNATIVE_NAME, tagged(0x30, alternatives));
        return new Identity(
                pem("CERTIFICATE", certificate(names[0], subject, extension, notAfter)),
                pem("PRIVATE KEY", subject.getPrivate().getEncoded()));
    }

    private byte[] certificate(String subject, KeyPair subjectKeys, byte[] extension, String notAfter) {
        byte[] algorithm = sequence(tagged(0x06, OID_ECDSA_SHA256));
        byte[] body = sequence(
                tagged(0xa0, tagged(0x02, new byte[] {2})),
                tagged(0x02, new byte[] {(byte) serial++}),
                algorithm,
                commonName(name),
                sequence(utcTime("200101000000Z"), utcTime(notAfter)),
                commonName(subject),
                subjectKeys.getPublic().getEncoded(),
                tagged(0xa3, sequence(extension)));
        byte[] signature = concat(new byte[] {0}, sign(body, keys.getPrivate()));
        return sequence(body, algorithm, tagged(0x03, signature));
    }

    private static byte[] alternativeName(String name) {
        return IpAddress.parse(name).map(address -> tagged(0x87, address)).orElseGet(() -> tagged(0x82, ascii(name)));
    }

    private static byte[] extension(byte[] oid, byte[] value) {
        return sequence(tagged(0x06, oid), tagged(0x01, TRUE), tagged(0x04, value));
    }

    private static byte[] commonName(String name) {
        return sequence(tagged(0x31, sequence(tagged(0x06, OID_COMMON_NAME), tagged(0x0c, ascii(name)))));
    }

    private static byte[] utcTime(String time) {
        return tagged(0x17, ascii(time));
    }

    private static byte[] sequence(byte[]... parts) {
        byte[] content = {};
        for (byte[] part : parts) {
            content = concat(content, part);
        }
        return tagged(0x30, content);
    }

    private static byte[] tagged(int tag, byte[] content) {
        var out = new ByteArrayOutputStream();
        out.write(tag);
        if (content.length >= 0x100) {
            out.write(0x82);
            out.write(content.length >> 8);
        } else if (content.length >= 0x80) {
            out.write(0x81);
        }
        out.write(content.length);
        out.writeBytes(content);
        return out.toByteArray();
    }

    private static byte[] concat(byte[] first, byte[] second) {
        var out = new ByteArrayOutputStream();
        out.writeBytes(first);
        out.writeBytes(second);
        return out.toByteArray();
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    private static String pem(String type, byte[] der) {
        return "-----BEGIN " + type + "-----\n"
                + Base64.getMimeEncoder(64, ascii("\n")).encodeToString(der)
                + "\n-----END " + type + "-----\n";
    }

    private static KeyPair newKeys() {
        try {
            KeyPairGenerator generator = KeyPairGenerator.getInstance("EC");
            generator.initialize(new ECGenParameterSpec("secp256r1"));
            return generator.generateKeyPair();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }

    private static byte[] sign(byte[] body, PrivateKey key) {
        try {
            Signature signature = Signature.getInstance("SHA256withECDSA");
            signature.initSign(key);
            signature.update(body);
            return signature.sign();
        } catch (GeneralSecurityException e) {
            throw new AssertionError(e);
        }
    }
}
