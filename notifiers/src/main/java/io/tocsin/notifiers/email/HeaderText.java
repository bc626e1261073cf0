package io.tocsin.notifiers.email;

import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * Makes header values fit to be sent: what is not plain ASCII becomes encoded words, long values are folded at spaces.
 * No value, whatever is in it, begins another header.
 *
 * @see "RFC 2047 and 5322; Go: mime.QEncoding"
 */
final class HeaderText {
    private static final Set<String> OF_ADDRESSES = Set.of("From", "To", "Cc", "Bcc", "Reply-To", "Sender");

    private static final String WORD_BEGIN = "=?utf-8?q?";
    private static final String WORD_END = "?=";

    /** Of an encoded word, whose length RFC 2047 limits to 75. */
    private static final int CONTENT_MAX = 75 - WORD_BEGIN.length() - WORD_END.length();

    private static final int LINE_MAX = 76;
    private static final String HEX = "0123456789ABCDEF";

    private HeaderText() {}

    /** @param name canonical */
    static String of(String name, String value) {
        String encoded = OF_ADDRESSES.contains(name) ? addresses(value) : words(value);
        return fold(encoded, name.length() + 2);
    }

    /** Deviation D-231: only names are encoded. In an encoded address no server finds the address. */
    private static String addresses(String value) {
        if (isPlain(value)) {
            return value;
        }
        try {
            InternetAddress[] parsed = Addresses.parse(value);
            if (Stream.of(parsed).allMatch(HeaderText::canBeShown)) {
                return Stream.of(parsed).map(HeaderText::address).collect(Collectors.joining(", "));
            }
        } catch (AddressException ignored) {
            // Nothing that a server would read: only to be shown.
        }
        return words(value);
    }

    private static boolean canBeShown(InternetAddress address) {
        return !address.isGroup() && isPlain(address.getAddress());
    }

    private static String address(InternetAddress address) {
        String name = address.getPersonal();
        if (name == null) {
            return address.getAddress();
        }
        String shown = isPlain(name) ? "\"" + name.replaceAll("([\"\\\\])", "\\\\$1") + "\"" : words(name);
        return shown + " <" + address.getAddress() + ">";
    }

    /** As Go encodes, so that filters that look at the raw header go on to match. */
    private static String words(String value) {
        if (isPlain(value)) {
            return value;
        }
        List<String> words = new ArrayList<>();
        StringBuilder content = new StringBuilder();
        for (int i = 0; i < value.length(); i = value.offsetByCodePoints(i, 1)) {
            String encoded = encode(value.codePointAt(i));
            if (content.length() + encoded.length() > CONTENT_MAX) {
                words.add(WORD_BEGIN + content + WORD_END);
                content.setLength(0);
            }
            content.append(encoded);
        }
        words.add(WORD_BEGIN + content + WORD_END);
        return String.join(" ", words);
    }

    private static boolean isPlain(String value) {
        return value.chars().allMatch(c -> (c >= ' ' && c <= '~') || c == '\t');
    }

    private static String encode(int point) {
        if (point == ' ') {
            return "_";
        }
        if (point > ' ' && point <= '~' && point != '=' && point != '?' && point != '_') {
            return Character.toString(point);
        }
        StringBuilder encoded = new StringBuilder();
        for (byte each : Character.toString(point).getBytes(StandardCharsets.UTF_8)) {
            encoded.append('=').append(HEX.charAt((each >> 4) & 0xf)).append(HEX.charAt(each & 0xf));
        }
        return encoded.toString();
    }

    /** Begins a new line before the words that the last one has no room for. */
    private static String fold(String value, int used) {
        StringBuilder folded = new StringBuilder(value.length() + 16);
        int column = used;
        for (String word : value.split("(?= )")) {
            boolean isBlank = word.isBlank();
            if (column + word.length() > LINE_MAX && column > used && !isBlank) {
                folded.append("\r\n");
                column = 0;
            }
            folded.append(word);
            column += word.length();
        }
        return folded.toString();
    }
}
