package io.tocsin.notifiers.webhook;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Configurations and what Alertmanager 0.33.1 made of them in its status; see the README beside the recordings. */
final class ConfigurationStatusGoldenTest {
    private static final String FILE = "alertmanager.yml";

    private static String resource(String name) {
        try (InputStream in = ConfigurationStatusGoldenTest.class.getResourceAsStream("/status-golden/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static Configuration decode(String text) {
        ConfigurationResult result = new ConfigurationDecoder(
                        List.of(WebhookIntegrationType.INSTANCE), MatcherMode.DEFAULT)
                .decode(FILE, text);
        assertThat(result).isInstanceOf(Accepted.class);
        return ((Accepted) result).configuration();
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "minimal",
                "route-tree",
                "receiver-labels",
                "webhook-defaults",
                "webhook-all",
                "global-http",
                "http-authentication",
                "http-oauth2",
                "http-tls-proxy-headers",
                "texts",
                "yaml-features",
            })
    void print_decoded_isTheOriginalsStatusByteForByte(String name) {
        String printed = ConfigurationPrinter.print(decode(resource(name + "/alertmanager.yml")));
        assertThat(printed).isEqualTo(resource(name + "/status.yml"));
        assertThat(printed).doesNotContain("hidden");
    }

    /** Except where the original prints an empty secret as null: read back, a null is an empty secret again. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "minimal",
                "route-tree",
                "receiver-labels",
                "webhook-defaults",
                "webhook-all",
                "global-http",
                "http-authentication",
                "http-oauth2",
                "http-tls-proxy-headers",
                "texts",
                "yaml-features"
            })
    void print_readBack_isTheSameText(String name) {
        String printed = ConfigurationPrinter.print(decode(resource(name + "/alertmanager.yml")));
        assertThat(ConfigurationPrinter.print(decode(printed))).isEqualTo(printed);
    }

    @ParameterizedTest
    @ValueSource(strings = {"webhook-all", "http-authentication", "http-oauth2", "http-tls-proxy-headers"})
    void toString_ofConfiguration_showsNoSecret(String name) {
        assertThat(decode(resource(name + "/alertmanager.yml")).toString()).doesNotContain("hidden");
    }
}
