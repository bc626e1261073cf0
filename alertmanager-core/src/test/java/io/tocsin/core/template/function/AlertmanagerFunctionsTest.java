package io.tocsin.core.template.function;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.template.format.GoTime;
import io.tocsin.core.template.format.TimeTypes;
import io.tocsin.core.template.html.SafeTypes;
import io.tocsin.core.template.value.Call;
import io.tocsin.core.template.value.CallException;
import io.tocsin.core.template.value.CallStub;
import io.tocsin.core.template.value.Function;
import io.tocsin.core.template.value.GoType;
import io.tocsin.core.template.value.LimitExceededException;
import io.tocsin.core.template.value.TextList;
import io.tocsin.core.template.value.Value;
import io.tocsin.core.template.value.Value.Bool;
import io.tocsin.core.template.value.Value.Int;
import io.tocsin.core.template.value.Value.Sequence;
import io.tocsin.core.template.value.Value.Text;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Expectations are answers of Alertmanager 0.33.1, as far as it has the function. */
final class AlertmanagerFunctionsTest {
    private final Map<String, Function> functions = AlertmanagerFunctions.create();

    private Value call(String name, Value... arguments) throws CallException {
        return call(CallStub.UNLIMITED, name, arguments);
    }

    private Value call(Call call, String name, Value... arguments) throws CallException {
        Function function = Objects.requireNonNull(functions.get(name), name);
        return function.body().apply(call, List.of(arguments));
    }

    private String text(String name, String... arguments) throws CallException {
        Value[] texts = List.of(arguments).stream().map(Text::of).toArray(Value[]::new);
        return ((Text) call(name, texts)).text();
    }

    @Test
    void create_everyFunction_isThere() {
        assertThat(functions)
                .containsOnlyKeys(
                        "toUpper",
                        "toLower",
                        "title",
                        "trimSpace",
                        "join",
                        "match",
                        "safeHtml",
                        "safeUrl",
                        "urlUnescape",
                        "reReplaceAll",
                        "stringSlice",
                        "routeLabels",
                        "date",
                        "tz",
                        "now",
                        "since",
                        "humanizeDuration",
                        "toDate",
                        "mustToDate",
                        "toJson",
                        "base64encode",
                        "base64decode",
                        "list",
                        "append",
                        "dict");
    }

    @ParameterizedTest
    @CsvSource({
        "toUpper, straße ŉ ﬁ ǆ İ ı µ ſ, STRAßE ŉ ﬁ Ǆ İ I Μ S",
        "toLower, İSTANBUL ΑΣ ẞ K Å, istanbul ασ ß k å",
        "toUpper, a\uDCFFb, A\uFFFDB",
        "toLower, A\uDCFFB, a\uFFFDb",
        "title, a\uDCFFb c, A\uDCFFB C",
        "trimSpace, '\u00a0 \t\u2003x\u3000\u0085\u000b\f', x",
        "trimSpace, '\ufeff x\u200b', '\ufeff x\u200b'",
        "trimSpace, ' \n ', ''",
        "urlUnescape, a%20b+c, a b c",
        "urlUnescape, %ff%41%E2%82%AC, \uDCFFA€",
        "urlUnescape, é, é",
    })
    void texts_anyCharacters_areConvertedAsInGo(String function, String text, String expected) throws CallException {
        assertThat(text(function, text)).isEqualTo(expected);
    }

    @ParameterizedTest
    @CsvSource(delimiter = '~', textBlock = """
            a%20b+c%zz  ~ invalid URL escape "%zz"
            %           ~ invalid URL escape "%"
            %4          ~ invalid URL escape "%4"
            %é          ~ invalid URL escape "%é"
            %1\uDCFFx   ~ invalid URL escape "%1\\xff"
            """)
    void urlUnescape_noEscape_isAnError(String text, String problem) {
        assertThatThrownBy(() -> text("urlUnescape", text)).hasMessage(problem);
    }

    @Test
    void safe_texts_haveTheirTypes() throws CallException {
        assertThat(call("safeHtml", Text.of("<b>"))).isEqualTo(new Text("<b>", SafeTypes.HTML));
        assertThat(call("safeUrl", Text.of("x:y"))).isEqualTo(new Text("x:y", SafeTypes.URL));
    }

    @Test
    void lists_areMadeAndJoined() throws CallException {
        Value list = call("stringSlice", Text.of("a"), Text.of("b"));
        assertThat(list).isEqualTo(TextList.of(List.of("a", "b")));
        assertThat(call("join", Text.of("-"), list)).isEqualTo(Text.of("a-b"));
        Value longer = call("append", call("list", Int.of(1)), Text.of("x"), Value.Nothing.NOTHING);
        assertThat(longer)
                .isEqualTo(new Sequence(GoType.ANYS, List.of(Int.of(1), Text.of("x"), Value.Nothing.NOTHING)));
    }

    @Test
    void dict_keysAndValues_makeAMapInOrder() throws CallException {
        Value.Mapping dict = (Value.Mapping) call("dict", Text.of("b"), Int.of(1), Text.of("a"), Int.of(2));
        assertThat(dict.type()).isEqualTo(GoType.ANY_BY_STRING);
        assertThat(dict.keys()).containsExactly("a", "b");
        assertThat(dict.get("b")).isEqualTo(Int.of(1));
        assertThat(dict.get("c")).isNull();
        Value.Mapping twice = (Value.Mapping) call("dict", Text.of("a"), Int.of(1), Text.of("a"), Int.of(2));
        assertThat(twice.size()).isEqualTo(1);
        assertThat(twice.get("a")).isEqualTo(Int.of(2));
    }

    @Test
    void dict_badArguments_areErrors() {
        assertThatThrownBy(() -> call("dict", Text.of("a"))).hasMessage("dict requires an even number of arguments");
        assertThatThrownBy(() -> call("dict", Int.of(1), Int.of(2))).hasMessage("dict keys must be strings");
        assertThatThrownBy(() -> call("dict", new Text("a", SafeTypes.HTML), Int.of(2)))
                .hasMessage("dict keys must be strings");
    }

    @Test
    void patterns_areFoundAnywhere() throws CallException {
        assertThat(call("match", Text.of("b."), Text.of("abc"))).isEqualTo(Bool.TRUE);
        assertThat(call("match", Text.of("^b"), Text.of("abc"))).isEqualTo(Bool.FALSE);
        assertThat(text("reReplaceAll", "(?P<n>b)", "<${n}>", "abc")).isEqualTo("a<b>c");
    }

    @Test
    void patterns_thatAreNone_areErrorsInGoWords() {
        assertThatThrownBy(() -> text("match", "(", "x")).hasMessage("error parsing regexp: missing closing ): `(`");
        assertThatThrownBy(() -> text("reReplaceAll", "(", "", "x"))
                .hasMessage("regexp: Compile(`(`): error parsing regexp: missing closing ): `(`");
        assertThatThrownBy(() -> text("reReplaceAll", "`(", "", "x"))
                .hasMessage("regexp: Compile(\"`(\"): error parsing regexp: missing closing ): ``(`");
    }

    /** Each of them is seconds of work, or longer. */
    @ParameterizedTest
    @CsvSource({
        "(x+x+y){500}, 300000, ''",
        "(x*){300}y, 300000, ''",
        // Each find looks at all of the rest.
        "x*y|x, 30000, -",
        "x, 30000, $0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0$0",
        "[a-z]{1000}[a-z]{1000}[a-z]{1000}[a-z]{1000}[a-z]{1000}[a-z]{1000}[a-z]{1000}[a-z]{1000}, 1, ''",
    })
    void patterns_heavyOnes_exceedTheLimit(String pattern, int length, String replacement) {
        Value text = Text.of("x".repeat(length));
        Call call = CallStub.of(150_000);
        assertThatThrownBy(() -> call(call, "reReplaceAll", Text.of(pattern), Text.of(replacement), text))
                .isInstanceOf(LimitExceededException.class);
    }

    @Test
    void patterns_ordinaryOnes_takeLittle() throws CallException {
        Value text = Text.of("Disk /var/lib on db-1.example.com is 97% full for 10 minutes. ".repeat(4));
        assertThat(call(CallStub.of(20_000), "reReplaceAll", Text.of("[0-9]+(%|\\b)"), Text.of("#$1"), text))
                .isNotEqualTo(text);
        assertThat(call(CallStub.of(5_000), "match", Text.of("^Disk .* full"), text))
                .isEqualTo(Bool.TRUE);
    }

    @Test
    void times_areReadShownAndCompared() throws CallException {
        GoTime time = (GoTime) call("toDate", Text.of("2006-01-02 15:04"), Text.of("2024-01-02 02:04"));
        assertThat(call("date", Text.of("Jan 2 15:04 MST"), call("tz", Text.of("Europe/Paris"), time)))
                .isEqualTo(Text.of("Jan 2 03:04 CET"));
        assertThat(call("since", time)).isEqualTo(TimeTypes.duration(3_605_500_000_000L));
        assertThat(call("since", call("now"))).isEqualTo(TimeTypes.duration(0));
        assertThat(call("humanizeDuration", call("since", time))).isEqualTo(Text.of("1h 0m 5s"));
    }

    @Test
    void times_thatAreNone_areZeroOrAnError() throws CallException {
        assertThat(call("toDate", Text.of("2006"), Text.of("x"))).isEqualTo(GoTime.ZERO);
        assertThatThrownBy(() -> call("mustToDate", Text.of("2006"), Text.of("x")))
                .hasMessage("parsing time \"x\" as \"2006\": cannot parse \"x\" as \"2006\"");
        assertThatThrownBy(() -> call("tz", Text.of("Nope/X"), GoTime.ZERO)).hasMessage("unknown time zone Nope/X");
    }

    @Test
    void toJson_anyValue_isEscapedForHtml() throws CallException {
        assertThat(call("toJson", call("list", Text.of("<a>"), Int.of(1))))
                .isEqualTo(Text.of("[\"\\u003ca\\u003e\",1]"));
    }

    @Test
    void routeLabels_ofTheRoute_areThere() throws CallException {
        assertThat(text("routeLabels", "team")).isEqualTo("ops");
        assertThat(text("routeLabels", "nope")).isEmpty();
    }
}
