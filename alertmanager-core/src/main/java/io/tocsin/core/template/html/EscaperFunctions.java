package io.tocsin.core.template.html;

import io.tocsin.core.template.format.GoFormat;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.Pointers;
import io.tocsin.core.template.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Collectors;

/** The functions that escaped trees call. Their names are for trees and errors: authors cannot call them. */
public final class EscaperFunctions {
    /** By name. */
    public static final Map<String, Function> ALL = Arrays.stream(Escaper.values())
            .map(EscaperFunctions::function)
            .collect(Collectors.toUnmodifiableMap(Function::name, function -> function));

    /** What stands in the output instead of a value that would be dangerous there. */
    static final String UNSAFE = "ZgotmplZ";

    private EscaperFunctions() {}

    private static Function function(Escaper escaper) {
        return Function.variadic(
                escaper.function(),
                List.of(GoType.ANY),
                (call, arguments) -> Value.Text.of(apply(escaper, call, arguments)));
    }

    private static String apply(Escaper escaper, Call call, List<Value> arguments) throws CallException {
        if (escaper == Escaper.SCRIPT_VALUE) {
            return ScriptValue.of(call, arguments);
        }
        Value.Text value = text(call, arguments);
        call.charge(value.text().length());
        return escape(escaper, value.text(), value.type());
    }

    /** What is printed for the arguments, with its type, if it is one that means something. */
    private static Value.Text text(Call call, List<Value> arguments) throws CallException {
        if (arguments.size() == 1 && arguments.get(0) instanceof Value.Text text) {
            return text;
        }
        List<Value> printed = arguments.stream()
                .filter(argument -> !(argument instanceof Value.Nothing))
                .map(Pointers::printable)
                .toList();
        return Value.Text.of(GoFormat.sprint(call, printed));
    }

    private static String escape(Escaper escaper, String text, GoType type) {
        boolean isHtml = type == SafeTypes.HTML;
        return switch (escaper) {
            case ARGUMENTS -> text;
            case COMMENT -> "";
            case HTML -> isHtml ? text : HtmlText.escape(text);
            case RCDATA -> isHtml ? HtmlText.normalize(text) : HtmlText.escape(text);
            case ATTRIBUTE -> isHtml ? HtmlText.normalize(HtmlText.withoutTags(text)) : HtmlText.escape(text);
            case UNQUOTED_ATTRIBUTE -> unquoted(text, isHtml);
            case ATTRIBUTE_NAME_FILTER -> type == SafeTypes.HTML_ATTRIBUTE ? text : attributeName(text);
            case SCRIPT_STRING ->
                type == SafeTypes.SCRIPT_STRING ? ScriptText.normalizedString(text) : ScriptText.string(text);
            case SCRIPT_TEMPLATE -> ScriptText.template(text);
            case SCRIPT_REGEXP -> ScriptText.regexp(text);
            case SCRIPT_VALUE -> throw new AssertionError("takes values, not text");
            case STYLE -> StyleText.escape(text);
            case STYLE_FILTER -> type == SafeTypes.CSS ? text : StyleText.filter(text);
            case SRCSET -> srcset(text, type);
            case URL -> type == SafeTypes.URL ? UrlText.normalize(text) : UrlText.escape(text);
            case URL_FILTER -> type == SafeTypes.URL ? text : UrlText.filter(text);
            case URL_NORMALIZER -> UrlText.normalize(text);
        };
    }

    private static String unquoted(String text, boolean isHtml) {
        if (text.isEmpty()) {
            // Nothing there would make the next attribute the value of this one.
            return UNSAFE;
        }
        return isHtml ? HtmlText.normalizeUnquoted(HtmlText.withoutTags(text)) : HtmlText.escapeUnquoted(text);
    }

    private static String attributeName(String text) {
        String lower = text.toLowerCase(Locale.ROOT);
        boolean isName = !lower.isEmpty() && lower.chars().allMatch(Ascii::isAlphanumeric);
        return isName && AttributeNames.isHarmless(lower) ? lower : UNSAFE;
    }

    private static String srcset(String text, GoType type) {
        if (type == SafeTypes.SRCSET) {
            return text;
        }
        return type == SafeTypes.URL ? UrlText.candidate(text) : UrlText.filterCandidates(text);
    }
}
