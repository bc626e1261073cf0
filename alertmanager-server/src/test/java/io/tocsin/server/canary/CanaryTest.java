package io.tocsin.server.canary;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.notifiers.Integrations;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What is read, printed and complained about never shows a secret. */
final class CanaryTest {
    @Test
    void secrets_ofEveryIntegration_areKnown() {
        assertThat(CanaryFile.keysOfSecrets())
                .hasSizeGreaterThan(40)
                .contains(
                        "http_config.bearer_token",
                        "*.secrets",
                        "proxy_connect_header.*",
                        "oauth2.client_secret",
                        "tls_config.key",
                        "http_config.proxy_url",
                        "webhook_configs.url",
                        "global.slack_api_url");
    }

    @Test
    void settings_everySecretACanary_showNone() {
        for (CanaryFile file : CanaryFile.recorded()) {
            String text = file.withCanaries().text();
            ConfigurationResult result = decode(text);

            assertThat(result).as(text).isInstanceOf(Accepted.class);
            Accepted accepted = (Accepted) result;
            assertThat(ConfigurationPrinter.print(accepted.configuration()))
                    .as(text)
                    .doesNotContainIgnoringCase(CanaryFile.CANARY);
            assertThat(accepted.toString()).as(text).doesNotContainIgnoringCase(CanaryFile.CANARY);
        }
    }

    /** A password that YAML reads as something else is the commonest mistake of all. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "[kanarivogel]",
                "[kanarivogel",
                "{kanarivogel: kanarivogel}",
                "{kanarivogel",
                "kanarivogel: kanarivogel",
                "*kanarivogel",
                "&kanarivogel",
                "!kanarivogel",
                "!!kanarivogel x",
                "!!binary kanarivogel",
                "!!int kanarivogel",
                "%kanarivogel",
                "@kanarivogel",
                "`kanarivogel",
                "|kanarivogel",
                ">kanarivogel",
                "\"kanarivogel",
                "'kanarivogel",
                "\"kanarivogel\" kanarivogel",
                "\"kanarivogel\\q\"",
                "\"kanarivogel\\u0001\"",
                "\"https://kanarivogel kanarivogel/%zz\"",
                "\"https://kanarivogel:kanarivogel@[::kanarivogel/\"",
                "\"://kanarivogel\"",
                "\"kanarivogel:kanarivogel\"",
                "\"http://user:kanarivogel@host:port/\"",
                "\"http://user:kanarivogel@\"",
                "\"http://user:kanarivogel@under_score:1\"",
                "\"user:kanarivogel@proxy.example.org:3128\"",
                "\"http:/user:kanarivogel@proxy.example.org:3128\"",
                "\"://user:kanarivogel@h\"",
                "\"http://user:kanarivogel@h/%zz\"",
                "\"http://user:kanarivogel@h h\"",
                "\"x://user:kanarivogel@h\"",
                "\"{{ kanarivogel\"",
                "-kanarivogel",
                "- kanarivogel",
                "? kanarivogel",
                "\tkanarivogel",
                "\n\tkanarivogel",
                "\"kanarivogel\"\n kanarivogel",
            })
    void errors_aboutASecret_showNothingOfIt(String written) {
        for (CanaryFile file : CanaryFile.recorded()) {
            for (int secret = 0; secret < file.secrets(); secret++) {
                file.with(secret, written)
                        .ifPresent(text ->
                                assertThat(said(decode(text))).as(text).doesNotContainIgnoringCase(CanaryFile.CANARY));
            }
        }
    }

    /** A blank or a colon that is missing makes one text of a key and its secret. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "KEY:kanarivogel",
                "KEY=kanarivogel",
                "KEY kanarivogel",
                "KEY\tkanarivogel",
                "KEY:kana",
                "KEYS:kanarivogel",
                "kanarivogel",
                "kanarivogel KEY",
                "https://kanarivogel/kanarivogel",
                "\"KEY: kanarivogel\"",
                "!!str KEY:kanarivogel",
                "{KEY:kanarivogel}",
                "{KEY=kanarivogel}",
                "{KEY kanarivogel}",
                "{KEY kanarivogel: kanarivogel}",
                "{\"KEY: kanarivogel\"}",
                "{\"KEY:kanarivogel\": kanarivogel}",
                "{https://kanarivogel}",
                "{KEY:kanarivogel, KEY:kanarivogel}",
                "{KEY: {KEY:kanarivogel}}",
                "{? {KEY: kanarivogel}}",
                "{? [kanarivogel]}",
                "{!!int KEY:kanarivogel : x}",
                "[KEY:kanarivogel]",
                "[kanarivogel]",
                "[[KEY:kanarivogel]]",
                "[{KEY:kanarivogel}]",
                "[KEY: kanarivogel]",
            })
    void errors_aboutASectionWithASecret_showNothingOfIt(String written) {
        for (CanaryFile file : CanaryFile.recorded()) {
            for (int secret = 0; secret < file.secrets(); secret++) {
                String text = file.withSectionOf(secret, written);
                if (decode(text) instanceof Refused refused) {
                    assertThat(said(refused)).as(text).doesNotContainIgnoringCase("kana");
                }
            }
        }
    }

    private static ConfigurationResult decode(String text) {
        return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT).decode("alertmanager.yml", text);
    }

    private static String said(ConfigurationResult result) {
        return result instanceof Refused refused
                ? refused.report() + refused.warnings() + refused.originalText()
                : List.of(result, ConfigurationPrinter.print(((Accepted) result).configuration()))
                        .toString();
    }
}
