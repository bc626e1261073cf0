package io.tocsin.core.template.html;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Map;
import java.util.Objects;
import org.jspecify.annotations.Nullable;

/**
 * The characters that character references stand for, such as <code>&amp;quot;</code> and <code>&amp;#34;</code>.
 *
 * @see "HTML standard, named character references; Go: html.UnescapeString"
 */
final class Entities {
    /** The longest name that needs no semicolon. */
    private static final int BARE_NAME_MAX = 6;

    /** What 0x80 to 0x9F stand for: they are read as Windows-1252. */
    private static final String WINDOWS_1252 =
            "\u20AC\u0081\u201A\u0192\u201E\u2026\u2020\u2021\u02C6\u2030\u0160\u2039\u0152"
                    + "\u008D\u017D\u008F\u0090\u2018\u2019\u201C\u201D\u2022\u2013\u2014\u02DC\u2122\u0161\u203A\u0153\u009D\u017E\u0178";

    private final String text;
    private final StringBuilder out;

    private Entities(String text) {
        this.text = text;
        this.out = new StringBuilder(text.length());
    }

    /** Loaded by the first text that has a name in it. */
    private static final class Names {
        static final Map<String, String> CHARACTERS = load();

        private static Map<String, String> load() {
            Map<String, String> characters = new HashMap<>();
            try (InputStream in = Objects.requireNonNull(Entities.class.getResourceAsStream("entities.txt"));
                    BufferedReader lines = new BufferedReader(new InputStreamReader(in, StandardCharsets.UTF_8))) {
                for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                    String[] parts = line.split(" ", -1);
                    StringBuilder text = new StringBuilder();
                    for (int i = 1; i < parts.length; i++) {
                        text.appendCodePoint(Integer.parseInt(parts[i], 16));
                    }
                    characters.put(parts[0], text.toString());
                }
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
            return characters;
        }
    }

    static String decode(String text) {
        return text.indexOf('&') < 0 ? text : new Entities(text).decode();
    }

    private String decode() {
        int at = 0;
        int reference = text.indexOf('&');
        while (reference >= 0) {
            out.append(text, at, reference);
            at = text.startsWith("#", reference + 1) ? number(reference) : name(reference);
            reference = text.indexOf('&', at);
        }
        return out.append(text, at, text.length()).toString();
    }

    private int number(int start) {
        boolean isHex = Ascii.lower(at(start + 2)) == 'x';
        int radix = isHex ? 16 : 10;
        int end = isHex ? start + 3 : start + 2;
        int value = 0;
        while (isHex ? Ascii.isHex(at(end)) : Ascii.isDigit(at(end))) {
            value = radix * value + Character.digit(at(end), radix);
            end++;
        }
        if (at(end) == ';') {
            end++;
        }
        if (end - start <= 3) {
            // Go takes a single digit without a semicolon for text.
            out.append('&');
            return start + 1;
        }
        out.appendCodePoint(character(value));
        return end;
    }

    private static int character(int value) {
        if (value >= 0x80 && value <= 0x9F) {
            return WINDOWS_1252.charAt(value - 0x80);
        }
        boolean isNone = value <= 0 || value > Character.MAX_CODE_POINT || value >= 0xD800 && value <= 0xDFFF;
        return isNone ? 0xFFFD : value;
    }

    private int name(int start) {
        int end = start + 1;
        while (Ascii.isAlphanumeric(at(end))) {
            end++;
        }
        int nameEnd = at(end) == ';' ? end + 1 : end;
        String found = find(start + 1, nameEnd);
        for (int i = Math.min(nameEnd - 1, start + 1 + BARE_NAME_MAX); found == null && i > start + 2; i--) {
            nameEnd = i;
            found = find(start + 1, i);
        }
        if (found == null) {
            out.append('&');
            return start + 1;
        }
        out.append(found);
        return nameEnd;
    }

    private @Nullable String find(int from, int to) {
        return Names.CHARACTERS.get(text.substring(from, to));
    }

    /** 0 behind the end. */
    private char at(int position) {
        return position < text.length() ? text.charAt(position) : 0;
    }
}
