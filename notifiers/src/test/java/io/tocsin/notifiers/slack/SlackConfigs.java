package io.tocsin.notifiers.slack;

import io.tocsin.core.config.HttpConfig;
import io.tocsin.notifiers.settings.SecretOrFile;
import io.tocsin.notifiers.settings.SettingsFixture;
import java.time.Duration;

/** Settings for tests. */
final class SlackConfigs {
    private static final SettingsFixture<SlackConfig> FIXTURE = new SettingsFixture<>(SlackIntegrationType.INSTANCE);

    private SlackConfigs() {}

    /** An element as a configuration has it, but sent to {@code url}, and the way of {@code http}. */
    static SlackConfig of(String element, SecretOrFile url, HttpConfig http, Duration timeout) {
        SlackConfig read = FIXTURE.accept("api_url: 'https://slack.com/api/chat.postMessage', " + element);
        return new SlackConfig(
                read.sendResolved(),
                http,
                url,
                read.appToken(),
                read.appUrl(),
                read.channel(),
                read.username(),
                read.color(),
                read.title(),
                read.titleLink(),
                read.pretext(),
                read.text(),
                read.messageText(),
                read.fields(),
                read.shortFields(),
                read.footer(),
                read.fallback(),
                read.callbackId(),
                read.iconEmoji(),
                read.iconUrl(),
                read.imageUrl(),
                read.thumbUrl(),
                read.linkNames(),
                read.mrkdwnIn(),
                read.actions(),
                read.updateMessage(),
                timeout);
    }
}
