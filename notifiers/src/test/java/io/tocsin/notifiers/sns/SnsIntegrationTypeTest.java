package io.tocsin.notifiers.sns;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.Secret;
import io.tocsin.notifiers.settings.SettingsFixture;
import io.tocsin.notifiers.sns.SnsConfig.Sigv4;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class SnsIntegrationTypeTest {
    private static final String TARGETS = "must provide either a Target ARN, Topic ARN, or Phone Number for SNS config";
    private static final SettingsFixture<SnsConfig> SNS = new SettingsFixture<>(SnsIntegrationType.INSTANCE);

    @Test
    void decode_topicOnly_hasAllDefaults() {
        assertThat(SNS.accept("topic_arn: t"))
                .isEqualTo(new SnsConfig(
                        true,
                        HttpConfig.DEFAULT,
                        "",
                        Sigv4.DEFAULT,
                        "t",
                        "",
                        "",
                        "{{ template \"sns.default.subject\" . }}",
                        "{{ template \"sns.default.message\" . }}",
                        Map.of(),
                        false));
    }

    @Test
    void decode_everyKey_isRead() {
        SnsConfig config =
                SNS.accept("send_resolved: false, api_url: u, sigv4: {region: r, access_key: a, secret_key: s,"
                        + " profile: p, role_arn: ra, external_id: e, use_fips_sts_endpoint: true, service_name: sn},"
                        + " topic_arn: t, phone_number: ph, target_arn: ta, subject: su, message: m, attributes: {a: b},"
                        + " use_aws_http_client: true, http_config: {enable_http2: false}");
        assertThat(config)
                .isEqualTo(new SnsConfig(
                        false,
                        config.http(),
                        "u",
                        new Sigv4("r", "a", Secret.of("s"), "p", "ra", "e", true, "sn"),
                        "t",
                        "ph",
                        "ta",
                        "su",
                        "m",
                        Map.of("a", "b"),
                        true));
        assertThat(config.http().enableHttp2()).isFalse();
    }

    @ParameterizedTest
    @ValueSource(strings = {"topic_arn: x", "target_arn: x", "phone_number: x"})
    void targets_one_isAccepted(String target) {
        assertThat(SNS.warnings(target, "")).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "subject: x",
                "topic_arn: x, target_arn: x",
                "topic_arn: x, phone_number: x",
                "target_arn: x, phone_number: x"
            })
    void targets_noneOrTwo_areRefusedInTheOriginalsWords(String targets) {
        SNS.assertRefused(targets, "", TARGETS);
    }

    /** The original counts wrongly; a file that it accepts must load. */
    @Test
    void targets_three_areAcceptedWithAWarning() {
        assertThat(SNS.warnings("topic_arn: x, target_arn: x, phone_number: x", ""))
                .singleElement()
                .asString()
                .contains("sns_configs[0].target_arn: ", "are all given");
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "sigv4: {access_key: x}|must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                        + " the SigV4 config",
                "sigv4: {secret_key: x}|must provide a AWS SigV4 Access key and Secret Key if credentials are specified in"
                        + " the SigV4 config",
                "sigv4: {external_id: x}|external_id can only be used with role_arn",
            })
    void sigv4_contradiction_isRefusedInTheOriginalsWords(String sigv4, String original) {
        SNS.assertRefused("topic_arn: x, " + sigv4, "", original);
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            quoteCharacter = '^',
            value = {
                "foo: 1|field foo not found in type config.plain",
                "sigv4: x|cannot unmarshal !!str `x` into sigv4.plain",
                "sigv4: {foo: 1}|field foo not found in type sigv4.plain",
                "attributes: x|cannot unmarshal !!str `x` into map[string]string",
            })
    void decode_wrongType_isRefusedInTheOriginalsWords(String element, String original) {
        SNS.assertRefused("topic_arn: x, " + element, "", "yaml: unmarshal errors:\n  line 4: " + original);
    }

    @Test
    void decode_null_isRefused() {
        SNS.assertNullRefused("", "missing sns config");
    }

    @Test
    void secrets_all_areShownNowhere() {
        SNS.assertHidden("topic_arn: x, sigv4: {access_key: x, secret_key: canary}", "");
        SNS.assertHiddenInProblems("topic_arn: x, sigv4: {access_key: x, secret_key: [canary]}", "");
        SNS.assertHiddenInProblems("topic_arn: x, sigv4: {secret_key: canary}", "");
    }
}
