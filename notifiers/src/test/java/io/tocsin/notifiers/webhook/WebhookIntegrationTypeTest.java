package io.tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.time.Duration;
import java.util.List;
import org.assertj.core.api.InstanceOfAssertFactories;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class WebhookIntegrationTypeTest {
    /** The element is in line 3; its first key in column 24. */
    private static ConfigurationResult decode(String element) {
        String text = "route: {receiver: a}\nreceivers: [{name: a,\n    webhook_configs: [{" + element + "}]}]\n";
        return new ConfigurationDecoder(List.of(WebhookIntegrationType.INSTANCE), MatcherMode.DEFAULT)
                .decode("alertmanager.yml", text);
    }

    private static WebhookConfig accept(String element) {
        ConfigurationResult result = decode(element);
        assertThat(result).isInstanceOf(Accepted.class);
        return (WebhookConfig) ((Accepted) result)
                .configuration()
                .receivers()
                .get(0)
                .integrations()
                .get(0)
                .config();
    }

    private static Refused refuse(String element) {
        ConfigurationResult result = decode(element);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    private static SecretOrFile url(String url) {
        return SecretOrFile.of(Secret.of(url));
    }

    @Test
    void decode_urlOnly_hasAllDefaults() {
        assertThat(accept("url: 'http://h/x'"))
                .isEqualTo(new WebhookConfig(true, HttpConfig.DEFAULT, url("http://h/x"), 0, Duration.ZERO, null));
    }

    @Test
    void decode_everyKey_isRead() {
        WebhookConfig config = accept("url_file: f/../g, send_resolved: false, max_alerts: 7, timeout: 1.5s,"
                + " payload: , http_config: {enable_http2: false}");
        // Relative to the working directory, not to the configuration's folder.
        assertThat(config.url()).isEqualTo(SecretOrFile.inFile("f/../g"));
        assertThat(config.sendResolved()).isFalse();
        assertThat(config.maxAlerts()).isEqualTo(7);
        assertThat(config.timeout()).isEqualTo(Duration.ofMillis(1500));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @Test
    void url_maskOfTheStatus_isTolerated() {
        assertThat(accept("url: <secret>").url()).isEqualTo(url("<secret>"));
    }

    @Test
    void url_emptyBesideAFile_isAbsent() {
        assertThat(accept("url: '', url_file: f").url()).isEqualTo(SecretOrFile.inFile("f"));
        assertThat(accept("url: 'http://h', url_file: ''").url()).isEqualTo(url("http://h"));
    }

    @ParameterizedTest
    @CsvSource({"0x10,16", "1_000,1000", "3.7,3", "'',0", "18446744073709551615,2147483647"})
    void maxAlerts_anyNotation_isRead(String written, int maxAlerts) {
        assertThat(accept("url: 'http://h', max_alerts: " + written).maxAlerts())
                .isEqualTo(maxAlerts);
    }

    @ParameterizedTest
    @CsvSource({"2h45m,PT2H45M", "100us,PT0.0001S", "-1s,PT-1S", "0,PT0S", "'',PT0S", "5,PT0.000000005S"})
    void timeout_anyNotation_isRead(String written, Duration timeout) {
        assertThat(accept("url: 'http://h', timeout: " + written).timeout()).isEqualTo(timeout);
    }

    @Test
    void timeout_withoutUnit_warns() {
        Accepted accepted = (Accepted) decode("url: 'http://h', timeout: 5");
        assertThat(accepted.warnings())
                .singleElement()
                .hasToString("alertmanager.yml:3:50: warning: receivers[0].webhook_configs[0].timeout: a number without"
                        + " a unit counts nanoseconds: 5ns\n    hint: write the unit, such as \"5s\".");
    }

    @Test
    void payload_numberThatJsonLacks_warns() {
        Accepted accepted = (Accepted) decode("url: 'http://h', payload: {a: [{b: .inf}]}");
        assertThat(accepted.warnings())
                .singleElement()
                .hasToString(
                        "alertmanager.yml:3:50: warning: receivers[0].webhook_configs[0].payload: holds .nan or .inf,"
                                + " which JSON has no word for: no notification can be sent\n"
                                + "    hint: write a number or a text.");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "|23|one of url or url_file must be configured",
                "url: 'http://h', url_file: x|51|at most one of url & url_file must be configured",
                "url: 'ftp://h'|29|invalid URL: unsupported scheme \"ftp\" for URL",
                "url: 'http://'|29|invalid URL: missing host for URL",
                "url: /x|29|invalid URL: unsupported scheme \"\" for URL",
                "url: ''|23|one of url or url_file must be configured",
                "url: 'http://h/%zz'|29|invalid URL: parse \"<secret>\": invalid URL escape",
                "url: 'http://h:x1/'|29|invalid URL: parse \"<secret>\": invalid port after host",
            })
    void decode_contradiction_isLocatedInTheOriginalsWords(String element, int column, String original) {
        Refused refused = refuse(element == null ? "" : element);
        assertThat(refused.report()).startsWith("alertmanager.yml:3:" + column + ": receivers[0].webhook_configs[0]");
        assertThat(refused.errors()).hasSize(1);
        assertThat(refused.originalText()).isEqualTo(original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|24|field foo not found in type webhook.plain",
                "url: 'http://h', max_alerts: -1|53|cannot unmarshal !!int `-1` into uint64",
                "url: 'http://h', max_alerts: '5'|53|cannot unmarshal !!str `5` into uint64",
                "url: 'http://h', timeout: 1d|50|cannot unmarshal !!str `1d` into time.Duration",
                "url: 'http://h', timeout: '5'|50|cannot unmarshal !!str `5` into time.Duration",
                "url: 'http://h', timeout: {}|50|cannot unmarshal !!map into time.Duration",
                "url: 'http://h', send_resolved: maybe|56|cannot unmarshal !!str `maybe` into bool",
                "url: 'http://h', http_config: []|54|cannot unmarshal !!seq into config.plain",
            })
    void decode_wrongType_isLocatedInTheOriginalsWords(String element, int column, String original) {
        Refused refused = refuse(element);
        assertThat(refused.report()).startsWith("alertmanager.yml:3:" + column + ": receivers[0].webhook_configs[0]");
        assertThat(refused.originalText()).isEqualTo("yaml: unmarshal errors:\n  line 3: " + original);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "url: canary",
                "url: 'canary-token:x'",
                "url: [canary]",
                "url: 'http://canary canary'",
                "url: 'http://h:canary'",
                "url: 'http://h/canary', url_file: x",
                "url: 'http://h/canary', foo: 1"
            })
    void problems_ofTheUrl_neverShowIt(String element) {
        Refused refused = refuse(element);
        assertThat(refused.report()).doesNotContain("canary");
        assertThat(refused.originalText()).doesNotContain("canary");
    }

    @Test
    void print_url_isMasked() {
        Accepted accepted = (Accepted) decode("url: 'http://h/canary'");
        assertThat(ConfigurationPrinter.print(accepted.configuration()))
                .contains("url: <secret>")
                .doesNotContain("canary");
        assertThat(accepted.configuration().receivers().toString()).doesNotContain("canary");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: 'Firing: {{ .CommonLabels.alertname }}'}",
                "{title: '{{ .CommonLabels.alertname }}: {{ .Status }}'}",
                "{a: [x, 'Alerts:']}",
                "'Firing: {{ .CommonLabels.alertname }}'",
            })
    void decode_payloadWithASentenceThatBecomesAMap_isWarnedOf(String payload) {
        assertThat(new SettingsFixture<>(WebhookIntegrationType.INSTANCE)
                        .warnings("url: 'http://h', payload: " + payload, ""))
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("(?s)conf/alertmanager.yml:4:\\d+: warning: receivers\\[0].webhook_configs\\[0].payload.*:"
                        + " is read as YAML once it is rendered, and its colon makes it a map instead of a text\n"
                        + ".*toJson.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: '[{{ .Status }}] {{ .CommonLabels.alertname }}'}",
                "{title: '{{ template \"__subject\" . }}'}",
                "['{{ .CommonLabels | toJson }} of {{ .Receiver }}']",
            })
    void decode_payloadOfWhichOnlyAListOrMapIsRead_isWarnedOf(String payload) {
        assertThat(new SettingsFixture<>(WebhookIntegrationType.INSTANCE)
                        .warnings("url: 'http://h', payload: " + payload, ""))
                .singleElement(InstanceOfAssertFactories.STRING)
                .matches("(?s).*: is read as YAML once it is rendered: a list or map, and what follows it is lost\n"
                        + ".*toJson.*");
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{title: '{{ .CommonLabels.alertname }} is {{ .Status }}', at: '12:30', url: 'http://h/{{ .Status }}'}",
                "{title: '{{ printf \"Firing: %s\" .CommonLabels.alertname | toJson }}'}",
                "{a: '{status: {{ .Status }}}', b: '[{a: 1}]', c: '\"a: {{ .Status }}\"', d: '- a: 1'}",
                "{a: \"status: {{ .Status }}\\ncount: 5\"}",
                "{a: '{{ \"a: b\" }}', 'Firing: {{ .Status }}': 1, c: 'note: this: is no YAML'}",
            })
    void decode_payloadOfTextsOrOfStructuresOnPurpose_isNotWarnedOf(String payload) {
        assertThat(new SettingsFixture<>(WebhookIntegrationType.INSTANCE)
                        .warnings("url: 'http://h', payload: " + payload, ""))
                .isEmpty();
    }
}
