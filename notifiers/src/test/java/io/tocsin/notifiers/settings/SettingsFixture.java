package io.tocsin.notifiers.settings;

import static org.assertj.core.api.Assertions.assertThat;

import io.tocsin.core.config.Configuration;
import io.tocsin.core.config.ConfigurationDecoder;
import io.tocsin.core.config.ConfigurationPrinter;
import io.tocsin.core.config.ConfigurationResult;
import io.tocsin.core.config.ConfigurationResult.Accepted;
import io.tocsin.core.config.ConfigurationResult.Refused;
import io.tocsin.core.config.IntegrationConfig;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.label.MatcherMode;
import io.tocsin.core.yaml.Problem;
import java.util.List;

/**
 * Decodes one element of an integration's list, for tests. Elements and {@code global} are in flow style, without their
 * braces; the element stands in line 4.
 */
public record SettingsFixture<C extends IntegrationConfig>(IntegrationType<C> type) {
    private static final String CANARY = "canary";

    public ConfigurationResult decode(String element, String global) {
        return decodeText("{" + element + "}", global);
    }

    private ConfigurationResult decodeText(String element, String global) {
        String text = "global: {" + global + "}\nroute: {receiver: a}\nreceivers: [{name: a,\n    " + type.yamlKey()
                + ": [" + element + "]}]\n";
        return decodeFile(text);
    }

    private ConfigurationResult decodeFile(String text) {
        return new ConfigurationDecoder(List.of(type), MatcherMode.DEFAULT).decode("conf/alertmanager.yml", text);
    }

    public C accept(String element) {
        return accept(element, "");
    }

    public C accept(String element, String global) {
        return config(accepted(element, global).configuration());
    }

    private C config(Configuration configuration) {
        return type.configType()
                .cast(configuration.receivers().get(0).integrations().get(0).config());
    }

    private Accepted accepted(String element, String global) {
        ConfigurationResult result = decode(element, global);
        assertThat(result).as(() -> describe(result)).isInstanceOf(Accepted.class);
        return (Accepted) result;
    }

    private static String describe(ConfigurationResult result) {
        return result instanceof Refused refused ? refused.report() : "accepted";
    }

    /** The warnings of an accepted element. */
    public List<String> warnings(String element, String global) {
        return accepted(element, global).warnings().stream()
                .map(Problem::toString)
                .toList();
    }

    public Refused refuse(String element, String global) {
        ConfigurationResult result = decode(element, global);
        assertThat(result).isInstanceOf(Refused.class);
        return (Refused) result;
    }

    /** One error, within the file, that the original words as {@code original}. */
    public void assertRefused(String element, String global, String original) {
        assertRefused(refuse(element, global), original);
    }

    /** As {@link #assertRefused(String, String, String)}, for a null as the element. */
    public void assertNullRefused(String global, String original) {
        ConfigurationResult result = decodeText("null", global);
        assertThat(result).isInstanceOf(Refused.class);
        assertRefused((Refused) result, original);
    }

    private static void assertRefused(Refused refused, String original) {
        assertThat(refused.originalText()).isEqualTo(original);
        assertThat(refused.errors()).as(refused.report()).hasSize(1);
        assertThat(refused.report()).matches("(?s)conf/alertmanager.yml:[14]:.*");
    }

    /** The whole configuration as the status shows it. */
    public String print(String element, String global) {
        return ConfigurationPrinter.print(accepted(element, global).configuration());
    }

    /**
     * The word {@code canary}, which stands wherever the element and {@code global} have a secret, is shown nowhere:
     * neither when they are accepted nor when there is an error beside it.
     */
    public void assertHidden(String element, String global) {
        Accepted accepted = accepted(element, global);
        assertThat(accepted.configuration().toString()).doesNotContain(CANARY);
        assertThat(accepted.warnings().toString()).doesNotContain(CANARY);
        assertThat(ConfigurationPrinter.print(accepted.configuration()))
                .contains("<secret>")
                .doesNotContain(CANARY);
        assertHiddenInProblems(element + ", no_such_key: 1", global);
    }

    /** As {@link #assertHidden}, for settings that are refused. */
    public void assertHiddenInProblems(String element, String global) {
        Refused refused = refuse(element, global);
        assertThat(refused.report()).doesNotContain(CANARY);
        assertThat(refused.originalText()).doesNotContain(CANARY);
    }
}
