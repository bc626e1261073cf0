package io.tocsin.notifiers;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.label.MatcherMode;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Objects;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Settings good and bad, and what Alertmanager 0.33.1 said of them; see the README beside the recordings. */
final class RecordedSettingsTest {
    /** Deviation D-006: a null inside of a list that the original accepts, and crashes on when it sends. */
    private static final Pattern CRASHES_WHEN_SENDING = Pattern.compile("(fields|actions|attachments): \\[~]");

    /** Deviation D-023: what the original shows of a URL. */
    private static final Pattern SHOWN_URL = Pattern.compile("parse \"[^\"]*\": (invalid [a-zA-Z ]+?) \"[^\"]*\"");

    private record Case(String integration, String global, String list, String answer) {
        static Case of(String integration, String line) {
            String[] columns = line.split("\t", -1);
            return new Case(integration, columns[0], columns[1], columns[2].replace("\\n", "\n"));
        }

        ConfigurationResult decode() {
            String text = "global: {" + global + "}\nroute: {receiver: a}\nreceivers: [{name: a,\n    " + integration
                    + "_configs: " + list + "}]\n";
            return new ConfigurationDecoder(Integrations.types(), MatcherMode.DEFAULT)
                    .decode("conf/alertmanager.yml", text);
        }

        /** Deviation D-006: crashes become errors, in words of our own. */
        boolean isCrash() {
            boolean hasNoUrl = global.equals("rocketchat_api_url: ");
            return answer.startsWith("panic:")
                    || (answer.isEmpty()
                            && (hasNoUrl || CRASHES_WHEN_SENDING.matcher(list).find()));
        }
    }

    static Stream<Case> cases() {
        return Stream.of(
                        "discord",
                        "incidentio",
                        "jira",
                        "mattermost",
                        "msteams",
                        "msteamsv2",
                        "rocketchat",
                        "telegram",
                        "webex",
                        "webhook")
                .flatMap(name -> resource(name).lines().map(line -> Case.of(name, line)));
    }

    private static String resource(String name) {
        try (InputStream in = RecordedSettingsTest.class.getResourceAsStream("/settings-recorded/" + name + ".tsv")) {
            return new String(Objects.requireNonNull(in, name).readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @ParameterizedTest
    @MethodSource("cases")
    void decode_recorded_getsTheOriginalsAnswer(Case recorded) {
        ConfigurationResult result = recorded.decode();
        if (recorded.isCrash()) {
            assertThat(result).isInstanceOf(Refused.class);
        } else if (recorded.answer().isEmpty()) {
            assertThat(result).isInstanceOf(Accepted.class);
        } else {
            assertThat(result)
                    .isInstanceOfSatisfying(
                            Refused.class,
                            refused -> assertThat(refused.originalText()).isEqualTo(masked(recorded.answer())));
        }
    }

    private static String masked(String answer) {
        if (answer.startsWith("invalid template syntax")) {
            return answer.replaceAll("\"[^\"]*\"", "\"<secret>\"");
        }
        return SHOWN_URL.matcher(answer).replaceAll("parse \"<secret>\": $1");
    }

    /** Every secret of the recordings is the word {@code hidden}. */
    @ParameterizedTest
    @MethodSource("cases")
    void decode_recorded_showsNoSecret(Case recorded) {
        ConfigurationResult result = recorded.decode();
        assertThat(result.warnings().toString()).doesNotContain("hidden");
        if (result instanceof Refused refused) {
            assertThat(refused.report()).doesNotContain("hidden");
            assertThat(refused.originalText()).doesNotContain("hidden");
        } else if (result instanceof Accepted accepted) {
            assertThat(accepted.configuration().toString()).doesNotContain("hidden");
            assertThat(ConfigurationPrinter.print(accepted.configuration())).doesNotContain("hidden");
        }
    }
}
