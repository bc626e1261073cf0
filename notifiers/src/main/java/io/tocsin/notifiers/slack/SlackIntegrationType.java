package io.tocsin.notifiers.slack;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpConfig.Authentication;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import io.tocsin.notifiers.slack.SlackConfig.Confirmation;
import io.tocsin.notifiers.slack.SlackConfig.SlackAction;
import io.tocsin.notifiers.slack.SlackConfig.SlackField;
import java.time.Duration;
import java.util.Optional;

/**
 * The Slack integration: {@code slack_configs}. Immutable.
 *
 * @see "Upstream: config.SlackConfig, v0.33.1"
 */
public final class SlackIntegrationType implements IntegrationType<SlackConfig> {
    public static final SlackIntegrationType INSTANCE = new SlackIntegrationType();

    private SlackIntegrationType() {}

    @Override
    public String name() {
        return "slack";
    }

    @Override
    public Class<SlackConfig> configType() {
        return SlackConfig.class;
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return SlackGlobals.decode(global);
    }

    @Override
    public Optional<SlackConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean updateMessage = in.flag("update_message", false);
        var endpoint = SlackEndpoint.decode(in, updateMessage);
        return in.result(new SlackConfig(
                in.sendResolved(false),
                endpoint.http(),
                endpoint.apiUrl(),
                endpoint.appToken(),
                endpoint.appUrl(),
                in.templated("channel"),
                in.template("username"),
                in.template("color"),
                in.template("title"),
                in.template("title_link", "titlelink"),
                in.template("pretext"),
                in.template("text"),
                in.templated("message_text"),
                in.list("fields", "[]*config.SlackField", SlackIntegrationType::field),
                in.flag("short_fields", false),
                in.template("footer"),
                in.template("fallback"),
                in.template("callback_id", "callbackid"),
                in.template("icon_emoji", "iconemoji"),
                in.template("icon_url", "iconurl"),
                in.templated("image_url"),
                in.templated("thumb_url"),
                in.flag("link_names", false),
                in.texts("mrkdwn_in"),
                in.list("actions", "[]*config.SlackAction", SlackIntegrationType::action),
                updateMessage,
                in.duration("timeout", Duration.ZERO)));
    }

    private static Optional<SlackField> field(SettingsReader in) {
        return in.result(new SlackField(
                in.requiredTemplate("title", "", "missing title in Slack field configuration"),
                in.requiredTemplate("value", "", "missing value in Slack field configuration"),
                in.choice("short").orElse(null)));
    }

    private static Optional<SlackAction> action(SettingsReader in) {
        String type = in.requiredTemplate("type", "", "missing type in Slack action configuration");
        String text = in.requiredTemplate("text", "", "missing text in Slack action configuration");
        String url = in.templated("url");
        String name = in.templated("name");
        String value = in.templated("value");
        Confirmation confirm =
                in.record("confirm", SlackIntegrationType::confirmation).orElse(null);
        String style = in.templated("style");
        if (url.isEmpty() && name.isEmpty()) {
            in.check(() -> in.error(
                    "name",
                    "an action needs \"url\" or \"name\"",
                    "",
                    "missing name or url in Slack action configuration"));
        }
        return in.result(
                url.isEmpty()
                        ? new SlackAction(type, text, "", style, name, value, confirm)
                        : new SlackAction(type, text, url, style, "", "", null));
    }

    private static Optional<Confirmation> confirmation(SettingsReader in) {
        return in.result(new Confirmation(
                in.requiredTemplate("text", "", "missing text in Slack confirmation configuration"),
                in.templated("title"),
                in.templated("ok_text"),
                in.templated("dismiss_text")));
    }

    @Override
    public void print(SlackConfig config, YamlFields fields) {
        SettingsWriter out = new SettingsWriter(fields);
        printEndpoint(config, out);
        out.url("app_url", config.appUrl())
                .text("channel", config.channel())
                .text("username", config.username())
                .text("color", config.color())
                .text("title", config.title())
                .text("title_link", config.titleLink())
                .text("pretext", config.pretext())
                .text("text", config.text())
                .text("message_text", config.messageText())
                .list("fields", config.fields(), SlackIntegrationType::print)
                .flagAlways("short_fields", config.shortFields())
                .text("footer", config.footer())
                .text("fallback", config.fallback())
                .text("callback_id", config.callbackId())
                .text("icon_emoji", config.iconEmoji())
                .text("icon_url", config.iconUrl())
                .text("image_url", config.imageUrl())
                .text("thumb_url", config.thumbUrl())
                .flagAlways("link_names", config.linkNames())
                .texts("mrkdwn_in", config.mrkdwnIn())
                .list("actions", config.actions(), SlackIntegrationType::print)
                .flagAlways("update_message", config.updateMessage())
                .durationAlways("timeout", config.timeout());
    }

    /**
     * Deviation D-200: what follows from an app token is not shown beside it, where it is not read back; and a URL that
     * is no secret is shown where only that one is read back.
     */
    private static void printEndpoint(SlackConfig config, SettingsWriter out) {
        HttpConfig http = config.http();
        if (!config.appToken().isEmpty()) {
            boolean isOfToken = http.authentication() instanceof Authentication.Header;
            out.head(config.sendResolved(), isOfToken ? http.withAuthentication(new Authentication.None()) : http)
                    .secretOrFile("app_token", config.appToken());
        } else if (config.updateMessage()) {
            out.head(config.sendResolved(), http).text("api_url", SlackEndpoint.CHANGEABLE);
        } else {
            out.head(config.sendResolved(), http).secretOrFile("api_url", config.apiUrl());
        }
    }

    private static void print(SlackField field, SettingsWriter out) {
        out.text("title", field.title()).text("value", field.value()).choice("short", field.isShort());
    }

    private static void print(SlackAction action, SettingsWriter out) {
        out.text("type", action.type())
                .text("text", action.text())
                .text("url", action.url())
                .text("style", action.style())
                .text("name", action.name())
                .text("value", action.value())
                .record("confirm", action.confirm(), SlackIntegrationType::print);
    }

    private static void print(Confirmation confirm, SettingsWriter out) {
        out.text("text", confirm.text())
                .text("title", confirm.title())
                .text("ok_text", confirm.okText())
                .text("dismiss_text", confirm.dismissText());
    }
}
