package io.tocsin.server.amtool;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.label.MatcherParser;
import java.io.IOException;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Requests and texts were recorded from amtool 0.33.1 talking to Alertmanager 0.33.1. */
final class AlertQueryTest {
    private static final AlertQuery.States NONE_NAMED = AlertQuery.States.of(false, false, false, false);
    private static final String DATES = "2006-01-02 15:04:05 MST";
    private static final String ANSWER = """
        [{"annotations":{},"endsAt":"2026-11-23T04:42:25.694Z","fingerprint":"4c672849b9fa8bc6",\
        "receivers":[{"name":"default"}],"startsAt":"2020-01-02T02:00:00.123+02:00","status":{"inhibitedBy":[],\
        "mutedBy":[],"silencedBy":[],"state":"active"},"updatedAt":"2026-11-23T04:37:25.694Z",\
        "labels":{"alertname":"with space"}},{"annotations":{},"endsAt":"2099-01-01T00:00:00.500Z",\
        "fingerprint":"df9bd5df7755f16a","receivers":[{"name":"default"}],\
        "startsAt":"2020-01-02T02:00:00.123+02:00","status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],\
        "state":"active"},"updatedAt":"2026-11-23T04:37:25.665Z","labels":{"alertname":"Weird","u":"\\n",\
        "v":"x y","w":"a,b","é":"ü"}},{"annotations":{"summary":"plain summary"},\
        "endsAt":"2099-01-01T00:00:00.000Z","fingerprint":"e577c888290ad577","receivers":[{"name":"default"}],\
        "startsAt":"2020-01-01T00:00:00.000Z","status":{"inhibitedBy":[],"mutedBy":[],"silencedBy":[],\
        "state":"active"},"updatedAt":"2026-11-23T04:37:25.543Z","generatorURL":"http://p.test/graph",\
        "labels":{"alertname":"Plain","job":"node"}}]
        """;

    @Test
    void render_simple_printsTheRecordedTable() throws Exception {
        assertThat(render(ANSWER, OutputFormat.SIMPLE)).isEqualTo("""
            Alertname   Starts At                  Summary        State  \s
            Plain       2020-01-01 00:00:00 UTC    plain summary  active \s
            with space  2020-01-02 02:00:00 +0200                 active \s
            Weird       2020-01-02 02:00:00 +0200                 active \s
            """);
    }

    @Test
    void render_extended_printsTheRecordedTable() throws Exception {
        assertThat(render(ANSWER, OutputFormat.EXTENDED)).isEqualTo("""
            Labels                        Annotations              Starts At                  Ends At                  Generator URL        State  \s
            alertname="Plain" job="node"  summary="plain summary"  2020-01-01 00:00:00 UTC    2099-01-01 00:00:00 UTC  http://p.test/graph  active \s
            alertname="with space"                                 2020-01-02 02:00:00 +0200  2026-11-23 04:42:25 UTC                       active \s
            alertname="Weird" u="
            " v="x y" w="a,b" é="ü"    2020-01-02 02:00:00 +0200  2099-01-01 00:00:00 UTC    active \s
            """);
    }

    @Test
    void render_json_repeatsTheAnswer() throws Exception {
        assertThat(render(ANSWER, OutputFormat.JSON)).isEqualTo(ANSWER);
    }

    @Test
    void render_noAlerts_printsHeadings() throws Exception {
        assertThat(render("[]", OutputFormat.SIMPLE)).isEqualTo("Alertname  Starts At  Summary  State  \n");
        assertThat(render("[]", OutputFormat.EXTENDED))
                .isEqualTo("Labels  Annotations  Starts At  Ends At  Generator URL  State  \n");
        assertThat(render("[]", OutputFormat.JSON)).isEqualTo("[]\n");
    }

    @Test
    void render_noList_isRefused() {
        assertThatThrownBy(() -> render("{}", OutputFormat.SIMPLE)).hasMessageContaining("no list of alerts");
    }

    @Test
    void render_controlCharactersOfOthers_doNotReachTheTerminal() throws Exception {
        assertThat(render("[{\"labels\":{\"alertname\":\"a\\u001b[2Jb\"}}]", OutputFormat.SIMPLE))
                .doesNotContain("\u001b")
                .contains("a\uFFFD[2Jb");
    }

    private static String render(String answer, OutputFormat format) throws CommandFailure, IOException {
        return AlertQuery.render(JsonValue.parse(answer.getBytes(UTF_8)), format, DATES);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = ';',
            quoteCharacter = '`',
            value = {
                "foo; alertname=\"foo\"",
                "with space; alertname=\"with space\"",
                "=x; alertname=\"=x\"",
                "q\"uo; alertname=\"q\\\"uo\"",
                "bad~x; alertname=\"bad~x\"",
                "{a=\"b\"}; alertname=\"{a=\\\"b\\\"}\"",
                "x=~y; x=~y",
                "\"x\"=y; \"x\"=y"
            })
    void of_firstArgument_isTheAlertnameUnlessItIsAMatcher(String argument, String filter) {
        assertThat(query(List.of(argument)).matchers()).containsExactly(filter);
    }

    @Test
    void of_laterArguments_areSentAsTheyAre() {
        assertThat(query(List.of("foo", "bar", "c!~d&e")).matchers())
                .containsExactly("alertname=\"foo\"", "bar", "c!~d&e");
    }

    @Test
    void parameters_inTheOriginalsOrder() {
        AlertQuery query = AlertQuery.of(
                List.of("foo", "a=~\"b c\""), parser(), AlertQuery.States.of(false, false, true, false), "x y");
        String printed = query.parameters().stream()
                .map(p -> p.getKey() + "=" + p.getValue())
                .collect(Collectors.joining("&"));
        assertThat(printed)
                .isEqualTo("active=false&filter=alertname=\"foo\"&filter=a=~\"b c\"&inhibited=false&receiver=x y"
                        + "&silenced=true&unprocessed=false");
    }

    @Test
    void states_noneNamed_meansActive() {
        assertThat(NONE_NAMED).isEqualTo(new AlertQuery.States(true, false, false, false));
    }

    private static AlertQuery query(List<String> arguments) {
        return AlertQuery.of(arguments, parser(), NONE_NAMED, "");
    }

    private static MatcherParser parser() {
        return MatcherParser.of(MatcherMode.DEFAULT);
    }
}
