package io.tocsin.cluster.seal;

import java.nio.charset.StandardCharsets;
import java.util.List;

/**
 * What the nodes of a cluster know and others do not. Prints {@code <secret>}. Immutable.
 *
 * <p>A file holds one secret a line; blanks around it and empty lines do not count. This node seals with the first one and
 * opens what any of them has sealed, so that a secret can be changed one node after the other: add the new one as the last
 * line everywhere, then make it the first everywhere, then remove the old one.
 */
public final class ClusterSecret {
    private static final int BYTES_MIN = 16;
    private static final int SECRETS_MAX = 8;

    private final List<byte[]> secrets;

    private ClusterSecret(List<byte[]> secrets) {
        this.secrets = secrets;
    }

    /**
     * @param text of the file
     * @throws IllegalArgumentException with what was expected, if there is no secret, a short one, or more than eight
     */
    public static ClusterSecret parse(String text) {
        var secrets = text.lines()
                .map(String::strip)
                .filter(line -> !line.isEmpty())
                .map(line -> line.getBytes(StandardCharsets.UTF_8))
                .toList();
        if (secrets.isEmpty() || secrets.size() > SECRETS_MAX) {
            throw new IllegalArgumentException(
                    secrets.size() + " secrets (expected: 1 to " + SECRETS_MAX + ", one a line)");
        }
        for (int i = 0; i < secrets.size(); i++) {
            if (secrets.get(i).length < BYTES_MIN) {
                throw new IllegalArgumentException("secret " + (i + 1) + " has " + secrets.get(i).length
                        + " bytes (expected: at least " + BYTES_MIN + "; \"openssl rand -base64 32\" makes one)");
            }
        }
        return new ClusterSecret(secrets);
    }

    /** The first one seals; all of them open. */
    List<byte[]> secrets() {
        return secrets;
    }

    @Override
    public String toString() {
        return "<secret>";
    }
}
