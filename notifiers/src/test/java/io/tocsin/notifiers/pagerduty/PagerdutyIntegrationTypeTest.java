package io.tocsin.notifiers.pagerduty;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.pagerduty.PagerdutyConfig.PagerdutyImage;
import io.tocsin.notifiers.pagerduty.PagerdutyConfig.PagerdutyLink;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.math.BigInteger;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PagerdutyIntegrationTypeTest {
    private static final SettingsFixture<PagerdutyConfig> PAGERDUTY =
            new SettingsFixture<>(PagerdutyIntegrationType.INSTANCE);

    @Test
    void decode_keyOnly_hasAllDefaults() {
        assertThat(PAGERDUTY.accept("routing_key: k"))
                .isEqualTo(new PagerdutyConfig(
                        true,
                        HttpConfig.DEFAULT,
                        SecretOrFile.NONE,
                        SecretOrFile.of(Secret.of("k")),
                        GoUrl.parse("https://events.pagerduty.com/v2/enqueue"),
                        "{{ template \"pagerduty.default.client\" . }}",
                        "{{ template \"pagerduty.default.clientURL\" . }}",
                        "{{ template \"pagerduty.default.description\" .}}",
                        Map.of(
                                "firing", "{{ .Alerts.Firing | toJson }}",
                                "resolved", "{{ .Alerts.Resolved | toJson }}",
                                "num_firing", "{{ .Alerts.Firing | len }}",
                                "num_resolved", "{{ .Alerts.Resolved | len }}"),
                        List.of(),
                        List.of(),
                        "{{ template \"pagerduty.default.client\" . }}",
                        "",
                        "",
                        "",
                        "",
                        Duration.ZERO));
    }

    @Test
    void decode_everyKey_isRead() {
        PagerdutyConfig config = PAGERDUTY.accept("send_resolved: false, service_key_file: sf, routing_key_file: rf,"
                + " url: 'http://h', client: c, client_url: cu, description: d, details: {firing: f, n: 1},"
                + " images: [{src: s, alt: a, href: h}], links: [{href: lh, text: t}], source: so, severity: se,"
                + " class: cl, component: co, group: g, timeout: 1m, http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new PagerdutyConfig(
                        false,
                        config.http(),
                        SecretOrFile.inFile("sf"),
                        SecretOrFile.inFile("rf"),
                        GoUrl.parse("http://h"),
                        "c",
                        "cu",
                        "d",
                        Map.of(
                                "firing", "f",
                                "n", BigInteger.ONE,
                                "resolved", "{{ .Alerts.Resolved | toJson }}",
                                "num_firing", "{{ .Alerts.Firing | len }}",
                                "num_resolved", "{{ .Alerts.Resolved | len }}"),
                        List.of(new PagerdutyImage("s", "a", "h")),
                        List.of(new PagerdutyLink("lh", "t")),
                        "so",
                        "se",
                        "cl",
                        "co",
                        "g",
                        Duration.ofMinutes(1)));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @Test
    void source_absent_isTheClient() {
        assertThat(PAGERDUTY.accept("routing_key: k, client: c").source()).isEqualTo("c");
    }

    @Test
    void details_nullUnderAStandardName_staysNull() {
        assertThat(PAGERDUTY.accept("routing_key: k, details: {firing: }").details())
                .containsEntry("firing", null);
    }

    @Test
    void url_absent_isTheGlobalOne() {
        String global = "pagerduty_url: 'http://g'";
        assertThat(PAGERDUTY.accept("routing_key: k", global).url()).isEqualTo(GoUrl.parse("http://g"));
        assertThat(PAGERDUTY.accept("routing_key: k, url: 'http://l'", global).url())
                .isEqualTo(GoUrl.parse("http://l"));
    }

    @Test
    void images_null_isAnEmptyOneAsInTheOriginal() {
        PagerdutyConfig config = PAGERDUTY.accept("routing_key: k, images: [null], links: [null]");
        assertThat(config.images()).containsExactly(new PagerdutyImage("", "", ""));
        assertThat(config.links()).containsExactly(new PagerdutyLink("", ""));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "^^|^^|missing service or routing key in PagerDuty config",
                "routing_key: '', service_key: |^^|missing service or routing key in PagerDuty config",
                "routing_key: a, routing_key_file: b|^^"
                        + "|at most one of routing_key & routing_key_file must be configured",
                "service_key: a, service_key_file: b|^^"
                        + "|at most one of service_key & service_key_file must be configured",
                "routing_key: a, url: ''|^^|unsupported scheme \"\" for URL",
                "routing_key: a, url: <secret>|^^|unsupported scheme \"\" for URL",
                "routing_key: a|pagerduty_url: x|unsupported scheme \"\" for URL",
                "routing_key: a|pagerduty_url: |no global PagerDuty URL set",
            })
    void decode_contradiction_isRefusedInTheOriginalsWords(String element, String global, String original) {
        PAGERDUTY.assertRefused(element, global, original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|field foo not found in type config.plain",
                "routing_key: a, details: x|cannot unmarshal !!str `x` into map[string]interface {}",
                "routing_key: a, images: x|cannot unmarshal !!str `x` into []config.PagerdutyImage",
                "routing_key: a, images: [x]|cannot unmarshal !!str `x` into config.PagerdutyImage",
                "routing_key: a, images: [{foo: 1}]|field foo not found in type config.PagerdutyImage",
                "routing_key: a, links: [[]]|cannot unmarshal !!seq into config.PagerdutyLink",
                "routing_key: a, timeout: 1d|cannot unmarshal !!str `1d` into time.Duration",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        PAGERDUTY.assertRefused(element, "", "yaml: unmarshal errors:\n  line 4: " + original);
    }

    @Test
    void decode_null_isRefused() {
        PAGERDUTY.assertNullRefused("", "missing pagerduty config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        PAGERDUTY.assertHidden("service_key: canary, routing_key: canary", "");
        PAGERDUTY.assertHiddenInProblems("service_key: [canary]", "");
        PAGERDUTY.assertHiddenInProblems("routing_key: canary, routing_key_file: x", "");
        PAGERDUTY.assertHiddenInProblems("service_key: canary, service_key_file: x", "");
    }
}
