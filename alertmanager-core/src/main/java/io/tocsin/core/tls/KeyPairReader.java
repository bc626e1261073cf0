package io.tocsin.core.tls;

import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.security.GeneralSecurityException;
import java.security.KeyFactory;
import java.security.PrivateKey;
import java.security.PublicKey;
import java.security.Signature;
import java.security.cert.CertificateException;
import java.security.cert.CertificateFactory;
import java.security.cert.X509Certificate;
import java.security.spec.PKCS8EncodedKeySpec;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/**
 * Reads certificates, and the private key that belongs to one, from PEM: keys in PKCS #8, PKCS #1 ({@code RSA PRIVATE KEY})
 * or SEC 1 ({@code EC PRIVATE KEY}), of RSA, elliptic curves or Ed25519.
 *
 * @see "Go: crypto/tls X509KeyPair, whose messages these are"
 */
public final class KeyPairReader {
    /** What {@link #read} takes, as a hint for whoever gave it something else. */
    public static final String EXPECTED =
            "expected PEM: a certificate with its chain, and the private key that belongs to it.";

    private static final int SEQUENCE = 0x30;
    private static final int OCTET_STRING = 0x04;
    private static final byte[] VERSION_0 = {0x02, 0x01, 0x00};

    private KeyPairReader() {}

    /** Text that holds no certificate with its key. The message shows nothing of it. */
    public static final class UnusableException extends Exception {
        private static final long serialVersionUID = 1L;

        private final boolean isAboutKey;

        UnusableException(boolean isAboutKey, String message) {
            super(message);
            this.isAboutKey = isAboutKey;
        }

        /** Whether the key is at fault, and not the certificate. */
        public boolean isAboutKey() {
            return isAboutKey;
        }
    }

    /** @throws UnusableException if there is no certificate, no key, or the two do not belong together */
    public static CertifiedKey read(String certificate, String key) throws UnusableException {
        List<PemBlock> certificateBlocks = certificateBlocks(certificate);
        PemBlock keyBlock = keyBlock(key);
        List<X509Certificate> chain = new ArrayList<>();
        for (PemBlock block : certificateBlocks) {
            chain.add(certificate(block));
        }
        PublicKey publicKey = chain.get(0).getPublicKey();
        PrivateKey privateKey = privateKey(keyBlock, publicKey);
        if (!belongTogether(privateKey, publicKey)) {
            throw new UnusableException(true, "tls: private key does not match public key");
        }
        return new CertifiedKey(chain, privateKey);
    }

    private static List<PemBlock> certificateBlocks(String text) throws UnusableException {
        List<PemBlock> blocks = PemBlock.all(text);
        List<PemBlock> certificates =
                blocks.stream().filter(PemBlock::isCertificate).toList();
        if (!certificates.isEmpty()) {
            return certificates;
        }
        if (blocks.isEmpty()) {
            throw new UnusableException(false, "tls: failed to find any PEM data in certificate input");
        }
        if (blocks.size() == 1 && blocks.get(0).isPrivateKey()) {
            throw new UnusableException(
                    false,
                    "tls: failed to find certificate PEM data in certificate input, but did find a private key;"
                            + " PEM inputs may have been switched");
        }
        throw new UnusableException(
                false,
                "tls: failed to find \"CERTIFICATE\" PEM block in certificate input after skipping PEM blocks of the"
                        + " following types: " + types(blocks));
    }

    private static X509Certificate certificate(PemBlock block) throws UnusableException {
        try {
            return parse(block);
        } catch (CertificateException e) {
            throw new UnusableException(false, "x509: malformed certificate");
        }
    }

    private static X509Certificate parse(PemBlock block) throws CertificateException {
        return (X509Certificate)
                CertificateFactory.getInstance("X.509").generateCertificate(new ByteArrayInputStream(block.der()));
    }

    /** All certificates of a text; what is none is left out, as with the original. */
    public static List<X509Certificate> certificates(String text) {
        List<X509Certificate> found = new ArrayList<>();
        for (PemBlock block : PemBlock.all(text)) {
            try {
                if (block.isCertificate()) {
                    found.add(parse(block));
                }
            } catch (CertificateException ignored) {
                // The others count.
            }
        }
        return found;
    }

    private static PemBlock keyBlock(String text) throws UnusableException {
        List<PemBlock> blocks = PemBlock.all(text);
        for (PemBlock block : blocks) {
            if (block.isPrivateKey()) {
                return block;
            }
        }
        if (blocks.isEmpty()) {
            throw new UnusableException(true, "tls: failed to find any PEM data in key input");
        }
        if (blocks.size() == 1 && blocks.get(0).isCertificate()) {
            throw new UnusableException(
                    true, "tls: found a certificate rather than a key in the PEM for the private key");
        }
        throw new UnusableException(
                true,
                "tls: failed to find PEM block with type ending in \"PRIVATE KEY\" in key input after skipping PEM"
                        + " blocks of the following types: " + types(blocks));
    }

    private static String types(List<PemBlock> blocks) {
        return blocks.stream().map(PemBlock::type).collect(Collectors.joining(" ", "[", "]"));
    }

    private static PrivateKey privateKey(PemBlock block, PublicKey publicKey) throws UnusableException {
        boolean isBare = block.type().equals("RSA PRIVATE KEY") || block.type().equals("EC PRIVATE KEY");
        byte[] pkcs8 = isBare ? wrapped(block.der(), publicKey) : block.der();
        for (String algorithm : new String[] {"RSA", "EC", "EdDSA"}) {
            try {
                return KeyFactory.getInstance(algorithm).generatePrivate(new PKCS8EncodedKeySpec(pkcs8));
            } catch (GeneralSecurityException ignored) {
                // The next one, as the original tries them.
            }
        }
        throw new UnusableException(true, "tls: failed to parse private key");
    }

    /** Java reads keys in PKCS #8 only, which names the algorithm: the one of the certificate, or the key is of no use. */
    private static byte[] wrapped(byte[] bare, PublicKey publicKey) {
        byte[] algorithm = Der.of(publicKey.getEncoded()).content().next().bytes();
        return tagged(SEQUENCE, VERSION_0, algorithm, tagged(OCTET_STRING, bare));
    }

    private static byte[] tagged(int tag, byte[]... parts) {
        var content = new ByteArrayOutputStream();
        for (byte[] part : parts) {
            content.writeBytes(part);
        }
        var out = new ByteArrayOutputStream();
        out.write(tag);
        int length = content.size();
        // In as few bytes as it takes: Java refuses anything else.
        if (length >= 0x80) {
            int lengthBytes = length < 0x100 ? 1 : length < 0x10000 ? 2 : 3;
            out.write(0x80 | lengthBytes);
            for (int i = lengthBytes - 1; i > 0; i--) {
                out.write(length >> (i * Byte.SIZE));
            }
        }
        out.write(length);
        out.writeBytes(content.toByteArray());
        return out.toByteArray();
    }

    private static boolean belongTogether(PrivateKey privateKey, PublicKey publicKey) throws UnusableException {
        if (!privateKey.getAlgorithm().equals(publicKey.getAlgorithm())) {
            throw new UnusableException(true, "tls: private key type does not match public key type");
        }
        String algorithm = switch (privateKey.getAlgorithm()) {
            case "RSA" -> "SHA256withRSA";
            case "EC" -> "SHA256withECDSA";
            default -> privateKey.getAlgorithm();
        };
        try {
            Signature signature = Signature.getInstance(algorithm);
            signature.initSign(privateKey);
            signature.update(VERSION_0);
            byte[] signed = signature.sign();
            signature.initVerify(publicKey);
            signature.update(VERSION_0);
            return signature.verify(signed);
        } catch (GeneralSecurityException e) {
            return false;
        }
    }
}
