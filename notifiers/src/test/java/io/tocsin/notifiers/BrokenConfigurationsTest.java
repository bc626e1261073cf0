package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people get wrong, and all that they are told about it. */
final class BrokenConfigurationsTest {
    private static String resource(String name) {
        try (InputStream in = BrokenConfigurationsTest.class.getResourceAsStream("/broken-configurations/" + name)) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "01-misspelt-keys",
                "02-undefined-receivers",
                "03-durations",
                "04-tabs",
                "05-matchers",
                "06-webhook-urls",
                "07-http-config",
                "08-types",
                "09-templates",
                "10-duplicates",
                "11-quotes-and-indentation",
                "12-empty",
                "13-inhibition-and-times",
                "14-certificates",
            })
    void decode_brokenFile_reportsAllProblemsWithPlaceAndHint(String name) {
        ConfigurationResult result = new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                .decode("alertmanager.yml", resource(name + ".yml"));
        assertThat(result)
                .isInstanceOfSatisfying(
                        Refused.class,
                        refused -> assertThat(refused.report() + "\n").isEqualTo(resource(name + ".txt")));
    }
}
