package io.tocsin.notifiers.rocketchat;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.core.config.SecretSource;
import java.util.List;
import java.util.stream.Stream;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code rocketchat_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>The files of the token and its id are read when the receiver is built, not for each notification: a file that is
 * missing then stops the load.
 *
 * @param sendResolved send resolved alerts too; false by default
 * @param http how to connect; the global settings where the element has none
 * @param apiUrl where the server is; {@code api/v1/chat.postMessage} is put behind its path
 * @param tokenId id of the user that the token belongs to
 * @param channel template of a channel or {@code @user}; empty for the default of the server
 * @param emoji template of the emoji that is shown as the sender's picture
 * @param iconUrl template of the address of the sender's picture
 * @param linkNames known and without effect, as in the original
 * @see "Upstream: config.RocketchatConfig, v0.33.1"
 */
public record RocketchatConfig(
        boolean sendResolved,
        HttpConfig http,
        GoUrl apiUrl,
        SecretSource tokenId,
        SecretSource token,
        String channel,
        RocketchatAttachment attachment,
        String emoji,
        String iconUrl,
        boolean linkNames)
        implements HttpIntegrationConfig {

    public RocketchatConfig {
        requireNonNull(http, "http");
        requireNonNull(apiUrl, "apiUrl");
        requireNonNull(tokenId, "tokenId");
        requireNonNull(token, "token");
        requireNonNull(channel, "channel");
        requireNonNull(attachment, "attachment");
        requireNonNull(emoji, "emoji");
        requireNonNull(iconUrl, "iconUrl");
    }

    @Override
    public List<String> files() {
        return Stream.of(tokenId, token)
                .filter(SecretSource.FromFile.class::isInstance)
                .map(source -> ((SecretSource.FromFile) source).path())
                .toList();
    }

    /**
     * What the one attachment of a message says; its texts are templates.
     *
     * @param shortFields whether fields are short that do not say it
     */
    public record RocketchatAttachment(
            String color,
            String title,
            String titleLink,
            String text,
            List<RocketchatField> fields,
            boolean shortFields,
            String imageUrl,
            String thumbUrl,
            List<RocketchatAction> actions) {

        public RocketchatAttachment {
            requireNonNull(color, "color");
            requireNonNull(title, "title");
            requireNonNull(titleLink, "titleLink");
            requireNonNull(text, "text");
            fields = List.copyOf(fields);
            requireNonNull(imageUrl, "imageUrl");
            requireNonNull(thumbUrl, "thumbUrl");
            actions = List.copyOf(actions);
        }
    }

    /**
     * A cell of the table in an attachment.
     *
     * @param isShort whether it stands beside the next one; null to do as the attachment says
     */
    public record RocketchatField(@Nullable Boolean isShort, String title, String value) {
        public RocketchatField {
            requireNonNull(title, "title");
            requireNonNull(value, "value");
        }
    }

    /**
     * A button in an attachment.
     *
     * @param type known and without effect: a button it is
     * @param isWebView open the URL inside of the client
     * @param messageInChatWindow put the message into the chat instead of opening a URL
     * @param messageProcessingType {@code sendMessage} or {@code respondWithMessage}; anything else counts as none
     */
    public record RocketchatAction(
            String type,
            String text,
            String url,
            String imageUrl,
            boolean isWebView,
            String webviewHeightRatio,
            String message,
            boolean messageInChatWindow,
            String messageProcessingType) {

        public RocketchatAction {
            requireNonNull(type, "type");
            requireNonNull(text, "text");
            requireNonNull(url, "url");
            requireNonNull(imageUrl, "imageUrl");
            requireNonNull(webviewHeightRatio, "webviewHeightRatio");
            requireNonNull(message, "message");
            requireNonNull(messageProcessingType, "messageProcessingType");
        }
    }
}
