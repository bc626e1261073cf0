package io.tocsin.evaluator.promql;

import io.tocsin.core.label.GoQuote;
import java.util.Locale;

/** Shows a character as Go's {@code %#U} does. */
final class GoCharacter {
    private GoCharacter() {}

    /** Such as {@code U+0071 'q'}; the character itself only where it can be printed. */
    static String withCode(int point) {
        String code = String.format(Locale.ROOT, "U+%04X", point);
        return GoQuote.isPrintable(point) ? code + " '" + Character.toString(point) + "'" : code;
    }
}
