package io.tocsin.notifiers.mattermost;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostAttachment;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostField;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostPriority;
import io.tocsin.notifiers.mattermost.MattermostConfig.MattermostProps;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.List;
import java.util.Optional;
import java.util.function.BinaryOperator;

/**
 * The Mattermost integration: {@code mattermost_configs}. Immutable.
 *
 * @see "Upstream: config.MattermostConfig.UnmarshalYAML, v0.33.1"
 */
public final class MattermostIntegrationType implements IntegrationType<MattermostConfig> {
    public static final MattermostIntegrationType INSTANCE = new MattermostIntegrationType();

    private static final String GO_TYPE = "mattermost.plain";
    private static final String ATTACHMENT = "mattermost.MattermostAttachment";

    private MattermostIntegrationType() {}

    @Override
    public String name() {
        return "mattermost";
    }

    @Override
    public Class<MattermostConfig> configType() {
        return MattermostConfig.class;
    }

    @Override
    public String goType() {
        return GO_TYPE;
    }

    @Override
    public String goListType() {
        return "[]*mattermost.MattermostConfig";
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return MattermostGlobals.decode(global);
    }

    @Override
    public Optional<MattermostConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        boolean sendResolved = in.sendResolved(true);
        var http = in.http();
        SecretOrFile webhookUrl = in.secretUrlOrFile("webhook_url")
                .or(in.globals(MattermostGlobals.class).webhookUrl());
        String channel = in.templated("channel");
        String username = in.template("username");
        MattermostAttachment main = attachment(in, in::template);
        String iconUrl = in.templated("icon_url");
        String iconEmoji = in.templated("icon_emoji");
        List<MattermostAttachment> attachments = in.list(
                "attachments",
                "[]*" + ATTACHMENT,
                ATTACHMENT,
                inner -> inner.result(attachment(inner, (key, template) -> inner.templated(key))));
        String type = in.templated("type");
        MattermostProps props = in.record("props", "mattermost.MattermostProps", MattermostIntegrationType::props)
                .orElse(null);
        MattermostPriority priority = in.record(
                        "priority", "mattermost.MattermostPriority", MattermostIntegrationType::priority)
                .orElse(null);
        in.check(() -> checkUrl(in, webhookUrl));
        return in.made(() -> new MattermostConfig(
                sendResolved,
                http,
                webhookUrl,
                channel,
                username,
                main,
                iconUrl,
                iconEmoji,
                attachments,
                type,
                props,
                priority));
    }

    /** @param template reads a key whose default is the built-in template of the second name, where there are defaults */
    private static MattermostAttachment attachment(SettingsReader in, BinaryOperator<String> template) {
        return new MattermostAttachment(
                template.apply("fallback", "fallback"),
                template.apply("color", "color"),
                in.templated("pretext"),
                template.apply("text", "text"),
                in.templated("author_name"),
                in.templated("author_link"),
                in.templated("author_icon"),
                template.apply("title", "title"),
                template.apply("title_link", "titlelink"),
                in.list("fields", "[]*mattermost.MattermostField", GO_TYPE, MattermostIntegrationType::field),
                in.templated("thumb_url"),
                in.templated("footer"),
                in.templated("footer_icon"),
                in.templated("image_url"));
    }

    private static Optional<MattermostField> field(SettingsReader in) {
        String hint = "a field needs a title and a value.";
        return in.result(new MattermostField(
                in.requiredTemplate("title", hint, "missing title in Mattermost field configuration"),
                in.requiredTemplate("value", hint, "missing value in Mattermost field configuration"),
                in.choice("short").orElse(null)));
    }

    private static Optional<MattermostProps> props(SettingsReader in) {
        return in.result(new MattermostProps(in.templated("card")));
    }

    private static Optional<MattermostPriority> priority(SettingsReader in) {
        return in.result(new MattermostPriority(
                in.templated("priority"), in.flag("requested_ack", false), in.flag("persistent_notifications", false)));
    }

    private static void checkUrl(SettingsReader in, SecretOrFile webhookUrl) {
        if (webhookUrl.isEmpty()) {
            in.errorOfWhole(
                    "webhook_url",
                    "a mattermost integration needs \"webhook_url\" or \"webhook_url_file\"",
                    "add one here, or \"mattermost_webhook_url\" under \"global\".",
                    "missing webhook_url or webhook_url_file on mattermost_config");
        }
    }

    @Override
    public void print(MattermostConfig config, YamlFields out) {
        MattermostAttachment main = config.main();
        SettingsWriter writer = new SettingsWriter(out)
                .head(config.sendResolved(), config.http())
                .secretOrFile("webhook_url", config.webhookUrl())
                .text("channel", config.channel())
                .text("username", config.username())
                .text("text", main.text())
                .text("fallback", main.fallback())
                .text("color", main.color())
                .text("pretext", main.pretext());
        printRest(main, writer);
        writer.text("icon_url", config.iconUrl())
                .text("icon_emoji", config.iconEmoji())
                .list("attachments", config.attachments(), MattermostIntegrationType::print)
                .text("type", config.type())
                .record("props", config.props(), (props, inner) -> inner.text("card", props.card()))
                .record("priority", config.priority(), MattermostIntegrationType::print);
    }

    private static void print(MattermostAttachment attachment, SettingsWriter out) {
        out.text("fallback", attachment.fallback())
                .text("color", attachment.color())
                .text("pretext", attachment.pretext())
                .text("text", attachment.text());
        printRest(attachment, out);
    }

    /** The keys that have the same order in an attachment and in the element itself. */
    private static void printRest(MattermostAttachment attachment, SettingsWriter out) {
        out.text("author_name", attachment.authorName())
                .text("author_link", attachment.authorLink())
                .text("author_icon", attachment.authorIcon())
                .text("title", attachment.title())
                .text("title_link", attachment.titleLink())
                .list("fields", attachment.fields(), MattermostIntegrationType::print)
                .text("thumb_url", attachment.thumbUrl())
                .text("footer", attachment.footer())
                .text("footer_icon", attachment.footerIcon())
                .text("image_url", attachment.imageUrl());
    }

    private static void print(MattermostField field, SettingsWriter out) {
        out.text("title", field.title()).text("value", field.value()).choice("short", field.isShort());
    }

    private static void print(MattermostPriority priority, SettingsWriter out) {
        out.text("priority", priority.priority())
                .flag("requested_ack", priority.requestedAck())
                .flag("persistent_notifications", priority.persistentNotifications());
    }
}
