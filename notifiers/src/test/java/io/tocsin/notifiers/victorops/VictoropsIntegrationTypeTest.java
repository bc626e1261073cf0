package io.tocsin.notifiers.victorops;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class VictoropsIntegrationTypeTest {
    private static final SettingsFixture<VictoropsConfig> VICTOROPS =
            new SettingsFixture<>(VictoropsIntegrationType.INSTANCE);

    @Test
    void decode_keysOnly_hasAllDefaults() {
        assertThat(VICTOROPS.accept("api_key: k, routing_key: r"))
                .isEqualTo(new VictoropsConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.of(Secret.of("k")),
                        GoUrl.parse("https://alert.victorops.com/integrations/generic/20131114/alert/"),
                        "r",
                        "CRITICAL",
                        "{{ template \"victorops.default.state_message\" . }}",
                        "{{ template \"victorops.default.entity_display_name\" . }}",
                        "{{ template \"victorops.default.monitoring_tool\" . }}",
                        Map.of()));
    }

    @Test
    void decode_everyKey_isRead() {
        VictoropsConfig config = VICTOROPS.accept("send_resolved: false, api_key_file: kf, api_url: 'http://h/x',"
                + " routing_key: r, message_type: mt, state_message: sm, entity_display_name: ed, monitoring_tool: mo,"
                + " custom_fields: {a: b, 1: 2}, http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new VictoropsConfig(
                        false,
                        config.http(),
                        SecretOrFile.inFile("kf"),
                        GoUrl.parse("http://h/x/"),
                        "r",
                        "mt",
                        "sm",
                        "ed",
                        "mo",
                        Map.of("a", "b", "1", "2")));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "message_type: m | victorops_api_key: g      | g |    ",
                "api_key: l      | victorops_api_key: g      | l |    ",
                "api_key_file: l | victorops_api_key: g      | g |    ",
                "message_type: m | victorops_api_key_file: g |   | g  ",
                "api_key: l      | victorops_api_key_file: g | l |    ",
                "api_key_file: l | victorops_api_key_file: g |   | l  ",
            })
    void apiKey_ofElementAndGlobal_isTheOneInUse(String element, String global, String key, String file) {
        assertThat(VICTOROPS.accept("routing_key: r, " + element, global).apiKey())
                .isEqualTo(new SecretOrFile(key == null ? null : Secret.of(key), file));
    }

    @Test
    void apiKeyFile_withGlobalKey_isNotReadWhichAWarningSays() {
        assertThat(VICTOROPS.warnings("routing_key: r, api_key_file: l", "victorops_api_key: g"))
                .singleElement()
                .asString()
                .contains("has no effect: \"victorops_api_key\" in \"global\" is used");
    }

    @Test
    void apiUrl_absent_isTheGlobalOneWithASlash() {
        assertThat(VICTOROPS
                        .accept("api_key: k, routing_key: r", "victorops_api_url: 'http://g/x'")
                        .apiUrl())
                .isEqualTo(GoUrl.parse("http://g/x/"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "api_key: a|^^|missing Routing key in VictorOps config",
                "api_key: a, routing_key: ''|^^|missing Routing key in VictorOps config",
                "routing_key: r|^^|no global VictorOps API Key set",
                "routing_key: r, api_key: a, api_key_file: b|^^|at most one of api_key & api_key_file must be configured",
                "routing_key: r, api_key: a, api_url: ''|^^|unsupported scheme \"\" for URL",
                "routing_key: r, api_key: a|victorops_api_url: |no global VictorOps URL set",
                "routing_key: r, api_key: a|victorops_api_url: x|unsupported scheme \"\" for URL",
                "routing_key: r|victorops_api_key: a, victorops_api_key_file: b"
                        + "|at most one of victorops_api_key & victorops_api_key_file must be configured",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        VICTOROPS.assertRefused(element, global, original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "routing_key",
                "message_type",
                "state_message",
                "entity_display_name",
                "monitoring_tool",
                "entity_id",
                "entity_state"
            })
    void customFields_standardName_isRefusedInTheOriginalsWords(String field) {
        VICTOROPS.assertRefused(
                "api_key: k, routing_key: r, custom_fields: {" + field + ": x}",
                "",
                "victorOps config contains custom field " + field
                        + " which cannot be used as it conflicts with the fixed/static fields");
    }

    @Test
    void decode_wrongType_isRefusedInTheOriginalsWords() {
        VICTOROPS.assertRefused(
                "api_key: k, routing_key: r, custom_fields: [x]",
                "",
                "yaml: unmarshal errors:\n  line 4: cannot unmarshal !!seq into map[string]string");
        VICTOROPS.assertRefused(
                "routing_key: r, foo: 1",
                "",
                "yaml: unmarshal errors:\n  line 4: field foo not found in type config.plain");
        VICTOROPS.assertNullRefused("", "missing victorops config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        VICTOROPS.assertHidden("api_key: canary, routing_key: r", "victorops_api_key: canary");
        VICTOROPS.assertHiddenInProblems("api_key: [canary], routing_key: r", "");
        VICTOROPS.assertHiddenInProblems("api_key: canary, api_key_file: x, routing_key: r", "");
    }
}
