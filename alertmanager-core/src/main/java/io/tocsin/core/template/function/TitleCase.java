package io.tocsin.core.template.function;

import java.lang.Character.UnicodeScript;
import java.util.EnumSet;
import java.util.Locale;
import java.util.Set;

/**
 * Writes the first letter of each word in title case and all others in lower case, as the function {@code title} does:
 * {@code x-ray O'NEIL 3rd} is {@code X-Ray O'neil 3Rd}. Used once; not thread-safe.
 *
 * @see "Go: golang.org/x/text/cases Title(language.AmericanEnglish), asked about each code point of Unicode 13"
 */
final class TitleCase {
    /** Stand inside of a word when letters are on both sides. */
    private static final String JOINERS =
            "'.:\u00B7\u0387\u055F\u05F4\u2018\u2019\u2024\u2027\uFE13\uFE52\uFE55\uFF07" + "\uFF0E\uFF1A";

    /** Letters that are words of their own: nobody writes these scripts with blanks between words. */
    private static final Set<UnicodeScript> WITHOUT_WORDS = EnumSet.of(
            UnicodeScript.HAN,
            UnicodeScript.HIRAGANA,
            UnicodeScript.KATAKANA,
            UnicodeScript.THAI,
            UnicodeScript.LAO,
            UnicodeScript.MYANMAR,
            UnicodeScript.KHMER,
            UnicodeScript.TAI_LE,
            UnicodeScript.NEW_TAI_LUE,
            UnicodeScript.TAI_THAM,
            UnicodeScript.TAI_VIET,
            UnicodeScript.AHOM,
            UnicodeScript.NUSHU,
            UnicodeScript.TANGUT,
            UnicodeScript.KHITAN_SMALL_SCRIPT);

    private static final int SIGMA = 0x3A3;

    private final String text;
    private final StringBuilder result;

    private TitleCase(String text) {
        this.text = text;
        this.result = new StringBuilder(text.length() + 8);
    }

    static String of(String text) {
        return new TitleCase(text).convert();
    }

    private String convert() {
        boolean isInWord = false;
        for (int at = 0; at < text.length(); at = after(at)) {
            int letter = text.codePointAt(at);
            if (isInWord && isCased(letter)) {
                appendLower(letter, at);
            } else if (!isInWord && isCased(letter)) {
                appendTitle(letter);
                isInWord = true;
            } else {
                result.appendCodePoint(letter);
                isInWord &= isPart(letter) || joins(letter, at);
            }
        }
        return result.toString();
    }

    private int after(int at) {
        return at + Character.charCount(text.codePointAt(at));
    }

    private static boolean isCased(int letter) {
        return Character.isUpperCase(letter) || Character.isLowerCase(letter) || Character.isTitleCase(letter);
    }

    /** Whether a word goes on with it. */
    private static boolean isPart(int letter) {
        return switch (Character.getType(letter)) {
            case Character.OTHER_LETTER, Character.MODIFIER_LETTER, Character.LETTER_NUMBER ->
                !WITHOUT_WORDS.contains(UnicodeScript.of(letter));
            case Character.MODIFIER_SYMBOL -> isModifierOfLetters(letter);
            case Character.UPPERCASE_LETTER,
                    Character.LOWERCASE_LETTER,
                    Character.TITLECASE_LETTER,
                    Character.DECIMAL_DIGIT_NUMBER,
                    Character.NON_SPACING_MARK,
                    Character.COMBINING_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.CONNECTOR_PUNCTUATION -> true;
            default -> isCased(letter);
        };
    }

    /** Unlike the circumflex, the grave accent and others that stand alone. */
    private static boolean isModifierOfLetters(int symbol) {
        boolean isSpacingModifier = symbol >= 0x2C2 && symbol <= 0x2FF && (symbol < 0x2D8 || symbol > 0x2DD);
        return isSpacingModifier || (symbol >= 0xA720 && symbol <= 0xA7FF);
    }

    private boolean joins(int letter, int at) {
        int next = after(at);
        return JOINERS.indexOf(letter) >= 0
                && at > 0
                && isPart(text.codePointBefore(at))
                && next < text.length()
                && isPart(text.codePointAt(next));
    }

    private void appendTitle(int letter) {
        int simple = Character.toTitleCase(letter);
        String upper = Character.toString(letter).toUpperCase(Locale.ROOT);
        if (simple != letter || Character.isTitleCase(letter) || upper.codePointCount(0, upper.length()) == 1) {
            result.appendCodePoint(simple);
            return;
        }
        // One letter becomes several, as the sharp s: only the first of them is in upper case.
        boolean isFirst = true;
        for (int part : upper.codePoints().toArray()) {
            boolean keeps = isFirst || !Character.isUpperCase(part);
            result.appendCodePoint(keeps ? part : part == 0x399 ? 0x345 : Character.toLowerCase(part));
            isFirst &= !Character.isUpperCase(part);
        }
    }

    private void appendLower(int letter, int at) {
        if (letter == SIGMA && isLast(at)) {
            result.append('\u03C2');
        } else {
            result.append(Character.toString(letter).toLowerCase(Locale.ROOT));
        }
    }

    /** Whether no letter with case follows, but for what is looked through. */
    private boolean isLast(int at) {
        for (int next = after(at); next < text.length(); next = after(next)) {
            int letter = text.codePointAt(next);
            if (isCased(letter)) {
                return false;
            }
            if (!isLookedThrough(letter)) {
                return true;
            }
        }
        return true;
    }

    private static boolean isLookedThrough(int letter) {
        return switch (Character.getType(letter)) {
            case Character.NON_SPACING_MARK,
                    Character.ENCLOSING_MARK,
                    Character.FORMAT,
                    Character.MODIFIER_LETTER,
                    Character.MODIFIER_SYMBOL -> true;
            default -> JOINERS.indexOf(letter) >= 0;
        };
    }
}
