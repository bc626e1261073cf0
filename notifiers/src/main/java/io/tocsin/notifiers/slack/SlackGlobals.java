package io.tocsin.notifiers.slack;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.Secret;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import org.jspecify.annotations.Nullable;

/**
 * The keys of {@code global} that are Slack's. Immutable.
 *
 * @param appUrl null only if the key is there without a value
 * @see "Upstream: config.GlobalConfig, v0.33.1"
 */
record SlackGlobals(
        SecretOrFile apiUrl,
        SecretOrFile appToken,
        @Nullable GoUrl appUrl) implements IntegrationGlobals {

    static SlackGlobals decode(YamlMapping global) {
        var in = SettingsReader.ofGlobal("slack", global);
        var globals = new SlackGlobals(
                in.secretUrlOrFile("slack_api_url"),
                in.secretOrFile("slack_app_token"),
                in.url("slack_app_url", "https://slack.com/api/chat.postMessage"));
        if (!globals.apiUrl.isEmpty() && !globals.appToken.isEmpty() && !globals.areOne()) {
            // Deviation D-006: the original crashes if the URL is in a file or slack_app_url has no value.
            in.error(
                    in.has("slack_app_token") ? "slack_app_token" : "slack_app_token_file",
                    "a token excludes \"slack_api_url\" unless that is the same as \"slack_app_url\"",
                    "remove the token or the URL here, and write it in the receivers that need it.",
                    "at most one of slack_app_token/slack_app_token_file & slack_api_url/slack_api_url_file must be"
                            + " configured");
        }
        return globals;
    }

    /** Whether the URL of incoming webhooks is the one of apps. */
    private boolean areOne() {
        Secret url = apiUrl.secret();
        return url != null && appUrl != null && url.reveal().equals(appUrl.normal());
    }

    @Override
    public void print(YamlFields out) {
        SettingsWriter writer = new SettingsWriter(out);
        if (!appToken.isEmpty() && areOne()) {
            // Deviation D-200: beside a token only the URL that is shown below is read back, not a mask.
            writer.url("slack_api_url", appUrl);
        } else {
            writer.secretOrFile("slack_api_url", apiUrl);
        }
        writer.secretOrFile("slack_app_token", appToken).url("slack_app_url", appUrl);
    }
}
