package io.tocsin.core.template.html;

import static java.util.Objects.requireNonNull;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.Value;
import java.util.Arrays;
import java.util.List;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** What needs values that no template can make: types without a function, several arguments. All else is in the golden data. */
final class EscaperFunctionsTest {
    private record Case(Escaper escaper, GoType type, String text, String expected) {}

    static List<Case> typed() {
        return List.of(
                new Case(Escaper.STYLE_FILTER, SafeTypes.CSS, "expression(x)", "expression(x)"),
                new Case(Escaper.STYLE_FILTER, SafeTypes.SCRIPT, "expression(x)", "ZgotmplZ"),
                new Case(Escaper.STYLE, SafeTypes.CSS, "a:b", "a\\3a b"),
                new Case(Escaper.SCRIPT_VALUE, SafeTypes.SCRIPT, "f(\"<\")", "f(\"<\")"),
                new Case(Escaper.SCRIPT_VALUE, SafeTypes.SCRIPT_STRING, "a\\nb", "\"a\\nb\""),
                new Case(Escaper.SCRIPT_VALUE, SafeTypes.CSS, "a\"b", "\"a\\\"b\""),
                new Case(
                        Escaper.SCRIPT_STRING,
                        SafeTypes.SCRIPT_STRING,
                        "a\\nb'</script>",
                        "a\\nb\\u0027\\u003c\\/script\\u003e"),
                new Case(Escaper.SCRIPT_STRING, SafeTypes.SCRIPT, "a\\nb", "a\\\\nb"),
                new Case(Escaper.ATTRIBUTE_NAME_FILTER, SafeTypes.HTML_ATTRIBUTE, "onclick=\"f()\"", "onclick=\"f()\""),
                new Case(Escaper.ATTRIBUTE_NAME_FILTER, SafeTypes.HTML, "onclick", "ZgotmplZ"),
                new Case(Escaper.SRCSET, SafeTypes.SRCSET, "javascript:x 1x", "javascript:x 1x"),
                new Case(Escaper.SRCSET, SafeTypes.URL, "x:a b,c", "x:a%20b%2cc"),
                new Case(Escaper.URL, SafeTypes.URL, "a/b c", "a/b%20c"),
                new Case(Escaper.URL_FILTER, SafeTypes.HTML, "x:y", "#ZgotmplZ"),
                new Case(Escaper.HTML, SafeTypes.HTML_ATTRIBUTE, "<", "&lt;"));
    }

    @ParameterizedTest
    @MethodSource("typed")
    void apply_textOfAType_passesWhereTheTypeFits(Case given) throws CallException {
        assertThat(apply(CallStub.UNLIMITED, given.escaper(), new Value.Text(given.text(), given.type())))
                .isEqualTo(given.expected());
    }

    @Test
    void apply_severalArguments_arePrintedTogether() throws CallException {
        Call call = CallStub.UNLIMITED;
        assertThat(apply(
                        call,
                        Escaper.HTML,
                        Value.Int.of(1),
                        Value.Nothing.NOTHING,
                        Value.Int.of(2),
                        Value.Text.of("<")))
                .isEqualTo("1 2&lt;");
        assertThat(apply(call, Escaper.HTML, Value.Nothing.NOTHING)).isEmpty();
        assertThat(apply(call, Escaper.HTML)).isEmpty();
    }

    @ParameterizedTest
    @MethodSource("escapers")
    void apply_longText_isAccountedFor(Escaper escaper) {
        Value text = Value.Text.of("<".repeat(10_000));
        assertThatThrownBy(() -> apply(CallStub.of(1_000), escaper, text)).isInstanceOf(LimitExceededException.class);
    }

    /** If the time grew with the square of the length, it would take hours. */
    @Timeout(value = 1, unit = TimeUnit.MINUTES)
    @ParameterizedTest
    @MethodSource("escapers")
    void apply_longTexts_takeTimeInProportion(Escaper escaper) throws CallException {
        for (String unit : List.of(
                "<",
                "</",
                "<p ",
                "<p x=",
                "<!--",
                "<title>",
                "</title",
                "<script>",
                "\"",
                "\\",
                "\\a",
                "&",
                "%",
                ",",
                ":",
                "/",
                " ")) {
            for (GoType type : List.of(GoType.STRING, SafeTypes.HTML, SafeTypes.URL)) {
                Value text = new Value.Text(unit.repeat(300_000), type);
                assertThat(apply(CallStub.UNLIMITED, escaper, text)).isNotNull();
            }
        }
    }

    static List<Escaper> escapers() {
        return Arrays.asList(Escaper.values());
    }

    private static String apply(Call call, Escaper escaper, Value... arguments) throws CallException {
        Value result = requireNonNull(EscaperFunctions.ALL.get(escaper.function()))
                .body()
                .apply(call, List.of(arguments));
        return ((Value.Text) result).text();
    }
}
