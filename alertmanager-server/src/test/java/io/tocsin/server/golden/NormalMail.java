package io.tocsin.server.golden;

import static java.nio.charset.StandardCharsets.UTF_8;

import jakarta.mail.MessagingException;
import jakarta.mail.internet.MimeUtility;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.stream.Collectors;

/**
 * A mail of a {@link ReceiverTranscript} as its reader sees it: folded lines, encoded words and transfer encodings undone.
 * Two programs may write one mail in many ways.
 */
final class NormalMail {
    private static final String DELIMITER = "--<boundary>";

    private NormalMail() {}

    /** @param text what the client said, then headers, an empty line and the body */
    static String of(String text) {
        int end = text.indexOf("\n\n");
        if (end < 0) {
            return text;
        }
        String head = text.substring(0, end).lines().map(NormalMail::header).collect(Collectors.joining("\n"));
        return head + "\n"
                + parts(text.substring(end + 1)).stream().map(NormalMail::part).collect(Collectors.joining());
    }

    /** A command of the conversation stays as it is. */
    private static String header(String line) {
        if (line.startsWith("> ")) {
            return line;
        }
        try {
            String unfolded =
                    line.replace("<folded>", "").replaceAll("[ \t]+", " ").strip();
            return MimeUtility.decodeText(unfolded).replace("\"<boundary>\"", "<boundary>");
        } catch (IOException e) {
            throw new UncheckedIOException(line, e);
        }
    }

    private static List<String> parts(String body) {
        var parts = new ArrayList<String>();
        String rest = body;
        for (int at = rest.indexOf("\n" + DELIMITER); at >= 0; at = rest.indexOf("\n" + DELIMITER)) {
            parts.add(rest.substring(0, at));
            rest = rest.substring(at + 1 + DELIMITER.length());
        }
        parts.add(rest);
        return parts;
    }

    private static String part(String text) {
        int end = text.indexOf("\n\n");
        if (text.isBlank() || text.strip().equals("--") || end < 0) {
            return text.strip() + "\n";
        }
        String headers = text.substring(0, end)
                .lines()
                .filter(line -> !line.isEmpty())
                .sorted()
                .map(NormalMail::header)
                .collect(Collectors.joining("\n"));
        String encoding = headers.toLowerCase(Locale.ROOT).contains("quoted-printable") ? "quoted-printable" : "8bit";
        return DELIMITER + "\n" + headers + "\n\n" + decoded(text.substring(end + 2), encoding) + "\n";
    }

    private static String decoded(String text, String encoding) {
        try (var in = MimeUtility.decode(new ByteArrayInputStream(text.getBytes(UTF_8)), encoding)) {
            return new String(in.readAllBytes(), UTF_8);
        } catch (MessagingException e) {
            throw new IllegalArgumentException(text, e);
        } catch (IOException e) {
            throw new UncheckedIOException(text, e);
        }
    }
}
