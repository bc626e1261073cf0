package io.tocsin.notifiers.slack;

import static java.util.Objects.requireNonNull;

import io.tocsin.core.config.GoUrl;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.core.config.HttpIntegrationConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.List;
import org.jspecify.annotations.Nullable;

/**
 * One element of {@code slack_configs}, what it takes over from {@code global} included. Immutable.
 *
 * <p>Texts are templates.
 *
 * @param sendResolved post resolved alerts too; false by default
 * @param http how to connect, with the token, if there is one, as its authorization
 * @param apiUrl where to post: an incoming webhook, or with a token {@code appUrl}; the secret wins over the file
 * @param appToken token of a Slack app; empty for an incoming webhook
 * @param appUrl where to post with a token
 * @param shortFields whether fields are short that do not say it
 * @param mrkdwnIn the parts that Slack formats; empty for its default
 * @param updateMessage change the message of the group instead of posting another one
 * @param timeout for one attempt; zero or less for none but that of the notification itself
 * @see "Upstream: config.SlackConfig, v0.33.1"
 */
public record SlackConfig(
        boolean sendResolved,
        HttpConfig http,
        SecretOrFile apiUrl,
        SecretOrFile appToken,
        @Nullable GoUrl appUrl,
        String channel,
        String username,
        String color,
        String title,
        String titleLink,
        String pretext,
        String text,
        String messageText,
        List<SlackField> fields,
        boolean shortFields,
        String footer,
        String fallback,
        String callbackId,
        String iconEmoji,
        String iconUrl,
        String imageUrl,
        String thumbUrl,
        boolean linkNames,
        List<String> mrkdwnIn,
        List<SlackAction> actions,
        boolean updateMessage,
        Duration timeout)
        implements HttpIntegrationConfig {

    public SlackConfig {
        requireNonNull(http, "http");
        requireNonNull(apiUrl, "apiUrl");
        requireNonNull(appToken, "appToken");
        fields = List.copyOf(fields);
        mrkdwnIn = List.copyOf(mrkdwnIn);
        actions = List.copyOf(actions);
        requireNonNull(timeout, "timeout");
    }

    @Override
    public List<String> files() {
        return SecretOrFile.filesOf(apiUrl);
    }

    /**
     * A field of the attachment.
     *
     * @param title not empty
     * @param value not empty
     * @param isShort null for {@link SlackConfig#shortFields}
     */
    public record SlackField(
            String title, String value, @Nullable Boolean isShort) {}

    /**
     * A button or menu of the attachment. With a URL it is a link, and has neither name nor value nor confirmation.
     *
     * @param type not empty
     * @param text not empty
     * @param confirm asked before anything happens; null to ask nothing
     */
    public record SlackAction(
            String type,
            String text,
            String url,
            String style,
            String name,
            String value,
            @Nullable Confirmation confirm) {}

    /** @param text not empty */
    public record Confirmation(String text, String title, String okText, String dismissText) {}
}
