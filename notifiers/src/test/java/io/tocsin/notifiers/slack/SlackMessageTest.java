package io.tocsin.notifiers.slack;

import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.Gson;
import com.google.gson.JsonElement;
import com.google.gson.JsonParser;
import com.slack.api.util.json.GsonFactory;
import io.tocsin.core.config.HttpConfig;
import io.tocsin.notifiers.contract.NotifierBench;
import io.tocsin.notifiers.contract.RealTemplates;
import io.tocsin.notifiers.contract.SentRecordings;
import io.tocsin.notifiers.contract.TestNotifications;
import io.tocsin.notifiers.integration.Rendering;
import io.tocsin.notifiers.integration.UnsendableException;
import io.tocsin.notifiers.message.Messages;
import io.tocsin.notifiers.settings.SecretOrFile;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

final class SlackMessageTest {
    private static final Gson GSON = GsonFactory.createSnakeCase();

    static Stream<List<String>> recorded() {
        return SentRecordings.of("slack-messages");
    }

    @ParameterizedTest
    @MethodSource("recorded")
    void render_recorded_isWhatTheOriginalSends(List<String> row) throws UnsendableException {
        JsonElement sent = render(row.get(0)).json();

        // Order within an object means nothing, and the client's is another one.
        assertThat(sent).isEqualTo(JsonParser.parseString(row.get(1)));
    }

    @Test
    void render_defaults_areTheBuiltInTemplates() throws UnsendableException {
        JsonElement sent = render("channel: c").json();

        assertThat(sent).isEqualTo(JsonParser.parseString("""
                        {"channel": "c", "username": "Alertmanager",
                         "attachments": [{"title": "[FIRING:1] Simple ", "title_link": "http://am/#/alerts?receiver=team",
                           "text": "", "fallback": "[FIRING:1] Simple  | http://am/#/alerts?receiver=team",
                           "callback_id": "", "footer": "", "color": "danger",
                           "mrkdwn_in": ["fallback", "pretext", "text"]}]}"""));
    }

    @Test
    void render_titleTooLong_saysSo() throws UnsendableException {
        assertThat(render("title: " + "x".repeat(1024)).isTitleCut()).isFalse();
        assertThat(render("title: " + "x".repeat(1025)).isTitleCut()).isTrue();
    }

    private static SlackMessage.Rendered render(String element) throws UnsendableException {
        SlackConfig config = SlackConfigs.of(element, SecretOrFile.inFile("url"), HttpConfig.DEFAULT, Duration.ZERO);
        var message = Messages.of(TestNotifications.simple(), NotifierBench.EXTERNAL_URL);
        return new SlackMessage(config, RealTemplates.builtIn(), GSON)
                .render(new Rendering(message, TestNotifications.NOW));
    }
}
