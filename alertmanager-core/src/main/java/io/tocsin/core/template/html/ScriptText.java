package io.tocsin.core.template.html;

import java.util.Locale;
import org.jspecify.annotations.Nullable;

/** Text escaped for strings, template literals and regular expressions of scripts. */
final class ScriptText {
    private static final Replacements CONTROLS = controls();

    /** For text that has the escapes of a string already. */
    private static final Replacements NORMALIZED =
            CONTROLS.withAll("\"&'+<>`", ScriptText::code).with('/', "\\/");

    private static final Replacements STRING = NORMALIZED.with('\\', "\\\\");
    private static final Replacements TEMPLATE = STRING.withAll("${}", ScriptText::code);
    private static final Replacements REGEXP = CONTROLS.withAll("\"&'+<>", ScriptText::code)
            .withAll("$()*-./?[\\]^{|}", character -> "\\" + (char) character);

    private ScriptText() {}

    private static Replacements controls() {
        Replacements controls = Replacements.none();
        for (int c = 0; c < ' '; c++) {
            controls = controls.with(c, code(c));
        }
        return controls.with('\t', "\\t").with('\n', "\\n").with('\f', "\\f").with('\r', "\\r");
    }

    private static String code(int character) {
        return String.format(Locale.ROOT, "\\u%04x", character);
    }

    static String string(String text) {
        return apply(STRING, text);
    }

    static String normalizedString(String text) {
        return apply(NORMALIZED, text);
    }

    static String template(String text) {
        return apply(TEMPLATE, text);
    }

    /** Matches {@code text}, whatever stands beside it. */
    static String regexp(String text) {
        return text.isEmpty() ? "(?:)" : apply(REGEXP, text);
    }

    private static String apply(Replacements replacements, String text) {
        return Replacements.apply(text, point -> replacement(replacements, point));
    }

    private static @Nullable String replacement(Replacements replacements, int point) {
        // Both end lines of scripts.
        return point == 0x2028 || point == 0x2029 ? code(point) : replacements.of(point);
    }
}
