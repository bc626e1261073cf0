package io.tocsin.core.template.function;

import static io.tocsin.core.template.function.AlertmanagerFunctions.textAt;
import static io.tocsin.core.template.value.GoType.STRING;
import static io.tocsin.core.template.value.GoType.STRINGS;

import io.tocsin.core.template.html.SafeTypes;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.TextBytes;
import io.tocsin.core.template.value.TextList;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;
import java.util.function.IntUnaryOperator;

/**
 * What makes a text of a text.
 *
 * <p>Deviation D-225: letters are those that Java knows.
 */
final class TextFunctions {
    private static final int REPLACEMENT = 0xFFFD;

    /** For each character, whose neighbours are looked at too. */
    private static final int TITLE_STEPS = 4;

    private TextFunctions() {}

    static List<Function> all() {
        return List.of(
                ofText("toUpper", text -> mapped(text, Character::toUpperCase)),
                ofText("toLower", text -> mapped(text, Character::toLowerCase)),
                ofText("title", TITLE_STEPS, TitleCase::of),
                ofText("trimSpace", TextFunctions::trimmed),
                ofText("urlUnescape", QueryText::unescaped),
                ofText("base64encode", Base64Text::encoded),
                ofText("base64decode", Base64Text::decoded),
                vouched("safeHtml", SafeTypes.HTML),
                vouched("safeUrl", SafeTypes.URL),
                Function.of(
                        "join",
                        List.of(STRING, STRINGS),
                        (call, arguments) -> TextList.join(call, (Sequence) arguments.get(1), textAt(arguments, 0))),
                Function.variadic("stringSlice", List.of(STRING), (call, texts) -> {
                    call.charge((long) texts.size() * Call.STEPS_PER_PLACE_MADE);
                    return new Sequence(STRINGS, texts);
                }));
    }

    /** A function of one text. */
    @FunctionalInterface
    private interface Conversion {
        String of(String text) throws CallException;
    }

    private static Function ofText(String name, Conversion conversion) {
        return ofText(name, Call.STEPS_PER_CHARACTER_MADE, conversion);
    }

    private static Function ofText(String name, int steps, Conversion conversion) {
        return Function.of(name, List.of(STRING), (call, arguments) -> {
            String text = textAt(arguments, 0);
            call.charge((long) text.length() * steps);
            return Text.of(conversion.of(text));
        });
    }

    private static Function vouched(String name, GoType type) {
        return Function.of(name, List.of(STRING), (call, arguments) -> new Text(textAt(arguments, 0), type));
    }

    /** Character by character: no letter becomes two, and bytes that are no UTF-8 become U+FFFD. */
    private static String mapped(String text, IntUnaryOperator mapping) {
        return text.codePoints()
                .map(point -> TextBytes.isStray(point) ? REPLACEMENT : mapping.applyAsInt(point))
                .collect(StringBuilder::new, StringBuilder::appendCodePoint, StringBuilder::append)
                .toString();
    }

    private static String trimmed(String text) {
        int start = 0;
        int end = text.length();
        while (start < end && isSpace(text.charAt(start))) {
            start++;
        }
        while (end > start && isSpace(text.charAt(end - 1))) {
            end--;
        }
        return text.substring(start, end);
    }

    /** Unicode's White_Space, which Java knows only in parts. */
    private static boolean isSpace(char c) {
        return Character.isSpaceChar(c) || (c >= '\t' && c <= '\r') || c == '\u0085';
    }
}
