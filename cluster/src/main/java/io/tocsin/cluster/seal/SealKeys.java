package io.tocsin.cluster.seal;

import java.nio.charset.StandardCharsets;
import java.security.GeneralSecurityException;
import javax.crypto.Mac;
import javax.crypto.SecretKey;
import javax.crypto.spec.SecretKeySpec;

/**
 * The keys of one connection: HKDF-SHA256 of the secret, salted with what both sides said first, one key for each direction.
 *
 * <p>So keys bind wire version, label, both nodes and who called whom, and no two connections share one: a counter is enough
 * for what must never repeat under a key, and nothing that was recorded can be played again.
 */
final class SealKeys {
    private static final String HMAC = "HmacSHA256";

    private SealKeys() {}

    /** @param isFromCaller the direction: what the side that called sends, or what it receives */
    static SecretKey derive(byte[] secret, Hello caller, Hello called, boolean isFromCaller) {
        var salt = new byte[2 * Hello.BYTES];
        System.arraycopy(caller.bytes(), 0, salt, 0, Hello.BYTES);
        System.arraycopy(called.bytes(), 0, salt, Hello.BYTES, Hello.BYTES);
        byte[] extracted = hmac(salt, secret);
        // One block of HKDF's expansion is a key of AES-256; the last byte is the number of the block.
        String direction = isFromCaller ? "caller to called\u0001" : "called to caller\u0001";
        return new SecretKeySpec(hmac(extracted, direction.getBytes(StandardCharsets.US_ASCII)), "AES");
    }

    private static byte[] hmac(byte[] key, byte[] message) {
        try {
            var mac = Mac.getInstance(HMAC);
            mac.init(new SecretKeySpec(key, HMAC));
            return mac.doFinal(message);
        } catch (GeneralSecurityException e) {
            throw new AssertionError("every Java has " + HMAC, e);
        }
    }
}
