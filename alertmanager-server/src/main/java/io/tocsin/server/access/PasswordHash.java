package io.tocsin.server.access;

import at.favre.lib.crypto.bcrypt.BCrypt;
import at.favre.lib.crypto.bcrypt.Radix64Encoder;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.util.Arrays;

/**
 * A password as bcrypt stores it: {@code $2y$10$} with 22 characters of salt and 31 of hash. Prints nothing of it.
 * Immutable.
 *
 * @see "Upstream: golang.org/x/crypto/bcrypt newFromHash, CompareHashAndPassword"
 */
final class PasswordHash {
    static final int COST_MIN = 4;
    static final int COST_MAX = 31;

    private static final int LENGTH_MIN = 59;
    private static final int SALT_CHARACTERS = 22;
    private static final int HASH_CHARACTERS = 31;
    private static final int PASSWORD_MAX_BYTES = 72;
    private static final Radix64Encoder RADIX_64 = new Radix64Encoder.Default();

    private final int cost;
    private final String salt;
    private final byte[] hash;

    private PasswordHash(int cost, String rest) {
        this.cost = cost;
        this.salt = rest.substring(0, SALT_CHARACTERS);
        byte[] afterSalt = rest.substring(SALT_CHARACTERS).getBytes(StandardCharsets.UTF_8);
        // What stands behind the hash does not count, as with the original.
        this.hash = Arrays.copyOf(afterSalt, Math.min(afterSalt.length, HASH_CHARACTERS));
    }

    /** Text that is no such hash. The message is in the original's words and holds at most one character of the text. */
    static final class MalformedException extends Exception {
        private static final long serialVersionUID = 1L;

        MalformedException(String message) {
            super(message);
        }
    }

    /** @throws MalformedException if {@code text} is no hash, which says nothing of whether a password fits it */
    static PasswordHash parse(String text) throws MalformedException {
        if (text.getBytes(StandardCharsets.UTF_8).length < LENGTH_MIN) {
            throw new MalformedException("crypto/bcrypt: hashedSecret too short to be a bcrypted password");
        }
        if (text.charAt(0) != '$') {
            throw new MalformedException(
                    "crypto/bcrypt: bcrypt hashes must start with '$', but hashedSecret started with '" + text.charAt(0)
                            + "'");
        }
        if (text.charAt(1) > '2') {
            throw new MalformedException("crypto/bcrypt: bcrypt algorithm version '" + text.charAt(1)
                    + "' requested is newer than current version '2'");
        }
        int at = text.charAt(2) == '$' ? 3 : 4;
        int cost = cost(text.substring(at, at + 2));
        String rest = text.substring(at + 3);
        if (rest.length() < SALT_CHARACTERS) {
            throw new MalformedException("crypto/bcrypt: hashedSecret too short to be a bcrypted password");
        }
        return new PasswordHash(cost, rest);
    }

    private static int cost(String digits) throws MalformedException {
        int cost;
        try {
            cost = Integer.parseInt(digits);
        } catch (NumberFormatException e) {
            throw new MalformedException("strconv.Atoi: parsing \"" + digits + "\": invalid syntax");
        }
        if (cost < COST_MIN || cost > COST_MAX) {
            throw new MalformedException("crypto/bcrypt: cost " + cost + " is outside allowed inclusive range "
                    + COST_MIN + ".." + COST_MAX);
        }
        return cost;
    }

    /** A hash that costs as much as this one to compare with, and fits no password. */
    PasswordHash decoy() {
        return new PasswordHash(cost, salt);
    }

    /** What tells this hash from others. To be digested, not to be shown. */
    String text() {
        return cost + "$" + salt + new String(hash, StandardCharsets.UTF_8);
    }

    /** Whether {@code password} belongs to this hash. Takes long on purpose: twice as long for each step of the cost. */
    boolean fits(byte[] password) {
        byte[] decoded;
        try {
            decoded = RADIX_64.decode(salt.getBytes(StandardCharsets.UTF_8));
        } catch (IllegalArgumentException e) {
            return false;
        }
        if (decoded == null || decoded.length != BCrypt.SALT_LENGTH) {
            return false;
        }
        byte[] key = Arrays.copyOf(password, Math.min(password.length + 1, PASSWORD_MAX_BYTES));
        byte[] computed =
                BCrypt.with(BCrypt.Version.VERSION_2Y_NO_NULL_TERMINATOR).hashRaw(cost, decoded, key).rawHash;
        return MessageDigest.isEqual(RADIX_64.encode(computed), hash);
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
