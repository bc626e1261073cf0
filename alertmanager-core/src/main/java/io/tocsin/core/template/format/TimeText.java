package io.tocsin.core.template.format;

import java.io.Serial;
import java.util.ArrayList;
import java.util.List;

/** The pieces of a written time, read one after the other. Not thread-safe. */
final class TimeText {
    private static final int NANO_DIGITS = 9;
    private static final int ZONE_LETTERS_MIN = 3;
    private static final int ZONE_LETTERS_MAX = 5;
    private static final int ZONE_HOURS_MAX = 23;

    /** Names that look like none. */
    private static final List<String> ODD_ZONES = List.of("ChST", "MeST");

    private static final String GMT = "GMT";

    private final String text;
    private int at;

    TimeText(String text) {
        this.text = text;
    }

    /** What comes next is not what the layout asks for. */
    static final class MismatchException extends Exception {
        @Serial
        private static final long serialVersionUID = 1L;

        MismatchException() {
            super("not as the layout says", null, false, false);
        }
    }

    /**
     * A written distance from UTC.
     *
     * @param parts hours, then maybe minutes, then maybe seconds
     * @param isGood otherwise only the first parts could be read
     */
    record Offset(boolean isNegative, List<Integer> parts, boolean isGood) {
        int total() {
            int size = 0;
            for (int i = 0, unit = 3600; i < parts.size(); i++, unit /= 60) {
                size += unit * parts.get(i);
            }
            return isNegative ? -size : size;
        }
    }

    String whole() {
        return text;
    }

    String rest() {
        return text.substring(at);
    }

    /** Skips text of a layout, whose blanks stand for any number of them; stops where they differ. */
    boolean skip(String prefix) {
        int i = 0;
        while (i < prefix.length()) {
            if (prefix.charAt(i) == ' ') {
                if (at < text.length() && text.charAt(at) != ' ') {
                    return false;
                }
                while (i < prefix.length() && prefix.charAt(i) == ' ') {
                    i++;
                }
                skipBlanks(Integer.MAX_VALUE);
            } else if (at < text.length() && text.charAt(at) == prefix.charAt(i)) {
                i++;
                at++;
            } else {
                return false;
            }
        }
        return true;
    }

    /** Skips {@code word} if it is next. */
    boolean skipWord(String word) {
        boolean isNext = text.startsWith(word, at);
        at += isNext ? word.length() : 0;
        return isNext;
    }

    void skipBlanks(int max) {
        for (int i = 0; i < max && at < text.length() && text.charAt(at) == ' '; i++) {
            at++;
        }
    }

    void require(int length) throws MismatchException {
        if (text.length() - at < length) {
            throw new MismatchException();
        }
    }

    private boolean isDigitAt(int index) {
        return index < text.length() && isDigit(text.charAt(index));
    }

    private static boolean isDigit(char c) {
        return c >= '0' && c <= '9';
    }

    private String take(int length) throws MismatchException {
        require(length);
        at += length;
        return text.substring(at - length, at);
    }

    /** So many characters that are a number, maybe with a sign. */
    int signed(int length) throws MismatchException {
        return parsed(take(length));
    }

    private static int parsed(String number) throws MismatchException {
        String digits = number.startsWith("-") || number.startsWith("+") ? number.substring(1) : number;
        if (digits.isEmpty() || !digits.chars().allMatch(c -> c >= '0' && c <= '9')) {
            throw new MismatchException();
        }
        return Integer.parseInt(number);
    }

    int digitThenSigned(int length) throws MismatchException {
        if (!isDigitAt(at)) {
            throw new MismatchException();
        }
        return signed(length);
    }

    /** One or two digits. */
    int number(boolean isTwoDigits) throws MismatchException {
        if (!isDigitAt(at) || isTwoDigits && !isDigitAt(at + 1)) {
            throw new MismatchException();
        }
        return parsed(take(isDigitAt(at + 1) ? 2 : 1));
    }

    /** One to three digits. */
    int threeDigits(boolean isExact) throws MismatchException {
        int count = 0;
        while (count < 3 && isDigitAt(at + count)) {
            count++;
        }
        if (count == 0 || isExact && count != 3) {
            throw new MismatchException();
        }
        return parsed(take(count));
    }

    /** Which of these names comes next, in upper or lower case. */
    int name(List<String> names) throws MismatchException {
        for (int i = 0; i < names.size(); i++) {
            String name = names.get(i);
            // Only ASCII letters fold.
            boolean isThere = text.regionMatches(true, at, name, 0, name.length())
                    && text.chars().skip(at).limit(name.length()).allMatch(c -> c < 0x80);
            if (isThere) {
                at += name.length();
                return i;
            }
        }
        throw new MismatchException();
    }

    String oneOf(String first, String second) throws MismatchException {
        if (text.startsWith(first, at) || text.startsWith(second, at)) {
            return take(first.length());
        }
        throw new MismatchException();
    }

    /** Of a fraction with its point or comma; 0 if there is none. */
    int fractionLength() {
        boolean isThere =
                at < text.length() && LayoutScanner.isFraction(text.substring(at, at + 1)) && isDigitAt(at + 1);
        int end = at + 1;
        while (isDigitAt(end)) {
            end++;
        }
        return isThere ? end - at : 0;
    }

    /** Digits below a nanosecond are left out. */
    int nanos(int length) throws MismatchException {
        String fraction = take(length);
        if (!LayoutScanner.isFraction(fraction)) {
            throw new MismatchException();
        }
        String digits = fraction.substring(1, Math.min(length, NANO_DIGITS + 1));
        int number = parsed(digits);
        for (int i = digits.length(); i < NANO_DIGITS; i++) {
            number *= 10;
        }
        return number;
    }

    /** @param form {@code -07:00}, its relatives, and those with {@code Z} */
    Offset offset(String form) throws MismatchException {
        String written = take(form.length());
        List<Integer> parts = new ArrayList<>();
        boolean isGood = true;
        for (int i = 1; i < form.length(); i++) {
            if (form.charAt(i) == ':' && written.charAt(i) != ':') {
                throw new MismatchException();
            }
        }
        for (int i = 1; i < form.length() && isGood; i++) {
            if (form.charAt(i) != ':') {
                isGood = isDigit(written.charAt(i)) && isDigit(written.charAt(i + 1));
                parts.add(isGood ? Integer.parseInt(written.substring(i, i + 2)) : 0);
                i++;
            }
        }
        boolean isSigned = "+-".indexOf(written.charAt(0)) >= 0;
        return new Offset(written.charAt(0) == '-', parts, isGood && isSigned);
    }

    /** The abbreviation of a zone, or what looks like one. */
    String zoneName() throws MismatchException {
        require(ZONE_LETTERS_MIN);
        for (String odd : ODD_ZONES) {
            if (text.startsWith(odd, at)) {
                return take(odd.length());
            }
        }
        if (text.startsWith(GMT, at)) {
            return take(GMT.length() + signedHoursLength(at + GMT.length()));
        }
        char first = text.charAt(at);
        int length = first == '+' || first == '-' ? signedHoursLength(at) : lettersLength();
        if (length == 0) {
            throw new MismatchException();
        }
        return take(length);
    }

    /** Three letters, or four or five of which the last one is a T. */
    private int lettersLength() {
        int count = 0;
        while (count <= ZONE_LETTERS_MAX && isUpper(at + count)) {
            count++;
        }
        boolean isName = count == ZONE_LETTERS_MIN
                || count > ZONE_LETTERS_MIN && count <= ZONE_LETTERS_MAX && text.charAt(at + count - 1) == 'T'
                || count == ZONE_LETTERS_MIN + 1 && text.startsWith("WITA", at);
        return isName ? count : 0;
    }

    private boolean isUpper(int index) {
        return index < text.length() && text.charAt(index) >= 'A' && text.charAt(index) <= 'Z';
    }

    private int signedHoursLength(int start) {
        boolean isSigned = start < text.length() && "+-".indexOf(text.charAt(start)) >= 0;
        int end = start + 1;
        long hours = 0;
        while (isSigned && isDigitAt(end) && hours <= ZONE_HOURS_MAX) {
            hours = hours * 10 + (text.charAt(end) - '0');
            end++;
        }
        return isSigned && end > start + 1 && hours <= ZONE_HOURS_MAX ? end - start : 0;
    }

    /** In seconds, of names as {@code GMT-3}; 0 of others. */
    static int offsetOfGmt(String zone) {
        boolean isGmt = zone.startsWith(GMT) && zone.length() > GMT.length();
        return isGmt ? Integer.parseInt(zone.substring(GMT.length())) * 3600 : 0;
    }
}
