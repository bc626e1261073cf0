package io.tocsin.notifiers.slack;

import static java.util.Objects.requireNonNull;

import com.google.gson.Gson;
import com.slack.api.util.json.GsonFactory;
import io.tocsin.core.config.Secret;
import io.tocsin.core.pipeline.Notification;
import io.tocsin.core.pipeline.Notifier;
import io.tocsin.core.pipeline.SendResult;
import io.tocsin.notifiers.http.HttpCall;
import io.tocsin.notifiers.integration.CallDraft;
import io.tocsin.notifiers.integration.HttpSender;
import io.tocsin.notifiers.integration.NotifierEnvironment;
import io.tocsin.notifiers.integration.PreparedCall;
import io.tocsin.notifiers.integration.UnsendableException;
import io.tocsin.notifiers.message.Messages;
import io.tocsin.notifiers.slack.SlackAnswer.MessagePlace;
import java.nio.charset.StandardCharsets;
import java.util.concurrent.CompletionStage;
import java.util.regex.Pattern;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Posts notifications to Slack, through an incoming webhook or as an app, and changes the message of a group where that
 * is wanted. Messages and answers are those of the Slack API Client, its connections are not: see {@code
 * docs/decisions/0006}.
 *
 * <p>Thread-safe.
 *
 * @see "Upstream: notify/slack, v0.33.1"
 */
public final class SlackNotifier implements Notifier {
    private static final Logger LOG = LoggerFactory.getLogger(SlackNotifier.class);

    /** As templates keep a byte that is no UTF-8; pairs of surrogates are not matched. */
    private static final Pattern STRAY_BYTE = Pattern.compile("[\ud800-\udfff]");

    private static final String POST = "chat.postMessage";
    private static final String UPDATE = "chat.update";

    private final SlackConfig config;
    private final NotifierEnvironment environment;
    /** Deviation D-226: the client's order of members, and its escapes. */
    private final Gson gson = GsonFactory.createSnakeCase();

    private final SlackMessage message;
    private final HttpSender sender;

    public SlackNotifier(SlackConfig config, NotifierEnvironment environment) {
        this.config = requireNonNull(config, "config");
        this.environment = requireNonNull(environment, "environment");
        this.message = new SlackMessage(config, environment.templates(), gson);
        this.sender = new HttpSender(
                SlackIntegrationType.INSTANCE.name(), config.http(), config.timeout(), this::draft, environment);
    }

    @Override
    public CompletionStage<SendResult> send(Notification notification) {
        return sender.send(notification);
    }

    @Override
    public void close() {
        sender.close();
    }

    private CallDraft draft(Notification notification) throws UnsendableException {
        String url = environment.read(config.apiUrl(), "");
        return new CallDraft(true, () -> prepare(notification, url));
    }

    private PreparedCall prepare(Notification notification, String apiUrl) throws UnsendableException {
        SlackMessage.Rendered rendered =
                message.render(environment.rendering(Messages.of(notification, environment.externalUrl())));
        if (rendered.isTitleCut()) {
            LOG.atWarn()
                    .addKeyValue("component", "notifier")
                    .addKeyValue("integration", environment.user())
                    .addKeyValue("group", notification.groupKey())
                    .log("The title is too long for Slack and was cut");
        }
        String url = apiUrl;
        String channel = rendered.channel();
        MessagePlace place = MessagePlace.of(notification.receiverData());
        if (config.updateMessage() && place.isKnown()) {
            url = url.replace(POST, UPDATE);
            channel = place.channelId();
            rendered.json().addProperty("channel", channel);
            rendered.json().addProperty("ts", place.timestamp());
        }
        byte[] body = utf8(gson.toJson(rendered.json()));
        var answer = new SlackAnswer(channel, place, config.updateMessage(), gson);
        return new PreparedCall(HttpCall.postJson(Secret.of(url), body), answer::judge);
    }

    /** Go writes U+FFFD for what is no valid text. */
    private static byte[] utf8(String json) {
        return STRAY_BYTE.matcher(json).replaceAll("\ufffd").getBytes(StandardCharsets.UTF_8);
    }
}
