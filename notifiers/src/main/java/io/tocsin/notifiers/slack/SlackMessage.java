package io.tocsin.notifiers.slack;

import com.google.gson.Gson;
import com.google.gson.JsonArray;
import com.google.gson.JsonObject;
import com.slack.api.model.Attachment;
import com.slack.api.model.Confirmation;
import com.slack.api.model.Field;
import com.slack.api.webhook.Payload;
import io.tocsin.core.template.Template;
import io.tocsin.core.template.Templates;
import io.tocsin.notifiers.integration.Rendering;
import io.tocsin.notifiers.integration.UnsendableException;
import io.tocsin.notifiers.message.Truncation;
import io.tocsin.notifiers.slack.SlackConfig.SlackAction;
import io.tocsin.notifiers.slack.SlackConfig.SlackField;
import java.util.ArrayList;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * The message of one element of {@code slack_configs}, its templates compiled. Immutable.
 *
 * <p>Most of what is empty is left out, as in the original; {@code text}, {@code fallback}, {@code callback_id} and
 * {@code footer} never are.
 *
 * @see "Upstream: slack.request, slack.attachment, v0.33.1"
 */
final class SlackMessage {
    private static final int TITLE_MAX_RUNES = 1024;
    private static final List<String> MRKDWN_IN = List.of("fallback", "pretext", "text");

    private final Gson gson;
    private final boolean linkNames;
    private final List<String> mrkdwnIn;
    private final Template channel;
    private final Template username;
    private final Template iconEmoji;
    private final Template iconUrl;
    private final Template messageText;
    private final Template title;
    private final Template titleLink;
    private final Template pretext;
    private final Template text;
    private final Template fallback;
    private final Template callbackId;
    private final Template footer;
    private final Template color;
    private final Template imageUrl;
    private final Template thumbUrl;
    private final List<FieldTemplate> fields;
    private final List<ActionTemplate> actions;

    private record FieldTemplate(Template title, Template value, boolean isShort) {}

    private record ActionTemplate(
            Template type,
            Template text,
            Template url,
            Template style,
            Template name,
            Template value,
            @Nullable ConfirmationTemplate confirm) {}

    private record ConfirmationTemplate(Template text, Template title, Template okText, Template dismissText) {}

    /**
     * A message as it goes out.
     *
     * @param isTitleCut whether its title was too long
     */
    record Rendered(JsonObject json, String channel, boolean isTitleCut) {}

    /** @param gson writes names as Slack has them */
    SlackMessage(SlackConfig config, Templates templates, Gson gson) {
        this.gson = gson;
        this.linkNames = config.linkNames();
        this.mrkdwnIn = config.mrkdwnIn().isEmpty() ? MRKDWN_IN : config.mrkdwnIn();
        this.channel = templates.text(config.channel());
        this.username = templates.text(config.username());
        this.iconEmoji = templates.text(config.iconEmoji());
        this.iconUrl = templates.text(config.iconUrl());
        this.messageText = templates.text(config.messageText());
        this.title = templates.text(config.title());
        this.titleLink = templates.text(config.titleLink());
        this.pretext = templates.text(config.pretext());
        this.text = templates.text(config.text());
        this.fallback = templates.text(config.fallback());
        this.callbackId = templates.text(config.callbackId());
        this.footer = templates.text(config.footer());
        this.color = templates.text(config.color());
        this.imageUrl = templates.text(config.imageUrl());
        this.thumbUrl = templates.text(config.thumbUrl());
        this.fields = config.fields().stream()
                .map(field -> compile(field, config.shortFields(), templates))
                .toList();
        this.actions = config.actions().stream()
                .map(action -> compile(action, templates))
                .toList();
    }

    private static FieldTemplate compile(SlackField field, boolean isShort, Templates templates) {
        return new FieldTemplate(
                templates.text(field.title()),
                templates.text(field.value()),
                field.isShort() == null ? isShort : field.isShort());
    }

    private static ActionTemplate compile(SlackAction action, Templates templates) {
        return new ActionTemplate(
                templates.text(action.type()),
                templates.text(action.text()),
                templates.text(action.url()),
                templates.text(action.style()),
                templates.text(action.name()),
                templates.text(action.value()),
                action.confirm() == null ? null : compile(action.confirm(), templates));
    }

    private static ConfirmationTemplate compile(SlackConfig.Confirmation confirm, Templates templates) {
        return new ConfirmationTemplate(
                templates.text(confirm.text()),
                templates.text(confirm.title()),
                templates.text(confirm.okText()),
                templates.text(confirm.dismissText()));
    }

    /** Deviation D-235: if one template fails, there is no message. */
    Rendered render(Rendering rendering) throws UnsendableException {
        String wholeTitle = rendering.text(title);
        String cutTitle = Truncation.runes(wholeTitle, TITLE_MAX_RUNES);
        Attachment attachment = attachment(cutTitle, rendering);
        JsonArray buttons = buttons(rendering);
        String target = rendering.text(channel);
        // By hand: the client's model has these for incoming webhooks only, and warns that newer ones ignore them.
        JsonObject json = gson.toJsonTree(Payload.builder()
                        .text(orNull(rendering.text(messageText)))
                        .attachments(List.of(attachment))
                        .build())
                .getAsJsonObject();
        add(json, "channel", target);
        add(json, "username", rendering.text(username));
        add(json, "icon_emoji", rendering.text(iconEmoji));
        add(json, "icon_url", rendering.text(iconUrl));
        if (!buttons.isEmpty()) {
            json.getAsJsonArray("attachments").get(0).getAsJsonObject().add("actions", buttons);
        }
        if (linkNames) {
            json.addProperty("link_names", true);
        }
        return new Rendered(json, target, !cutTitle.equals(wholeTitle));
    }

    private Attachment attachment(String shownTitle, Rendering rendering) throws UnsendableException {
        return Attachment.builder()
                .title(orNull(shownTitle))
                .titleLink(orNull(rendering.text(titleLink)))
                .pretext(orNull(rendering.text(pretext)))
                .text(rendering.text(text))
                .fallback(rendering.text(fallback))
                .callbackId(rendering.text(callbackId))
                .fields(shownFields(rendering))
                .imageUrl(orNull(rendering.text(imageUrl)))
                .thumbUrl(orNull(rendering.text(thumbUrl)))
                .footer(rendering.text(footer))
                .color(orNull(rendering.text(color)))
                .mrkdwnIn(mrkdwnIn)
                .build();
    }

    private @Nullable List<Field> shownFields(Rendering rendering) throws UnsendableException {
        List<Field> shown = new ArrayList<>(fields.size());
        for (FieldTemplate field : fields) {
            shown.add(Field.builder()
                    .title(orNull(rendering.text(field.title())))
                    .value(orNull(rendering.text(field.value())))
                    .valueShortEnough(field.isShort())
                    .build());
        }
        return shown.isEmpty() ? null : shown;
    }

    /** By hand: the client's model knows two types of actions only, and here the type is any text. */
    private JsonArray buttons(Rendering rendering) throws UnsendableException {
        JsonArray buttons = new JsonArray(actions.size());
        for (ActionTemplate action : actions) {
            JsonObject button = new JsonObject();
            add(button, "type", rendering.text(action.type()));
            add(button, "text", rendering.text(action.text()));
            add(button, "url", rendering.text(action.url()));
            add(button, "style", rendering.text(action.style()));
            add(button, "name", rendering.text(action.name()));
            add(button, "value", rendering.text(action.value()));
            if (action.confirm() != null) {
                button.add("confirm", gson.toJsonTree(confirmation(action.confirm(), rendering)));
            }
            buttons.add(button);
        }
        return buttons;
    }

    private static Confirmation confirmation(ConfirmationTemplate confirm, Rendering rendering)
            throws UnsendableException {
        return Confirmation.builder()
                .text(orNull(rendering.text(confirm.text())))
                .title(orNull(rendering.text(confirm.title())))
                .okText(orNull(rendering.text(confirm.okText())))
                .dismissText(orNull(rendering.text(confirm.dismissText())))
                .build();
    }

    private static void add(JsonObject json, String name, String value) {
        if (!value.isEmpty()) {
            json.addProperty(name, value);
        }
    }

    /** Null, which is left out, for an empty text. */
    private static @Nullable String orNull(String text) {
        return text.isEmpty() ? null : text;
    }
}
