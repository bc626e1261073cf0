package io.tocsin.notifiers.opsgenie;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.opsgenie.OpsgenieConfig.Responder;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class OpsgenieIntegrationTypeTest {
    private static final SettingsFixture<OpsgenieConfig> OPSGENIE =
            new SettingsFixture<>(OpsgenieIntegrationType.INSTANCE);

    @Test
    void decode_keyOnly_hasAllDefaults() {
        assertThat(OPSGENIE.accept("api_key: k"))
                .isEqualTo(new OpsgenieConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("k")),
                        GoUrl.parse("https://api.opsgenie.com/"),
                        "{{ template \"opsgenie.default.message\" . }}",
                        "{{ template \"opsgenie.default.description\" . }}",
                        "{{ template \"opsgenie.default.source\" . }}",
                        Map.of(),
                        "",
                        List.of(),
                        "",
                        "",
                        "",
                        "",
                        false));
    }

    @Test
    void decode_everyKey_isRead() {
        OpsgenieConfig config = OPSGENIE.accept("send_resolved: false, api_key_file: kf, api_url: 'http://h/x',"
                + " message: m, description: d, source: s, details: {a: b}, entity: e,"
                + " responders: [{id: i, name: n, username: u, type: Team}], actions: ac, tags: ta, note: no,"
                + " priority: p, update_alerts: true, http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new OpsgenieConfig(
                        false,
                        config.http(),
                        SecretOrFile.inFile("kf"),
                        GoUrl.parse("http://h/x/"),
                        "m",
                        "d",
                        "s",
                        Map.of("a", "b"),
                        "e",
                        List.of(new Responder("i", "n", "u", "Team")),
                        "ac",
                        "ta",
                        "no",
                        "p",
                        true));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "entity: e       | opsgenie_api_key: g      | g |    ",
                "api_key: l      | opsgenie_api_key: g      | l |    ",
                "api_key_file: l | opsgenie_api_key: g      | g |    ",
                "entity: e       | opsgenie_api_key_file: g |   | g  ",
                "api_key: l      | opsgenie_api_key_file: g | l |    ",
                "api_key_file: l | opsgenie_api_key_file: g |   | l  ",
            })
    void apiKey_ofElementAndGlobal_isTheOneInUse(String element, String global, String key, String file) {
        assertThat(OPSGENIE.accept(element, global).apiKey())
                .isEqualTo(new SecretOrFile(key == null ? null : Secret.of(key), file));
    }

    @Test
    void apiKeyFile_withGlobalKey_isNotReadWhichAWarningSays() {
        assertThat(OPSGENIE.warnings("api_key_file: l", "opsgenie_api_key: g"))
                .singleElement()
                .asString()
                .contains(
                        "opsgenie_configs[0].api_key_file: has no effect: \"opsgenie_api_key\" in \"global\" is used");
        assertThat(OPSGENIE.warnings("api_key: l", "opsgenie_api_key_file: g")).isEmpty();
    }

    @Test
    void apiUrl_absent_isTheGlobalOneWithASlash() {
        String global = "opsgenie_api_url: 'http://g/x', opsgenie_api_key: k";
        assertThat(OPSGENIE.accept("", global).apiUrl()).isEqualTo(GoUrl.parse("http://g/x/"));
        assertThat(OPSGENIE.accept("api_url: 'http://l'", global).apiUrl()).isEqualTo(GoUrl.parse("http://l/"));
    }

    @ParameterizedTest
    @ValueSource(strings = {"team", "TEAMS", "User", "escalation", "schedule", "x{{ .y }}"})
    void responderType_known_isAccepted(String type) {
        assertThat(OPSGENIE.accept("api_key: k, responders: [{id: a, type: '" + type + "'}]")
                        .responders())
                .containsExactly(new Responder("a", "", "", type));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|^^|no global OpsGenie API Key set either inline or in a file",
                "api_key: a, api_key_file: b|^^|at most one of api_key & api_key_file must be configured",
                "api_key: a, api_url: ''|^^|unsupported scheme \"\" for URL",
                "api_key: a|opsgenie_api_url: |no global OpsGenie URL set",
                "api_key: a|opsgenie_api_url: x|unsupported scheme \"\" for URL",
                "api_key: a|opsgenie_api_key: a, opsgenie_api_key_file: b"
                        + "|at most one of opsgenie_api_key & opsgenie_api_key_file must be configured",
                "api_key: a, responders: [{type: team}]|^^"
                        + "|opsGenieConfig responder {   team} has to have at least one of id, username or name specified",
                "api_key: a, responders: [null]|^^"
                        + "|opsGenieConfig responder {   } has to have at least one of id, username or name specified",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        OPSGENIE.assertRefused(element, global, original);
    }

    @Test
    void responderType_unknown_isRefusedInTheOriginalsWords() {
        OPSGENIE.assertRefused(
                "api_key: a, responders: [{id: a, name: b, username: c, type: ' team'}]",
                "",
                "opsGenieConfig responder {a b c  team} type does not match valid options"
                        + " ^(team|teams|user|escalation|schedule)$");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|field foo not found in type config.plain",
                "api_key: a, responders: {}|cannot unmarshal !!map into []config.OpsGenieConfigResponder",
                "api_key: a, responders: [x]|cannot unmarshal !!str `x` into config.OpsGenieConfigResponder",
                "api_key: a, responders: [{foo: 1}]|field foo not found in type config.OpsGenieConfigResponder",
                "api_key: a, details: x|cannot unmarshal !!str `x` into map[string]string",
                "api_key: a, details: {a: [b]}|cannot unmarshal !!seq into string",
                "api_key: a, update_alerts: x|cannot unmarshal !!str `x` into bool",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        OPSGENIE.assertRefused(element, "", "yaml: unmarshal errors:\n  line 4: " + original);
    }

    /** Deviation D-006: the original crashes. */
    @Test
    void decode_null_isRefused() {
        OPSGENIE.assertNullRefused("opsgenie_api_key: k", "missing opsgenie config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        OPSGENIE.assertHidden("api_key: canary", "opsgenie_api_key: canary");
        OPSGENIE.assertHiddenInProblems("api_key: [canary]", "");
        OPSGENIE.assertHiddenInProblems("api_key: canary, api_key_file: x", "");
        OPSGENIE.assertHiddenInProblems("api_key: x", "opsgenie_api_key: canary, opsgenie_api_key_file: x");
    }

    @ParameterizedTest(name = "{0}")
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '`',
            value = {
                "{{ toUpper .x }} | function \"toUpper\" not defined",
                "{{ nope | function \"nope\" not defined",
                "{{ if }} | missing value for if",
                "te{{ | unclosed action",
                "{{ \"a\" }}{{ break }} | {{break}} outside {{range}}",
            })
    void decode_typeOfAResponderThatIsNoTemplateOfGo_isRefused(String type, String why) {
        assertThat(OPSGENIE.refuse("api_key: k, responders: [{id: i, name: n, type: '" + type + "'}]", "")
                        .originalText())
                .isEqualTo("opsGenieConfig responder {i n  " + type
                        + "} type contains invalid template syntax: template: :1: " + why);
    }

    @ParameterizedTest
    @ValueSource(strings = {"{{ .X }}", "{{ template \"nope\" . }}", "{{ len .X }}"})
    void decode_typeOfAResponderThatIsATemplateOfGo_isTaken(String type) {
        assertThat(OPSGENIE.accept("api_key: k, responders: [{id: i, type: '" + type + "'}]")
                        .responders())
                .extracting(Responder::type)
                .containsExactly(type);
    }
}
