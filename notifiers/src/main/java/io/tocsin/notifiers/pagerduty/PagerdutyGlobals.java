package io.tocsin.notifiers.pagerduty;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The key of {@code global} that is PagerDuty's. Immutable.
 *
 * @param url null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record PagerdutyGlobals(@Nullable GoUrl url) implements IntegrationGlobals {
    static PagerdutyGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("pagerduty", global);
        return new PagerdutyGlobals(in.url("pagerduty_url", "https://events.pagerduty.com/v2/enqueue"));
    }

    @Override
    public void print(YamlFields out) {
        new SettingsWriter(out).url("pagerduty_url", url);
    }
}
