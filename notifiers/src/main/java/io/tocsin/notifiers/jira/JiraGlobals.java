package io.tocsin.notifiers.jira;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The key of {@code global} that is Jira's. Immutable.
 *
 * @param apiUrl null for none
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record JiraGlobals(@Nullable GoUrl apiUrl) implements IntegrationGlobals {

    static JiraGlobals decode(YamlMapping global) {
        return new JiraGlobals(SettingsReader.ofGlobal("jira", global).url("jira_api_url"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("jira_api_url", apiUrl);
    }
}
