package io.tocsin.notifiers.mattermost;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code mattermost_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts are templates.
 *
 * @param sendResolved send resolved alerts too; true by default
 * @param http how to connect; the global settings where the element has none
 * @param webhookUrl where to post; exactly one of its two ways is given
 * @param channel empty for the webhook's own
 * @param main what the element says itself, without {@code attachments}: the one attachment of a message that has no
 *     {@code attachments}; beside them only its text counts, which then stands above them
 * @param attachments empty to make one of {@code main}
 * @param type type of the post; empty for an ordinary one
 * @param props null for none
 * @param priority null for none
 * @see "Upstream: config.MattermostConfig, v0.33.1"
 */
public record MattermostConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile webhookUrl,
        String channel,
        String username,
        MattermostAttachment main,
        String iconUrl,
        String iconEmoji,
        List<MattermostAttachment> attachments,
        String type,
        @Nullable MattermostProps props,
        @Nullable MattermostPriority priority)
        implements HttpIntegrationConfig {

    public MattermostConfig {
        requireNonNull(http, "http");
        if ((webhookUrl.secret() == null) == (webhookUrl.file() == null)) {
            throw new IllegalArgumentException("webhookUrl: both or none (expected: exactly one)");
        }
        requireNonNull(channel, "channel");
        requireNonNull(username, "username");
        requireNonNull(main, "main");
        requireNonNull(iconUrl, "iconUrl");
        requireNonNull(iconEmoji, "iconEmoji");
        attachments = List.copyOf(attachments);
        requireNonNull(type, "type");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(webhookUrl);
    }

    /** A message attachment; empty texts are left out of it. */
    public record MattermostAttachment(
            String fallback,
            String color,
            String pretext,
            String text,
            String authorName,
            String authorLink,
            String authorIcon,
            String title,
            String titleLink,
            List<MattermostField> fields,
            String thumbUrl,
            String footer,
            String footerIcon,
            String imageUrl) {

        public MattermostAttachment {
            requireNonNull(fallback, "fallback");
            requireNonNull(color, "color");
            requireNonNull(pretext, "pretext");
            requireNonNull(text, "text");
            requireNonNull(authorName, "authorName");
            requireNonNull(authorLink, "authorLink");
            requireNonNull(authorIcon, "authorIcon");
            requireNonNull(title, "title");
            requireNonNull(titleLink, "titleLink");
            fields = List.copyOf(fields);
            requireNonNull(thumbUrl, "thumbUrl");
            requireNonNull(footer, "footer");
            requireNonNull(footerIcon, "footerIcon");
            requireNonNull(imageUrl, "imageUrl");
        }
    }

    /**
     * A cell of the table in an attachment.
     *
     * @param isShort whether it stands beside the next one; null if the file does not say
     */
    public record MattermostField(
            String title, String value, @Nullable Boolean isShort) {
        public MattermostField {
            requireNonNull(title, "title");
            requireNonNull(value, "value");
        }
    }

    /** @param card text that opens beside the post; empty for none */
    public record MattermostProps(String card) {
        public MattermostProps {
            requireNonNull(card, "card");
        }
    }

    /**
     * How urgent the post is.
     *
     * @param priority {@code urgent}, {@code important} or {@code standard}; anything else counts as the last
     * @param requestedAck ask for an acknowledgement; above {@code standard} only
     * @param persistentNotifications notify until somebody acknowledges; {@code urgent} only
     */
    public record MattermostPriority(String priority, boolean requestedAck, boolean persistentNotifications) {
        public MattermostPriority {
            requireNonNull(priority, "priority");
        }
    }
}
