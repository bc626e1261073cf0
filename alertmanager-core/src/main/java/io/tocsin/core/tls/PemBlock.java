package io.tocsin.core.tls;

import java.util.ArrayList;
import java.util.Base64;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One block of a PEM text. Prints its type only: what it holds may be a key.
 *
 * @param type the words between {@code BEGIN} and the dashes
 * @param der what it holds
 */
@SuppressWarnings("ArrayRecordComponent") // Handed on once, never compared.
record PemBlock(String type, byte[] der) {
    static final String CERTIFICATE = "CERTIFICATE";

    private static final Pattern BLOCK = Pattern.compile("-----BEGIN ([^\\n-]+)-----([^-]*)-----END \\1-----");
    /** Lines such as {@code Proc-Type: 4,ENCRYPTED} before the content. */
    private static final Pattern HEADER_LINES = Pattern.compile("(?m)^.*:.*$");

    /** In the order of the text; what is no block is left out, and so are blocks whose content is damaged. */
    static List<PemBlock> all(String text) {
        List<PemBlock> blocks = new ArrayList<>();
        Matcher matcher = BLOCK.matcher(text);
        while (matcher.find()) {
            String content =
                    HEADER_LINES.matcher(matcher.group(2)).replaceAll("").replaceAll("\\s", "");
            try {
                blocks.add(new PemBlock(matcher.group(1), Base64.getDecoder().decode(content)));
            } catch (IllegalArgumentException ignored) {
                // As if it were not there: whoever reads says what is missing then.
            }
        }
        return blocks;
    }

    boolean isCertificate() {
        return type.equals(CERTIFICATE);
    }

    boolean isPrivateKey() {
        return type.equals("PRIVATE KEY") || type.endsWith(" PRIVATE KEY");
    }

    @Override
    public String toString() {
        return type;
    }
}
