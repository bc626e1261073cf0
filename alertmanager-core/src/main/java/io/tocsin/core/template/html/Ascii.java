package io.tocsin.core.template.html;

/** What HTML, scripts and style sheets call a letter, digit or blank. */
final class Ascii {
    private Ascii() {}

    static int lower(int character) {
        return character >= 'A' && character <= 'Z' ? character | 0x20 : character;
    }

    static boolean isLetter(int character) {
        int lower = lower(character);
        return lower >= 'a' && lower <= 'z';
    }

    static boolean isDigit(int character) {
        return character >= '0' && character <= '9';
    }

    static boolean isAlphanumeric(int character) {
        return isLetter(character) || isDigit(character);
    }

    static boolean isHex(int character) {
        int lower = lower(character);
        return isDigit(character) || lower >= 'a' && lower <= 'f';
    }
}
