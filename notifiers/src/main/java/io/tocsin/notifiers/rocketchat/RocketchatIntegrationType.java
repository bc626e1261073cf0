package io.tocsin.notifiers.rocketchat;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.DecodeContext;
import io.tocsin.core.config.IntegrationGlobals;
import io.tocsin.core.config.IntegrationType;
import io.tocsin.core.config.SecretSource;
import io.tocsin.core.yaml.YamlFields;
import io.tocsin.core.yaml.YamlMapping;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatAction;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatAttachment;
import io.tocsin.notifiers.rocketchat.RocketchatConfig.RocketchatField;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsReader;
import io.tocsin.notifiers.settings.SettingsWriter;
import java.util.Optional;

/**
 * The Rocket.Chat integration: {@code rocketchat_configs}. Immutable.
 *
 * <p>The keys of fields and actions are written in lower case and without underscores: {@code imageurl}, not
 * {@code image_url}.
 *
 * @see "Upstream: config.RocketchatConfig.UnmarshalYAML, v0.33.1"
 */
public final class RocketchatIntegrationType implements IntegrationType<RocketchatConfig> {
    public static final RocketchatIntegrationType INSTANCE = new RocketchatIntegrationType();

    private static final String FIELD = "config.RocketchatAttachmentField";
    private static final String ACTION = "config.RocketchatAttachmentAction";

    private RocketchatIntegrationType() {}

    @Override
    public String name() {
        return "rocketchat";
    }

    @Override
    public Class<RocketchatConfig> configType() {
        return RocketchatConfig.class;
    }

    /** What follows from a null there: the original takes it for settings without any key. */
    @Override
    public String missingElementText() {
        return "no global Rocketchat TokenID set either inline or in a file";
    }

    @Override
    public IntegrationGlobals decodeGlobals(YamlMapping global) {
        return RocketchatGlobals.decode(global);
    }

    @Override
    public Optional<RocketchatConfig> decode(YamlMapping mapping, DecodeContext context) {
        var in = SettingsReader.ofElement(name(), mapping, context);
        var globals = in.globals(RocketchatGlobals.class);
        boolean sendResolved = in.sendResolved(false);
        var http = in.http();
        var apiUrl = in.inheritedUrl("api_url", globals.apiUrl());
        SecretOrFile tokenId = in.writtenSecretOrFile("token_id").filledFrom(globals.tokenId());
        SecretOrFile token = in.writtenSecretOrFile("token").filledFrom(globals.token());
        String channel = in.templated("channel");
        RocketchatAttachment attachment = attachment(in);
        String emoji = in.template("emoji");
        String iconUrl = in.template("icon_url", "iconurl");
        boolean linkNames = in.flag("link_names", false);
        in.check(() -> checkToken(in, "token_id", "TokenID", tokenId));
        in.check(() -> checkToken(in, "token", "Token", token));
        // Deviation D-006: the original crashes at the first notification.
        in.requireUrl("api_url", apiUrl, "rocketchat_api_url", "no global Rocketchat URL set");
        return in.made(() -> new RocketchatConfig(
                sendResolved,
                http,
                requireNonNull(apiUrl),
                source(tokenId),
                source(token),
                channel,
                attachment,
                emoji,
                iconUrl,
                linkNames));
    }

    private static RocketchatAttachment attachment(SettingsReader in) {
        return new RocketchatAttachment(
                in.templated("color", "{{ if eq .Status \"firing\" }}red{{ else }}green{{ end }}"),
                in.template("title"),
                in.template("title_link", "titlelink"),
                in.template("text"),
                in.list("fields", "[]*" + FIELD, FIELD, RocketchatIntegrationType::field),
                in.flag("short_fields", false),
                in.templated("image_url"),
                in.templated("thumb_url"),
                in.list("actions", "[]*" + ACTION, ACTION, RocketchatIntegrationType::action));
    }

    private static Optional<RocketchatField> field(SettingsReader in) {
        return in.result(
                new RocketchatField(in.choice("short").orElse(null), in.templated("title"), in.templated("value")));
    }

    private static Optional<RocketchatAction> action(SettingsReader in) {
        return in.result(new RocketchatAction(
                in.text("type"),
                in.templated("text"),
                in.templated("url"),
                in.text("imageurl"),
                in.flag("iswebview", false),
                in.text("webviewheightratio"),
                in.templated("msg"),
                in.flag("msginchatwindow", false),
                in.text("msgprocessingtype")));
    }

    private static void checkToken(SettingsReader in, String key, String originalName, SecretOrFile given) {
        if (given.isEmpty()) {
            in.errorOfWhole(
                    key,
                    "a rocketchat integration needs \"" + key + "\" or \"" + key + "_file\"",
                    "add one here, or \"rocketchat_" + key + "\" under \"global\".",
                    "no global Rocketchat " + originalName + " set either inline or in a file");
        }
        if (given.secret() != null && given.file() != null) {
            in.warning(
                    key,
                    "the file wins over the text: one of the two comes from \"global\"",
                    "write the text into a file, or remove \"rocketchat_" + key + "_file\" from \"global\".");
        }
    }

    /** Two ways at once come from the element and {@code global} together; the original uses the file then. */
    private static SecretSource source(SecretOrFile given) {
        String file = given.file();
        return file == null ? given.source().orElseThrow() : new SecretSource.FromFile(file);
    }

    @Override
    public void print(RocketchatConfig config, YamlFields fields) {
        RocketchatAttachment attachment = config.attachment();
        SettingsWriter out = new SettingsWriter(fields)
                .head(config.sendResolved(), config.http())
                .url("api_url", config.apiUrl());
        print("token_id", config.tokenId(), out);
        print("token", config.token(), out);
        out.text("channel", config.channel())
                .text("color", attachment.color())
                .text("title", attachment.title())
                .text("title_link", attachment.titleLink())
                .text("text", attachment.text())
                .list("fields", attachment.fields(), RocketchatIntegrationType::print)
                .flagAlways("short_fields", attachment.shortFields())
                .text("emoji", config.emoji())
                .text("icon_url", config.iconUrl())
                .text("image_url", attachment.imageUrl())
                .text("thumb_url", attachment.thumbUrl())
                .flagAlways("link_names", config.linkNames())
                .list("actions", attachment.actions(), RocketchatIntegrationType::print);
    }

    /** Deviation D-055: of two ways only the file is shown, which is the one in use. */
    private static void print(String key, SecretSource source, SettingsWriter out) {
        if (source instanceof SecretSource.Inline inline) {
            out.writtenSecret(key, inline.secret());
        } else if (source instanceof SecretSource.FromFile file) {
            out.text(key + "_file", file.path());
        } else {
            throw new AssertionError("unhandled source: " + source);
        }
    }

    private static void print(RocketchatField field, SettingsWriter out) {
        out.choiceAlways("short", field.isShort())
                .textAlways("title", field.title())
                .textAlways("value", field.value());
    }

    private static void print(RocketchatAction action, SettingsWriter out) {
        out.textAlways("type", action.type())
                .textAlways("text", action.text())
                .textAlways("url", action.url())
                .textAlways("imageurl", action.imageUrl())
                .flagAlways("iswebview", action.isWebView())
                .textAlways("webviewheightratio", action.webviewHeightRatio())
                .textAlways("msg", action.message())
                .flagAlways("msginchatwindow", action.messageInChatWindow())
                .textAlways("msgprocessingtype", action.messageProcessingType());
    }
}
